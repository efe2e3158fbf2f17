"""The tables of the geography page, and what it says where there is nothing to draw."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from suyuan.messages import _
from suyuan.numbers import number
from suyuan.ui.download import csv_button
from suyuan.ui.findings import load
from suyuan.ui.geography import map_picks, map_words
from suyuan.ui.links import linked
from suyuan.ui.states import nothing_here
from suyuan.ui.zone import local_times

LIST_HEIGHT = 344


def render_list(parameters: dict[str, Any], starts: pd.DataFrame) -> None:
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
            on_change=map_picks.forget,
        )
    ends = side == "end"
    kind = "end" if ends else "start"
    regions = load("geography__regions", **parameters, ends=ends) if ends else starts
    with button:
        csv_button(
            "geography__regions",
            {**parameters, "ends": ends},
            "regions",
            filters={**map_picks.told(parameters), "by": kind},
        )
    st.session_state[map_picks.KEYS]["list"] = [(kind, (key,)) for key in regions["region_key"]]
    table = regions.assign(
        region=map_words.told_apart(regions),
        share=100 * regions["share_of_total" if parameters["everyone"] else "share_of_region"],
    )
    config = st.column_config
    st.dataframe(
        table,
        key=map_picks.widget_key("list"),
        hide_index=True,
        height=LIST_HEIGHT,
        on_select=map_picks.in_list,
        selection_mode="single-row",
        column_order=["region", "parcels", "share", "units"],
        column_config={
            "region": config.TextColumn(_("Region"), width=92),
            "parcels": config.NumberColumn(_("Parcels"), format="localized", width=58),
            "share": config.NumberColumn(
                _("of all") if parameters["everyone"] else _("of all there"),
                format="%.0f%%",
                width=60,
                help=_("Of all parcels")
                if parameters["everyone"]
                else _("The suspects' share of all parcels that start or end there"),
            ),
            "units": config.NumberColumn(_("Units"), format="localized", width=62),
        },
    )


def columns(rows: str) -> dict[str, Any]:
    """The columns of a table, in order: `rows` is 'shops' or 'parcels'."""
    config = st.column_config
    suspect = config.CheckboxColumn(_("Suspect"), width=60)
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
