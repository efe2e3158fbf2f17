"""The geography page: says where most parcels start, keeps pick and filters in the link, explains what is missing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from suyuan.speed.visits import ALWAYS
from suyuan.ui import chips
from suyuan.ui.geography import map_picks
from tests.pages.conftest import OpenPage, words

TITLES = {
    "en": "Where do the parcels come from, and where do they go?",
    "zh": "包裹从哪里来，到哪里去？",
}


def query(small: tuple[Path, Path], sql: str) -> list[tuple]:
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def busiest(small: tuple[Path, Path], columns: str) -> tuple:
    [found] = query(
        small,
        f"SELECT {columns}, count(*) FROM parcel_places WHERE {columns.split(',', maxsplit=1)[0]} IS NOT NULL "
        f"GROUP BY ALL ORDER BY count(*) DESC, {columns} LIMIT 1",
    )
    return found


def table(page: object, first_column: str) -> object:
    """The table on the page that has this column."""
    [found] = [one.value for one in page.dataframe if first_column in one.value]  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_opens_with_its_question(open_page: OpenPage, language: str) -> None:
    page = open_page("geography", language)
    assert not page.exception
    assert page.title[0].value == TITLES[language]


def test_every_word_of_the_chinese_page_is_chinese(open_page: OpenPage) -> None:
    said = words(open_page("geography", "zh", parcels="all", origin="350300"))
    for english in ("parcel", "suspect", "start", "region", "flow", "Pick", "Sketch"):
        assert english not in said


def test_the_answer_counts_where_most_parcels_start(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    key, parcels = busiest(small, "origin_city_key")
    [(total,)] = query(small, "SELECT count(*) FROM parcel_places")
    [(name,)] = query(small, f"SELECT name_en FROM map_regions WHERE region_key = '{key}'")
    assert f"**{parcels:,} of {total:,} parcels" in words(open_page("geography", parcels="all"))
    assert f"start in {name}" in words(open_page("geography", parcels="all"))


def test_the_ranked_list_adds_up_to_all_parcels_with_a_region(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    [(placed,)] = query(small, "SELECT count(*) FROM parcel_places WHERE origin_province_key IS NOT NULL")
    regions = table(open_page("geography", parcels="all", level="province"), "share_of_region")
    assert regions["parcels"].sum() == placed
    assert regions["parcels"].is_monotonic_decreasing


def chips_of(page: AppTest) -> dict[str, str]:
    """What stands on top as picked: the words by their key."""
    return {button.key: button.label for button in page.button if (button.key or "").startswith("chip_")}


def asked(**picks: Any) -> dict[str, Any]:
    """Parameters of the page's queries over everybody's parcels by province, with these picks."""
    return {**ALWAYS, "province": "", "everyone": True, "most": 10**6, **picks}


def test_a_picked_flow_leaves_its_own_parcels(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    origin, destination, parcels = busiest(small, "origin_province_key, destination_province_key")
    flow = {"origin": origin, "destination": destination}
    page = open_page("geography", parcels="all", level="province", rows="parcels", **flow)
    assert not page.exception
    assert len(table(page, "order_id")) == min(parcels, 500)
    assert list(chips_of(page)) == ["chip_origin", "chip_destination"]
    regions = table(page, "share_of_region")
    assert list(regions["region_key"]) == [origin] and list(regions["parcels"]) == [parcels]
    assert f"**{parcels:,} of {parcels:,} parcels" in words(page)
    page.button(key="chip_destination").click().run()
    assert not page.exception
    assert list(chips_of(page)) == ["chip_origin"] and "destination" not in page.query_params
    assert table(page, "share_of_region")["parcels"].sum() >= parcels


@pytest.mark.parametrize("level", ["province", "city", "district"])
def test_a_picked_region_holds_at_every_level(
    open_page: OpenPage, small: tuple[Path, Path], level: str
) -> None:
    city, parcels = busiest(small, "origin_city_key")
    regions = table(open_page("geography", parcels="all", level=level, origin=city), "share_of_region")
    [(placed,)] = query(
        small, f"SELECT count(origin_{level}_key) FROM parcel_places WHERE origin_city_key = '{city}'"
    )
    assert regions["parcels"].sum() == placed == parcels


def test_a_picked_hexagon_leaves_the_shops_that_ship_from_it(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    [(cell, shops, parcels)] = query(
        small,
        "SELECT origin_cell_2, count(DISTINCT shop_id), count(*) FROM parcel_places "
        "WHERE origin_cell_2 IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, origin_cell_2 LIMIT 1",
    )
    page = open_page("geography", parcels="all", cell=cell)
    rows = table(page, "median_distance_km")
    assert len(rows) == min(shops, 500)
    if shops <= 500:
        assert rows["parcels"].sum() == parcels


def test_a_click_picks_a_row_s_shop_its_places_or_its_region(monkeypatch: pytest.MonkeyPatch) -> None:
    link: dict[str, str] = {}
    state: dict[str, Any] = {map_picks.KEYS: {"list": ["350000", "440000"]}}
    for module in (map_picks, chips):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state, query_params=link))
    rows = pd.DataFrame(
        {"shop_id": ["S1", None], "origin_key": ["350300", "440100"], "destination_key": ["310000", None]}
    )

    def click(*cells: tuple[int, str]) -> dict[str, str]:
        link.clear()
        state["table"] = {"selection": {"cells": list(cells)}}
        map_picks.in_table(rows, "table")
        return dict(link)

    assert click() == {} == click((7, "shop_id"))
    assert click((0, "shop_name")) == {"shop": "S1"}
    assert click((1, "shop_name")) == {}
    assert click((0, "origin")) == {"origin": "350300"}
    assert click((0, "distance_km")) == {"origin": "350300", "destination": "310000"}
    assert click((1, "distance_km")) == {"origin": "440100"}
    link.clear()
    state["list"] = {"selection": {"cells": [(1, "region")]}}
    map_picks.in_list("destination", "list")
    assert link == {"destination": "440000"}
    map_picks.in_list("destination", "list")
    assert link == {}


@pytest.mark.parametrize(
    ("old", "now"), [("start~350300", {"origin": "350300"}), ("flow~1", {}), ("band~0~1~a", {})]
)
def test_an_older_link_opens_with_its_picks(open_page: OpenPage, old: str, now: dict[str, str]) -> None:
    page = open_page("geography", parcels="all", pick=old)
    assert not page.exception
    assert "pick" not in page.query_params
    assert {key.removeprefix("chip_") for key in chips_of(page)} == set(now)


@pytest.mark.parametrize(
    "link",
    [
        {"cell": "r1:x:1"},
        {"cell": "r1:999999:9"},
        {"origin": "<b>"},
        {"registered": "~"},
        {"shop": "' OR 1=1"},
    ],
)
def test_a_wrong_pick_says_that_nothing_fits_and_can_be_taken_off(
    open_page: OpenPage, link: dict[str, str]
) -> None:
    page = open_page("geography", parcels="all", **link)
    assert not page.exception
    assert "No parcel fits these filters." in words(page)
    page.button(key=next(iter(chips_of(page)))).click().run()
    assert not page.exception and len(page.dataframe) == 2


@pytest.mark.parametrize(("language", "den"), [("en", ">den"), ("zh", ">疑似窝点")])
def test_the_rings_sites_stand_on_the_map_where_the_link_asks_for_them(
    open_page: OpenPage, language: str, den: str
) -> None:
    def legend(**link: str) -> str:
        page = open_page("geography", language, parcels="all", **link)
        assert not page.exception
        return " ".join(str(one.proto.body) for one in page.get("html"))

    assert den in legend(sites="true")
    assert den not in legend()


def test_the_window_keeps_the_days_it_names(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    [(day, parcels)] = query(
        small,
        "SELECT CAST(seen_at AS DATE), count(*) FROM parcel_places WHERE seen_at IS NOT NULL "
        "GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 1",
    )
    page = open_page("geography", parcels="all", rows="parcels", level="province", days=[f"{day}", f"{day}"])
    assert not page.exception
    assert len(table(page, "order_id")) == min(parcels, 500)


def test_a_pick_of_nothing_that_is_there_says_how_to_go_on(open_page: OpenPage) -> None:
    page = open_page("geography", parcels="all", pick="flow~350300~no-such-region")
    assert not page.exception
    assert "Take off a pick" in words(page)


def test_without_shipments_the_page_says_what_to_deliver(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    from suyuan import scan

    for name in ("shops", "listings", "reference_prices"):
        (tmp_path / f"{name}.parquet").write_bytes((small[0] / f"{name}.parquet").read_bytes())
    scan.run(tmp_path, tmp_path / "findings")
    page = open_page("geography", folders=(tmp_path, tmp_path / "findings"))
    assert not page.exception
    assert "There are no shipments in these extracts" in words(page)
    assert "does not make a shop clean" in words(page)
