"""What a listing's text says of its goods, title by title, an innocent lookalike beside every suspicion."""

from __future__ import annotations

from typing import Any

import pytest

from tests.signals.reading import Row, read

SHOES = "运动鞋"


def reference(brand: str, category: str = SHOES, product: str | None = None, price: int = 800) -> Row:
    return {
        "brand": brand,
        "category": category,
        "reference_price": price,
        "product": product,
        "currency": "CNY",
    }


REFERENCES = [
    *(reference(brand) for brand in ("Nike", "Adidas", "Jordan", "New Balance", "Puma", "The North Face")),
    reference("Chanel", "箱包"),
    reference("Louis Vuitton", "箱包"),
    reference("Gucci", "箱包"),
    reference("Burberry", "箱包"),
    reference("Apple", "手机"),
    reference("Velmoro 维摩罗", "箱包"),
    reference("Nike", product="CW2288-111"),
]


def text_of(*titles: str | tuple[str, dict[str, Any]]) -> list[Row]:
    """The listing_text rows of these titles, in their order; a pair brings further columns of the listing."""
    listings = []
    for number, given in enumerate(titles):
        title, more = given if isinstance(given, tuple) else (given, {})
        listings.append(
            {
                "listing_id": f"L{number:04}",
                "shop_id": f"S{number:04}",
                "price": 99,
                "category": SHOES,
                "title": title,
            }
            | more
        )
    return read("listing_text", listings=listings, reference_prices=REFERENCES)["listing_text"]


DISGUISES = [
    ("耐*克 新款运动鞋 男", "Nike", "separators"),
    ("正品耐·克跑鞋", "Nike", "separators"),
    ("N.I.K.E 男鞋", "Nike", "separators"),
    ("n i k e 跑步鞋", "Nike", "separators"),
    ("A-d-i-d-a-s 板鞋", "Adidas", "separators"),
    ("N1KE 气垫跑鞋", "Nike", "leet"),
    ("NlKE 长袖", "Nike", "leet"),
    ("n!ke 男鞋", "Nike", "leet"),
    ("4didas 板鞋", "Adidas", "leet"),
    ("N*KE 男鞋 透气", "Nike", "mask"),
    ("adid** 休闲鞋", "Adidas", "mask"),
    ("ad*das 板鞋", "Adidas", "mask"),
    ("阿*达斯 休闲鞋", "Adidas", "mask"),
    ("路易*登 新款包", "Louis Vuitton", "mask"),
    ("NІKE 跑鞋", "Nike", "look_alike"),  # Cyrillic І
    ("СHANЕL 包", "Chanel", "look_alike"),  # Cyrillic С and Е
    ("LОUIS VUIТТОN 包", "Louis Vuitton", "look_alike"),
    ("Lν 三合一 女包", "Louis Vuitton", "look_alike"),  # Greek ν
    ("Bur\u00adberry 男士单肩包", "Burberry", "invisible"),
    ("耐\u200b克 男鞋", "Nike", "invisible"),
    ("nikee 跑鞋 男", "Nike", "misspelt"),
    ("addidas 板鞋", "Adidas", "misspelt"),
    ("adiads 板鞋", "Adidas", "misspelt"),
    ("guccii 包", "Gucci", "misspelt"),
    ("new balence 574 男鞋", "New Balance", "misspelt"),
    ("new ba1ance 574 男鞋", "New Balance", "leet"),
    ("耐剋 男鞋 新款", "Nike", "misspelt"),
    ("阿蒂达斯 板鞋 男女", "Adidas", "sound"),
    ("阿笛達斯 板鞋 男女", "Adidas", "sound"),
    ("velm0ro 女包", "Velmoro 维摩罗", "leet"),
    ("维*摩罗 女包", "Velmoro 维摩罗", "separators"),
]


def test_a_brand_is_seen_through_its_disguise() -> None:
    rows = text_of(*(title for title, _, _ in DISGUISES))
    read_as = [(row["disguised_brand"], row["disguise"], row["goods_brand_basis"]) for row in rows]
    assert read_as == [(brand, disguise, "disguised") for _, brand, disguise in DISGUISES]
    assert all(row["is_brand_avoided"] and row["goods_brand"] == row["disguised_brand"] for row in rows)


