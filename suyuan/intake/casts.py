"""Which casts from a delivered type to the contract's lose nothing; casts.sql says how each is done."""

from __future__ import annotations

from pathlib import Path

import duckdb

from suyuan import contract

_KINDS = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "whole"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"), "whole"),
    **dict.fromkeys(("FLOAT", "DOUBLE"), "number"),
    **dict.fromkeys(("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"), "wall clock"),
    **dict.fromkeys(("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS"), "instant"),
    "VARCHAR": "text",
    "JSON": "text",
    "UUID": "text",
    "BLOB": "bytes",
    "BOOLEAN": "flag",
}
NEEDS_ZONE = "time_utc"
WALL_CLOCKS = frozenset({NEEDS_ZONE, "time_from_text"})
IDS_FROM_NUMBERS = frozenset({"text_from_whole", "text_from_number"})
# (contract's type, kind delivered) → the macro of casts.sql. What is not here is refused: text is not read as
# a number or a date, a number not as a flag.
_LOSSLESS = {
    (contract.TEXT, "text"): "text_as_is",
    (contract.TEXT, "whole"): "text_from_whole",
    (contract.TEXT, "number"): "text_from_number",
    (contract.TEXT, "bytes"): "text_from_bytes",
    (contract.MONEY, "whole"): "money_from_whole",
    (contract.MONEY, "number"): "money_from_number",
    (contract.COUNT, "whole"): "count_from_whole",
    (contract.COUNT, "number"): "count_from_number",
    (contract.REAL, "whole"): "real_from_number",
    (contract.REAL, "number"): "real_from_number",
    (contract.FLAG, "flag"): "flag_as_is",
    (contract.TIME, "wall clock"): NEEDS_ZONE,
    (contract.TIME, "instant"): "time_from_instant",
}
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


def choose(wanted: str, delivered: str) -> str | None:
    """The macro of casts.sql that turns `delivered` (a DuckDB type) into the contract's type `wanted`.

    None where no cast is lossless.
    """
    return _LOSSLESS.get((wanted, _kind(delivered)))


def _kind(delivered: str) -> str:
    return "number" if delivered.startswith("DECIMAL") else _KINDS.get(delivered, "")


def from_folder_name(wanted: str) -> str:
    """The macro for a value that stands in a Hive folder's name."""
    return "text_as_is" if wanted == contract.TEXT else _FAMILY[wanted] + "_from_text"


def rounding(wanted: str, delivered: str) -> str | None:
    """The macro that tells whether a price had more decimals than the contract holds."""
    if wanted != contract.MONEY or _kind(delivered) == "whole":
        return None
    return "rounds_float" if delivered == "FLOAT" else "rounds_number"


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the macros, for this connection alone."""
    for name in ("casts.sql", "coordinates.sql"):
        connection.execute((Path(__file__).with_name(name)).read_text(encoding="utf-8"))
