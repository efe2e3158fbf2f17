"""What is due: the page of casework opens with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import records
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import cases, shop_reviews, site_checks, test_buys, watches

# Why something is due, the most pressing first.
KINDS = (
    "escalated",
    "watch_over",
    "case_over",
    "watch_review",
    "test_buy_planned",
    "test_buy_to_send",
    "verdict_overdue",
    "site_check",
    "clearing_over",
)
# A laboratory of a brand answers in one to three weeks; after a month somebody asks.
VERDICT_DAYS = 30


@dataclass(frozen=True)
class Due:
    """One thing to do: `kind` of KINDS, the record, the day since when."""

    kind: str
    record: Record
    since: date


@dataclass(frozen=True)
class _Asked:
    day: date
    session: Session
    person: Person


@acts("read")
def due(session: Session, person: Person, on: date, *, owner: str | None = None) -> list[Due]:
    """Everything due on that day or before, of everybody or of one owner; most pressing kind first, then oldest."""
    asked = _Asked(on, session, person)
    found = [*_watches(asked), *_test_buys(asked), *_others(asked)]
    mine = [one for one in found if owner is None or one.record.get("owner", owner) == owner]
    return sorted(mine, key=lambda one: (KINDS.index(one.kind), one.since, one.record.id))


def _watches(asked: _Asked) -> list[Due]:
    found = []
    active = select(watches).where(watches.c.status == "active")
    for row in records.find(asked.session, asked.person, watches, active):
        if row["escalated_at"] and not row["escalation_taken_by"]:
            found.append(Due("escalated", row, row["escalated_at"].date()))
        if asked.day > row["ends_on"]:
            found.append(Due("watch_over", row, row["ends_on"]))
        elif asked.day >= row["review_on"]:
            found.append(Due("watch_review", row, row["review_on"]))
    return found


def _test_buys(asked: _Asked) -> list[Due]:
    found = []
    open_ones = select(test_buys).where(test_buys.c.status.in_(("planned", "bought", "sent")))
    for row in records.find(asked.session, asked.person, test_buys, open_ones):
        sent = row["sent_at"].date() if row["sent_at"] else None
        if row["status"] == "planned" and row["buy_by"] and asked.day >= row["buy_by"]:
            found.append(Due("test_buy_planned", row, row["buy_by"]))
        elif row["status"] == "bought" and row["received_at"]:
            found.append(Due("test_buy_to_send", row, row["received_at"].date()))
        elif row["status"] == "sent" and sent and asked.day > sent + timedelta(days=VERDICT_DAYS):
            found.append(Due("verdict_overdue", row, sent + timedelta(days=VERDICT_DAYS)))
    return found


def _others(asked: _Asked) -> list[Due]:
    over = select(cases).where(cases.c.ends_on < asked.day, cases.c.erased_at.is_(None))
    cleared = select(shop_reviews).where(
        shop_reviews.c.state == "cleared", shop_reviews.c.cleared_until < asked.day
    )
    unchecked = (
        select(site_checks)
        .join(cases, cases.c.case_id == site_checks.c.case_id)
        .where(site_checks.c.status == "candidate", cases.c.status == "open")
    )
    session, person = asked.session, asked.person
    return [
        *(Due("case_over", row, row["ends_on"]) for row in records.find(session, person, cases, over)),
        *(
            Due("clearing_over", row, row["cleared_until"])
            for row in records.find(session, person, shop_reviews, cleared)
        ),
        *(Due("site_check", row, asked.day) for row in records.find(session, person, site_checks, unchecked)),
    ]
