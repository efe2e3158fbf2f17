"""The seeds of China's divisions: whole, in a tree, on the map."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "queries" / "seeds"
Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def divisions() -> dict[str, Row]:
    return {row["adcode"]: row for row in read("divisions")}


def test_every_province_is_there_once(divisions: dict[str, Row]) -> None:
    provinces = [row["name_en"] for row in divisions.values() if row["level"] == "province"]
    assert len(provinces) == len(set(provinces)) == 34
    assert {"Beijing", "Inner Mongolia", "Shanxi", "Shaanxi", "Hong Kong", "Macau", "Taiwan"} <= set(
        provinces
    )


def test_every_division_hangs_in_the_tree(divisions: dict[str, Row]) -> None:
    for row in divisions.values():
        assert row["province_adcode"] in divisions
        assert (row["level"] == "province") == (row["parent_adcode"] == "")
        assert row["parent_adcode"] in divisions or row["level"] == "province"
        assert row["city_adcode"] in divisions or row["city_adcode"] == ""


def test_nearly_every_division_has_a_point_in_china(divisions: dict[str, Row]) -> None:
    placed = [row for row in divisions.values() if row["latitude"]]
    assert len(divisions) - len(placed) == 4
    assert all(3 < float(row["latitude"]) < 54 and 73 < float(row["longitude"]) < 136 for row in placed)


@pytest.mark.parametrize(
    ("adcode", "short", "english", "latitude", "longitude"),
    [
        ("350300", "莆田", "Putian", 25.4, 119.0),
        ("440104", "越秀", "Yuexiu", 23.13, 113.27),
        ("610100", "西安", "Xi'an", 34.3, 108.95),
        ("710200", "新北", "New Taipei", 25.0, 121.46),
        ("810000", "香港", "Hong Kong", 22.3, 114.2),
        ("411100", "漯河", "Luohe", 33.6, 114.0),
    ],
)
def test_well_known_places_stand_where_they_are(
    divisions: dict[str, Row], adcode: str, short: str, english: str, latitude: float, longitude: float
) -> None:
    row = divisions[adcode]
    assert (row["name_zh_short"], row["name_en"]) == (short, english)
    assert float(row["latitude"]) == pytest.approx(latitude, abs=0.15)
    assert float(row["longitude"]) == pytest.approx(longitude, abs=0.15)


def test_every_retired_code_leads_to_a_division_in_force(divisions: dict[str, Row]) -> None:
    changes = read("division_changes")
    assert len(changes) > 3000
    for row in changes:
        assert row["adcode"] not in divisions
        assert row["successor_adcode"] in divisions
