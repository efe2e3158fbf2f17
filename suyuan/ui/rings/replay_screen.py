"""A story in time on screen, a ring's or a case's: its records in steps, the figure, and how it is to be read."""

from __future__ import annotations

import streamlit as st

from suyuan.charts import STILL
from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.rings import replay_marks, replay_told, ring_charts, ring_replay
from suyuan.rings.replay_told import Subject, Told
from suyuan.rings.ring_graph import FRONT
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.briefing.room_charts import for_the_room
from suyuan.ui.findings import load
from suyuan.ui.rings import replay_moment
from suyuan.ui.states import nothing_here
from suyuan.ui.theme import palette
from suyuan.ui.zone import zone, zone_name

SHAPE = 2.0
# Before a room all of the figure grows, and its slider shall stand over the bar at the foot of a projector's 720 lines.
HEIGHT, IN_A_ROOM = 400, 360


def render(subject: Subject, key: str, empty: str) -> None:
    """The figure, and under it how it is to be read; the words `empty` where no day is on record."""
    told = replay_told.tell(subject, load, zone())
    if told is None:
        nothing_here(empty)
        return
    _draw(subject, told, key)
    st.caption(_how_to_read(told.days) + _beside(told.beside))


def _draw(subject: Subject, told: Told, key: str) -> None:
    story, graph = told.story, told.graph
    drawn = ring_replay.figure(
        story, graph, ring_charts.positions(graph, FRONT, SHAPE), subject.all.sites, told.provinces, palette(),
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
            _(
                "Violet arrow: somebody logs in from another town; travel, a mobile network, a café or courier hub "
                "does it too."
            ),
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
