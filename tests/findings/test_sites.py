"""Sites: where a ring's goods come from and where they are kept, told from strangers' places and former homes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.marketplace import NOON, Row, by, relations, rows_of

# Spots by name: the den, a second one in its town, the plant in another, a warehouse, a nominal owner's home.
PLACES = {
    "den": (23.147, 113.254, "440104"),
    "den2": (23.160, 113.270, "440104"),
    "plant": (25.475, 119.036, "350304"),
    "plant2": (25.450, 119.100, "350304"),
    "far": (30.917, 121.462, "310120"),
    "home": (32.890, 115.810, "341200"),
}
RING = "R1"


def spot(name: str, **more: Any) -> Row:
    latitude, longitude, adcode = PLACES[name]
    plain = {
        "spot_id": name,
        "latitude": latitude,
        "longitude": longitude,
        "radius_m": 80.0,
        "adcode": adcode,
        "address": f"{name}路1号",
        "addresses": [f"{name}路1号", f"{name}1"],
        "shops": 1,
        "parcels": 20,
    }
    return {**plain, **more}


def starts(
    shop_id: str, spot_id: str, *, parcels: int = 20, first: int = 0, last: int = 90, **more: Any
) -> Row:
    """Parcels of one shop from one spot between two days, held by the shop's owner."""
    plain = {"shop_id": shop_id, "spot_id": spot_id, "owner_account_id": owner(shop_id), "parcels": parcels}
    days = {
        "first_shipped_at": NOON + timedelta(days=first),
        "last_shipped_at": NOON + timedelta(days=last),
    }
    return {**plain, "share": 0.5, **days, **more}


def owner(shop_id: str) -> str:
    return "A" + shop_id[1:]


def member(shop_id: str, role: str = "seller", ring_id: str = RING) -> list[Row]:
    shop = {
        "member_type": "shop",
        "member_id": shop_id,
        "role": "supplier" if role == "supplier" else "seller",
    }
    account = {"member_type": "account", "member_id": owner(shop_id), "role": role}
    return [{"ring_id": ring_id, "confidence": 0.9, **row} for row in (shop, account)]


def logins(account_id: str, place: str, number: int = 10, north_m: float = 0) -> list[Row]:
    latitude, longitude, adcode = PLACES[place]
    return [
        {
            "account_id": account_id,
            "logged_in_at": NOON + timedelta(days=day),
            "adcode": adcode,
            "latitude": latitude + north_m / 111_320,
            "longitude": longitude,
        }
        for day in range(number)
    ]


def given(
    members: list[list[Row]], seen: list[Row], spots: list[Row], *come_and_gone: list[Row]
) -> dict[str, Any]:
    people = [row for rows in members for row in rows]
    shops = sorted({row["shop_id"] for row in seen})
    return {
        "ring_members": people,
        "shops": [{"shop_id": shop_id, "owner_account_id": owner(shop_id)} for shop_id in shops],
        "shop_spots": seen,
        "spots": spots,
        "logins": [row for rows in come_and_gone for row in rows],
        "trace_users": [],
        "supply_edges": [],
        "shop_scores": [],
        "parcel_origins": [],
        "delivery_spots": [],
        "origin_scatter": [{"scatter_m": 50.0, "cell_degrees": 0.0008, "reach_m": 100.0}],
    }


def sites_of(
    members: list[list[Row]], seen: list[Row], spots: list[Row], *come_and_gone: list[Row]
) -> dict[str, Row]:
    return by("spot_id", rows_of("sites", **given(members, seen, spots, *come_and_gone)))


def test_where_a_rings_shops_send_from_and_its_people_log_in_is_a_den() -> None:
    seen = [starts("S1", "den"), starts("S2", "den", parcels=12, first=5, last=95)]
    found = sites_of([member("S1"), member("S2")], seen, [spot("den", shops=2)], logins("A1", "den"))
    site = found["den"]
    assert (site["ring_id"], site["role"], site["basis"]) == (RING, "den", "observed")
    assert (site["shipments"], site["shops"], site["logins"], site["logins_elsewhere"]) == (32, 2, 10, 0)
    assert (site["first_shipped_at"], site["last_shipped_at"]) == (NOON, NOON + timedelta(days=95))
    assert site["address"] == "den路1号"
    assert site["addresses"] == ["den路1号", "den1"]


