"""A story put together from the findings: whose it is, its records in steps, the figure's parts. No drawing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

import pandas as pd

from suyuan.messages import language
from suyuan.rings import login_moves, replay_events, ring_marks, ring_story
from suyuan.rings.replay_events import Own, Steps
from suyuan.rings.ring_frames import Load
from suyuan.rings.ring_graph import FRONT, Graph, Ring, build
from suyuan.rings.ring_marks import Marks, Picks
from suyuan.rings.ring_story import Story, TownMove

_NOTHING = Picks()


@dataclass(frozen=True)
class Subject:
    """Whose story it is: rings, and single shops and accounts beside them; `all` as one, `chart` what of it is drawn.

    `accounts`: those that stand for themselves on the chart. `own`: what casework knows to have happened. `picks`: what
    it is told of alone: shops and accounts, what starts from a site or goes to a province; a kind of tie has no days.
    """

    rings: Collection[str]
    all: Ring
    chart: Ring
    shops: Collection[str] = ()
    accounts: Collection[str] = ()
    own: Collection[Own] = ()
    picks: Picks = _NOTHING


@dataclass(frozen=True)
class Told:
    """A story with its chart and the provinces that its parcels went to; `days`: of a step.

    `beside`: how many entries of the casework lie too far off to stand in it. `marks`: what the picks keep of the
    chart.
    """

    story: Story
    graph: Graph
    provinces: pd.DataFrame
    days: int
    beside: int
    marks: Marks | None = None


def tell(subject: Subject, load: Load, zone: tzinfo) -> Told | None:
    """The story on the zone's calendar; None where no day is on record."""
    minutes = login_moves.minutes_of(zone)
    whose = {"rings": sorted(subject.rings), "shops": sorted(subject.shops), "minutes": minutes}
    span = load("rings__replay_span", **whose).iloc[0]
    known = [pd.Timestamp(span[end]).date() for end in span.index if pd.notna(span[end])]
    own, beside = replay_events.near(subject.own, known, zone)
    # That a case was opened is no story yet.
    known += [replay_events.day(one, zone) for one in own if known or one.kind != replay_events.OPENED]
    if not known:
        return None
    first, last = min(known), max(known)
    steps = Steps(first, ring_story.step_days(first, last), zone)
    accounts = sorted(subject.accounts)
    frames = _picked(_frames(load, {**whose, "accounts": accounts}, steps), subject)
    graph = build(subject.chart, FRONT, also=[*accounts, subject.picks.node, subject.picks.site])
    story = _story(subject, own, frames, graph, steps, last)
    marks = ring_marks.marks(graph, subject.all, subject.picks)
    if marks is not None:
        # What is not picked stays as if it were not on record.
        story.first |= dict.fromkeys(graph.keys - marks.nodes, len(story.steps))
    goals = frames["parcels"].drop_duplicates("province_key").rename(
        columns={"destination_latitude": "latitude", "destination_longitude": "longitude"}
    )  # fmt: skip
    return Told(story, graph, goals.assign(label=goals[f"province_{language()}"]), steps.days, beside, marks)


def _frames(load: Load, whose: dict[str, Any], steps: Steps) -> dict[str, pd.DataFrame]:
    bound = {**whose, "since": steps.since, "days": steps.days}
    names = ("orders", "parcels", "supply", "events", "logins")
    return {name: load(f"rings__replay_{name}", **bound) for name in names}


def _picked(frames: dict[str, pd.DataFrame], subject: Subject) -> dict[str, pd.DataFrame]:
    """Of the records those that the picks are about."""
    bound = ring_marks.bound(subject.all, subject.picks)
    kept = dict(frames)
    if bound["nodes"]:
        for name, columns in _WHOSE.items():
            own = frames[name]
            kept[name] = own[own[columns].isin(bound["nodes"]).any(axis=1)]
    for column, one in (("site_id", bound["site"]), ("province_key", bound["province"])):
        if one:
            kept["parcels"] = kept["parcels"][kept["parcels"][column] == one]
    return kept


# Whose a record is, by its frame.
_WHOSE = {
    "orders": ["shop_id"], "parcels": ["shop_id"], "events": ["shop_id"], "logins": ["account_id"],
    "supply": ["shop_id", "buyer_account_id"],
}  # fmt: skip


def _story(
    subject: Subject,
    own: Collection[Own],
    frames: dict[str, pd.DataFrame],
    graph: Graph,
    steps: Steps,
    last: date,
) -> Story:
    spans = ring_story.spans(steps.since, last, steps.days)
    frames["parcels"] = frames["parcels"][frames["parcels"]["step"].between(0, len(spans) - 1)]
    of = subject.all.members["member_type"]
    shops = subject.all.members[of == "shop"]
    owners = dict(zip(shops["member_id"], shops["owner_account_id"], strict=True))
    hands = {*subject.all.members.loc[of == "account", "member_id"], *subject.accounts}
    hands |= {owners[shop] for shop in subject.shops if isinstance(owners.get(shop), str)}
    told = replay_events.told(frames, steps, hands, own, subject.all)
    story = ring_story.tell(spans, graph, frames["orders"], frames["parcels"], frames["supply"], told, owners)
    story.towns = _towns(frames["logins"], steps, len(spans))
    return story


def _towns(logins: pd.DataFrame, steps: Steps, count: int) -> list[TownMove]:
    """From which town to which somebody's logins went, for the map: a town's point, nobody's door."""
    placed = logins.dropna(subset=["latitude", "longitude"]).drop_duplicates("city_adcode")
    at = {
        str(town): (float(latitude), float(longitude))
        for town, latitude, longitude in zip(
            placed["city_adcode"], placed["latitude"], placed["longitude"], strict=True
        )
    }
    return [
        TownMove(steps.of(move.day), at[move.origin], at[move.to])
        for move in login_moves.moves(logins)
        if {move.origin, move.to} <= at.keys() and 0 <= steps.of(move.day) < count
    ]
