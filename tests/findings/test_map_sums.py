"""What the scan counts for the map is what the parcels themselves say, over any filter of the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from suyuan.speed.visits import ALWAYS
from tests.marketplace import NOON, Row, catalogue, rows_of


def parcel(shop_id: str | None, start: str | None, end: str | None, **more: Any) -> Row:
    """A parcel of one unit between two districts; their province is the code's first two digits."""
    keys: Row = {"shop_id": shop_id, "seen_at": NOON, "units": 1, "distance_km": 100.0}
    for side, code in (("origin", start), ("destination", end)):
        province = code and code[:2] + "0000"
        keys |= {f"{side}_province_key": province, f"{side}_city_key": code and code[:4] + "00"}
        keys |= {f"{side}_district_key": code, f"{side}_adcode": code}
    return {**keys, **more}


PARCELS = [
    parcel("S1", "350302", "350303", distance_km=10.0),
    parcel("S1", "350302", "310101", units=4, distance_km=600.0),
    parcel("S1", "440103", "310101", seen_at=None, distance_km=1200.0),
    parcel("S2", "350302", "310104", units=None, origin_basis="nearest"),
    parcel(None, "350302", "310101"),
    parcel("S2", None, "310101", distance_km=None),
]
SCORES = [{"shop_id": "S1", "suspect": True}, {"shop_id": "S2", "suspect": False}]


def counted(relation: str, *columns: str) -> set[tuple]:
    rows = rows_of(relation, parcel_places=PARCELS, shop_scores=SCORES)
    return {tuple(row[column] for column in columns) for row in rows}


def test_of_suspects_the_parcels_themselves_stand_apart_the_latest_first() -> None:
    late = parcel("S1", "350302", "350303", seen_at=NOON + timedelta(days=1), source_row=7)
    laid = rows_of("suspect_parcels", parcel_places=[*PARCELS, late], shop_scores=SCORES)
    assert laid[0]["source_row"] == 7
    assert {row["shop_id"] for row in laid} == {"S1"}
    assert [row["seen_at"] for row in laid] == [NOON + timedelta(days=1), NOON, NOON, None]


def test_a_shop_s_parcels_are_counted_where_they_start() -> None:
    columns = (
        "shop_id",
        "origin_district_key",
        "parcels",
        "units",
        "undated_parcels",
        "guessed_parcels",
        "suspect",
    )
    assert counted("map_starts", *columns) == {
        ("S1", "350302", 2, 5, 0, 0, True),
        ("S1", "440103", 1, 1, 1, 0, True),
        ("S2", "350302", 1, None, 0, 1, False),
        ("S2", None, 1, 1, 0, 0, False),
        (None, "350302", 1, 1, 0, 0, False),
    }


def test_starts_are_counted_by_place_suspects_one_by_one_and_all_others_together() -> None:
    others = [
        parcel("S3", "350302", "310101", origin_cell_1="west"),
        parcel("S3", "350502", "310101", origin_cell_1="west"),
        parcel("S2", "350502", "310101", origin_cell_1="west"),
        parcel("S1", "350502", "310101", origin_cell_1="west"),
    ]
    starts = rows_of("map_starts", parcel_places=[*PARCELS, *others], shop_scores=SCORES)
    rows = rows_of("map_origins", map_starts=starts)
    columns = ("place_key", "shop_id", "parcels", "units", "shops", "undated_parcels", "guessed_parcels")

    def at(level: str, start: str) -> set[tuple]:
        found = [row for row in rows if (row["level"], row["start_key"]) == (level, start)]
        return {tuple(row[column] for column in columns) for row in found}

    assert at("city", "") == {
        ("350300", "S1", 2, 5, 1, 0, 0),
        ("350500", "S1", 1, 1, 1, 0, 0),
        ("440100", "S1", 1, 1, 1, 1, 0),
        # S2 and S3; nobody's parcel counts, but not as a shop.
        ("350300", "", 3, 2, 2, 0, 1),
        ("350500", "", 2, 2, 2, 0, 0),
        ("", "", 1, 1, 1, 0, 0),
    }
    # Two shops in three places are two shops.
    assert at("all", "") == {("", "S1", 4, 7, 1, 1, 0), ("", "", 6, 5, 2, 0, 1)}
    assert at("all", "440000") == {("", "S1", 1, 1, 1, 1, 0)}
    assert {row["city_key"] for row in rows if row["place_key"] == "west"} == {"350500"}
    assert {row["city_key"] for row in rows if row["level"] == "city"} == {None}


