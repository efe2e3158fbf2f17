"""The price page's filters: kept in the link, handed to its queries as parameters."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from suyuan.messages import _
from suyuan.price_pick import EVERYTHING
from suyuan.ui.links import linked

TOP_OF_BAND = 150
BRANDS, PRODUCTS, SPREAD = "brands", "products", "spread"
BRAND, CATEGORY = "brand", "category"
BAND_WORDS = "band_words"


def follow_brand() -> None:
    """With a brand chosen its products are the rows; without one, brands are."""
    if st.query_params.get("rows") != SPREAD:
        st.query_params["rows"] = PRODUCTS if st.session_state.get("brand") else BRANDS


def choose_brands(brands: list[str]) -> None:
    """Keep these brands; the same again lets go of them. A callback."""
    if brands:
        chosen = st.session_state.get(BRAND)
        st.session_state[BRAND] = [] if chosen == brands else brands
        follow_brand()


def all_brands() -> None:
    """No brand is chosen any more. A callback."""
    st.session_state[BRAND] = []
    follow_brand()


def all_categories() -> None:
    """No category is chosen any more. A callback."""
    st.session_state[CATEGORY] = []


def rows() -> str:
    """What a row of the chart is; or how prices spread."""
    names = {BRANDS: _("Brands"), PRODUCTS: _("Products"), SPREAD: _("Distribution")}
    if st.query_params.get("rows") not in names:
        st.query_params["rows"] = PRODUCTS if "brand" in st.query_params else BRANDS
    chosen = linked(
        st.segmented_control,
        _("Rows"),
        list(names),
        key="rows",
        format_func=lambda code: names[code],
        label_visibility="collapsed",
    )
    return chosen or BRANDS


def filters(choices: pd.DataFrame) -> dict[str, Any]:
    """Brand, category, band, suspects only: kept in the link, returned as parameters of the queries."""
    by_brand, by_category, band, by_band, by_suspects = st.columns(
        [2.3, 2.3, 2.35, 2.3, 1.65], vertical_alignment="center"
    )
    brands = by_brand.multiselect(
        _("Brand"),
        list(dict.fromkeys(choices["brand"].dropna())),
        key="brand",
        on_change=follow_brand,
        placeholder=_("all brands"),
        label_visibility="collapsed",
        # None chosen means all.
        select_all=False,
        bind="query-params",
    )
    categories = by_category.multiselect(
        _("Category"),
        list(dict.fromkeys(choices["category"].dropna())),
        key="category",
        placeholder=_("all categories"),
        label_visibility="collapsed",
        select_all=False,
        bind="query-params",
    )
    # Beside the slider instead of over it: a projector's 720 lines go to the chart.
    words = _("Price in % of the reference")
    band.container(key=BAND_WORDS).markdown(words, text_alignment="right")
    low, high = by_band.slider(
        words,
        0,
        TOP_OF_BAND,
        (0, TOP_OF_BAND),
        5,
        key="band",
        label_visibility="collapsed",
        bind="query-params",
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
