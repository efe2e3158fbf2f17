"""The price page: answers first, keeps its filters in the link, says what to do where prices say nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from suyuan.casework import reviews
from suyuan.casework.people import local_person
from suyuan.casework.store import open_store
from suyuan.price_pick import Pick, to_link
from suyuan.ui import chips
from suyuan.ui.cases import case_shops
from suyuan.ui.findings import load
from suyuan.ui.prices import price_picks
from suyuan.ui.prices.prices import told
from tests.pages.conftest import OpenPage, words


def query(small: tuple[Path, Path], sql: str) -> list[tuple]:
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def chips_of(page: AppTest) -> dict[str, str]:
    """What stands on top as picked: the words by their key."""
    return {button.key: button.label for button in page.button if (button.key or "").startswith("chip_")}


def picked(**picks: Any) -> dict[str, Any]:
    """Parameters of the page's queries without a filter, with these picks."""
    nothing = {"brands": [], "categories": [], "ratio_low": 0.0, "ratio_high": 1e9, "suspects_only": False}
    nothing |= {
        "cleared": [],
        "by_brand": True,
        "lanes": [],
        "beside": [],
        "picked_by_brand": True,
        "listing_ids": [],
    }
    return {**nothing, "picked_low": 0.0, "picked_high": 1e9, "shop": "", **picks}


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
    assert chips_of(page) == {"chip_pick": "0% to 80% of the reference in 1 row"}
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
    limits = {
        "brands": [],
        "categories": [],
        "ratio_low": 0,
        "ratio_high": 1e9,
        "suspects_only": False,
        "shop": "",
    }
    assert told(limits, pick)["pick"] == "by-hand"
    assert told(limits, Pick(listing_ids=["L1"]))["pick"] == "listings-L1"
    assert (told(limits, Pick())["pick"], told(limits, Pick())["shop"]) == (None, None)
    assert told({**limits, "shop": "S1"}, Pick())["shop"] == "S1"


