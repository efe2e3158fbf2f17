"""Picks on the shop's page: a listing, an order, a week, a place of dispatch; each narrows what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pydeck as pdk
import streamlit as st

from suyuan import charts, shop_case, weeks
from suyuan.messages import _, language
from suyuan.ui import chips
from suyuan.ui.briefing.room_charts import for_the_room
from suyuan.ui.chips import Chip
from suyuan.ui.findings import load
from suyuan.veil import short

LISTING, ORDER, BUYER, WEEK, START = "listing", "order", "buyer", "week", "start"
# A shop's queries without a pick.
UNPICKED: dict[str, Any] = {
    "listing": "", "order": "", "buyer": "", "start": "", "since": None, "until": None, "cleared": [],
}  # fmt: skip
# The records on which a signal rests; of those left out it is the whole of the case, or another page.
_BEHIND = {
    "price": "listings", "description": "listings", "photos": "listings", "complaints": "complaints",
    "geography": "parcels", "transfers": "transfers", "test_buys": "test_buys", "purchases": "dealings",
}  # fmt: skip
# What a click on a column's cell picks; on any other cell, the record's own.
_CELLS = {
    "listing_id": LISTING,
    "title": LISTING,
    "order_id": ORDER,
    "origin": START,
    "ordered_at": WEEK,
    "shipped_at": WEEK,
    "complained_at": WEEK,
    "observed_at": WEEK,
    "bought_at": WEEK,
    "transferred_at": WEEK,
    "first_order_at": WEEK,
    "last_order_at": WEEK,
    "buyer_account_id": BUYER,
    "complainant_account_id": BUYER,
}
_OWN = {
    "listings": LISTING,
    "prices": LISTING,
    "orders": ORDER,
    "parcels": ORDER,
    "complaints": LISTING,
    "test_buys": LISTING,
    "transfers": WEEK,
    # Who stocks up here is a buyer; of purchases elsewhere this shop holds no order: their last week.
    "dealings": BUYER,
    "reasons": "signal",
}
# Where a record names no listing, its order is meant.
_COLUMNS = {
    LISTING: ((LISTING, "listing_id"), (ORDER, "order_id")),
    ORDER: ((ORDER, "order_id"),),
    START: ((START, "origin_adcode"),),
    BUYER: ((BUYER, "buyer_account_id"), (BUYER, "complainant_account_id")),
}
_TIMES = (
    "ordered_at", "shipped_at", "complained_at", "observed_at", "bought_at", "transferred_at", "last_order_at",
)  # fmt: skip


def parameters() -> dict[str, Any]:
    """The picks as parameters of the shop's queries: '' and None leave out nothing."""
    since, until = weeks.window(chips.picked(WEEK))
    return {key: chips.picked(key) for key in (LISTING, ORDER, BUYER, START)} | {
        "since": since,
        "until": until,
    }


def told() -> dict[str, object]:
    """The picks as a file's name tells them."""
    return {key: chips.picked(key) for key in (LISTING, ORDER, BUYER, WEEK, START) if chips.picked(key)}


def show(shop_id: str) -> None:
    """What is picked, as chips."""
    found = []
    if listing := chips.picked(LISTING):
        rows = load("shop__listings", shop_id=shop_id, **UNPICKED | {"listing": listing})
        title = rows["title"].iloc[0] if len(rows) and isinstance(rows["title"].iloc[0], str) else listing
        found.append(Chip(LISTING, _("Listing: {what}").format(what=_short(title))))
    if order := chips.picked(ORDER):
        found.append(Chip(ORDER, _("Order: {what}").format(what=_short(order))))
    if buyer := chips.picked(BUYER):
        found.append(Chip(BUYER, _("Buyer: {what}").format(what=short(buyer))))
    if week := weeks.told(chips.picked(WEEK)):
        found.append(Chip(WEEK, week))
    if start := chips.picked(START):
        named = load("geography__name", key=start)[f"name_{language()}"].dropna()
        found.append(
            Chip(START, _("From: {what}").format(what=named.iloc[0] if len(named) else _short(start)))
        )
    chips.show(found)


