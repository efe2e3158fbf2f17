"""The price page's parts: its rows, its pick kept in the link, its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from suyuan import price_pick
from suyuan.messages import _, ngettext
from suyuan.numbers import money, number, percent
from suyuan.price_pick import EVERYTHING, Pick
from suyuan.ui.findings import load
from suyuan.ui.links import open_shop
from suyuan.wording.words import word

REST = ""
TABLE_ROWS = 500
_LINK = "pick"
_KEPT = "prices_pick"
_LANES = "prices_lanes"
_ROUND = "prices_round"


def load_lanes(parameters: dict[str, Any], most: int) -> pd.DataFrame:
    """The chart's rows, labelled; one more at the bottom for all that have no row of their own."""
    lanes = load("prices__lanes", **parameters, most=most)
    lanes["label"] = [_label(lane, parameters["by_brand"]) for lane in lanes.to_dict("records")]
    left = int(lanes["lanes"].max()) - len(lanes) if len(lanes) else 0
    if left:
        label = ngettext("{left} more", "{left} more", left).format(left=number(left))
        rest = pd.DataFrame([{"lane": REST, "label": label, "price_basis": "product"}])
        lanes = pd.concat([lanes, rest], ignore_index=True)
    st.session_state[_LANES] = list(lanes["lane"])
    return lanes


def chart_key() -> str:
    """The chart's key: a new one after a pick was dropped, since a chart's selection cannot be unset."""
    return f"prices_chart_{st.session_state.get(_ROUND, 0)}"


def keep_pick() -> None:
    """What was picked on the chart goes into the link, as far as an address can hold it."""
    pick = price_pick.read(st.session_state[chart_key()]["selection"], st.session_state[_LANES])
    st.session_state[_KEPT] = pick
    link = price_pick.to_link(pick) if pick else ""
    if link:
        st.query_params[_LINK] = link
    else:
        st.query_params.pop(_LINK, None)


def drop_pick() -> None:
    """Show everything again."""
    st.session_state[_KEPT] = None
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.query_params.pop(_LINK, None)


def current_pick(lanes: list[str]) -> Pick | None:
    """The link's pick; this session's where it is too long for a link. Rows no longer drawn pick nothing."""
    kept: Pick | None = st.session_state.get(_KEPT)
    link = st.query_params.get(_LINK)
    if link and (kept is None or price_pick.to_link(kept) != link):
        kept = price_pick.from_link(link, lanes)
    if kept and kept.is_band and not set(kept.lanes) <= set(lanes):
        return None
    return kept


def selection(parameters: dict[str, Any], lanes: list[str], pick: Pick | None) -> dict[str, Any]:
    """The parameters of the queries behind chart and table: filters and pick together."""
    pick = pick or Pick()
    return {
        **parameters,
        "drawn_lanes": [lane for lane in lanes if lane != REST],
        "lanes": pick.lanes,
        "picked_low": pick.low,
        "picked_high": pick.high,
        "listing_ids": pick.listing_ids,
    }


def told(parameters: dict[str, Any], pick: Pick | None) -> dict[str, object]:
    """Filters and pick as the file's name tells them."""
    is_whole = parameters["ratio_low"] == 0 and parameters["ratio_high"] == EVERYTHING
    picked = price_pick.to_link(pick) if pick else None
    if picked is not None and (not picked or price_pick.is_packed(picked)):
        picked = "by-hand"
    return {
        "brand": parameters["brands"],
        "category": parameters["categories"],
        "ratio": None if is_whole else [parameters["ratio_low"], min(parameters["ratio_high"], 99)],
        "suspects": parameters["suspects_only"],
        "pick": picked and picked.replace("~", "-"),
    }


def pick_words(pick: Pick) -> str:
    """What was picked, in words."""
    if pick.is_band:
        return ngettext(
            "Picked: {low} to {high} of the reference in {rows} row",
            "Picked: {low} to {high} of the reference in {rows} rows",
            len(pick.lanes),
        ).format(low=percent(pick.low), high=percent(pick.high), rows=len(pick.lanes))
    return ngettext("Picked: {n} listing", "Picked: {n} listings", len(pick.listing_ids)).format(
        n=number(len(pick.listing_ids))
    )


def table(parameters: dict[str, Any], height: int) -> None:
    """The listings that filters and pick keep, suspects and cheapest first; a row opens its shop."""
    listings = load("prices__listings", **parameters, most=TABLE_ROWS)
    for family in ("price_basis", "innocent_reading"):
        listings[family] = [word(family, code) for code in listings[family]]
    listings["mark"] = listings["suspect"].map({True: _("suspect"), False: ""})
    text, figure = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "mark": text(_("Shop is"), width=70),
        "title": text(_("Listing"), width="medium"),
        "shop_name": text(_("Shop"), width=110),
        "price_ratio": figure(_("Price / reference"), format="percent", width=110),
        "price": figure(_("Price"), format="%.2f", width=80),
        "reference_price": figure(_("Reference price"), format="%.2f", width=110),
        "price_basis": text(_("Held against"), width=150),
        "innocent_reading": text(_("Innocent reading"), width=120),
        "units": figure(_("Units sold"), format="localized", width=80),
        "brand": text(_("Brand"), width=90),
        "product": text(_("Product"), width=100),
    }
    chosen = st.dataframe(
        listings,
        key="prices_table",
        hide_index=True,
        height=height,
        row_height=30,
        on_select="rerun",
        selection_mode="single-row",
        column_order=list(columns),
        column_config=columns,
        placeholder="–",
    )
    rows = chosen["selection"]["rows"]
    if rows and rows[0] < len(listings):
        open_shop(str(listings["shop_id"].iloc[rows[0]]))


def _label(lane: Mapping[Any, Any], by_brand: bool) -> str:
    """Brand, goods and the reference price, or the span of them."""
    goods = "" if pd.isna(lane["category"]) else lane["category"]
    if not by_brand:
        goods = _("{category}, whole").format(category=goods) if pd.isna(lane["product"]) else lane["product"]
    low, high = lane["reference_low"], lane["reference_high"]
    until = "" if low == high else "–" + number(high)
    return f"{lane['brand']} {goods}  {money(low, lane['currency'])}{until}"
