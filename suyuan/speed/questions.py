"""The same questions asked of DuckDB, polars and pandas, from the same Parquet files, with the answers compared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from suyuan.speed.floor import files_of

LIBRARIES = ("duckdb", "polars", "pandas")
# What each question reads, by table: its floor.
COLUMNS: dict[str, dict[str, Sequence[str]]] = {
    "shops": {
        "orders": ("listing_id", "shop_id", "quantity", "unit_price", "status"),
        "listings": ("listing_id", "brand", "category"),
        "reference_prices": ("brand", "category", "reference_price"),
        "complaints": ("shop_id", "reason"),
    },
    "edges": {
        "orders": ("order_id", "shop_id", "buyer_account_id", "quantity", "ordered_at"),
        "shops": ("shop_id", "owner_account_id"),
    },
    "flows": {"shipments": ("origin_adcode", "destination_adcode")},
}
Ask = Callable[[Path], pa.Table]


def asked(name: str, library: str) -> Ask:
    """How one library answers one question. Raises KeyError on an unknown one, ImportError without the library."""
    if name not in COLUMNS:
        raise KeyError(name)
    if library == "duckdb":
        return lambda extracts: in_duckdb(name, extracts)
    asker: Ask = getattr(import_module("suyuan.speed.in_" + library), name)
    return asker


def in_duckdb(name: str, extracts: Path) -> pa.Table:
    """The question's own SQL over the files as they lie."""
    with duckdb.connect() as connection:
        for table in COLUMNS[name]:
            files = [str(path) for path in files_of(extracts, table)]
            connection.read_parquet(files, hive_partitioning=False).create_view(table)
        return connection.sql(Path(__file__).with_name(f"{name}.sql").read_text("utf-8")).to_arrow_table()


def digested(answer: pa.Table) -> dict[str, Any]:
    """Rows and SHA-256 of an answer, whatever the order of its rows and the width of its numbers."""
    names = sorted(answer.column_names)
    plain = pa.table(
        {
            name: answer[name].cast(pa.int64() if pa.types.is_integer(answer[name].type) else pa.string())
            for name in names
        }
    ).sort_by([(name, "ascending") for name in names])
    digest = hashlib.sha256()
    for row in zip(*(column.to_pylist() for column in plain.columns), strict=True):
        digest.update(repr(row).encode())
    return {"rows": plain.num_rows, "digest": digest.hexdigest()}
