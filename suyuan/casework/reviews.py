"""Where the review of a suspect shop stands, and the one table of steps that may be taken from there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import records, settings
from suyuan.casework.errors import N_, Missing, Unfit
from suyuan.casework.fields import one_of, said
from suyuan.casework.queue import fingerprint
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import events, shop_reviews

STATES = ("new", "reviewing", "cleared", "watched", "test_buy")
# From each state, where one may go. Cleared again: with what is known by now, for another term.
STEPS: dict[str, tuple[str, ...]] = {
    "new": ("reviewing", "cleared", "watched", "test_buy"),
    "reviewing": ("cleared", "watched", "test_buy"),
    "cleared": ("reviewing", "cleared"),
    "watched": ("reviewing", "cleared", "test_buy"),
    "test_buy": ("reviewing", "cleared", "watched"),
}


@acts("read")
def review_of(session: Session, person: Person, shop_id: str) -> Record | None:
    """The shop's review; None: new."""
    try:
        return records.get(session, person, shop_reviews, shop_id)
    except Missing:
        return None


@acts("read")
def reviews(session: Session, person: Person, state: str | None = None) -> list[Record]:
    """Every review, by shop; or those in one state."""
    statement = select(shop_reviews).order_by(shop_reviews.c.shop_id)
    if state is not None:
        statement = statement.where(shop_reviews.c.state == state)
    return records.find(session, person, shop_reviews, statement)


@acts("read")
def entered_at(session: Session, person: Person, review: Record) -> datetime:
    """When the review came to where it stands, in UTC."""
    [(at,)] = session.execute(select(events.c.at).where(events.c.event_id == review.version))
    return at


@acts("review")
def move(
    session: Session,
    person: Person,
    shop_id: str,
    state: str,
    *,
    version: int | None = None,
    reason: str | None = None,
    owner: str | None = None,
) -> Record:
    """Take the shop's review to another state (not 'cleared': see `clear`). `version` None: it was seen as new.

    Raises Unfit where the step is none of STEPS, Conflict, Forbidden. Taking up a cleared shop needs a reason.
    """
    if state == "cleared":
        raise Unfit(N_("a shop is cleared with a reason and what is known"))
    before = _step(session, shop_id, state, version)
    if before == "cleared":
        reason = said("reason", reason)
    values = {
        "state": state,
        "reason": reason,
        "owner": owner or person.name,
        "cleared_until": None,
        "cleared_scan": None,
        "evidence": None,
    }
    return records.put(session, person, "review", f"review {state}", shop_reviews, shop_id, version, values)


@acts("review")
def clear(
    session: Session,
    person: Person,
    shop_id: str,
    *,
    reason: str,
    evidence: Sequence[Mapping[str, Any]],
    known: Iterable[str] = (),
    scan_id: str | None = None,
    until: date | None = None,
    version: int | None = None,
) -> Record:
    """Clear the shop: it leaves the queue until `until`, or until something is known that is not in `evidence`.

    `evidence`: the reasons of shop_scores; `known`: its `TABLE/ROW_ID` of finding_records. `until` None: the team's
    usual term. Raises Unfit without a reason or with a day that is past, Conflict, Forbidden.
    """
    _step(session, shop_id, "cleared", version)
    today = records.now().date()
    until = until or today + timedelta(days=settings.load().case.cleared_days)
    if until <= today:
        raise Unfit(N_("until: {day} is not after today"), day=until)
    values = {
        "state": "cleared",
        "reason": said("reason", reason),
        "owner": person.name,
        "cleared_until": until,
        "cleared_scan": scan_id,
        "evidence": fingerprint(evidence, known),
    }
    return records.put(session, person, "review", "review cleared", shop_reviews, shop_id, version, values)


def _step(session: Session, shop_id: str, state: str, version: int | None) -> str:
    one_of("state", state, STATES)
    row = records.raw(session, shop_reviews, said("shop", shop_id))
    before = str(row["state"]) if row else "new"
    # Who saw another version than the one that stands is in conflict, whatever step he meant.
    if state not in STEPS[before] and (row["version"] if row else 0) == (version or 0):
        raise Unfit(N_("what is {before} cannot become {after}"), before=before, after=state)
    return before
