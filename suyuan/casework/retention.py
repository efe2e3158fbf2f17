"""Erasing a case's personal data when its term is over: from the records and from every event that remembers them.

The audit log holds none, so it stays whole; an erased event keeps its digest there, and its salt is gone, so that
nothing can be guessed from it. What was exported, printed or backed up before is not reached: see docs/casework.md.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from suyuan.casework import audit, records
from suyuan.casework.errors import N_, Unfit
from suyuan.casework.fields import said
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import (
    case_members,
    cases,
    custody_steps,
    events,
    key_of,
    notes,
    personal_columns,
    site_checks,
    test_buys,
)

ERASED = "[erased]"


@acts("read")
def overdue(session: Session, person: Person, on: date) -> list[Record]:
    """Cases whose term ended before that day and whose personal data still stands, longest overdue first."""
    statement = select(cases).where(cases.c.ends_on < on, cases.c.erased_at.is_(None))
    return records.find(session, person, cases, statement.order_by(cases.c.ends_on, cases.c.case_id))


@acts("erase")
def erase_case(session: Session, person: Person, case_id: str, *, reason: str | None = None) -> int:
    """Erase the case's personal data; ids, dates and counts stay. Returns how many records held some.

    Before the term's end only with a `reason` (a court's order, a wrong person). Members, site checks, test buys and
    custody, and notes on the case and on what belongs to it, unless it also belongs to a case that goes on. Raises
    Unfit, Missing, Forbidden.
    """
    case = records.get(session, person, cases, case_id)
    if case["erased_at"] is not None:
        raise Unfit(N_("the case was erased already"))
    before_term = case["ends_on"] >= records.now().date()
    because = said("reason before the term", reason) if before_term else "the term is over"
    mine = _belonging(session, case_id)
    blanked: list[int] = []
    touched = 0
    for table, ids in mine:
        for record_id in ids:
            touched += _blank(session, table, record_id)
            blanked += _blank_events(session, table, record_id)
    blanked += _blank_gone(session, case_id)
    details = {"events": sorted(blanked), "erased_records": touched, "before_term": before_term}
    audit.append(session, person, "erase", f"cases/{case_id}", details)
    done = {"erased_at": records.now(), "erased_because": because}
    records.put(session, person, "erase", "case erased", cases, case_id, case.version, done)
    return touched


def _belonging(session: Session, case_id: str) -> list[tuple[Table, list[str]]]:
    def ids(table: Table, *where: Any) -> list[str]:
        return list(session.execute(select(key_of(table)).where(*where)).scalars())

    members = ids(case_members, case_members.c.case_id == case_id)
    checks = ids(site_checks, site_checks.c.case_id == case_id)
    buys = ids(test_buys, test_buys.c.case_id == case_id)
    steps = ids(custody_steps, custody_steps.c.test_buy_id.in_(buys))
    subjects = set(
        session.execute(select(case_members.c.subject_id).where(case_members.c.case_id == case_id)).scalars()
    )
    subjects |= set(
        session.execute(select(site_checks.c.site_id).where(site_checks.c.case_id == case_id)).scalars()
    )
    going_on = (
        select(case_members.c.subject_id)
        .join(cases, cases.c.case_id == case_members.c.case_id)
        .where(cases.c.erased_at.is_(None), cases.c.case_id != case_id)
    )
    subjects -= set(session.execute(going_on).scalars())
    about = ids(notes, notes.c.about_id.in_([case_id, *buys, *sorted(filter(None, subjects))]))
    return [
        (case_members, members),
        (site_checks, checks),
        (test_buys, buys),
        (custody_steps, steps),
        (notes, about),
    ]


def _blank(session: Session, table: Table, record_id: str) -> int:
    row = records.raw(session, table, record_id)
    assert row is not None
    held = {name: ERASED for name in personal_columns(table) if row[name] is not None}
    if held:
        session.execute(update(table).where(key_of(table) == record_id).values(held))
    return 1 if held else 0


def _blank_events(session: Session, table: Table, record_id: str) -> list[int]:
    statement = select(events.c.event_id, events.c.before, events.c.after).where(
        events.c.kind == table.name, events.c.record_id == record_id, events.c.salt.is_not(None)
    )
    blanked = []
    for event_id, before, after in session.execute(statement).all():
        kept = {"before": _without(table, before), "after": _without(table, after), "salt": None}
        session.execute(update(events).where(events.c.event_id == event_id).values(kept))
        blanked.append(event_id)
    return blanked


def _blank_gone(session: Session, case_id: str) -> list[int]:
    """Members and notes that were taken out of the case live on in their events."""
    blanked = []
    for table, column in ((case_members, "case_id"), (site_checks, "case_id"), (notes, "about_id")):
        statement = select(events.c.record_id, events.c.before, events.c.after).where(
            events.c.kind == table.name, events.c.salt.is_not(None)
        )
        for record_id, before, after in session.execute(statement).all():
            if case_id in {json.loads(text).get(column) for text in (before, after) if text}:
                blanked += _blank_events(session, table, record_id)
    return blanked


def _without(table: Table, text: str | None) -> str | None:
    if text is None:
        return None
    row = json.loads(text)
    hidden = {name: ERASED for name in personal_columns(table) if row.get(name) is not None}
    return audit.canonical({**row, **hidden})
