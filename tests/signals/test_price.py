"""Prices: held against the right measure at the right date, weighed by what was sold, innocents beside."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.marketplace import NOON, Row, by, listing, read_as, rows_of, sold

AIR = {"brand": "Nike", "category": "shoes", "product": "AIR-1", "reference_price": 1000}


def priced(*prices: float, **flags: Any) -> list[Row]:
    """The points that S1's listings L1, L2, … at these prices make, each of Nike's AIR-1."""
    listings = [listing(f"L{n}", "S1", price, product="AIR-1") for n, price in enumerate(prices, 1)]
    texts = [read_as(row["listing_id"], "S1", "Nike", **flags) for row in listings]
    return rows_of("judged_prices", listings=listings, listing_text=texts, reference_points=points(AIR))


def points(*references: Row) -> list[Row]:
    """Reference prices as the comparison reads them: canonical names, open ends far away."""
    ends = {"valid_from": datetime(1970, 1, 1), "valid_to": datetime(2999, 12, 31), "currency": "CNY"}
    return [{**ends, "product": "", **row} for row in references]


def judged(listings: list[Row], orders: list[Row], *references: Row, **flags: dict[str, Any]) -> list[Row]:
    """shop_price over listings that all claim Nike, unless `flags`, by listing, say otherwise."""
    texts = [
        read_as(**{"listing_id": row["listing_id"], "shop_id": row["shop_id"], "brand": "Nike"}
                | flags.get(row["listing_id"], {}))
        for row in listings
    ]  # fmt: skip
    return rows_of(
        "shop_price", listings=listings, orders=orders, listing_text=texts,
        reference_points=points(*references or [AIR]),
    )  # fmt: skip


def test_a_fifth_of_the_price_shows_and_a_sale_price_stays_a_sale_price() -> None:
    shops = judged(
        [listing("L1", "cheap", 200, product="AIR-1"), listing("L2", "sale", 800, product="AIR-1")], []
    )
    assert {row["shop_id"]: (row["price_basis"], row["price_ratio"]) for row in shops} == {
        "cheap": ("product", pytest.approx(0.2)),
        "sale": ("product", pytest.approx(0.8)),
    }


def test_a_product_is_known_by_its_code_however_it_is_written() -> None:
    [row] = judged([listing("L1", "S1", 500, product=" air-1 ", category="Shoes ")], [])
    assert (row["price_basis"], row["price_ratio"]) == ("product", pytest.approx(0.5))


def test_a_sale_is_held_against_the_reference_in_force_when_it_was_made() -> None:
    until_march = {**AIR, "valid_to": datetime(2026, 3, 1)}
    from_march = {**AIR, "valid_from": datetime(2026, 3, 1), "reference_price": 500}
    listings = [listing("old", "S1", 450, product="AIR-1"), listing("new", "S2", 450, product="AIR-1")]
    orders = [
        sold("O1", "old", "S1", 450, ordered_at=datetime(2026, 2, 28, 23)),
        sold("O2", "new", "S2", 450, ordered_at=datetime(2026, 3, 1, 1)),
    ]
    shops = by("shop_id", judged(listings, orders, until_march, from_march))
    assert shops["S1"]["price_ratio"] == pytest.approx(0.45)
    assert shops["S2"]["price_ratio"] == pytest.approx(0.9)


def test_a_sale_before_the_first_reference_is_held_against_the_nearest() -> None:
    spring = {**AIR, "valid_from": datetime(2026, 3, 1), "valid_to": datetime(2026, 6, 1)}
    autumn = {**AIR, "valid_from": datetime(2026, 9, 1), "reference_price": 2000}
    [row] = judged(
        [listing("L1", "S1", 700, product="AIR-1")],
        [sold("O1", "L1", "S1", 700, ordered_at=datetime(2026, 1, 5))],
        spring,
        autumn,
    )
    assert row["price_ratio"] == pytest.approx(0.7)


def test_an_asked_price_without_any_date_is_held_against_the_latest_reference() -> None:
    raised = {**AIR, "valid_from": datetime(2026, 3, 1), "reference_price": 1250}
    [row] = judged(
        [listing("L1", "S1", 500, product="AIR-1")], [], {**AIR, "valid_to": datetime(2026, 3, 1)}, raised
    )
    assert row["price_ratio"] == pytest.approx(0.4)


def test_two_sources_that_disagree_leave_the_lower_price_standing() -> None:
    rows = rows_of(
        "reference_points",
        reference_prices=[
            {"brand": "Nike", "category": "Shoes", "product": "air-1", "reference_price": 1000},
            {"brand": " 耐克 ", "category": "shoes", "product": "AIR-1", "reference_price": 900},
        ],
    )
    assert [(row["brand"], row["product"], row["reference_price"]) for row in rows] == [
        ("Nike", "AIR-1", 900)
    ]


def test_without_a_style_code_the_cheapest_product_of_the_category_is_the_measure() -> None:
    dear = {**AIR, "product": "AIR-2", "reference_price": 3000}
    [row] = judged([listing("L1", "S1", 600)], [], AIR, dear)
    assert (row["price_basis"], row["price_ratio"]) == ("category_span", pytest.approx(0.6))


def test_what_is_held_against_a_category_weighs_less_than_what_is_held_against_its_product() -> None:
    shared = {"listings": 5, "units": 50, "price_ratio": 0.25, "explained_share": None}
    levels = by(
        "shop_id",
        rows_of(
            "shop_levels",
            signal_status=[{"signal": "price", "is_on": True}],
            shop_price=[
                {"shop_id": "coded", "price_basis": "product", **shared},
                {"shop_id": "uncoded", "price_basis": "category_span", **shared},
            ],
        ),
    )
    assert levels["coded"]["level"] == levels["uncoded"]["level"] == "below_30"
    assert levels["uncoded"]["support"] == pytest.approx(0.8 * levels["coded"]["support"])


def test_a_brand_that_prices_nothing_of_the_category_is_no_measure() -> None:
    assert judged([listing("L1", "S1", 60, category="caps", product="AIR-1")], []) == []


def test_a_price_in_another_currency_is_never_compared() -> None:
    assert judged([listing("L1", "S1", 100, product="AIR-1", currency="USD")], []) == []


def test_sales_speak_and_a_shelf_warmer_at_a_strange_price_does_not() -> None:
    listings = [
        listing("sold", "S1", 950, product="AIR-1"),
        listing("shelf", "S1", 100, product="AIR-1"),
    ]
    orders = [sold(f"O{n}", "sold", "S1", 950, quantity=5) for n in range(20)]
    [row] = judged(listings, orders)
    assert row["price_ratio"] == pytest.approx(0.95)


def test_what_was_paid_speaks_where_the_asked_price_looks_right() -> None:
    listings = [listing("L1", "S1", 950, product="AIR-1")]
    [row] = judged(listings, [sold(f"O{n}", "L1", "S1", 190) for n in range(4)])
    assert row["price_ratio"] == pytest.approx(0.19)


def test_a_closed_order_was_never_paid_and_says_nothing() -> None:
    listings = [listing("L1", "S1", 950, product="AIR-1")]
    [row] = judged(listings, [sold("O1", "L1", "S1", 1, status="closed")])
    assert row["price_ratio"] == pytest.approx(0.95)


@pytest.mark.parametrize(("cheap_units", "ratio"), [(25, 0.25), (15, 0.95)])
def test_genuine_goods_mixed_in_do_not_hide_a_fifth_of_the_sales(cheap_units: int, ratio: float) -> None:
    listings = [listing("true", "S1", 950, product="AIR-1"), listing("fake", "S1", 250, product="AIR-1")]
    orders = [
        sold("O1", "true", "S1", 950, quantity=100 - cheap_units),
        sold("O2", "fake", "S1", 250, quantity=cheap_units),
    ]
    [row] = judged(listings, orders)
    assert row["price_ratio"] == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("flag", "use"),
    [
        ("is_deposit", "deposit"),
        ("is_difference", "difference"),
        ("is_fits", "fits"),
        ("is_single_unit", "unit"),
    ],
)
def test_deposits_difference_links_accessories_and_single_pieces_are_no_prices(flag: str, use: str) -> None:
    [row] = priced(50, **{flag: True})
    assert row["price_use"] == use


@pytest.mark.parametrize(
    ("price", "use"),
    [
        (8.9, "unit"),
        (0.95, "unit"),
        (15, "implausible"),
        (25_000, "implausible"),
        (150, "used"),
        (25, "used"),
    ],
)
def test_wrong_units_and_prices_nobody_can_mean_are_told_from_low_ones(price: float, use: str) -> None:
    [row] = priced(price)
    assert row["price_use"] == use


def test_prices_that_are_no_prices_of_goods_never_reach_the_shop() -> None:
    listings = [
        listing("deposit", "S1", 50, product="AIR-1"),
        listing("cents", "S1", 9, product="AIR-1"),
        listing("goods", "S1", 900, product="AIR-1"),
    ]
    orders = [sold("O1", "deposit", "S1", 50, quantity=500), sold("O2", "goods", "S1", 900)]
    [row] = judged(listings, orders, deposit={"is_deposit": True})
    assert (row["price_ratio"], row["listings"]) == (pytest.approx(0.9), 1)


@pytest.mark.parametrize("why", ["second_hand", "outlet", "parallel_import"])
def test_a_low_price_that_says_why_is_counted_as_explained(why: str) -> None:
    [said] = judged([listing("L1", "S1", 300, product="AIR-1")], [], L1={f"is_{why}": True})
    assert (said["explained_share"], said["price_explained"]) == (1.0, why)
    [silent] = judged([listing("L1", "S1", 300, product="AIR-1")], [])
    assert (silent["explained_share"], silent["price_explained"]) == (None, None)


def test_the_explanation_of_a_few_dear_listings_does_not_cover_the_cheap_ones() -> None:
    listings = [listing("fake", "S1", 200, product="AIR-1"), listing("outlet", "S1", 700, product="AIR-1")]
    orders = [sold("O1", "fake", "S1", 200, quantity=50), sold("O2", "outlet", "S1", 700, quantity=50)]
    [row] = judged(listings, orders, outlet={"is_outlet": True})
    assert row["price_ratio"] == pytest.approx(0.2)
    assert not row["explained_share"]


def test_one_unsold_listing_carries_half_of_what_many_sales_carry() -> None:
    [one] = judged([listing("L1", "S1", 200, product="AIR-1")], [])
    [many] = judged(
        [listing(f"L{n}", "S1", 200, product="AIR-1") for n in range(6)],
        [sold(f"O{n}", f"L{n}", "S1", 200, quantity=30) for n in range(6)],
    )
    on = [{"signal": "price", "is_on": True}]
    support = [
        rows_of("shop_levels", signal_status=on, shop_price=[row])[0]["support"] for row in (one, many)
    ]
    assert support[0] < 0.7
    assert 0.9 < support[1] < 1


# ---- Other shops as the measure, where the brand has no price of its own.


def peers(*prices: float, **odd: Any) -> dict[str, list[Row]]:
    """One shop a price, all of one brand without reference prices; `odd` is read in the last one's text."""
    listings = [listing(f"L{n:02}", f"S{n:02}", price, category="bags") for n, price in enumerate(prices)]
    texts = [read_as(row["listing_id"], row["shop_id"], "Kinsol") for row in listings]
    texts[-1] |= odd
    return {"listings": listings, "listing_text": texts, "reference_points": points(AIR)}


