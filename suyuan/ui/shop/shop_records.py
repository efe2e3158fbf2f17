"""Records of one shop, each kind with its download, and the shops that a search finds."""

from __future__ import annotations

from functools import partial

import streamlit as st

from suyuan.messages import N_, _
from suyuan.numbers import NONE, number
from suyuan.ui import chips, cleared
from suyuan.ui.download import csv_button
from suyuan.ui.findings import count, load
from suyuan.ui.links import linked
from suyuan.ui.shop import shop_picks
from suyuan.ui.shop.record_tables import readable
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
_CLICKS = N_("A click keeps a listing, an order, a buyer, a week or a place alone.")
_REASONS = N_("A click shows the records on which a reason rests.")


def records(shop_id: str) -> None:
    """The rows behind the figures as far as the picks keep them, each kind with its download; a click picks."""
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
    bound = {"shop_id": shop_id, **shop_picks.parameters(), "most": EVERYTHING, "cleared": cleared.shops()}
    counts = {record: count(queries[record], **bound) for record in KINDS}
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
        csv_button(queries[shown], bound, shown, filters={"shop": shop_id, **shop_picks.told()})
    if not counts[shown]:
        nothing_here(_("No such record of this shop."), _("Remove a pick.") if shop_picks.told() else "")
        return
    rows = load(queries[shown], **(bound | {"most": ROWS}))
    table, settings = readable(rows)
    widget = chips.widget_key(f"rows_{shown}")
    st.dataframe(
        table,
        column_config=settings,
        hide_index=True,
        height="auto",
        placeholder=NONE,
        key=widget,
        on_select=partial(shop_picks.in_table, shown, rows, widget),
        selection_mode="single-cell",
    )
    words = _REASONS if shown == "reasons" else _CLICKS
    notes = [_(words) if shop_picks.can_pick(shown) else ""]
    notes.append(
        _("The first {n} rows; the CSV holds all.").format(n=number(ROWS)) if counts[shown] > ROWS else ""
    )
    if any(notes):
        st.caption(" ".join(note for note in notes if note))


def search(text: str) -> None:
    """Shops by name or id, the most suspect first."""
    asked = {"text": text, "cleared": cleared.shops()}
    found = load("shop__search", **asked, most=FOUND)
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
        csv_button("shop__search", {**asked, "most": EVERYTHING}, "shops", filters={})
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
