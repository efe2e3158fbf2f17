"""Owners who buy again and again from one shop what their own shop sells: bad news only where that shop is bad."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.marketplace import Row, by, listing, relations, rows_of, sold

FIRST = datetime(2026, 4, 1, 12)


def bought(
    buyer: str, at_shop: str, *, times: int, units: int = 10, apart_days: float = 7, **more: Any
) -> list[Row]:
    return [
        sold(
            f"{buyer}>{at_shop}/{n}", f"L{at_shop}", at_shop, 200, buyer_account_id=buyer, quantity=units,
            ordered_at=FIRST + timedelta(days=apart_days * n), **more,
        )
        for n in range(times)
    ]  # fmt: skip


def market(*orders: list[Row], **categories: str) -> dict[str, Any]:
    """Shops by name, each owned by 'owner of NAME' and listing one article of its category."""
    return {
        "shops": [{"shop_id": shop, "owner_account_id": f"owner of {shop}"} for shop in categories],
        "listings": [listing(f"L{shop}", shop, 300, category=kind) for shop, kind in categories.items()],
        "orders": [row for some in orders for row in some],
    }


def pairs(*orders: list[Row], **categories: str) -> list[Row]:
    return rows_of("supply_pairs", **market(*orders, **categories))


def test_an_owner_who_stocks_up_again_and_again_is_tied_to_the_supplier() -> None:
    [row] = pairs(
        bought("owner of reseller", "source", times=4),
        bought("somebody", "reseller", times=10, units=20),
        source="shoes",
        reseller="shoes",
    )
    assert (row["supplier_shop_id"], row["reseller_shop_id"]) == ("source", "reseller")
    assert (row["reseller_account_id"], row["orders"], row["days"], row["units"]) == (
        "owner of reseller", 4, 4, 40,
    )  # fmt: skip
    assert (row["first_order_at"], row["last_order_at"]) == (FIRST, FIRST + timedelta(days=21))
    assert row["share_of_sales"] == pytest.approx(40 / 200)


def test_an_owner_who_shops_for_other_things_is_tied_to_nobody() -> None:
    assert pairs(bought("owner of reseller", "grocer", times=9), grocer="food", reseller="shoes") == []


@pytest.mark.parametrize(("times", "apart_days"), [(2, 7), (5, 0.1)])
def test_two_orders_or_one_day_are_no_habit(times: int, apart_days: float) -> None:
    assert pairs(
        bought("owner of reseller", "source", times=times, apart_days=apart_days),
        source="shoes",
        reseller="shoes",
    ) == []  # fmt: skip


def test_an_ordinary_buyer_without_a_shop_is_no_reseller() -> None:
    assert pairs(bought("somebody", "source", times=9), source="shoes", reseller="shoes") == []


def test_an_owner_who_buys_in_his_own_shop_is_not_his_own_supplier() -> None:
    assert pairs(bought("owner of one", "one", times=9), one="shoes") == []


def test_orders_that_were_closed_unpaid_tie_nobody() -> None:
    assert pairs(
        bought("owner of reseller", "source", times=9, status="closed"), source="shoes", reseller="shoes"
    ) == []  # fmt: skip


def test_a_few_pairs_for_the_family_are_a_small_share_of_a_shops_sales() -> None:
    [row] = pairs(
        bought("owner of reseller", "source", times=3, units=1),
        bought("somebody", "reseller", times=100, units=10),
        source="shoes",
        reseller="shoes",
    )
    assert row["share_of_sales"] == pytest.approx(3 / 1000)


# ---- What the tie says: belief passed along it.

TIE = {"orders": 12, "days": 12, "units": 240, "share_of_sales": 0.5}


def tie(supplier: str, reseller: str, **more: Any) -> Row:
    return {"supplier_shop_id": supplier, "reseller_shop_id": reseller, **TIE, **more}


def dealings(own: dict[str, float], ties: list[Row], kind: str = "prices") -> dict[str, Row]:
    """What dealing says of each shop; `own` is what its own records weigh, of one kind."""
    shops = sorted({shop for row in ties for shop in (row["supplier_shop_id"], row["reseller_shop_id"])})
    evidence = [
        {"shop_id": shop, "signal": "price", "kind": kind, "weight": weight} for shop, weight in own.items()
    ]
    rows = rows_of(
        "dealings", shops=[{"shop_id": s} for s in shops], own_evidence=evidence, supply_pairs=ties
    )
    return by("shop_id", rows)


def test_the_reseller_of_a_shop_that_other_evidence_points_at_becomes_suspicious() -> None:
    found = dealings({"source": 6.0, "reseller": 0.0}, [tie("source", "reseller")])
    assert found["reseller"]["weight"] > 2
    assert (found["reseller"]["direction"], found["source"]["direction"]) == ("buys", "supplies")


def test_an_honest_wholesalers_reseller_stays_innocent() -> None:
    ties = [tie("wholesaler", f"reseller {n}") for n in range(6)]
    found = dealings({"wholesaler": -3.0, **{f"reseller {n}": -2.0 for n in range(6)}}, ties)
    assert all(row["weight"] < 0.2 for row in found.values())


def test_many_suspicious_resellers_point_at_their_supplier_and_at_each_other() -> None:
    """The wholesaler in Putian writes clean text and asks wholesale prices: who buys from him tells."""
    ties = [tie("wholesaler", f"reseller {n}") for n in range(4)] + [tie("wholesaler", "front")]
    found = dealings({"wholesaler": -0.5, "front": -0.5, **{f"reseller {n}": 5.0 for n in range(4)}}, ties)
    assert found["wholesaler"]["weight"] > 3
    assert found["front"]["weight"] > 2


def test_a_shop_does_not_hear_its_own_opinion_back() -> None:
    """One bad reseller must not make itself worse by way of its supplier."""
    found = dealings({"source": 0.0, "reseller": 6.0}, [tie("source", "reseller")])
    alone = dealings({"source": 0.0, "reseller": 0.0}, [tie("source", "reseller")])
    assert found["reseller"]["weight"] == pytest.approx(alone["reseller"]["weight"])


def test_one_innocent_reseller_of_a_bad_supplier_with_a_small_share_is_tied_weakly() -> None:
    strong = dealings({"source": 6.0, "reseller": 0.0}, [tie("source", "reseller")])
    weak = dealings({"source": 6.0, "reseller": 0.0}, [tie("source", "reseller", share_of_sales=0.003)])
    assert 0 < weak["reseller"]["weight"] < 0.4 * strong["reseller"]["weight"]


def test_a_drop_shippers_far_parcels_are_no_second_opinion_on_his_supplier() -> None:
    parcels = dealings({"source": 0.0, "reseller": 4.0}, [tie("source", "reseller")], kind="parcels")
    prices = dealings({"source": 0.0, "reseller": 4.0}, [tie("source", "reseller")], kind="prices")
    assert parcels["source"]["weight"] == pytest.approx(0, abs=0.01)
    assert prices["source"]["weight"] > 1


def test_two_shops_that_buy_from_each_other_do_not_talk_one_another_up_without_end() -> None:
    found = dealings({"a": 3.0, "b": 3.0}, [tie("a", "b"), tie("b", "a")])
    most = by("name", rows_of("cuts"))["weight_most"]["value"]
    assert all(0 < row["weight"] <= most for row in found.values())


def test_dealing_is_one_kind_of_evidence_and_makes_no_suspect_by_itself() -> None:
    orders = bought("owner of reseller", "source", times=20)
    given = market(orders, source="shoes", reseller="shoes")
    scored = relations(
        "shop_scores", **given,
        own_evidence=[
            {"shop_id": "source", "signal": "test_buys", "kind": "laboratory", "weight": 6.5},
            {"shop_id": "source", "signal": "price", "kind": "prices", "weight": 4.5},
        ],
    )["shop_scores"]  # fmt: skip
    reseller = by("shop_id", scored)["reseller"]
    assert reseller["signal_purchases"] > 2
    assert not reseller["suspect"]


def test_purchases_in_two_currencies_have_no_sum() -> None:
    yuan = bought("owner of reseller", "source", times=3, currency="CNY")
    dollars = [{**row, "order_id": row["order_id"] + "$", "order_line_id": row["order_id"] + "$", "currency": "USD"}
               for row in yuan]  # fmt: skip
    [one] = pairs(yuan, source="shoes", reseller="shoes")
    assert (one["amount"], one["currency"]) == (6000, "CNY")
    [two] = pairs(yuan, dollars, source="shoes", reseller="shoes")
    assert (two["orders"], two["amount"], two["currency"]) == (6, None, None)
