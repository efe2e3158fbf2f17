"""One file's rows into one staged table, once every value of theirs was found to fit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import ConstantExpression, Expression

from suyuan import contract
from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import identifier
from suyuan.intake.errors import wrong
from suyuan.mapping import columns
from suyuan.mapping.model import Column, Mapping, TableMapping


@dataclass(frozen=True)
class _Doubt:
    """Where a value would be lost: `text` is what the file says, `holds` whether it is one of those."""

    column: contract.Column
    origin: Column
    text: Expression
    holds: Expression
    expected: str


def take(relation: duckdb.DuckDBPyRelation, plan: Mapping, table: str, part: TableMapping, path: Path) -> int:
    """Insert one file's rows into the staged table of that name; returns their number.

    Raises InputError, before anything is inserted, for a column that is not there and a value that does not fit.
    """
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    source = plan.sources[part.source]
    values: list[Expression] = []
    doubts: list[_Doubt] = []
    for column in EXTRACTS[table].columns:
        origin = part.columns.get(column.name)
        if origin is None or not _is_there(origin, column, types, table, path):
            values.append(ConstantExpression(None).cast(column.type).alias(column.name))
            continue
        value, text = columns.build(column, origin, source, types, plan.time_zone)
        values.append(value.cast(column.type).alias(column.name))
        if origin.invalid == "error":
            expected = " or ".join(origin.format) or column.type
            doubts.append(_Doubt(column, origin, text, text.isnotnull() & value.isnull(), expected))
        unnamed = columns.unmapped(origin, source, types)
        if unnamed is not None:
            expected = "a value that `values` names"
            doubts.append(_Doubt(column, origin, unnamed, unnamed.isnotnull(), expected))
    rows = _hold(relation, doubts, table, path)
    relation.select(*values).insert_into(table)
    return rows


def _is_there(origin: Column, column: contract.Column, types: dict[str, str], table: str, path: Path) -> bool:
    absent = [name for name in origin.reads if name not in types]
    if absent and not origin.optional:
        found = f"has no column {absent[0]!r}, which the mapping reads for {column.name}"
        raise wrong(found, table=table, file=path.name, expected=f"one of {', '.join(types)}"[:300])
    return not absent


def _hold(relation: duckdb.DuckDBPyRelation, doubts: list[_Doubt], table: str, path: Path) -> int:
    """Count the rows; raise InputError for the first doubt that holds anywhere."""
    names = [f"doubt_{number}" for number in range(len(doubts))]
    one, none = ConstantExpression(1), ConstantExpression(0)
    flags = [
        duckdb.CaseExpression(doubt.holds, one).otherwise(none).alias(name)
        for doubt, name in zip(doubts, names, strict=True)
    ]
    asked = "count(*)" + "".join(", sum(" + identifier(name) + ")" for name in names)
    [(rows, *counts)] = relation.select(*flags, one.alias("row_read")).aggregate(asked).fetchall()
    for doubt, count in zip(doubts, counts, strict=True):
        if count:
            example = (
                relation.filter(doubt.holds).select(doubt.text.cast("VARCHAR")).limit(1).fetchall()[0][0]
            )
            # What a person's column holds stays out of messages.
            shown = "" if doubt.column.personal else f" ({str(example)[:40]!r} is one)"
            raise wrong(
                f"{count} values do not fit {doubt.column.name}{shown}",
                table=table,
                file=path.name,
                column=", ".join(doubt.origin.reads) or doubt.column.name,
                expected=doubt.expected,
            )
    return int(rows)
