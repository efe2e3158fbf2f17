"""A delivery that a Spark cluster reads: the same files, the same casts, the same rules.

Files of a folder are found, hashed and checked on this machine, as for DuckDB; the cluster reads their rows and
must reach them under the same paths. Files under a URL the cluster finds, hashes and checks itself (by_url.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlglot import exp

from suyuan import contract
from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop
from suyuan.engines.spark.files import is_url
from suyuan.engines.spark.workshop import SparkWorkshop
from suyuan.intake import by_url, casts, macros, raw
from suyuan.intake.delivery import DeliveredFile, Delivery
from suyuan.intake.folder import Folder
from suyuan.intake.opening import open_delivery as open_for_duckdb
from suyuan.intake.prober import Prober


@dataclass(frozen=True)
class SparkDelivery(Delivery):
    """As Delivery; the cluster reads the files."""

    workshop: SparkWorkshop | None = None

    def ensure_unchanged(self) -> None:
        here = [file for file in self.files if not is_url(file.path)]
        Delivery(here, self.sha256, self.assumed, self.present_columns).ensure_unchanged()
        if len(here) < len(self.files) and self.workshop is not None:
            by_url.ensure_unchanged(self.workshop, [file for file in self.files if is_url(file.path)])

    def local(self, file: DeliveredFile) -> Path:
        if not is_url(file.path) or self.workshop is None:
            return file.path
        return self.workshop.fetched(file.path)

    def lay_raw(self, workshop: Workshop) -> None:
        assert isinstance(workshop, SparkWorkshop)
        raw.lay_files(workshop, self)
        raw.lay_columns(workshop, self)
        for table in EXTRACTS.values():
            columns = [(column.name, column.type) for column in table.columns]
            runs = [
                (
                    {file.path: file.number for file in run},
                    [_value(column, run[0]) for column in table.columns],
                )
                for run in _read_alike(workshop, self.files_of(table.name))
            ]
            rows = sum(file.rows for file in self.files_of(table.name))
            workshop.lay_files(table.name, columns, runs, rows)


def open_delivery(
    workshop: Workshop, extracts: Path, also: Sequence[Path] = (), prober: Prober | None = None
) -> SparkDelivery:
    """As intake.open_delivery; `extracts` and those of `also` may be URLs. Raises InputError."""
    assert isinstance(workshop, SparkWorkshop)

    def open_folder(folder: Path, prefix: str, prober: Prober) -> Folder:
        return (
            by_url.UrlFolder(workshop, folder, prefix) if is_url(folder) else Folder(folder, prefix, prober)
        )

    found = open_for_duckdb(extracts, also, prober, open_folder=open_folder)
    return SparkDelivery(**vars(found), workshop=workshop)


def _read_alike(workshop: SparkWorkshop, files: Sequence[DeliveredFile]) -> list[list[DeliveredFile]]:
    """Files of one table in runs that one reader call reads alike: the same columns of the same types."""
    runs: dict[tuple[object, ...], list[DeliveredFile]] = {}
    for file in files:
        folders = tuple(value for name, value in file.partitions if name in file.in_folder_names)
        types = workshop.types_of(file.path)
        alike = (
            file.casts,
            file.in_folder_names,
            folders,
            file.time_zone,
            file.coordinate_system,
            tuple(types),
        )
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
            return "CONVERT_TIMEZONE(" + zone.sql() + ", " + utc.sql() + ", " + macros.in_spark(value) + ")"
    elif column.type == contract.REAL and column.name.endswith(("latitude", "longitude")):
        value = _in_wgs84(column.name, read, file.coordinate_system)
    written = exp.cast(value, exp.DataType.build(column.type, dialect="duckdb"))
    return macros.in_spark(written)


def _cast(name: str, macro: str, file: DeliveredFile) -> exp.Expr:
    delivered: exp.Expr = exp.column(name, quoted=True)
    if name in file.in_folder_names:
        value = dict(file.partitions)[name]
        delivered = exp.null() if value is None else exp.Literal.string(value)
    return macros.expanded(exp.Anonymous(this=macro, expressions=[delivered]))


def _in_wgs84(name: str, read: dict[str, exp.Expr], system: str) -> exp.Expr:
    latitude, longitude = (name.replace("longitude", "latitude"), name.replace("latitude", "longitude"))
    if system not in raw.POINTS or latitude not in read or longitude not in read:
        return read.get(name, exp.null())
    point = exp.Anonymous(
        this=raw.POINTS[system], expressions=[read[latitude].copy(), read[longitude].copy()]
    )
    return exp.Dot(
        this=exp.paren(macros.expanded(point)),
        expression=exp.to_identifier("lat" if name == latitude else "lon"),
    )
