"""Whom do I open next, and why? What the last scan found: the queue of suspects, and what changed."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Place

from suyuan import ui
from suyuan.messages import _
from suyuan.ui import overview_words
from suyuan.ui.freshness import keep_fresh
from suyuan.ui.hot import hot_categories
from suyuan.ui.queue_filters import CHANGES, queue_filters
from suyuan.ui.queue_table import changes_table, queue_table

ROWS = 500
TABLE_HEIGHT, ROW_HEIGHT = 380, 33


def render_headline() -> pd.Series:
    """When and over what; suspects, and never without them the innocents to expect; money; brands."""
    signals, head = ui.load("overview__signals"), ui.load("overview__headline").iloc[0]
    totals = ui.load("overview__totals")
    scan = ui.load("frame__scan").iloc[0]
    keep_fresh(overview_words.scan_line(scan, signals), scan["finished_at"].to_pydatetime())
    off, why = overview_words.signals_off(signals)
    if off:
        st.caption(f":material/toggle_off: {off}", help=why)
    new = _("{n} new").format(n=ui.number(head["new_suspects"])) if head["new_suspects"] else ""
    measured = _("Measured by this marketplace's own test buys; under 30 verdicts nothing is claimed.")
    cards = [
        (_("Suspect shops"), (ui.number(head["suspects"]), new), None),
        (_("Innocents expected among them"), overview_words.innocents(head), measured),
        (_("Sales at risk"), overview_words.at_risk(totals), None),
        (_("Brand hit hardest"), overview_words.brands_hit(ui.load("overview__brands"), totals), None),
    ]
    for column, (label, (value, basis), help_text) in zip(st.columns([1, 1.5, 1.2, 1.7]), cards, strict=True):
        with column.container(gap="xxsmall"):
            st.metric(label, value, help=help_text)
            st.caption(basis or "&nbsp;")
    return head


def render_table(query: str, filters: dict[str, str | None], place: Place, head: pd.Series) -> None:
    rows = ui.load(query, **filters)
    with place:
        ui.csv_button(query, filters, "suspects" if query == "overview__queue" else "changes")
    if rows.empty:
        render_nothing(query, head)
        return
    table = queue_table if query == "overview__queue" else changes_table
    shown, columns = table(rows.head(ROWS), ui.palette())
    picked = st.dataframe(
        shown,
        column_config=columns,
        hide_index=True,
        height=min(TABLE_HEIGHT, ROW_HEIGHT * (min(len(rows), ROWS) + 1) + 2),
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="",
        key=f"rows_{query}",
    )
    cells = picked["selection"]["cells"]
    if cells:
        ui.open_shop(rows["shop_id"].iloc[cells[0][0]])
    if query == "overview__queue":
        note = _("Sorted by strength of evidence × sales at risk. Click a row to open the shop.")
        more = _("The first {n} are shown; the CSV holds all.").format(n=ROWS) if len(rows) > ROWS else ""
        st.caption(f"{note} {more}")


def render_nothing(query: str, head: pd.Series) -> None:
    if query == "overview__changes":
        ui.nothing_here(
            _("Nothing to compare: no other scan came before this one.")
            if pd.isna(head["before_at"])
            else _("Nothing changed since the scan of {time}.").format(time=ui.local_time(head["before_at"]))
        )
    elif head["suspects"]:
        ui.nothing_here(_("No suspect fits these filters."), _("Clear one of them."))
    else:
        ui.nothing_here(
            _("No shop is suspect: none has two independent kinds of evidence against it."),
            _("Every shop's case can still be opened on the Shop page."),
        )


ui.open_page()
ui.guard()
title, hot, offer = st.columns([1.6, 2.2, 1.2], vertical_alignment="bottom")
title.title(_("Suspect shops"), anchor=False)
with hot:
    hot_categories()
with offer:
    ui.offer_scan()
head = render_headline()
shown, filters, place = queue_filters(head)
if shown == CHANGES:
    render_table("overview__changes", {}, place, head)
else:
    render_table("overview__queue", filters, place, head)
