"""Suspects on the hand-out: key figures, sales at risk by brand, the first rows under the view's own filters."""

from __future__ import annotations

from collections.abc import Iterator

from suyuan.briefing.leaf import Leaf, of, rows_of
from suyuan.cleared import head_without, not_counted, totals_without
from suyuan.evidence import blocks, drawing_bars
from suyuan.evidence.blocks import Block
from suyuan.messages import _, language, ngettext
from suyuan.numbers import NONE, compact_money, number, percent, sold
from suyuan.wording.reasons import sentence
from suyuan.wording.words import word

MOST, MOST_BRANDS = 18, 8


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
    yield blocks.figures(
        [
            blocks.figure(_("Suspect shops"), number(head["suspects"]), "", not_counted(len(cleared))),
            blocks.figure(_("Innocents expected among them"), innocents, "", basis),
            blocks.figure(_("Sales at risk"), sums, ""),
        ]
    )
    yield from _brands(leaf)
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


def _brands(leaf: Leaf) -> Iterator[Block]:
    """Whose brands the suspects sell. Bars of one currency are held against each other, never of two."""
    found = leaf.rows("overview__brands")
    sold_most: dict[str, float] = {}
    for row in found:
        sold_most.setdefault(row["currency"], float(row["amount_at_risk"] or 0))
    rows = [
        drawing_bars.Row(
            leaf.text(row["brand"], 40),
            float(row["amount_at_risk"] or 0) / (sold_most[row["currency"]] or 1),
            " · ".join([
                compact_money(row["amount_at_risk"], row["currency"]), percent(row["share"]),
                ngettext("{n} suspect", "{n} suspects", row["suspects"]).format(n=number(row["suspects"])),
            ]),
        )
        for row in found[:MOST_BRANDS]
    ]  # fmt: skip
    if not rows:
        return
    told = _(
        "Suspects' sales at risk by brand, their share of all of it, and how many suspects sell the brand."
    )
    left = of(len(rows), len(found))
    drawn = drawing_bars.draw(rows, "suspect", leaf.fonts.sans)
    yield leaf.picture("brands", drawn, f"{told} {left}".strip())