ORDINARY = (380, 390, 400, 400, 410, 420, 430, 440)


def test_a_shop_far_below_eight_others_is_seen_and_one_slightly_below_is_not() -> None:
    shops = by("shop_id", rows_of("shop_price", **peers(*ORDINARY, 90, 340)))
    assert {row["price_basis"] for row in shops.values()} == {"peers"}
    assert shops["S08"]["spreads_below"] > 4
    assert shops["S09"]["spreads_below"] < 2.5


def test_fewer_than_eight_shops_are_no_measure() -> None:
    [row] = rows_of("price_peers", **peers(*ORDINARY[:6], 90))
    assert (row["shops"], row["is_usable"]) == (7, False)
    assert rows_of("shop_price", **peers(*ORDINARY[:6], 90)) == []


def test_one_shop_with_many_listings_is_one_voice_among_the_peers() -> None:
    given = peers(*ORDINARY)
    flood = [listing(f"F{n}", "flood", 60, category="bags") for n in range(40)]
    given["listings"] += flood
    given["listing_text"] += [read_as(row["listing_id"], "flood", "Kinsol") for row in flood]
    [row] = rows_of("price_peers", **given)
    assert (row["shops"], row["peer_price"]) == (9, pytest.approx(400))


def test_where_fakes_dominate_the_peers_nothing_is_measured_by_them() -> None:
    [row] = rows_of("price_peers", **peers(400, 410, 420, 430, 400, 80, 82, 85, 90, 95, 88))
    assert not row["is_usable"]


