"""The wording of prices: what they were held against, why one was not judged, its innocent reading."""

from __future__ import annotations

import pandas as pd

from suyuan.messages import N_, _

_BASIS = {
    "product": N_("the product's own price"),
    "category_span": N_("the brand's cheapest in the category"),
    "category": N_("the brand's price for the category"),
    "peers": N_("what other shops ask"),
}
_NOT_JUDGED = {
    "deposit": N_("deposits"),
    "difference": N_("make-up-the-difference links"),
    "unit": N_("single pieces or another unit"),
    "fits": N_("accessories that fit a brand"),
    "implausible": N_("prices that cannot be meant"),
    "no_reference": N_("no price to hold them against"),
}
_READING = {
    "outlet": N_("outlet or clearance"),
    "second_hand": N_("second-hand"),
    "parallel_import": N_("parallel import"),
    "authorised": N_("authorised by the brand"),
}


def basis(code: str | None) -> str:
    """What a price was held against."""
    return _(_BASIS.get(code or "", code or ""))


def not_judged(code: str) -> str:
    """Why a listing's price was not judged."""
    return _(_NOT_JUDGED.get(code, code))


def reading(code: str | None) -> str:
    """Why an honest shop may ask so little."""
    return _(_READING.get(code or "", code or ""))


def chart(has_brand_prices: bool) -> dict[str, str]:
    """The words of the price charts."""
    return {
        "suspects": _("suspect shops"),
        "others": _("other shops"),
        "all": _("all shops"),
        "by_category": _("judged by category only"),
        "innocent": _("innocent reading"),
        "span": _("category, cheapest to dearest"),
        "axis": _("price as a share of the brand's reference price · size = units sold")
        if has_brand_prices
        else _("price as a share of what other shops usually ask · size = units sold"),
        "spread_axis": _("price as a share of the reference · each shape scaled to its own peak"),
        "ratio": _("Price / reference"),
        "units": _("Units sold"),
    }


def not_judged_line(counts: pd.DataFrame) -> str:
    """Which listings are not on the chart, and why; `counts` is what `prices__not_judged` returns."""
    kinds = [
        f"{n:,} {not_judged(use)}" for use, n in zip(counts["price_use"], counts["listings"], strict=True)
    ]
    return _("Not judged: {kinds}.").format(kinds=" · ".join(kinds)) if kinds else ""


def no_evidence() -> str:
    """What it means that no price can be judged, and what would change it."""
    return _(
        "That does not make them clean: prices say nothing here. Deliver brand and category with the "
        "listings and the brands' own prices as reference\\_prices; or at least eight shops that sell one "
        "brand in one category."
    )
