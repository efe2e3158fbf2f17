"""Whom do I open next, and why? What the last scan found: the queue of suspects, and what changed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from suyuan import ui
from suyuan.messages import _, language, ngettext
from suyuan.queue_table import changes_table, queue_table
from suyuan.words import word

ROWS = 500
TABLE_HEIGHT = 380
QUEUE, CHANGES = "queue", "changes"
FILTERS = ("province", "brand", "category", "signal")


def render_scan_line() -> None:
    """When, over what, and what is switched off by name."""
    scan = ui.load("frame__scan").iloc[0]
    signals = ui.load("overview__signals")
    off = signals[~signals["is_on"]]
    told = [
        _("Scanned {time}, {zone}").format(time=ui.local_time(scan["finished_at"]), zone=ui.zone_name()),
        ngettext("{n} shop", "{n} shops", int(scan["shops"])).format(n=ui.number(scan["shops"])),
        ngettext("{n} order line", "{n} order lines", int(scan["order_lines"])).format(
            n=ui.number(scan["order_lines"])
        ),
    ]
    if off.empty:
        told.append(_("all {n} signals on").format(n=len(signals)))
    st.caption(" · ".join(told))
    if not off.empty:
        names = _(", ").join(
            f"{word('signal', row.signal)} ({word('off_reason', row.off_reason)})" for row in off.itertuples()
        )
        st.caption(_("Switched off, which never counts as clean: {names}").format(names=names))


def render_headline() -> pd.Series:
    """Suspects, and never without them the innocents to expect; sales at risk; whose brands."""
    head = ui.load("overview__headline").iloc[0]
    totals, brands = ui.load("overview__totals"), ui.load("overview__brands")
    columns = st.columns([1, 1.5, 1.2, 1.7])
    columns[0].metric(
        _("Suspect shops"),
        ui.number(head["suspects"]),
        delta=_("{n} new").format(n=ui.number(head["new_suspects"])) if head["new_suspects"] else None,
        delta_color="off",
        delta_arrow="off",
    )
    with columns[1].container(gap="xxsmall"):
        st.metric(
            _("Innocents expected among them"),
            _("about {n}").format(n=ui.number(head["suspects"] * head["share"]))
            if head["is_measured"]
            else _("not measured here"),
            help=_("Measured by this marketplace's own test buys; under 30 verdicts nothing is claimed."),
        )
        st.caption(_innocents_basis(head))
    money = [ui.compact_money(row.amount_at_risk, row.currency) for row in totals.itertuples()]
    with columns[2].container(gap="xxsmall"):
        st.metric(_("Sales at risk"), money[0] if money else ui.compact_money(0, "CNY"))
        st.caption(_(", ").join(money[1:]) or _("paid orders of brand goods"))
    top = brands[brands["currency"] == totals["currency"].iloc[0]] if len(totals) else brands
    shares = [f"{ui.escape(row.brand)} {ui.percent(row.share)}" for row in top.head(4).itertuples()]
    with columns[3].container(gap="xxsmall"):
        st.metric(_("Brand hit hardest"), shares[0] if shares else _("none"))
        st.caption(" · ".join(shares[1:]) or _("of the sales at risk"))
    return head


def _innocents_basis(head: pd.Series) -> str:
    if not head["is_measured"]:
        return _("{n} verdicts, 30 needed").format(n=ui.number(head["verdicts"]))
    return _("{low}–{high}; {genuine} of {n} tested were genuine").format(
        low=ui.number(head["suspects"] * head["share_low"]),
        high=ui.number(head["suspects"] * head["share_high"]),
        genuine=ui.number(head["genuine"]),
        n=ui.number(head["verdicts"]),
    )


def render_filters(head: pd.Series) -> tuple[str, dict[str, str | None], st.delta_generator.DeltaGenerator]:
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
                format_func=lambda code, own=own, name=name: _choice(own, name, code),
                placeholder=label,
                label_visibility="collapsed",
                disabled=shown == CHANGES,
            )
    return shown or QUEUE, {name: st.session_state.get(name) for name in FILTERS}, columns[5]


def _choice(own: pd.DataFrame, name: str, code: str) -> str:
    row = own.loc[code]
    label = word("signal", code) if name == "signal" else code
    if name == "province":
        label = row["name_zh" if language() == "zh" else "name_en"] or code
    return f"{label} {ui.number(row['suspects'])}"


def render_table(query: str, filters: dict[str, str | None], place, head: pd.Series) -> None:  # type: ignore[no-untyped-def]
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
        height=TABLE_HEIGHT,
        on_select="rerun",
        selection_mode="single-cell",
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
st.title(_("Suspect shops"))
render_scan_line()
head = render_headline()
shown, filters, place = render_filters(head)
if shown == CHANGES:
    render_table("overview__changes", {}, place, head)
else:
    render_table("overview__queue", filters, place, head)
