"""Picks on a ring's page: a site, some weeks; each narrows the maps, the charts and the records of its view."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pydeck as pdk
import streamlit as st

from suyuan import charts, maps
from suyuan.ui import chips, weeks
from suyuan.ui.briefing.room_charts import for_the_room
from suyuan.ui.chips import Chip
from suyuan.wording.ring_words import place_name
from suyuan.wording.words import word

SITE, WEEK = "site", "week"


def parameters() -> dict[str, Any]:
    """The picks as parameters of the ring's queries: '' and None leave out nothing."""
    since, until = weeks.window(chips.picked(WEEK))
    return {"site": chips.picked(SITE), "since": since, "until": until}


def show(sites: pd.DataFrame) -> None:
    """What is picked, as chips."""
    found = []
    own = sites[sites["site_id"] == chips.picked(SITE)]
    if len(own):
        row = own.iloc[0]
        found.append(Chip(SITE, f"{word('site_role', row['role'])}: {place_name(row, full=True)}"))
    if told := weeks.told(chips.picked(WEEK)):
        found.append(Chip(WEEK, told))
    chips.show(found)


def from_table(picked: pd.DataFrame | None) -> None:
    """A row of the table of sites was clicked: its site is picked, once."""
    if picked is None or "site_id" not in picked or "basis" not in picked:
        return
    site = str(picked.iloc[0]["site_id"])
    if chips.picked(SITE) != site:
        chips.pick(SITE, site)
        chips.renew()
        st.rerun()


def sites_map(deck: pdk.Deck, sites: pd.DataFrame, height: int) -> None:
    """The map of sites: a click on one keeps what is its own."""
    widget = chips.widget_key("ring_sites")
    st.pydeck_chart(deck, height=height, key=widget, on_select=partial(_on_map, sites, widget))


def weeks_chart(figure: go.Figure) -> None:
    """The chart of weeks: a click on a bar keeps its week."""
    widget = chips.widget_key("ring_weeks")
    st.plotly_chart(
        for_the_room(figure),
        theme=None,
        config=charts.STILL,
        key=widget,
        on_select=partial(_in_weeks, widget),
        selection_mode="points",
    )


def _on_map(sites: pd.DataFrame, widget: str) -> None:
    layer, row = maps.picked(st.session_state[widget]["selection"]) or ("", 0)
    for role, own in maps.SITES.items():
        of_role = sites[sites["role"] == role]
        if own == layer and row < len(of_role):
            chips.pick(SITE, str(of_role["site_id"].iloc[row]))


def _in_weeks(widget: str) -> None:
    chips.pick(WEEK, weeks.read(st.session_state[widget]["selection"]["points"]))
