"""Everything of casework as files: a CSV each, safe in a spreadsheet, the log, and the test buys as an extract."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from suyuan.casework import audit, extract, records, undo, views
from suyuan.casework.columns import key_of, personal_columns
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts, require
from suyuan.casework.tables import BOOKS
from suyuan.export import frame_csv

# The extract's own folder: what `scan --also` takes.
EXTRACT = "extract"


@acts("export")
def export_all(session: Session, person: Person, folder: Path, *, reveal: bool = False) -> dict[str, int]:
    """Write every book, the history of changes, and test_buys.parquet into `folder`. Returns rows by file.

    Personal columns are hidden unless `reveal`, which a lead alone may. Each file is entered in the log with its hash
    and appears when the session is committed. Raises OSError.
    """
    if reveal:
        require(person, "export_personal")
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for table in BOOKS.values():
        found = records.find(session, person, table, select(table).order_by(key_of(table)), reveal=reveal)
        written[f"{table.name}.csv"] = _write(session, person, folder, table, found, reveal)
    written["events.csv"] = _put(session, person, folder / "events.csv", _events(session, person), [])
    if person.role in ("lead", "auditor"):
        written["audit.jsonl"] = audit.export(session, person, folder / "audit.jsonl").sequence
    extract.export_test_buys(session, person, folder / EXTRACT)
    return written


@acts("export")
def book_csv(session: Session, person: Person, name: str, *, reveal: bool = False) -> bytes:
    """One book, or the history (`events`), as CSV, entered in the log; personal columns hidden unless `reveal`.

    Raises KeyError on an unknown name, Forbidden.
    """
    if reveal:
        require(person, "export_personal")
    if name == "events":
        return _logged(session, person, f"{name}.csv", _events(session, person), [])[0]
    table = BOOKS[name]
    found = records.find(session, person, table, select(table).order_by(key_of(table)), reveal=reveal)
    shown = sorted(personal_columns(table)) if reveal else []
    return _logged(session, person, f"{name}.csv", frame_of(found, table), shown)[0]


def frame_of(found: list[Record], table: Table) -> pd.DataFrame:
    """Records as a frame, nested values as JSON text; with its columns even where there is no row."""
    frame = pd.DataFrame([dict(row) for row in found], columns=[column.name for column in table.columns])
    for name in frame.columns:
        nested = frame[name].map(lambda value: isinstance(value, dict | list))
        if nested.any():
            frame[name] = frame[name].map(
                lambda value: (
                    json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
                )
            )
    return frame


def _write(
    session: Session, person: Person, folder: Path, table: Table, found: list[Record], reveal: bool
) -> int:
    shown = sorted(personal_columns(table)) if reveal else []
    return _put(session, person, folder / f"{table.name}.csv", frame_of(found, table), shown)


def _events(session: Session, person: Person) -> pd.DataFrame:
    changes = undo.history(session, person, newest=2**31 - 1)
    return pd.DataFrame([vars(change) for change in changes], columns=list(undo.Change.__dataclass_fields__))


def _put(session: Session, person: Person, path: Path, frame: pd.DataFrame, shown: list[str]) -> int:
    data, rows = _logged(session, person, path.name, frame, shown)
    audit.draft(session, path).write_bytes(data)
    return rows


def _logged(
    session: Session, person: Person, name: str, frame: pd.DataFrame, shown: list[str]
) -> tuple[bytes, int]:
    # What is hidden was hidden by the records: here nothing more is masked.
    data = frame_csv(frame, reveal=True)
    sha256 = hashlib.sha256(data).hexdigest()
    subject, rows = f"file/{name}", len(frame)
    if shown:
        views.log_personal_export(session, person, subject, rows=rows, sha256=sha256, columns=shown)
    else:
        views.log_export(session, person, subject, rows=rows, sha256=sha256)
    return data, rows
