"""Erasing a case when its term is over: what is personal and what was typed, in the records and in their events.

The audit log holds none, so it stays whole; an erased event keeps its digest there, and its salt is gone, so that
nothing can be guessed from it. What was exported, printed or backed up before is not reached: see docs/casework.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from suyuan.casework import audit, photos, records
from suyuan.casework.columns import erased_columns, key_of
from suyuan.casework.errors import N_, Unfit
from suyuan.casework.fields import said
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import (
    case_members,
    cases,
    custody_steps,
    events,
    notes,
    outcomes,
    plan_sites,
    plans,
    shop_reviews,
    site_checks,
    test_buys,
    watches,
)

ERASED = "[erased]"


@acts("read")
def overdue(session: Session, person: Person, on: date) -> list[Record]:
    """Cases whose term ended before that day and whose personal data still stands, longest overdue first."""
    statement = select(cases).where(cases.c.ends_on < on, cases.c.erased_at.is_(None))
    return records.find(session, person, cases, statement.order_by(cases.c.ends_on, cases.c.case_id))


@acts("erase")
def erase_case(session: Session, person: Person, case_id: str, *, reason: str | None = None) -> int:
    """Erase the case's personal data and every text that somebody typed; ids, dates, counts and verdicts stay.

    Before the term's end only with a `reason` (a court's order, a wrong person). The case itself, members, outcomes,
    site checks, test buys with their photos and custody, overrides of its plan; notes and ended watches on what belongs
    to it, unless that also belongs to a case that goes on; of reviews and of watches that go on the reasons that name a
    person of it. Returns how many records held some. Raises Unfit, Missing, Forbidden; StorageError where a photo could
    not be removed.
    """
    case = records.get(session, person, cases, case_id)
    if case["erased_at"] is not None:
        raise Unfit(N_("the case was erased already"))
    before_term = case["ends_on"] >= records.now().date()
    because = said("reason before the term", reason) if before_term else "the term is over"
    mine = _belonging(session, case_id)
    mine += _naming(session, case_id)
    blanked: list[int] = []
    touched = 0
    for table, ids in mine:
        for record_id in ids:
            touched += _blank(session, table, record_id)
            blanked += _blank_events(session, table, record_id)
    buys = {record_id for table, ids in mine if table is test_buys for record_id in ids}
    for table, record_id in (gone := _gone(session, case_id, buys)):
        blanked += _blank_events(session, table, record_id)
    buys |= {record_id for table, record_id in gone if table is test_buys}
    pictures = sorted(
        _photos(session, lambda one: one in buys) - _photos(session, lambda one: one not in buys)
    )
    session.info[photos.GONE] += pictures
    details = {"events": sorted(blanked), "erased_records": touched, "before_term": before_term,
               "photos": pictures}  # fmt: skip
    audit.append(session, person, "erase", f"cases/{case_id}", details)
    done = {"erased_at": records.now(), "erased_because": because}
    records.put(session, person, "erase", "case erased", cases, case_id, case.version, done)
    return touched


@acts("maintain")
def sweep_photos(session: Session, person: Person) -> int:
    """Remove photos that no test buy names, and never did or was erased. Returns how many."""
    rows = select(test_buys.c.photo_sha256).where(test_buys.c.photo_path.is_distinct_from(ERASED))
    needed = set(session.execute(rows).scalars()) | _photos(session, lambda record_id: True, standing=True)
    return photos.sweep(session.info[photos.FOLDER], {sha256 for sha256 in needed if sha256})


def _belonging(session: Session, case_id: str) -> list[tuple[Table, list[str]]]:
    def ids(table: Table, *where: Any) -> list[str]:
        return list(session.execute(select(key_of(table)).where(*where)).scalars())

    members = ids(case_members, case_members.c.case_id == case_id)
    checks = ids(site_checks, site_checks.c.case_id == case_id)
    buys = ids(test_buys, test_buys.c.case_id == case_id)
    steps = ids(custody_steps, custody_steps.c.test_buy_id.in_(buys))
    planned = ids(plans, plans.c.case_id == case_id)
    subjects = _subjects(session, case_id)
    about = ids(notes, notes.c.about_id.in_([case_id, *buys, *subjects]))
    # A watch that goes on is work of its own, with a term of its own.
    over = ids(watches, watches.c.subject_id.in_(subjects), watches.c.status == "ended")
    return [
        (cases, [case_id]),
        (case_members, members),
        (outcomes, ids(outcomes, outcomes.c.case_id == case_id)),
        (site_checks, checks),
        (test_buys, buys),
        (custody_steps, steps),
        (plan_sites, ids(plan_sites, plan_sites.c.plan_id.in_(planned))),
        (notes, about),
        (watches, over),
    ]


def _subjects(session: Session, case_id: str) -> list[str]:
    """The shops, accounts, rings and sites of this case that are of none that goes on."""
    own = select(case_members.c.subject_id).where(case_members.c.case_id == case_id)
    checked = select(site_checks.c.site_id).where(site_checks.c.case_id == case_id)
    subjects = {*session.execute(own).scalars(), *session.execute(checked).scalars()}
    subjects -= set(session.execute(_going_on(case_members.c.subject_id, case_id)).scalars())
    return sorted(filter(None, subjects))


def _going_on(column: Any, case_id: str) -> Any:
    return (
        select(column)
        .join(cases, cases.c.case_id == case_members.c.case_id)
        .where(cases.c.erased_at.is_(None), cases.c.case_id != case_id)
    )


def _naming(session: Session, case_id: str) -> list[tuple[Table, list[str]]]:
    """Reviews, and watches that go on, of the case's own subjects that name a person of it, now or once.

    They are work of their own and stand; but a name is the case's, however it was written into them. Who is also a
    person of a case that goes on is not looked for, nor is a name of one sign, which is in every text.
    """
    kept = set(session.execute(_going_on(case_members.c.person_name, case_id)).scalars())
    told = _persons(session, case_id) - kept
    names = [name.strip().casefold() for name in told if len(name.strip()) > 1]
    subjects = _subjects(session, case_id)
    watched = (watches.c.subject_id.in_(subjects), watches.c.status != "ended")
    found = []
    for table, where in ((shop_reviews, (shop_reviews.c.shop_id.in_(subjects),)), (watches, watched)):
        ids = list(session.execute(select(key_of(table)).where(*where)).scalars())
        texts = select(events.c.record_id, events.c.before, events.c.after).where(
            events.c.kind == table.name, events.c.record_id.in_(ids)
        )
        named = {
            row.record_id for row in session.execute(texts) if _names(table, names, row.before, row.after)
        }
        found.append((table, sorted(named)))
    return found


def _persons(session: Session, case_id: str) -> set[str]:
    """Every name that was ever entered in the case, of whom it struck again, too."""
    statement = select(events.c.before, events.c.after).where(events.c.kind == case_members.name)
    rows = [json.loads(text) for pair in session.execute(statement) for text in pair if text]
    return {row["person_name"] for row in rows if row["case_id"] == case_id and row.get("person_name")}


def _names(table: Table, names: list[str], *texts: str | None) -> bool:
    rows = [json.loads(text) for text in texts if text]
    said = [str(row[name]).casefold() for row in rows for name in erased_columns(table) if row.get(name)]
    return any(name in text for text in said for name in names)


def _blank(session: Session, table: Table, record_id: str) -> int:
    row = records.raw(session, table, record_id)
    assert row is not None
    held = {name: ERASED for name in erased_columns(table) if row[name] is not None}
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


# Of books whose records can be taken away: the column by which one belonged to the case, or to what belonged to it.
_BELONGED = (
    (case_members, "case_id"),
    (site_checks, "case_id"),
    (notes, "about_id"),
    (outcomes, "case_id"),
    (test_buys, "case_id"),
    (custody_steps, "test_buy_id"),
    (plans, "case_id"),
    (plan_sites, "plan_id"),
)


def _gone(session: Session, case_id: str, buys: set[str]) -> list[tuple[Table, str]]:
    """Records that were taken out of the case, or whose making was undone: they live on in their events."""
    found: list[tuple[Table, str]] = []
    belonging = {case_id, *buys}
    for table, column in _BELONGED:
        there = select(key_of(table))
        statement = select(events.c.record_id, events.c.before, events.c.after).where(
            events.c.kind == table.name, events.c.salt.is_not(None), events.c.record_id.not_in(there)
        )
        for record_id, before, after in session.execute(statement).all():
            if belonging & {json.loads(text).get(column) for text in (before, after) if text}:
                found.append((table, record_id))
                belonging.add(record_id)
    return list(dict.fromkeys(found))


def _photos(session: Session, of: Callable[[str], bool], *, standing: bool = False) -> set[str]:
    """The hashes of photos that these test buys named at any time; `standing`: by events that were not erased."""
    statement = select(events.c.record_id, events.c.after).where(events.c.kind == test_buys.name)
    if standing:
        statement = statement.where(events.c.salt.is_not(None))
    told = {
        json.loads(after).get("photo_sha256")
        for record_id, after in session.execute(statement)
        if after and of(record_id)
    }
    return {sha256 for sha256 in told if sha256}


def _without(table: Table, text: str | None) -> str | None:
    if text is None:
        return None
    row = json.loads(text)
    hidden = {name: ERASED for name in erased_columns(table) if row.get(name) is not None}
    return audit.canonical({**row, **hidden})
