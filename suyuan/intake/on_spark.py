"""A delivery that a Spark cluster reads: the same files, the same casts, the same rules.

The files are found, hashed and checked on this machine, as for DuckDB; their rows are read by the cluster, which
must reach them under the same paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import sqlglot
from sqlglot import exp

from suyuan import contract
from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop
from suyuan.engines.spark.dialect import to_spark
from suyuan.engines.spark.workshop import SparkWorkshop
from suyuan.intake import casts, raw
from suyuan.intake.delivery import DeliveredFile, Delivery
from suyuan.intake.opening import open_delivery as open_for_duckdb


@dataclass(frozen=True)
class SparkDelivery(Delivery):
    """As Delivery; the cluster reads the files."""

    def lay_raw(self, workshop: Workshop) -> None:
        assert isinstance(workshop, SparkWorkshop)
        raw.lay_files(workshop, self)
        raw.lay_columns(workshop, self)
        numbers = {id(file): number for number, file in enumerate(self.files)}
        for table in EXTRACTS.values():
            columns = [(column.name, column.type) for column in table.columns]
            runs = [
                (
                    {file.path: numbers[id(file)] for file in run},
                    [_value(column, run[0]) for column in table.columns],
                )
                for run in _read_alike(self.files_of(table.name))
            ]
            rows = sum(file.rows for file in self.files_of(table.name))
            workshop.lay_files(table.name, columns, runs, rows)


def open_delivery(extracts: Path, also: Sequence[Path] = ()) -> SparkDelivery:
    """As intake.open_delivery. Raises InputError."""
    found = open_for_duckdb(extracts, also)
    return SparkDelivery(**vars(found))


def _read_alike(files: Sequence[DeliveredFile]) -> list[list[DeliveredFile]]:
    """Files of one table in runs that one reader call reads alike: the same columns of the same types."""
    runs: dict[tuple[object, ...], list[DeliveredFile]] = {}
    for file in files:
        types = tuple((field.name, str(field.type)) for field in pq.read_schema(file.path))
        folders = tuple(value for name, value in file.partitions if name in file.in_folder_names)
        alike = (file.casts, file.in_folder_names, folders, file.time_zone, file.coordinate_system, types)
        runs.setdefault(alike, []).append(file)
    return list(runs.values())


def _value(column: contract.Column, file: DeliveredFile) -> str:
    """One column of the contract in Spark's SQL, from what the file holds."""
    read = {name: _cast(name, macro, file) for name, macro in file.casts}
    value: exp.Expr = read.get(column.name, exp.null())
    if column.type == contract.TIME and dict(file.casts).get(column.name) in casts.WALL_CLOCKS:
        if file.time_zone not in ("UTC", "Etc/UTC"):
            zone = exp.Literal.string(file.time_zone)
            utc = exp.Literal.string("UTC")
            return "CONVERT_TIMEZONE(" + zone.sql() + ", " + utc.sql() + ", " + _in_spark(value) + ")"
    elif column.type == contract.REAL and column.name.endswith(("latitude", "longitude")):
        value = _in_wgs84(column.name, read, file.coordinate_system)
    written = exp.cast(value, exp.DataType.build(column.type, dialect="duckdb"))
    return _in_spark(written)


def _cast(name: str, macro: str, file: DeliveredFile) -> exp.Expr:
    delivered: exp.Expr = exp.column(name, quoted=True)
    if name in file.in_folder_names:
        value = dict(file.partitions)[name]
        delivered = exp.null() if value is None else exp.Literal.string(value)
    return _expanded(exp.Anonymous(this=macro, expressions=[delivered]))


def _in_wgs84(name: str, read: dict[str, exp.Expr], system: str) -> exp.Expr:
    latitude, longitude = (name.replace("longitude", "latitude"), name.replace("latitude", "longitude"))
    if system not in raw.POINTS or latitude not in read or longitude not in read:
        return read.get(name, exp.null())
    point = exp.Anonymous(
        this=raw.POINTS[system], expressions=[read[latitude].copy(), read[longitude].copy()]
    )
    return exp.Dot(
        this=exp.paren(_expanded(point)), expression=exp.to_identifier("lat" if name == latitude else "lon")
    )


def _in_spark(expression: exp.Expr) -> str:
    return to_spark(exp.select(expression.copy()).sql("duckdb"))[len("SELECT ") :]


@cache
def _macros() -> dict[str, tuple[list[str], exp.Expr]]:
    """The macros of casts.sql and coordinates.sql: each one's arguments and what it stands for."""
    macros = {}
    for name in ("casts.sql", "coordinates.sql"):
        text = Path(__file__).with_name(name).read_text(encoding="utf-8")
        for statement in sqlglot.parse(text, read="duckdb"):
            if isinstance(statement, exp.Create):
                head = statement.this
                macros[head.this.name] = (
                    [argument.name for argument in head.expressions],
                    statement.expression,
                )
    return macros


def _expanded(node: exp.Expr) -> exp.Expr:
    """The expression with every macro written out."""
    macros = _macros()
    found = next((call for call in node.find_all(exp.Anonymous) if call.name in macros), None)
    while found is not None:
        names, body = macros[found.name]
        given = dict(zip(names, found.expressions, strict=True))
        written = exp.paren(_filled(body.copy(), given))
        if found is node:
            node = written
        else:
            found.replace(written)
        found = next((call for call in node.find_all(exp.Anonymous) if call.name in macros), None)
    return node


def _filled(body: exp.Expr, given: dict[str, exp.Expr]) -> exp.Expr:
    """A macro's body with its arguments put in; `p.lat` is a field of the argument p."""

    def fill(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column):
            return node
        if node.table in given:
            return exp.Dot(this=exp.paren(given[node.table].copy()), expression=exp.to_identifier(node.name))
        if not node.table and node.name in given:
            return exp.paren(given[node.name].copy())
        return node

    return body.transform(fill)
