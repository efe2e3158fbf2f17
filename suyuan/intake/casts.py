"""Which casts from a delivered type to the contract's lose nothing; casts.sql says how each is done."""

from __future__ import annotations

from pathlib import Path

import duckdb

from suyuan import contract

_WHOLE = {
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
}  # fmt: skip
_FLOATING = {"FLOAT", "DOUBLE"}
_WALL_CLOCK = {"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"}
EXPECTED = {
    contract.TEXT: "text",
    contract.MONEY: "a number",
    contract.COUNT: "whole numbers",
    contract.REAL: "a number",
    contract.FLAG: "BOOLEAN",
    contract.TIME: "a timestamp",
}
_FAMILY = {
    contract.TEXT: "text",
    contract.MONEY: "money",
    contract.COUNT: "count",
    contract.REAL: "real",
    contract.FLAG: "flag",
    contract.TIME: "time",
}
NEEDS_ZONE = "time_utc"
IDS_FROM_NUMBERS = frozenset({"text_from_whole", "text_from_number"})


def choose(wanted: str, delivered: str) -> str | None:
    """The macro of casts.sql that turns `delivered` (a DuckDB type) into the contract's type `wanted`.

    None where no cast is lossless: text is not read as a number or a date, a number not as a flag.
    """
    decimal = delivered.startswith("DECIMAL")
    if wanted == contract.TEXT:
        if delivered in ("VARCHAR", "JSON"):
            return "text_as_is"
        if delivered in _WHOLE or delivered == "UUID":
            return "text_from_whole"
        if delivered in _FLOATING or decimal:
            return "text_from_number"
        return "text_from_bytes" if delivered == "BLOB" else None
    if wanted in (contract.MONEY, contract.COUNT) and delivered in _WHOLE:
        return _FAMILY[wanted] + "_from_whole"
    if wanted in (contract.MONEY, contract.COUNT, contract.REAL) and (
        delivered in _WHOLE or delivered in _FLOATING or decimal
    ):
        return _FAMILY[wanted] + "_from_number"
    if wanted == contract.FLAG:
        return "flag_as_is" if delivered == "BOOLEAN" else None
    if wanted == contract.TIME:
        if delivered in _WALL_CLOCK:
            return NEEDS_ZONE
        return "time_from_instant" if delivered == "TIMESTAMP WITH TIME ZONE" else None
    return None


def from_folder_name(wanted: str) -> str:
    """The macro for a value that stands in a Hive folder's name."""
    return "text_as_is" if wanted == contract.TEXT else _FAMILY[wanted] + "_from_text"


def rounding(wanted: str, delivered: str) -> str | None:
    """The macro that tells whether a price had more decimals than the contract holds."""
    if wanted != contract.MONEY or delivered in _WHOLE:
        return None
    return "rounds_float" if delivered == "FLOAT" else "rounds_number"


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the macros, for this connection alone."""
    for name in ("casts.sql", "coordinates.sql"):
        connection.execute((Path(__file__).with_name(name)).read_text(encoding="utf-8"))
