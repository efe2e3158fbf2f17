"""Brands disguised in the brand column itself, each beside brands that merely bear a like name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.marketplace import by, rows_of
from tests.signals.reading import Row, read
from tests.signals.test_listing_text import REFERENCES, SHOES

DISGUISES = [
    ("N1KE", "Nike", "leet"),
    ("n!ke", "Nike", "leet"),
    ("4didas", "Adidas", "leet"),
    ("Velm0ro", "Velmoro 维摩罗", "leet"),
    ("N1KE旗舰店", "Nike", "leet"),
    ("nlke", "Nike", "leet"),
    ("耐K", "Nike", "misspelt"),
    ("耐剋", "Nike", "misspelt"),
    ("阿蒂达斯", "Adidas", "misspelt"),
    ("Addidas", "Adidas", "misspelt"),
    ("adiads", "Adidas", "misspelt"),
    ("Nikе", "Nike", "look_alike"),  # Cyrillic е
    ("NІKE", "Nike", "look_alike"),  # Cyrillic І
    ("Ni\u200bke", "Nike", "invisible"),
    ("耐*克", "Nike", "separators"),
    ("三叶*草", "Adidas", "separators"),
    ("N*I*K*E", "Nike", "separators"),
    ("N.I.K.E", "Nike", "separators"),
    ("N*KE", "Nike", "mask"),
    ("阿*达斯", "Adidas", "mask"),
    ("维*罗", "Velmoro 维摩罗", "mask"),
]
THEMSELVES = [
    "Nikon",
    "Pume Home",
    "乔丹体育",
    "Jordan*",  # how a marketplace tells a maker of toothbrushes from the other
    "Bike",
    "Tikee",
    "Nikko",
    "Pama",
    "Adidos",
    "三叶草",  # a clover, where nothing breaks it up
    "360",
    "3CE",
    "K.A.T",
    "Найк",
    "耐格",
    "A*Pro",
]


def listed(brand: str | None, number: int, **more: Any) -> Row:
    return {
        "listing_id": f"L{number:04}",
        "shop_id": f"S{number:04}",
        "price": 99,
        "category": SHOES,
        "title": "透气 跑步鞋 男",
        "brand": brand,
    } | more


def read_brands(listings: list[Row], **more: list[Row]) -> dict[str, Row]:
    rows = read("listing_text", listings=listings, reference_prices=REFERENCES, **more)["listing_text"]
    return by("listing_id", rows)


@pytest.mark.parametrize(("spelling", "brand", "disguise"), DISGUISES, ids=[row[0] for row in DISGUISES])
def test_a_disguise_in_the_brand_column_means_the_brand(spelling: str, brand: str, disguise: str) -> None:
    row = read_brands([listed(spelling, 1)])["L0001"]
    assert (row["goods_brand"], row["disguise"], row["disguised_text"]) == (brand, disguise, spelling)
    assert row["is_brand_avoided"] and row["stated_brand"] is None


@pytest.mark.parametrize("spelling", THEMSELVES)
def test_a_brand_of_a_like_name_stays_itself(spelling: str) -> None:
    row = read_brands([listed(spelling, 1)])["L0001"]
    assert row["disguise"] is None and not row["is_brand_avoided"]
    assert row["goods_brand"] not in {"Nike", "Adidas", "Jordan", "Puma", "Apple", "New Balance"}


def test_full_width_letters_are_a_way_of_typing() -> None:
    row = read_brands([listed("ＮＩＫＥ", 1)])["L0001"]
    assert (row["goods_brand"], row["goods_brand_basis"], row["disguise"]) == ("Nike", "stated", None)


def test_what_stands_plainly_in_the_title_is_not_hidden_by_the_brand_column() -> None:
    row = read_brands([listed("N1KE", 1, title="Nike 耐克 跑步鞋")])["L0001"]
    assert (row["goods_brand"], row["disguise"]) == ("Nike", None)


def test_a_slip_of_the_pen_counts_only_among_the_brands_own_goods() -> None:
    shoe, bulb = read_brands([listed("nikee", 1)]), read_brands([listed("nikee", 1, category="灯泡")])
    assert shoe["L0001"]["goods_brand"] == "Nike"
    assert (bulb["L0001"]["goods_brand"], bulb["L0001"]["disguise"]) == ("nikee", None)


def test_a_like_name_that_many_shops_sell_is_a_brand_of_its_own() -> None:
    rows = read_brands([listed("Addidas", number) for number in range(3)])
    assert {row["goods_brand"] for row in rows.values()} == {"Addidas"}
    plain = [listed("Adidas", number) for number in range(10, 30)]
    rows = read_brands([listed("Addidas", number) for number in range(3)] + plain)
    assert {row["goods_brand"] for row in rows.values()} == {"Adidas"}


def test_a_like_name_on_a_shops_own_sign_is_a_brand_of_its_own() -> None:
    shops = [{"shop_id": "S0001", "shop_name": "NIKEE 灯饰旗舰店"}]
    assert read_brands([listed("nikee", 1)], shops=shops)["L0001"]["goods_brand"] == "nikee"
    assert read_brands([listed("N1KE", 1)], shops=shops)["L0001"]["goods_brand"] == "Nike"


def test_a_name_that_its_brand_authorises_sellers_for_is_no_disguise() -> None:
    listing = [listed("N1KE", 1)]
    authorised = [{"shop_id": "S0009", "brand": "N1KE"}]
    assert read_brands(listing, authorised_sellers=authorised)["L0001"]["goods_brand"] == "N1KE"
    assert read_brands(listing)["L0001"]["goods_brand"] == "Nike"


def test_a_disguise_in_the_brand_column_teaches_titles_no_new_name() -> None:
    listings = [listed("adid4s", 1), listed("adid4s", 2), listed(None, 3, title="adid4s 板鞋")]
    row = read_brands(listings)["L0003"]
    assert (row["goods_brand"], row["disguise"]) == ("Adidas", "leet")


def test_a_disguised_brand_is_judged_by_the_brands_reference_price() -> None:
    listings = [listed("N1KE", 1, currency="CNY"), listed("Nikon", 2, currency="CNY")]
    shops = [{"shop_id": "S0001"}, {"shop_id": "S0002"}]
    points = rows_of("judged_prices", listings=listings, shops=shops, reference_prices=REFERENCES)
    found = {row["listing_id"]: row["price_ratio"] for row in points}
    assert found == {"L0001": pytest.approx(99 / 800), "L0002": None}


def test_a_disguised_brand_column_is_a_disguise_of_the_shops() -> None:
    listings = [listed("N1KE", 1), listed("Nikon", 2)]
    shops = by("shop_id", rows_of("shop_description", listings=listings, reference_prices=REFERENCES))
    assert {shop: row["disguised"] for shop, row in shops.items()} == {"S0001": 1, "S0002": 0}
