"""A delivery parted in two: what was there first, and the files that came in later; and what scans make of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from suyuan import scan
from suyuan.contract import FINDINGS
from suyuan.growing import grows_with
from tests.marketplace import catalogue
from tests.test_scan import relations, table

# What a day brings, and the time by which a row belongs to it.
DAILY = {
    "orders": "ordered_at",
    "shipments": "shipped_at",
    "logins": "logged_in_at",
    "complaints": "complained_at",
}


def part(
    extracts: Path, first: Path, later: Path, is_later: dict[str, Callable[[pa.Table], pa.Array]], names: str
) -> tuple[Path, Path]:
    """Write each table of `is_later` as a file in `first` and one in `later`, named by the letters of `names`.

    What a table's function says of its rows parts them, null for the first; all other tables are first whole.
    """
    for path in extracts.glob("*.parquet"):
        rows = pq.read_table(path)
        if path.stem not in is_later:
            pq.write_table(rows, first / path.name)
            continue
        mask = is_later[path.stem](rows).combine_chunks().fill_null(False)
        for folder, name, kept in ((first, names[0], pc.invert(mask)), (later, names[1], mask)):
            (folder / path.stem).mkdir()
            pq.write_table(rows.filter(kept), folder / path.stem / f"{name}.parquet")
    return first, later


def arrive(days: tuple[Path, Path], delivery: Path, name: str) -> None:
    for source in days[1].rglob("*.parquet"):
        shutil.copy(source, delivery / source.parent.name / f"{name}.parquet")


def with_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    """Put rows behind those of a file."""
    old = pq.read_table(path)
    pq.write_table(pa.concat_tables([old, pa.Table.from_pylist(rows, schema=old.schema)]), path)


def whole(extracts: Path, in_force: Path, tmp_path: Path) -> Path:
    """A whole scan of the same delivery, over the same findings before it."""
    findings = Path(shutil.copytree(in_force, tmp_path / "whole"))
    scan.run(extracts, findings)
    return findings


def run_queries(outcome: scan.Outcome) -> set[str]:
    return {ran.name for ran in outcome.ran if not ran.kept}


def unlike(one: Path, other: Path) -> list[str]:
    """Every finding and every relation that two scans do not have alike, row by row.

    What a day brought lies behind the rest of its table: those tables are compared as sets.
    """
    grown = [name for name, query in catalogue().queries.items() if grows_with(query)[0]]
    own, theirs = relations(one), relations(other)
    assert own.keys() == theirs.keys()
    for name in (*DAILY, *grown):
        keys = [("source_file", "ascending"), ("source_row", "ascending")]
        own[name], theirs[name] = own[name].sort_by(keys), theirs[name].sort_by(keys)
    different = [name for name in own if name != "scan_before" and not own[name].equals(theirs[name])]
    return different + [name for name in FINDINGS if not table(one, name).equals(table(other, name))]
