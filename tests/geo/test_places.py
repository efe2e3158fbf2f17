"""Where shops say they are and where parcels start and end."""

from __future__ import annotations

import math

import pytest

from tests.geo.conftest import Geo, rows

PUTIAN = {"origin_latitude": 25.4394, "origin_longitude": 119.0107}


WRITTEN = {
    "福建省莆田市": "350300",
    "福建莆田": "350300",
    "莆田市荔城区": "350304",
    "福建省 莆田市 荔城区": "350304",
    "莆田市区": "350300",
    "广州市越秀区": "440104",
    "廣東省廣州市越秀區": "440104",
    "新北市新莊區": "710205",
    "臺中市西屯區": "710406",
    "台中市西屯區": "710406",
    "台灣臺中市西屯區": "710406",
    "上海市": "310000",
    "北京市朝阳区": "110105",
    "内蒙古自治区呼和浩特市": "150100",
    "香港": "810000",
    "Putian, Fujian": "350300",
    "中国福建省": "350000",
}
NAMELESS = ["朝阳区", "鼓楼区", "中國大陸", "imbituba - SC", "ilicinea - MG", ""]
CODES = {
    "350300": "350300",
    "320503": "320508",  # Pingjiang, merged into Gusu in 2012
    "510124": "510117",  # Pi county, a district since 2016
    "110100": "110000",  # the "districts of the city" of the statistics bureau's lists
    "350304000000": "350304",  # twelve digits
    "350399": "350300",  # an unknown district of a known city
}


def shop_places(geo: Geo, column: str, written: list[str]) -> dict[str, tuple[object, object]]:
    shops = [{"shop_id": text, column: text} for text in written]
    found = rows(geo(shops=shops), "SELECT shop_id, adcode, basis FROM shop_places")
    return {text: (adcode, basis) for text, adcode, basis in found}


def test_a_registered_region_is_read_as_written(geo: Geo) -> None:
    found = shop_places(geo, "registered_region", list(WRITTEN))
    assert found == {text: (adcode, "name") for text, adcode in WRITTEN.items()}


def test_a_name_that_several_regions_share_or_none_bears_names_none(geo: Geo) -> None:
    found = shop_places(geo, "registered_region", NAMELESS)
    assert found == dict.fromkeys(NAMELESS, (None, None))


def test_a_retired_or_longer_code_leads_to_the_region_in_force(geo: Geo) -> None:
    found = shop_places(geo, "registered_adcode", list(CODES))
    assert found == {text: (adcode, "code") for text, adcode in CODES.items()}


def test_a_code_goes_before_the_name(geo: Geo) -> None:
    shop = {"shop_id": "S1", "registered_adcode": "350300", "registered_region": "广州市"}
    assert rows(geo(shops=[shop]), "SELECT adcode, basis FROM shop_places") == [("350300", "code")]


def test_the_data_s_own_regions_go_before_the_divisions(geo: Geo) -> None:
    workshop = geo(
        regions=[
            {"adcode": "35", "name": "São Paulo", "level": "province", "latitude": -23.5, "longitude": -46.6},
            {"adcode": "3550308", "name": "São Paulo (city)", "level": "city", "parent_adcode": "35"},
            {"adcode": "350000", "name": "Minas", "level": "province"},
        ],
        shops=[
            {"shop_id": "S1", "registered_adcode": "3550308"},
            {"shop_id": "S2", "registered_region": "Minas"},
        ],
    )
    assert rows(
        workshop, "SELECT adcode, province_adcode, city_adcode FROM shop_places ORDER BY shop_id"
    ) == [
        ("3550308", "35", "3550308"),
        ("350000", "350000", None),
    ]
    assert rows(workshop, "SELECT name_zh, source FROM places WHERE adcode = '350000'") == [
        ("Minas", "regions")
    ]


