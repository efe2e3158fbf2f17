"""Suspects, prices and flows on the hand-out: the key figures and the first rows under the view's own filters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from suyuan import price_pick
from suyuan.briefing.leaf import Leaf, quiet, rows_of
from suyuan.cleared import head_without, totals_without
from suyuan.evidence import blocks, drawing_map
from suyuan.evidence.blocks import Block
from suyuan.evidence.drawing import COLOURS
from suyuan.evidence.drawing_map import Flow, Mark
from suyuan.messages import _, language, ngettext
from suyuan.numbers import NONE, compact_money, money_span, number, percent, sold
from suyuan.price_pick import EVERYTHING, Pick
from suyuan.wording.reasons import sentence
from suyuan.wording.words import word

MOST, MOST_FLOWS = 18, 40
MAP = (700, 400)
_ALWAYS = datetime(1, 1, 1), datetime(9999, 1, 1)  # noqa: DTZ001 - the tables' times carry no zone: all are UTC


def suspects(leaf: Leaf) -> Iterator[Block]:
    """How many, with the innocents to expect among them; then the queue, or what changed."""
    unfiltered = dict.fromkeys(("province", "brand", "category", "signal", "strength", "change"))
    suspects = leaf.load("overview__queue", **unfiltered)
    cleared = suspects[suspects["shop_id"].isin(leaf.cleared)]
    head = head_without(leaf.load("overview__headline").iloc[0], cleared)
    innocents, basis = _("not measured here"), _("{n} verdicts, 30 needed").format(n=number(head["verdicts"]))
    if head["is_measured"]:
        innocents = _("about {n}").format(n=number(head["suspects"] * head["share"]))
        basis = _("{low}–{high}; {genuine} of {n} tested were genuine").format(
            low=number(head["suspects"] * head["share_low"]), high=number(head["suspects"] * head["share_high"]),
            genuine=number(head["genuine"]), n=number(head["verdicts"]),
        )  # fmt: skip
    totals = rows_of(totals_without(leaf.load("overview__totals"), cleared))
    sums = " + ".join(compact_money(row["amount_at_risk"], row["currency"]) for row in totals) or NONE
    told = (
        ngettext("{n} cleared, not counted", "{n} cleared, not counted", len(cleared)).format(
            n=number(len(cleared))
        )
        if len(cleared)
        else ""
    )
    yield blocks.figures(
        [
            blocks.figure(_("Suspect shops"), number(head["suspects"]), "", told),
            blocks.figure(_("Innocents expected among them"), innocents, "", basis),
            blocks.figure(_("Sales at risk"), sums, ""),
        ]
    )
    filters = {key: leaf.view.one(key) or None for key in unfiltered}
    is_changes = leaf.view.one("table") == "changes"
    found = leaf.rows("overview__changes" if is_changes else "overview__queue", **filters)
    found = [row for row in found if row["shop_id"] not in leaf.cleared]
    rows = [
        (
            *((word("change", row["change"]),) if is_changes else ()), leaf.name(row["shop_name"] or row["shop_id"]),
            word("shop_strength", row["strength"]),
            sentence(row["apart_signal"], row["apart_level"], row["apart_figure"]),
            sold(row["amount_at_risk"], row["currency"], row["orders"]), leaf.text(row[f"registered_{language()}"]),
        )
        for row in found[:MOST]
    ]  # fmt: skip
    columns = [*([(_("Change"), 1.2)] if is_changes else []), (_("Shop"), 1.4), (_("Evidence"), 1.2),
               (_("What sets it apart"), 4.0), (_("At risk"), -1.3), (_("Registered"), 1.2)]  # fmt: skip
    yield from leaf.table(columns, rows, of(len(rows), len(found)))


def prices(leaf: Leaf) -> Iterator[Block]:
    """Who asks less than half of the reference, by brand or product, with the innocent lookalikes beside it."""
    asked, view = _prices_asked(leaf), leaf.view
    lanes = leaf.load("prices__lanes", **asked, most=10**6)
    by_brand = price_pick.is_by_brand(view.one("pick"), asked["by_brand"])
    known: list[str] = []
    if by_brand is not None:
        known = list(
            leaf.load("prices__lanes", **{**asked, "by_brand": by_brand, "shop": ""}, most=10**6)["lane"]
        )
    pick = price_pick.from_link(view.one("pick"), [*known, ""], bool(by_brand)) or Pick()
    picked = {**asked, "beside": known[:price_pick.LANES], "lanes": pick.lanes, "picked_by_brand": pick.by_brand,
              "picked_low": pick.low, "picked_high": pick.high, "listing_ids": pick.listing_ids}  # fmt: skip
    head = leaf.rows("prices__headline", **picked)[0]
    yield blocks.figures(
        [
            blocks.figure(_("Suspect shops under half of the reference"), number(head["cheap_shops"]), "",
                          _("{n} listings").format(n=number(head["cheap_listings"]))),
            blocks.figure(_("Listings of other shops as cheap"), number(head["cheap_others"]), "",
                          _("a low price alone convicts nobody")),
            blocks.figure(_("Listings judged"), number(head["listings"]), ""),
        ]
    )  # fmt: skip
    if pick != Pick() or asked["shop"]:
        yield from _listings(leaf, picked)
        return
    found = rows_of(lanes)
    rows = [
        (
            leaf.text(" · ".join(str(row[key]) for key in ("brand", "category", "product") if row[key])),
            money_span(row["reference_low"], row["reference_high"], row["currency"]), number(row["listings"]),
            number(row["suspect_listings"]), word("price_basis", row["price_basis"]) or NONE,
        )
        for row in found[:MOST]
    ]  # fmt: skip
    columns = [(_("Goods"), 3.6), (_("Reference"), -1.8), (_("Listings"), -1.0), (_("of suspects"), -1.0),
               (_("Basis"), 1.8)]  # fmt: skip
    yield from leaf.table(columns, rows, of(len(rows), len(found)))


def _listings(leaf: Leaf, picked: dict[str, Any]) -> Iterator[Block]:
    """What was picked, listing by listing."""
    found = leaf.rows("prices__listings", **picked, most=10**6)
    rows = [
        (leaf.text(row["title"] or row["listing_id"], 60), leaf.name(row["shop_name"]), leaf.text(row["brand"]),
         percent(row["price_ratio"]), number(row["units"]))
        for row in found[:MOST]
    ]  # fmt: skip
    columns = [(_("Listing"), 2.4), (_("Shop"), 1.6), (_("Brand"), 1.6), (_("Price / reference"), -1.2),
               (_("Units sold"), -1.0)]  # fmt: skip
    yield from leaf.table(columns, rows, of(len(rows), len(found)))


def _prices_asked(leaf: Leaf) -> dict[str, Any]:
    view, band = leaf.view, [_figure(value) for value in leaf.view.asked.get("band", [])]
    low, high = (band[0], band[-1]) if len(band) > 1 else (0.0, 150.0)
    return {
        "brands": [value for value in view.asked.get("brand", []) if value],
        "categories": [value for value in view.asked.get("category", []) if value],
        "ratio_low": low / 100,
        "ratio_high": EVERYTHING if high >= 150 else high / 100,
        "suspects_only": view.one("suspects") == "true",
        "by_brand": view.one("rows") != "products",
        "shop": view.one("shop"),
    }


def geography(leaf: Leaf) -> Iterator[Block]:
    """Where the parcels start and go: a map of the busiest flows, the regions ranked."""
    asked = _flows_asked(leaf)
    head = leaf.rows("geography__headline", **asked)[0]
    yield blocks.figures(
        [
            blocks.figure(_("Parcels"), number(head["parcels"]), ""),
            blocks.figure(_("of suspect shops"), number(head["suspect_parcels"]), ""),
            blocks.figure(_("Suspect shops"), number(head["suspect_shops"]), ""),
        ]
    )
    flows = [
        row for row in leaf.rows("geography__flows", **asked, most=MOST_FLOWS)
        if row["origin_latitude"] is not None and row["destination_latitude"] is not None
    ][:MOST_FLOWS]  # fmt: skip
    if flows:
        yield leaf.picture(
            "flows", _map(leaf, flows), _("The busiest flows, the wider the more. Sketch map.")
        )
    starts = leaf.rows("geography__regions", **asked, ends=False)
    rows = [
        (leaf.text(row[f"name_{language()}"] or row["region_key"]), number(row["parcels"]), number(row["units"]),
         percent(row["share_of_total"]), percent(row["share_of_region"]))
        for row in starts[:MOST]
    ]  # fmt: skip
    columns = [(_("Start"), 3.0), (_("Parcels"), -1.0), (_("Units"), -1.0), (_("Share of these"), -1.2),
               (_("Share of all there"), -1.3)]  # fmt: skip
    yield from leaf.table(columns, rows, of(len(rows), len(starts)))
    yield quiet(_("A busy place alone is no evidence."))


def _flows_asked(leaf: Leaf) -> dict[str, Any]:
    days = [day for value in leaf.view.asked.get("days", []) for day in _days(value)]
    since, until = _ALWAYS
    if days:
        since, until = (_moment(leaf, one) for one in (days[0], days[-1] + timedelta(days=1)))
    level = leaf.view.one("level")
    return {
        "everyone": leaf.view.one("parcels") == "all",
        "level": level if level in ("province", "district") else "city",
        "province": leaf.view.one("from"),
        "since": since,
        "until": until,
        "undated": not days,
        "whole": not days,
    }


def _moment(leaf: Leaf, day: date) -> datetime:
    """A day's begin on the viewer's calendar, as the tables hold it: UTC without a zone."""
    return datetime.combine(day, time(), leaf.zone).astimezone(UTC).replace(tzinfo=None)


def _map(leaf: Leaf, flows: list[dict[str, Any]]) -> str:
    top = max(row["parcels"] for row in flows)
    marks = {}
    for end in ("destination", "origin"):
        for row in flows:
            name = leaf.text(row[f"{end}_{language()}"] or "")
            marks[row[f"{end}_key"]] = Mark(
                row[f"{end}_latitude"], row[f"{end}_longitude"], "" if name == NONE else name,
                COLOURS["source" if end == "origin" else "quiet"], size=3.0 if end == "origin" else 1.8,
            )  # fmt: skip
    drawn = [
        Flow((row["origin_latitude"], row["origin_longitude"]),
             (row["destination_latitude"], row["destination_longitude"]), row["parcels"] / top)
        for row in flows
    ]  # fmt: skip
    return drawing_map.draw(list(marks.values()), drawn, MAP, leaf.fonts.sans, margin_px=40)


def of(shown: int, whole: int) -> str:
    """Under a table: how many of its rows are shown; '' where all are."""
    return _("{n} of {of} rows").format(n=number(shown), of=number(whole)) if shown < whole else ""


def _figure(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0


def _days(value: str) -> list[date]:
    try:
        return [date.fromisoformat(value[:10])]
    except ValueError:
        return []
