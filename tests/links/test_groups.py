"""Innocents and gangs alike use machines, doors and lines: who is one hand, and who is not."""

from __future__ import annotations

from tests.links.test_pairs import given, groups, left, people
from tests.marketplace import relations, rows_of


def test_an_agencys_machine_of_many_honest_shops_is_a_facility_and_makes_no_group() -> None:
    clients = people("client", 15)
    traces = (left("device", "agency", *clients), left("network", "agency line", *clients))
    assert groups(*traces) == {}
    found = rows_of("shared_facilities", **given(*traces), spots=[])
    assert {(row["trace"], row["kind"], row["accounts"]) for row in found} == {
        ("agency", "agency", 15),
        ("agency line", "network", 15),
    }


def test_a_gang_of_fifteen_on_one_machine_that_ships_under_one_phone_of_theirs_is_a_group() -> None:
    gang = people("member", 15)
    traces = (left("device", "office", *gang), left("sender_phone", "1390", *gang, is_circumstance=False))
    assert set(groups(*traces).values()) == {"member 00"}
    assert len(groups(*traces)) == 15
    assert rows_of("shared_facilities", **given(*traces), spots=[]) == []


def test_two_clients_of_an_agency_who_are_one_person_are_a_group_of_two_within_it() -> None:
    clients = people("client", 12)
    found = groups(
        left("device", "agency", *clients),
        left("document", "one man's", *clients[:2]),
        left("origin", "his back room", *clients[:2]),
    )
    assert found == {"client 00": "client 00", "client 01": "client 00"}


def test_a_family_on_one_machine_and_phone_with_homes_of_its_own_is_one_hand_and_reaches_nobody_else() -> (
    None
):
    """Husband and wife: one household. The neighbour on their line is not of it."""
    couple = ("husband", "wife")
    found = groups(
        left("device", "tablet", *couple), left("phone", "1390", *couple),
        left("network", "house", *couple, "neighbour"),
        left("origin", "his home", "husband", "tenant"), left("origin", "her home", "wife", "landlord"),
    )  # fmt: skip
    assert found == {"husband": "husband", "wife": "husband"}


def test_a_family_on_one_machine_alone_is_linked_and_no_group() -> None:
    tablet = left("device", "tablet", "husband", "wife")
    assert len(rows_of("linked_pairs", **given(tablet))) == 1
    assert groups(tablet) == {}


def test_two_neighbours_in_one_market_building_on_one_network_are_linked_and_no_group() -> None:
    traces = (left("network", "building", "a", "b"), left("origin", "building", "a", "b"))
    assert len(rows_of("linked_pairs", **given(*traces))) == 1
    assert groups(*traces) == {}


def test_two_who_share_a_door_and_a_machine_are_a_group() -> None:
    traces = (left("device", "D", "a", "b"), left("origin", "O", "a", "b"))
    assert groups(*traces) == {"a": "a", "b": "a"}


def test_a_supplier_and_his_reseller_on_one_network_are_no_group() -> None:
    traces = (left("supply", "SUP", "a", "supplier"), left("network", "N", "a", "supplier"))
    shops = [{"shop_id": "SUP", "owner_account_id": "supplier"}]
    found = relations("linked_pairs", "control_groups", **given(*traces), shops=shops)
    assert len(found["linked_pairs"]) == 1
    assert found["control_groups"] == []


def test_clients_of_one_warehouse_stay_strangers_and_a_gang_among_them_is_found() -> None:
    clients, gang = people("client", 12), people("member", 4)
    traces = (
        left("origin", "warehouse", *clients, *gang),
        left("device", "office", *gang),
        left("payment", "P", *gang),
    )
    assert set(groups(*traces)) == set(gang)


def test_two_gangs_in_one_market_building_stay_two() -> None:
    north, south = people("north", 4), people("south", 4)
    own = [
        (left("device", f"{name} office", *gang), left("payment", f"{name} account", *gang))
        for name, gang in (("north", north), ("south", south))
    ]
    building = (left("origin", "building", *north, *south), left("network", "building", *north, *south))
    found = groups(*own[0], *own[1], *building)
    assert {found[name] for name in north} == {"north 00"}
    assert {found[name] for name in south} == {"south 00"}