def test_a_site_is_a_search_area_of_five_hundred_metres_or_of_the_scans_scatter() -> None:
    seen = [starts("S1", "den"), starts("S1", "far")]
    found = sites_of([member("S1")], seen, [spot("den", radius_m=80.0), spot("far", radius_m=700.0)])
    assert (found["den"]["radius_m"], found["far"]["radius_m"]) == (500.0, 700.0)


def test_a_place_without_coordinates_keeps_address_and_code() -> None:
    nowhere = spot("den", latitude=None, longitude=None, radius_m=None)
    site = sites_of([member("S1")], [starts("S1", "den")], [nowhere])["den"]
    assert (site["latitude"], site["radius_m"], site["adcode"]) == (None, None, "440104")
    assert site["address"] == "den路1号"


def test_a_ring_may_have_dens_in_several_towns() -> None:
    seen = [starts("S1", "den"), starts("S2", "far")]
    found = sites_of([member("S1"), member("S2")], seen, [spot("den"), spot("far")], logins("A1", "den"))
    assert {site["role"] for site in found.values()} == {"den"}
    assert set(found) == {"den", "far"}


def test_a_shared_warehouse_is_shown_apart_and_is_no_den() -> None:
    clients = [starts(f"S{number}", "far") for number in range(10, 33)]
    seen = [starts("S1", "den"), starts("S1", "far"), *clients]
    spots = [spot("den"), spot("far", shops=24)]
    people = logins("A1", "den"), logins("A1", "far")
    found = relations("sites", "shared_sites", **given([member("S1")], seen, spots, *people))
    assert [site["spot_id"] for site in found["sites"]] == ["den"]
    [shared] = found["shared_sites"]
    assert (shared["spot_id"], shared["strangers"], shared["ring_shops"]) == ("far", 23, 1)


def test_an_honest_shops_own_door_is_no_site_though_a_ring_sends_from_it_too() -> None:
    seen = [starts("S1", "den"), starts("S1", "far"), starts("S2", "far"), starts("S7", "far", share=1.0)]
    members, spots = [member("S1"), member("S2")], [spot("den"), spot("far", shops=3)]
    assert set(sites_of(members, seen, spots, logins("A1", "den"))) == {"den"}
    # Where the ring's own people log in, the stranger may be one of theirs whom nothing ties to it yet.
    assert set(sites_of(members, seen, spots, logins("A1", "den"), logins("A2", "far"))) == {"den", "far"}


def test_honest_customers_of_a_supplier_do_not_hide_where_it_mainly_sends_from() -> None:
    members = [member("S1"), member("S9", "supplier")]
    seen = [starts("S9", "plant", share=1.0), starts("S7", "plant", share=0.1), starts("S1", "den")]
    found = sites_of(members, seen, [spot("plant", shops=2), spot("den")], logins("A1", "den"))
    assert found["plant"]["role"] == "source"


def test_in_a_market_without_addresses_neighbours_do_not_hide_a_den_where_the_ring_logs_in() -> None:
    nameless = spot("den", shops=12, address=None, addresses=[])
    neighbours = [starts(f"S{number}", "den") for number in range(10, 20)]
    members, seen = [member("S1"), member("S2")], [starts("S1", "den"), starts("S2", "den"), *neighbours]
    assert set(sites_of(members, seen, [nameless], logins("A1", "den"), logins("A2", "den"))) == {"den"}
    assert sites_of(members, seen, [nameless], logins("A1", "far")) == {}


def test_a_site_counts_what_the_rings_people_have_delivered_there() -> None:
    laid = given([member("S1")], [starts("S1", "den")], [spot("den")])
    laid["delivery_spots"] = [
        {"account_id": "A1", "spot_id": "den", "orders": 4},
        {"account_id": "a neighbour", "spot_id": "den", "orders": 9},
    ]
    assert [site["deliveries"] for site in rows_of("sites", **laid)] == [4]


