"""Where the goods of a ring come from: seen at its supplier, or inferred."""

from __future__ import annotations

from tests.findings.test_sites import logins, member, sites_of, spot, starts
from tests.marketplace import Row


def test_the_suppliers_own_start_is_the_source_and_is_seen() -> None:
    members = [member("S1"), member("S2"), member("S9", "supplier")]
    seen = [starts("S9", "plant"), starts("S1", "plant", parcels=3), starts("S1", "den"), starts("S2", "den")]
    found = sites_of(members, seen, [spot("plant"), spot("den")], logins("A9", "plant"), logins("A1", "den"))
    assert (found["plant"]["role"], found["plant"]["basis"]) == ("source", "observed")
    assert found["plant"]["shipments"] == 23
    assert found["den"]["role"] == "den"


def drop_shipping(*come_and_gone: list[Row]) -> dict[str, Row]:
    seen = [starts("S1", "plant"), starts("S2", "plant"), starts("S1", "den", parcels=5)]
    return sites_of([member("S1"), member("S2")], seen, [spot("plant"), spot("den")], *come_and_gone)


def test_a_plant_in_another_town_from_which_several_shops_drop_ship_is_an_inferred_source() -> None:
    found = drop_shipping(logins("A1", "den"), logins("A2", "den"))
    assert (found["plant"]["role"], found["plant"]["basis"]) == ("source", "inferred")
    assert found["den"]["role"] == "den"


def test_a_place_where_the_rings_people_log_in_is_no_inferred_source() -> None:
    assert drop_shipping(logins("A1", "plant"), logins("A2", "den"))["plant"]["role"] == "den"


def test_a_place_in_the_town_where_its_shops_holders_live_is_no_inferred_source() -> None:
    at_home = logins("A1", "plant", north_m=4000), logins("A2", "plant", north_m=-5000)
    assert drop_shipping(*at_home)["plant"]["role"] == "den"


def test_a_municipalitys_old_code_without_coordinates_is_the_same_town() -> None:
    seen = [starts("S1", "far"), starts("S2", "far")]
    coded = [
        {**row, "latitude": None, "longitude": None, "adcode": adcode}
        for account_id, adcode in (("A1", "310100"), ("A2", "310115"))
        for row in logins(account_id, "far")
    ]
    assert sites_of([member("S1"), member("S2")], seen, [spot("far")], coded)["far"]["role"] == "den"
    elsewhere = [{**row, "adcode": "440100"} for row in coded]
    assert sites_of([member("S1"), member("S2")], seen, [spot("far")], elsewhere)["far"]["role"] == "source"


def test_without_logins_no_source_is_inferred() -> None:
    assert drop_shipping()["plant"]["role"] == "den"


def test_one_shops_own_den_in_another_town_is_no_source() -> None:
    seen = [starts("S1", "den"), starts("S2", "den"), starts("S2", "far")]
    found = sites_of(
        [member("S1"), member("S2")],
        seen,
        [spot("den"), spot("far")],
        logins("A1", "den"),
        logins("A2", "den"),
    )
    assert found["far"]["role"] == "den"


def test_a_second_plant_in_the_sources_town_is_a_source_too() -> None:
    seen = [starts("S1", "plant"), starts("S2", "plant"), starts("S2", "plant2"), starts("S1", "den")]
    found = sites_of(
        [member("S1"), member("S2")],
        seen,
        [spot("plant"), spot("plant2"), spot("den")],
        logins("A1", "den"),
        logins("A2", "den"),
    )
    assert found["plant2"]["role"] == "source"
