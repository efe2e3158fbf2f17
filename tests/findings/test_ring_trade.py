"""What rings buy upstream and what they sold: gross, and as a lower bound of lines that nothing explains away."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.findings.test_ring_people import OWNERS, RING, SHOPS, pair, stocking
from tests.findings.test_rings import grouped, shop
from tests.marketplace import NOON, Row, rows_of

# ---- Upstream: who buys again and again, and whom it implicates.


def edges(
    orders: list[Row],
    *,
    suspects: tuple[str, ...] = (*SHOPS, "supplier"),
    undealt: tuple[str, ...] = ("supplier",),
    **more: Any,
) -> list[Row]:
    """Supply edges where a, b and c are a ring, and `supplier` and `wholesaler` stand outside it.

    `undealt`: whose shops are suspects whatever their dealings say.
    """
    return rows_of(
        "supply_edges",
        shops=[{"shop_id": shop(name), "owner_account_id": name} for name in OWNERS],
        control_groups=grouped(SHOPS),
        shop_scores=[
            {
                "shop_id": shop(name),
                "ring_id": RING if name in SHOPS else None,
                "suspect": name in suspects,
            }
            for name in OWNERS
        ],
        suspects_undealt=[{"shop_id": shop(name), "owner_account_id": name} for name in undealt],
        orders=orders,
        **{"supply_pairs": [], **more},
    )


def test_repeated_purchases_are_an_edge_with_orders_units_amount_and_days() -> None:
    [edge] = edges(stocking("a", "supplier's", times=4, units=20))
    assert edge == {
        "supplier_shop_id": "supplier's", "reseller_account_id": "a", "ring_id": RING, "orders": 4, "units": 80,
        "amount": Decimal(8000), "currency": "CNY", "first_order_at": NOON, "last_order_at": NOON + timedelta(days=21),
    }  # fmt: skip


def test_two_orders_or_one_day_make_no_edge() -> None:
    assert edges(stocking("a", "supplier's", times=2)) == []
    one_day = [{**row, "ordered_at": NOON} for row in stocking("a", "supplier's", times=9)]
    assert edges(one_day) == []


def test_orders_closed_unpaid_make_no_edge_and_refunded_ones_do() -> None:
    """What was sent back was bought all the same: the dealing took place."""
    orders = stocking("a", "supplier's", times=3)
    assert edges([{**row, "status": "closed"} for row in orders]) == []
    assert len(edges([{**row, "status": "refunded"} for row in orders])) == 1


@pytest.mark.parametrize("units", [1, 2])
def test_a_loyal_customer_of_a_rings_shop_is_an_edge_that_implicates_nobody(units: int) -> None:
    [edge] = edges(stocking("customer", "a's", times=12, units=units))
    assert (edge["orders"], edge["ring_id"]) == (12, None)


def test_a_bulk_buyer_at_a_rings_shop_who_sells_nothing_is_implicated_in_nothing() -> None:
    """A works council that orders shirts by the dozen."""
    [edge] = edges(stocking("works council", "a's", times=12, units=30))
    assert edge["ring_id"] is None


def test_an_honest_shop_that_stocks_up_at_a_rings_shop_is_implicated_in_nothing() -> None:
    [edge] = edges(stocking("wholesaler", "a's"))
    assert edge["ring_id"] is None


def test_a_suspect_outside_who_stocks_up_at_a_rings_shop_is_downstream_of_the_ring() -> None:
    [edge] = edges(stocking("supplier", "a's"))
    assert edge["ring_id"] == RING


def test_one_of_a_ring_at_a_shop_that_its_dealings_alone_made_a_suspect_implicates_nobody() -> None:
    [edge] = edges(stocking("a", "supplier's"), undealt=())
    assert edge["ring_id"] is None


def test_two_of_a_ring_who_stock_up_at_one_suspect_implicate_it_whatever_made_it_one() -> None:
    both = edges([*stocking("a", "supplier's"), *stocking("b", "supplier's")], undealt=())
    assert [edge["ring_id"] for edge in both] == [RING, RING]


def test_who_is_a_suspect_only_for_buying_at_a_rings_shop_is_not_downstream_of_it() -> None:
    [edge] = edges(stocking("supplier", "a's"), undealt=())
    assert edge["ring_id"] is None


def test_a_suspect_whatever_its_dealings_say_is_one_without_what_purchases_weigh() -> None:
    """Two suspects: prices speak against one, only its buyers against the other."""
    weights = {"S1": {"price": 5.0, "complaints": 2.0}, "S2": {"purchases": 5.0, "complaints": 2.0}}
    found = rows_of(
        "suspects_undealt",
        shops=[{"shop_id": shop_id, "owner_account_id": f"of {shop_id}"} for shop_id in weights],
        shop_scores=[{"shop_id": shop_id, "suspect": True} for shop_id in weights],
        shop_evidence=[
            {"shop_id": shop_id, "signal": signal, "weight": weight}
            for shop_id, said in weights.items()
            for signal, weight in said.items()
        ],
    )
    assert found == [{"shop_id": "S1", "owner_account_id": "of S1"}]


def test_a_rings_people_at_an_honest_wholesaler_implicate_nobody() -> None:
    [edge] = edges(stocking("a", "wholesaler's"))
    assert edge["ring_id"] is None


def test_a_rings_people_who_buy_a_pair_for_themselves_at_a_suspect_implicate_nobody() -> None:
    [edge] = edges(stocking("a", "supplier's", units=1))
    assert edge["ring_id"] is None


@pytest.mark.parametrize(("share", "ring_id"), [(0.12, RING), (0.04, None)])
def test_a_handful_an_order_is_stocking_up_only_where_the_own_shop_sells_much_of_it(
    share: float, ring_id: str | None
) -> None:
    """Five pairs at a time: a small reseller's stock, or an owner's purchases for her football team."""
    [edge] = edges(stocking("a", "supplier's", units=5), supply_pairs=[pair("a", "supplier's", share)])
    assert edge["ring_id"] == ring_id


def test_a_quiet_shop_of_the_same_hand_supplies_the_ring_though_it_is_no_suspect_itself() -> None:
    [edge] = edges(stocking("a", "b's"), suspects=("a", "c"))
    assert edge["ring_id"] == RING


def test_what_was_bought_in_two_currencies_is_never_added() -> None:
    """Ten orders in yuan and three in dollars: the amount is the yuan's."""
    yuan = stocking("a", "supplier's", times=10, units=10)
    dollars = [
        {**row, "order_id": row["order_id"] + " USD", "currency": "USD"}
        for row in stocking("a", "supplier's", times=3, units=10)
    ]
    [edge] = edges(yuan + dollars)
    assert (edge["orders"], edge["units"]) == (13, 130)
    assert (edge["amount"], edge["currency"]) == (Decimal(10_000), "CNY")