def test_a_den_that_another_ring_uses_too_stays_a_den() -> None:
    members = [member("S1"), member("S2"), member("S3", ring_id="R2"), member("S4", ring_id="R2")]
    seen = [starts(shop_id, "den") for shop_id in ("S1", "S2", "S3", "S4")]
    assert len(rows_of("sites", **given(members, seen, [spot("den", shops=4)]))) == 2


def test_an_honest_merchants_two_warehouses_are_no_sites() -> None:
    seen = [starts("S1", "den"), starts("S7", "far"), starts("S7", "plant")]
    found = sites_of([member("S1")], seen, [spot("den"), spot("far"), spot("plant")])
    assert set(found) == {"den"}


def test_what_an_owner_before_the_ring_sent_is_no_site() -> None:
    before = starts("S1", "home", owner_account_id="A0", last=20)
    found = sites_of([member("S1")], [before, starts("S1", "den", first=30)], [spot("home"), spot("den")])
    assert set(found) == {"den"}


def test_the_place_a_rented_shop_left_for_the_rings_is_no_site() -> None:
    seen = [starts("S1", "home", last=28), starts("S1", "den", first=30), starts("S2", "den")]
    members = [member("S1", "nominal_owner"), member("S2")]
    assert set(sites_of(members, seen, [spot("home"), spot("den")])) == {"den"}
    # Both used side by side: no move.
    seen[0] = starts("S1", "home", last=80)
    assert set(sites_of(members, seen, [spot("home"), spot("den")])) == {"den", "home"}


def test_one_parcel_from_the_rings_place_shows_that_a_shop_moved_there() -> None:
    members = [member("S1"), member("S2"), member("S3")]
    seen = [starts("S1", "home", last=28), starts("S2", "den"), starts("S3", "den")]
    laid = given(members, seen, [spot("home"), spot("den", shops=2)])
    assert {site["spot_id"] for site in rows_of("sites", **laid)} == {"den", "home"}
    moved = {
        "shop_id": "S1",
        "shipped_at": NOON + timedelta(days=31),
        "latitude": PLACES["den"][0] + 0.0003,
        "longitude": PLACES["den"][1],
    }
    laid["parcel_origins"] = [moved]
    assert {site["spot_id"] for site in rows_of("sites", **laid)} == {"den"}


def reselling(suspect: bool, drop_shipped: int) -> set[str]:
    """Spots named where S5, outside the ring, stocks up at the ring's supplier and some of its parcels start there."""
    seen = [starts("S9", "plant"), starts("S1", "den"), starts("S5", "far")]
    laid = given([member("S1"), member("S9", "supplier")], seen, [spot("plant"), spot("den"), spot("far")])
    laid["supply_edges"] = [{"supplier_shop_id": "S9", "reseller_account_id": "A5", "orders": 9}]
    laid["shop_scores"] = [{"shop_id": "S5", "suspect": suspect}]
    at_plant = {"latitude": PLACES["plant"][0], "longitude": PLACES["plant"][1]}
    laid["parcel_origins"] = [{"shop_id": "S5", "source_row": row, **at_plant} for row in range(drop_shipped)]
    return {site["spot_id"] for site in rows_of("sites", **laid)}


def test_a_recruited_reseller_whose_parcels_also_start_at_the_supplier_has_a_den_of_the_ring() -> None:
    assert reselling(suspect=True, drop_shipped=3) == {"plant", "den", "far"}


def test_who_only_buys_at_the_rings_supplier_has_no_den_of_the_ring() -> None:
    assert reselling(suspect=True, drop_shipped=0) == {"plant", "den"}
    assert reselling(suspect=False, drop_shipped=3) == {"plant", "den"}


