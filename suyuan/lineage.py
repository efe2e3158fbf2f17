"""What every relation of a scan was made of, so that the next scan runs only the queries whose input changed.

A relation has a key, a hash of its query and of the versions of all it reads, and a version: the key under which
its rows first came about. A query with the key that it had in the scan in force is not run. One that ran and gave the
rows of the scan in force keeps their version, so that what reads it is not run either. Delivered tables have their
files' hashes as versions. Beside them stands what the reader said of each file: one of the same hash is not decoded
again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

import duckdb
import numpy
import pandas

from suyuan import __version__, before, contract, intake, linkage
from suyuan.catalogue import Catalogue, Query
from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop

_TABLES = (
    "CREATE OR REPLACE TABLE made.lineage (relation VARCHAR, key VARCHAR, version VARCHAR, behind BIGINT)"
)
# Laid by intake, read by queries like any other relation; and the code that all rests on.
_CODE = "suyuan"
_BESIDE = {_CODE, "extract_files", "extract_columns", "extract_health", "rejected_rows"}
_FILES = "CREATE OR REPLACE TABLE made.files_read (file VARCHAR, answer VARCHAR)"


@dataclass(frozen=True)
class Past:
    """The scan in force: the key and version of each relation, and what the reader said of each file it read.

    `counts`: the files of each delivered table; `behind`: the rows of a relation that lie behind the others.
    """

    relations: dict[str, tuple[str, str]]
    files: dict[str, str]
    counts: dict[str, int] = field(default_factory=dict)
    behind: dict[str, int] = field(default_factory=dict)


def read(database: Path, catalogue: Catalogue) -> Past | None:
    """What a finished database says of itself; None where it says nothing, or other code or queries made it.

    None as well where more than half of the file is room that replaced relations left: then it is laid anew.
    """
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            rows = connection.execute("SELECT relation, key, version, behind FROM made.lineage").fetchall()
            counts = connection.execute(
                "SELECT table_name, count(*) FROM extract_files GROUP BY table_name"
            ).fetchall()
            [(total, free)] = connection.execute(
                "SELECT total_blocks, free_blocks FROM pragma_database_size() "
                "WHERE database_name = current_database()"
            ).fetchall()
            files = connection.execute("SELECT file, answer FROM made.files_read").fetchall()
    except duckdb.Error:
        return None
    past = Past(
        relations={name: (key, version) for name, key, version, _ in rows},
        files=dict(files),
        counts=dict(counts),
        behind={name: behind for name, _, _, behind in rows},
    )
    laid = {query.name for query in catalogue.in_order()} | catalogue.seeds.keys()
    known = laid | _BESIDE | {"raw." + name for name in (*EXTRACTS, *before.COLUMNS)}
    is_ours = past.relations.keys() == known and past.relations[_CODE][0] == _code()
    return past if is_ours and 2 * free <= total else None


@dataclass
class Lineage:
    """The keys and versions of the scan under way. `past`: of the one in force, None where everything is to be run."""

    past: Past | None = None
    keys: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    kept: int = 0
    _behind: dict[str, int] = field(default_factory=dict)

    def given(self, name: str, *contents: object) -> bool:
        """Note what a relation that no query makes was made of. Returns whether that is as in the scan in force."""
        self.keys[name] = self.versions[name] = _digest([name, *contents])
        return self._before(name)[0] == self.keys[name]

    def is_kept(self, query: Query) -> bool:
        """Whether the query would find the scan in force's input; then its rows keep their version."""
        self.keys[query.name] = _key(query, self.versions)
        key, past = self._before(query.name)
        same = key == self.keys[query.name]
        self.versions[query.name] = past if same else self.keys[query.name]
        self.kept += same
        if same:
            self._behind[query.name] = self.behind(query.name)
        return same

    def hold(self, query: Query) -> None:
        """Note that a relation stands as in the scan in force though its input changed: the next scan runs it."""
        self.keys[query.name], self.versions[query.name] = self._before(query.name)
        self._behind[query.name] = self.behind(query.name)
        self.kept += 1

    def is_same_query(self, query: Query) -> bool:
        """Whether these very words made the relation in the scan in force."""
        past = self.past.relations if self.past else {}
        versions = {name: version for name, (_key, version) in past.items()}
        return bool(past) and self._before(query.name)[0] == _key(query, versions)

    def is_as_before(self, name: str) -> bool:
        """Whether a relation of this scan holds the rows of the scan in force."""
        return self.versions[name] == self._before(name)[1]

    def behind(self, name: str) -> int:
        """How many rows of a relation of the scan in force lie behind the others, out of its order."""
        return self.past.behind.get(name, 0) if self.past else 0

    def grew(self, name: str, rows: int) -> None:
        """Note that so many rows were laid behind those of the scan in force."""
        self._behind[name] = self.behind(name) + rows

    def new_files(self, table: str, files: Sequence[intake.DeliveredFile]) -> list[intake.DeliveredFile]:
        """The files behind those of the scan in force; none where one of those is gone, changed or moved."""
        old = self.past.counts.get(table, 0) if self.past else 0
        name = "raw." + table
        same = old > 0 and _digest([name, *_read_from(files[:old])]) == self._before(name)[0]
        return list(files[old:]) if same else []

    def gave_the_same(self, name: str) -> None:
        """Note that a query which ran gave the rows of the scan in force."""
        self.versions[name] = self._before(name)[1]

    def deliver(self, delivery: intake.Delivery) -> None:
        """Note which files each delivered table was read from, and how."""
        for table in EXTRACTS:
            self.given("raw." + table, *_read_from(delivery.files_of(table)))
        self.given("extract_files", [(file.number, _identity(file)) for file in delivery.files])
        self.given(
            "extract_columns", sorted((name, sorted(held)) for name, held in delivery.present_columns.items())
        )

    def lay(self, workshop: Workshop, files: Mapping[str, str]) -> None:
        """Leave all this in the database for the next scan. `files`: what the reader said, by file."""
        self.keys[_CODE] = self.versions[_CODE] = _code()
        connection = workshop.connection
        connection.execute(_TABLES)
        rows = [
            (name, self.keys[name], self.versions[name], self._behind.get(name, 0))
            for name in sorted(self.keys)
        ]
        connection.executemany("INSERT INTO made.lineage VALUES (?, ?, ?, ?)", rows)
        connection.execute(_FILES)
        if files:
            connection.executemany("INSERT INTO made.files_read VALUES (?, ?)", sorted(files.items()))

    def _before(self, name: str) -> tuple[str, str]:
        return self.past.relations.get(name, ("", "")) if self.past else ("", "")


