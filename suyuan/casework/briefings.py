"""Briefings: views collected into an ordered, annotated sequence. A view is its link, with tokens in place of ids."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import audit, records
from suyuan.casework.errors import N_, Missing, Unfit
from suyuan.casework.fields import one_of, said
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import briefing_steps, briefings

CURRENT, PUT_AWAY = "current", "put_away"
# An hour's talk has a dozen; past this a hand-out takes minutes and nobody finds a step again.
MOST_STEPS = 500
LONGEST_TITLE, LONGEST_NOTE = 200, 2000
# A page of this program and what it shows: no host, no scheme, no fragment, nothing above the page's own folder.
_LINK = re.compile(r"[a-z_]{0,40}(\?[!-\"$-;=?-\[\]-~]{0,6000})?")


@acts("brief")
def make_briefing(session: Session, person: Person, title: str) -> Record:
    """Begin a briefing. Raises Unfit on an empty or overlong title, Forbidden."""
    values = {
        "title": _short("title", title, LONGEST_TITLE),
        "status": CURRENT,
        "owner": person.name,
        "made_at": records.now(),
    }
    return records.put(session, person, "brief", "make briefing", briefings, records.new_id("B"), 0, values)


@acts("brief")
def rename_briefing(session: Session, person: Person, briefing_id: str, version: int, title: str) -> Record:
    """Give it another title. Raises Missing, Unfit, Conflict, Forbidden."""
    _briefing(session, briefing_id)
    values = {"title": _short("title", title, LONGEST_TITLE)}
    return records.put(session, person, "brief", "rename briefing", briefings, briefing_id, version, values)


@acts("brief")
def set_briefing_status(
    session: Session, person: Person, briefing_id: str, version: int, status: str
) -> Record:
    """Put a briefing away, or take it up again: nothing of it is lost. Raises Missing, Unfit, Conflict, Forbidden."""
    _briefing(session, briefing_id)
    values = {"status": one_of("status", status, (CURRENT, PUT_AWAY))}
    return records.put(
        session, person, "brief", f"briefing {status}", briefings, briefing_id, version, values
    )


@acts("brief")
def add_step(
    session: Session,
    person: Person,
    briefing_id: str,
    *,
    title: str,
    link: str,
    scan_id: str,
    note: str | None = None,
) -> Record:
    """Add a view as the briefing's last step; two may do so at once, each gets a step of his own.

    `link`: path and query of the view, tokens in place of ids. Raises Missing, Unfit, Forbidden.
    """
    _briefing(session, briefing_id)
    if len(_steps(session, person, briefing_id)) >= MOST_STEPS:
        raise Unfit(N_("a briefing has {most} steps at most"), most=MOST_STEPS)
    values = {
        "briefing_id": briefing_id,
        "title": _short("title", title, LONGEST_TITLE),
        "note": _short("note", note, LONGEST_NOTE) if note and note.strip() else None,
        "link": fit_link(link),
        "scan_id": said("scan", scan_id),
        "added_by": person.name,
        "added_at": records.now(),
    }
    return records.put(session, person, "brief", "add step", briefing_steps, records.new_id("V"), 0, values)


@acts("brief")
def change_step(
    session: Session, person: Person, step_id: str, version: int, *, title: str, note: str | None
) -> Record:
    """Write a step's title and note anew. Raises Missing, Unfit, Conflict, Forbidden."""
    _there(session, step_id)
    values = {
        "title": _short("title", title, LONGEST_TITLE),
        "note": _short("note", note, LONGEST_NOTE) if note and note.strip() else None,
    }
    return records.put(session, person, "brief", "change step", briefing_steps, step_id, version, values)


@acts("brief")
def drop_step(session: Session, person: Person, step_id: str, version: int) -> None:
    """Take a step out; undo brings it back to its place. Raises Missing, Conflict, Forbidden."""
    records.drop(session, person, "brief", "drop step", briefing_steps, step_id, version)


@acts("brief")
def move_step(
    session: Session, person: Person, briefing_id: str, version: int, step_id: str, places: int
) -> Record:
    """Move a step by that many places, down where positive, as far as there are any; `version`: the briefing's.

    The order is one value of the briefing: of two who order at once, the second is told. Raises Missing, Conflict,
    Forbidden.
    """
    _briefing(session, briefing_id)
    order = [step.id for step in _steps(session, person, briefing_id)]
    if step_id not in order:
        raise Missing(N_("there is no {record}"), record=step_id)
    place = order.index(step_id)
    order.insert(min(max(place + places, 0), len(order) - 1), order.pop(place))
    values = {"step_order": " ".join(order)}
    return records.put(session, person, "brief", "order steps", briefings, briefing_id, version, values)


@acts("read")
def briefing_list(session: Session, person: Person) -> list[Record]:
    """Every briefing, the newest first, those put away at the end."""
    statement = select(briefings).order_by(
        briefings.c.status, briefings.c.made_at.desc(), briefings.c.briefing_id
    )
    return records.find(session, person, briefings, statement)


@acts("read")
def briefing(session: Session, person: Person, briefing_id: str) -> Record:
    """One briefing. Raises Missing."""
    return records.get(session, person, briefings, briefing_id)


@acts("read")
def step_list(session: Session, person: Person, briefing_id: str) -> list[Record]:
    """The briefing's steps in their order: as it was set, what was added since at the end."""
    return _steps(session, person, briefing_id)


@acts("read")
def step_counts(session: Session, person: Person) -> dict[str, int]:
    """How many steps each briefing has; one without any is not named."""
    counted: dict[str, int] = {}
    for briefing_id in session.execute(select(briefing_steps.c.briefing_id)).scalars():
        counted[briefing_id] = counted.get(briefing_id, 0) + 1
    return counted


def fit_link(link: str) -> str:
    """The link with its leading slash, where it can only lead to a page of this program. Raises Unfit."""
    told = link.removeprefix("/")
    if not _LINK.fullmatch(told):
        raise Unfit(N_("this view cannot be kept as a link"))
    return "/" + told


def _steps(session: Session, person: Person, briefing_id: str) -> list[Record]:
    statement = (
        select(briefing_steps)
        .where(briefing_steps.c.briefing_id == briefing_id)
        .order_by(briefing_steps.c.added_at, briefing_steps.c.step_id)
    )
    found = records.find(session, person, briefing_steps, statement)
    order = session.execute(
        select(briefings.c.step_order).where(briefings.c.briefing_id == briefing_id)
    ).scalar()
    place = {step_id: number for number, step_id in enumerate((order or "").split())}
    # The sort is stable: what the order does not know keeps the order in which it was added.
    return sorted(found, key=lambda step: place.get(step.id, len(place)))


def _briefing(session: Session, briefing_id: str) -> None:
    # Held before anything is reckoned from it: what is read here stands until the change is kept.
    audit.lock(session)
    if records.raw(session, briefings, briefing_id) is None:
        raise Missing(N_("there is no {record}"), record=briefing_id)


def _there(session: Session, step_id: str) -> None:
    if records.raw(session, briefing_steps, step_id) is None:
        raise Missing(N_("there is no {record}"), record=step_id)


def _short(name: str, text: str | None, most: int) -> str:
    told = said(name, text)
    if len(told) > most:
        raise Unfit(N_("{field}: {most} characters at most"), field=name, most=most)
    return told
