"""Where a shop says it is against where its parcels start; a source town alone weighs nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.marketplace import NOON, Row, by, levels_of, rows_of, sold

# District codes: Licheng in Putian, Hanjiang beside it, Yuexiu in Guangzhou, Xuhui in Shanghai.
LICHENG, HANJIANG, YUEXIU, XUHUI = "350304", "350303", "440104", "310104"
PUTIAN, SHANGHAI = (25.43, 119.01), (31.19, 121.44)


def parcels(shop_id: str, count: int, **origin: Any) -> list[Row]:
    return [
        {"order_id": f"{shop_id}/{n}", "shop_id": shop_id, "shipped_at": NOON, **origin} for n in range(count)
    ]


def shop(shop_id: str, adcode: str | None = None, region: str | None = None) -> Row:
    return {"shop_id": shop_id, "registered_adcode": adcode, "registered_region": region}


def levels(shops: list[Row], shipments: list[Row]) -> dict[str, Row]:
    orders = [sold(row["order_id"], "L", row["shop_id"], 100) for row in shipments]
    return levels_of("geography", shops=shops, shipments=shipments, orders=orders)


def test_a_shop_far_from_its_parcels_is_seen_and_one_in_the_source_town_itself_is_not() -> None:
    found = levels(
        [shop("elsewhere", XUHUI), shop("at home", LICHENG)],
        parcels("elsewhere", 10, origin_adcode=LICHENG) + parcels("at home", 10, origin_adcode=HANJIANG),
    )
    assert found["elsewhere"]["level"] == "far_all"
    assert (found["at home"]["level"], found["at home"]["figure"]) == ("near", 0)


def test_one_return_from_afar_does_not_make_a_shop_ship_from_there() -> None:
    found = levels(
        [shop("S1", XUHUI)], parcels("S1", 29, origin_adcode=XUHUI) + parcels("S1", 1, origin_adcode=LICHENG)
    )
    assert found["S1"]["level"] == "near"


@pytest.mark.parametrize(("far", "level"), [(15, "far_half"), (5, "far_some"), (25, "far_all")])
def test_the_share_that_starts_far_away_makes_the_level(far: int, level: str) -> None:
    shipments = parcels("S1", far, origin_adcode=LICHENG) + parcels("S1", 30 - far, origin_adcode=XUHUI)
    assert levels([shop("S1", XUHUI)], shipments)["S1"]["level"] == level


def test_coordinates_speak_where_codes_are_missing() -> None:
    origin = {"origin_latitude": PUTIAN[0], "origin_longitude": PUTIAN[1]}
    [row] = rows_of(
        "shop_geography", shops=[shop("S1", XUHUI)], shipments=parcels("S1", 3, **origin),
        orders=[sold(f"S1/{n}", "L", "S1", 100) for n in range(3)],
    )  # fmt: skip
    assert (row["parcels"], row["far_parcels"]) == (3, 3)
    assert row["far_distance_km"] == pytest.approx(680, abs=40)


def test_the_next_city_is_not_far_even_in_another_province() -> None:
    """Kunshan in Jiangsu is an hour from Shanghai: a warehouse there is nothing to wonder at."""
    found = levels([shop("S1", XUHUI)], parcels("S1", 10, origin_adcode="320583"))
    assert found["S1"]["level"] == "near"


def test_a_shop_known_by_its_province_alone_is_held_against_provinces() -> None:
    found = levels(
        [shop("inside", region="福建省"), shop("outside", region="上海市")],
        parcels("inside", 10, origin_adcode=LICHENG) + parcels("outside", 10, origin_adcode=LICHENG),
    )
    assert (found["inside"]["level"], found["outside"]["level"]) == ("near", "far_all")


def test_a_shop_whose_registered_place_is_unknown_is_off_and_not_near() -> None:
    found = levels(
        [shop("known", XUHUI), shop("unknown")],
        parcels("known", 5, origin_adcode=XUHUI) + parcels("unknown", 5, origin_adcode=LICHENG),
    )
    assert found.keys() == {"known"}


def test_parcels_without_an_origin_are_not_counted_as_near() -> None:
    shipments = parcels("S1", 5, origin_adcode=LICHENG) + parcels("S1", 20, destination_adcode=YUEXIU)
    assert levels([shop("S1", XUHUI)], shipments)["S1"]["level"] == "far_all"


def test_two_parcels_carry_half_of_what_fifty_carry() -> None:
    found = levels(
        [shop("few", XUHUI), shop("many", XUHUI)],
        parcels("few", 2, origin_adcode=LICHENG) + parcels("many", 50, origin_adcode=LICHENG),
    )
    assert found["few"]["support"] == pytest.approx(0.5)
    assert found["many"]["support"] > 0.9


def test_a_far_warehouse_alone_never_makes_a_suspect() -> None:
    """An honest drop-shipper or a merchant with a third party's warehouse looks just like this."""
    shops = [shop("drop", XUHUI), *(shop(f"S{n}", XUHUI) for n in range(10))]
    shipments = parcels("drop", 200, origin_adcode=LICHENG)
    shipments += [row for n in range(10) for row in parcels(f"S{n}", 20, origin_adcode=XUHUI)]
    orders = [sold(row["order_id"], "L", row["shop_id"], 100) for row in shipments]
    scores = by("shop_id", rows_of("shop_scores", shops=shops, shipments=shipments, orders=orders))
    assert scores["drop"]["signal_geography"] > 0
    assert scores["drop"]["rank"] == 1
    assert not scores["drop"]["suspect"]
