"""`import --mapping`: somebody's files, under their own column names, into the contract's shape."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop, identifier
from suyuan.intake.errors import InputError, wrong
from suyuan.intake.prober import Prober
from suyuan.mapping import columns, model, sources
from suyuan.mapping.model import Mapping, Source, TableMapping
from suyuan.mapping.publishing import publish

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
            relation = sources.open_file(workshop.connection, plan.sources[name], path, work, prober)
            done.files.append(path.name)
            for table, part in parts:
                rows = _take(relation, plan, table, part, path)
                done.read[table] = done.read.get(table, 0) + rows
    return done


def _take(
    relation: duckdb.DuckDBPyRelation, plan: Mapping, table: str, part: TableMapping, path: Path
) -> int:
    """Insert one file's rows into one staged table; returns their number."""
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    source: Source = plan.sources[part.source]
    values, failures, texts = [], [], {}
    for column in EXTRACTS[table].columns:
        origin = part.columns.get(column.name)
        absent = [name for name in origin.reads if name not in types] if origin else []
        if origin and absent and not origin.optional:
            raise wrong(
                f"has no column {absent[0]!r}, which the mapping reads for {column.name}",
                table=table,
                file=path.name,
                expected=f"one of {', '.join(types)}"[:300],
            )
        if origin is None or absent:
            values.append(duckdb.ConstantExpression(None).cast(column.type).alias(column.name))
            continue
        value, text = columns.build(column, origin, source, types, plan.time_zone)
        values.append(value.cast(column.type).alias(column.name))
        for other, is_wrong in (
            (text, text.isnotnull() & value.isnull() if origin.invalid == "error" else None),
            *((bad, bad.isnotnull()) for bad in [columns.unmapped(origin, source, types)] if bad is not None),
        ):
            if is_wrong is not None:
                failure = column.name if column.name not in texts else column.name + "_unmapped"
                texts[failure] = (column.name, origin, other, is_wrong)
                one, none = duckdb.ConstantExpression(1), duckdb.ConstantExpression(0)
                failures.append(duckdb.CaseExpression(is_wrong, one).otherwise(none).alias(failure))
    rows = _hold(relation, failures, texts, table, path)
    relation.select(*values).insert_into(table)
    return rows


def _hold(
    relation: duckdb.DuckDBPyRelation, failures: list[Any], texts: dict[str, Any], table: str, path: Path
) -> int:
    asked = "count(*)" + "".join(", sum(" + identifier(name) + ")" for name in texts)
    checked = relation.select(*failures, duckdb.ConstantExpression(1).alias("row_read")).aggregate(asked)
    [counts] = checked.fetchall()
    for (column, origin, text, is_wrong), count in zip(texts.values(), counts[1:], strict=True):
        if count:
            [(example,)] = relation.filter(is_wrong).select(text.cast("VARCHAR")).limit(1).fetchall()
            kind = EXTRACTS[table].column(column)
            assert kind is not None
            expected = " or ".join(origin.format) or (
                kind.type if not origin.values else "a value that `values` names"
            )
            shown = "" if kind.personal else f" ({str(example)[:40]!r} is one)"
            raise wrong(
                f"{count} values do not fit {column}{shown}",
                table=table,
                file=path.name,
                column=", ".join(origin.reads) or column,
                expected=expected,
            )
    return int(counts[0])


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
