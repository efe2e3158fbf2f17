"""Who sells impossibly cheap? Every listing against the brand's price; a pick on it fills the table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from suyuan import price_charts, price_words, ui
from suyuan.messages import _, ngettext
from suyuan.price_pick import EVERYTHING
from suyuan.ui import prices

LANES = 13
CALM_POINTS = 2500
WHOLE = 10**12
TOP_OF_BAND = 150
TABLE_HEIGHT = 190
BRANDS, PRODUCTS, SPREAD = "brands", "products", "spread"


def follow_brand() -> None:
    """With a brand chosen its products are the rows; without one, brands are."""
    if st.query_params.get("rows") != SPREAD:
        st.query_params["rows"] = PRODUCTS if st.session_state.get("brand") else BRANDS


def render_rows() -> str:
    """What a row of the chart is; or how prices spread."""
    names = {BRANDS: _("Brands"), PRODUCTS: _("Products"), SPREAD: _("Distribution")}
    if st.query_params.get("rows") not in names:
        st.query_params["rows"] = PRODUCTS if "brand" in st.query_params else BRANDS
    chosen = ui.linked(
        st.segmented_control,
        _("Rows"),
        list(names),
        key="rows",
        format_func=lambda code: names[code],
        label_visibility="collapsed",
    )
    return chosen or BRANDS


def render_filters(choices: pd.DataFrame) -> dict[str, Any]:
    """Brand, category, band, suspects only: kept in the link, returned as parameters of the queries."""
    by_brand, by_category, by_band, by_suspects = st.columns([3, 3, 3, 1.6], vertical_alignment="bottom")
    brands = by_brand.multiselect(
        _("Brand"),
        list(dict.fromkeys(choices["brand"].dropna())),
        key="brand",
        on_change=follow_brand,
        placeholder=_("all brands"),
        bind="query-params",
    )
    categories = by_category.multiselect(
        _("Category"),
        list(dict.fromkeys(choices["category"].dropna())),
        key="category",
        placeholder=_("all categories"),
        bind="query-params",
    )
    low, high = by_band.slider(
        _("Price in % of the reference"), 0, TOP_OF_BAND, (0, TOP_OF_BAND), 5, key="band", bind="query-params"
    )
    suspects_only = by_suspects.toggle(_("Suspects only"), key="suspects", bind="query-params")
    return {
        "brands": brands,
        "categories": categories,
        "ratio_low": low / 100,
        # At its right end the band is open.
        "ratio_high": EVERYTHING if high == TOP_OF_BAND else high / 100,
        "suspects_only": suspects_only,
    }


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


def render_lanes(lanes: pd.DataFrame, selected: dict[str, Any]) -> str:
    """The chart of listings. Returns what it leaves out, in words."""
    points = ui.load("prices__points", **selected, most=CALM_POINTS)
    words = price_words.chart(has_brand_prices=bool((lanes["price_basis"] != "peers").any()))
    st.html(price_charts.legend(ui.palette(), words))
    figure = price_charts.lanes_figure(lanes, points, ui.palette(), words, 56 + 17 * max(len(lanes), 6))
    st.plotly_chart(figure, key=prices.chart_key(), on_select=prices.keep_pick, config=price_charts.CONFIG)
    return _("{drawn} of {listings} listings drawn, every suspect's among them").format(
        drawn=ui.number(len(points)), listings=ui.number(int(points["listings"].max()))
    )


def render_spread(parameters: dict[str, Any]) -> str:
    """How each brand's prices spread around the reference."""
    spread = ui.load("prices__brand_spread", **parameters, most=LANES)
    figure = price_charts.ridge_figure(spread, ui.palette(), price_words.chart(True), height=314)
    st.plotly_chart(figure, key="prices_spread", config=price_charts.CONFIG)
    return _("Beside each brand: listings of suspect shops / of all shops")


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
    rows = render_rows()
answer = st.container()
parameters = {**render_filters(choices), "by_brand": rows != PRODUCTS}
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
    words.markdown(prices.pick_words(pick))
    button.button(_("Drop the pick"), on_click=prices.drop_pick, key="drop_pick", type="tertiary")
else:
    words.caption(left_out, help=price_words.not_judged_line(ui.load("prices__not_judged")))
prices.table(selected, TABLE_HEIGHT)
