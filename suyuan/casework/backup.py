"""The whole database in one file, and back: JSON lines of every row and sealing photo, closed by the hash of them all.

One form for SQLite and PostgreSQL, so a team can move from one to the other. The file holds everything in clear:
it is made readable for its owner alone, and must be kept as the database is.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, DateTime, Engine, MetaData, Table, func, insert, select
from sqlalchemy.orm import Session

from suyuan.casework import audit, migrate, photos
from suyuan.casework.errors import N_, DamagedError, Unfit
from suyuan.casework.fields import json_value
from suyuan.casework.photos import Photo
from suyuan.casework.records import now
from suyuan.casework.roles import Person, acts

FORMAT = "suyuan-casework-1"
VERSIONS = "alembic_version"
ROWS_AT_ONCE = 1000
# How a photo's line begins, its members in the order of their names.
PHOTO = '{"a_photo":true,'


@dataclass(frozen=True)
class Backup:
    """A backup file's papers: its revision, its rows with a line for each photo, the SHA-256 that closes it.

    `left_out`: photos in the folder that are not what their names say; verify-audit tells of them.
    """

    path: Path
    revision: str
    rows: int
    sha256: str
    left_out: tuple[str, ...] = ()


@acts("maintain")
def back_up(session: Session, person: Person, path: Path) -> Backup:
    """Write everything to a new file `path`, there when the session is committed. Works on an older revision too.

    Raises Unfit where the file exists, OSError where it cannot be written.
    """
    if path.exists():
        raise Unfit(N_("{file} is there already: name a new file"), file=path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    # The entry's transaction holds the log's head: nobody changes anything until the copy is whole.
    audit.append(session, person, "back_up", f"file/{path.name}")
    part = audit.draft(session, path)
    reckoned, rows = hashlib.sha256(), 0
    revision = str(migrate.revision_of(session.connection()))
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for line in _lines(session, revision):
            reckoned.update(line)
            file.write(line)
            rows += 1
        rows -= 1
        end = {"rows": rows, "sha256": reckoned.hexdigest()}
        file.write(audit.canonical(end).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    left_out = tuple(photos.changed(session.info[photos.FOLDER]))
    return Backup(path, revision, rows, reckoned.hexdigest(), left_out)


def check(path: Path) -> Backup:
    """Hold the file to its own hash. Raises DamagedError where it is cut off or changed, OSError."""
    reckoned, rows, before, revision = hashlib.sha256(), -1, b"", ""
    with path.open("rb") as file:
        for line in file:
            if before:
                reckoned.update(before)
                rows += 1
            elif not revision:
                revision = _revision(path, line)
            before = line
    if before != audit.canonical({"rows": rows, "sha256": reckoned.hexdigest()}).encode() + b"\n":
        raise DamagedError(
            N_("{file}: cut off or changed since it was made; nothing was restored"), file=path.name
        )
    return Backup(path, revision, rows, reckoned.hexdigest())


def restore(path: Path, engine: Engine, folder: Path) -> Backup:
    """Fill an empty database from the file and bring it to this program's revision, in one transaction.

    Photos go into `folder`; those that are there already stay. Raises Unfit where the database is not empty,
    DamagedError, RevisionError on a file of a newer version, StorageError where a photo finds no room: then nothing is
    there that was not before.
    """
    checked = check(path)
    migrate.hold_known(checked.revision)
    laid: list[str] = []
    try:
        _restore(path, engine, folder, checked, laid)
    except BaseException:
        photos.remove(folder, laid)
        raise
    return checked


def _restore(path: Path, engine: Engine, folder: Path, checked: Backup, laid: list[str]) -> None:
    with engine.begin() as connection:
        if migrate.tables_of(connection):
            raise Unfit(
                N_("a backup is restored into an empty place: name another, or move the database away")
            )
        migrate.upgrade(connection, checked.revision)
        _fill(connection, path)
        migrate.upgrade(connection, "head")
        with path.open(encoding="utf-8") as file:
            for line in file:
                if line.startswith(PHOTO) and photos.put(folder, photo := _photo(json.loads(line))):
                    laid.append(photo.sha256)


def _photo(told: Mapping[str, Any]) -> Photo:
    """The photo of a backup's line. Raises DamagedError where its bytes are not those of its name."""
    photo = Photo(str(told["photo"]), base64.b64decode(told["data"]))
    if not photos.NAME.fullmatch(photo.name) or hashlib.sha256(photo.data).hexdigest() != photo.sha256:
        raise DamagedError(N_("{file}: is not the photo whose hash it is named by"), file=photo.name)
    return photo


def _fill(connection: Connection, path: Path) -> None:
    known = MetaData()
    known.reflect(connection)
    for table in reversed(known.sorted_tables):
        if table.name != VERSIONS:
            connection.execute(table.delete())
    waiting: list[dict[str, Any]] = []
    filling: Table | None = None

    def flush() -> None:
        if filling is not None and waiting:
            connection.execute(insert(filling), waiting)
            waiting.clear()

    with path.open(encoding="utf-8") as file:
        next(file)
        for line in file:
            told = json.loads(line)
            if "table" not in told:
                break  # the photos, then the hash
            if filling is None or filling.name != told["table"] or len(waiting) >= ROWS_AT_ONCE:
                flush()
                filling = known.tables[told["table"]]
            waiting.append(_row(filling, told["row"]))
    flush()
    if connection.dialect.name == "postgresql":
        events = known.tables["events"]
        last = connection.execute(select(func.max(events.c.event_id))).scalar()
        if last is not None:
            sequence = func.pg_get_serial_sequence("events", "event_id")
            connection.execute(select(func.setval(sequence, last)))


def _lines(session: Session, revision: str) -> Iterator[bytes]:
    head = {"format": FORMAT, "revision": revision, "made_at": now().isoformat()}
    yield audit.canonical(head).encode() + b"\n"
    # As the database has them, not as this program does: it may be of an older revision.
    found = MetaData()
    found.reflect(session.connection())
    for table in found.sorted_tables:
        if table.name == VERSIONS:
            continue
        for row in session.execute(select(table).order_by(*table.primary_key.columns)).mappings():
            values = {name: json_value(value) for name, value in row.items()}
            yield audit.canonical({"table": table.name, "row": values}).encode() + b"\n"
    for photo in photos.all_of(session.info[photos.FOLDER]):
        data = base64.b64encode(photo.data).decode()
        yield audit.canonical({"a_photo": True, "data": data, "photo": photo.name}).encode() + b"\n"


def _row(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    row = dict(values)
    for column in table.columns:
        value = row.get(column.name)
        if value is not None and isinstance(column.type, DateTime):
            row[column.name] = datetime.fromisoformat(value)
        elif value is not None and isinstance(column.type, Date):
            row[column.name] = date.fromisoformat(value)
    return row


def _revision(path: Path, line: bytes) -> str:
    try:
        told = json.loads(line)
        if told["format"] == FORMAT:
            return str(told["revision"])
    except (ValueError, TypeError, KeyError):
        pass
    raise DamagedError(N_("{file} is no backup of casework"), file=path.name)
