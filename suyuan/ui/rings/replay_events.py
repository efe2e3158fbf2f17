"""What happened in a story, in words and steps: changes of hands, moves, verdicts, and what casework itself did."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from suyuan.messages import _
from suyuan.rings import ring_moves
from suyuan.rings.chains import rows
from suyuan.rings.ring_graph import Ring
from suyuan.rings.ring_story import Event
from suyuan.ui.findings import load
from suyuan.ui.rings.ring_records import events
from suyuan.ui.zone import local_times
from suyuan.wording.ring_words import place_name
from suyuan.wording.words import word

MOST_EVENTS = 200
OPENED = "opened"


@dataclass(frozen=True)
class Own:
    """What casework did: when (UTC, or a day), to which shop ('' to none), what kind of thing, in which words."""

    at: datetime | date
    shop_id: str
    kind: str
    words: str


def day(own: Own) -> date:
    """The viewer's day on which it was done."""
    if not isinstance(own.at, datetime):
        return own.at
    return pd.Timestamp(local_times(pd.Series([own.at])).iloc[0]).date()


def near(
    own: Collection[Own], first: pd.Timestamp | None, last: pd.Timestamp | None
) -> tuple[list[Own], int]:
    """What casework did while the story ran or as long after it as it is; and how much lies farther off.

    Else the work of today on goods of ten years ago would leave the goods a tenth of the slider.
    """
    if first is None or last is None:
        return list(own), 0
    begin, end = first.date(), last.date()
    kept = [one for one in own if begin - (end - begin) <= day(one) <= end + (end - begin)]
    return kept, len(own) - len(kept)


def told(
    bound: dict[str, Any],
    hands: Collection[str],
    own: Collection[Own],
    parcels: pd.DataFrame,
    orders: pd.DataFrame,
    whole: Ring,
) -> list[Event]:
    """What happened, in steps, oldest first. `hands`: the accounts of whom the story is; `bound`: for the queries.

    Only a change of hands to one of them is their taking over.
    """
    since, days = bound["since"], bound["days"]
    names = dict(zip(whole.members["member_id"], whole.members["shop_name"], strict=True))
    moved = ring_moves.moves(parcels)
    known = {(move.shop_id, move.to) for move in moved}
    found: list[tuple[date, Event]] = []
    rows_ = events(load("rings__replay_events", **bound))
    for when, row in zip(local_times(rows_["event_at"]), rows_.to_dict("records"), strict=True):
        if row["event"] == "new_place" and (row["shop_id"], row["site_id"]) in known:
            continue
        kind = "sold" if row["event"] == "takeover" and row["detail"] not in hands else str(row["event"])
        words = f"{_shop(row['shop_id'], row['shop_name'])}: {word('event', row['event'])} ({row['label']})"
        found.append((when.date(), Event(0, str(row["shop_id"]), kind, words)))
    found += [(day(one), Event(0, one.shop_id, one.kind, one.words)) for one in own]
    placed = [
        Event((when - since).days // days, event.shop_id, event.kind, f"{when.isoformat()} {event.words}")
        for when, event in found
    ]
    placed += _of_places(moved, ring_moves.over(parcels, orders), whole, names)
    placed.sort(key=lambda event: (event.step, event.words))
    return [event for event in placed if event.step >= 0][-MOST_EVENTS:]


def _of_places(
    moved: list[ring_moves.Move], over: dict[str, int], whole: Ring, names: dict[str, Any]
) -> list[Event]:
    """Moves of dispatch, first and last parcels of places, as the steps know them."""
    places = {
        row.site_id: f"{place_name(row._asdict())} ({word('site_role', row.role)})"
        for row in rows(whole.sites)
    }
    found = []
    for move in moved:
        if not {move.origin, move.to} <= places.keys():
            continue
        text = (
            _("{shop}: parcels moved from {origin} to {to}")
            if move.is_whole
            else _("{shop}: parcels start from {to} too, until now from {origin}")
        )
        words = text.format(
            shop=_shop(move.shop_id, names.get(move.shop_id)), origin=places[move.origin], to=places[move.to]
        )
        found.append(Event(move.step, move.shop_id, "moved", words))
    return found + [
        Event(step, "", "over", _("{place}: last parcel on record").format(place=places[site]))
        for site, step in over.items()
        if site in places
    ]


def _shop(shop_id: object, name: object) -> str:
    return name if isinstance(name, str) and name else str(shop_id)