def test_where_all_a_rings_shops_keep_their_goods_the_one_that_supplies_is_one_more_of_the_den() -> None:
    members = [member("S1"), member("S2"), member("S9", "supplier")]
    seen = [starts("S9", "den"), starts("S1", "den", share=0.8), starts("S2", "den", share=0.6)]
    people = [logins(account_id, "den", north_m=3000) for account_id in ("A1", "A2", "A9")]
    assert sites_of(members, seen, [spot("den")], *people)["den"]["role"] == "den"
    seen = [starts("S9", "den"), starts("S1", "den", share=0.1), starts("S2", "den", share=0.1)]
    assert sites_of(members, seen, [spot("den")], *people)["den"]["role"] == "source"


def test_a_nominal_owners_home_is_no_site() -> None:
    members = [member("S1", "nominal_owner"), member("S2")]
    seen = [starts("S1", "home"), starts("S2", "den")]
    at_home = logins("A1", "home", north_m=3000)
    assert set(sites_of(members, seen, [spot("home"), spot("den")], at_home)) == {"den"}
    assert set(sites_of(members, seen, [spot("home"), spot("den")])) == {"den", "home"}


def test_two_addresses_at_one_place_are_one_site() -> None:
    beside = spot("den", spot_id="den, back door", latitude=PLACES["den"][0] + 0.0005, parcels=5)
    seen = [starts("S1", "den"), starts("S1", "den, back door", parcels=5)]
    found = sites_of([member("S1")], seen, [spot("den"), beside])
    assert found["den"]["shipments"] == 25
    assert len(found) == 1


def test_a_den_that_no_parcel_shows_is_inferred_from_where_the_ring_logs_in_together() -> None:
    members = [member("S1"), member("S2")]
    seen = [starts("S1", "plant"), starts("S2", "plant")]
    both = logins("A1", "den"), logins("A2", "den", north_m=60)
    found = rows_of("sites", **given(members, seen, [spot("plant")], *both))
    den = by("role", found)["den"]
    assert (den["basis"], den["shipments"], den["last_shipped_at"]) == ("inferred", 0, None)
    assert abs(den["latitude"] - PLACES["den"][0]) < 0.002
    # One person's own place is a home.
    alone = rows_of(
        "sites", **given(members, seen, [spot("plant")], logins("A1", "den"), logins("A2", "far"))
    )
    assert [site["role"] for site in alone] == ["source"]


def test_the_rhythm_counts_scans_by_weekday_and_hour_of_utc() -> None:
    monday = datetime(2026, 5, 4, 9, 30)
    scans = [monday, monday + timedelta(days=7), monday + timedelta(days=6, hours=2), None]
    rows = rows_of("site_rhythm", **sent_from_the_den(scans))
    assert [(row["weekday"], row["hour"], row["parcels"]) for row in rows] == [(1, 9, 2), (7, 11, 1)]
    assert {row["site_id"] for row in rows} == {"R1-den"}


def test_a_ring_s_parcels_are_those_that_its_own_shops_send_from_its_sites() -> None:
    rows = rows_of("ring_parcels", **sent_from_the_den([NOON + timedelta(days=1), NOON]))
    assert [(row["site_id"], row["shop_id"], row["source_row"], row["seen_at"]) for row in rows] == [
        ("R1-den", "S1", 1, NOON),
        ("R1-den", "S1", 0, NOON + timedelta(days=1)),
    ]
    assert {(row["province_key"], row["units"]) for row in rows} == {("310000", 2)}


def sent_from_the_den(scans: list[datetime | None]) -> dict[str, list[Row]]:
    """A ring whose shop S1 sends its parcels, scanned then, from the den, where the stranger S7 sends one as well."""
    sent = [("S1", scan) for scan in scans] + [("S7", NOON)]
    parcels = [
        {"source_file": 1, "source_row": row, "shop_id": shop, "shipped_at": scan, "seen_at": scan}
        for row, (shop, scan) in enumerate(sent)
    ]
    return {
        **given([member("S1")], [starts("S1", "den")], [spot("den")]),
        "parcel_spots": [{"spot_id": "den", **parcel} for parcel in parcels],
        "parcel_places": [{"destination_province_key": "310000", "units": 2, **parcel} for parcel in parcels],
    }


def test_without_rings_there_are_no_sites() -> None:
    assert sites_of([], [starts("S1", "den")], [spot("den")], logins("A1", "den")) == {}
