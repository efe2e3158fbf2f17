"""DuckDB's types by Spark's names."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

# A sum of whole numbers is a HUGEINT in DuckDB; Spark's widest whole number is a decimal.
_WIDE = {"HUGEINT": "DECIMAL(38, 0)", "UBIGINT": "DECIMAL(20, 0)", "UINTEGER": "BIGINT", "NULL": "INT"}


def spark_type(kind: str) -> str:
    """One column's type, e.g. `VARCHAR[]` → `ARRAY<STRING>`."""
    if kind.strip('"') in _WIDE:
        return _WIDE[kind.strip('"')]
    return exp.DataType.build(kind, dialect="duckdb").sql("spark")


def schema(columns: Sequence[tuple[str, str]]) -> str:
    """Columns and their DuckDB types as Spark reads a table's declaration."""
    return ", ".join(f"`{name}` {spark_type(kind)}" for name, kind in columns)
