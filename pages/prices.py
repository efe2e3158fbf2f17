"""Who sells impossibly cheap? Every listing against the brand's price; a pick on it fills the table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from suyuan import price_charts, ui
from suyuan.messages import _, ngettext
from suyuan.ui import review
from suyuan.ui.briefing.room_charts import for_the_room
from suyuan.ui.cases import case_dialog
from suyuan.ui.prices import price_filters, prices
from suyuan.ui.prices.price_filters import PRODUCTS, SPREAD
from suyuan.wording import price_words

LANES = 13
CALM_POINTS = 2500
WHOLE = 10**12
TABLE_HEIGHT = 190


def render_answer(row: pd.Series) -> None:
    """The page's question answered in one line, with the innocent lookalikes beside it."""
    found = ngettext(
        "**{shops} suspect shop asks less than half of the reference price**, for {listings} listings.",
        "**{shops} suspect shops ask less than half of the reference price**, for {listings} listings.",
        int(row["cheap_shops"]),
    )
    if not row["cheap_shops"]:
        found = _("**No suspect shop asks less than half of the reference price.**")
    others = _("{others} listings of other shops are as cheap: a low price alone convicts nobody.")
    st.markdown(
        found.format(shops=ui.number(row["cheap_shops"]), listings=ui.number(row["cheap_listings"]))
        + " "
        + others.format(others=ui.number(row["cheap_others"]))
    )
    if row["by_peers"] == row["listings"] > 0:
        st.caption(price_words.only_peers())


def render_lanes(lanes: pd.DataFrame, selected: dict[str, Any]) -> str:
    """The chart of listings. Returns what it leaves out, in words."""
    points = ui.load("prices__points", **selected, most=CALM_POINTS)
    words = price_words.chart(has_brand_prices=bool((lanes["price_basis"] != "peers").any()))
    st.html(price_charts.legend(ui.palette(), words))
    figure = price_charts.lanes_figure(lanes, points, ui.palette(), words, 56 + 17 * max(len(lanes), 6))
    st.plotly_chart(
        for_the_room(figure), key=prices.chart_key(), on_select=prices.keep_pick, config=price_charts.CONFIG
    )
    return _("{drawn} of {listings} listings drawn, every suspect's among them").format(
        drawn=ui.number(len(points)), listings=ui.number(int(points["listings"].max()))
    )


def render_spread(parameters: dict[str, Any]) -> str:
    """How each brand's prices spread around the reference."""
    spread = ui.load("prices__brand_spread", **parameters, most=LANES)
    figure = price_charts.ridge_figure(spread, ui.palette(), price_words.chart(True), height=314)
    st.plotly_chart(for_the_room(figure), key="prices_spread", config=price_charts.CONFIG)
    return _("Beside each brand: listings of suspect shops / of all shops")


def render_listing(selected: dict[str, Any], row: st.delta_generator.DeltaGenerator) -> None:
    """What may be done about the one listing that was picked."""
    listing = ui.load("prices__listings", **selected, most=1)
    if not listing.empty:
        review.listing_row(listing.iloc[0], row)


ui.open_page()
ui.guard()
title, view, download = st.columns([4.2, 2.6, 1.4], vertical_alignment="center")
title.title(_("Who sells impossibly cheap?"))
choices = ui.load("prices__choices")
if choices.empty:
    listings = ui.number(int(ui.load("prices__not_judged")["listings"].sum()))
    ui.nothing_here(
        _("None of {listings} listings has a price that can be judged.").format(listings=listings),
        price_words.no_evidence(),
    )
    st.stop()
with view:
    rows = price_filters.rows()
answer = st.container()
parameters = {**price_filters.filters(choices), "by_brand": rows != PRODUCTS}
lanes = prices.load_lanes(parameters, LANES)
pick = prices.current_pick(list(lanes["lane"])) if rows != SPREAD else None
selected = prices.selection(parameters, list(lanes["lane"]), pick)
with answer:
    render_answer(ui.load("prices__headline", **selected).iloc[0])
with download:
    ui.csv_button(
        "prices__listings", {**selected, "most": WHOLE}, "prices", filters=prices.told(parameters, pick)
    )
if lanes.empty:
    ui.nothing_here(_("No listing fits these filters."), _("Widen the band or drop a filter."))
    st.stop()
left_out = render_spread(parameters) if rows == SPREAD else render_lanes(lanes, selected)
words, button = st.columns([5, 1], vertical_alignment="center")
if pick:
    row = words.container(horizontal=True, vertical_alignment="center")
    row.markdown(prices.pick_words(pick), width="content")
    button.button(_("Drop the pick"), on_click=prices.drop_pick, key="drop_pick", type="tertiary")
    if len(pick.listing_ids) == 1:
        render_listing(selected, row)
else:
    words.caption(left_out, help=price_words.not_judged_line(ui.load("prices__not_judged")))
prices.table(selected, TABLE_HEIGHT)
case_dialog.show()
