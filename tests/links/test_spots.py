"""Spots: places from which parcels repeatedly start, out of the jitter of scans."""

from __future__ import annotations

from datetime import timedelta
from math import cos, radians
from typing import Any

from tests.marketplace import NOON, Row, by, relations, rows_of

NORTH, EAST = 25.4752, 119.0364
DOOR = "福建省莆田市荔城区西天尾镇溪白工业路18号三层"
# Metres by which scans of one door miss it, north and east.
JITTER = (
    (0, 0),
    (30, -20),
    (-40, 10),
    (15, 45),
    (-10, -35),
    (25, 20),
    (-30, -15),
    (5, -5),
    (40, 30),
    (-20, 35),
)


def parcels(
    shop_id: str, *, north_m: float = 0, east_m: float = 0, number: int = 10, first: int = 0, **more: Any
) -> list[Row]:
    """Parcels of one shop around one door, one a day; `north_m` and `east_m` place the door."""
    rows = []
    for place in range(number):
        up, right = JITTER[place % len(JITTER)]
        at = {
            "origin_latitude": NORTH + (north_m + up) / 111_320,
            "origin_longitude": EAST + (east_m + right) / (111_320 * cos(radians(NORTH))),
        }
        row = {
            "order_id": f"{shop_id} {first + place}",
            "shop_id": shop_id,
            "shipped_at": NOON + timedelta(days=first + place),
            "origin_adcode": "350304",
            "origin_address": DOOR,
        }
        rows.append({**row, **at, **more})
    return rows


def spots_of(*shipments: list[Row], **given: list[Row]) -> list[Row]:
    return rows_of("spots", shipments=[row for rows in shipments for row in rows], **given)


def metres(spot: Row, north_m: float = 0, east_m: float = 0) -> float:
    north = (spot["latitude"] - NORTH) * 111_320 - north_m
    east = (spot["longitude"] - EAST) * 111_320 * cos(radians(NORTH)) - east_m
    return float((north**2 + east**2) ** 0.5)


def test_scans_that_scatter_around_a_door_are_one_spot() -> None:
    [spot] = spots_of(parcels("S1"))
    assert metres(spot) < 30
    assert 30 < spot["radius_m"] < 150
    assert (spot["parcels"], spot["shops"], spot["adcode"]) == (10, 1, "350304")
    assert spot["address"] == DOOR
    assert spot["first_shipped_at"] == NOON
    assert spot["last_shipped_at"] == NOON + timedelta(days=9)


def test_scans_without_addresses_are_pulled_together_by_place_alone() -> None:
    [spot] = spots_of(parcels("S1", origin_address=None))
    assert metres(spot) < 30
    assert (spot["address"], spot["addresses"]) == (None, [])


def test_scans_at_the_couriers_station_do_not_make_a_spot() -> None:
    door = parcels("S1", number=60, origin_address=None)
    station = parcels(
        "S1", north_m=1200, east_m=900, number=5, first=60, origin_address=None, origin_adcode="350304"
    )
    [spot] = spots_of(door, station)
    assert metres(spot) < 30


def test_a_second_warehouse_across_town_is_a_spot_though_little_used() -> None:
    main = parcels("S1", number=60, origin_address=None)
    second = parcels("S1", north_m=9000, number=5, first=60, origin_address=None)
    assert sorted(round(metres(spot) / 1000) for spot in spots_of(main, second)) == [0, 9]


def test_a_strays_single_day_makes_no_spot() -> None:
    shipments = parcels("S1") + parcels("S1", north_m=9000, number=1, first=20)
    burst = [{**row, "shipped_at": NOON} for row in parcels("S2", east_m=20_000, number=8)]
    [spot] = spots_of(shipments, burst)
    assert metres(spot) < 30


def test_two_doors_three_hundred_metres_apart_stay_two() -> None:
    near = parcels("S1")
    far = parcels("S1", east_m=300, first=20, origin_address="福建省莆田市荔城区西天尾镇溪白工业路96号")
    assert len(spots_of(near, far)) == 2


def test_without_addresses_two_doors_are_told_apart_by_how_little_other_shops_scans_scatter() -> None:
    others = [parcels(f"T{number}", north_m=5000 * (1 + number), origin_address=None) for number in range(3)]
    near = parcels("S1", origin_address=None)
    far = parcels("S1", east_m=300, first=20, origin_address=None)
    assert len(spots_of(near, far, *others)) == 2 + len(others)


def test_spellings_of_one_door_are_one_spot_and_all_are_kept() -> None:
    short = parcels("S1", number=4, first=20, origin_address="莆田荔城西天尾溪白工业路18-3")
    plain = parcels("S2", number=6, first=40, origin_address="莆田市荔城区 西天尾镇 溪白工业路18号")
    [spot] = spots_of(parcels("S1"), short, plain)
    assert spot["shops"] == 2
    assert spot["addresses"][0] == spot["address"] == DOOR
    assert len(spot["addresses"]) == 3


def test_shops_that_write_one_door_share_a_spot_without_any_coordinates() -> None:
    nowhere: Row = {"origin_latitude": None, "origin_longitude": None}
    one = parcels("S1", **nowhere)
    two = parcels("S2", **nowhere, origin_address="莆田荔城西天尾溪白工业路18-3")
    [spot] = spots_of(one, two)
    assert (spot["shops"], spot["latitude"], spot["radius_m"]) == (2, None, None)
    assert (spot["address"], spot["adcode"]) == (DOOR, "350304")


def test_a_code_alone_is_a_spot_without_an_address() -> None:
    nowhere: Row = {"origin_latitude": None, "origin_longitude": None, "origin_address": None}
    [spot] = spots_of(parcels("S1", **nowhere))
    assert (spot["adcode"], spot["address"], spot["latitude"]) == ("350304", None, None)


