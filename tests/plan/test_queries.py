"""The plan's queries on literal rows: who else is within the search area, and which days carry scans."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import duckdb
import pytest

from tests.marketplace import Row, catalogue, shape

# 500 m are 0.0045 degrees of latitude.
SITE: Row = {"ring_id": "R1", "site_id": "R1-P1", "role": "den", "spot_id": "P1", "latitude": 25.43,
             "longitude": 119.02, "radius_m": 500.0, "adcode": "350304", "shipments": 60}  # fmt: skip
RING = [{"ring_id": "R1", "member_type": "shop", "member_id": "own"}]


def ask(name: str, bound: dict[str, Any] | None = None, **given: list[Row]) -> list[Row]:
    """One page's query over the given relations; every other one that it reads is empty."""
    query = catalogue().queries[name]
    with duckdb.connect() as connection:
        for relation in query.reads:
            columns = shape(relation)
            connection.execute(
                f"CREATE TABLE {relation} (" + ", ".join(f'"{name}" {kind}' for name, kind in columns) + ")"
            )
            for row in given.get(relation, []):
                values = [row.get(name) for name, _kind in columns]
                connection.execute(
                    f"INSERT INTO {relation} VALUES (" + ", ".join("?" for _ in values) + ")", values
                )
        given: Row = {"ring": "R1", "cleared": [], **(bound or {})}
        cursor = connection.execute(query.sql, {name: given[name] for name in query.parameters})
        heads = [column[0] for column in cursor.description or []]
        return [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]


def spot(spot_id: str, north_m: float) -> Row:
    return {"spot_id": spot_id, "latitude": 25.43 + north_m / 111_320, "longitude": 119.02}


def sends(shop_id: str, spot_id: str) -> Row:
    return {"shop_id": shop_id, "spot_id": spot_id, "parcels": 9, "share": 1.0}


def others(*spots: Row, sites: list[Row] | None = None, cleared: tuple[str, ...] = ()) -> list[Row]:
    shops = ("own", "honest", "suspect", "far")
    return ask(
        "plan__others",
        {"cleared": list(cleared)},
        sites=sites or [SITE],
        ring_members=RING,
        spots=list(spots),
        shop_spots=[sends("own", "P1"), sends("honest", "P1"), sends("suspect", "P2"), sends("far", "P3")],
        shops=[{"shop_id": shop, "shop_name": shop} for shop in shops],
        shop_scores=[{"shop_id": shop, "suspect": shop == "suspect"} for shop in shops],
    )


def test_other_shops_within_the_search_area_are_told_innocents_apart_and_the_rings_own_are_not() -> None:
    found = others(spot("P1", 0), spot("P2", 450), spot("P3", 550))
    assert [(row["shop_id"], row["suspect"]) for row in found] == [("honest", False), ("suspect", True)]


def test_another_shop_that_was_cleared_is_among_the_innocents_who_would_be_disturbed() -> None:
    found = others(spot("P1", 0), spot("P2", 450), spot("P3", 550), cleared=("suspect",))
    assert {row["shop_id"]: row["suspect"] for row in found} == {"honest": False, "suspect": False}


def test_without_coordinates_those_of_the_same_door_are_told() -> None:
    nowhere = {**SITE, "latitude": None, "longitude": None, "radius_m": None}
    found = others({"spot_id": "P1"}, {"spot_id": "P2"}, {"spot_id": "P3"}, sites=[nowhere])
    assert [row["shop_id"] for row in found] == ["honest"]


def test_a_shop_that_sends_from_two_doors_of_the_area_is_counted_once() -> None:
    found = ask(
        "plan__others", sites=[SITE], ring_members=RING, spots=[spot("P1", 0), spot("P2", 100)],
        shop_spots=[sends("honest", "P1"), sends("honest", "P2")], shops=[{"shop_id": "honest"}], shop_scores=[],
    )  # fmt: skip
    assert [(row["shop_id"], row["parcels"]) for row in found] == [("honest", 18)]


@pytest.mark.parametrize(("latitude", "found"), [("25.432", 1), ("25.440", 0)])
def test_what_strangers_share_within_the_area_is_told(latitude: str, found: int) -> None:
    cafe = {
        "facility_id": "F1",
        "kind": "network",
        "trace": f"{latitude},119.020",
        "trace_kind": "login_place",
    }
    device = {"facility_id": "F2", "kind": "agency", "trace": "25.43,119.02", "trace_kind": "device"}
    rows = ask("plan__facilities", sites=[SITE], shared_facilities=[cafe, device])
    assert [row["facility_id"] for row in rows] == ["F1"] * found


def test_a_day_of_many_parcels_counts_once() -> None:
    monday = datetime(2026, 5, 4, 8)
    moments = [monday, monday + timedelta(minutes=5), monday + timedelta(days=7), None]
    parcels = [
        {"ring_id": "R1", "site_id": "R1-P1", "source_file": 1, "source_row": row, "shipped_at": at}
        for row, at in enumerate(moments)
    ]
    [row] = ask("plan__rhythm", ring_parcels=parcels)
    assert (row["weekday"], row["hour"], row["parcels"], row["days"]) == (1, 8, 3, 2)


def test_a_site_stands_in_its_province_city_and_district() -> None:
    tree = [
        {"adcode": "350000", "level": "province", "province_adcode": "350000"},
        {"adcode": "350300", "level": "city", "province_adcode": "350000", "city_adcode": "350300"},
        {"adcode": "350304", "level": "district", "province_adcode": "350000", "city_adcode": "350300"},
        {"adcode": "310000", "level": "province", "province_adcode": "310000", "city_adcode": "310000"},
        {"adcode": "310120", "level": "district", "province_adcode": "310000", "city_adcode": "310000"},
    ]
    sites = [
        SITE,
        {**SITE, "site_id": "R1-P2", "adcode": "310120"},
        {**SITE, "site_id": "R1-P3", "adcode": None},
    ]
    rows = {row["site_id"]: row for row in ask("plan__sites", sites=sites, places=tree)}
    told = [(row["province_adcode"], row["city_adcode"], row["district_adcode"]) for row in rows.values()]
    assert told == [("310000", None, "310120"), ("350000", "350300", "350304"), (None, None, None)]
