"""Who stands in the queue of suspects: a cleared shop leaves it and returns on new evidence or when its term is over.

New evidence is measured against what was known at the clearing, never against the scan before: small growth adds up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import records
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import shop_reviews

# Weights are natural logs of odds. Half a unit multiplies the odds by 1.65; less than that is the market measured
# anew around an unchanged shop, not something learnt about it.
NEWS = 0.5
# Single events that somebody recorded, by the signal that they feed. Orders and parcels come in daily and are not news.
SINGLE_EVENTS = {"complaints": "complaints", "test_buys": "test_buys", "shop_transfers": "transfers"}


@dataclass(frozen=True)
class Suspect:
    """A suspect shop of the findings in force. `records`: `TABLE/ROW_ID` of what its finding rests on, where known."""

    shop_id: str
    reasons: Sequence[Mapping[str, Any]]
    records: frozenset[str] = frozenset()


@dataclass(frozen=True)
class News:
    """What speaks louder than at the clearing: a signal's weight then and now (0: did not speak), records since."""

    signal: str
    weight_then: float
    weight_now: float
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a suspect stands. `why` it returned: 'expired', 'new_evidence', else ''."""

    shop_id: str
    state: str
    why: str = ""
    news: tuple[News, ...] = ()
    review: Record | None = None


@dataclass(frozen=True)
class Queue:
    """The suspects in the order given: to be worked on (`returned` among them), and hidden because cleared."""

    shown: list[Place] = field(default_factory=list)
    hidden: list[Place] = field(default_factory=list)

    def of(self, shop_ids: Collection[str]) -> Queue:
        """Those of them that are among these shops."""
        return Queue(
            *([one for one in part if one.shop_id in shop_ids] for part in (self.shown, self.hidden))
        )

    @property
    def returned(self) -> list[Place]:
        return [place for place in self.shown if place.why]


def known(
    shop_ids: Iterable[str], reasons: Iterable[Mapping[Any, Any]], events: Iterable[Mapping[Any, Any]]
) -> dict[str, Suspect]:
    """What the findings know of these shops: rows of `cases__reasons` and `cases__events`."""
    told: dict[str, list[dict[str, Any]]] = {one: [] for one in shop_ids}
    held: dict[str, set[str]] = {one: set() for one in told}
    for row in reasons:
        told[row["shop_id"]].append({"signal": row["signal"], "weight": row["weight"]})
    for row in events:
        held[row["shop_id"]].add(row["record"])
    return {one: Suspect(one, told[one], frozenset(held[one])) for one in told}


@acts("read")
def queue(session: Session, person: Person, suspects: Iterable[Suspect], on: date) -> Queue:
    """Who is in the queue on that day, who is hidden, who has returned and why. Asks the database once."""
    reviews = {row.id: row for row in records.find(session, person, shop_reviews, select(shop_reviews))}
    told = Queue()
    for suspect in suspects:
        review = reviews.get(suspect.shop_id)
        place = _place(suspect, review, on)
        (told.hidden if place.state == "cleared" and not place.why else told.shown).append(place)
    return told


def fingerprint(reasons: Sequence[Mapping[str, Any]], known: Iterable[str] = ()) -> dict[str, Any]:
    """What is known of a shop: weight by signal to one decimal, and its single events. Goes into the review as JSON."""
    weights: dict[str, float] = {}
    for reason in reasons:
        weights[reason["signal"]] = round(
            weights.get(reason["signal"], 0.0) + float(reason["weight"] or 0), 1
        )
    return {
        "weights": dict(sorted(weights.items())),
        "records": sorted(name for name in known if name.split("/", 1)[0] in SINGLE_EVENTS),
    }


def news(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[News, ...]:
    """What fingerprint `now` has that `then` had not; most weight gained first.

    A signal that gained half a unit, or one that spoke for the shop and fell silent; a complaint, verdict or transfer
    that was not there, where its signal speaks against the shop now.
    """
    before, after = then.get("weights", {}), now.get("weights", {})
    fresh = set(now.get("records", ())) - set(then.get("records", ()))
    found = []
    for signal in before.keys() | after.keys():
        was, has = float(before.get(signal, 0)), float(after.get(signal, 0))
        since = tuple(sorted(name for name in fresh if SINGLE_EVENTS[name.split("/", 1)[0]] == signal))
        # To one decimal: 0.5 in floating point is a hair less when it is 1.3 - 0.8.
        if round(has - was, 1) >= NEWS or (since and has > 0):
            found.append(News(signal, was, has, since))
    return tuple(sorted(found, key=lambda new: (new.weight_then - new.weight_now, new.signal)))


def _place(suspect: Suspect, review: Record | None, on: date) -> Place:
    state = review["state"] if review else "new"
    if review is None or state != "cleared":
        return Place(suspect.shop_id, state, review=review)
    learnt = news(review["evidence"] or {}, fingerprint(suspect.reasons, suspect.records))
    if learnt:
        return Place(suspect.shop_id, state, "new_evidence", learnt, review)
    expired = review["cleared_until"] is not None and on > review["cleared_until"]
    return Place(suspect.shop_id, state, "expired" if expired else "", review=review)
