"""A story put together from the findings: whose it is, its records in steps, the figure's parts. No drawing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

import pandas as pd

from suyuan.messages import language
from suyuan.rings import login_moves, replay_events, ring_story
from suyuan.rings.replay_events import Own, Steps
from suyuan.rings.ring_graph import FRONT, Graph, Ring, build
from suyuan.rings.ring_story import Story, TownMove

# `load("rings__replay_span", rings=…)`: a page's query as its viewer may see it.
Load = Callable[..., pd.DataFrame]


@dataclass(frozen=True)
class Subject:
    """Whose story it is: rings, and single shops and accounts beside them; `all` as one, `chart` what of it is drawn.

    `accounts`: those that stand for themselves on the chart. `own`: what casework knows to have happened.
    """

    rings: Collection[str]
    all: Ring
    chart: Ring
    shops: Collection[str] = ()
    accounts: Collection[str] = ()
    own: Collection[Own] = ()


@dataclass(frozen=True)
class Told:
    """A story with its chart and the provinces that its parcels went to; `days`: of a step.

    `beside`: how many entries of the casework lie too far off to stand in it.
    """

    story: Story
    graph: Graph
    provinces: pd.DataFrame
    days: int
    beside: int


def tell(subject: Subject, load: Load, zone: tzinfo) -> Told | None:
    """The story on the zone's calendar; None where no day is on record."""
    offset = datetime.now(zone).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
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
    frames = _frames(load, {**whose, "accounts": accounts}, steps)
    graph = build(subject.chart, FRONT, also=accounts)
    story = _story(subject, own, frames, graph, steps, last)
    goals = frames["parcels"].drop_duplicates("province_key").rename(
        columns={"destination_latitude": "latitude", "destination_longitude": "longitude"}
    )  # fmt: skip
    return Told(story, graph, goals.assign(label=goals[f"province_{language()}"]), steps.days, beside)


def _frames(load: Load, whose: dict[str, Any], steps: Steps) -> dict[str, pd.DataFrame]:
    bound = {**whose, "since": steps.since, "days": steps.days}
    names = ("orders", "parcels", "supply", "events", "logins")
    return {name: load(f"rings__replay_{name}", **bound) for name in names}


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
