"""Taking back a change: an event of its own, refused where something later rests on what it would take away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.orm import Session

from suyuan.casework import audit, records
from suyuan.casework.columns import key_of, personal_columns
from suyuan.casework.errors import N_, Missing, UndoRefused
from suyuan.casework.fields import from_json
from suyuan.casework.roles import Person, acts, require
from suyuan.casework.tables import BOOKS, events, notes
from suyuan.masking import HIDDEN


@dataclass(frozen=True)
class Change:
    """One event, without its values: what was done to which record, by whom, when (UTC)."""

    event_id: int
    at: datetime
    person: str
    name: str
    role: str
    what: str
    kind: str
    record_id: str
    undoes: int | None


@dataclass(frozen=True)
class Difference:
    """One column that an event changed: its value before and after; None: there was or is none."""

    column: str
    before: Any
    after: Any


@acts("read")
def history(
    session: Session,
    person: Person,
    kind: str | None = None,
    record_id: str | None = None,
    *,
    newest: int = 200,
) -> list[Change]:
    """The latest changes first: of everything, of one kind of record, or of one record."""
    statement = select(events).order_by(events.c.event_id.desc()).limit(newest)
    if kind is not None:
        statement = statement.where(events.c.kind == kind)
    if record_id is not None:
        statement = statement.where(events.c.record_id == record_id)
    return [_change(row) for row in session.execute(statement)]


@acts("read")
def differences(session: Session, person: Person, event_id: int, *, reveal: bool = False) -> list[Difference]:
    """What the event changed, in the order of the table's columns; personal values only with `reveal`, logged.

    Where a case was erased, what it erased is gone from its events too. Raises Missing.
    """
    event = session.execute(select(events).where(events.c.event_id == event_id)).one_or_none()
    if event is None:
        raise Missing(N_("there is no {record}"), record=event_id)
    table = BOOKS[event.kind]
    personal = personal_columns(table)
    before, after = (from_json(table, text) or {} for text in (event.before, event.after))
    changed = [
        column.name
        for column in table.columns
        if column.name != "version" and before.get(column.name) != after.get(column.name)
    ]
    shown = sorted(personal & set(changed)) if reveal else []
    if reveal:
        require(person, "reveal")
    if shown:
        details = {"columns": shown, "records": [event.record_id]}
        audit.append(session, person, "reveal", f"{event.kind}/event {event_id}", details)

    def told(name: str, value: Any) -> Any:
        return HIDDEN if name in personal and name not in shown and value is not None else value

    return [Difference(name, told(name, before.get(name)), told(name, after.get(name))) for name in changed]


@acts("undo")
def undo(session: Session, person: Person, event_id: int) -> Change:
    """Put the record back to how it stood before the event. Returns the event that says so.

    Another's change only a lead takes back. Raises Missing; UndoRefused where the event is no longer the record's
    last standing one, is an undo itself, was erased, or another record that belongs to it came or changed since.
    """
    audit.lock(session)
    event = session.execute(select(events).where(events.c.event_id == event_id)).one_or_none()
    if event is None:
        raise Missing(N_("there is no {record}"), record=event_id)
    if event.person != person.subject:
        require(person, "undo_others")
    require(person, event.action)
    table = BOOKS[event.kind]
    if event.undoes is not None:
        raise UndoRefused(N_("an undo is not undone: make the change anew"))
    if event.salt is None:
        raise UndoRefused(N_("what stood before was erased"))
    if _standing(session, event.kind, event.record_id) != event_id:
        raise UndoRefused(
            N_("{record} was changed again since: undo the last change first"), record=event.record_id
        )
    before = from_json(table, event.before)
    if later := _resting_on(session, table, event.record_id, event_id, was_new=before is None):
        raise UndoRefused(N_("{record} rests on it"), record=later)
    if before is not None and (gone := _parent_gone(session, table, before)):
        raise UndoRefused(N_("what it belongs to is gone: {record}"), record=gone)
    now_there = records.raw(session, table, event.record_id)
    undone = records.enter(
        session, person, "undo", f"undo {event.what}", table, event.record_id, now_there, before, event_id
    )
    records.restore(
        session, table, event.record_id, None if before is None else {**before, "version": undone}
    )
    [row] = session.execute(select(events).where(events.c.event_id == undone)).all()
    return _change(row)


@acts("undo")
def undo_last(session: Session, person: Person) -> Change:
    """Take back the person's own last change that still stands. Raises Missing where there is none."""
    undone = select(events.c.undoes).where(events.c.undoes.is_not(None))
    statement = (
        select(events.c.event_id)
        .where(events.c.person == person.subject, events.c.undoes.is_(None), events.c.event_id.not_in(undone))
        .order_by(events.c.event_id.desc())
        .limit(1)
    )
    found = session.execute(statement).scalar()
    if found is None:
        raise Missing(N_("there is nothing of yours to undo"))
    return undo(session, person, found)


def _standing(session: Session, kind: str, record_id: str) -> int:
    """The record's last event that no undo took back; 0 where none stands."""
    statement = (
        select(events.c.event_id, events.c.undoes)
        .where(events.c.kind == kind, events.c.record_id == record_id)
        .order_by(events.c.event_id)
    )
    stack = [0]
    for event_id, undoes in session.execute(statement):
        if undoes is None:
            stack.append(event_id)
        else:
            stack.pop()
    return stack[-1]


def _resting_on(session: Session, table: Table, record_id: str, event_id: int, was_new: bool) -> str:
    """A record that belongs to this one and came or changed after the event; '' where none does."""
    for name, book in BOOKS.items():
        for column in (key.parent.name for key in book.foreign_keys if key.column.table is table):
            later = select(key_of(book)).where(book.c[column] == record_id, book.c.version > event_id)
            for child in session.execute(later).scalars():
                if _standing(session, name, child) > event_id:
                    return f"{name} {child}"
    about = select(notes.c.note_id).where(notes.c.about_id == record_id, notes.c.version > event_id).limit(1)
    found = session.execute(about).scalar() if was_new and table is not notes else None
    return f"notes {found}" if found else ""


def _parent_gone(session: Session, table: Table, row: Mapping[str, object]) -> str:
    for key in table.foreign_keys:
        parent = row[key.parent.name]
        if parent is not None and records.raw(session, key.column.table, str(parent)) is None:
            return f"{key.column.table.name} {parent}"
    return ""


def _change(row: Row[tuple[object, ...]]) -> Change:
    fields = row._mapping
    return Change(**{name: fields[name] for name in Change.__dataclass_fields__})
