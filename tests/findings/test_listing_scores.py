"""Every listing with its price against its measure, and what speaks against the listing itself."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.marketplace import Row, by, listing, read_as, relations, sold

PRIOR = math.log(0.02 / 0.98)
REFERENCE = {"brand": "Nike", "category": "shoes", "product": "AIR-1", "reference_price": 1000}


def scores(
    listings: list[Row], *, flags: dict[str, dict[str, Any]] | None = None, **given: list[Row]
) -> dict[str, Row]:
    """listing_scores over listings that all claim Nike; `flags` by listing say what else their text says."""
    texts = [
        read_as(**{"listing_id": row["listing_id"], "shop_id": row["shop_id"], "brand": "Nike"}
                | (flags or {}).get(row["listing_id"], {}))
        for row in listings
    ]  # fmt: skip
    shops = [{"shop_id": shop} for shop in sorted({row["shop_id"] for row in listings})]
    rows = relations(
        "listing_scores", shops=shops, listings=listings, listing_text=texts, reference_prices=[REFERENCE],
        **given,
    )["listing_scores"]  # fmt: skip
    return by("listing_id", rows)


def goods(listing_id: str, price: float, **more: Any) -> Row:
    return listing(listing_id, "S1", price, brand="Nike", product="AIR-1", title="Nike Air", **more)


def test_a_listing_far_below_its_reference_scores_higher_than_one_at_it() -> None:
    found = scores([goods("cheap", 150), goods("full", 990)])
    assert found["cheap"]["score"] > 0.05 > found["full"]["score"]
    assert (found["cheap"]["reference_price"], found["cheap"]["price_ratio"]) == (1000, pytest.approx(0.15))


def test_a_low_price_that_says_why_scores_lower_than_one_that_does_not() -> None:
    found = scores([goods("silent", 350), goods("outlet", 350)], flags={"outlet": {"is_outlet": True}})
    assert found["outlet"]["score"] < found["silent"]["score"]
    assert found["outlet"]["innocent_reading"] == "outlet"


def test_reasons_and_prior_add_up_to_the_listings_score() -> None:
    found = scores(
        [goods("L1", 150, logo_obscured=True), goods("L2", 900, logo_obscured=False)],
        flags={"L1": {"disguise": "masked"}},
    )
    for row in found.values():
        odds = PRIOR + sum(reason["weight"] for reason in row["reasons"])
        assert row["score"] == pytest.approx(1 / (1 + math.exp(-odds)))
    assert {reason["signal"] for reason in found["L1"]["reasons"]} == {"price", "description", "photos"}


@pytest.mark.parametrize("flag", ["is_deposit", "is_difference", "is_fits", "is_single_unit"])
def test_what_is_no_price_of_goods_is_no_reason(flag: str) -> None:
    row = scores([goods("L1", 20)], flags={"L1": {flag: True}})["L1"]
    assert "price" not in {reason["signal"] for reason in row["reasons"]}
    assert row["price_use"] != "used"


def test_a_listing_without_a_measure_is_kept_and_says_so() -> None:
    row = scores([listing("L1", "S1", 20, category="caps", brand="Nike", title="Nike cap")])["L1"]
    assert (row["price_use"], row["reference_price"], row["price_ratio"]) == ("no_reference", None, None)


def test_each_listing_has_one_row_however_often_and_at_whatever_prices_it_sold() -> None:
    orders = [sold(f"O{n}", "L1", "S1", 100 + n, quantity=2) for n in range(5)]
    row = scores([goods("L1", 200), goods("L2", 900)], orders=orders)["L1"]
    assert (row["orders"], row["units"], row["amount"]) == (5, 10, 2 * sum(range(100, 105)))


def test_refunded_and_closed_orders_are_no_income() -> None:
    orders = [
        sold("O1", "L1", "S1", 200, status="paid"),
        sold("O2", "L1", "S1", 200, status="refunded"),
        sold("O3", "L1", "S1", 200, status="closed"),
        sold("O4", "L1", "S1", 200),
    ]
    row = scores([goods("L1", 200)], orders=orders)["L1"]
    assert (row["orders"], row["amount"]) == (3, 400)


def test_a_listings_own_verdict_speaks_of_that_listing_alone() -> None:
    verdict = {"test_buy_id": "T1", "shop_id": "S1", "listing_id": "L1", "verdict": "counterfeit"}
    found = scores([goods("L1", 900), goods("L2", 900)], test_buys=[verdict])
    assert found["L1"]["score"] > 0.3 > found["L2"]["score"]
    assert "test_buys" not in {reason["signal"] for reason in found["L2"]["reasons"]}
