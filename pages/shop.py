"""Why this one, and what speaks for it? One shop's case on one screen, and the records behind every figure."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from suyuan import charts, shop_case, ui
from suyuan.messages import _, ngettext
from suyuan.record_tables import readable
from suyuan.words import word

ROWS = 500
EVERYTHING = 10**12
FOUND = 50
ROW_HEIGHT, LEAST_HEIGHT, MAP_HEIGHT, STRIP_HEIGHT = 41, 200, 172, 80
RECORDS = ("reasons", "listings", "orders", "complaints", "test_buys", "parcels", "dealings", "transfers")


def open_found() -> None:
    """Open the shop that was picked among those found."""
    cells = st.session_state["found"]["selection"]["cells"]
    if cells:
        st.query_params["shop"] = st.session_state["found_ids"][cells[0][0]]
        st.session_state["find"] = ""


def render_search(text: str) -> None:
    """Shops by name or id, the most suspect first."""
    found = ui.load("shop__search", text=text, most=FOUND)
    if found.empty:
        ui.nothing_here(_("No shop's name or id holds this text."), _("Try a part of it."))
        return
    st.session_state["found_ids"] = list(found["shop_id"])
    table, columns = readable(found)
    st.caption(
        _("Pick a shop to open it. The most suspect come first; at most {n} are shown.").format(n=FOUND)
    )
    st.dataframe(
        table,
        column_config=columns,
        hide_index=True,
        on_select=open_found,
        selection_mode="single-cell",
        key="found",
    )


def render_head(case: pd.Series, place: st.delta_generator.DeltaGenerator) -> None:
    """Who it is and how strong the evidence: the same row that stands in the queue."""
    name = ui.escape(case["shop_id"] if pd.isna(case["shop_name"]) else case["shop_name"])
    with place:
        st.title(name, anchor=False)
    colour = "red" if case["suspect"] else "gray"
    verdict = _("suspect, evidence {strength}") if case["suspect"] else _("not suspect, evidence {strength}")
    told = [
        f":{colour}-badge[{verdict.format(strength=word('shop_strength', case['strength']))}]",
        ui.escape(case["shop_id"]),
        _("rank {n}").format(n=ui.number(case["rank"])),
        _("{amount} at risk").format(amount=ui.money(case["amount_at_risk"], case["currency"])),
        ngettext("{n} order", "{n} orders", int(case["orders"])).format(n=ui.number(case["orders"])),
    ]
    if not pd.isna(case["opened_at"]):
        told.append(_("opened {day}").format(day=ui.local_time(case["opened_at"], date_only=True)))
    st.markdown(told[0] + " &nbsp;" + " · ".join(told[1:]))


def render_case(case: pd.Series, shop_id: str) -> None:
    """The case for and against; beside it places, prices and weeks."""
    colours = ui.palette()
    left, right = st.columns([1.45, 1], gap="medium")
    with left:
        reasons, bands = ui.load("shop__reasons", shop_id=shop_id), ui.load("shop__strengths")
        height = max(LEAST_HEIGHT, ROW_HEIGHT * (len(reasons) + 2) + 20)
        figure = shop_case.waterfall(case, reasons, bands, colours, height)
        st.plotly_chart(figure, theme=None, config=charts.STILL, key="waterfall")
    with right, st.container(gap="xxsmall"):
        st.markdown(f"**{ui.escape(shop_case.headline(case))}**")
        origins = ui.load("shop__origins", shop_id=shop_id)
        drawn = shop_case.small_map(case, origins, colours, MAP_HEIGHT)
        if drawn is not None:
            st.pydeck_chart(drawn, height=MAP_HEIGHT, key="small_map")
        priced = shop_case.strip(ui.load("shop__listings", shop_id=shop_id))
        by_reference = (
            priced["price_basis"].isin(["product", "category", "category_span"]).any() or priced.empty
        )
        title = (
            _("Asking prices against the reference")
            if by_reference
            else _("Asking prices against other shops'")
        )
        st.markdown(f"**{title}**")
        if len(priced):
            st.plotly_chart(
                charts.price_strip(priced, colours, STRIP_HEIGHT),
                theme=None,
                config=charts.STILL,
                key="strip",
            )
        else:
            st.caption(_("None of its listings has a reference price."))
        weeks = ui.load("shop__weeks", shop_id=shop_id)
        st.markdown(f"**{_('Orders a week')}** :red[◆] {_('counterfeit complaints')}")
        names = {"orders": _("Orders"), "complaints": _("counterfeit complaints")}
        if len(weeks):
            st.plotly_chart(
                charts.weeks(weeks, names, colours, STRIP_HEIGHT),
                theme=None,
                config=charts.STILL,
                key="weeks",
            )
        else:
            st.caption(_("No orders delivered."))


def render_records(shop_id: str) -> None:
    """The rows behind the figures, each kind with its download."""
    names = {
        "reasons": _("Evidence"),
        "listings": _("Listings"),
        "orders": _("Order lines"),
        "complaints": _("Complaints"),
        "test_buys": _("Test buys"),
        "parcels": _("Parcels"),
        "dealings": _("Purchases"),
        "transfers": _("Transfers"),
    }
    queries = {record: f"shop__{record}" for record in RECORDS}
    counts = {record: ui.count(queries[record], shop_id=shop_id, most=EVERYTHING) for record in RECORDS}
    columns = st.columns([6.4, 1.2], vertical_alignment="center")
    with columns[0]:
        shown = ui.linked(
            st.segmented_control,
            _("Records"),
            list(RECORDS),
            key="records",
            default="reasons",
            required=True,
            format_func=lambda code: f"{names[code]} {ui.number(counts[code])}",
            label_visibility="collapsed",
        )
    shown = shown or "reasons"
    with columns[1]:
        ui.csv_button(
            queries[shown], {"shop_id": shop_id, "most": EVERYTHING}, shown, filters={"shop": shop_id}
        )
    if not counts[shown]:
        ui.nothing_here(_("No such record of this shop."))
        return
    table, settings = readable(ui.load(queries[shown], shop_id=shop_id, most=ROWS))
    st.dataframe(table, column_config=settings, hide_index=True, height="auto", key=f"rows_{shown}")
    if counts[shown] > ROWS:
        st.caption(_("The first {n} rows; the CSV holds all.").format(n=ui.number(ROWS)))


ui.open_page()
ui.guard()
title, find = st.columns([3, 1.2], vertical_alignment="bottom")
with find:
    text = st.text_input(
        _("Find a shop"),
        key="find",
        bind="query-params",
        placeholder=_("Find a shop by name or id"),
        label_visibility="collapsed",
        icon=":material/search:",
    )
shop_id = st.query_params.get("shop", "")
if text or not shop_id:
    title.title(_("One shop"), anchor=False)
    render_search(text)
    st.stop()
cases = ui.load("shop__case", shop_id=shop_id)
if cases.empty:
    ui.wrong_link(_("No shop {shop} in these findings.").format(shop=ui.escape(shop_id)))
case = cases.iloc[0]
render_head(case, title)
render_case(case, shop_id)
render_records(shop_id)
