"""Who sells impossibly cheap? Every listing against the brand's price; what is picked narrows all beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from suyuan import price_charts, price_ridges, ui
from suyuan.messages import _, ngettext
from suyuan.price_pick import LANES, Pick
from suyuan.ui import cleared, review
from suyuan.ui.cases import case_dialog
from suyuan.ui.prices import price_filters, price_picks, prices
from suyuan.ui.prices.price_filters import PRODUCTS, SPREAD
from suyuan.wording import price_words

WHOLE = 10**12


def render_answer(row: pd.Series) -> None:
    """The page's question answered in one line, with the innocent lookalikes beside it."""
    found = ngettext(
        "**{shops} suspect shop asks less than half of the reference price**, for {listings}.",
        "**{shops} suspect shops ask less than half of the reference price**, for {listings}.",
        int(row["cheap_shops"]),
    )
    if not row["cheap_shops"]:
        found = _("**No suspect shop asks less than half of the reference price.**")
    listings = ngettext("{n} listing", "{n} listings", int(row["cheap_listings"]))
    others = ngettext(
        "{others} listing of other shops is as cheap: a low price alone convicts nobody.",
        "{others} listings of other shops are as cheap: a low price alone convicts nobody.",
        int(row["cheap_others"]),
    )
    st.markdown(
        found.format(
            shops=ui.number(row["cheap_shops"]), listings=listings.format(n=ui.number(row["cheap_listings"]))
        )
        + " "
        + others.format(others=ui.number(row["cheap_others"]))
    )
    if row["by_peers"] == row["listings"] > 0:
        st.caption(price_words.only_peers())


def render_lanes(lanes: pd.DataFrame, selected: dict[str, Any], pick: Pick) -> None:
    """The chart of listings; over it what its marks mean and what it leaves out."""
    drawn = [lane for lane in lanes["lane"] if lane != price_picks.REST]
    points = ui.load("prices__points", **selected, drawn_lanes=drawn, **price_charts.MOST)
    words = price_words.chart(has_brand_prices=bool((lanes["price_basis"] != "peers").any()))
    prices.above_the_chart(
        price_charts.legend(ui.palette(), words), price_words.drawn(points, lanes.iloc[0].to_dict())
    )
    by_brand = selected["by_brand"]
    band = pick if pick.by_brand == by_brand else None
    figure = price_charts.lanes_figure(
        lanes, points, ui.palette(), words, prices.chart_height(len(lanes)), band
    )
    price_picks.lanes_chart(figure, list(lanes["lane"]), by_brand)


def render_spread(selected: dict[str, Any]) -> None:
    """How each brand's prices spread around the reference."""
    spread = ui.load("prices__brand_spread", **selected, most=LANES)
    is_marked, words = price_ridges.is_marked(spread), price_words.chart(True)
    prices.above_the_chart(
        price_ridges.legend(ui.palette(), words, is_marked), price_words.beside_brands(is_marked)
    )
    height = prices.chart_height(spread["brand"].nunique())
    price_picks.ridges_chart(price_ridges.ridge_figure(spread, ui.palette(), words, height))


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
# Near each other, so that chart and first rows stand on a screen 720 pixels high.
with st.container(gap="xsmall"):
    answer = st.container()
    filters = {**price_filters.filters(choices), "by_brand": rows != PRODUCTS, "cleared": cleared.shops()}
    pick, picked = price_picks.current(filters, LANES)
    selected = {**filters, **picked}
    listing = prices.the_listing(selected, pick)
    chips = price_picks.show(filters, pick, listing)
    figures = ui.load("prices__headline", **selected).iloc[0]
    with answer:
        render_answer(figures)
    with download:
        ui.csv_button(
            "prices__listings", {**selected, "most": WHOLE}, "prices", filters=prices.told(selected, pick)
        )
    if not figures["listings"]:
        ui.nothing_here(_("No listing fits these filters."), _("Widen the band or drop a filter."))
        st.stop()
    lanes = prices.load_lanes(selected, LANES)
    if rows == SPREAD:
        render_spread(selected)
    else:
        render_lanes(lanes, selected, pick)
    if listing is not None and chips is not None:
        # Beside the chips, so that it takes no room from the table.
        review.listing_row(listing, chips)
    prices.table(selected, is_narrowed=chips is not None)
case_dialog.show()
