"""From where to where, and how much? What is picked on map, list or table narrows all beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from suyuan import ui
from suyuan.cleared import not_counted
from suyuan.messages import _, ngettext
from suyuan.ui import chips, cleared
from suyuan.ui.briefing import room_screen
from suyuan.ui.geography import map_chart, map_filters, map_picks, map_sites, map_tables, map_words

TABLE_ROWS = 500
# The map gives the room that chips take, so that what stands under it stays in sight.
MAP_HEIGHT, CHIPS_HEIGHT = 344, 52
EVERYTHING = 10**12


def render_answer(figures: pd.Series, regions: pd.DataFrame, everyone: bool) -> None:
    """The page's question answered in one line: where most start, and of how many."""
    if regions.empty:
        return
    out = not_counted(int(figures["cleared_shops"]))
    first, place = regions.iloc[0], ui.escape(map_words.names(regions, "name_").iloc[0])
    if everyone:
        said = _("**{parcels} of {total} parcels ({share}) start in {place}.**")
    else:
        said = ngettext(
            "**{parcels} of {total} parcels of {shops} suspect shop start in {place}**, "
            "{there} of all there.",
            "**{parcels} of {total} parcels of {shops} suspect shops start in {place}**, "
            "{there} of all there.",
            int(figures["suspect_shops"]),
        )
    st.markdown(
        said.format(
            parcels=ui.number(first["parcels"]),
            total=ui.number(figures["parcels" if everyone else "suspect_parcels"]),
            shops=ui.number(figures["suspect_shops"]),
            share=ui.percent(first["share_of_total"]),
            there=ui.percent(first["share_of_region"]),
            place=place,
        )
        + ("" if everyone or not out else f" :gray[{out}.]")
        + " "
        + _("A busy place alone is no evidence.")
    )


def render_table(asked: dict[str, Any]) -> None:
    """The shops or parcels behind what is picked, or behind the whole map; a row is a pick."""
    what = {"shops": _("By shop"), "parcels": _("By parcel")}
    st.query_params.setdefault("rows", "shops")
    choice, words, button = st.columns([1.6, 4.3, 1.4], vertical_alignment="center")
    with choice:
        rows = ui.linked(
            st.segmented_control,
            _("Rows"),
            list(what),
            format_func=lambda code: what[code],
            key="rows",
            required=True,
            label_visibility="collapsed",
        )
    words.caption(_("A click on map, list or table keeps what belongs to it."))
    rows = rows or "shops"
    query = f"geography__{rows}"
    with button:
        ui.csv_button(query, {**asked, "most": EVERYTHING}, rows, filters=map_picks.told(asked))
    frame = ui.load(query, **asked, most=TABLE_ROWS)
    if frame.empty:
        ui.nothing_here(_("No parcel fits."), _("Take off a pick or widen the filters."))
        return
    columns, widget = map_tables.columns(rows), chips.widget_key(f"geography_{rows}")
    st.dataframe(
        map_tables.readable(frame),
        key=widget,
        hide_index=True,
        height=260,
        on_select=partial(map_picks.in_table, frame, widget),
        selection_mode="single-cell",
        column_order=list(columns),
        column_config=columns,
    )


ui.open_page()
ui.guard()
st.title(_("Where do the parcels come from, and where do they go?"))
no_suspects = cleared.shops()
period = ui.load("geography__period", cleared=no_suspects).iloc[0]
if not period["placed_parcels"]:
    map_tables.render_missing(period)
    st.stop()
asked = {**map_filters.render(period, no_suspects, chips.renew), **map_picks.parameters()}
height = round((MAP_HEIGHT - (CHIPS_HEIGHT if map_picks.show() else 0)) * room_screen.wider())
figures = ui.load("geography__headline", **asked).iloc[0]
starts = ui.load("geography__regions", **asked, ends=False)
if starts.empty:
    ui.nothing_here(
        _("No parcel fits these filters."),
        _("Take off a pick, widen the days, choose another start, or count all shops' parcels."),
    )
    st.stop()
st.session_state[map_picks.KEYS] = {}
map_sites.open_picked()
render_answer(figures, starts, asked["everyone"])
left, right = st.columns([1.72, 1])
with left:
    map_chart.render(asked, starts, figures, height)
with right:
    map_tables.render_list(asked, starts, height)
render_table(asked)
