"""Picks on the shop's page: a listing, an order, a week, a place of dispatch; each narrows what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from suyuan import charts
from suyuan.messages import _, language
from suyuan.ui import chips, weeks
from suyuan.ui.briefing.room_charts import for_the_room
from suyuan.ui.chips import Chip
from suyuan.ui.findings import load

LISTING, ORDER, WEEK, START = "listing", "order", "week", "start"
# What a click on a column's cell picks; on any other cell, the record's own.
_CELLS = {
    "listing_id": LISTING,
    "title": LISTING,
    "order_id": ORDER,
    "origin": START,
    "ordered_at": WEEK,
    "shipped_at": WEEK,
    "complained_at": WEEK,
}
_OWN = {
    "listings": LISTING,
    "prices": LISTING,
    "orders": ORDER,
    "parcels": ORDER,
    "complaints": LISTING,
    "test_buys": LISTING,
}
_COLUMNS = {LISTING: ("listing_id",), ORDER: ("order_id",), START: ("origin_adcode",)}
_TIMES = ("ordered_at", "shipped_at", "complained_at")


def parameters() -> dict[str, Any]:
    """The picks as parameters of the shop's queries: '' and None leave out nothing."""
    since, until = weeks.window(chips.picked(WEEK))
    return {
        "listing": chips.picked(LISTING),
        "order": chips.picked(ORDER),
        "start": chips.picked(START),
        "since": since,
        "until": until,
    }


def told() -> dict[str, object]:
    """The picks as a file's name tells them."""
    return {key: chips.picked(key) for key in (LISTING, ORDER, WEEK, START) if chips.picked(key)}


def show(shop_id: str) -> None:
    """What is picked, as chips."""
    found = []
    if listing := chips.picked(LISTING):
        rows = load("shop__listings", shop_id=shop_id, listing=listing)
        title = rows["title"].iloc[0] if len(rows) and isinstance(rows["title"].iloc[0], str) else listing
        found.append(Chip(LISTING, _("Listing: {what}").format(what=_short(title))))
    if order := chips.picked(ORDER):
        found.append(Chip(ORDER, _("Order: {what}").format(what=_short(order))))
    if week := weeks.told(chips.picked(WEEK)):
        found.append(Chip(WEEK, week))
    if start := chips.picked(START):
        rows = load("shop__origins", shop_id=shop_id)
        named = rows.loc[rows["adcode"] == start, f"name_{language()}"].dropna()
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
    row, what = rows.iloc[cells[0][0]], _CELLS.get(cells[0][1], _OWN.get(kind, ""))
    if what == WEEK:
        moment = next((row[name] for name in _TIMES if name in rows and pd.notna(row[name])), None)
        if moment is not None:
            chips.pick(WEEK, weeks.monday(pd.Timestamp(moment).date()).isoformat())
        return
    for column in _COLUMNS.get(what, ()):
        if column in rows and isinstance(row[column], str):
            chips.pick(what, row[column])


def weeks_chart(figure: go.Figure) -> None:
    """The chart of weeks: a click on a bar keeps its week."""
    widget = chips.widget_key("weeks")
    st.plotly_chart(
        for_the_room(figure),
        theme=None,
        config=charts.STILL,
        key=widget,
        on_select=partial(_in_weeks, widget),
        selection_mode="points",
    )


def _in_weeks(widget: str) -> None:
    chips.pick(WEEK, weeks.read(st.session_state[widget]["selection"]["points"]))


def _short(text: object, most: int = 24) -> str:
    return str(text) if len(str(text)) <= most else str(text)[:most] + "…"
