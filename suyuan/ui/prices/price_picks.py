"""Picks on the price page: a part of the chart, a brand, a shop; each keeps what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from suyuan import price_pick
from suyuan.messages import _
from suyuan.price_axes import CONFIG, by_drag_or_click
from suyuan.price_pick import EVERYTHING, Pick
from suyuan.ui import chips, picked_shop
from suyuan.ui.briefing.room_charts import for_the_room
from suyuan.ui.chips import Chip
from suyuan.ui.findings import load
from suyuan.ui.picked_shop import SHOP
from suyuan.ui.prices import price_filters
from suyuan.wording import price_words

Mode = Literal["points", "box", "lasso"]
OnPick = Callable[[Mapping[str, Any]], None]
PICK, REST = "pick", ""
_EVERY_LANE = 10**6


def lanes_of(link: str, filters: dict[str, Any], most: int) -> tuple[list[str], list[str]]:
    """The lanes drawn where a link's band was picked, and those that it may name: all where it names another."""
    by_brand = price_pick.is_by_brand(link, filters["by_brand"])
    if by_brand is None:
        return [], []
    asked = {**filters, "by_brand": by_brand, "shop": ""}
    drawn = list(load("prices__lanes", **asked, most=most)["lane"])
    if not price_pick.missing(link, [*drawn, REST]):
        return drawn, [*drawn, REST]
    asked |= {
        "brands": [],
        "categories": [],
        "ratio_low": 0.0,
        "ratio_high": EVERYTHING,
        "suspects_only": False,
    }
    return drawn, [*load("prices__lanes", **asked, most=_EVERY_LANE)["lane"], REST]


def current(filters: dict[str, Any], most: int) -> tuple[Pick, dict[str, Any]]:
    """What was picked on the chart, and all picks as parameters of the page's queries.

    `most`: how many lanes the chart draws; one pick may stand for all that have no row of their own on it.
    """
    link = chips.picked(PICK)
    drawn, known = lanes_of(link, filters, most)
    by_brand = bool(price_pick.is_by_brand(link, filters["by_brand"]))
    pick = price_pick.from_link(link, known, by_brand) or Pick()
    return pick, {
        "lanes": pick.lanes,
        "beside": drawn,
        "picked_by_brand": pick.by_brand,
        "picked_low": pick.low,
        "picked_high": pick.high,
        "listing_ids": pick.listing_ids,
        "shop": chips.picked(SHOP),
    }


def show(filters: dict[str, Any], pick: Pick, listing: pd.Series | None) -> DeltaGenerator | None:
    """What is picked, as chips, and the way to the shop that they name. `listing`: the one picked, if one was.

    Returns their row, None where nothing is picked.
    """
    found = []
    if filters["brands"]:
        told = _("Brand: {what}").format(what=_short(", ".join(filters["brands"])))
        found.append(Chip(price_filters.BRAND, told, price_filters.all_brands))
    if filters["categories"]:
        told = _("Category: {what}").format(what=_short(", ".join(filters["categories"])))
        found.append(Chip(price_filters.CATEGORY, told, price_filters.all_categories))
    if pick != Pick():
        found.append(Chip(PICK, _words(pick, listing)))
    found += picked_shop.chip()
    row = chips.show(found)
    picked_shop.way(row, "" if listing is None else str(listing["shop_id"]))
    return row


def lanes_chart(figure: go.Figure, lanes: list[str], by_brand: bool) -> None:
    """The chart of listings: a click keeps its listing, a box its part, a lasso its listings."""
    _chart(
        figure,
        "prices_chart",
        ("points", "box", "lasso"),
        lambda picked: _on_lanes(picked, lanes, by_brand),
        by_drag_or_click,
    )


def ridges_chart(figure: go.Figure) -> None:
    """The distribution: a click on a ridge keeps its brand."""
    _chart(
        figure,
        "prices_spread",
        ("points",),
        lambda picked: price_filters.choose_brands(price_pick.brands(picked)),
    )


def in_table(rows: pd.DataFrame, widget: str) -> None:
    """A click on a row: its shop is picked, within a picked shop the listing; on a brand, the brand."""
    cells = st.session_state[widget]["selection"]["cells"]
    if not cells or cells[0][0] >= len(rows):
        return
    row, column = rows.iloc[cells[0][0]], cells[0][1]
    chips.renew()
    if column == price_filters.BRAND and isinstance(row["brand"], str):
        price_filters.choose_brands([row["brand"]])
    elif chips.picked(SHOP) != row["shop_id"]:
        chips.pick(SHOP, str(row["shop_id"]))
    else:
        _keep(Pick(listing_ids=[str(row["listing_id"])]))


def _chart(
    figure: go.Figure,
    name: str,
    modes: tuple[Mode, ...],
    on_pick: OnPick,
    finished: Callable[[go.Figure], go.Figure] = lambda figure: figure,
) -> None:
    widget = chips.widget_key(name)
    st.plotly_chart(
        finished(for_the_room(figure)),
        key=widget,
        on_select=partial(_picked_on_chart, widget, on_pick),
        selection_mode=modes,
        config=CONFIG,
    )


def _picked_on_chart(widget: str, on_pick: OnPick) -> None:
    selection = st.session_state[widget]["selection"]
    # Drawn anew from the link, as after a reload: the chart's own marks would outlive the pick.
    chips.renew()
    on_pick(selection)


def _on_lanes(selection: Mapping[str, Any], lanes: list[str], by_brand: bool) -> None:
    pick = price_pick.read(selection, lanes, by_brand)
    if pick is not None:
        _keep(pick)


def _keep(pick: Pick) -> None:
    chips.pick(PICK, price_pick.to_link(pick))


def _words(pick: Pick, listing: pd.Series | None) -> str:
    if not pick.is_band and listing is not None and isinstance(listing["title"], str):
        return _("Listing: {what}").format(what=_short(listing["title"]))
    return price_words.picked(pick)


def _short(text: str, most: int = 24) -> str:
    return text if len(text) <= most else text[:most] + "…"
