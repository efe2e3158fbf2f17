"""Shops that change hands: what changes with them is looked at, a quiet transfer is left alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.marketplace import Row, levels_of, listing, read_as, relations, sold

SOLD_ON = datetime(2026, 5, 1)
XUHUI, KUNSHAN, LICHENG = (31.19, 121.44), (31.38, 120.98), (25.43, 119.01)
Line = tuple[str, float]


class Shop:
    """One shop with orders and parcels on both sides of its transfer, half a day apart."""

    def __init__(self) -> None:
        self.listings: dict[str, Row] = {}
        self.texts: list[Row] = []
        self.orders: list[Row] = []
        self.parcels: list[Row] = []

    def sells(
        self, brand: str | None, price: float, *, days: int, lines: int = 10, category: str = "shoes",
        origin: tuple[float, float] = XUHUI,
    ) -> Shop:  # fmt: skip
        """Add `lines` order lines of a brand's goods from `days` after the transfer on (before it: negative)."""
        key = f"{brand} {category}"
        if key not in self.listings:
            self.listings[key] = listing(key, "S1", price, category=category)
            self.texts.append(read_as(key, "S1", brand))
        for n in range(lines):
            at = SOLD_ON + timedelta(days=days, hours=12 * n)
            order = f"O{len(self.orders)}"
            self.orders.append(sold(order, key, "S1", price, ordered_at=at))
            self.parcels.append(
                {"order_id": order, "shop_id": "S1", "shipped_at": at,
                 "origin_latitude": origin[0], "origin_longitude": origin[1]}
            )  # fmt: skip
        return self

    def given(self, **more: Any) -> dict[str, Any]:
        transfer = {
            "shop_id": "S1",
            "from_account_id": "A1",
            "to_account_id": "A2",
            "transferred_at": SOLD_ON,
        }
        return {
            "shops": [{"shop_id": "S1"}, {"shop_id": "other"}], "listings": list(self.listings.values()),
            "listing_text": self.texts, "orders": self.orders, "shop_transfers": [transfer],
            "parcel_places": self.parcels, **more,
        }  # fmt: skip

    def takeover(self) -> Row:
        [row] = relations("shop_takeovers", **self.given())["shop_takeovers"]
        return row

    def level(self, **more: Any) -> str:
        return str(levels_of("transfers", **self.given(**more))["S1"]["level"])


def test_a_takeover_after_which_everything_changed_is_seen() -> None:
    shop = Shop().sells(None, 300, days=-30, category="tea").sells("Nike", 200, days=3, origin=LICHENG)
    row = shop.takeover()
    assert (row["goods_kept"], row["transfers"]) == (0, 1)
    assert row["moved_km"] == pytest.approx(680, abs=40)
    assert shop.level() == "changed_much"


def test_a_quiet_transfer_went_on_as_before() -> None:
    shop = Shop().sells("Nike", 900, days=-30).sells("Nike", 850, days=3, origin=KUNSHAN)
    assert shop.level() == "transferred"


def test_a_shop_that_never_changed_hands_says_so_while_others_did() -> None:
    shop = Shop().sells("Nike", 900, days=-30).sells("Nike", 300, days=3)
    levels = levels_of("transfers", **shop.given())
    assert (levels["other"]["level"], levels["S1"]["level"]) == ("none", "changed")


def test_the_same_goods_at_half_the_price_are_one_change() -> None:
    shop = Shop().sells("Nike", 900, days=-30).sells("Nike", 400, days=3)
    row = shop.takeover()
    assert (row["goods_kept"], row["price_kept"]) == (1, pytest.approx(400 / 900))
    assert shop.level() == "changed"


def test_a_fall_of_one_rare_product_is_no_fall_of_the_shops_prices() -> None:
    """Twenty pairs as before, and of a second brand one dear and one cheap model: nothing changed."""
    shop = Shop().sells("Nike", 900, days=-30, lines=20).sells("Nike", 890, days=3, lines=20)
    shop.sells("Puma", 800, days=-20, lines=1).sells("Puma", 400, days=5, lines=1)
    assert shop.takeover()["price_kept"] > 0.9
    assert shop.level() == "transferred"


def test_one_parcel_from_elsewhere_is_no_move() -> None:
    shop = Shop().sells("Nike", 900, days=-30).sells("Nike", 900, days=3)
    shop.parcels = [row for row in shop.parcels if row["shipped_at"] >= SOLD_ON]
    stray = {"order_id": "old", "shop_id": "S1", "shipped_at": SOLD_ON - timedelta(days=9)}
    shop.parcels.append(stray | {"origin_latitude": LICHENG[0], "origin_longitude": LICHENG[1]})
    assert shop.takeover()["moved_km"] is None
    assert shop.level() == "transferred"


def test_where_a_shop_was_years_ago_is_not_held_against_its_transfer() -> None:
    shop = Shop().sells("Nike", 900, days=-900, lines=30, origin=LICHENG)
    shop.sells("Nike", 900, days=-30).sells("Nike", 900, days=3)
    assert shop.level() == "transferred"


def test_fewer_than_five_lines_on_a_side_prove_no_change() -> None:
    shop = Shop().sells(None, 300, days=-30, lines=4, category="tea").sells("Nike", 200, days=3, lines=4)
    row = shop.takeover()
    assert (row["goods_kept"], row["price_kept"], row["moved_km"]) == (None, None, None)
    assert shop.level() == "transferred"


def test_goods_of_years_ago_are_not_held_against_the_new_owner() -> None:
    shop = Shop().sells(None, 300, days=-900, lines=40, category="tea")
    shop.sells("Nike", 900, days=-30).sells("Nike", 900, days=3)
    assert shop.takeover()["goods_kept"] == pytest.approx(1)


def test_the_last_transfer_is_the_one_that_counts() -> None:
    shop = Shop().sells("Nike", 900, days=-60).sells("Nike", 900, days=3)
    earlier = {"shop_id": "S1", "to_account_id": "A1", "transferred_at": SOLD_ON - timedelta(days=200)}
    later = {"shop_id": "S1", "to_account_id": "A2", "transferred_at": SOLD_ON}
    [row] = relations("shop_takeovers", **shop.given(shop_transfers=[earlier, later]))["shop_takeovers"]
    assert (row["transferred_at"], row["transfers"]) == (SOLD_ON, 2)


def test_without_transfers_delivered_nobody_is_called_unchanged() -> None:
    shop = Shop().sells("Nike", 900, days=-30)
    assert levels_of("transfers", **shop.given(shop_transfers=[])) == {}
