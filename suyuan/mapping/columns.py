"""One column of the contract as a DuckDB expression over a file. No SQL text holds a name or a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from suyuan import contract
from suyuan.mapping.model import Column, Marker, Source

_OF = {
    contract.TEXT: "text_of",
    contract.MONEY: "money_of",
    contract.COUNT: "count_of",
    contract.REAL: "real_of",
    contract.FLAG: "flag_of",
}
_MICROSECONDS = {"s": 1_000_000, "ms": 1_000, "us": 1}


def build(
    wanted: contract.Column, origin: Column, source: Source, types: Mapping[str, str], default_zone: str
) -> tuple[Expression, Expression]:
    """(value in the contract's type, the text it was read from) for one column.

    `types` are the file's columns and their DuckDB types. Where the text is there and the value is NULL, the
    text says no such value.
    """
    zone = ConstantExpression(origin.time_zone or default_zone)
    if origin.constant is not None:
        text = ConstantExpression(_marker(origin.constant))
        return _convert(text, wanted, origin, zone), text
    text = _mapped(_without_missing(_text(origin, types), origin, source, types), origin)
    instant = types.get(origin.column or "", "")
    if wanted.type == contract.TIME and (instant.startswith("TIMESTAMP") or instant == "DATE"):
        name = "utc_of_instant" if "TZ" in instant or "ZONE" in instant else "utc_of"
        value = FunctionExpression(name, ColumnExpression(origin.column or ""), zone)
        return CaseExpression(text.isnotnull(), value), text
    return _convert(text, wanted, origin, zone), text


def _text(origin: Column, types: Mapping[str, str]) -> Expression:
    if origin.join is None:
        return _one_text(origin.column or "", origin, types)
    parts = [_one_text(name, origin, types) for name in origin.join]
    joined = FunctionExpression("concat_ws", ConstantExpression(origin.separator), *parts)
    whole = reduce(lambda left, right: left & right, (part.isnotnull() for part in parts))
    return CaseExpression(whole, joined)


def _one_text(name: str, origin: Column, types: Mapping[str, str]) -> Expression:
    column = ColumnExpression(name)
    kind = types[name]
    if origin.json_path is not None:
        # A list or struct of the file's own is JSON once written as such; text is JSON already.
        if kind in ("VARCHAR", "JSON"):
            document: Expression = column
        else:
            document = FunctionExpression("json_of_texts" if kind == "VARCHAR[]" else "to_json", column)
        text = FunctionExpression("json_text", document, ConstantExpression(origin.json_path))
    elif kind in ("FLOAT", "DOUBLE"):
        text = FunctionExpression("text_of_float", column)
    else:
        text = column.cast("VARCHAR")
    for unwanted in origin.remove:
        text = FunctionExpression("replace", text, ConstantExpression(unwanted), ConstantExpression(""))
    return FunctionExpression("tidy", text)


def _without_missing(
    text: Expression, origin: Column, source: Source, types: Mapping[str, str]
) -> Expression:
    markers = {""} | {_marker(marker) for marker in (*source.missing, *origin.missing)}
    is_missing = text.isin(*(ConstantExpression(marker) for marker in sorted(markers)))
    return CaseExpression(is_missing, ConstantExpression(None).cast("VARCHAR")).otherwise(text)


def _mapped(text: Expression, origin: Column) -> Expression:
    if not origin.values:
        return text
    rest = text if origin.otherwise == "keep" else ConstantExpression(None).cast("VARCHAR")
    pairs = [
        (_marker(key), None if value is None else _marker(value)) for key, value in origin.values.items()
    ]
    return _cases(text, pairs).otherwise(rest)


def _cases(text: Expression, pairs: Iterable[tuple[str, str | None]]) -> Expression:
    cases: Expression | None = None
    for key, value in pairs:
        condition, result = text == ConstantExpression(key), ConstantExpression(value).cast("VARCHAR")
        cases = CaseExpression(condition, result) if cases is None else cases.when(condition, result)
    assert cases is not None
    return cases


def unmapped(origin: Column, source: Source, types: Mapping[str, str]) -> Expression | None:
    """Text that `values` does not name, where the mapping calls that an error; None where it does not."""
    if not origin.values or origin.otherwise != "error":
        return None
    text = _without_missing(_text(origin, types), origin, source, types)
    keys = [ConstantExpression(_marker(key)) for key in origin.values]
    return CaseExpression(text.isnotin(*keys), text)


def _convert(text: Expression, wanted: contract.Column, origin: Column, zone: Expression) -> Expression:
    if wanted.type != contract.TIME:
        return FunctionExpression(_OF[wanted.type], text, ConstantExpression(str(origin.scale)))
    if origin.epoch is not None:
        return FunctionExpression("utc_of_epoch", text, ConstantExpression(_MICROSECONDS[origin.epoch]))
    if origin.format:
        return FunctionExpression("utc_of_format", text, ConstantExpression(origin.format), zone)
    return FunctionExpression("utc_of_text", text, zone)


def _marker(value: Marker) -> str:
    """A marker as the text a file would hold: YAML reads -1, true and 1.0 as other things than text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
