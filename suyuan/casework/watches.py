"""The watch list: shops and accounts that stay open while somebody looks at what they do next.

A watch ends at its term; only a lead renews it, with a reason. Goods that endanger health do not wait: such a watch
stands escalated from its first moment until a lead takes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import records, settings
from suyuan.casework.errors import N_, Unfit
from suyuan.casework.fields import one_of, said
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import watches

SUBJECTS = ("shop", "account")


@dataclass(frozen=True)
class Activity:
    """What the findings in force count of a shop or account: orders, listings, the last order (UTC)."""

    orders: int
    last_order_at: datetime | None = None
    listings: int = 0


@dataclass(frozen=True)
class NewActivity:
    """What a watched shop or account did since somebody last looked."""

    watch: Record
    orders_more: int
    listings_more: int
    last_order_at: datetime | None
    seen_last_order_at: datetime | None


@acts("watch")
def watch(
    session: Session,
    person: Person,
    subject_type: str,
    subject_id: str,
    *,
    reason: str,
    owner: str | None = None,
    review_on: date | None = None,
    ends_on: date | None = None,
    goods: Sequence[str] = (),
    seen: Activity | None = None,
) -> Record:
    """Put a shop or account under watch. `goods`: categories it sells; `seen`: its activity as it stands.

    Raises Unfit where it is watched already, the reason is missing, or a date lies outside the longest term.
    """
    one_of("subject", subject_type, SUBJECTS)
    subject_id = said("subject", subject_id)
    team = settings.load()
    today = records.now().date()
    last_day = today + timedelta(days=team.watch.longest_days)
    ends_on = ends_on or last_day
    review_on = review_on or min(today + timedelta(days=team.watch.review_days), ends_on)
    if not today < ends_on <= last_day:
        raise Unfit(
            N_("a watch ends by {last}, not on {day}; only a lead renews it"), last=last_day, day=ends_on
        )
    if not today <= review_on <= ends_on:
        raise Unfit(
            N_("the review is between today and the watch's end on {last}, not on {day}"),
            last=ends_on,
            day=review_on,
        )
    if any(found["subject_id"] == subject_id for found in _standing(session, person, subject_type)):
        raise Unfit(N_("{subject} is watched already"), subject=subject_id)
    urgent = team.endangers_health(*goods)
    values = {
        "subject_type": subject_type,
        "subject_id": subject_id,
        "reason": said("reason", reason),
        "owner": owner or person.name,
        "started_on": today,
        "review_on": review_on,
        "ends_on": ends_on,
        "status": "active",
        "renewals": 0,
        "goods": "; ".join(goods),
        "is_health_risk": urgent,
        "escalated_at": records.now() if urgent else None,
        **_seen(seen),
    }
    return _put(session, person, "watch and escalate" if urgent else "watch", records.new_id("W"), 0, values)


@acts("read")
def watch_list(session: Session, person: Person, *, ended: bool = False) -> list[Record]:
    """Active watches, those due first; or those that were ended. One past its term is active until it is ended."""
    statement = (
        select(watches)
        .where(watches.c.status == ("ended" if ended else "active"))
        .order_by(watches.c.review_on, watches.c.watch_id)
    )
    return records.find(session, person, watches, statement)


@acts("watch")
def plan_review(session: Session, person: Person, watch_id: str, version: int, review_on: date) -> Record:
    """Set the day of the next look, within the term."""
    ends_on = records.get(session, person, watches, watch_id)["ends_on"]
    if review_on > ends_on:
        raise Unfit(
            N_("a watch ends by {last}, not on {day}; only a lead renews it"), last=ends_on, day=review_on
        )
    return _put(session, person, "plan review", watch_id, version, {"review_on": review_on})


@acts("renew_watch")
def renew(
    session: Session, person: Person, watch_id: str, version: int, *, reason: str, ends_on: date
) -> Record:
    """Give the watch a further term, at most the longest one from today. Raises Unfit without a reason."""
    row = records.get(session, person, watches, watch_id)
    today = records.now().date()
    last_day = today + timedelta(days=settings.load().watch.longest_days)
    if row["status"] != "active" or not today < ends_on <= last_day:
        raise Unfit(
            N_("an active watch is renewed to {last} at the latest, not to {day}"), last=last_day, day=ends_on
        )
    values = {
        "ends_on": ends_on,
        "review_on": min(max(row["review_on"], today), ends_on),
        "renewed_because": said("reason", reason),
        "renewals": row["renewals"] + 1,
    }
    return records.put(session, person, "renew_watch", "renew watch", watches, watch_id, version, values)


@acts("watch")
def end_watch(session: Session, person: Person, watch_id: str, version: int, *, reason: str) -> Record:
    """Take the shop or account off the list. Nothing happens to it."""
    values = {"status": "ended", "reason": said("reason", reason)}
    return _put(session, person, "end watch", watch_id, version, values)


@acts("take_escalation")
def take_escalation(session: Session, person: Person, watch_id: str, version: int) -> Record:
    """A lead takes an escalated watch: it no longer stands first among what is due."""
    values = {"escalation_taken_by": person.name, "owner": person.name}
    return records.put(
        session, person, "take_escalation", "take escalation", watches, watch_id, version, values
    )


@acts("read")
def new_activity(
    session: Session, person: Person, activity: Mapping[tuple[str, str], Activity]
) -> list[NewActivity]:
    """Active watches whose shop or account did something since it was last seen; most new orders first.

    `activity` by (`shop` or `account`, id). Orders delivered late, older than the last one seen, count too.
    """
    found = []
    for row in watch_list(session, person):
        now = activity.get((row["subject_type"], row["subject_id"]))
        if now is None:
            continue
        later = now.last_order_at is not None and (
            row["seen_last_order_at"] is None or now.last_order_at > row["seen_last_order_at"]
        )
        orders = now.orders - (row["seen_orders"] or 0)
        listings = now.listings - (row["seen_listings"] or 0)
        if orders > 0 or listings > 0 or later:
            found.append(
                NewActivity(
                    row, max(orders, 0), max(listings, 0), now.last_order_at, row["seen_last_order_at"]
                )
            )
    return sorted(found, key=lambda new: (-new.orders_more, -new.listings_more, new.watch.id))


@acts("watch")
def acknowledge(session: Session, person: Person, watch_id: str, version: int, seen: Activity) -> Record:
    """Note the activity as seen: only what comes after it alerts again."""
    return _put(session, person, "acknowledge activity", watch_id, version, _seen(seen))


def _put(
    session: Session, person: Person, what: str, watch_id: str, version: int, values: Mapping[str, Any]
) -> Record:
    if version and records.get(session, person, watches, watch_id)["status"] != "active":
        raise Unfit(N_("the watch was ended: put the shop or account under watch anew"))
    return records.put(session, person, "watch", what, watches, watch_id, version, values)


def _standing(session: Session, person: Person, subject_type: str) -> list[Record]:
    return [row for row in watch_list(session, person) if row["subject_type"] == subject_type]


def _seen(seen: Activity | None) -> dict[str, Any]:
    if seen is None:
        return {}
    return {
        "seen_orders": seen.orders,
        "seen_listings": seen.listings,
        "seen_last_order_at": seen.last_order_at,
    }
