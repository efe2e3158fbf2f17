"""One folder of a delivery: its files held to its manifest and read by the child process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from suyuan.contract import EXTRACTS
from suyuan.intake import discovery, manifest
from suyuan.intake.columns import assumptions, check_columns
from suyuan.intake.delivery import DeliveredFile
from suyuan.intake.discovery import FoundFile
from suyuan.intake.errors import wrong
from suyuan.intake.hashes import file_sha256
from suyuan.intake.prober import Prober


class Folder:
    """One folder with its own manifest. `prefix` stands before the names of its files."""

    def __init__(self, folder: Path, prefix: str, prober: Prober):
        self.found = discovery.find(folder)
        self.folder, self.prefix, self.prober = folder, prefix, prober
        self.declared = manifest.read(folder) or manifest.Manifest()
        self._hold_files_named()

    def read(self, assumed: set[str], filled: dict[str, set[str]]) -> list[DeliveredFile]:
        """Read every file. Adds codes to `assumed`, and to `filled` the columns with a value, by table."""
        return [self._file(found, assumed, filled[found.table]) for found in self.found]

    def ignored(self) -> list[str]:
        """Names beside the tables that no table explains."""
        return discovery.ignored(self.folder)

    def _hold_files_named(self) -> None:
        read = {found.name for found in self.found}
        for name, entry in self.declared.files.items():
            path, shown = self.folder / name, self.prefix + name
            if not path.resolve().is_relative_to(self.folder.resolve()) or not path.is_file():
                every = "every file that the manifest names"
                raise wrong("is named in manifest.json and is not there", file=shown, expected=every)
            # Files of no table are not read, but what was vouched for is held to all the same.
            if entry.sha256 and name not in read and file_sha256(path) != entry.sha256:
                raise wrong("its SHA-256 is another", file=shown, expected="the one in manifest.json")

    def _file(self, found: FoundFile, assumed: set[str], filled: set[str]) -> DeliveredFile:
        stat = found.path.stat()
        request = {
            "path": str(found.path),
            "table": found.table,
            "partitions": found.partitions,
            "sha256": self.declared.sha256_of(found.name),
        }
        answer = self.prober.ask(request, stat.st_size)
        return self.held(found, answer, (stat.st_size, stat.st_mtime_ns), assumed, filled)

    def held(
        self,
        found: FoundFile,
        answer: dict[str, Any],
        size_and_change: tuple[int, int],
        assumed: set[str],
        filled: set[str],
    ) -> DeliveredFile:
        """One file, held to the manifest and the contract by what its reader said of it. Raises InputError."""
        name, declared = self.prefix + found.name, self.declared
        manifest.hold(declared, found.name, found.table, name, answer)
        if "error" in answer:
            raise wrong(
                f"cannot be read: {answer['error']}",
                table=found.table,
                file=name,
                column=answer.get("error_column", ""),
                expected="a whole Parquet file",
            )
        check_columns(EXTRACTS[found.table], name, answer)
        columns, system = answer["columns"], declared.coordinates_of(found.table)
        if declared.files and found.name not in declared.files:
            assumed.add(f"not_in_manifest:{name}")
        for column, facts in columns.items():
            if facts["filled"]:
                filled.add(column)
                place = f"{found.table}.{column}"
                assumed |= assumptions(place, facts, declared.time_zone is not None, system is not None)
        return DeliveredFile(
            table=found.table,
            path=found.path,
            name=name,
            bytes=size_and_change[0],
            rows=answer["rows"],
            sha256=answer["sha256"],
            casts=tuple((column, facts["cast"]) for column, facts in columns.items() if facts["cast"]),
            in_folder_names=tuple(column for column, facts in columns.items() if facts["in_folder"]),
            partitions=tuple(found.partitions.items()),
            time_zone=declared.time_zone or "UTC",
            coordinate_system=system or "WGS84",
            changed_at=size_and_change[1],
        )
