"""A story in time on screen, a ring's or a case's: its records in steps, the figure, and how it is to be read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from suyuan.charts import STILL
from suyuan.messages import _, language, ngettext
from suyuan.numbers import number
from suyuan.rings import replay_marks, ring_charts, ring_replay, ring_story
from suyuan.rings.ring_graph import FRONT, Ring, build
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.briefing.room_charts import for_the_room
from suyuan.ui.findings import load
from suyuan.ui.rings import replay_events, replay_moment
from suyuan.ui.rings.replay_events import Own
from suyuan.ui.states import nothing_here
from suyuan.ui.theme import palette
from suyuan.ui.zone import zone, zone_name

SHAPE = 2.0
# Before a room all of the figure grows, and its slider shall stand over the bar at the foot of a projector's 720 lines.
HEIGHT, IN_A_ROOM = 400, 360


@dataclass(frozen=True)
class Subject:
    """Whose story it is: rings, and single shops and accounts beside them; `all` as one, `chart` what of it is drawn.

    `named`: accounts that stand for themselves on the chart. `own`: what casework knows to have happened.
    """

    rings: Collection[str]
    all: Ring
    chart: Ring
    shops: Collection[str] = ()
    accounts: Collection[str] = ()
    own: Collection[Own] = ()


def render(subject: Subject, key: str, empty: str) -> None:
    """The figure, and under it how it is to be read; the words `empty` where no day is on record."""
    offset = datetime.now(zone()).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    whose = {"rings": sorted(subject.rings), "shops": sorted(subject.shops), "minutes": minutes}
    span = load("rings__replay_span", **whose).iloc[0]
    own, beside = replay_events.near(
        subject.own, *(None if pd.isna(span[end]) else pd.Timestamp(span[end]) for end in span.index)
    )
    days_told = [pd.Timestamp(span[end]).date() for end in span.index if pd.notna(span[end])]
    # That a case was opened is no story yet.
    days_told += [replay_events.day(one) for one in own if days_told or one.kind != replay_events.OPENED]
    if not days_told:
        nothing_here(empty)
        return
    first, last = min(days_told), max(days_told)
    days = ring_story.step_days(first, last)
    bound = {**whose, "accounts": sorted(subject.accounts), "since": first, "days": days}
    _draw(subject, _story(subject, own, bound, first, last), key)
    st.caption(_how_to_read(days) + _beside(beside))


def _story(
    subject: Subject, own: Collection[Own], bound: dict[str, Any], first: date, last: date
) -> tuple[ring_story.Story, ring_story.Graph, pd.DataFrame]:
    """The story, its chart, and the provinces that its parcels went to."""
    steps = ring_story.spans(first, last, bound["days"])
    orders, parcels, supply = (
        load(f"rings__replay_{name}", **bound) for name in ("orders", "parcels", "supply")
    )
    parcels = parcels[parcels["step"].between(0, len(steps) - 1)]
    graph = build(subject.chart, FRONT, also=sorted(subject.accounts))
    of = subject.all.members["member_type"]
    shops = subject.all.members[of == "shop"]
    owners = dict(zip(shops["member_id"], shops["owner_account_id"], strict=True))
    hands = {*subject.all.members.loc[of == "account", "member_id"], *subject.accounts}
    hands |= {owners[shop] for shop in subject.shops if isinstance(owners.get(shop), str)}
    told = replay_events.told(bound, hands, own, parcels, orders, subject.all)
    story = ring_story.tell(steps, graph, orders, parcels, supply, told, owners)
    ends = parcels.drop_duplicates("province_key").rename(
        columns={"destination_latitude": "latitude", "destination_longitude": "longitude"}
    )
    return story, graph, ends.assign(label=ends[f"province_{language()}"])


def _draw(subject: Subject, told: tuple[ring_story.Story, ring_story.Graph, pd.DataFrame], key: str) -> None:
    story, graph, provinces = told
    drawn = ring_replay.figure(
        story, graph, ring_charts.positions(graph, FRONT, SHAPE), subject.all.sites, provinces, palette(),
        IN_A_ROOM if briefing_mode.is_on() else HEIGHT,
        replay_moment.step(story),
    )  # fmt: skip
    st.plotly_chart(for_the_room(drawn), theme=None, config=STILL, key=key)
    with st.container(gap=None):
        st.html(_legend({ring_charts.category(node) for node in graph.nodes}))
        replay_moment.keep()


def _how_to_read(days: int) -> str:
    return " ".join(
        (
            _("Days in {zone}, {days} a step; the space bar plays.").format(zone=zone_name(), days=days),
            _(
                "Grey: not on record yet, or not implicated; a shop is another owner's until it changed hands."
            ),
            _("Hollow: a place that fell silent. Broken arrow: a shop's parcels start elsewhere."),
            _("Places are search areas; parcels are scans, not presence. Sketch map."),
        )
    )


def _beside(left_out: int) -> str:
    if not left_out:
        return ""
    words = ngettext(
        "{n} entry of the casework lies too far from these days to stand among them.",
        "{n} entries of the casework lie too far from these days to stand among them.",
        left_out,
    )
    return " " + words.format(n=number(left_out))


def _legend(kinds: set[str]) -> str:
    """What the marks mean: as on the link chart."""
    colours = palette()
    marks = [
        f'<span style="white-space:nowrap"><span style="color:{_colour(kind, colours)}">{sign}</span> '
        f"{_(replay_marks.LEGEND[kind])}</span>"
        for kind, sign in replay_marks.SIGNS.items()
        if kind in kinds
    ]
    return f'<div style="font-size:0.875rem">{" &nbsp; ".join(marks)}</div>'


def _colour(kind: str, colours: dict[str, str]) -> str:
    is_suspect = kind == "suspect"
    return ring_charts.colour_of("shop" if is_suspect else kind, is_suspect, colours)