def test_equal_prices_everywhere_do_not_make_a_discount_an_outlier() -> None:
    shops = by("shop_id", rows_of("shop_price", **peers(*[400.0] * 10, 300)))
    assert shops["S10"]["spreads_below"] < 2.5


@pytest.mark.parametrize("flag", ["is_deposit", "is_difference", "is_single_unit", "is_second_hand"])
def test_what_is_no_price_of_new_goods_does_not_pull_the_peers_down(flag: str) -> None:
    [row] = rows_of("price_peers", **peers(*ORDINARY, 20, **{flag: True}))
    assert row["shops"] == len(ORDINARY)


def test_peers_of_another_currency_are_other_peers() -> None:
    given = peers(*ORDINARY)
    given["listings"] += [listing("foreign", "foreign", 55, category="bags", currency="USD")]
    given["listing_text"] += [read_as("foreign", "foreign", "Kinsol")]
    rows = by("currency", rows_of("price_peers", **given))
    assert (rows["CNY"]["shops"], rows["USD"]["shops"], rows["USD"]["is_usable"]) == (8, 1, False)
    assert "foreign" not in by("shop_id", rows_of("shop_price", **given))


def test_the_price_of_a_product_outweighs_what_peers_ask() -> None:
    given = peers(*ORDINARY)
    given["reference_points"] = points({**AIR, "brand": "Kinsol", "category": "bags", "product": "K1"})
    given["listings"][0] |= {"product": "K1"}
    shops = by("shop_id", rows_of("shop_price", **given))
    assert (shops["S00"]["price_basis"], shops["S00"]["price_ratio"]) == ("product", pytest.approx(0.38))
    assert shops["S01"]["price_basis"] == "category_span"


