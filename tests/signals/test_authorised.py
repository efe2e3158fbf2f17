"""Authorised sellers: a brand's own list speaks for a shop, of that brand, while it is valid, never to nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.marketplace import NOON, Row, by, listing, read_as, relations, rows_of, sold


def shop(shop_id: str, *brands: str) -> tuple[list[Row], list[Row]]:
    listings = [listing(f"{shop_id}/{n}", shop_id, 900) for n in range(len(brands))]
    return listings, [
        read_as(row["listing_id"], shop_id, brand) for row, brand in zip(listings, brands, strict=True)
    ]


def counted(brands: tuple[str, ...], *lists: dict[str, Any], last_order: datetime | None = NOON) -> list[Row]:
    listings, texts = shop("S1", *brands)
    orders = [sold("O1", "S1/0", "S1", 900, ordered_at=last_order)] if last_order else []
    return rows_of(
        "shop_authorisations", listings=listings, listing_text=texts, orders=orders,
        authorised_sellers=[{"shop_id": "S1", **row} for row in lists],
    )  # fmt: skip


def test_goods_of_the_listed_brand_count_and_others_do_not() -> None:
    [row] = counted(("Nike", "Nike", "Adidas"), {"brand": "Nike"})
    assert (row["listings"], row["authorised"]) == (3, 2)


def test_the_brands_name_may_be_written_in_chinese() -> None:
    [row] = counted(("Nike",), {"brand": " 耐克 "})
    assert row["authorised"] == 1


def test_another_brands_authorisation_is_none() -> None:
    assert counted(("Nike",), {"brand": "Adidas"}) == []


def test_another_shops_authorisation_is_none() -> None:
    assert counted(("Nike",), {"brand": "Nike", "shop_id": "S2"}) == []


def test_an_authorisation_that_ended_before_the_last_sale_is_none() -> None:
    assert counted(("Nike",), {"brand": "Nike", "valid_to": datetime(2026, 4, 1)}) == []
    [renewed] = counted(
        ("Nike",),
        {"brand": "Nike", "valid_to": datetime(2026, 4, 1)},
        {"brand": "Nike", "valid_from": datetime(2026, 4, 1)},
    )
    assert renewed["authorised"] == 1


def test_an_authorisation_that_begins_after_the_last_sale_is_none_yet() -> None:
    assert counted(("Nike",), {"brand": "Nike", "valid_from": datetime(2026, 9, 1)}) == []


def test_without_any_orders_an_authorisation_counts_as_it_stands() -> None:
    [row] = counted(("Nike",), {"brand": "Nike", "valid_from": datetime(2026, 1, 1)}, last_order=None)
    assert row["authorised"] == 1


def test_two_lists_that_name_the_shop_count_it_once() -> None:
    [row] = counted(("Nike",), {"brand": "Nike"}, {"brand": "nike"})
    assert (row["listings"], row["authorised"]) == (1, 1)


def test_authorised_for_most_speaks_louder_than_for_some_and_neither_clears_a_seller_of_fakes() -> None:
    authorised = {"shop_authorisations": [
        {"shop_id": "most", "listings": 10, "authorised": 8},
        {"shop_id": "some", "listings": 10, "authorised": 2},
    ]}  # fmt: skip
    own = by("shop_id", relations("own_evidence", shop_levels=[], **authorised)["own_evidence"])
    assert own["most"]["weight"] < own["some"]["weight"] < 0
    against = [
        {"shop_id": "most", "signal": "test_buys", "kind": "laboratory", "weight": 4.4},
        {"shop_id": "most", "signal": "complaints", "kind": "buyers", "weight": 3.5},
        {"shop_id": "most", "signal": "price", "kind": "prices", "weight": 3.5},
    ]
    [score] = rows_of("shop_scores", shops=[{"shop_id": "most"}], shop_evidence=[own["most"], *against])
    assert score["suspect"]
