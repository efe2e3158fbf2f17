"""From where to where, and how much? A pick on the map or in its list fills the table under it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from suyuan import map_pick, ui
from suyuan.map_pick import MapPick
from suyuan.messages import _, ngettext
from suyuan.ui.geography import map_chart, map_filters, map_picks, map_sites, map_tables, map_words

TABLE_ROWS = 500
EVERYTHING = 10**12


def render_answer(figures: pd.Series, regions: pd.DataFrame, everyone: bool) -> None:
    """The page's question answered in one line: where most start, and of how many."""
    if regions.empty:
        return
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
        + " "
        + _("A busy place alone is no evidence.")
    )


def render_table(parameters: dict[str, Any], pick: MapPick | None) -> None:
    """The shops or parcels behind the pick, or behind the whole map; a shop's row opens its page."""
    what = {"shops": _("By shop"), "parcels": _("By parcel")}
    st.query_params.setdefault("rows", "shops")
    choice, words, drop, button = st.columns([1.6, 3.2, 1.1, 1.4], vertical_alignment="center")
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
    if pick:
        words.markdown(_("Picked: {what}").format(what="**" + ui.escape(map_words.picked(pick)) + "**"))
        drop.button(_("Drop the pick"), on_click=map_picks.forget, key="drop_pick")
    else:
        words.caption(_("Pick a hexagon, a flow or a region to see what is behind it."))
    bound = {**parameters, **(pick.parameters if pick else map_pick.NOTHING)}
    rows = rows or "shops"
    query = f"geography__{rows}"
    with button:
        ui.csv_button(query, {**bound, "most": EVERYTHING}, rows, filters=map_picks.told(parameters, pick))
    frame = ui.load(query, **bound, most=TABLE_ROWS)
    if frame.empty:
        ui.nothing_here(_("No parcel fits."), _("Drop the pick or widen the filters."))
        return
    columns = map_tables.columns(rows)
    chosen = st.dataframe(
        map_tables.readable(frame),
        key=map_picks.widget_key(rows),
        hide_index=True,
        height=260,
        on_select="rerun",
        selection_mode="single-row",
        column_order=list(columns),
        column_config=columns,
    )
    if chosen["selection"]["rows"]:
        shop_id = frame["shop_id"].iloc[chosen["selection"]["rows"][0]]
        if pd.notna(shop_id):
            ui.open_shop(str(shop_id))


ui.open_page()
ui.guard()
st.title(_("Where do the parcels come from, and where do they go?"))
period = ui.load("geography__period").iloc[0]
if not period["placed_parcels"]:
    map_tables.render_missing(period)
    st.stop()
parameters = map_filters.render(period, map_picks.forget)
figures = ui.load("geography__headline", **parameters).iloc[0]
starts = ui.load("geography__regions", **parameters, ends=False)
if starts.empty:
    ui.nothing_here(
        _("No parcel fits these filters."),
        _("Widen the days, choose another start, or count all shops' parcels."),
    )
    st.stop()
st.session_state[map_picks.KEYS] = {}
map_sites.open_picked()
render_answer(figures, starts, parameters["everyone"])
left, right = st.columns([1.72, 1])
with left:
    map_chart.render(parameters, starts, figures)
with right:
    map_tables.render_list(parameters, starts)
render_table(parameters, map_picks.current())
