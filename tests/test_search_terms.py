"""What a viewer types, however wide, spaced or hostile, read as what it may be of."""

from __future__ import annotations

import duckdb
import pytest

from suyuan.search_terms import LONGEST, terms
from tests.marketplace import rows_of


@pytest.mark.parametrize(
    "typed",
    ["13800001111", "１３８００００１１１１", "138 0000 1111", "+86 138-0000-1111", "(86)13800001111"],
)
def test_a_phone_is_its_last_eleven_digits_however_it_is_written(typed: str) -> None:
    assert terms(typed).phone == "13800001111"


@pytest.mark.parametrize("typed", ["123456", "S13800001111", "12345678901234567", "138.00元"])
def test_what_is_no_phone_is_not_looked_for_among_phones(typed: str) -> None:
    assert terms(typed).phone == ""


def test_a_waybill_is_one_word_with_digits_and_a_name_is_none() -> None:
    assert terms(" sf 1000-5831 31403 ").waybill == "sf1000583131403"
    assert terms("S000268").waybill == terms("Nike Air").waybill == terms("莆田工厂店").waybill == ""


def test_an_address_is_reduced_as_the_scan_reduces_those_of_parcels() -> None:
    written = ["杭州市建设路872号-5", "中国 广东省，广州市 越秀区站西路 １２-３ 号", "台北市信義路5段7號"]
    scanned = rows_of(
        "origin_texts",
        shipments=[{"order_id": f"O{i}", "origin_address": address} for i, address in enumerate(written)],
    )
    texts = {row["written_text"]: row["text"] for row in scanned}
    assert {address: terms(address).address for address in written} == texts


def test_a_shop_s_name_is_no_address_and_so_asks_no_personal_column() -> None:
    for name in ("莆田工厂店", "Nike 旗舰店", "Jordan outlet"):
        assert terms(name).personal == ()
    assert terms("建设路872号").personal == ("origin_address", "destination_address")


@pytest.mark.parametrize(
    "typed", ["2024-12345-1", "２０２４－１２３４５－１", "2024–12345–1", " 2024-12345-1 "]
)
def test_an_id_keeps_its_dashes_whatever_sign_they_are_written_with(typed: str) -> None:
    asked = terms(typed)
    assert (asked.written, asked.order, asked.waybill) == ("2024-12345-1", "2024-12345-1", "2024123451")


@pytest.mark.parametrize(
    "typed", ["王小明", "歐陽修", "买买提·艾力", "Zhang Wei", "Sean O’Brien Jr.", "李 宁"]
)
def test_a_person_s_name_is_read_as_one(typed: str) -> None:
    assert terms(typed).person == typed.lower().replace(" ", "")


@pytest.mark.parametrize(
    "typed",
    ["莆田工厂店", "小明鞋行", "Nike", "A123 B456", "no such shop", "越秀区", "一二三四五", "13800001111"],
)
def test_a_shop_a_place_and_a_number_are_no_person_s_name(typed: str) -> None:
    assert terms(typed).person == ""


def test_a_part_of_an_address_is_an_address_and_a_shop_s_name_with_the_same_signs_is_none() -> None:
    assert terms("软件园").address and terms("恒大广场").address and terms("Nanjing Road").address
    assert not terms("园艺用品").address and not terms("广场舞鞋店").address


def test_hostile_signs_are_taken_as_they_are_and_endless_text_is_cut_off() -> None:
    assert terms("a\x00b\u200bc\ud800").written == "abc"
    assert terms("%_'\";--").written == "%_'\";--"
    assert len(terms("x" * 10_000).written) == LONGEST
    assert not terms(" \x00 ").is_enough and not terms("").is_enough
    assert terms("鞋😀").text == "鞋😀"


def test_a_name_in_full_width_is_the_same_name() -> None:
    assert terms("ＮＩＫＥ　店").text == "nike 店"
    with duckdb.connect() as connection:
        lowered = connection.execute("SELECT lower('ＮＩＫＥ店')").fetchall()[0][0]
    assert terms("Nike 店").wide == lowered
