"""A category that rises by itself is hot: a place to look. What lifts everything is not, and hot accuses nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.marketplace import Row, rows_of

MONDAY = datetime(2026, 1, 5)
WEEKS = 14


def weeks_of(brand: str, category: str, *orders: int, first: int = 0) -> list[Row]:
    """Rows of category_weeks: so many order lines in each week from the first."""
    nothing = {
        "listings_new": 0, "complaints": 0, "sellers": 3, "suspects": 0, "orders_judged": 0, "orders_cheap": 0,
    }  # fmt: skip
    return [
        {
            "brand": brand, "category": category, "week_starts_at": MONDAY + timedelta(weeks=first + number),
            "orders": count, "units": count, **nothing,
        }
        for number, count in enumerate(orders)
    ]  # fmt: skip


def hot(*rows: list[Row]) -> list[tuple[str, str, int]]:
    """Brand, category and number of the week of what is hot."""
    found = rows_of("hot_categories", category_weeks=[row for some in rows for row in some])
    return [
        (row["brand"], row["category"], (row["week_starts_at"] - MONDAY).days // 7)
        for row in found
        if row["is_hot"]
    ]


STEADY = weeks_of("", "home", *[400] * (WEEKS + 1))


def test_what_rises_while_the_rest_stands_still_is_hot_in_that_week() -> None:
    assert hot(STEADY, weeks_of("Nike", "jerseys", *[30] * WEEKS, 150)) == [("Nike", "jerseys", WEEKS)]


def test_a_sale_day_that_lifts_everything_makes_nothing_hot() -> None:
    lifted = [weeks_of("", "home", *[400] * WEEKS, 2000), weeks_of("Nike", "jerseys", *[30] * WEEKS, 150)]
    assert hot(*lifted) == []


def test_what_rises_beyond_a_sale_that_lifts_all_is_hot() -> None:
    lifted = [weeks_of("", "home", *[400] * WEEKS, 800), weeks_of("Nike", "jerseys", *[30] * WEEKS, 300)]
    assert hot(*lifted) == [("Nike", "jerseys", WEEKS)]


def test_what_stands_still_while_the_rest_falls_away_is_not_hot() -> None:
    assert hot(
        weeks_of("", "home", *[400] * WEEKS, 40), weeks_of("Nike", "jerseys", *[100] * WEEKS, 100)
    ) == []  # fmt: skip


def test_what_always_swings_is_not_hot_when_it_swings() -> None:
    assert hot(STEADY, weeks_of("", "tickets", *[20, 60, 110, 160, 40, 130, 80] * 2, 160)) == []


def test_a_handful_of_buyers_makes_nothing_hot() -> None:
    assert hot(STEADY, weeks_of("Casio", "watches", *[1] * WEEKS, 19)) == []


def test_without_two_months_of_past_nothing_is_judged() -> None:
    short = [weeks_of("", "home", *[400] * 8), weeks_of("Nike", "jerseys", *[30] * 7, 300)]
    assert hot(*short) == []
    one_more = [weeks_of("", "home", *[400] * 9), weeks_of("Nike", "jerseys", *[30] * 8, 300)]
    assert hot(*one_more) == [("Nike", "jerseys", 8)]


def test_a_new_product_that_sells_at_once_is_hot_and_has_no_rise_to_tell() -> None:
    rows = rows_of("hot_categories", category_weeks=STEADY + weeks_of("Labubu", "toys", 90, first=WEEKS))
    [new] = [row for row in rows if row["is_hot"]]
    assert (new["brand"], new["rise"], new["expected"]) == ("Labubu", None, 0)


def test_a_season_s_rise_stays_hot_over_its_weeks_and_ends_with_it() -> None:
    season = weeks_of("Nike", "jerseys", *[30] * WEEKS, 150, 150, 150, 30, 30)
    home = weeks_of("", "home", *[400] * (WEEKS + 5))
    assert [week for _brand, _category, week in hot(home, season)] == [WEEKS, WEEKS + 1, WEEKS + 2]


def test_a_market_of_one_category_has_nothing_to_be_held_against() -> None:
    assert hot(weeks_of("", "home", *[30] * WEEKS, 900)) == []


def counted(**given: Any) -> dict[tuple[str, str], Row]:
    return {(row["brand"], row["category"]): row for row in rows_of("category_weeks", **given)}


def in_category(listing_id: str, shop_id: str, *, suspect: bool = False, is_cheap: bool = False) -> Row:
    return {
        "listing_id": listing_id, "shop_id": shop_id, "brand": "Nike", "category": "jerseys", "suspect": suspect,
        "is_judged": True, "is_cheap": is_cheap,
    }  # fmt: skip


def order(number: int, listing_id: str, shop_id: str, **more: Any) -> Row:
    plain = {
        "unit_price": 100,
        "quantity": 1,
        "ordered_at": MONDAY + timedelta(days=3),
        "buyer_account_id": "B",
    }
    return {"order_id": f"O{number}", "listing_id": listing_id, "shop_id": shop_id, **plain, **more}


def test_a_week_counts_lines_sellers_suspects_and_cheap_sales() -> None:
    listings = [in_category("L1", "S1", suspect=True, is_cheap=True), in_category("L2", "S2")]
    orders = [
        order(1, "L1", "S1", quantity=500),
        order(2, "L2", "S2"),
        order(3, "L2", "S2"),
        order(4, "L2", "S2", status="closed"),
        order(5, "gone", "S2"),
    ]
    complaints = [
        {"complaint_id": "C1", "shop_id": "S1", "listing_id": "L1", "complained_at": MONDAY, "reason": "counterfeit"},
        {"complaint_id": "C2", "shop_id": "S2", "listing_id": "L2", "complained_at": MONDAY, "reason": "delivery"},
    ]  # fmt: skip
    meant = [
        {"complaint_id": "C1", "shop_id": "S1", "is_counterfeit": True},
        {"complaint_id": "C2", "shop_id": "S2", "is_counterfeit": False},
    ]
    [week] = counted(
        category_listings=listings,
        orders=orders,
        complaints=complaints,
        complaint_meaning=meant,
        listings=[
            {
                "listing_id": "L1",
                "shop_id": "S1",
                "price": 1,
                "listed_at": MONDAY + timedelta(days=6, hours=23),
            }
        ],
    ).values()
    assert week["week_starts_at"] == MONDAY
    assert (week["orders"], week["units"], week["sellers"], week["suspects"]) == (3, 502, 2, 1)
    assert (week["complaints"], week["listings_new"]) == (1, 1)
    assert (week["orders_judged"], week["orders_cheap"]) == (3, 1)


def test_without_orders_or_complaints_weeks_hold_what_was_listed_and_nothing_is_hot() -> None:
    listed = [{"listing_id": "L1", "shop_id": "S1", "price": 1, "listed_at": MONDAY}]
    given: dict[str, Any] = {"category_listings": [in_category("L1", "S1")], "listings": listed}
    given |= {"complaint_meaning": []}
    [row] = rows_of("hot_categories", **given)
    assert (row["listings_new"], row["orders"], row["is_hot"], row["z"]) == (1, 0, False, None)


def test_a_seasonal_product_of_honest_sellers_is_hot_and_names_no_suspect() -> None:
    rows = rows_of("hot_categories", category_weeks=STEADY + weeks_of("", "umbrellas", *[30] * WEEKS, 200))
    [umbrellas] = [row for row in rows if row["is_hot"]]
    assert umbrellas["suspects"] == 0
