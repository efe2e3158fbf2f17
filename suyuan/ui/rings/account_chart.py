"""One account among its neighbours: the chart, and which of them is picked.

A pick stands in the link and on top as a chip, keeps its own in chart and tables, and leads on from there.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from suyuan.messages import _
from suyuan.numbers import number
from suyuan.rings import ring_charts, ring_neighbours
from suyuan.rings.ring_graph import FRONT, Graph
from suyuan.rings.ring_marks import Marks
from suyuan.ui import chips
from suyuan.ui.briefing import room_screen
from suyuan.ui.briefing.room_charts import option_for_the_room
from suyuan.ui.chips import Chip
from suyuan.ui.findings import load
from suyuan.ui.rings import ring_links, ring_picks
from suyuan.ui.rings.ring_picks import NODE
from suyuan.ui.rings.ring_tables import EVERYTHING
from suyuan.ui.theme import palette

HEIGHT, SHAPE = 360, 3.0


def render(row: pd.Series, bound: dict[str, Any]) -> str:
    """The chip and the chart. `row`: of `rings__account`; `bound`: what its tables are asked, without a pick.

    Returns the neighbour that is picked, '' where none is: what another page left in the link is no pick here.
    """
    asked = {**bound, "other": "", "most": EVERYTHING}
    trade, ties = load("rings__trade", **asked), load("rings__account_ties", **asked)
    known = ring_neighbours.names(trade, ties)
    node = chips.picked(NODE) if chips.picked(NODE) in known else ""
    if node:
        kind, name = known[node]
        shown = chips.show([Chip(NODE, name)])
        if shown is not None:
            ring_picks.way(shown, kind, node)
    graph, places, left_out = ring_neighbours.build(row, trade, ties, SHAPE)
    if len(graph.nodes) < 2:
        return node
    marks = _marks(graph, f"{known[node][0]}:{node}") if node else None
    height = round(HEIGHT * room_screen.wider())
    option = ring_charts.link_chart(graph, FRONT, palette(), SHAPE, height, places, marks)
    widget = chips.widget_key("neighbourhood")
    st.echarts_chart(
        option_for_the_room(option),
        theme=None,
        height=height,
        key=widget,
        on_select=partial(_pick, graph, widget),
        alt=_("Link chart of the account: suppliers left, buyers right, ties above and below"),
    )
    note = _("Left: where it buys; right: who buys from it; above and below: what it shares with others.")
    note += " " + _("A click keeps a neighbour, with the way on to it.")
    st.caption(note + (" " + _("{n} more in the tables.").format(n=number(left_out)) if left_out else ""))
    return node


def from_table(cell: tuple[pd.Series, str, str] | None) -> None:
    """A row of a table was clicked: its neighbour is picked, or let go of again."""
    if cell is not None:
        ring_picks.pick_key(ring_neighbours.key_of(cell[0]))
        st.rerun()


def _pick(graph: Graph, widget: str) -> None:
    """A callback: the neighbour that was clicked is picked; the account itself is what the page is about."""
    place = ring_links.clicked(st.session_state[widget])
    if place and place < len(graph.nodes):
        ring_picks.pick_key(graph.nodes[place].key)


def _marks(graph: Graph, key: str) -> Marks:
    """The neighbour, the account and what is between them; a neighbour without room leaves the account alone."""
    edges = frozenset(no for no, edge in enumerate(graph.edges) if key in (edge.one, edge.other))
    picked = frozenset({key} & graph.keys)
    return Marks(picked, picked | {graph.nodes[0].key}, edges)
