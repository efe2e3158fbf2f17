"""A delivery: what one scan reads, after every file was found sound."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop
from suyuan.intake.errors import wrong

# Thirteen tables of so many files fit into the INTEGER that names a row's file.
_FILES_OF_A_TABLE = 10_000_000


@dataclass(frozen=True)
class DeliveredFile:
    """One file of one table. `casts` names, for each contract column it holds, the macro that reads it.

    `number` is the `source_file` of its rows: it depends on the files of the same table alone (see numbered).
    """

    table: str
    path: Path
    name: str
    bytes: int
    rows: int
    sha256: str
    casts: tuple[tuple[str, str], ...]
    in_folder_names: tuple[str, ...]
    partitions: tuple[tuple[str, str | None], ...]
    time_zone: str
    coordinate_system: str
    changed_at: int
    number: int = -1


@dataclass(frozen=True)
class Delivery:
    """Everything one scan reads.

    `assumed` holds codes (docs/data.md lists them), `present_columns` by table the columns with a value
    somewhere, `ignored` names beside the tables that no table explains.
    """

    files: list[DeliveredFile]
    sha256: str
    assumed: list[str]
    present_columns: dict[str, set[str]]
    ignored: list[str] = field(default_factory=list)

    def files_of(self, table: str) -> list[DeliveredFile]:
        return [file for file in self.files if file.table == table]

    def ensure_unchanged(self) -> None:
        """Raise InputError where a file is no longer the one that was read (by size and time of change)."""
        for file in self.files:
            try:
                stat = file.path.stat()
            except OSError as error:
                raise wrong("is gone since the scan began", table=file.table, file=file.name) from error
            if (stat.st_size, stat.st_mtime_ns) != (file.bytes, file.changed_at):
                raise wrong("changed while it was read", table=file.table, file=file.name)

    def local(self, file: DeliveredFile) -> Path:
        """Where a file can be read by this machine."""
        return file.path

    def lay_raw(self, workshop: Workshop) -> None:
        """Create raw.<table> for every table of the contract, extract_files and extract_columns."""
        from suyuan.intake import raw

        raw.lay(workshop, self)


def read_alike(file: DeliveredFile) -> tuple[object, ...]:
    """Files that one reader call can read alike: no type is unified across files behind our back."""
    return (file.casts, file.in_folder_names, file.time_zone, file.coordinate_system)


def groups(files: Sequence[DeliveredFile]) -> list[list[DeliveredFile]]:
    """The files of one table in runs that are read alike, in the delivery's order."""
    runs: list[list[DeliveredFile]] = []
    for file in files:
        if runs and read_alike(runs[-1][0]) == read_alike(file):
            runs[-1].append(file)
        else:
            runs.append([file])
    return runs


def numbered(files: Sequence[DeliveredFile]) -> list[DeliveredFile]:
    """The files with their numbers. Each table has a range of its own: one more file of one renumbers no other."""
    first = {table: place * _FILES_OF_A_TABLE for place, table in enumerate(sorted(EXTRACTS))}
    found = []
    for file in files:
        found.append(replace(file, number=first[file.table]))
        first[file.table] += 1
    return found


def digest(files: Sequence[DeliveredFile]) -> str:
    lines = sorted(
        "\t".join(
            (file.table, file.name, file.sha256, str(file.rows), file.time_zone, file.coordinate_system)
        )
        for file in files
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
