"""The tables of the geography page, and what it says where there is nothing to draw."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from suyuan.messages import _
from suyuan.numbers import number
from suyuan.ui import chips
from suyuan.ui.download import csv_button
from suyuan.ui.findings import load
from suyuan.ui.geography import map_picks, map_words
from suyuan.ui.links import linked
from suyuan.ui.states import nothing_here
from suyuan.ui.zone import local_times


def render_list(parameters: dict[str, Any], starts: pd.DataFrame, height: int) -> None:
    """The regions ranked, with units and their share of all parcels there; a row is a pick."""
    sides = {"start": _("Starts"), "end": _("Ends")}
    st.query_params.setdefault("side", "start")
    choice, button = st.columns([1, 1], vertical_alignment="center")
    with choice:
        side = linked(
            st.segmented_control,
            _("Rank regions by"),
            list(sides),
            format_func=lambda code: sides[code],
            key="side",
            required=True,
            label_visibility="collapsed",
        )
    ends = side == "end"
    regions = load("geography__regions", **parameters, ends=ends) if ends else starts
    with button:
        csv_button(
            "geography__regions",
            {**parameters, "ends": ends},
            "regions",
            filters={**map_picks.told(parameters), "by": "end" if ends else "start"},
        )
    st.session_state[map_picks.KEYS]["list"] = list(regions["region_key"])
    widget, is_all = chips.widget_key("geography_list"), map_words.whose(parameters) == "all"
    table = regions.assign(
        region=map_words.told_apart(regions),
        share=100 * regions["share_of_total" if is_all else "share_of_region"],
    )
    config = st.column_config
    st.dataframe(
        table,
        key=widget,
        hide_index=True,
        height=height,
        on_select=partial(map_picks.in_list, "destination" if ends else "origin", widget),
        selection_mode="single-cell",
        column_order=["region", "parcels", "share", "units"],
        column_config={
            "region": config.TextColumn(_("Region")),
            "parcels": config.NumberColumn(_("Parcels"), format="localized"),
            "share": config.NumberColumn(
                _("of all") if is_all else _("of all there"),
                format="%.0f%%",
                help=_("Of all parcels")
                if is_all
                else _("Share of all parcels that start or end there, those of other shops among them"),
            ),
            "units": config.NumberColumn(_("Units"), format="localized"),
        },
    )


def columns(rows: str) -> dict[str, Any]:
    """The columns of a table, in order: `rows` is 'shops' or 'parcels'."""
    config = st.column_config
    suspect = config.CheckboxColumn(_("Suspect"))
    if rows == "shops":
        return {
            "suspect": suspect,
            "shop_name": config.TextColumn(_("Shop")),
            "shop_id": config.TextColumn(_("Shop id")),
            "rank": config.NumberColumn(_("Rank"), format="localized"),
            "registered_region": config.TextColumn(_("Registered in")),
            "parcels": config.NumberColumn(_("Parcels"), format="localized"),
            "share_of_shop": config.NumberColumn(_("of the shop's"), format="percent"),
            "units": config.NumberColumn(_("Units"), format="localized"),
            "median_distance_km": config.NumberColumn(_("Usual distance, km"), format="%.0f"),
        }
    return {
        "suspect": suspect,
        "order_id": config.TextColumn(_("Order")),
        "shop_name": config.TextColumn(_("Shop")),
        "shop_id": config.TextColumn(_("Shop id")),
        "shipped_at": config.DatetimeColumn(_("Shipped"), format="YYYY-MM-DD HH:mm"),
        "delivered_at": config.DatetimeColumn(_("Delivered"), format="YYYY-MM-DD HH:mm"),
        "origin": config.TextColumn(_("From")),
        "destination": config.TextColumn(_("To")),
        "distance_km": config.NumberColumn(_("Distance, km"), format="%.0f"),
        "units": config.NumberColumn(_("Units"), format="localized"),
        "basis": config.TextColumn(_("Start known by")),
    }


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table as the viewer reads them: names in his language, times on his clock."""
    shown = frame.copy()
    for end in ("origin", "destination"):
        if f"{end}_zh" in shown:
            shown[end] = map_words.names(shown, f"{end}_")
    for moment in ("shipped_at", "delivered_at"):
        if moment in shown:
            shown[moment] = local_times(shown[moment])
    if "origin_basis" in shown:
        said = {"code": _("code"), "name": _("address"), "nearest": _("nearest region")}
        shown["basis"] = shown["origin_basis"].map(said).fillna(_("coordinates"))
    return shown


def render_missing(period: pd.Series) -> None:
    """No parcel can be drawn: why, and what would change it."""
    if period["parcels"]:
        nothing_here(
            _("None of {parcels} parcels says where it starts.").format(parcels=number(period["parcels"])),
            _("Deliver origin\\_adcode, origin\\_address or coordinates with them, then scan again."),
        )
    else:
        nothing_here(
            _("There are no shipments in these extracts, so there is no map of parcels to draw."),
            _(
                "Deliver the table shipments with an origin (code, address or coordinates), then scan again. "
                "Without it the geography signal is off; that does not make a shop clean."
            ),
        )