def _key(query: Query, versions: Mapping[str, str]) -> str:
    """What a relation is made of: its query and what that reads."""
    read = sorted(query.reads | {name for name in query.elsewhere if name.startswith("raw.")})
    return _digest([query.sql, _maker(query), *((name, versions.get(name, "")) for name in read)])


def _read_from(files: Sequence[intake.DeliveredFile]) -> tuple[object, ...]:
    return (_code(), [_identity(file) for file in files])


def _identity(file: intake.DeliveredFile) -> tuple[object, ...]:
    return (
        file.number, file.name, file.sha256, file.rows, file.casts, file.in_folder_names, file.partitions,
        file.time_zone, file.coordinate_system,
    )  # fmt: skip


def _maker(query: Query) -> str:
    """What besides the query makes its relation: the module that works it out, and what that rests on."""
    if "Made from" not in query.fields:
        return ""
    libraries = (numpy.__version__, pandas.__version__, version("rustworkx"))
    return _digest([Path(linkage.__file__).read_text(encoding="utf-8"), libraries])


def _code() -> str:
    return _digest([__version__, duckdb.__version__, *_intake()])


@cache
def _intake() -> list[str]:
    """All that shapes the delivered rows beside the files: another version of it keeps nothing."""
    folder = Path(intake.__file__).parent
    sources = [Path(contract.__file__), *sorted(folder.glob("*.py")), *sorted(folder.glob("*.sql"))]
    return [path.read_text(encoding="utf-8") for path in sources]


def _digest(contents: Iterable[object]) -> str:
    return hashlib.sha256(json.dumps(list(contents), default=str).encode()).hexdigest()
