"""How a shop writes of branded goods: disguises, code words, silence about the brand; everybody's slang beside it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.marketplace import Row, by, levels_of, listing, read_as, rows_of

MANY = 1000


def shop(shop_id: str, *texts: dict[str, Any], clean: int = 0) -> list[Row]:
    """Listings of one shop as they were read: `texts`, then so many clean ones of Nike's."""
    said = [*texts, *[{}] * clean]
    return [read_as(f"{shop_id}/{n}", shop_id, **{"brand": "Nike", **text}) for n, text in enumerate(said)]


def usage(**shops: int) -> list[Row]:
    """How many shops of a thousand use each word."""
    return [{"term": term, "class": "slang", "shops": n, "shops_in_all": MANY} for term, n in shops.items()]


def levels(*texts: list[Row], **words: int) -> dict[str, str]:
    rows = [row for some in texts for row in some]
    listings = [listing(row["listing_id"], row["shop_id"], 100, title="…") for row in rows]
    shops = [{"shop_id": shop_id} for shop_id in sorted({row["shop_id"] for row in rows})]
    found = levels_of(
        "description", shops=shops, listings=listings, listing_text=rows, term_usage=usage(**words)
    )
    return {shop_id: row["level"] for shop_id, row in found.items()}


DISGUISED = {"disguise": "masked", "is_brand_avoided": True, "goods_brand_basis": "disguised"}
AVOIDED = {"is_brand_avoided": True, "goods_brand_basis": "slang", "slang_terms": ["aj"]}


def test_a_brand_disguised_again_and_again_is_told_from_a_typing_error() -> None:
    found = levels(shop("fake", *[DISGUISED] * 3, clean=17), shop("typo", DISGUISED, clean=19))
    assert found == {"fake": "disguised", "typo": "disguised_once"}


def test_a_disguise_in_what_only_fits_a_brand_is_an_accessory() -> None:
    laces = {**DISGUISED, "is_fits": True, "brand": None, "is_brand_avoided": False}
    assert levels(shop("laces", *[laces] * 5))["laces"] == "no_brand"


def test_slang_that_many_shops_use_is_everybodys_and_rare_slang_is_seen() -> None:
    slang = {"slang_terms": ["aj"]}
    assert levels(shop("S1", slang, clean=9), aj=200)["S1"] == "clean"
    assert levels(shop("S1", slang, clean=9), aj=4)["S1"] == "slang"


@pytest.mark.parametrize(("users", "level"), [(300, "clean"), (5, "coded")])
def test_code_words_weigh_by_how_few_use_them(users: int, level: str) -> None:
    coded = {"code_words": ["公司级"], "has_telling_code_word": True}
    assert levels(shop("S1", coded, coded, clean=3), 公司级=users)["S1"] == level


def test_in_a_marketplace_of_thirty_shops_one_shops_own_word_is_not_everybodys() -> None:
    """A share of two in a hundred is less than one of thirty shops: every word would pass for common."""
    coded = shop("S1", *[{"code_words": ["公司级"], "has_telling_code_word": True}] * 2, clean=2)
    texts = [*coded, *(row for n in range(29) for row in shop(f"plain{n}", clean=1))]
    listings = [listing(row["listing_id"], row["shop_id"], 100, title="…") for row in texts]
    used = [{"term": "公司级", "class": "code_word", "shops": 1, "shops_in_all": 30}]
    rows = rows_of("shop_description", listings=listings, listing_text=texts, term_usage=used)
    assert by("shop_id", rows)["S1"]["coded"] == 2


def test_code_words_on_goods_of_no_brand_weigh_as_such() -> None:
    coded = {"brand": None, "code_words": ["原单"], "has_telling_code_word": True}
    assert levels(shop("S1", coded, coded), 原单=5)["S1"] == "coded_no_brand"


def test_a_brand_alluded_to_and_never_named_is_told_from_one_such_title() -> None:
    found = levels(shop("hides", AVOIDED, AVOIDED, clean=8), shop("plain", AVOIDED, clean=19), aj=4)
    assert found == {"hides": "avoided", "plain": "slang"}


def test_a_brand_alluded_to_in_everybodys_words_is_hardly_avoided() -> None:
    """Honest sellers write AJ without Nike too: where many do, it weighs no more than slang."""
    assert levels(shop("S1", *[AVOIDED] * 5), aj=200)["S1"] == "slang"


def test_a_bare_style_code_avoids_the_brand_whatever_words_are_usual() -> None:
    coded = {"is_brand_avoided": True, "goods_brand_basis": "style_code"}
    assert levels(shop("S1", coded, coded), aj=200)["S1"] == "avoided"


def test_clean_text_and_goods_of_no_brand_are_two_things() -> None:
    found = levels(shop("clean", clean=3), shop("plain", {"brand": None}, {"brand": None}))
    assert found == {"clean": "clean", "plain": "no_brand"}


def test_a_shop_without_titles_is_off_and_not_clean() -> None:
    rows = [*shop("titled", clean=2), *shop("bare", clean=2)]
    listings = [
        listing(row["listing_id"], row["shop_id"], 100, title="…" if row["shop_id"] == "titled" else None)
        for row in rows
    ]
    described = rows_of("shop_description", listings=listings, listing_text=rows, term_usage=[])
    assert [row["shop_id"] for row in described] == ["titled"]


# ---- From the titles themselves.

TITLES = {
    "hides": ["耐*克跑鞋 公司级", "N1KE 跑步鞋 原单", "勾子家 运动鞋 1:1"],
    "names": ["Nike 耐克 Air Max 男子跑步鞋", "耐克 Pegasus 女鞋", "阿迪达斯 Samba 板鞋"],
    "like": ["乔丹体育 男子跑步鞋 正品", "乔丹 篮球鞋 官方旗舰", "乔丹质燕 运动裤"],
    "fits": ["适用于 Nike 跑鞋的鞋带", "兼容苹果手机壳", "适用耐克 Air Max 鞋垫"],
    "old": ["二手 Nike 耐克 跑鞋 9成新", "闲置 阿迪达斯 外套", "二手 耐克 卫衣"],
}


def test_titles_that_hide_the_brand_are_told_from_those_that_name_it_fit_it_or_share_a_like_name() -> None:
    listings = [
        listing(f"{shop_id}/{n}", shop_id, 300, title=title)
        for shop_id, titles in TITLES.items()
        for n, title in enumerate(titles)
    ]
    # Two hundred shops of ordinary text, so that a word that one shop uses is a rare word.
    listings += [listing(f"plain{n}", f"plain{n}", 300, title="耐克 Pegasus 跑鞋") for n in range(200)]
    shops = [{"shop_id": shop_id} for shop_id in sorted({row["shop_id"] for row in listings})]
    found = levels_of("description", shops=shops, listings=listings)
    assert found["hides"]["level"] == "disguised"
    assert {shop_id: found[shop_id]["level"] for shop_id in ("names", "old", "plain7")} == {
        "names": "clean", "old": "clean", "plain7": "clean",
    }  # fmt: skip
    assert found["like"]["level"] in ("clean", "no_brand")
    assert found["fits"]["level"] == "no_brand"
