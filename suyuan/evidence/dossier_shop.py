"""The part of a dossier on one shop: what it is, the reasons, where it ships from, its goods, complaints, test buys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from suyuan import shop_case
from suyuan.evidence import blocks, dossier_reasons, drawing_map, drawing_times
from suyuan.evidence.blocks import Block
from suyuan.evidence.drawing import COLOURS
from suyuan.evidence.drawing_map import Flow, Mark
from suyuan.evidence.paper import Paper, at, listed
from suyuan.messages import _, language
from suyuan.numbers import NONE, money, number, percent
from suyuan.wording import ring_words
from suyuan.wording.words import word

MAP = (700, 330)
MOST_LISTINGS, MOST_COMPLAINTS, MOST_ROWS = 25, 15, 15


def part(paper: Paper, number_of: int) -> Iterator[Block]:
    """Every block on the shop whose views are `views/shop-<number_of>-…`."""
    stem = f"views/shop-{number_of}-"
    case = paper.frame(f"{stem}case.csv").iloc[0]
    yield blocks.PAGEBREAK
    yield blocks.heading(paper.text(case["shop_id"] if pd.isna(case["shop_name"]) else case["shop_name"]))
    yield from summary(paper, case, number_of)
    path = f"{stem}reasons.csv"
    yield blocks.heading(_("Reasons against and for"), 2)
    yield dossier_reasons.of_shop(path, paper.rows(path))
    yield from _places(paper, case, stem)
    yield from _times(paper, stem)
    yield from _listings(paper, stem)
    yield from _tables(paper, stem)


def summary(paper: Paper, case: pd.Series, number_of: int) -> Iterator[Block]:
    stem = f"views/shop-{number_of}-"
    path = f"{stem}case.csv"
    currency = case["currency"]
    least, gross = paper.shop_value(number_of)
    sold = f"views/shop-{number_of}-lines.csv"
    lines = paper.frame(sold)
    own = lines[lines["currency"] == currency]
    counted = int(own["is_corroborated"].sum())
    has_orders = paper.is_delivered("orders")
    below, above = (
        _("{n} order lines").format(n=number(n)) if has_orders else _("no order lines were delivered")
        for n in (counted, len(own))
    )
    yield blocks.figures(
        [
            blocks.figure(_("Sold, at the least"), money(least, currency), at(sold, None, "amount"), below),
            blocks.figure(_("Sold, gross"), money(gross, currency), at(sold, None, "amount"), above),
            blocks.figure(_("Orders"), number(case["orders"]) if has_orders else NONE, at(path, 1, "orders")),
            blocks.figure(_("Listings"), number(case["listings"]), at(path, 1, "listings")),
        ]
    )
    if has_orders:
        yield blocks.para(
            _(
                "The lower bound counts order lines that were paid and not refunded, sent and delivered, of listings "
                "with evidence of their own, without what the owner, hired buyers and test buyers bought. "
                "The gross figure counts all but closed orders."
            ),
            f"{sold}: {number(counted)} / {number(len(own))}",
        )
    finding = (
        _("suspect, evidence {strength}").format(strength=word("shop_strength", case["strength"]))
        if case["suspect"]
        else _("not suspect")
    )
    cleared = paper.cleared(case["shop_id"])
    rings = paper.rows(f"{stem}ring.csv")
    ring = (
        f"{paper.text(ring_words.ring_name(pd.Series(rings[0]._asdict())))} · {rings[0].ring_id}"
        if rings
        else _("none")
    )
    yield blocks.pairs(
        [
            (_("Shop"), paper.text(case["shop_id"]), at(path, 1, "shop_id")),
            (_("Finding"), finding, at(path, 1, "strength")),
            *([(_("On review"), cleared, "manifest.json cleared")] if cleared else []),
            (_("Independent kinds of evidence"), number(case["kinds"]), at(path, 1, "kinds")),
            (_("Rank among all shops"), number(case["rank"]), at(path, 1, "rank")),
            (_("Owner's account"), *paper.account(case["owner_account_id"])),
            (_("Registered in"), paper.text(case[f"registered_{language()}"]), at(path, 1)),
            (_("Opened"), paper.day(case["opened_at"]), at(path, 1, "opened_at")),
            (_("First and last order"), paper.period(case["first_order_at"], case["last_order_at"]),
             at(path, 1, "first_order_at")),
            (_("Ring"), ring, at(f"{stem}ring.csv")),
        ]
    )  # fmt: skip


def _places(paper: Paper, case: pd.Series, stem: str) -> Iterator[Block]:
    path = f"{stem}origins.csv"
    rows = paper.rows(path)
    placed = [row for row in rows if pd.notna(row.latitude)]
    yield blocks.heading(_("Where it is registered and where its parcels start"), 2)
    yield blocks.para(paper.text(shop_case.headline(case)) + _("."), at(f"{stem}case.csv", 1))
    marks, flows = [], []
    if pd.notna(case["registered_latitude"]):
        name = paper.text(case[f"registered_{language()}"])
        registered = (float(case["registered_latitude"]), float(case["registered_longitude"]))
        marks.append(Mark(*registered, name, COLOURS["text"], size=6, filled=False))
        top = max((row.parcels for row in placed), default=1)
        flows = [Flow(registered, (row.latitude, row.longitude), row.parcels / top) for row in placed]
    marks += [
        Mark(row.latitude, row.longitude, paper.text(getattr(row, f"name_{language()}")), COLOURS["source"])
        for row in placed
    ]
    if marks:
        drawn = drawing_map.draw(marks, flows, MAP, paper.fonts.sans, closest=6.0)
        caption = _(
            "Ring: registered. Dots: cities where its parcels start; lines: to where it is registered. Sketch map."
        )
        yield paper.picture(f"{stem.replace('/', '-')}origins.svg", drawn, caption, at(path))
    yield _table(
        paper, path, rows,
        [(_("Parcels start in"), 3), (_("Parcels"), -1), (_("Share"), -1)],
        lambda row: (paper.text(getattr(row, f"name_{language()}")), number(row.parcels),
                     percent(row.parcels / row.parcels_of_shop) if row.parcels_of_shop else NONE),
    )  # fmt: skip


def _times(paper: Paper, stem: str) -> Iterator[Block]:
    path = f"{stem}weeks.csv"
    weeks = paper.rows(path)
    if not weeks:
        return
    yield blocks.heading(_("Timeline"), 2)
    bars = [
        drawing_times.Bar(row.week.to_pydatetime(), row.orders, row.counterfeit_complaints) for row in weeks
    ]
    events = [
        drawing_times.Event(row.transferred_at.to_pydatetime(), "takeover")
        for row in paper.rows(f"{stem}transfers.csv")
        if pd.notna(row.transferred_at)
    ]
    events += [
        drawing_times.Event(row.appraised_at.to_pydatetime(), "test_buy")
        for row in paper.rows(f"{stem}test_buys.csv")
        if pd.notna(row.appraised_at)
    ]
    names = {code: word("event", code) for code in ("takeover", "test_buy")}
    drawn = drawing_times.draw(bars, events, names, paper.fonts.sans)
    caption = _("Order lines a week; dark: counterfeit complaints in that week.")
    yield paper.picture(f"{stem.replace('/', '-')}weeks.svg", drawn, caption, at(path))


def _listings(paper: Paper, stem: str) -> Iterator[Block]:
    path = f"{stem}listings.csv"
    rows = paper.rows(path)
    yield blocks.heading(_("Listings, the lowest against its reference first"), 2)
    yield _table(
        paper, path, rows[:MOST_LISTINGS],
        [(_("Title"), 4), (_("Price"), -1.1), (_("Reference"), -1.2), (_("Share"), -0.8), (_("Compared with"), 1.9),
         (_("Units"), -0.8)],
        lambda row: (paper.text(row.title, 70), money(row.price, row.currency),
                     money(row.reference_price, row.currency),
                     percent(row.price_ratio), word("price_basis", row.price_basis) or word("price_use", row.price_use),
                     number(row.units)),
        of=len(rows),
    )  # fmt: skip


def _tables(paper: Paper, stem: str) -> Iterator[Block]:
    tests = paper.rows(f"{stem}test_buys.csv")
    if tests:
        yield blocks.heading(_("Test buys"), 2)
        yield blocks.para(_("A verdict covers the item that was bought, not the shop's other goods."))
        yield _table(
            paper, f"{stem}test_buys.csv", tests,
            [(_("Test buy"), 1.5), (_("Verdict"), 1.2), (_("Bought"), 1.1), (_("Appraised"), 1.1), (_("Appraiser"), 2)],
            lambda row: (paper.text(row.test_buy_id), word("verdict", row.verdict), paper.day(row.bought_at),
                         paper.day(row.appraised_at), paper.text(row.appraiser)),
        )  # fmt: skip
    complaints = paper.rows(f"{stem}complaints.csv")
    meant = [row for row in complaints if pd.notna(row.is_counterfeit) and row.is_counterfeit]
    if meant:
        yield blocks.heading(_("Complaints that mean counterfeit"), 2)
        yield _table(
            paper, f"{stem}complaints.csv", meant[:MOST_COMPLAINTS],
            [(_("Day"), 1.1), (_("Complaint"), 1.4), (_("Basis"), 1.4), (_("Text"), 5)],
            lambda row: (paper.day(row.complained_at), paper.text(row.complaint_id),
                         word("complaint_basis", row.basis), paper.text(row.text)),
            of=len(complaints),
        )  # fmt: skip
    transfers = paper.rows(f"{stem}transfers.csv")
    if transfers:
        yield blocks.heading(_("Changes of hands"), 2)
        yield _table(
            paper, f"{stem}transfers.csv", transfers,
            [(_("Day"), 1.1), (_("From"), 1.5), (_("To"), 1.5), (_("Goods kept"), -1), (_("Price kept"), -1),
             (_("Origin moved"), -1.2)],
            lambda row: (paper.day(row.transferred_at), paper.text(row.from_account_id), paper.text(row.to_account_id),
                         percent(row.goods_kept), percent(row.price_kept),
                         f"{number(row.moved_km)} km" if pd.notna(row.moved_km) else NONE),
        )  # fmt: skip
    ties = paper.rows(f"{stem}ties.csv")
    if ties:
        yield blocks.heading(_("Shops that its owner is tied to"), 2)
        yield blocks.para(
            _("Families, colleagues and clients of one agency share traces without being one hand.")
        )
        yield _table(
            paper, f"{stem}ties.csv", ties[:MOST_ROWS],
            [(_("Shop"), 3), (_("Finding"), 1.3), (_("Shared"), 3.5), (_("Innocents expected"), -1.4)],
            lambda row: (paper.text(row.shop_name if isinstance(row.shop_name, str) else row.other_shop_id),
                         paper.finding(row.other_shop_id, row.suspect), ring_words.kinds(row.kinds),
                         number(row.innocents_expected, 2)),
            of=len(ties),
        )  # fmt: skip
    dealings = paper.rows(f"{stem}dealings.csv")
    if dealings:
        yield blocks.heading(_("Repeated purchases upstream and downstream"), 2)
        yield _table(
            paper, f"{stem}dealings.csv", dealings[:MOST_ROWS],
            [(_("Direction"), 1.4), (_("Shop"), 3), (_("Orders"), -1), (_("Units"), -1), (_("Sum sold"), -1.4)],
            lambda row: (word("direction", row.direction),
                         paper.text(row.shop_name if isinstance(row.shop_name, str) else row.shop_id),
                         number(row.orders), number(row.units), money(row.amount, row.currency)),
            of=len(dealings),
        )  # fmt: skip


def _table(
    paper: Paper,
    path: str,
    rows: list[Any],
    columns: list[tuple[str, float]],
    told: Any,
    of: int | None = None,
) -> Block:
    cells = [(str(row.no), *told(row)) for row in rows]
    return blocks.table([("#", 0), *columns], cells, listed(path, len(rows), len(rows) if of is None else of))
