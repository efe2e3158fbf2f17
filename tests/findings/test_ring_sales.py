"""What a ring sold, gross and as a lower bound."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.findings.test_ring_people import RING, ties
from tests.marketplace import NOON, Row, by, relations, rows_of, sold

PEOPLE = ("a", "b", "helper")


def line(order_id: str, **more: Any) -> Row:
    plain = {"quantity": 2, "buyer_account_id": "buyer", "status": "paid"}
    return {**sold(order_id, "L1", "a's", 100), **plain, **more}


def market(*orders: Row, delivered: bool = True, **more: Any) -> dict[str, list[Row]]:
    """A ring of a and b with a helper; a listing with evidence and one without; every parcel delivered."""
    parcels = [
        {"order_id": row["order_id"], "shop_id": row["shop_id"], "delivered_at": NOON if delivered else None}
        for row in orders
    ]
    members = [
        {"ring_id": RING, "member_type": kind, "member_id": member, "role": "seller"}
        for kind, member in [("shop", "a's"), ("shop", "b's"), *(("account", name) for name in PEOPLE)]
    ]
    plain: dict[str, list[Row]] = {
        "ring_members": members,
        "shop_scores": [
            {"shop_id": f"{n}'s", "ring_id": RING, "suspect": True, "log_odds": 2.0} for n in "ab"
        ],
        "orders": list(orders),
        "shipments": parcels,
        "listing_evidence": [{"listing_id": "L1", "weight": 2.0}, {"listing_id": "L2", "weight": -1.0}],
        "pair_evidence": [],
        "ring_principals": [],
    }
    return plain | more


def ring(given: dict[str, list[Row]]) -> Row:
    [row] = rows_of("rings", **given)
    return row


def units(given: dict[str, list[Row]]) -> tuple[int, int]:
    row = ring(given)
    return row["units_gross"], row["units_corroborated"]


PLAIN = line("plain")


def test_a_ring_tells_what_it_sold_from_when_to_when() -> None:
    later = line("later", shop_id="b's", ordered_at=NOON + timedelta(days=9), unit_price=150)
    row = ring(market(PLAIN, later))
    assert (row["ring_id"], row["shops"], row["accounts"], row["orders"]) == (RING, 2, 3, 2)
    assert (row["units_gross"], row["units_corroborated"]) == (4, 4)
    assert (row["amount_gross"], row["amount_corroborated"], row["currency"]) == (500, 500, "CNY")
    assert (row["first_order_at"], row["last_order_at"]) == (NOON, NOON + timedelta(days=9))


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param({"status": "refunded"}, id="refunded"),
        pytest.param({"listing_id": "L2"}, id="of a listing without evidence of its own"),
        pytest.param({"listing_id": "delisted"}, id="of a listing of which nothing is known"),
        pytest.param({"buyer_account_id": "helper"}, id="bought by one of the ring's people"),
    ],
)
def test_a_line_that_may_be_explained_away_counts_gross_and_not_in_the_lower_bound(odd: Row) -> None:
    assert units(market(PLAIN, line("odd", **odd))) == (4, 2)


def test_an_order_closed_unpaid_counts_not_even_gross() -> None:
    assert units(market(PLAIN, line("odd", status="closed"))) == (2, 2)


def test_an_order_without_a_status_was_paid() -> None:
    assert units(market(PLAIN, line("odd", status=None))) == (4, 4)


def test_what_was_never_delivered_is_not_in_the_lower_bound() -> None:
    on_its_way = market(PLAIN, delivered=False)
    assert units(on_its_way) == (2, 0)
    unsent = market(PLAIN, line("odd"))
    unsent["shipments"] = unsent["shipments"][:1]
    assert units(unsent) == (4, 2)


def test_a_parcel_that_names_no_shop_delivers_its_order_and_another_shops_parcel_does_not() -> None:
    nameless = [{"order_id": "plain", "shop_id": None, "delivered_at": NOON}]
    assert units(market(PLAIN, shipments=nameless)) == (2, 2)
    others = [{"order_id": "plain", "shop_id": "elsewhere", "delivered_at": NOON}]
    assert units(market(PLAIN, shipments=others)) == (2, 0)


def test_several_parcels_of_one_order_do_not_multiply_it() -> None:
    parcels = [
        {"order_id": "plain", "shop_id": shop_id, "delivered_at": NOON} for shop_id in ("a's", "a's", None)
    ]
    assert units(market(PLAIN, shipments=parcels)) == (2, 2)


def test_the_volunteers_test_buy_is_not_in_the_lower_bound() -> None:
    bought = [{"test_buy_id": "T1", "shop_id": "a's", "order_id": "odd", "verdict": "counterfeit"}]
    assert units(market(PLAIN, line("odd"), test_buys=bought)) == (4, 2)


def test_what_hired_buyers_ordered_is_not_in_the_lower_bound() -> None:
    hired = ties("buyers", "a", "b")
    given = market(
        PLAIN, line("odd", buyer_account_id="hired"), pair_evidence=[{**hired[0], "trace": "hired"}]
    )
    assert units(given) == (4, 2)
    # Who buys at both shops and weighs nothing is a customer of both.
    weightless = [{**hired[0], "trace": "hired", "weight": 0.0}]
    assert units(given | {"pair_evidence": weightless}) == (4, 4)


def test_amounts_in_several_currencies_are_never_added() -> None:
    dollars = line("dollars", currency="USD", unit_price=15, quantity=9)
    row = ring(market(PLAIN, line("more"), dollars))
    assert (row["currency"], row["orders"], row["units_gross"], row["amount_gross"]) == ("CNY", 2, 4, 400)


def test_of_an_outside_supplier_only_what_the_rings_people_bought_is_the_rings() -> None:
    given = market(
        PLAIN,
        line("stock", shop_id="supplier's", buyer_account_id="a", quantity=20),
        line("others", shop_id="supplier's", buyer_account_id="stranger", quantity=500),
    )
    supplier = {"ring_id": RING, "member_type": "shop", "member_id": "supplier's", "role": "supplier"}
    given["ring_members"] = [*given["ring_members"], supplier]
    given["shop_scores"] = [
        *given["shop_scores"],
        {"shop_id": "supplier's", "ring_id": None, "suspect": True},
    ]
    found = relations("ring_lines", "rings", **given)
    assert {row["order_line_id"]: row["is_inside"] for row in found["ring_lines"]} == {
        "plain": False,
        "stock": True,
    }
    assert [(row["units_gross"], row["units_corroborated"]) for row in found["rings"]] == [(22, 2)]


def test_two_rings_with_one_outside_supplier_have_their_own_purchases_there() -> None:
    given = market(
        line("for a", shop_id="supplier's", buyer_account_id="a"),
        line("for z", shop_id="supplier's", buyer_account_id="z", quantity=5),
    )
    second = [
        {"ring_id": "Gz", "member_type": kind, "member_id": member, "role": "seller"}
        for kind, member in (("shop", "z's"), ("account", "z"))
    ]
    supplier = [
        {"ring_id": ring_id, "member_type": "shop", "member_id": "supplier's", "role": "supplier"}
        for ring_id in (RING, "Gz")
    ]
    given["ring_members"] = given["ring_members"] + second + supplier
    given["shop_scores"] = [
        *given["shop_scores"],
        {"shop_id": "z's", "ring_id": "Gz", "suspect": True, "log_odds": 1.0},
        {"shop_id": "supplier's", "ring_id": None, "suspect": True},
    ]
    found = by("ring_id", rows_of("rings", **given))
    assert {name: row["units_gross"] for name, row in found.items()} == {RING: 2, "Gz": 5}


def test_a_ring_that_sold_nothing_yet_is_a_ring_with_nothing_sold() -> None:
    row = ring(market())
    assert (row["orders"], row["units_gross"], row["amount_gross"], row["currency"]) == (0, 0, 0, None)


def test_a_ring_is_as_strong_as_the_middle_of_its_shops() -> None:
    given = market(PLAIN)
    given["shop_scores"] = [
        {"shop_id": f"S{n}", "ring_id": RING, "suspect": True, "log_odds": odds}
        for n, odds in enumerate((-1.0, 0.0, 9.0))
    ]
    assert ring(given)["score"] == pytest.approx(0.5)