def test_parcels_of_the_data_s_own_regions_are_grouped_and_named_by_them(geo: Geo) -> None:
    workshop = geo(
        regions=[
            {"adcode": "SP", "name": "São Paulo", "level": "province", "latitude": -23.5, "longitude": -46.6},
            {"adcode": "SP-C", "name": "Campinas", "level": "city", "parent_adcode": "SP"}
            | {"latitude": -22.9, "longitude": -47.06},
        ],
        shipments=[
            {"order_id": "O1", "shop_id": "S1", "origin_adcode": "SP-C", "destination_adcode": "SP"},
            {"order_id": "O2", "shop_id": "S1", "origin_latitude": -22.91, "origin_longitude": -47.05},
        ],
    )
    assert rows(
        workshop,
        "SELECT origin_province_key, origin_city_key, destination_city_key, origin_basis FROM parcel_places "
        "ORDER BY order_id",
    ) == [("SP", "SP-C", "SP", "code"), ("SP", "SP-C", None, "nearest")]
    assert rows(workshop, "SELECT name_zh, province_zh FROM map_regions WHERE region_key = 'SP-C'") == [
        ("Campinas", "São Paulo")
    ]


def test_parcels_known_by_coordinates_alone_are_grouped_by_areas(geo: Geo) -> None:
    here = {"origin_address": "imbituba - SC", "origin_latitude": -28.24, "origin_longitude": -48.67}
    workshop = geo(
        shops=[{"shop_id": "S1", "registered_region": "imbituba - SC"}],
        shipments=[{"order_id": "O1", "shop_id": "S1", **here}],
    )
    [(province, city, cell)] = rows(
        workshop, "SELECT origin_province_key, origin_city_key, origin_cell_1 FROM parcel_places"
    )
    assert province == city == cell
    assert rows(workshop, f"SELECT name_en, level FROM map_regions WHERE region_key = '{cell}'") == [
        ("imbituba - SC", "area")
    ]


def test_units_are_counted_with_the_first_parcel_of_an_order(geo: Geo) -> None:
    line = {"order_id": "O1", "shop_id": "S1", "listing_id": "L", "buyer_account_id": "B"}
    workshop = geo(
        orders=[{**line, "order_line_id": "1", "quantity": 2}, {**line, "order_line_id": "2", "quantity": 3}],
        shipments=[{"order_id": "O1"}, {"order_id": "O1"}, {"order_id": "O2"}],
    )
    assert rows(workshop, "SELECT source_row, units FROM parcel_places ORDER BY source_row") == [
        (0, 5),
        (1, 0),
        (2, None),
    ]


def test_a_shop_known_by_its_province_alone_has_no_coordinates(geo: Geo) -> None:
    workshop = geo(
        shops=[
            {"shop_id": "S1", "registered_region": "福建省"},
            {"shop_id": "S2", "registered_region": "上海市"},
            {"shop_id": "S3", "registered_region": "莆田市"},
        ]
    )
    found = dict(rows(workshop, "SELECT shop_id, latitude IS NOT NULL FROM shop_places"))
    # A municipality is a province and a city at once.
    assert found == {"S1": False, "S2": True, "S3": True}


def test_a_region_no_list_knows_stands_where_parcels_with_the_same_address_start(geo: Geo) -> None:
    parcels = [
        {"order_id": f"O{i}", "shop_id": "S1", "origin_address": "imbituba - SC", "origin_latitude": latitude}
        | {"origin_longitude": -48.67}
        for i, latitude in enumerate((-28.24, -28.22, -28.20))
    ]
    workshop = geo(shops=[{"shop_id": "S1", "registered_region": "imbituba - SC"}], shipments=parcels)
    assert rows(workshop, "SELECT basis, adcode, latitude, longitude FROM shop_places") == [
        ("same_address", None, -28.22, -48.67)
    ]