def test_the_pick_is_dropped_with_one_click(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    ids = [row[0] for row in query(small, "SELECT listing_id FROM listing_prices ORDER BY 1 LIMIT 3")]
    page = open_page("prices", pick=to_link(Pick(listing_ids=ids)))
    page.button(key="chip_pick").click().run()
    assert not page.exception
    assert len(page.dataframe[0].value) > 3
    assert "pick" not in page.query_params


@pytest.mark.parametrize(
    "pick", ["band~9~x~nothing", "brands~0~1~aaaaaaaa", "listings~", "packed~!", "~", "<b>"]
)
@pytest.mark.parametrize("rows", ["brands", "products", "spread"])
def test_a_wrong_pick_in_the_link_is_ignored(open_page: OpenPage, pick: str, rows: str) -> None:
    page = open_page("prices", pick=pick, rows=rows)
    assert not page.exception
    assert not chips_of(page)
    assert len(page.dataframe[0].value) > 3


@pytest.mark.parametrize("link", [{"shop": "S404"}, {"pick": "listings~L404"}])
def test_a_pick_of_nothing_that_is_there_says_so_and_can_be_taken_off(
    open_page: OpenPage, link: dict[str, str]
) -> None:
    page = open_page("prices", **link)
    assert not page.exception
    assert "No listing fits these filters." in words(page)
    page.button(key=next(iter(chips_of(page)))).click().run()
    assert not page.exception
    assert len(page.dataframe[0].value) > 3


def seller(small: tuple[Path, Path], *, suspect: bool) -> tuple[str, str, int]:
    """(id, name, listings) of a shop that sells next to shops of the other kind."""
    [found] = query(
        small,
        "SELECT shop_id, min(shop_name), count(*) FROM listing_prices "
        "WHERE brand_lane IN (SELECT brand_lane FROM listing_prices GROUP BY 1 "
        "HAVING bool_or(suspect) AND NOT bool_and(suspect)) "
        f"AND suspect = {suspect} GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 1",
    )
    return found


@pytest.mark.parametrize("suspect", [True, False])
def test_a_picked_shop_keeps_its_listings_in_the_table_the_figures_and_the_file(
    open_page: OpenPage, small: tuple[Path, Path], suspect: bool
) -> None:
    shop_id, name, _some = seller(small, suspect=suspect)
    own = query(
        small, f"SELECT listing_id, price_ratio FROM listing_prices WHERE shop_id = '{shop_id}' ORDER BY 1"
    )
    page = open_page("prices", shop=shop_id)
    assert not page.exception
    assert sorted(page.dataframe[0].value["listing_id"]) == [row[0] for row in own]
    assert list(chips_of(page)) == ["chip_shop"] and name in chips_of(page)["chip_shop"].replace("\\", "")
    cheap = sum(ratio < 0.5 for _id, ratio in own)
    assert (f"**{int(bool(cheap))} suspect shop" in words(page)) == bool(suspect and cheap)
    assert f"CSV · {len(own)} row" in next(one.label for one in page.get("download_button"))
    assert page.button(key="open_shop").label == "Open the shop"
    page.button(key="chip_shop").click().run()
    assert "shop" not in page.query_params and len(page.dataframe[0].value) > len(own)


def test_beside_a_picked_shop_everybody_s_prices_of_the_same_goods_stay_drawn(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    """The suspect stands out; the innocent beside it, in the same lane, does not vanish."""
    open_page("prices")
    shop_id, _name, _some = seller(small, suspect=True)
    asked = picked(shop=shop_id)
    lanes = load("prices__lanes", **asked, most=13)
    assert set(lanes["lane"]) == {
        row[0] for row in query(small, f"SELECT brand_lane FROM listing_prices WHERE shop_id = '{shop_id}'")
    }
    points = load("prices__points", **asked, drawn_lanes=list(lanes["lane"]), most=10, most_suspects=10**6)
    assert set(points.loc[points["is_picked"], "shop_id"]) == {shop_id}
    beside = points[~points["is_picked"]]
    assert not beside["suspect"].all() and set(beside["lane"]) <= set(lanes["lane"])
    spread = load("prices__brand_spread", **asked, most=13)
    assert spread["picked_listings"].sum() == points["is_picked"].sum() < spread["listings"].sum()


def test_what_is_picked_is_drawn_before_anything_else_of_the_crowd(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    open_page("prices")
    quiet = [
        row[0]
        for row in query(
            small, "SELECT listing_id FROM listing_prices WHERE NOT suspect ORDER BY units, 1 LIMIT 3"
        )
    ]
    points = load("prices__points", **picked(listing_ids=quiet), drawn_lanes=[], most=3, most_suspects=10**6)
    assert set(points.loc[~points["suspect"], "listing_id"]) == set(quiet)
    assert set(points.loc[points["is_picked"], "listing_id"]) == set(quiet)


def test_a_band_narrows_the_distribution_and_holds_in_every_view(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    [(lane, brand)] = query(
        small,
        "SELECT brand_lane, min(brand) FROM listing_prices GROUP BY brand_lane "
        "ORDER BY count(*) FILTER (WHERE suspect) DESC, count(*) DESC, brand_lane LIMIT 1",
    )
    link = to_link(Pick(lanes=[lane], low=0.0, high=0.8))
    tables = [
        sorted(open_page("prices", pick=link, rows=rows).dataframe[0].value["listing_id"])
        for rows in ("brands", "products", "spread")
    ]
    assert tables[0] and tables[0] == tables[1] == tables[2]
    spread = load("prices__brand_spread", **picked(lanes=[lane], picked_high=0.8), most=13)
    assert set(spread["brand"]) == {brand} and spread["picked_listings"].sum() == len(tables[0])


def test_the_rows_without_a_row_of_their_own_are_those_of_the_chart_that_was_picked_on(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    """A shop picked afterwards narrows the chart, not what its last row stood for."""
    open_page("prices")
    [(lane, shop_id)] = query(
        small,
        "SELECT max_by(brand_lane, listing_id), max_by(shop_id, listing_id) FROM listing_prices WHERE suspect",
    )
    others = [
        row[0]
        for row in query(
            small, f"SELECT DISTINCT brand_lane FROM listing_prices WHERE brand_lane <> '{lane}'"
        )
    ]
    held = load("prices__listings", **picked(lanes=[""], beside=others, shop=shop_id), most=500)
    assert set(held["shop_id"]) == {shop_id} and len(held) > 0
    assert load("prices__listings", **picked(lanes=[""], beside=[*others, lane]), most=500).empty


def test_picks_combine_and_all_go_with_one_click(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    shop_id, _name, _some = seller(small, suspect=True)
    [(listing, brand)] = query(
        small, f"SELECT listing_id, brand FROM listing_prices WHERE shop_id = '{shop_id}' ORDER BY 1 LIMIT 1"
    )
    [(other,)] = query(small, f"SELECT min(listing_id) FROM listing_prices WHERE shop_id <> '{shop_id}'")
    page = open_page(
        "prices", shop=shop_id, brand=brand, pick=to_link(Pick(listing_ids=sorted([listing, other])))
    )
    assert list(page.dataframe[0].value["listing_id"]) == [listing]
    assert list(chips_of(page)) == ["chip_brand", "chip_pick", "chip_shop"]
    page.button(key="chip_brand").click().run()
    assert list(chips_of(page)) == ["chip_pick", "chip_shop"] and page.multiselect(key="brand").value == []
    page.button(key="chips_clear").click().run()
    assert not page.exception and not chips_of(page)
    assert not {"shop", "pick", "brand"} & set(page.query_params)


def test_a_click_on_a_row_picks_its_shop_then_the_listing_and_on_a_brand_the_brand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    link: dict[str, str] = {}
    state: dict[str, Any] = {}
    for module in (price_picks, chips, price_picks.price_filters):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state, query_params=link))
    rows = pd.DataFrame({"listing_id": ["L1", "L2"], "shop_id": ["S1", "S2"], "brand": ["Nike", None]})

    def click(*cells: tuple[int, str]) -> dict[str, str]:
        state["table"] = {"selection": {"cells": list(cells)}}
        price_picks.in_table(rows, "table")
        return dict(link)

    assert click() == {} == click((7, "title"))
    assert click((1, "title")) == {"shop": "S2"}
    assert click((0, "price")) == {"shop": "S1"}
    assert click((0, "price")) == {"shop": "S1", "pick": "listings~L1"}
    assert click((0, "price")) == {"shop": "S1"}
    click((0, "brand"))
    assert state["brand"] == ["Nike"] and link["rows"] == "products"
    click((0, "brand"))
    assert state["brand"] == []


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
        for relation in ("listing_prices", "price_steps"):
            connection.execute(f"DELETE FROM {relation}")
        for relation in ("listing_scores", "price_uses"):
            connection.execute(f"UPDATE {relation} SET price_use = 'no_reference'")
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
        for relation in ("listing_prices", "price_steps"):
            connection.execute(f"UPDATE {relation} SET price_basis = 'peers', is_by_product = false")
    page = open_page("prices", language, folders=(small[0], tmp_path))
    assert not page.exception
    assert weaker in words(page)


def test_a_shop_that_was_cleared_is_drawn_counted_and_listed_among_the_others(
    open_page: OpenPage, small: tuple[Path, Path], casework_database: Path
) -> None:
    """Its points keep their innocent reading; a suspect beside it stays one."""
    shop_id = query(
        small,
        "SELECT shop_id FROM listing_prices WHERE suspect AND price_ratio < 0.5 GROUP BY 1 "
        "ORDER BY count(*), 1 LIMIT 1",
    )[0][0]
    before = words(open_page("prices"))
    whole = load("prices__headline", **picked()).iloc[0]
    known = case_shops.known_of([shop_id])[shop_id]
    with open_store(str(casework_database)).write() as session:
        reviews.clear(
            session, local_person(), shop_id, reason="an outlet", evidence=known.reasons, known=known.records
        )
    page = open_page("prices")
    assert words(page) != before
    assert f"**{int(whole['cheap_shops']) - 1} suspect shop" in words(page)
    rows = page.dataframe[0].value
    assert set(rows.loc[rows["shop_id"] == shop_id, "mark"]) == {""}
    asked = picked(cleared=[shop_id])
    points = load("prices__points", **asked, drawn_lanes=[], most=10**6, most_suspects=10**6)
    assert not points.loc[points["shop_id"] == shop_id, "suspect"].any()
    assert points["suspect"].sum() > 0
    assert len(points) == len(
        load("prices__points", **picked(), drawn_lanes=[], most=10**6, most_suspects=10**6)
    )
    only = load("prices__listings", **{**asked, "suspects_only": True}, most=10**6)
    assert shop_id not in set(only["shop_id"]) and len(only)
    lanes, all_lanes = (
        load("prices__lanes", **one, most=10**6)["suspect_listings"].sum() for one in (asked, picked())
    )
    assert all_lanes - lanes == len(query(small, f"SELECT 1 FROM listing_prices WHERE shop_id = '{shop_id}'"))
