"""Who with whom, how sure: the link chart with its switches, and what a click on it keeps."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Place

from suyuan.linkage import SOURCES
from suyuan.messages import _
from suyuan.numbers import number
from suyuan.rings import ring_charts, ring_frames, ring_marks
from suyuan.rings.ring_graph import ALL, FRONT, Graph, Ring, build
from suyuan.ui import chips
from suyuan.ui.briefing import briefing_mode, room_screen
from suyuan.ui.briefing.room_charts import option_for_the_room
from suyuan.ui.findings import load
from suyuan.ui.links import linked
from suyuan.ui.personal import hide_personal
from suyuan.ui.rings import ring_picks
from suyuan.ui.theme import palette
from suyuan.wording.words import word

# Before a room the bar at the foot takes the last of a projector's 720 lines.
HEIGHT, IN_A_ROOM, SHAPE = 412, 380, 2.6


def frames(ring: pd.Series) -> Ring:
    """The ring's frames, personal data hidden unless the viewer asked."""
    return ring_frames.frames(shown, dict(ring.items()))


def shown(query: str, /, **asked: object) -> pd.DataFrame:
    """All rows of a page's query, personal data hidden unless the viewer asked."""
    return hide_personal(load(query, **asked))


def render(ring: Ring, place: Place) -> None:
    """The chart and its switches: all or the few that matter, kinds of record, widely shared traces."""
    with place:
        size, filters = st.columns([1.55, 1], vertical_alignment="center")
    whole = len(ring.members) + len(ring.sites)
    names = {FRONT: _("Those that matter"), ALL: _("All {n}").format(n=number(whole))}
    with size:
        view = linked(
            st.segmented_control,
            _("Shown"),
            [FRONT, ALL],
            key="nodes",
            default=FRONT,
            required=True,
            format_func=lambda code: names[code],
            label_visibility="collapsed",
        )
    present = [source for source in SOURCES if source in set(ring.ties["source"])]
    told = [word("source", source) for source in present if source in st.query_params.get_all("evidence")]
    menu = filters.popover(_("Ties by: {kinds}").format(kinds=" · ".join(told) or _("all")))
    with menu:
        sources = linked(
            st.pills,
            _("Ties by"),
            present,
            key="evidence",
            many=True,
            format_func=lambda code: word("source", code),
        )
        hide = st.toggle(
            _("Hide traces that many share"),
            key="hide_shared",
            bind="query-params",
            help=_("Leave out traces that more strangers use than the ring's own accounts."),
        )
    picks = ring_picks.picks(ring)
    graph = build(ring, view or FRONT, sources or (), hide_hubs=hide, also=(picks.node, picks.site))
    marks = ring_marks.marks(graph, ring, picks)
    height = round(IN_A_ROOM * room_screen.wider()) if briefing_mode.is_on() else HEIGHT
    option = ring_charts.link_chart(graph, view or FRONT, palette(), SHAPE, height, marks=marks)
    widget = chips.widget_key(f"ring_chart_{view}_{len(graph.nodes)}")
    st.echarts_chart(
        option_for_the_room(option),
        theme=None,
        height=height,
        key=widget,
        on_select=partial(_pick, graph, widget),
        alt=_("Link chart of the ring: accounts, shops and sites, and what ties them"),
    )
    note = _(
        "Lines: the wider, the more ties them; rest on one to see what, and how many innocents would share it."
    )
    note += " " + _("A click keeps an account, a shop or a place.")
    if graph.left_out:
        note += " " + _("{n} more under All.").format(n=number(graph.left_out)) if view == FRONT else ""
    st.caption(note)


def clicked(picked: Any) -> int | None:
    """The number of the node that was clicked; None where none was."""
    selected = getattr(getattr(picked, "selection", None), "selected", None) or []
    numbers = [
        int(place)
        for group in selected
        if (group.get("data_type") or "node") == "node"
        for place in group.get("data_indices", [])
    ]
    return numbers[0] if numbers else None


def _pick(graph: Graph, widget: str) -> None:
    """A callback: the node that was clicked is picked; a person by one of the accounts."""
    place = clicked(st.session_state[widget])
    if place is None or place >= len(graph.nodes):
        return
    key = graph.nodes[place].key
    if key.startswith("person:"):
        held = next((edge.one for edge in graph.edges if edge.kind == "person" and edge.other == key), "")
        ring_picks.pick_person(held.partition(":")[2])
    else:
        ring_picks.pick_key(key)