def test_a_parcel_s_ends_are_known_by_code_else_by_address_else_by_the_nearest_point(geo: Geo) -> None:
    workshop = geo(
        shipments=[
            {"order_id": "O1", "shop_id": "S1", "origin_adcode": "350304", "destination_adcode": "310101"},
            {"order_id": "O2", "shop_id": "S1", "origin_address": "福建省莆田市荔城区胜利路1号"},
            {"order_id": "O3", "shop_id": "S1", **PUTIAN},
            {"order_id": "O4", "shop_id": "S1", "origin_latitude": -23.5, "origin_longitude": -46.6},
        ]
    )
    assert rows(
        workshop,
        "SELECT order_id, origin_adcode, origin_city_adcode, origin_basis, destination_province_key "
        "FROM parcel_places ORDER BY order_id",
    ) == [
        ("O1", "350304", "350300", "code", "310000"),
        ("O2", "350304", "350300", "name", None),
        ("O3", "350304", "350300", "nearest", None),
        ("O4", None, None, None, None),
    ]


def test_every_parcel_stays_one_row_with_its_delivered_coordinates(geo: Geo) -> None:
    parcel = {"order_id": "O1", "shop_id": "S1", "origin_adcode": "350300", **PUTIAN}
    workshop = geo(shipments=[parcel, parcel, {"order_id": "O2", "shop_id": "S1"}])
    assert rows(workshop, "SELECT source_row, origin_latitude FROM parcel_places ORDER BY source_row") == [
        (0, 25.4394),
        (1, 25.4394),
        (2, None),
    ]


def test_a_parcel_without_a_shop_takes_the_order_s_only_one(geo: Geo) -> None:
    def line(order_id: str, shop_id: str) -> dict[str, object]:
        return {"order_id": order_id, "shop_id": shop_id, "listing_id": "L", "buyer_account_id": "B"}

    workshop = geo(
        orders=[line("O1", "S1"), line("O1", "S1"), line("O2", "S1"), line("O2", "S2")],
        shipments=[{"order_id": "O1"}, {"order_id": "O2"}],
    )
    assert rows(workshop, "SELECT order_id, shop_id FROM parcel_places ORDER BY order_id") == [
        ("O1", "S1"),
        ("O2", None),
    ]


def test_distance_is_the_great_circle_s(geo: Geo) -> None:
    ends = {"destination_latitude": 31.2304, "destination_longitude": 121.4737}
    workshop = geo(shipments=[{"order_id": "O1", "shop_id": "S1", **PUTIAN, **ends}])
    [(distance,)] = rows(workshop, "SELECT distance_km FROM parcel_places")
    a, b = math.radians(25.4394), math.radians(31.2304)
    angle = math.acos(
        math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(math.radians(121.4737 - 119.0107))
    )
    assert distance == pytest.approx(6371.0 * angle, abs=0.01)


def test_a_parcel_known_by_its_codes_has_a_distance_too(geo: Geo) -> None:
    codes = {"origin_adcode": "350300", "destination_adcode": "310000"}
    province = {"origin_adcode": "350000", "destination_adcode": "310000"}
    workshop = geo(
        shipments=[
            {"order_id": "O1", "shop_id": "S1", **codes},
            {"order_id": "O2", "shop_id": "S1", **province},
        ]
    )
    [(known,), (unknown,)] = rows(workshop, "SELECT distance_km FROM parcel_places ORDER BY order_id")
    assert 600 < known < 750
    # A province is no place.
    assert unknown is None


def test_hexagons_gather_neighbours_and_part_strangers(geo: Geo) -> None:
    near = {"origin_latitude": 25.4402, "origin_longitude": 119.0111}
    far = {"origin_latitude": 23.1291, "origin_longitude": 113.2644}
    workshop = geo(
        shipments=[
            {"order_id": f"O{i}", "shop_id": "S1", **place} for i, place in enumerate((PUTIAN, near, far))
        ]
    )
    putian, neighbour, guangzhou = rows(
        workshop, "SELECT origin_cell_1, origin_cell_2, origin_cell_3 FROM parcel_places ORDER BY order_id"
    )
    assert putian == neighbour
    assert all(here != there for here, there in zip(putian, guangzhou, strict=True))
