"""`import --mapping`: somebody's files, under their own column names, into the contract's shape."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop, identifier
from suyuan.intake.errors import InputError, wrong
from suyuan.intake.prober import Prober
from suyuan.mapping import model, sources
from suyuan.mapping.model import Mapping
from suyuan.mapping.publishing import publish
from suyuan.mapping.taking import take

_MACROS = Path(__file__).with_name("mapping.sql")


@dataclass
class Imported:
    """What an import did: rows read and rows written by table, and the files they came from."""

    read: dict[str, int] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        tables = ", ".join(
            f"{table}: {self.written[table]:,} of {self.read.get(table, 0):,} rows" for table in self.written
        )
        return f"{len(self.files)} files read; written without repeats: {tables}"


def run_import(mapping: Path, source: Path, extracts: Path) -> Imported:
    """Write TABLE.parquet into `extracts` for every table that `mapping` fills from the files at `source`.

    All tables are written or none. Raises InputError for a mapping, a file or a value that does not hold, and
    where a table stands in `extracts` already.
    """
    plan = model.load(mapping)
    try:
        return _import(plan, source, extracts)
    except OSError as error:
        raise wrong(f"{error.strerror}", file=str(error.filename or extracts)) from error


def _import(plan: Mapping, source: Path, extracts: Path) -> Imported:
    taken = [
        name for name in plan.tables if (extracts / f"{name}.parquet").exists() or (extracts / name).exists()
    ]
    if taken:
        raise wrong(
            "stands there already",
            table=taken[0],
            file=str(extracts / f"{taken[0]}.parquet"),
            expected="a folder without it: move it away first",
        )
    found = {name: sources.find(one, name, source) for name, one in plan.sources.items()}
    extracts.parent.mkdir(parents=True, exist_ok=True)
    # Beside the goal, so that the last step is a rename on one file system.
    with tempfile.TemporaryDirectory(prefix=".import-", dir=extracts.parent) as scratch, Prober() as prober:
        work = Path(scratch)
        workshop = Workshop(work / "import.duckdb")
        try:
            done = _stage(workshop, plan, found, work, prober)
            ready = work / "ready"
            ready.mkdir()
            for table in plan.tables:
                done.written[table] = _write(workshop, plan, table, ready / f"{table}.parquet")
        finally:
            workshop.close()
        publish(ready, extracts, done.written, plan.coordinate_system)
    return done


def _stage(
    workshop: Workshop, plan: Mapping, found: dict[str, list[Path]], work: Path, prober: Prober
) -> Imported:
    done = Imported()
    workshop.connection.execute(_MACROS.read_text(encoding="utf-8"))
    for table in plan.tables:
        declared = [identifier(column.name) + " " + column.type for column in EXTRACTS[table].columns]
        workshop.connection.execute("CREATE TABLE " + identifier(table) + " (" + ", ".join(declared) + ")")
    for name, paths in found.items():
        parts = [(table, part) for table, part in plan.parts if part.source == name]
        for path in paths:
            try:
                relation = sources.open_file(workshop.connection, plan.sources[name], path, work, prober)
                for table, part in parts:
                    rows = take(relation, plan, table, part, path)
                    done.read[table] = done.read.get(table, 0) + rows
            except duckdb.Error as error:
                raise wrong(f"cannot be read: {str(error).splitlines()[0]}", file=path.name) from error
            done.files.append(path.name)
    return done


def _write(workshop: Workshop, plan: Mapping, table: str, path: Path) -> int:
    """Write a staged table without identical repeats, sorted, only the columns that the mapping fills."""
    parts = [part for name, part in plan.parts if name == table]
    kept = [name for name in EXTRACTS[table].column_names if any(name in part.columns for part in parts)]
    names = ", ".join(identifier(name) for name in kept)
    select = "SELECT DISTINCT " + names + " FROM " + identifier(table)
    if any(part.keep == "latest" for part in parts):
        # Sightings of one moment are told apart by all their values: the choice is always the same.
        order = ["observed_at DESC NULLS LAST"] if "observed_at" in kept else []
        window = "PARTITION BY " + identifier(EXTRACTS[table].key) + " ORDER BY " + ", ".join([*order, names])
        select += " QUALIFY row_number() OVER (" + window + ") = 1"
    relation = workshop.connection.sql(select + " ORDER BY " + names)
    relation.write_parquet(str(path), compression="zstd")
    [(rows,)] = workshop.connection.read_parquet(str(path)).aggregate("count(*)").fetchall()
    return int(rows)


__all__ = ["Imported", "InputError", "run_import"]