CLEAN = [
    "Nike 耐克 男子跑步鞋 透气",
    "ＮＩＫＥ 男鞋",  # full-width letters are a way of typing
    "𝑵𝑰𝑲𝑬 男鞋",  # decorative letters are decoration
    "Nike/耐克 Air Force 1",
    "adidas-originals 板鞋",
    "new-balance 男鞋",
    "The North Face 北面 冲锋衣",
    "Bike 自行车 男鞋套",
    "Nikon 相机背带",
    "CHANNEL 频道 遥控",
    "Basics 基本款 短袖",
    "salmon 三文鱼 色 帆布鞋",
    "防滑耐磨 克服泥泞 登山鞋",
    "忍耐、克制 励志书",
    "码数 39-44 男鞋 A1 B2 C3",
    "型号 N1-KE200 轴承",
    "Дарья детская обувь",  # plain Russian
    "h & m 女装",
    "D.I.Y 手工 材料包",
    "★新款★运动鞋★透气★",
    "高仿真花 室内摆件",
    "打击仿品 拒绝高仿 正品保证",
    "翡翠a货 手镯 天然",
    "适配安卓5.0及更高版本 手环",
    "原厂货 发动机皮带",
]


@pytest.mark.parametrize("number", range(len(CLEAN)), ids=CLEAN)
def test_clean_text_has_nothing_flagged(number: int) -> None:
    row = text_of(CLEAN[number])[0]
    assert (row["disguise"], row["slang_terms"], row["code_words"]) == (None, [], [])
    assert not row["is_brand_avoided"]


def test_a_brand_named_plainly_beside_a_typo_is_not_disguised() -> None:
    [row] = text_of("Nike 耐克 nikee 男鞋")
    assert (row["disguise"], row["goods_brand"], row["goods_brand_basis"]) == (None, "Nike", "named")


def test_slang_points_at_a_brand_only_where_the_brand_sells() -> None:
    hook, shoe, named = text_of(
        ("不锈钢 勾子 挂衣", {"category": "五金"}), "勾子 新款 男鞋 透气", "Nike 勾子 男鞋"
    )
    assert (hook["slang_terms"], hook["goods_brand"]) == ([], None)
    assert (shoe["slang_terms"], shoe["goods_brand"], shoe["goods_brand_basis"]) == (
        ["勾子"],
        "Nike",
        "slang",
    )
    assert (named["slang_terms"], named["goods_brand_basis"]) == ([], "named")


def test_abbreviations_name_the_brand_among_its_goods_and_nothing_elsewhere() -> None:
    shoes, nappies = text_of("NB 574 男鞋", ("尿布 NB S M L XL", {"category": "母婴"}))
    assert (shoes["goods_brand"], nappies["goods_brand"]) == ("New Balance", None)
    assert nappies["slang_terms"] == []


def test_a_lawful_brand_of_a_like_name_is_not_the_famous_one() -> None:
    lawful, bare, jordan = text_of("乔丹体育 男子篮球鞋", "乔丹 跑鞋", "Air Jordan 1 乔丹 篮球鞋")
    assert (lawful["goods_brand"], bare["goods_brand"], jordan["goods_brand"]) == (
        "Qiaodan",
        "Qiaodan",
        "Jordan",
    )
    assert not lawful["is_brand_avoided"]


@pytest.mark.parametrize(
    "title",
    [
        "适用 iPhone 15 保护壳",
        "適用於 iPhone 15 三星 小米 手機殼",
        "phone case for iPhone 15",
        "capa para iPhone 15",
        "iPhone 15 专用 支架",
        "iPhone 15 手机壳 防摔",
        "兼容苹果手机 数据线",
        "APPLE 适用于苹果 iPhone 15 后盖玻璃",
        "安卓苹果通用 蓝牙耳机 适用 iPhone",
    ],
)
def test_goods_that_only_fit_a_brand_are_not_its_goods(title: str) -> None:
    [row] = text_of((title, {"category": "手机"}))
    assert (row["is_fits"], row["goods_brand"], row["fits_brand"]) == (True, None, "Apple")
    assert not row["is_brand_avoided"]


def test_the_maker_of_an_accessory_is_the_brand_of_its_goods() -> None:
    [row] = text_of(("Velmoro 手机壳 适用 iPhone", {"brand": "Velmoro", "category": "手机"}))
    assert (row["is_fits"], row["goods_brand"]) == (False, "Velmoro 维摩罗")


def test_a_plain_word_names_a_brand_among_its_own_goods_alone() -> None:
    phone, fruit = text_of(
        ("苹果 15 全新 国行", {"category": "手机"}), ("苹果 新鲜 5斤", {"category": "水果"})
    )
    assert (phone["goods_brand"], fruit["goods_brand"]) == ("Apple", None)


