"""The overview's two tables: the queue with the state of each review, what was cleared behind a switch, the changes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Place

from suyuan.casework.queue import Place as Standing
from suyuan.casework.queue import Queue
from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.ui import chips, review
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.download import csv_button
from suyuan.ui.findings import load
from suyuan.ui.links import go, open_shop
from suyuan.ui.overview.queue_filters import FILTERS, stands_on_top
from suyuan.ui.overview.queue_table import changes_table, hidden_table, queue_table
from suyuan.ui.states import nothing_here
from suyuan.ui.theme import palette
from suyuan.ui.zone import local_time

ROWS = 500
NO_FILTER: dict[str, str | None] = dict.fromkeys(FILTERS)
# Chips over the table take two of its rows, so that the page ends where it ended.
TABLE_HEIGHT, ROW_HEIGHT, CHIPS_HEIGHT = 380, 33, 66
# Of a table's columns, those whose cells keep their like: the filter, and the column of the query that holds its code.
_LIKE = {
    "region": ("province", "registered_province"),
    "strength": ("strength", "strength"),
    "change": ("change", "change"),
}


def standing() -> tuple[Queue | None, pd.DataFrame]:
    """Where every suspect stands in review, and those cleared as rows of `overview__queue`: no figure counts them."""
    rows = load("overview__queue", **NO_FILTER)
    told = review.standing(list(rows["shop_id"]))
    return told, rows[rows["shop_id"].isin({one.shop_id for one in told.hidden} if told else set())]


def queue(filters: dict[str, str | None], place: Place, head: pd.Series, reviewed: Queue | None) -> None:
    """The suspects to work on; those that were cleared stand behind a switch, with why and until when."""
    rows = load("overview__queue", **filters)
    if rows.empty:
        with place:
            csv_button("overview__queue", filters, "suspects")
        _nothing("overview__queue", head)
        return
    told = reviewed.of(set(rows["shop_id"])) if reviewed else None
    table, notes = st.container(), st.columns([3.4, 1], vertical_alignment="center")
    marks: dict[str, str] = {}
    if told is not None and told.hidden:
        words = ngettext("{n} cleared, hidden", "{n} cleared, hidden", len(told.hidden))
        if notes[1].toggle(words.format(n=number(len(told.hidden))), key="cleared", bind="query-params"):
            with place:
                _csv(filters, "cleared", [one.shop_id for one in told.hidden])
            with table:
                _hidden(told.hidden, rows)
            notes[0].caption(
                _("They come back on new evidence or when the term is over. Click a row to open.")
            )
            return
        rows = rows[rows["shop_id"].isin({one.shop_id for one in told.shown})].reset_index(drop=True)
    with place:
        _csv(filters, "suspects", list(rows["shop_id"]))
    if told is not None:
        marks = {one.shop_id: mark for one in told.shown if (mark := review.mark(one))}
    if rows.empty:
        with table:
            nothing_here(_("Every suspect here is cleared."), _("The switch shows them."))
        return
    with table:
        # A room asks what sets a shop apart, not where its review stands.
        shown, columns = queue_table(rows.head(ROWS), palette(), {} if briefing_mode.is_on() else marks)
        _rows(shown, columns, list(rows["shop_id"].head(ROWS)), "overview__queue", rows)
    note = _("Sorted by strength of evidence × sales at risk. Click a row to open the shop.")
    note += " " + _("A place or a strength keeps its like, a ring opens.")
    more = _("The first {n} are shown; the CSV holds all.").format(n=ROWS) if len(rows) > ROWS else ""
    notes[0].caption(f"{note} {more}")


def _csv(filters: dict[str, str | None], stem: str, shop_ids: list[str]) -> None:
    """The table on screen as a file: what was cleared is in its own."""
    csv_button("overview__queue", filters, stem, only=("shop_id", shop_ids))


def _hidden(hidden: list[Standing], rows: pd.DataFrame) -> None:
    names = dict(zip(rows["shop_id"], rows["shop_name"].fillna(rows["shop_id"]), strict=True))
    shown, columns = hidden_table(review.hidden_table(hidden, names))
    _rows(shown, columns, [one.shop_id for one in hidden], "hidden")


def changes(filters: dict[str, str | None], place: Place, head: pd.Series) -> None:
    """What changed since the scan before, as far as the filters keep it."""
    rows = load("overview__changes", **filters)
    with place:
        csv_button("overview__changes", filters, "changes")
    if rows.empty:
        _nothing(
            "overview__queue" if any(filters.values()) and head["changes"] else "overview__changes", head
        )
        return
    shown, columns = changes_table(rows.head(ROWS), palette())
    _rows(shown, columns, list(rows["shop_id"].head(ROWS)), "overview__changes", rows)


def _rows(
    shown: Any, columns: dict[str, Any], shop_ids: list[str], key: str, rows: pd.DataFrame | None = None
) -> None:
    """A table whose click opens the shop; next and previous there walk through this table.

    `rows`: those of the query, of which a click on the place keeps all that are registered there, one on a strength or
    a change its like, one on the ring opens it.
    """
    widget = chips.widget_key(f"rows_{key}")
    picked = st.dataframe(
        shown,
        column_config=columns,
        hide_index=True,
        height=min(TABLE_HEIGHT - _chips_height(), ROW_HEIGHT * (len(shop_ids) + 1) + 2),
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="",
        key=widget,
    )
    cells = picked["selection"]["cells"]
    if cells and cells[0][0] < len(shop_ids):
        _picked(cells[0][1], rows.iloc[cells[0][0]] if rows is not None else pd.Series(dtype=object))
        review.remember_walk(shop_ids)
        open_shop(shop_ids[cells[0][0]])


def _chips_height() -> int:
    return CHIPS_HEIGHT if stands_on_top({name: chips.picked(name) for name in FILTERS}) else 0


def _picked(column: str, row: pd.Series) -> None:
    """A place, a strength, a change goes into the link as the filter it is, a ring opens; else the shop is meant."""
    ring_id = row.get("ring_id")
    if column == "ring" and isinstance(ring_id, str):
        go("pages/rings.py", ring=ring_id, account="")
    key, name = _LIKE.get(column, ("", ""))
    code = row.get(name)
    if isinstance(code, str) and chips.picked(key) != code:
        chips.renew()
        st.query_params[key] = code
        st.rerun()


def _nothing(query: str, head: pd.Series) -> None:
    if query == "overview__changes":
        nothing_here(
            _("Nothing to compare: no other scan came before this one.")
            if pd.isna(head["before_at"])
            else _("Nothing changed since the scan of {time}.").format(time=local_time(head["before_at"]))
        )
    elif head["suspects"] + head["cleared"]:
        nothing_here(_("No suspect fits these filters."), _("Clear one of them."))
    else:
        nothing_here(
            _("No shop is suspect: none has two independent kinds of evidence against it."),
            _("Every shop's case can still be opened on the Shop page."),
        )
