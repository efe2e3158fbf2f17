"""Extracts under a URL that the cluster reads by its own configuration, e.g. `s3a://bucket/extracts`.

The cluster lists, hashes and checks the files; what it finds is held to the same rules as a folder's. A file is hashed
in one piece: none may be larger than two gigabytes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from suyuan import contract
from suyuan.contract import EXTRACTS
from suyuan.engines.spark.files import Listed
from suyuan.engines.spark.workshop import SparkWorkshop
from suyuan.intake import casts, discovery, macros, manifest
from suyuan.intake.delivery import DeliveredFile
from suyuan.intake.discovery import FoundFile
from suyuan.intake.errors import wrong
from suyuan.intake.folder import Folder

_DUCKDB = {
    "string": "VARCHAR",
    "binary": "BLOB",
    "timestamp_ntz": "TIMESTAMP",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "int": "INTEGER",
}
Facts = dict[str, Any]


class UrlFolder(Folder):
    """As Folder, of a place that only the cluster reaches."""

    def __init__(self, workshop: SparkWorkshop, url: Path, prefix: str):
        self.workshop, self.folder, self.prefix = workshop, url, prefix
        self.listed = {file.name: file for file in workshop.list_files(url)}
        if not self.listed:
            raise wrong("no such folder", file=str(url), expected="a folder of extracts")
        self.found = list(_tables(url, sorted(self.listed)))
        self.declared = self._manifest() or manifest.Manifest()
        for name, entry in self.declared.files.items():
            shown, there = self.prefix + name, self.listed.get(name)
            if there is None:
                every = "every file that the manifest names"
                raise wrong("is named in manifest.json and is not there", file=shown, expected=every)
            if entry.sha256 and there.sha256 != entry.sha256:
                raise wrong("its SHA-256 is another", file=shown, expected="the one in manifest.json")

    def read(self, assumed: set[str], filled: dict[str, set[str]]) -> list[DeliveredFile]:
        answers = {found.name: self._answer(found) for found in self.found}
        return [
            self.held(
                found, answers[found.name], _state(self.listed[found.name]), assumed, filled[found.table]
            )
            for found in self.found
        ]

    def ignored(self) -> list[str]:
        known = {f"{table}.parquet" for table in EXTRACTS} | set(EXTRACTS) | {manifest.NAME}
        return sorted({PurePosixPath(name).parts[0] for name in self.listed} - known)

    def _manifest(self) -> manifest.Manifest | None:
        if manifest.NAME not in self.listed:
            return None
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / manifest.NAME).write_bytes(self.workshop.content_of(self.folder / manifest.NAME))
            return manifest.read(Path(folder))

    def _answer(self, found: FoundFile) -> dict[str, Any]:
        """What the child process says of a local file (probe.py), said by the cluster."""
        sha256 = self.listed[found.name].sha256
        try:
            types = dict(self.workshop.types_of(found.path))
            wanted = [column for column in EXTRACTS[found.table].columns if column.name in types]
            columns = {column.name: _facts(column, types[column.name]) for column in wanted}
            asked = [part for name, facts in columns.items() for part in _figures(name, facts)]
            rows, *figures = self.workshop.figures_of(found.path, asked)
        except RuntimeError as error:
            return {"sha256": sha256, "error": str(error)}
        for facts, start in zip(columns.values(), range(0, len(figures), 3), strict=True):
            facts["filled"], facts["problem"], facts["rounds"] = figures[start : start + 3]
        for column in EXTRACTS[found.table].columns:
            if column.name not in types and column.name in found.partitions:
                value = found.partitions[column.name]
                columns[column.name] = _folder_facts(column, value, rows, self.workshop)
        return {"sha256": sha256, "rows": rows, "columns": columns, "names": list(types)}


def ensure_unchanged(workshop: SparkWorkshop, files: Sequence[DeliveredFile]) -> None:
    """Raise InputError where a file is no longer the one that was read (by size and time of change)."""
    for file in files:
        there = workshop.list_files(file.path, hashed=False)
        if not there:
            raise wrong("is gone since the scan began", table=file.table, file=file.name)
        if _state(there[0]) != (file.bytes, file.changed_at):
            raise wrong("changed while it was read", table=file.table, file=file.name)


def _state(file: Listed) -> tuple[int, int]:
    return file.bytes, file.changed_at


def _tables(url: Path, names: Sequence[str]) -> list[FoundFile]:
    found: list[FoundFile] = []
    forms: dict[str, set[bool]] = {}
    for name in names:
        parts = PurePosixPath(name).parts
        table = parts[0].removesuffix(".parquet")
        if table not in EXTRACTS or not name.endswith(".parquet") or any(part[0] in "._" for part in parts):
            continue
        for part in parts:
            if not discovery.PLAIN_NAME.fullmatch(part):
                told = f"the name {part!r} has a character that is not allowed"
                letters = "letters, digits and . _ - = + % @ ( ) , or blank"
                raise wrong(told, table=table, file=repr(name), expected=letters)
        forms.setdefault(table, set()).add(len(parts) == 1)
        if len(forms[table]) > 1:
            told = "stands beside a folder of the same table"
            either = f"either {table}.parquet or {table}/"
            raise wrong(told, table=table, file=f"{table}.parquet", expected=either)
        found.append(FoundFile(table, url / name, name, discovery.partitions(Path(name))))
    return found


def _facts(column: contract.Column, delivered: str) -> Facts:
    known = _DUCKDB.get(delivered, delivered.upper())
    cast = casts.choose(column.type, known)
    return {
        "type": known,
        "cast": cast,
        "rounding": casts.rounding(column.type, known) if cast else None,
        "in_folder": False,
    }


def _figures(name: str, facts: Facts) -> list[str]:
    """Values, values that the cast loses, prices with too many decimals: three counts in Spark's SQL."""
    figures = [f"count(`{name}`)", "0", "0"]
    if facts["cast"]:
        fits = macros.called("fits_" + facts["cast"], name)
        figures[1] = f"count_if(`{name}` IS NOT NULL AND NOT coalesce({fits}, FALSE))"
    if facts["rounding"]:
        figures[2] = f"count_if({macros.called(facts['rounding'], name)})"
    return figures


def _folder_facts(column: contract.Column, value: str | None, rows: int, workshop: SparkWorkshop) -> Facts:
    cast = casts.from_folder_name(column.type)
    fits = value is None or workshop.holds(macros.called_with("fits_" + cast, value))
    return {
        "type": "VARCHAR",
        "cast": cast,
        "in_folder": True,
        "filled": 0 if value is None else rows,
        "problem": 0 if fits else max(rows, 1),
        "rounds": 0,
    }
