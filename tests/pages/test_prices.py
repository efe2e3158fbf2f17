"""The price page: answers first, keeps its filters in the link, says what to do where prices say nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from suyuan.price_pick import Pick, to_link
from suyuan.ui.prices.prices import told
from tests.pages.conftest import OpenPage, words


def query(small: tuple[Path, Path], sql: str) -> list[tuple]:
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_opens_with_its_question_and_its_answer(open_page: OpenPage, language: str) -> None:
    page = open_page("prices", language)
    assert not page.exception
    assert (
        page.title[0].value == {"en": "Who sells impossibly cheap?", "zh": "谁的价格低得不合常理？"}[language]
    )
    assert {"en": "convicts nobody", "zh": "不能认定任何人"}[language] in words(page)


def test_every_word_of_the_chinese_page_is_chinese(open_page: OpenPage) -> None:
    said = words(open_page("prices", "zh"))
    for english in ("suspect", "listing", "reference", "shop", "brand", "category", "Price"):
        assert english not in said


def test_the_answer_counts_suspects_below_half_and_the_others_as_cheap(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    [(listings, shops, others)] = query(
        small,
        "SELECT count(*) FILTER (WHERE suspect), count(DISTINCT shop_id) FILTER (WHERE suspect), "
        "count(*) FILTER (WHERE NOT suspect) FROM listing_prices WHERE price_ratio < 0.5",
    )
    assert shops > 0
    answer = words(open_page("prices"))
    assert f"**{shops} suspect shop" in answer
    assert f"for {listings} listings" in answer
    assert f"{others} listings of other shops are as cheap" in answer


def test_the_table_holds_what_the_filters_keep_suspects_and_cheapest_first(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    [(brand, n)] = query(
        small,
        "SELECT brand, count(*) FROM listing_prices GROUP BY brand ORDER BY count(*) DESC, brand LIMIT 1",
    )
    table = open_page("prices", brand=brand).dataframe[0].value
    assert len(table) == n
    assert set(table["brand"]) == {brand}
    suspects = list(table["suspect"])
    assert suspects == sorted(suspects, reverse=True)


def test_filters_come_from_the_link_and_stay_in_it(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    [(brand,)] = query(small, "SELECT min(brand) FROM listing_prices")
    page = open_page("prices", brand=brand, suspects="true", rows="products")
    assert page.multiselect(key="brand").value == [brand]
    assert page.toggle(key="suspects").value is True
    assert page.query_params["brand"] in (brand, [brand])
    assert page.query_params["rows"] in ("products", ["products"])


def test_a_picked_band_in_the_link_fills_the_table(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    [(lane,)] = query(
        small,
        "SELECT brand_lane FROM listing_prices GROUP BY brand_lane "
        "ORDER BY count(*) FILTER (WHERE suspect) DESC, count(*) DESC, brand_lane LIMIT 1",
    )
    link = to_link(Pick(lanes=[lane], low=0.0, high=0.8))
    expected = query(
        small,
        f"SELECT listing_id FROM listing_prices WHERE brand_lane = '{lane}' AND price_ratio <= 0.8 "
        "ORDER BY listing_id",
    )
    page = open_page("prices", pick=link)
    assert "Picked: 0% to 80% of the reference in 1 row" in words(page)
    assert sorted(page.dataframe[0].value["listing_id"]) == [row[0] for row in expected]


def test_picked_listings_in_the_link_fill_the_table(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    ids = [row[0] for row in query(small, "SELECT listing_id FROM listing_prices ORDER BY 1 LIMIT 3")]
    page = open_page("prices", pick=to_link(Pick(listing_ids=ids)))
    assert sorted(page.dataframe[0].value["listing_id"]) == ids


def test_hundreds_of_picked_listings_stand_in_the_link_and_not_in_the_file_s_name(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    ids = [row[0] for row in query(small, "SELECT listing_id FROM listing_prices ORDER BY 1 LIMIT 200")]
    assert len(ids) == 200
    pick = Pick(listing_ids=ids)
    page = open_page("prices", pick=to_link(pick))
    assert sorted(page.dataframe[0].value["listing_id"]) == ids
    limits = {"brands": [], "categories": [], "ratio_low": 0, "ratio_high": 1e9, "suspects_only": False}
    assert told(limits, pick)["pick"] == "by-hand"
    assert told(limits, Pick(listing_ids=["L1"]))["pick"] == "listings-L1"
    assert told(limits, None)["pick"] is None


def test_the_pick_is_dropped_with_one_click(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    ids = [row[0] for row in query(small, "SELECT listing_id FROM listing_prices ORDER BY 1 LIMIT 3")]
    page = open_page("prices", pick=to_link(Pick(listing_ids=ids)))
    page.button(key="drop_pick").click().run()
    assert len(page.dataframe[0].value) > 3
    assert "pick" not in page.query_params


def test_a_wrong_pick_in_the_link_is_ignored(open_page: OpenPage) -> None:
    page = open_page("prices", pick="band~9~x~nothing")
    assert not page.exception
    assert len(page.dataframe[0].value) > 3


def test_filters_that_leave_nothing_say_what_to_do(open_page: OpenPage) -> None:
    page = open_page("prices", band=["0", "0"])
    assert "Widen the band or drop a filter" in words(page)


def test_the_spread_by_brand_opens(open_page: OpenPage) -> None:
    page = open_page("prices", rows="spread")
    assert not page.exception
    assert "Beside each brand" in words(page)


def test_hostile_titles_stay_out_of_everything_that_formats(open_page: OpenPage) -> None:
    page = open_page("prices")
    assert "evil.example" not in words(page)
    assert page.dataframe[0].value["title"].str.contains("evil.example").any()


def test_without_any_price_evidence_the_page_says_what_that_means(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    shutil.copy(small[1] / "pages.duckdb", tmp_path / "pages.duckdb")
    with duckdb.connect(str(tmp_path / "pages.duckdb")) as connection:
        connection.execute("DELETE FROM listing_prices")
        connection.execute("UPDATE listing_scores SET price_use = 'no_reference'")
    page = open_page("prices", folders=(small[0], tmp_path))
    assert not page.exception
    said = words(page)
    assert "That does not make them clean" in said
    assert "reference\\_prices" in said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_prices_held_against_other_shops_alone_are_called_weaker(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path, language: str
) -> None:
    weaker = {"en": "which is weaker", "zh": "证据较弱"}[language]
    assert weaker not in words(open_page("prices", language))
    shutil.copy(small[1] / "pages.duckdb", tmp_path / "pages.duckdb")
    with duckdb.connect(str(tmp_path / "pages.duckdb")) as connection:
        connection.execute("UPDATE listing_prices SET price_basis = 'peers', is_by_product = false")
    page = open_page("prices", language, folders=(small[0], tmp_path))
    assert not page.exception
    assert weaker in words(page)
