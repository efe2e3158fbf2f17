"""Prices on the hand-out: listings against the reference as strips or as spread, and the rows of what was picked."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Any

from suyuan import price_pick
from suyuan.briefing import of_spread
from suyuan.briefing.leaf import Leaf, of, quiet, rows_of
from suyuan.evidence import blocks, drawing_prices
from suyuan.evidence.blocks import Block
from suyuan.evidence.drawing_prices import Dot, Lane
from suyuan.messages import _, ngettext
from suyuan.numbers import NONE, money_span, number, percent
from suyuan.price_pick import EVERYTHING, LANES, Pick
from suyuan.wording import price_words
from suyuan.wording.words import word

ROWS = 14
_WHOLE = 10**6
# As many marks as a strip of paper can hold apart.
_MARKS = {"most_suspects": 2700, "most": 900}
_REST = ""


def part(leaf: Leaf) -> Iterator[Block]:
    """Who asks less than half of the reference, with the innocent lookalikes beside it, in figures and as a picture."""
    asked, view = _asked(leaf), leaf.view
    lanes = leaf.load("prices__lanes", **asked, most=_WHOLE)
    pick, beside = _picked(leaf, asked)
    picked = {**asked, "beside": beside, "lanes": pick.lanes, "picked_by_brand": pick.by_brand,
              "picked_low": pick.low, "picked_high": pick.high, "listing_ids": pick.listing_ids}  # fmt: skip
    head = leaf.rows("prices__headline", **picked)[0]
    is_picked = pick != Pick() or bool(asked["shop"])
    if is_picked:
        yield quiet(_("Picked: {what}").format(what=leaf.text(_told(leaf, pick, asked["shop"]))))
    yield blocks.figures(
        [
            blocks.figure(_("Suspect shops under half of the reference"), number(head["cheap_shops"]), "",
                          _("{n} listings").format(n=number(head["cheap_listings"]))),
            blocks.figure(_("Listings of other shops as cheap"), number(head["cheap_others"]), "",
                          _("a low price alone convicts nobody")),
            blocks.figure(_("Listings judged"), number(head["listings"]), ""),
        ]
    )  # fmt: skip
    found = rows_of(lanes)
    is_spread = view.one("rows") == "spread"
    yield from of_spread.part(leaf, picked) if is_spread else _chart(leaf, found, picked)
    if is_picked:
        yield from _listings(leaf, picked)
    elif is_spread or not found:
        yield from _lanes(leaf, found)


def _picked(leaf: Leaf, asked: dict[str, Any]) -> tuple[Pick, list[str]]:
    """What was picked on the chart, and the lanes that were drawn where it was."""
    link = leaf.view.one("pick")
    by_brand = price_pick.is_by_brand(link, asked["by_brand"])
    known: list[str] = []
    if by_brand is not None:
        kept = {**asked, "by_brand": by_brand, "shop": ""}
        known = list(leaf.load("prices__lanes", **kept, most=_WHOLE)["lane"])
    pick = price_pick.from_link(link, [*known, _REST], bool(by_brand)) or Pick()
    return pick, known[:LANES]


def _told(leaf: Leaf, pick: Pick, shop: str) -> str:
    parts = [_("Shop {code}").format(code=leaf.name(shop))] if shop else []
    if pick != Pick():
        parts.append(price_words.picked(pick))
    return " · ".join(parts)


def _chart(leaf: Leaf, found: list[dict[str, Any]], picked: dict[str, Any]) -> Iterator[Block]:
    shown = found[:LANES]
    points = leaf.load("prices__points", **picked, drawn_lanes=[row["lane"] for row in shown], **_MARKS)
    if points.empty:
        return
    top = max(float(points["units"].max()), 1)
    dots = [
        Dot(
            row["lane"], float(row["price_ratio"]), sqrt(max(row["units"] or 0, 0) / top), float(row["jitter"]),
            is_suspect=bool(row["suspect"]),
            is_known=bool(row["is_by_product"]),
            is_excused=row["innocent_reading"] is not None and row["price_ratio"] < 1,
            is_faint=not row["is_picked"],
        )
        for row in rows_of(points)
    ]  # fmt: skip
    lanes = [_lane(leaf, row, picked["by_brand"]) for row in shown]
    if len(found) > len(shown):
        left = len(found) - len(shown)
        lanes.append(Lane(_REST, ngettext("{left} more", "{left} more", left).format(left=number(left)), "",
                          _counts(found[LANES:])))  # fmt: skip
    words = price_words.chart(has_brand_prices=any(row["price_basis"] != "peers" for row in found))
    words["counts"] = _("suspects' / all")
    caption = _("100 %: the reference. A low price alone convicts nobody.")
    yield leaf.picture(
        "prices",
        drawing_prices.draw(lanes, dots, words, leaf.fonts.sans),
        f"{caption} {price_words.drawn(points, found[0])}",
    )


def _lane(leaf: Leaf, row: dict[str, Any], by_brand: bool) -> Lane:
    goods = [row["brand"], row["category"] if by_brand or not row["product"] else row["product"]]
    reference = money_span(row["reference_low"], row["reference_high"], row["currency"])
    return Lane(
        row["lane"], leaf.text(" ".join(str(one) for one in goods if one), 60), reference, _counts([row])
    )


def _counts(rows: list[dict[str, Any]]) -> str:
    suspects, listings = (sum(row[name] for row in rows) for name in ("suspect_listings", "listings"))
    return f"{number(suspects)} / {number(listings)}"


def _lanes(leaf: Leaf, found: list[dict[str, Any]]) -> Iterator[Block]:
    rows = [
        (
            leaf.text(" · ".join(str(row[key]) for key in ("brand", "category", "product") if row[key])),
            money_span(row["reference_low"], row["reference_high"], row["currency"]), number(row["listings"]),
            number(row["suspect_listings"]), word("price_basis", row["price_basis"]) or NONE,
        )
        for row in found[:ROWS]
    ]  # fmt: skip
    columns = [(_("Goods"), 3.6), (_("Reference"), -1.8), (_("Listings"), -1.0), (_("of suspects"), -1.0),
               (_("Basis"), 1.8)]  # fmt: skip
    yield from leaf.table(columns, rows, of(len(rows), len(found)))


def _listings(leaf: Leaf, picked: dict[str, Any]) -> Iterator[Block]:
    """What was picked, listing by listing."""
    found = leaf.rows("prices__listings", **picked, most=_WHOLE)
    rows = [
        (leaf.text(row["title"] or row["listing_id"], 60), leaf.name(row["shop_name"]), leaf.text(row["brand"]),
         percent(row["price_ratio"]), number(row["units"]), word("innocent_reading", row["innocent_reading"]) or NONE)
        for row in found[:ROWS]
    ]  # fmt: skip
    columns = [(_("Listing"), 2.2), (_("Shop"), 1.5), (_("Brand"), 1.4), (_("Price / reference"), -1.2),
               (_("Units sold"), -0.9), (_("Innocent reading"), 1.8)]  # fmt: skip
    yield from leaf.table(columns, rows, of(len(rows), len(found)))


def _asked(leaf: Leaf) -> dict[str, Any]:
    view, band = leaf.view, [_figure(value) for value in leaf.view.asked.get("band", [])]
    low, high = (band[0], band[-1]) if len(band) > 1 else (0.0, 150.0)
    brands = [value for value in view.asked.get("brand", []) if value]
    return {
        "brands": brands,
        "categories": [value for value in view.asked.get("category", []) if value],
        "ratio_low": low / 100,
        "ratio_high": EVERYTHING if high >= 150 else high / 100,
        "suspects_only": view.one("suspects") == "true",
        # With a brand chosen its products are the rows, unless the link says otherwise.
        "by_brand": (view.one("rows") or ("products" if brands else "brands")) != "products",
        "shop": view.one("shop"),
    }


def _figure(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0
