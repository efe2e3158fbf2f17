"""Where a map looks, which hexagons and names it can show."""

from __future__ import annotations

import math

import duckdb
import pandas as pd
import pytest

from suyuan import map_view
from suyuan.catalogue import Catalogue
from suyuan.map_view import View

CHINA_VIEW = View(longitude=105.0, latitude=35.0, zoom=3.0, width=600, height=400)


def labels(*rows: tuple[str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["name", "longitude", "latitude"])


def stands(frame: pd.DataFrame, view: View = CHINA_VIEW) -> list[bool]:
    return map_view.apart(frame["name"], frame["longitude"], frame["latitude"], view).tolist()


def test_without_a_point_the_map_shows_china() -> None:
    view = map_view.fit([], [], 600, 400)
    assert view.sees((116.0, 39.0, 117.0, 40.0))
    assert not view.sees((-60.0, -30.0, -40.0, -10.0))


def test_every_point_is_inside_the_margin() -> None:
    longitude, latitude = pd.Series([-46.6, -34.9, -60.0]), pd.Series([-23.5, -8.0, -3.1])
    view = map_view.fit(longitude, latitude, 600, 400)
    x, y = view.pixels(longitude, latitude)
    assert x.min() >= 39 and x.max() <= 561
    assert y.min() >= 39 and y.max() <= 361


def test_brazil_s_data_brings_brazil_into_view_and_leaves_china_out() -> None:
    assert not map_view.fit([-46.6, -38.5], [-23.5, -3.7], 600, 400).sees(map_view.CHINA)


def test_one_shop_s_single_place_is_not_looked_at_from_a_handbreadth() -> None:
    assert map_view.fit([119.0], [25.4], 300, 200).zoom == 11.0


def test_points_without_coordinates_do_not_move_the_map() -> None:
    here = map_view.fit([119.0, 120.0], [25.0, 26.0], 600, 400)
    assert map_view.fit([119.0, 120.0, None], [25.0, 26.0, None], 600, 400) == here


@pytest.mark.parametrize(("zoom", "size"), [(3.0, 1), (5.5, 2), (9.0, 3)])
def test_the_closer_the_map_the_smaller_the_hexagons(zoom: float, size: int) -> None:
    assert map_view.hexagon_size(View(119.0, 25.0, zoom, 600, 400)) == size


def test_the_hexagon_of_a_place_holds_that_place() -> None:
    con = duckdb.connect()
    con.execute("CREATE TABLE shipments AS SELECT 25.439 AS origin_latitude, 119.011 AS origin_longitude, "
                "-23.55 AS destination_latitude, -46.633 AS destination_longitude")  # fmt: skip
    for name in ("places", "text_places"):
        con.execute(f"CREATE TABLE {name} (latitude DOUBLE, longitude DOUBLE)")
    found = con.execute(Catalogue.load().queries["coordinate_cells"].sql).fetchall()
    assert len(found) == 2
    for latitude_milli, longitude_milli, *cells in found:
        for size, cell in enumerate(cells, start=1):
            longitude, latitude = map_view.centre(cell)
            x, y = metres(longitude_milli / 1000, latitude_milli / 1000)
            centre_x, centre_y = metres(longitude, latitude)
            # A hexagon's corners are one edge away from its centre.
            assert math.hypot(x - centre_x, y - centre_y) <= map_view.EDGES_M[size] * 1.001


def metres(longitude: float, latitude: float) -> tuple[float, float]:
    y = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    return map_view.EARTH_RADIUS_M * math.radians(longitude), map_view.EARTH_RADIUS_M * y


def test_neighbouring_hexagons_share_two_corners() -> None:
    def near(cell: str) -> set[tuple[float, float]]:
        return {(round(x, 3), round(y, 3)) for x, y in map_view.corners(cell)}

    assert len(near("r1:107:29")) == 6
    assert len(near("r1:107:29") & near("r1:108:29")) == 2
    assert not near("r1:107:29") & near("r1:110:29")


def test_of_two_names_that_collide_the_later_gives_way() -> None:
    frame = labels(("广州", 113.26, 23.13), ("佛山", 113.12, 23.02), ("北京", 116.4, 39.9))
    assert stands(frame) == [True, False, True]


def test_a_name_that_would_leave_the_map_is_not_written() -> None:
    west, _, east, _ = CHINA_VIEW.bounds
    assert stands(labels(("乌鲁木齐", east - 0.5, 40.0), ("喀什", west + 1, 40.0))) == [False, True]


def test_legend_counts_span_what_is_drawn() -> None:
    assert map_view.legend_values(pd.Series([1, 3, 40, 2824])) == [1, 50, 2824]
    assert map_view.legend_values(pd.Series([7])) == [7]
    assert map_view.legend_values(pd.Series([], dtype=float)) == []


def test_shares_grow_with_the_logarithm() -> None:
    assert map_view.log_shares(pd.Series([0, 9, 99])).round(6).tolist() == [0.0, 0.5, 1.0]


@pytest.mark.parametrize("cell", ["r1:107:29", "r2:-3:0", "r3:4123:-77"])
def test_a_hexagon_s_name_is_known(cell: str) -> None:
    assert map_view.is_cell(cell)


@pytest.mark.parametrize(
    "cell", ["", "r4:1:1", "r1:x:1", "r1:1", "r1:999999:0", "r1:1:1\n", "r²:1:1", "350300"]
)
def test_what_names_no_hexagon_on_the_globe_is_none(cell: str) -> None:
    assert not map_view.is_cell(cell)
