"""Whether two scans say the same, value by value; and what is declared not to hold on both engines."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

# By relation: why it cannot be the same on both. A test demands that what stands here does differ.
DIFFERENCES: dict[str, str] = {}
# Times of the run itself, and which engine it was.
OF_THE_RUN = {"scan": {"started_at", "finished_at", "engine"}, "query_runs": {"seconds", "cpu_seconds"}}
# Java's logarithm and C's may differ in the last bit of a double.
DIGITS = 1e-12


def same(one: Any, other: Any) -> bool:
    """Equal to the last value; doubles to the twelfth digit."""
    if isinstance(one, float) and isinstance(other, float):
        both_missing = math.isnan(one) and math.isnan(other)
        return both_missing or math.isclose(one, other, rel_tol=DIGITS, abs_tol=DIGITS)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return bool(one == other)


def unequal(name: str, one_table: pa.Table, other_table: pa.Table) -> str:
    """'' where the rows are the same in the same order, else the first difference."""
    if one_table.equals(other_table):
        return ""
    one, other = one_table.to_pylist(), other_table.to_pylist()
    if len(one) != len(other):
        return f"{len(one)} rows and {len(other)}"
    left_out = OF_THE_RUN.get(name, set())
    for place, (mine, theirs) in enumerate(zip(one, other, strict=True)):
        for column in mine.keys() - left_out:
            if not same(mine[column], theirs.get(column)):
                return f"row {place}, {column}: {mine[column]!r} and {theirs.get(column)!r}"
    return ""


def relations(findings: Path) -> list[str]:
    """Every relation of a scan's database."""
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as pages:
        return [row[0] for row in pages.execute("SHOW TABLES").fetchall()]


def rows(findings: Path, name: str, *, ordered: bool) -> pa.Table:
    """A relation as it lies there; sorted where the query gives it no order of its own."""
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as pages:
        table = pages.table(name)
        return table.to_arrow_table() if ordered else table.order("ALL").to_arrow_table()


def types(findings: Path, name: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as pages:
        return pages.execute("DESCRIBE " + name).fetchall()
