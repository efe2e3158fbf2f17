"""Records of one shop, each kind with its download, and the shops that a search finds."""

from __future__ import annotations

import streamlit as st

from suyuan.messages import _
from suyuan.numbers import NONE, number
from suyuan.ui.download import csv_button
from suyuan.ui.findings import count, load
from suyuan.ui.links import linked
from suyuan.ui.record_tables import readable
from suyuan.ui.states import nothing_here

ROWS = 500
EVERYTHING = 10**12
FOUND = 50
KINDS = (
    "reasons",
    "listings",
    "prices",
    "orders",
    "complaints",
    "test_buys",
    "parcels",
    "dealings",
    "transfers",
)


def records(shop_id: str) -> None:
    """The rows behind the figures, each kind with its download."""
    names = {
        "reasons": _("Evidence"),
        "listings": _("Listings"),
        "prices": _("Repriced"),
        "orders": _("Order lines"),
        "complaints": _("Complaints"),
        "test_buys": _("Test buys"),
        "parcels": _("Parcels"),
        "dealings": _("Purchases"),
        "transfers": _("Transfers"),
    }
    queries = {record: f"shop__{record}" for record in KINDS}
    counts = {record: count(queries[record], shop_id=shop_id, most=EVERYTHING) for record in KINDS}
    # Few extracts tell what a listing cost before.
    kinds = [record for record in KINDS if counts[record] or record != "prices"]
    columns = st.columns([6.8, 1.2], vertical_alignment="center")
    with columns[0]:
        shown = linked(
            st.segmented_control,
            _("Records"),
            kinds,
            key="records",
            default="reasons",
            required=True,
            format_func=lambda code: f"{names[code]} {number(counts[code])}",
            label_visibility="collapsed",
        )
    shown = shown or "reasons"
    with columns[1]:
        csv_button(queries[shown], {"shop_id": shop_id, "most": EVERYTHING}, shown, filters={"shop": shop_id})
    if not counts[shown]:
        nothing_here(_("No such record of this shop."))
        return
    table, settings = readable(load(queries[shown], shop_id=shop_id, most=ROWS))
    st.dataframe(
        table, column_config=settings, hide_index=True, height="auto", placeholder=NONE, key=f"rows_{shown}"
    )
    if counts[shown] > ROWS:
        st.caption(_("The first {n} rows; the CSV holds all.").format(n=number(ROWS)))


def search(text: str) -> None:
    """Shops by name or id, the most suspect first."""
    found = load("shop__search", text=text, most=FOUND)
    if found.empty:
        nothing_here(_("No shop's name or id holds this text."), _("Try a part of it."))
        return
    st.session_state["found_ids"] = list(found["shop_id"])
    table, settings = readable(found)
    columns = st.columns([6.4, 1.2], vertical_alignment="center")
    columns[0].caption(
        _("Pick a shop to open it. The most suspect come first; at most {n} are shown.").format(n=FOUND)
    )
    with columns[1]:
        csv_button("shop__search", {"text": text, "most": EVERYTHING}, "shops", filters={"find": text})
    st.dataframe(
        table,
        column_config=settings,
        hide_index=True,
        on_select=_open_found,
        selection_mode="single-cell",
        placeholder=NONE,
        key="found",
    )


def _open_found() -> None:
    """Open the shop that was picked among those found."""
    cells = st.session_state["found"]["selection"]["cells"]
    if cells:
        st.query_params["shop"] = st.session_state["found_ids"][cells[0][0]]
        st.session_state["find"] = ""
