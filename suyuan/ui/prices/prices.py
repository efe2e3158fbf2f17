"""The price page's parts: its rows, its table, its file's name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from suyuan import price_pick
from suyuan.messages import _, ngettext
from suyuan.numbers import money, number
from suyuan.price_pick import EVERYTHING, Pick
from suyuan.ui import chips
from suyuan.ui.briefing import briefing_mode, room_screen
from suyuan.ui.findings import load
from suyuan.ui.prices import price_picks
from suyuan.ui.prices.price_picks import REST
from suyuan.ui.widths import to_the_edge
from suyuan.wording import price_words
from suyuan.wording.words import word

TABLE_ROWS = 500
# Pixels: what a row of the chart needs, before a room larger still; and what is around the rows.
_LANE, _ROOM_LANE, _AROUND, _FEWEST_LANES = 17, 15.6, 56, 6
# Of the table: a row, its heading; how many rows end on a screen 720 pixels high; chips take the place of two.
_ROW, _HEADING, _ROOM_HEADING = 30, 36, 46
_ROWS, _ROOM_ROWS, _OF_CHIPS = 6, 4, 2


def load_lanes(parameters: dict[str, Any], most: int) -> pd.DataFrame:
    """The chart's rows, labelled; one more at the bottom for all that have no row of their own."""
    lanes = load("prices__lanes", **parameters, most=most)
    lanes["label"] = [_label(lane, parameters["by_brand"]) for lane in lanes.to_dict("records")]
    left = int(lanes["lanes"].max()) - len(lanes) if len(lanes) else 0
    if left:
        label = ngettext("{left} more", "{left} more", left).format(left=number(left))
        rest = pd.DataFrame([{"lane": REST, "label": label, "price_basis": "product"}])
        lanes = pd.concat([lanes, rest], ignore_index=True)
    return lanes


def the_listing(selected: dict[str, Any], pick: Pick) -> pd.Series | None:
    """The one listing that was picked on the chart; None where several were, or a part of it."""
    if len(pick.listing_ids) != 1:
        return None
    found = load("prices__listings", **selected, most=1)
    return None if found.empty else found.iloc[0]


def told(parameters: dict[str, Any], pick: Pick) -> dict[str, object]:
    """Filters and picks as the file's name tells them."""
    is_whole = parameters["ratio_low"] == 0 and parameters["ratio_high"] == EVERYTHING
    picked = price_pick.to_link(pick) if pick != Pick() else None
    if picked is not None and (not picked or price_pick.is_packed(picked)):
        picked = "by-hand"
    return {
        "brand": parameters["brands"],
        "category": parameters["categories"],
        "ratio": None if is_whole else [parameters["ratio_low"], min(parameters["ratio_high"], 99)],
        "suspects": parameters["suspects_only"],
        "pick": picked and picked.replace("~", "-"),
        "shop": parameters["shop"] or None,
    }


def chart_height(lanes: int) -> int:
    """Pixels for a chart of so many rows."""
    lane = _ROOM_LANE if briefing_mode.is_on() else _LANE
    return round(_AROUND + lane * max(lanes, _FEWEST_LANES))


def above_the_chart(legend: str, told: str) -> None:
    """One line: what the chart's marks mean (HTML), and what else is to be known of it."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
    )
    row.html(legend, width="content")
    row.caption(told, help=price_words.not_judged_line(load("prices__not_judged")), width="content")


def table(parameters: dict[str, Any], *, is_narrowed: bool) -> None:
    """The listings that filters and pick keep, suspects and cheapest first; a row is a pick.

    `is_narrowed`: whether something is picked, so that its chips take place.
    """
    is_room = briefing_mode.is_on()
    row = round(_ROW * room_screen.wider())
    height = round(_ROOM_HEADING * room_screen.wider()) if is_room else _HEADING
    height += row * ((_ROOM_ROWS if is_room else _ROWS) - (_OF_CHIPS if is_narrowed else 0))
    listings = load("prices__listings", **parameters, most=TABLE_ROWS)
    for family in ("price_basis", "innocent_reading"):
        listings[family] = [word(family, code) for code in listings[family]]
    listings["mark"] = listings["suspect"].map({True: _("suspect"), False: ""})
    text, figure = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "mark": text(_("Shop is")),
        "title": text(_("Listing")),
        "shop_name": text(_("Shop")),
        "price_ratio": figure(_("Price / reference"), format="percent"),
        # Beside what speaks against the shop: a narrow screen must not cut it off.
        "innocent_reading": text(_("Innocent reading")),
        "price": figure(_("Price"), format="%.2f"),
        "units": figure(_("Units sold"), format="localized"),
        "reference_price": figure(_("Reference price"), format="%.2f"),
        "price_basis": text(_("Held against")),
        "brand": text(_("Brand")),
        "product": text(_("Product")),
    }
    widget = chips.widget_key("prices_table")
    st.dataframe(
        listings,
        key=widget,
        hide_index=True,
        height=height,
        row_height=row,
        on_select=partial(price_picks.in_table, listings, widget),
        selection_mode="single-cell",
        column_order=list(columns),
        column_config=to_the_edge(listings, columns),
        placeholder="–",
    )


def _label(lane: Mapping[Any, Any], by_brand: bool) -> str:
    """Brand, goods and the reference price, or the span of them."""
    goods = "" if pd.isna(lane["category"]) else lane["category"]
    if not by_brand:
        goods = _("{category}, whole").format(category=goods) if pd.isna(lane["product"]) else lane["product"]
    low, high = lane["reference_low"], lane["reference_high"]
    until = "" if low == high else "–" + number(high)
    return f"{lane['brand']} {goods}  {money(low, lane['currency'])}{until}"