def can_pick(kind: str) -> bool:
    """Whether a click on this kind of record picks something."""
    return kind in _OWN


def in_table(kind: str, rows: pd.DataFrame, widget: str) -> None:
    """A click on a cell: a callback of the table of one kind of record."""
    cells: Sequence[Any] = st.session_state[widget]["selection"]["cells"]
    if not cells or cells[0][0] >= len(rows):
        return
    row, column = rows.iloc[cells[0][0]], cells[0][1]
    what = _CELLS.get(column, _OWN.get(kind, ""))
    if kind == "dealings" and what == BUYER and not isinstance(row["buyer_account_id"], str):
        what = WEEK
    if what == "signal":
        _behind(row["signal"])
        return
    if what == WEEK:
        times = (column, *_TIMES) if str(column).endswith("_at") else _TIMES
        moment = next((row[name] for name in times if name in rows and pd.notna(row[name])), None)
        if moment is not None:
            chips.pick(WEEK, weeks.monday(pd.Timestamp(moment).date()).isoformat())
        return
    for key, name in _COLUMNS.get(what, ()):
        if name in rows and isinstance(row[name], str):
            chips.pick(key, row[name])
            return


def waterfall(figure: go.Figure, reasons: pd.DataFrame) -> None:
    """The case for and against: a click on a reason shows the records on which it rests."""
    widget = chips.widget_key("waterfall")
    _chart(figure, widget, partial(_on_reason, reasons, widget))


def strip_chart(figure: go.Figure, priced: pd.DataFrame) -> None:
    """The prices on one line: a click on one keeps its listing. `priced`: as `charts.price_strip` draws them."""
    widget = chips.widget_key("strip")
    _chart(figure, widget, partial(_on_strip, priced, widget))


def origins_map(deck: pdk.Deck, origins: pd.DataFrame, height: int) -> None:
    """The small map: a click on a place keeps what starts there. `origins`: as `shop_case.small_map` draws them."""
    widget = chips.widget_key("small_map")
    st.pydeck_chart(deck, height=height, key=widget, on_select=partial(_on_map, origins, widget))


def weeks_chart(figure: go.Figure) -> None:
    """The chart of weeks: a click on a bar keeps its week."""
    widget = chips.widget_key("weeks")
    _chart(figure, widget, partial(_in_weeks, widget))


def _chart(figure: go.Figure, widget: str, on_select: Callable[[], None]) -> None:
    st.plotly_chart(
        for_the_room(figure),
        theme=None,
        config=charts.STILL,
        key=widget,
        on_select=on_select,
        selection_mode="points",
    )


def _on_reason(reasons: pd.DataFrame, widget: str) -> None:
    for point in st.session_state[widget]["selection"]["points"]:
        # The first bar is what holds before any evidence, the last the sum.
        place = int(point["point_index"]) - 1
        if 0 <= place < len(reasons):
            _behind(reasons["signal"].iloc[place])
    chips.renew()


def _behind(signal: str) -> None:
    if signal in _BEHIND:
        st.query_params["records"] = _BEHIND[signal]


def _on_strip(priced: pd.DataFrame, widget: str) -> None:
    for point in st.session_state[widget]["selection"]["points"]:
        drawn = priced[priced["is_product"] == (point["curve_number"] == 0)]
        if point["point_index"] < len(drawn):
            chips.pick(LISTING, str(drawn["listing_id"].iloc[point["point_index"]]))
            chips.renew()
            return


def _on_map(origins: pd.DataFrame, widget: str) -> None:
    places = (st.session_state[widget]["selection"].get("indices") or {}).get(shop_case.ORIGINS) or []
    if places and places[0] < len(origins):
        chips.pick(START, str(origins["adcode"].iloc[places[0]]))
        chips.renew()


def _in_weeks(widget: str) -> None:
    chips.pick(WEEK, weeks.read(st.session_state[widget]["selection"]["points"]))


def _short(text: object, most: int = 24) -> str:
    return str(text) if len(str(text)) <= most else str(text)[:most] + "…"
