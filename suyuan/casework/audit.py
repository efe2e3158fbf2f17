"""The audit log: one chain of entries, each holding the hash of the one before it.

An entry's hash is SHA-256 over the hash before it and the entry as canonical JSON (sorted keys, no blanks, UTF-8). It
is written in the transaction of what it tells, so neither stands without the other; writers queue at the head row.
It names people who act, ids and column names, never a personal value: erasing one leaves the chain whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from suyuan.casework.columns import personal_columns
from suyuan.casework.errors import N_, CaseworkError
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import BOOKS, audit_entries, audit_head
from suyuan.masking import PERSONAL

GENESIS = "0" * 64
READ_ONLY = "suyuan_reads"
FILES = "suyuan_files"
# A session's info: the entry that it wrote last.
LAST = "suyuan_last_entry"
_NEVER_TOLD = PERSONAL.union(*(personal_columns(table) for table in BOOKS.values()))


@dataclass(frozen=True)
class Entry:
    """One line of the log. `at` is UTC, ISO 8601 with microseconds and Z; `sha256` closes it."""

    sequence: int
    at: str
    person: str
    name: str
    role: str
    action: str
    subject: str
    details: Mapping[str, Any]
    previous_sha256: str
    sha256: str

    def line(self) -> str:
        """The entry as canonical JSON: what is stored and exported."""
        return canonical(vars(self))

    def reckoned(self) -> str:
        """The hash that the entry's content gives."""
        body = {name: value for name, value in vars(self).items() if name != "sha256"}
        return hashlib.sha256((self.previous_sha256 + canonical(body)).encode()).hexdigest()


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many entries, and the hash of the last. Printed, it pins all before it."""

    sequence: int
    sha256: str


@dataclass(frozen=True)
class Fault:
    """Where the chain does not hold: the entry's place (1 = first) and what is wrong with it."""

    sequence: int
    told: str


def canonical(value: object) -> str:
    """JSON that has one form only. Raises ValueError on NaN, TypeError on what JSON does not know."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def append(
    session: Session,
    person: Person,
    action: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Add an entry in the session's transaction. Raises ValueError where `details` names a personal column.

    `subject` says what it is about as `kind/id`; `details` is JSON of ids, names of columns, counts and hashes.
    """
    told = dict(details or {})
    if named := _personal_names(told):
        raise ValueError(f"the audit log holds no personal values: {', '.join(sorted(named))}")
    before = lock(session)
    body = Entry(
        before.sequence + 1,
        datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        person.subject,
        person.name,
        person.role,
        action,
        subject,
        told,
        before.sha256,
        "",
    )
    entry = closed(body)
    session.execute(insert(audit_entries).values(sequence=entry.sequence, entry=entry.line()))
    session.execute(update(audit_head).values(sequence=entry.sequence, sha256=entry.sha256))
    session.info[LAST] = entry
    return entry


def lock(session: Session) -> Head:
    """The head, held against every other writer until the transaction ends."""
    if session.info.get(READ_ONLY):
        raise CaseworkError(N_("this needs a writing session: it is entered in the audit log"))
    row = session.execute(select(audit_head).with_for_update()).one()
    return Head(row.sequence, row.sha256)


def head(session: Session) -> Head:
    """The end of the chain as it stands: print it with what leaves the house."""
    row = session.execute(select(audit_head)).one()
    return Head(row.sequence, row.sha256)


@acts("audit")
def entries(session: Session, person: Person, *, newest: int | None = None) -> list[Entry]:
    """The log in order, or its last `newest` entries. Raises CaseworkError on an entry that cannot be read."""
    statement = select(audit_entries.c.entry).order_by(audit_entries.c.sequence.desc()).limit(newest)
    lines = session.execute(statement).scalars().all()
    read = [parsed(line) for line in reversed(lines)]
    if any(entry is None for entry in read):
        raise CaseworkError(N_("the audit log holds an entry that cannot be read: run verify-audit"))
    return [entry for entry in read if entry is not None]


@acts("audit")
def export(session: Session, person: Person, path: Path) -> Head:
    """Write the whole log as JSON lines, there when the session is committed; the export is itself entered, last."""
    append(session, person, "export_audit", f"file/{path.name}")
    with draft(session, path).open("w", encoding="utf-8", newline="\n") as file:
        for line in stored(session):
            file.write(line + "\n")
    return head(session)


def draft(session: Session, path: Path) -> Path:
    """Where to write a file that is to appear as `path` when the session is committed, and to vanish if it is not."""
    lock(session)
    part = path.with_name(path.name + ".part")
    session.info[FILES].append((part, path))
    return part


def stored(session: Session) -> Iterator[str]:
    """Every entry's line as the database holds it, in order."""
    yield from session.execute(select(audit_entries.c.entry).order_by(audit_entries.c.sequence)).scalars()


def verify(entries: Iterable[Entry | str], head: Head | None = None) -> list[Fault]:
    """Every fault of the chain; none means that it holds.

    `entries` come as they were stored or exported: as lines, every changed byte is found. Without `head` a
    chain cut off at its end still holds: give the one printed at the time, or the database's own.
    """
    faults: list[Fault] = []
    previous, place, pinned = GENESIS, 0, head is None or head == Head(0, GENESIS)
    for place, given in enumerate(entries, start=1):
        entry = parsed(given) if isinstance(given, str) else given
        if entry is None:
            faults.append(Fault(place, "cannot be read"))
            previous = ""
            continue
        if entry.sequence != place:
            faults.append(Fault(place, f"is numbered {entry.sequence}"))
        if entry.previous_sha256 != previous:
            faults.append(Fault(place, "does not follow the entry before it"))
        if entry.reckoned() != entry.sha256:
            faults.append(Fault(place, "was changed: its hash differs"))
        if head is not None and place == head.sequence:
            pinned = entry.sha256 == head.sha256
        previous = entry.sha256
    if head is not None and not pinned:
        told = (
            "is not the one that the head names" if place >= head.sequence else "is gone: the log was cut off"
        )
        faults.append(Fault(head.sequence, told))
    return faults


def verify_file(path: Path, head: Head | None = None) -> list[Fault]:
    """The faults of an exported log. Raises OSError."""
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    # Every line is closed by a line feed: nothing stands after the last one.
    return verify(lines[:-1] if lines[-1] == "" else lines, head)


def verify_store(session: Session) -> list[Fault]:
    """The faults of the database's own log, held to its own head: nothing cut off, nothing beyond it."""
    lines = list(stored(session))
    end = head(session)
    faults = verify(lines, end)
    return faults + (
        [Fault(end.sequence, "is followed by entries unknown")] if len(lines) > end.sequence else []
    )


def closed(entry: Entry, **changed: Any) -> Entry:
    """The entry with other fields, under the hash that they give."""
    body = replace(entry, **changed)
    return replace(body, sha256=body.reckoned())


def parsed(line: str) -> Entry | None:
    """The entry of a stored or exported line; None where the line is not one, to the byte."""
    try:
        fields = json.loads(line)
        entry = Entry(**fields)
        return entry if entry.line() == line and isinstance(entry.details, dict) else None
    except (ValueError, TypeError, RecursionError):
        return None


def _personal_names(value: object) -> set[str]:
    if isinstance(value, Mapping):
        named = {str(name) for name in value} & _NEVER_TOLD
        return named.union(*(_personal_names(part) for part in value.values()))
    if isinstance(value, list | tuple):
        return set().union(*(_personal_names(part) for part in value))
    return set()
