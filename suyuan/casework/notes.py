"""Notes left at a shop, account, ring, site, test buy or case. What is written may name people: it is personal."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import records
from suyuan.casework.errors import N_, Forbidden
from suyuan.casework.fields import one_of, said
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import events, notes

ABOUT = ("shop", "listing", "account", "ring", "site", "test_buy", "case")


@acts("note")
def add_note(session: Session, person: Person, about_type: str, about_id: str, text: str) -> Record:
    """Leave a note. Raises Unfit on an empty text."""
    values = {
        "about_type": one_of("about", about_type, ABOUT),
        "about_id": said("about", about_id),
        "text": said("note", text),
        "author": person.name,
        "written_at": records.now(),
    }
    return records.put(session, person, "note", "write note", notes, records.new_id("N"), 0, values)


@acts("note")
def change_note(session: Session, person: Person, note_id: str, version: int, text: str) -> Record:
    """Write the text anew; the one before stays in the history. A colleague's note only a lead changes."""
    _own(session, person, note_id)
    values = {"text": said("note", text)}
    return records.put(session, person, "note", "change note", notes, note_id, version, values)


@acts("note")
def drop_note(session: Session, person: Person, note_id: str, version: int) -> None:
    """Take the note away; undo brings it back. A colleague's note only a lead takes away."""
    _own(session, person, note_id)
    records.drop(session, person, "note", "drop note", notes, note_id, version)


@acts("read")
def note_list(
    session: Session, person: Person, about_type: str, about_id: str, *, reveal: bool = False
) -> list[Record]:
    """The notes on something, newest first; texts only with `reveal`, which is logged."""
    statement = (
        select(notes)
        .where(notes.c.about_type == about_type, notes.c.about_id == about_id)
        .order_by(notes.c.written_at.desc(), notes.c.note_id)
    )
    return records.find(session, person, notes, statement, reveal=reveal)


def _own(session: Session, person: Person, note_id: str) -> None:
    # By who wrote it first, not by the name beside it: two colleagues may share a name.
    wrote = (
        select(events.c.person)
        .where(events.c.kind == notes.name, events.c.record_id == note_id)
        .order_by(events.c.event_id)
        .limit(1)
    )
    if session.execute(wrote).scalar() not in (person.subject, None) and person.role != "lead":
        raise Forbidden(N_("a colleague's note is changed by a lead alone"))