def test_parcels_without_a_code_or_a_shop_of_their_own_start_where_the_shops_others_do() -> None:
    without_code = parcels("S1", number=4, first=10, origin_adcode=None)
    unknown_code = parcels("S1", number=4, first=20, origin_adcode="no code")
    without_shop = parcels("S1", number=4, first=30)
    orders = [
        {
            "order_id": row["order_id"], "listing_id": "L", "shop_id": "S1", "buyer_account_id": "A1",
            "quantity": 1, "unit_price": 9, "ordered_at": NOON,
        }
        for row in without_shop
    ]  # fmt: skip
    of_nobody = parcels("S2", number=4, first=40)
    without_shop = [{**row, "shop_id": None} for row in [*without_shop, *of_nobody]]
    shipments = [*parcels("S1"), *without_code, *unknown_code, *without_shop]
    found = relations("parcel_origins", "shop_spots", orders=orders, shipments=shipments)
    assert {row["adcode"] for row in found["parcel_origins"]} == {"350304"}
    assert len({row["door"] for row in found["parcel_origins"]}) == 1
    assert [(row["shop_id"], row["parcels"], row["share"]) for row in found["shop_spots"]] == [("S1", 22, 1)]


def test_one_house_number_in_two_quarters_of_a_city_is_two_spots() -> None:
    street = "福建省莆田市文化路29号"
    one = parcels("S1", origin_address=street)
    other = parcels("S2", north_m=6000, origin_address=street)
    assert len(spots_of(one, other)) == 2


def test_a_dense_markets_stalls_are_not_chained_into_one() -> None:
    stalls = [
        parcels(f"S{number}", east_m=60 * number, origin_address=f"广州市越秀区站前路{100 + number}号")
        for number in range(10)
    ]
    assert len(spots_of(*stalls)) == 10
    nameless = [[{**row, "origin_address": None} for row in stall] for stall in stalls]
    found = spots_of(*nameless)
    # Without addresses neighbours run together, but no spot spans the market.
    assert len(found) >= 3
    assert all(spot["radius_m"] < 200 for spot in found)


def test_stalls_of_one_market_are_doors_of_their_own_though_they_share_its_house_number() -> None:
    market = "广州市越秀区站西路26号服装城"
    one = parcels("S1", origin_address=market + "A区1208档")
    other = parcels("S2", origin_address=market + "A区1316档")
    same = parcels("S3", origin_address="越秀站西路26号服装城A区1208")
    assert sorted(spot["shops"] for spot in spots_of(one, other, same)) == [1, 2]


def test_floors_and_buildings_of_one_house_number_are_one_door() -> None:
    house = "福建省莆田市荔城区西天尾镇溪白工业路18号"
    [spot] = spots_of(
        parcels("S1", origin_address=house + "3栋2楼"), parcels("S2", origin_address=house + "5栋")
    )
    assert spot["shops"] == 2


def test_a_bought_shops_parcels_belong_to_who_held_it_when_they_left() -> None:
    before = parcels("S1")
    after = parcels("S1", north_m=30_000, first=40, origin_address=None)
    found = relations(
        "shop_spots",
        "spots",
        shops=[{"shop_id": "S1", "owner_account_id": "buyer"}],
        shop_transfers=[
            {
                "shop_id": "S1",
                "from_account_id": "seller",
                "to_account_id": "buyer",
                "transferred_at": NOON + timedelta(days=30),
            }
        ],
        shipments=before + after,
    )
    where = by("spot_id", found["spots"])
    holders = {
        round(metres(where[row["spot_id"]]) / 1000): row["owner_account_id"] for row in found["shop_spots"]
    }
    assert holders == {0: "seller", 30: "buyer"}
    assert [row["share"] for row in found["shop_spots"]] == [0.5, 0.5]


def delivered(order_id: str, account_id: str, **destination: Any) -> tuple[Row, Row]:
    order = {
        "order_id": order_id,
        "listing_id": "L",
        "shop_id": "S9",
        "buyer_account_id": account_id,
        "quantity": 1,
        "unit_price": 9,
        "ordered_at": NOON,
    }
    return order, {"order_id": order_id, "shop_id": "S9", "shipped_at": NOON, **destination}


def test_purchases_delivered_to_a_spot_tie_the_buyer_to_it() -> None:
    at_door = delivered("O1", "A1", destination_address=DOOR, destination_adcode="350304")
    spelt_otherwise = delivered("O2", "A1", destination_address="莆田荔城西天尾溪白工业路18-3")
    by_place = delivered("O3", "A2", destination_latitude=NORTH, destination_longitude=EAST)
    next_door = delivered(
        "O4",
        "A3",
        destination_address="莆田市荔城区西天尾镇溪白工业路20号",
        destination_latitude=NORTH,
        destination_longitude=EAST,
    )
    other_town = delivered(
        "O5", "A4", destination_address="福州市溪白工业路18号", destination_adcode="350100"
    )
    # No code says it: the name of the town alone does.
    named_town = delivered("O6", "A5", destination_address="福州市溪白工业路18号")
    orders, shipments = zip(
        at_door, spelt_otherwise, by_place, next_door, other_town, named_town, strict=True
    )
    found = rows_of("delivery_spots", orders=list(orders), shipments=parcels("S1") + list(shipments))
    assert {row["account_id"]: row["orders"] for row in found} == {"A1": 2, "A2": 1}


def test_without_parcels_there_are_no_spots() -> None:
    assert spots_of([]) == []
    assert rows_of("delivery_spots", shipments=[]) == []
