"""One shop on the hand-out: key figures, where its parcels start, the reasons for and against, its weeks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from suyuan import weeks
from suyuan.briefing import of_records, picks
from suyuan.briefing.leaf import Leaf, quiet
from suyuan.cleared import case_without
from suyuan.evidence import blocks, drawing_map, drawing_times
from suyuan.evidence.blocks import Block
from suyuan.evidence.drawing import COLOURS
from suyuan.evidence.drawing_map import Mark
from suyuan.messages import _, language
from suyuan.numbers import NONE, number, sold
from suyuan.wording import reasons
from suyuan.wording.words import word

MAP = (700, 260)


def part(leaf: Leaf) -> Iterator[Block]:
    """The shop that the view is of; nothing where it is of none, as a search is."""
    _kind, shop_id = leaf.view.subject
    if not shop_id:
        return
    case = leaf.rows("shop__case", shop_id=shop_id)[0]
    case = case_without(case, leaf.cleared)
    finding = _("suspect") if case["suspect"] else _("not suspect")
    yield quiet(leaf.name(case["shop_name"] or case["shop_id"]))
    strength, rank = word("shop_strength", case["strength"]), _("rank {n}").format(n=number(case["rank"]))
    yield blocks.figures(
        [
            blocks.figure(_("Finding"), _("cleared on review") if case["cleared"] else finding, "",
                          f"{strength} · {rank}"),
            blocks.figure(_("At risk") if case["suspect"] else _("Sum sold"),
                          sold(case["amount_at_risk"], case["currency"], case["orders"]), "",
                          _("{n} units").format(n=number(case["units"]))),
            blocks.figure(_("Orders"), number(case["orders"]), ""),
            blocks.figure(_("Registered in"), leaf.text(case[f"registered_{language()}"]), ""),
        ]
    )  # fmt: skip
    yield from picks.of_shop(leaf)
    yield from _reasons(leaf, shop_id)
    yield from _origins(leaf, shop_id)
    yield from _weeks(leaf, shop_id)
    since, until = weeks.window(leaf.view.one("week"))
    yield from of_records.part(leaf, {**_asked(leaf, shop_id), "since": since, "until": until})


def _reasons(leaf: Leaf, shop_id: str) -> Iterator[Block]:
    rows = [_reason(row) for row in leaf.rows("shop__reasons", shop_id=shop_id)]
    columns = [("", 0.0), (_("Signal"), 1.4), (_("What was found"), 3.6), (_("How strong"), 1.3),
               (_("Innocent reading"), 2.6)]  # fmt: skip
    yield from leaf.table(
        columns, rows, _("+ speaks against the shop, − for it. No single kind of evidence convicts.")
    )


def _reason(row: dict[str, Any]) -> tuple[str, ...]:
    reading = word("innocent_reading", row["innocent_reading"]) if row["weight"] > 0 else ""
    return (
        "+" if row["weight"] > 0 else "−", word("signal", row["signal"]),
        reasons.sentence(row["signal"], row["level"], row["figure"]), word("strength", row["strength"]),
        reading or NONE,
    )  # fmt: skip


def _origins(leaf: Leaf, shop_id: str) -> Iterator[Block]:
    since, until = weeks.window(leaf.view.one("week"))
    origins = leaf.rows("shop__origins", **{**_asked(leaf, shop_id), "since": since, "until": until})
    marks = [
        Mark(row["latitude"], row["longitude"], f"{leaf.text(row[f'name_{language()}'])} {number(row['parcels'])}",
             COLOURS["source"], size=5.0)
        for row in origins[:12]
        if row["latitude"] is not None
    ]  # fmt: skip
    if marks:
        caption = _("Where its parcels start, with their number. Sketch map.")
        yield leaf.picture("origins", drawing_map.draw(marks, [], MAP, leaf.fonts.sans, closest=6.5), caption)


def _weeks(leaf: Leaf, shop_id: str) -> Iterator[Block]:
    sold_in = leaf.rows("shop__weeks", **_asked(leaf, shop_id))
    if sold_in:
        bars = [
            drawing_times.Bar(
                pd.Timestamp(row["week"]).to_pydatetime(), row["orders"], row["counterfeit_complaints"]
            )
            for row in sold_in
        ]
        caption = _("Orders a week; dark: counterfeit complaints.")
        drawn = drawing_times.draw(bars, [], {}, leaf.fonts.sans, weeks.window(leaf.view.one("week")))
        yield leaf.picture("weeks", drawn, caption)


def _asked(leaf: Leaf, shop_id: str) -> dict[str, Any]:
    """The shop and what the view has picked, as its queries take them; its weeks are on the picture all the same."""
    picked = {key: leaf.view.one(key) for key in ("listing", "order", "buyer", "start")}
    return {"shop_id": shop_id, **picked, "since": None, "until": None}
