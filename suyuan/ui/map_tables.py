"""The tables of the geography page, and what it says where there is nothing to draw."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from suyuan.messages import _
from suyuan.numbers import number
from suyuan.ui import map_words
from suyuan.ui.states import nothing_here
from suyuan.ui.zone import local_times


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
