"""The floor that every step is held against: decoding the same columns once, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb


def files_of(extracts: Path, table: str) -> list[Path]:
    """The Parquet files of one extract; none where it was not delivered."""
    single = extracts / f"{table}.parquet"
    return [single] if single.is_file() else sorted((extracts / table).rglob("*.parquet"))


def bare_scan(extracts: Path, columns: Mapping[str, Sequence[str]]) -> int:
    """Decode the named columns, by table, folding each value into one hash. Returns the rows read."""
    rows = 0
    for table, wanted in columns.items():
        files = [str(path) for path in files_of(extracts, table)]
        if not files:
            continue
        with duckdb.connect() as connection:
            relation = connection.read_parquet(files, hive_partitioning=False)
            present = [column for column in wanted if column in relation.columns]
            hashes = [
                duckdb.FunctionExpression("bit_xor", duckdb.FunctionExpression("hash", value)).alias(name)
                for name in present
                for value in [duckdb.ColumnExpression(name)]
            ]
            counted = duckdb.FunctionExpression("count", duckdb.ConstantExpression(1)).alias("rows_read")
            rows += relation.aggregate([counted, *hashes]).fetchall()[0][0]
    return rows