def test_a_phone_itself_is_the_brands_goods() -> None:
    [row] = text_of(("Apple iPhone 15 128G 全新", {"category": "手机"}))
    assert (row["is_fits"], row["goods_brand"]) == (False, "Apple")


def test_the_brand_column_is_read_under_one_name_whatever_its_spelling() -> None:
    rows = text_of(
        ("男鞋", {"brand": "NIKE"}),
        ("男鞋", {"brand": "耐克"}),
        ("男鞋", {"brand": "Nike/耐克"}),
        ("男鞋", {"brand": "nike 耐吉"}),
        ("女包", {"brand": "维摩罗"}),
        ("女包", {"brand": "VELMORO"}),
    )
    assert [row["stated_brand"] for row in rows] == ["Nike"] * 4 + ["Velmoro 维摩罗"] * 2


def test_no_brand_in_the_brand_column_states_none() -> None:
    rows = text_of(
        *((f"男鞋 {n}", {"brand": brand}) for n, brand in enumerate(("其他", "无品牌", "Unbranded", "OEM")))
    )
    assert [row["stated_brand"] for row in rows] == [None] * 4


def test_a_style_code_of_one_brand_tells_what_the_title_does_not() -> None:
    named = [(f"Nike 耐克 板鞋 CW2288-111 {n}", {"product": "CW2288-111"}) for n in range(10)]
    in_title, in_column, other, *_ = text_of(
        "新款 板鞋 CW2288-111 男", ("新款 板鞋", {"product": "cw2288 111"}), "新款 板鞋 CW9999-000", *named
    )
    assert (in_title["goods_brand"], in_title["goods_brand_basis"]) == ("Nike", "style_code")
    assert (in_column["goods_brand"], in_column["is_brand_avoided"]) == ("Nike", True)
    assert other["goods_brand"] is None


def test_where_nobody_writes_the_brand_leaving_it_out_avoids_nothing() -> None:
    rows = text_of(*((f"新款 板鞋 {n}", {"product": "CW2288-111"}) for n in range(5)))
    assert all((row["goods_brand"], row["is_brand_avoided"]) == ("Nike", False) for row in rows)


def test_every_listing_has_its_row_even_without_a_title() -> None:
    rows = text_of(("x", {"title": None}), "", "男鞋")
    assert [row["listing_id"] for row in rows] == ["L0000", "L0001", "L0002"]
    assert all(row["goods_brand"] is None and row["code_words"] == [] for row in rows)


def test_a_plain_word_that_is_also_a_brand_names_nothing_once_the_data_disagrees() -> None:
    listings = [
        {
            "listing_id": f"L{n:03}",
            "shop_id": f"S{n:03}",
            "price": 9,
            "category": SHOES,
            "brand": "Adidas",
            "title": "success 男鞋",
        }
        for n in range(8)
    ]
    listings.append(
        {"listing_id": "X", "shop_id": "X", "price": 9, "category": SHOES, "title": "success 男鞋"}
    )
    rows = read("listing_text", listings=listings, reference_prices=[reference("Success")])["listing_text"]
    assert next(row for row in rows if row["listing_id"] == "X")["goods_brand"] is None


def test_usage_counts_shops_not_listings() -> None:
    listings = [
        {"listing_id": f"L{n}", "shop_id": f"S{n // 2}", "price": 9, "category": SHOES, "title": title}
        for n, title in enumerate(("aj1 男鞋", "aj1 女鞋", "aj1 童鞋", "男鞋", "公司级 男鞋", "帆布鞋"))
    ]
    usage = read("term_usage", listings=listings, reference_prices=REFERENCES)["term_usage"]
    told = {row["term"]: (row["shops"], row["shops_in_all"]) for row in usage}
    assert told == {"aj1": (2, 3), "公司级": (1, 3)}


def test_whatever_a_title_contains_it_is_read_without_error() -> None:
    odd = [
        "*" * 200,
        "耐" * 5000,
        "\u202enike\u202c",
        "a\x01b\tc\nd",
        "🦢" * 50,
        "n*" * 90,
        "%_'\"; --",
        "\\x{41}([",
    ]
    rows = text_of(*odd)
    assert len(rows) == len(odd)
    assert not any(row["is_brand_avoided"] for row in rows)
