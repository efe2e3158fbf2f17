"""What happened in a story, in words and steps: changes of hands, moves, verdicts, and what casework itself did."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from typing import Any

import pandas as pd

from suyuan.messages import _
from suyuan.rings import login_moves, login_table, ring_moves
from suyuan.rings.chains import rows
from suyuan.rings.event_words import events
from suyuan.rings.ring_graph import Ring
from suyuan.rings.ring_story import Event
from suyuan.wording.ring_words import account_name, place_name
from suyuan.wording.words import word

MOST_EVENTS = 200
OPENED, LOGINS = "opened", "logins"


@dataclass(frozen=True)
class Own:
    """What casework did: when (UTC, or a day), to which shop ('' to none), what kind of thing, in which words."""

    at: datetime | date
    shop_id: str
    kind: str
    words: str


@dataclass(frozen=True)
class Steps:
    """How days become steps: the first day, how many days a step has, and on whose calendar days are."""

    since: date
    days: int
    zone: tzinfo

    def of(self, day: date) -> int:
        return (day - self.since).days // self.days


def day(own: Own, zone: tzinfo) -> date:
    """The day on which it was done, on the zone's calendar."""
    if not isinstance(own.at, datetime):
        return own.at
    moment = own.at.replace(tzinfo=UTC) if own.at.tzinfo is None else own.at
    return moment.astimezone(zone).date()


def near(own: Collection[Own], known: Collection[date], zone: tzinfo) -> tuple[list[Own], int]:
    """What casework did while the story ran or as long after it as it is; and how much lies farther off.

    `known`: the first and the last day of the goods; none where they have none.

    Else the work of today on goods of ten years ago would leave the goods a tenth of the slider.
    """
    if not known:
        return list(own), 0
    begin, end = min(known), max(known)
    kept = [one for one in own if begin - (end - begin) <= day(one, zone) <= end + (end - begin)]
    return kept, len(own) - len(kept)


def told(
    frames: Mapping[str, pd.DataFrame],
    steps: Steps,
    hands: Collection[str],
    own: Collection[Own],
    whole: Ring,
) -> list[Event]:
    """What happened, in steps, oldest first. `frames`: rows of `rings__replay_…` by the name's end.

    `hands`: the accounts of whom the story is: only a change of hands to one of them is their taking over.
    """
    names = dict(zip(whole.members["member_id"], whole.members["shop_name"], strict=True))
    moved = ring_moves.moves(frames["parcels"])
    known = {(move.shop_id, move.to) for move in moved}
    found: list[tuple[date, Event]] = []
    rows_ = events(frames["events"])
    local = pd.to_datetime(rows_["event_at"], utc=True).dt.tz_convert(steps.zone)
    for when, row in zip(local, rows_.to_dict("records"), strict=True):
        if row["event"] == "new_place" and (row["shop_id"], row["site_id"]) in known:
            continue
        kind = "sold" if row["event"] == "takeover" and row["detail"] not in hands else str(row["event"])
        words = f"{_shop(row['shop_id'], row['shop_name'])}: {word('event', row['event'])} ({row['label']})"
        found.append((when.date(), Event(0, str(row["shop_id"]), kind, words)))
    found += [(day(one, steps.zone), Event(0, one.shop_id, one.kind, one.words)) for one in own]
    found += _of_logins(frames["logins"], whole)
    placed = [replace(event, step=steps.of(when), day=when) for when, event in found]
    placed += _of_places(moved, ring_moves.over(frames["parcels"], frames["orders"]), whole, names)
    placed.sort(key=lambda event: (event.step, event.told))
    return [event for event in placed if event.step >= 0][-MOST_EVENTS:]


def _of_logins(logins: pd.DataFrame, whole: Ring) -> list[tuple[date, Event]]:
    """Who begins to log in from another town, each with the reading that accuses nobody."""
    towns = {
        str(row["city_adcode"]): place_name(row, full=True)
        for row in logins.drop_duplicates("city_adcode").to_dict("records")
    }
    shops = whole.members[whole.members["member_type"] == "shop"].sort_values("member_id")
    names, first = login_table.owners(whole), shops.groupby("owner_account_id")["member_id"].first()
    found = []
    for move in login_moves.moves(logins):
        text = (
            _("{who}: logins moved from {origin} to {to}")
            if move.is_whole
            else _("{who}: logs in from {to} too, until now from {origin}")
        )
        who = account_name(move.account_id, names.get(move.account_id))
        if move.account_id in whole.leaders:
            who = f"{_('in charge?')} {who}"
        reading = (
            _("over a network that strangers share")
            if move.is_shared
            else _("travel or a mobile network may do it too")
        )
        words = text.format(who=who, origin=towns[move.origin], to=towns[move.to])
        shop = first.get(move.account_id)
        found.append(
            (
                move.day,
                Event(0, "" if shop is None else str(shop), LOGINS, f"{words} ({reading})", move.account_id),
            )
        )
    return found


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
