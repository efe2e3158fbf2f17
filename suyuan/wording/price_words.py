"""The wording of the price page: its charts, what they leave out, what to do without any price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from suyuan.messages import _, ngettext
from suyuan.numbers import number, percent
from suyuan.price_pick import Pick
from suyuan.wording.words import word


def chart(has_brand_prices: bool) -> dict[str, str]:
    """The words of the price charts."""
    return {
        "suspects": _("suspect shops"),
        "others": _("other shops"),
        "all": _("all shops"),
        "picked": _("picked"),
        "by_category": _("judged by category only"),
        "innocent": _("innocent reading"),
        "span": _("category's price span"),
        "axis": _("price as a share of the brand's reference price · size = units sold")
        if has_brand_prices
        else _("price as a share of what other shops usually ask · size = units sold"),
        "spread_axis": _("price as a share of the reference · each shape scaled to its own peak"),
        "ratio": _("Price / reference"),
        "units": _("Units sold"),
    }


def drawn(points: pd.DataFrame, lane: Mapping[Any, Any]) -> str:
    """How much of what the filters keep is drawn: `points` of `prices__points`, and any row of `prices__lanes`."""
    listings, suspects = int(lane["all_listings"]), int(lane["all_suspect_listings"])
    shown = int(points["suspect"].sum())
    if shown == suspects:
        told = _("{drawn} of {listings} drawn, no suspect left out")
    else:
        told = _(
            "{drawn} of {listings} listings drawn, {shown} of {suspects} of suspect shops, each price once first: "
            "filter to see the rest"
        )
    return told.format(
        drawn=number(len(points)), listings=number(listings), shown=number(shown), suspects=number(suspects)
    )


def picked(pick: Pick) -> str:
    """What is picked on the chart: a band of some rows, or listings one by one."""
    if pick.is_band:
        return ngettext(
            "{low} to {high} of the reference in {rows} row",
            "{low} to {high} of the reference in {rows} rows",
            len(pick.lanes),
        ).format(low=percent(pick.low), high=percent(pick.high), rows=number(len(pick.lanes)))
    return ngettext("{n} listing", "{n} listings", len(pick.listing_ids)).format(
        n=number(len(pick.listing_ids))
    )


def beside_brands(is_marked: bool) -> str:
    """What the figures beside a brand of the distribution count."""
    if is_marked:
        return _("Beside each brand: listings picked / of suspect shops / of all shops")
    return _("Beside each brand: listings of suspect shops / of all shops")


def not_judged_line(counts: pd.DataFrame) -> str:
    """Which listings are not on the chart, and why; `counts` is what `prices__not_judged` returns."""
    kinds = [
        f"{n:,} × {word('price_use', use)}"
        for use, n in zip(counts["price_use"], counts["listings"], strict=True)
    ]
    return _("Not judged: {kinds}.").format(kinds=" · ".join(kinds)) if kinds else ""


def only_peers() -> str:
    """What it means that no brand price was delivered, and what would change it."""
    return _(
        "No brand prices here: 100 % is what other shops usually ask, which is weaker. "
        "Deliver reference\\_prices to hold listings against the brands' own."
    )


def no_evidence() -> str:
    """What it means that no price can be judged, and what would change it."""
    return _(
        "That does not make them clean: prices say nothing here. Deliver brand and category with the "
        "listings and the brands' own prices as reference\\_prices; or at least eight shops that sell one "
        "brand in one category."
    )
