"""The records of a shop's view on the hand-out: the kind that was chosen, as far as its picks keep them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from suyuan.briefing import picks
from suyuan.briefing.leaf import Leaf, day, of, quiet
from suyuan.evidence import blocks
from suyuan.evidence.blocks import Block
from suyuan.messages import N_, _, language
from suyuan.numbers import NONE, money, number, percent
from suyuan.wording.words import word

# As many as the screen loads; of orders and parcels a shop may have millions.
ROWS, MOST = 500, 20
# Picks that a kind of record knows nothing of.
IDLE: Mapping[str, tuple[str, ...]] = {
    "prices": ("order", "buyer", "start"),
    "test_buys": ("buyer", "start"),
    "dealings": ("listing", "order", "start"),
    "transfers": ("listing", "order", "buyer", "start"),
}
Row = Mapping[str, Any]
Cell = Callable[[Leaf, Row], str]
_NAMES = {
    "listings": N_("Listings"),
    "prices": N_("Repriced"),
    "orders": N_("Order lines"),
    "complaints": N_("Complaints"),
    "test_buys": N_("Test buys"),
    "parcels": N_("Parcels"),
    "dealings": N_("Purchases"),
    "transfers": N_("Transfers"),
}


def part(leaf: Leaf, asked: Mapping[str, Any]) -> Iterator[Block]:
    """The table that the view has below its charts; nothing where that is the evidence, which stands on paper anyway.

    `asked`: the shop and what is picked, as its queries take them.
    """
    kind = leaf.view.one("records")
    if kind not in _NAMES:
        return
    found = leaf.rows(f"shop__{kind}", **asked, most=ROWS)
    yield blocks.heading(_(_NAMES[kind]), 2)
    yield from picks.beside(leaf, IDLE.get(kind, ()))
    columns = _COLUMNS[kind]
    rows = [tuple(cell(leaf, row) for _title, _width, cell in columns) for row in found[:MOST]]
    told = of(len(rows), len(found)) if len(found) < ROWS else _first()
    yield from leaf.table([(_(title), width) for title, width, _cell in columns], rows, told)
    if kind == "dealings" and rows:
        yield quiet(_("Regular customers and honest resellers buy again and again."))


def _first() -> str:
    return _("The first {n} rows; the CSV holds all.").format(n=number(MOST))


def _id(column: str) -> Cell:
    return lambda leaf, row: leaf.name(row[column])


def _title(leaf: Leaf, row: Row) -> str:
    return leaf.text(row["title"] or row["listing_id"], 50)


def _code(column: str, words: str) -> Cell:
    return lambda _leaf, row: word(words, row[column]) or NONE


def _day(column: str) -> Cell:
    return lambda _leaf, row: day(row[column])


def _sum(column: str) -> Cell:
    return lambda _leaf, row: NONE if row[column] is None else money(row[column], row["currency"])


def _count(column: str, unit: str = "") -> Cell:
    return lambda _leaf, row: NONE if row[column] is None else f"{number(row[column])}{unit}"


def _share(column: str) -> Cell:
    return lambda _leaf, row: NONE if row[column] is None else percent(row[column])


def _flag(column: str) -> Cell:
    return lambda _leaf, row: NONE if row[column] is None else _("yes") if row[column] else _("no")


def _place(column: str) -> Cell:
    return lambda leaf, row: leaf.text(row[f"{column}_{language()}"])


def _text(column: str) -> Cell:
    return lambda leaf, row: leaf.text(row[column], 40)


_LISTING, _ORDER = (N_("Listing"), 1.8, _id("listing_id")), (N_("Order"), 1.4, _id("order_id"))
# Of each kind: a column's title, its share of the width (to the right where negative) and its cell. What is personal on
# the screen is on no hand-out: addresses, phones, waybills, what people wrote.
_COLUMNS: dict[str, list[tuple[str, float, Cell]]] = {
    "listings": [
        (N_("Listing"), 2.4, _title), (N_("Brand"), 1.2, _text("brand")), (N_("Price"), -1.1, _sum("price")),
        (N_("Reference"), -1.1, _sum("reference_price")), (N_("Of reference"), -1.0, _share("price_ratio")),
        (N_("Units"), -0.8, _count("units")), (N_("Could also be"), 1.8, _code("innocent_reading", "innocent_reading")),
    ],
    "prices": [
        (N_("Listing"), 3.0, _title), (N_("Observed"), 1.2, _day("observed_at")),
        (N_("Price before"), -1.2, _sum("price_before")), (N_("Price"), -1.2, _sum("price")),
    ],
    "orders": [
        _ORDER, _LISTING, (N_("Ordered"), 1.2, _day("ordered_at")), (N_("Units"), -0.8, _count("quantity")),
        (N_("Unit price"), -1.1, _sum("unit_price")), (N_("Status"), 1.0, _code("status", "order_status")),
        (N_("Buyer's account"), 1.4, _id("buyer_account_id")),
    ],
    "complaints": [
        (N_("Complained"), 1.2, _day("complained_at")), (N_("Reason"), 1.6, _code("reason", "complaint_reason")),
        (N_("Means counterfeit"), 1.2, _flag("is_counterfeit")),
        (N_("How known"), 2.0, _code("basis", "complaint_basis")),
        _LISTING, _ORDER,
    ],
    "test_buys": [
        (N_("Bought"), 1.2, _day("bought_at")), (N_("Appraised"), 1.2, _day("appraised_at")),
        (N_("Verdict"), 1.4, _code("verdict", "verdict")), _LISTING, _ORDER,
    ],
    "parcels": [
        _ORDER, (N_("Courier"), 1.2, _text("courier")), (N_("Shipped"), 1.2, _day("shipped_at")),
        (N_("Delivered"), 1.2, _day("delivered_at")), (N_("From"), 1.6, _place("origin")),
        (N_("To"), 1.6, _place("destination")), (N_("Distance, km"), -1.0, _count("distance_km")),
    ],
    "dealings": [
        (N_("Direction"), 1.6, _code("direction", "direction")),
        (N_("Shop"), 1.6, lambda leaf, row: leaf.name(row["shop_name"] or row["shop_id"])),
        (N_("Suspect"), 0.8, _flag("suspect")), (N_("Orders"), -0.8, _count("orders")),
        (N_("Units"), -0.8, _count("units")), (N_("Amount"), -1.3, _sum("amount")),
        (N_("First order"), 1.2, _day("first_order_at")), (N_("Last order"), 1.2, _day("last_order_at")),
    ],
    "transfers": [
        (N_("Changed hands"), 1.2, _day("transferred_at")), (N_("From account"), 1.6, _id("from_account_id")),
        (N_("To account"), 1.6, _id("to_account_id")), (N_("Goods kept"), -1.0, _share("goods_kept")),
        (N_("Price kept"), -1.0, _share("price_kept")), (N_("Origin moved, km"), -1.2, _count("moved_km")),
    ],
}  # fmt: skip
