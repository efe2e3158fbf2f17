"""One file's columns, as the child process found them, against the contract."""

from __future__ import annotations

from typing import Any

from suyuan import contract
from suyuan.intake import casts
from suyuan.intake.errors import wrong

LATITUDES = ("latitude", "origin_latitude", "destination_latitude")


def check_columns(table: contract.Table, name: str, answer: dict[str, Any]) -> None:
    """Hold one file's columns to its table. Raises InputError for the first that does not hold."""
    columns, names = answer["columns"], answer["names"]
    for column in table.columns:
        facts = columns.get(column.name)
        alike = [other for other in names if other.lower() == column.name and other != column.name]
        if facts is None and column.required:
            found = f"the column is missing (there is {alike[0]!r})" if alike else "the column is missing"
            raise wrong(
                found, table=table.name, file=name, column=column.name, expected=casts.EXPECTED[column.type]
            )
        if facts is None:
            continue
        if facts["filled"] and facts["cast"] is None:
            raise wrong(
                f"its type is {facts['type']}",
                table=table.name,
                file=name,
                column=column.name,
                expected=casts.EXPECTED[column.type],
            )
        if facts["problem"]:
            raise wrong(
                f"{facts['problem']} values of type {facts['type']} do not fit",
                table=table.name,
                file=name,
                column=column.name,
                expected=f"{casts.EXPECTED[column.type]} that {column.type} holds without loss",
            )


def assumptions(place: str, facts: dict[str, Any], has_zone: bool, has_system: bool) -> set[str]:
    """Codes of what taking one filled column (`place` is TABLE.COLUMN) assumes, where nothing was declared."""
    column = place.split(".")[1]
    codes = {
        f"ids_from_numbers:{place}": facts["cast"] in casts.IDS_FROM_NUMBERS,
        f"rounded:{place}": facts["rounds"] > 0,
        "time_zone_utc": facts["cast"] in casts.WALL_CLOCKS and not has_zone,
        "coordinates_wgs84": column in LATITUDES and not has_system,
    }
    return {code for code, holds in codes.items() if holds}