def test_half_of_a_shop_s_parcels_go_no_farther_than_is_said_by_province_and_from_anywhere() -> None:
    assert counted("map_sellers", "shop_id", "start_key", "parcels", "median_distance_km") == {
        ("S1", "", 3, 600.0),
        ("S1", "350000", 2, 305.0),
        ("S1", "440000", 1, 1200.0),
        ("S2", "", 2, 100.0),
        ("S2", "350000", 1, 100.0),
    }


def test_of_each_suspect_the_map_knows_name_rank_and_whereabouts_and_of_nobody_else() -> None:
    sellers = [
        {"shop_id": shop, "start_key": start, "parcels": parcels, "units": parcels, "median_distance_km": 9.0}
        for shop, start, parcels in [("S1", "", 3), ("S1", "350000", 2), ("S2", "", 5), ("S3", "", 1)]
    ]
    rows = rows_of(
        "map_suspects",
        map_sellers=sellers,
        shop_scores=[
            {"shop_id": "S1", "suspect": True, "rank": 1},
            {"shop_id": "S2", "suspect": False, "rank": 3},
            {"shop_id": "S3", "suspect": True, "rank": 2},
        ],
        shops=[
            {"shop_id": "S1", "shop_name": "Pei's jerseys", "registered_region": "310000"},
            {"shop_id": "S3", "shop_name": None, "registered_region": None},
        ],
        shop_places=[{"shop_id": "S1", "adcode": "310101", "province_adcode": "310000"}],
    )
    told = [
        (row["shop_id"], row["start_key"], row["parcels"], row["shop_name"], row["rank"], row["adcode"])
        for row in rows
    ]
    assert told == [
        ("S1", "", 3, "Pei's jerseys", 1, "310101"),
        ("S3", "", 1, None, 2, None),
        ("S1", "350000", 2, "Pei's jerseys", 1, "310101"),
    ]
    # What the shop itself says stands before what its place is read as.
    assert [row["registered_region"] for row in rows] == ["310000", None, "310000"]


def test_a_shop_that_sends_to_a_region_from_two_provinces_is_one_shop_there() -> None:
    rows = rows_of("map_ends", parcel_places=PARCELS, shop_scores=SCORES)
    there = {
        (row["start_key"], row["suspect"]): (row["parcels"], row["shops"])
        for row in rows
        if row["level"] == "province" and row["region_key"] == "310000"
    }
    assert there == {
        ("", True): (2, 1),
        ("350000", True): (1, 1),
        ("440000", True): (1, 1),
        # Nobody's parcel counts, but not as a shop.
        ("", False): (3, 1),
        ("350000", False): (2, 1),
    }


def test_what_stays_inside_a_region_is_no_flow_at_its_level() -> None:
    rows = rows_of("map_flows", parcel_places=PARCELS, shop_scores=SCORES)
    own = {
        (row["level"], row["origin_key"], row["destination_key"]): row["parcels"]
        for row in rows
        if row["suspect"]
    }
    assert own == {
        ("province", "350000", "310000"): 1,
        ("province", "440000", "310000"): 1,
        ("city", "350300", "310100"): 1,
        ("city", "440100", "310100"): 1,
        ("district", "350302", "350303"): 1,
        ("district", "350302", "310101"): 1,
        ("district", "440103", "310101"): 1,
    }


@pytest.fixture(scope="module")
def pages(scanned: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(scanned / "pages.duckdb"), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("level", ["province", "city", "district"])
@pytest.mark.parametrize("everyone", [False, True])
@pytest.mark.parametrize(
    ("query", "more"),
    [
        ("headline", {}),
        ("flows", {}),
        ("registered", {}),
        ("shops", {}),
        ("parcels", {}),
        ("regions", {"ends": False}),
        ("regions", {"ends": True}),
        ("hexagons", {"size": 1}),
        ("hexagons", {"size": 3}),
    ],
)
def test_the_whole_time_counts_as_a_window_round_all_parcels_does(
    query: str, more: Row, everyone: bool, level: str, pages: duckdb.DuckDBPyConnection
) -> None:
    """All parcels here have a date: one way reads the scan's counts, the other the parcels."""
    asked = catalogue().queries[f"geography__{query}"]
    [(busiest,)] = pages.execute(
        "SELECT max_by(origin_province_key, parcels) FROM map_starts WHERE suspect"
    ).fetchall()
    for province in ("", busiest):
        given = {**ALWAYS, **more, "everyone": everyone, "level": level, "province": province}
        bound = {name: given[name] for name in asked.parameters}
        whole = pages.execute(asked.sql, bound | {"whole": True}).fetchall()
        window = {"since": datetime(1900, 1, 1), "until": datetime(2900, 1, 1), "whole": False}
        assert whole
        assert pages.execute(asked.sql, bound | window).fetchall() == whole
