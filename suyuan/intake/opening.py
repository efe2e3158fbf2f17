"""Opening a delivery: each folder's files held against its manifest and the contract."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from suyuan import contract
from suyuan.contract import EXTRACTS
from suyuan.intake import casts, discovery, manifest
from suyuan.intake.delivery import DeliveredFile, Delivery, digest, read_alike
from suyuan.intake.discovery import FoundFile
from suyuan.intake.errors import wrong
from suyuan.intake.hashes import file_sha256
from suyuan.intake.prober import Prober

LATITUDES = ("latitude", "origin_latitude", "destination_latitude")


def open_delivery(extracts: Path, also: Sequence[Path] = (), prober: Prober | None = None) -> Delivery:
    """Find, check and read every file of `extracts` and of the folders in `also`.

    Raises InputError for anything that stops a scan, in one line naming table, file and column.
    """
    own = prober or Prober()
    try:
        files: list[DeliveredFile] = []
        assumed: set[str] = set()
        filled: dict[str, set[str]] = {table: set() for table in EXTRACTS}
        ignored: list[str] = []
        for number, folder in enumerate((extracts, *also)):
            prefix = "" if number == 0 else f"{folder.name}/"
            opened = _Folder(folder, prefix, own)
            files += opened.read(assumed, filled)
            ignored += [prefix + name for name in discovery.ignored(folder)]
    except OSError as error:
        raise wrong(f"cannot be read: {error.strerror}", file=str(error.filename or extracts)) from error
    finally:
        if prober is None:
            own.close()
    _require(files, filled)
    files.sort(key=lambda file: (file.table, read_alike(file), file.name, file.sha256))
    _assume_currency(filled, assumed)
    return Delivery(
        files=files,
        sha256=digest(files),
        assumed=sorted(assumed),
        present_columns=filled,
        ignored=sorted(ignored),
    )


class _Folder:
    """One folder with its own manifest."""

    def __init__(self, folder: Path, prefix: str, prober: Prober):
        self.found = discovery.find(folder)
        self.folder, self.prefix, self.prober = folder, prefix, prober
        self.declared = manifest.read(folder)
        self._hold_files_named()

    def read(self, assumed: set[str], filled: dict[str, set[str]]) -> list[DeliveredFile]:
        return [self._file(found, assumed, filled) for found in self.found]

    def _hold_files_named(self) -> None:
        read = {found.name for found in self.found}
        for name, entry in self.declared.files.items() if self.declared else ():
            path, shown = self.folder / name, self.prefix + name
            if not path.resolve().is_relative_to(self.folder.resolve()) or not path.is_file():
                every = "every file that the manifest names"
                raise wrong("is named in manifest.json and is not there", file=shown, expected=every)
            # Files of no table are not read, but what was vouched for is held to all the same.
            if entry.sha256 and name not in read and file_sha256(path) != entry.sha256.lower():
                raise wrong("its SHA-256 is another", file=shown, expected="the one in manifest.json")

    def _file(self, found: FoundFile, assumed: set[str], filled: dict[str, set[str]]) -> DeliveredFile:
        table, name = EXTRACTS[found.table], self.prefix + found.name
        stat = found.path.stat()
        request = {
            "path": str(found.path),
            "table": found.table,
            "partitions": found.partitions,
            "sha256": self._declared_sha256(found),
        }
        answer = self.prober.ask(request, stat.st_size)
        self._hold(found, name, answer, assumed)
        if "error" in answer:
            raise wrong(
                f"cannot be read: {answer['error']}",
                table=found.table,
                file=name,
                column=answer.get("error_column", ""),
                expected="a whole Parquet file",
            )
        columns = answer["columns"]
        _check_columns(table, name, answer)
        declared = self.declared or manifest.Manifest()
        for column, facts in columns.items():
            place = f"{found.table}.{column}"
            if facts["filled"]:
                filled[found.table].add(column)
                if facts["cast"] in casts.IDS_FROM_NUMBERS:
                    assumed.add(f"ids_from_numbers:{place}")
                if facts["rounds"]:
                    assumed.add(f"rounded:{place}")
                if facts["cast"] in casts.WALL_CLOCKS and declared.time_zone is None:
                    assumed.add("time_zone_utc")
                if column in LATITUDES and declared.coordinates_of(found.table) is None:
                    assumed.add("coordinates_wgs84")
        return DeliveredFile(
            table=found.table,
            path=found.path,
            name=name,
            bytes=stat.st_size,
            rows=answer["rows"],
            sha256=answer["sha256"],
            casts=tuple((column, facts["cast"]) for column, facts in columns.items() if facts["cast"]),
            in_folder_names=tuple(column for column, facts in columns.items() if facts["in_folder"]),
            partitions=tuple(found.partitions.items()),
            time_zone=declared.time_zone or "UTC",
            coordinate_system=declared.coordinates_of(found.table) or "WGS84",
            changed_at=stat.st_mtime_ns,
        )

    def _declared_sha256(self, found: FoundFile) -> str | None:
        entry = self.declared.files.get(found.name) if self.declared else None
        return entry.sha256.lower() if entry and entry.sha256 else None

    def _hold(self, found: FoundFile, name: str, answer: dict[str, Any], assumed: set[str]) -> None:
        if self.declared is None or not self.declared.files:
            return
        entry = self.declared.files.get(found.name)
        if entry is None:
            assumed.add(f"not_in_manifest:{name}")
            return
        sha256 = answer.get("sha256")
        if entry.sha256 and sha256 and entry.sha256.lower() != sha256:
            raise wrong(
                f"its SHA-256 is {sha256}",
                table=found.table,
                file=name,
                expected=f"{entry.sha256.lower()} as manifest.json has it",
            )
        if entry.rows is not None and "rows" in answer and entry.rows != answer["rows"]:
            raise wrong(
                f"has {answer['rows']} rows",
                table=found.table,
                file=name,
                expected=f"{entry.rows} as manifest.json has it",
            )


def _check_columns(table: contract.Table, name: str, answer: dict[str, Any]) -> None:
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


def _require(files: list[DeliveredFile], filled: dict[str, set[str]]) -> None:
    for table in EXTRACTS.values():
        own = [file for file in files if file.table == table.name]
        if table.required and not own:
            raise wrong(
                "the table is missing",
                table=table.name,
                file=f"{table.name}.parquet",
                expected=f"{table.name}.parquet or {table.name}/",
            )
        for column in table.required_columns:
            if sum(file.rows for file in own) and column not in filled[table.name]:
                raise wrong(
                    "the column has no value in any row, which counts as missing",
                    table=table.name,
                    file=own[0].name,
                    column=column,
                    expected="a value in every row",
                )


def _assume_currency(filled: dict[str, set[str]], assumed: set[str]) -> None:
    for table in EXTRACTS.values():
        if table.column("currency") and filled[table.name] and "currency" not in filled[table.name]:
            assumed.add("currency_cny")