def test_sales_between_two_changes_of_the_reference_are_told_apart() -> None:
    references = points(
        {**AIR, "valid_to": datetime(2026, 5, 10)},
        {**AIR, "valid_from": datetime(2026, 5, 10), "reference_price": 800},
    )
    orders = [sold(f"O{day}", "L1", "S1", 400, ordered_at=NOON + timedelta(days=day)) for day in (0, 3, 12)]
    rows = rows_of("listing_sales", orders=orders, reference_points=references)
    assert [(row["period_started_at"], row["orders"]) for row in rows] == [
        (datetime(1970, 1, 1), 2),
        (datetime(2026, 5, 10), 1),
    ]


def test_a_sale_that_nothing_can_judge_is_left_out_and_the_price_asked_says_so() -> None:
    listings = [listing("known", "S1", 700, product="AIR-1"), listing("unknown", "S1", 700, product="AIR-1")]
    texts = [read_as("known", "S1", "Nike"), read_as("unknown", "S1", "Nobody")]
    orders = [sold("O1", "known", "S1", 690), sold("O2", "unknown", "S1", 690)]
    rows = rows_of(
        "judged_prices", listings=listings, listing_text=texts, orders=orders, reference_points=points(AIR)
    )
    assert sorted((row["listing_id"], row["is_asked"], row["price_use"]) for row in rows) == [
        ("known", False, "used"),
        ("known", True, "used"),
        ("unknown", True, "no_reference"),
    ]
