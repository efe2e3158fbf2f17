"""Why this one, and what speaks for it? One shop's case on one screen, and the records behind every figure."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from suyuan import charts, shop_case, ui
from suyuan.cleared import case_without
from suyuan.messages import _, ngettext
from suyuan.ui import cleared, evidence, review
from suyuan.ui.briefing import briefing_mode, reveal_one, room_screen
from suyuan.ui.cases import case_dialog
from suyuan.ui.shop import shop_picks, shop_records, shop_ring
from suyuan.wording.words import word

ROW_HEIGHT, LEAST_HEIGHT, MAP_HEIGHT, STRIP_HEIGHT = 37, 200, 140, 76


def render_head(case: pd.Series, place: st.delta_generator.DeltaGenerator) -> None:
    """Who it is and how strong the evidence: the same row that stands in the queue."""
    name = ui.escape(case["shop_id"] if pd.isna(case["shop_name"]) else case["shop_name"])
    with place:
        st.title(name, anchor=False)
    colour = "red" if case["suspect"] else "gray"
    verdict = _("suspect, evidence {strength}") if case["suspect"] else _("not suspect, evidence {strength}")
    if case["strength"] == "none":
        verdict = _("not suspect")
    if case["cleared"]:
        colour, verdict = "green", _("cleared on review, evidence {strength}")
    told = [
        f":{colour}-badge[{verdict.format(strength=word('shop_strength', case['strength']))}]",
        *([] if briefing_mode.is_on() else [ui.escape(case["shop_id"])]),
        _("rank {n}").format(n=ui.number(case["rank"])),
    ]
    if not case["orders"]:
        told.append(_("no orders on record"))
    else:
        told.append(
            ngettext("{n} order", "{n} orders", int(case["orders"])).format(n=ui.number(case["orders"]))
        )
        sold = _("{amount} at risk") if case["suspect"] else _("{amount} of brand goods sold")
        told.append(sold.format(amount=ui.money(case["amount_at_risk"], case["currency"])))
    if not pd.isna(case["opened_at"]):
        told.append(_("opened {day}").format(day=ui.local_time(case["opened_at"], date_only=True)))
    words, ring, package = st.columns([2.15, 1.05, 0.72], vertical_alignment="center")
    words.markdown(told[0] + " &nbsp;" + " · ".join(told[1:]))
    shop_ring.button(case["shop_id"], ring)
    evidence.button("shop", case["shop_id"], package)
    reveal_one.eye("shop", case["shop_id"], package)
    evidence.panel("shop", case["shop_id"])
    review.shop_row(str(case["shop_id"]), bool(case["suspect"]))
    shop_ring.path(case["shop_id"])


def render_case(case: pd.Series, shop_id: str) -> None:
    """The case for and against; beside it places, prices and weeks."""
    colours, picks = ui.palette(), {"shop_id": shop_id, **shop_picks.parameters()}
    left, right = st.columns([1.45, 1], gap="medium")
    with left:
        reasons, bands = ui.load("shop__reasons", shop_id=shop_id), ui.load("shop__strengths")
        height = max(LEAST_HEIGHT, ROW_HEIGHT * (len(reasons) + 2) + 20)
        figure = shop_case.waterfall(case, reasons, bands, colours, height)
        shop_picks.waterfall(figure, reasons)
    with right, st.container(gap="xxsmall"):
        st.markdown(f"**{ui.escape(shop_case.headline(case))}**")
        origins = ui.load("shop__origins", **picks)
        map_height = round(MAP_HEIGHT * room_screen.larger())
        drawn = shop_case.small_map(case, origins, colours, map_height)
        if drawn is not None:
            shop_picks.origins_map(drawn, shop_case.placed(origins), map_height)
        title, priced = shop_case.strip(ui.load("shop__listings", **picks))
        st.markdown(f"**{title}**")
        if priced.empty:
            st.caption(_("None of its listings has a reference price."))
        else:
            drawn = charts.price_strip(priced, colours, STRIP_HEIGHT, is_suspect=bool(case["suspect"]))
            shop_picks.strip_chart(drawn, priced)
        weeks = ui.load("shop__weeks", **picks)
        st.markdown(f"**{_('Orders a week')}** :red[◆] {_('counterfeit complaints')}")
        if weeks.empty:
            st.caption(_("No orders delivered."))
        else:
            shop_picks.weeks_chart(charts.weeks(weeks, colours, STRIP_HEIGHT))


ui.open_page()
ui.guard()
title, find = st.columns([3, 1.2], vertical_alignment="bottom")
with find:
    text = st.text_input(
        _("Find a shop"),
        key="find",
        placeholder=_("Find a shop by name or id"),
        label_visibility="collapsed",
        icon=":material/search:",
    )
shop_id = st.query_params.get("shop", "")
if text or not shop_id:
    title.title(_("One shop"), anchor=False)
    shop_records.search(text)
    st.stop()
cases = ui.load("shop__case", shop_id=shop_id)
if cases.empty:
    ui.wrong_link(_("No shop {shop} in these findings.").format(shop=ui.escape(shop_id)))
case = pd.Series(case_without(cases.iloc[0].to_dict(), cleared.shops()))
render_head(case, title)
shop_picks.show(shop_id)
render_case(case, shop_id)
shop_records.records(shop_id)
case_dialog.show()
