"""Complaints: voices against what a category draws; rivals' storms and strangers count for little."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.marketplace import NOON, Row, by, levels_of, rows_of, sold

FORTNIGHT = timedelta(days=14)


def complaint(number: int, shop_id: str, at: datetime, by_whom: str | None = None, **more: Any) -> Row:
    return {
        "complaint_id": f"C{shop_id}{number}", "shop_id": shop_id, "complained_at": at, "reason": "counterfeit",
        "complainant_account_id": by_whom, **more,
    }  # fmt: skip


def market(shops: dict[str, int], category: str = "shoes") -> dict[str, list[Row]]:
    """Shops with so many orders of one listing each; order n of a shop was bought by account 'SHOP/n'."""
    return {
        "shops": [{"shop_id": shop} for shop in shops],
        "listings": [
            {"listing_id": f"L{shop}", "shop_id": shop, "price": 100, "category": category} for shop in shops
        ],
        "orders": [
            sold(f"{shop}/{n}", f"L{shop}", shop, 100, buyer_account_id=f"{shop}/{n}")
            for shop, orders in shops.items()
            for n in range(orders)
        ],
    }


def heard(complaints: list[Row], shops: dict[str, int]) -> dict[str, Row]:
    return by("shop_id", rows_of("shop_complaints", complaints=complaints, **market(shops)))


def level(complaints: list[Row], shops: dict[str, int]) -> dict[str, str]:
    found = levels_of("complaints", complaints=complaints, **market(shops))
    return {shop: row["level"] for shop, row in found.items()}


def buyers(shop: str, count: int, apart: timedelta = FORTNIGHT) -> list[Row]:
    """So many buyers of the shop who complain, one after the other."""
    return [complaint(n, shop, NOON + n * apart, f"{shop}/{n}") for n in range(count)]


def test_many_buyers_over_many_weeks_are_heard_and_one_mistaken_buyer_is_not_a_storm() -> None:
    shops = {"fake": 60, **{f"plain{n}": 60 for n in range(8)}}
    levels = level(buyers("fake", 12) + buyers("plain1", 1), shops)
    assert levels["fake"] == "very_high"
    assert levels["plain1"] not in ("high", "very_high")
    # Eight times 60 orders: what is usual was never expected in one of them, so silence there says little.
    assert levels["plain2"] in ("none", "none_few")


def test_one_account_that_complains_ten_times_is_one_voice() -> None:
    loud = [complaint(n, "S1", NOON + n * FORTNIGHT, "S1/0") for n in range(10)]
    assert heard(loud, {"S1": 20})["S1"]["voices"] == 1


def test_where_the_account_is_unknown_an_order_is_a_voice() -> None:
    rows = [complaint(n, "S1", NOON + n * FORTNIGHT, order_id=f"S1/{n % 2}") for n in range(6)]
    assert heard(rows, {"S1": 20})["S1"]["voices"] == 2


def test_where_order_and_account_are_unknown_a_day_is_a_voice() -> None:
    rows = [complaint(n, "S1", NOON + timedelta(hours=n)) for n in range(5)]
    assert heard(rows, {"S1": 20})["S1"]["voices"] == 1


def test_an_account_that_never_bought_there_has_little_to_say() -> None:
    strangers = [complaint(n, "S1", NOON + n * FORTNIGHT, f"stranger {n}") for n in range(10)]
    both = heard(strangers + buyers("S2", 10), {"S1": 20, "S2": 20})
    assert both["S1"]["voices"] == pytest.approx(2)
    assert both["S2"]["voices"] == pytest.approx(10)


def test_a_buyer_of_another_shop_is_a_stranger_here() -> None:
    [row] = [complaint(0, "S1", NOON, "S2/0")]
    assert heard([row], {"S1": 20, "S2": 20})["S1"]["voices"] == pytest.approx(0.2)


def test_a_storm_of_one_week_counts_for_little_and_the_same_voices_over_months_count() -> None:
    storm = buyers("bombed", 12, timedelta(hours=6))
    both = heard(storm + buyers("fake", 12), {"bombed": 60, "fake": 60})
    assert both["bombed"]["voices"] == both["fake"]["voices"] == 12
    assert both["bombed"]["steady_voices"] <= 2
    assert both["fake"]["steady_voices"] == 12


def test_a_storm_over_a_weekend_is_no_larger_than_one_within_a_week() -> None:
    saturday = datetime(2026, 5, 2, 6)
    storm = [complaint(n, "S1", saturday + timedelta(hours=6 * n), f"S1/{n}") for n in range(12)]
    assert heard(storm, {"S1": 60})["S1"]["steady_voices"] <= 2


def test_a_storm_does_not_drown_those_who_complained_before_and_after() -> None:
    steady = buyers("S1", 6)
    storm = [complaint(n, "S1", NOON + timedelta(hours=n), f"S1/{n}") for n in range(10, 30)]
    assert 6 <= heard(steady + storm, {"S1": 60})["S1"]["steady_voices"] <= 12


def test_complaints_of_other_kinds_do_not_count() -> None:
    rows = [
        complaint(n, "S1", NOON + n * FORTNIGHT, f"S1/{n}", reason=reason)
        for n, reason in enumerate(["quality", "delivery", "not_as_described", "other"])
    ]
    assert heard(rows, {"S1": 20})["S1"]["voices"] == 0


def test_text_speaks_where_the_reason_is_missing() -> None:
    rows = [
        complaint(0, "S1", NOON, "S1/0", reason=None, text="收到的是假货"),
        complaint(1, "S1", NOON + FORTNIGHT, "S1/1", reason=None, text="不像有些人说的是盗版，是正品"),
    ]
    assert heard(rows, {"S1": 20})["S1"]["voices"] == 1


def test_a_busy_shop_draws_more_complaints_and_is_no_worse_for_it() -> None:
    shops = {"busy": 400, **{f"small{n}": 40 for n in range(10)}}
    rows = buyers("busy", 10, timedelta(days=9)) + [row for n in range(10) for row in buyers(f"small{n}", 1)]
    found = heard(rows, shops)
    assert found["busy"]["expected"] == pytest.approx(10 * found["small0"]["expected"])
    assert set(level(rows, shops).values()) <= {"usual", "raised"}


def test_what_is_usual_is_the_categorys_own_where_there_is_enough_of_it() -> None:
    """Perfume draws many complaints: a perfume shop with some is ordinary, a shoe shop with as many is not."""
    shoes, perfume = (
        market({f"shoe{n}": 100 for n in range(20)}),
        market({f"scent{n}": 100 for n in range(20)}, "scent"),
    )
    rows = [row for n in range(20) for row in buyers(f"scent{n}", 6)] + buyers("shoe0", 6)
    given = {name: shoes[name] + perfume[name] for name in shoes}
    found = by("shop_id", rows_of("shop_complaints", complaints=rows, **given))
    assert found["scent0"]["expected"] == pytest.approx(6, rel=0.15)
    assert found["shoe0"]["expected"] < 1


def test_a_category_of_one_small_shop_is_drawn_towards_the_marketplace() -> None:
    """Else a shop alone in its category would be its own measure, and never stand out."""
    crowd, alone = market({f"shoe{n}": 100 for n in range(20)}), market({"alone": 20}, "kites")
    rows = buyers("alone", 8) + [row for n in range(20) for row in buyers(f"shoe{n}", 1)]
    given = {name: crowd[name] + alone[name] for name in crowd}
    found = by("shop_id", rows_of("shop_complaints", complaints=rows, **given))
    assert found["alone"]["category"] == "kites"
    assert found["alone"]["expected"] < 1
    levels = levels_of("complaints", complaints=rows, **given)
    assert levels["alone"]["level"] == "very_high"


def test_silence_after_many_orders_speaks_for_a_shop_and_after_few_says_little() -> None:
    shops = {"many": 300, "few": 5, **{f"plain{n}": 100 for n in range(10)}}
    levels = level([row for n in range(10) for row in buyers(f"plain{n}", 2)], shops)
    assert (levels["many"], levels["few"]) == ("none", "none_few")


def test_a_shop_without_orders_is_not_judged_by_complaints() -> None:
    assert "S2" not in heard(buyers("S2", 3), {"S1": 20})
