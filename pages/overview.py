"""Whom do I open next, and why? What the last scan found: the queue of suspects, and what changed."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Place

from suyuan import overview_words, ui
from suyuan.messages import _
from suyuan.queue_table import changes_table, queue_table

ROWS = 500
TABLE_HEIGHT, ROW_HEIGHT = 380, 33
QUEUE, CHANGES = "queue", "changes"
FILTERS = ("province", "brand", "category", "signal")


def render_headline() -> pd.Series:
    """When and over what; suspects, and never without them the innocents to expect; money; brands."""
    signals, head = ui.load("overview__signals"), ui.load("overview__headline").iloc[0]
    totals = ui.load("overview__totals")
    st.caption(overview_words.scan_line(ui.load("frame__scan").iloc[0], signals))
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


def render_filters(head: pd.Series) -> tuple[str, dict[str, str | None], Place]:
    """What the table holds, kept in the link; and the place for its download."""
    choices = ui.load("overview__choices")
    columns = st.columns([2.45, 1.2, 1.2, 1.2, 1.2, 1.35], vertical_alignment="center")
    names = {
        QUEUE: _("Queue"),
        CHANGES: _("Changed since last scan {n}").format(n=ui.number(head["changes"])),
    }
    with columns[0]:
        shown = ui.linked(
            st.segmented_control,
            _("Table"),
            list(names),
            key="table",
            default=QUEUE,
            required=True,
            format_func=lambda code: names[code],
            label_visibility="collapsed",
        )
    labels = (_("Region"), _("Brand"), _("Category"), _("Signal"))
    for column, name, label in zip(columns[1:], FILTERS, labels, strict=False):
        own = choices[choices["filter"] == name].set_index("code")
        with column:
            ui.linked(
                st.selectbox,
                label,
                list(own.index),
                key=name,
                format_func=partial(overview_words.choice, own, name),
                placeholder=label,
                label_visibility="collapsed",
                disabled=shown == CHANGES,
            )
    return shown or QUEUE, {name: st.session_state.get(name) for name in FILTERS}, columns[5]


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
title, offer = st.columns([3, 1.2], vertical_alignment="bottom")
title.title(_("Suspect shops"), anchor=False)
with offer:
    ui.offer_scan()
head = render_headline()
shown, filters, place = render_filters(head)
if shown == CHANGES:
    render_table("overview__changes", {}, place, head)
else:
    render_table("overview__queue", filters, place, head)
