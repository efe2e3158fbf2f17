"""Values on their way into a row and out of it: what a text must be, what an event keeps of a row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Date, DateTime, Table

from suyuan.casework import audit
from suyuan.casework.errors import N_, Unfit

LONGEST = 20_000


def as_json(values: Mapping[str, Any] | None) -> str | None:
    """A row as canonical JSON, without its version."""
    if values is None:
        return None
    return audit.canonical({name: json_value(value) for name, value in values.items() if name != "version"})


def json_value(value: object) -> object:
    """A column's value as JSON takes it: dates and times in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def from_json(table: Table, text: str | None) -> dict[str, Any] | None:
    """The row that `as_json` wrote, its dates and times again what they were."""
    if text is None:
        return None
    row = {column.name: json.loads(text).get(column.name) for column in table.columns}
    for column in table.columns:
        if row[column.name] is not None and isinstance(column.type, DateTime):
            row[column.name] = datetime.fromisoformat(row[column.name])
        elif row[column.name] is not None and isinstance(column.type, Date):
            row[column.name] = date.fromisoformat(row[column.name])
    return row


def one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    """The value, where it is one of those allowed. Raises Unfit."""
    if value not in allowed:
        raise Unfit(
            N_("{field}: {value} is none of {allowed}"), field=name, value=value, allowed=", ".join(allowed)
        )
    return value


def said(name: str, text: str | None) -> str:
    """The text without outer blanks. Raises Unfit where nothing is left."""
    if not text or not text.strip():
        raise Unfit(N_("{field}: it must be said"), field=name)
    return text.strip()


def amount(name: str, text: str | None) -> str | None:
    """A sum of money as the tables hold it: plain decimal text. Raises Unfit."""
    if text is None or not str(text).strip():
        return None
    try:
        number = Decimal(str(text).replace(",", ""))
    except InvalidOperation as error:
        raise Unfit(N_("{field}: {value} is no sum of money"), field=name, value=text) from error
    # What the contract's DECIMAL(18,4) holds.
    if not number.is_finite() or not 0 <= number < 10**14 or int(number.as_tuple().exponent) < -4:
        raise Unfit(N_("{field}: {value} is no sum of money"), field=name, value=text)
    return format(number, "f")


def clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """Texts trimmed, empty ones NULL. Raises Unfit on a NUL, a half of a character, or more than LONGEST."""
    fit: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, str):
            text = value.strip()
            if (
                "\x00" in text
                or any("\ud800" <= letter <= "\udfff" for letter in text)
                or len(text) > LONGEST
            ):
                raise Unfit(
                    N_("{field}: a text that cannot be kept; {most} characters at most"),
                    field=name,
                    most=LONGEST,
                )
            fit[name] = text or None
        elif isinstance(value, datetime) and value.tzinfo is not None:
            fit[name] = value.astimezone(UTC).replace(tzinfo=None)
        else:
            fit[name] = value
    return fit
