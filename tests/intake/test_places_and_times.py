"""Coordinates to WGS84 and times to UTC, as declared.

Known pairs: published test values of googollee/eviltransform (GCJ-02) and wandergis/coordtransform (both).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from suyuan.intake import casts
from tests.intake.conftest import HEALTHY, ORDER, Taken, write

Take = Callable[..., Taken]


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect()
    opened.execute("SET TimeZone = 'UTC'")
    casts.install(opened)
    return opened


def metres(one: dict[str, float], other: tuple[float, float]) -> float:
    north = (one["lat"] - other[0]) * 111_320
    east = (one["lon"] - other[1]) * 111_320 * math.cos(math.radians(other[0]))
    return math.hypot(north, east)


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
        ((39.915, 116.404), (39.91640428150164, 116.41024449916938)),
    ],
)
def test_gcj02_comes_back_to_wgs84_within_a_centimetre(
    connection: duckdb.DuckDBPyConnection, wgs84: tuple[float, float], gcj02: tuple[float, float]
) -> None:
    [(forward,)] = connection.execute(
        "SELECT gcj02_from_wgs84({'lat': $lat::DOUBLE, 'lon': $lon::DOUBLE})",
        {"lat": wgs84[0], "lon": wgs84[1]},
    ).fetchall()
    [(back,)] = connection.execute("SELECT gcj02_point($1, $2)", list(gcj02)).fetchall()
    assert metres(forward, gcj02) < 0.001
    assert metres(back, wgs84) < 0.01


def test_bd09_agrees_with_the_published_values(connection: duckdb.DuckDBPyConnection) -> None:
    [(forward, back)] = connection.execute(
        "SELECT bd09_from_gcj02({'lat': 39.915::DOUBLE, 'lon': 116.404::DOUBLE}), "
        "gcj02_from_bd09_point({'lat': 39.915::DOUBLE, 'lon': 116.404::DOUBLE})"
    ).fetchall()
    assert metres(forward, (39.92133699351021, 116.41036949371029)) < 0.001
    # The published inverse is an approximation itself, good to some centimetres.
    assert metres(back, (39.90865673957631, 116.39762729119315)) < 0.2


def test_the_way_there_and_back_is_exact_all_over_china(connection: duckdb.DuckDBPyConnection) -> None:
    [(worst,)] = connection.execute(
        """
        WITH points AS (
            SELECT {'lat': 18.3 + i * 0.7, 'lon': 74.1 + j * 1.3} AS p
            FROM range(50) AS a(i), range(46) AS b(j)
        ), moved AS (
            SELECT p, bd09_from_gcj02(gcj02_from_wgs84(p)) AS bd09 FROM points
        ), back AS (
            SELECT p, bd09_point(bd09.lat, bd09.lon) AS q FROM moved
        )
        SELECT max(111320 * sqrt((p.lat - q.lat) ** 2 + (p.lon - q.lon) ** 2)) FROM back
        """
    ).fetchall()
    assert worst < 0.01


def test_outside_china_nothing_is_moved(connection: duckdb.DuckDBPyConnection) -> None:
    [(gcj02, bd09)] = connection.execute(
        "SELECT gcj02_point(-23.5, -46.6), bd09_point(48.85, 2.35)"
    ).fetchall()
    assert gcj02 == {"lat": -23.5, "lon": -46.6}
    assert bd09 == {"lat": 48.85, "lon": 2.35}


def declared(tmp_path: Path, manifest: dict[str, Any], **tables: Any) -> Path:
    folder = write(tmp_path / "extracts", **tables)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_a_declared_system_moves_the_parcels_and_assumes_nothing(take: Take, tmp_path: Path) -> None:
    origin = {"origin_latitude": 31.17530398364597, "origin_longitude": 121.531541859215}
    parcel = {**HEALTHY["shipments"], **origin, "destination_latitude": None}
    taken = take(folder=declared(tmp_path, {"coordinate_system": "GCJ-02"}, shipments=[parcel]))
    [(latitude, longitude, half)] = taken.rows(
        "shipments", "origin_latitude", "origin_longitude", "destination_longitude"
    )
    assert metres({"lat": latitude, "lon": longitude}, (31.1774276, 121.5272106)) < 0.01
    # Half a pair cannot be moved and is left as it was delivered.
    assert half == 121.5
    assert "coordinates_wgs84" not in taken.delivery.assumed


def test_a_system_of_one_table_leaves_the_others(take: Take, tmp_path: Path) -> None:
    taken = take(
        folder=declared(
            tmp_path,
            {"coordinate_system": {"shipments": "BD09"}},
            shipments=[HEALTHY["shipments"]],
            logins=[HEALTHY["logins"]],
        )
    )
    [(latitude,)] = taken.rows("logins", "latitude")
    [(moved,)] = taken.rows("shipments", "origin_latitude")
    assert latitude == 25.4
    assert 0.001 < abs(moved - 25.4) < 0.02
    assert "coordinates_wgs84" in taken.delivery.assumed


def test_a_wall_clock_of_the_declared_zone_becomes_utc(take: Take, tmp_path: Path) -> None:
    taken = take(folder=declared(tmp_path, {"time_zone": "Asia/Shanghai"}, orders=[ORDER]))
    assert taken.rows("orders", "ordered_at") == [(datetime(2026, 5, 1, 4),)]
    assert "time_zone_utc" not in taken.delivery.assumed


def test_summer_time_counts(take: Take, tmp_path: Path) -> None:
    winter = {**ORDER, "order_id": "O2", "ordered_at": datetime(2026, 1, 1, 12)}
    taken = take(folder=declared(tmp_path, {"time_zone": "Europe/Berlin"}, orders=[ORDER, winter]))
    assert taken.rows("orders", "ordered_at") == [(datetime(2026, 1, 1, 11),), (datetime(2026, 5, 1, 10),)]


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_an_instant_is_taken_as_it_is_whatever_zone_is_declared(
    take: Take, tmp_path: Path, unit: str
) -> None:
    rows = pa.Table.from_pylist([{**ORDER, "ordered_at": datetime(2026, 5, 1, 12, tzinfo=UTC)}])
    place = rows.schema.get_field_index("ordered_at")
    rows = rows.set_column(place, "ordered_at", rows["ordered_at"].cast(pa.timestamp(unit, "Asia/Tokyo")))
    taken = take(folder=declared(tmp_path, {"time_zone": "Asia/Shanghai"}, orders=rows))
    assert taken.rows("orders", "ordered_at") == [(datetime(2026, 5, 1, 12),)]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_any_precision_of_timestamp_is_taken(take: Take, unit: str) -> None:
    table = pa.Table.from_pylist([ORDER])
    place = table.schema.get_field_index("ordered_at")
    table = table.set_column(place, "ordered_at", table["ordered_at"].cast(pa.timestamp(unit)))
    assert take(orders=table).rows("orders", "ordered_at") == [(datetime(2026, 5, 1, 12),)]


def test_a_date_is_its_midnight(take: Take) -> None:
    assert take(orders=[{**ORDER, "ordered_at": date(2026, 5, 1)}]).rows("orders", "ordered_at") == [
        (datetime(2026, 5, 1),)
    ]
