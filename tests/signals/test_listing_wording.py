"""What a text says beside the brand: wording that explains a price, and code words of the trade."""

from __future__ import annotations

import pytest

from tests.signals.test_listing_text import text_of

WORDING = [
    ("Nike 男鞋 定金 链接", "is_deposit"),
    ("Nike 男鞋 預購訂金", "is_deposit"),
    ("补差价 专拍 勿拍", "is_difference"),
    ("補運費差額 下標區", "is_difference"),
    ("diferença de frete", "is_difference"),
    ("adidas 耳环 单只", "is_single_unit"),
    ("Chanel 香水 小样 试用装", "is_single_unit"),
    ("二手 Nike 男鞋 9成新", "is_second_hand"),
    ("Nike pre-owned shoes", "is_second_hand"),
    ("tênis Nike usado", "is_second_hand"),
    ("中古 Chanel 包", "is_second_hand"),
    ("Nike 断码 清仓 男鞋", "is_outlet"),
    ("Nike 奥莱 过季 男鞋", "is_outlet"),
    ("日本代購 Nike 男鞋", "is_parallel_import"),
    ("Chanel 平行進口 保税", "is_parallel_import"),
]


@pytest.mark.parametrize(("title", "flag"), WORDING, ids=[title for title, _ in WORDING])
def test_wording_that_explains_a_price_is_recognised(title: str, flag: str) -> None:
    [row] = text_of(title)
    assert row[flag] is True


UNSAID = [
    ("非二手 全新 Nike", "is_second_hand"),
    ("中古风 沙发", "is_second_hand"),
    ("零瑕疵 Nike", "is_outlet"),
    ("遮瑕疵 粉底", "is_outlet"),
    ("正装 香水 50ml", "is_single_unit"),
    ("免定金 预约", "is_deposit"),
    ("非水货 国行", "is_parallel_import"),
    ("Nike 男鞋 专柜正品", "is_parallel_import"),
]


@pytest.mark.parametrize(("title", "flag"), UNSAID, ids=[title for title, _ in UNSAID])
def test_wording_denied_or_meant_otherwise_explains_nothing(title: str, flag: str) -> None:
    [row] = text_of(title)
    assert row[flag] is False


CODED = [
    ("公司级 低帮 气垫 板鞋", "公司级"),
    ("純原 aj1 高幫 籃球鞋", "纯原"),
    ("顶级 原标 女包", "原标"),
    ("莆田鞋 高端", "莆田鞋"),
    ("Nike 男鞋 可過驗", "可过验"),
    ("bolsa réplica premium", "replica premium"),
    ("Nike shoes aaa replica", "aaa replica"),
]


@pytest.mark.parametrize(("title", "word"), CODED, ids=[title for title, _ in CODED])
def test_code_words_of_the_trade_are_told(title: str, word: str) -> None:
    [row] = text_of(title)
    assert word in row["code_words"]
    assert row["has_telling_code_word"]


@pytest.mark.parametrize(
    "title", ["莆田 荔枝干 特产", "比例 1:144 模型", "公司貨 Nike 男鞋", "Nike 男鞋 正品 現貨"]
)
def test_everyday_words_and_source_towns_are_no_code_words(title: str) -> None:
    [row] = text_of(title)
    assert (row["code_words"], row["has_telling_code_word"]) == ([], False)


def test_a_code_word_in_a_description_counts_where_the_goods_have_a_brand() -> None:
    said = {"description": "公司级版本，支持专柜验货"}
    branded, plain = text_of(("Nike 男鞋", said), ("遮阳帽", said))
    assert branded["has_telling_code_word"]
    assert not plain["has_telling_code_word"]
