"""Traces: what accounts leave behind in logins, registrations, parcels and purchases, and whose each trace is."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest

from tests.links.test_spots import DOOR, parcels
from tests.marketplace import NOON, Row, by, relations, rows_of, sold

# Nothing of the other sources, so that each test reads one.
SILENT: dict[str, list[Row]] = {"shop_spots": [], "delivery_spots": [], "supply_pairs": []}
Shared = dict[tuple[str, str], set[str]]


def shops(**owners: str) -> list[Row]:
    """Shops by name with their owners."""
    return [{"shop_id": shop, "owner_account_id": owner} for shop, owner in owners.items()]


TWO = shops(SA="a", SB="b")


def login(account_id: str, day: float = 0, **more: Any) -> Row:
    return {"account_id": account_id, "logged_in_at": NOON + timedelta(days=day), **more}


def rows(**given: list[Row]) -> list[Row]:
    return rows_of("account_traces", **{**SILENT, "shops": TWO, **given})


def shared(**given: list[Row]) -> Shared:
    """Each trace by kind and value with the accounts that left it."""
    found: Shared = defaultdict(set)
    for row in rows(**given):
        found[row["kind"], row["trace"]].add(row["account_id"])
    return dict(found)


# ---- Logins.


def test_a_machine_that_two_sellers_log_in_from_is_a_trace_of_both_with_its_uses_and_days() -> None:
    found = by(
        "account_id",
        rows(
            logins=[
                login("a", 0, device_id="D1"),
                login("a", 2, device_id=" D1 "),
                login("b", 5, device_id="D1"),
                login("b", 6, device_id="D2"),
            ]
        ),
    )
    assert found.keys() == {"a", "b"}
    kept = {name: found["a"][name] for name in ("kind", "trace", "source", "is_circumstance", "uses")}
    assert kept == {
        "kind": "device",
        "trace": "D1",
        "source": "logins",
        "is_circumstance": False,
        "uses": 2,
    }
    assert (found["a"]["first_seen_at"], found["a"]["last_seen_at"]) == (NOON, NOON + timedelta(days=2))


def test_logins_that_name_no_machine_share_none() -> None:
    assert shared(logins=[login("a", device_id=" "), login("b", device_id=" "), login("a"), login("b")]) == {}


def test_a_network_is_a_circumstance_for_a_house_may_share_it() -> None:
    found = rows(logins=[login("a", ip_address="10.0.0.1"), login("b", ip_address="10.0.0.1")])
    assert {(row["kind"], row["is_circumstance"]) for row in found} == {("network", True)}


def test_logins_within_a_hundred_metres_are_one_place_and_next_streets_are_not() -> None:
    here = [login("a", day, latitude=23.12301, longitude=113.26698) for day in (0, 1)]
    door = [login("b", day, latitude=23.12304, longitude=113.26702) for day in (3, 4)]
    street = [login("b", day, latitude=23.12700, longitude=113.26700) for day in (3, 4)]
    assert shared(logins=here + door) == {("login_place", "23.123,113.267"): {"a", "b"}}
    assert shared(logins=here + street) == {}


def test_who_passed_by_once_works_at_no_place() -> None:
    here = [login("a", day, latitude=23.123, longitude=113.267) for day in (0, 1)]
    assert shared(logins=[*here, login("b", latitude=23.123, longitude=113.267)]) == {}


# ---- Registration.


@pytest.mark.parametrize(
    "spelling", ["+86 138 0013 8000", "0086-13800138000", "86(138)0013-8000", "138 0013 8000"]
)
def test_a_phone_is_one_however_its_country_code_and_spaces_are_written(spelling: str) -> None:
    accounts = [{"account_id": "a", "phone": "13800138000"}, {"account_id": "b", "phone": spelling}]
    assert shared(accounts=accounts) == {("phone", "13800138000"): {"a", "b"}}


def test_a_number_too_short_for_a_phone_and_another_phone_are_no_trace() -> None:
    service = [{"account_id": name, "phone": "95188"} for name in "ab"]
    assert shared(accounts=service) == {}
    differing = [{"account_id": "a", "phone": "13800138000"}, {"account_id": "b", "phone": "13800138001"}]
    assert shared(accounts=differing) == {}


@pytest.mark.parametrize(
    ("column", "kind", "one", "other", "trace"),
    [
        ("payment_account", "payment", "p-7c1f", " p-7c1f", "p-7c1f"),
        ("id_document", "document", "d-09aa", "d-09aa ", "d-09aa"),
        ("holder_name", "name", "Li Wei", "li  wei", "liwei"),
        ("holder_name", "name", "王 芳", "王芳", "王芳"),
    ],
)
def test_what_accounts_are_registered_with_is_a_trace_blanks_and_capitals_aside(
    column: str, kind: str, one: str, other: str, trace: str
) -> None:
    found = rows(accounts=[{"account_id": "a", column: one}, {"account_id": "b", column: other}])
    assert [(row["account_id"], row["kind"], row["trace"]) for row in found] == [
        ("a", kind, trace),
        ("b", kind, trace),
    ]
    assert {(row["source"], row["is_circumstance"]) for row in found} == {("registration", False)}


def test_registrations_that_leave_a_field_empty_share_nothing() -> None:
    empty = {"phone": "", "payment_account": " ", "id_document": "", "holder_name": "  "}
    assert shared(accounts=[{"account_id": name, **empty} for name in "ab"]) == {}


# ---- Whose traces are looked at: sellers', and whoever shares with them.


def test_a_machine_that_only_buyers_share_is_no_trace() -> None:
    buyers = [login(name, device_id="family tablet") for name in ("buyer 1", "buyer 2")]
    assert shared(logins=buyers) == {}
    assert shared(logins=[*buyers, login("a", device_id="family tablet")]) == {
        ("device", "family tablet"): {"a", "buyer 1", "buyer 2"}
    }


def test_a_machine_of_one_seller_alone_is_no_trace() -> None:
    assert shared(logins=[login("a", day, device_id="D1") for day in range(5)]) == {}


def test_who_once_owned_a_shop_is_a_seller_still() -> None:
    sale = {"shop_id": "SA", "from_account_id": "former", "to_account_id": "a", "transferred_at": NOON}
    logins = [login(name, device_id="D1") for name in ("former", "somebody")]
    assert shared(logins=logins) == {}
    assert shared(logins=logins, shop_transfers=[sale]) == {("device", "D1"): {"former", "somebody"}}


# ---- Parcels: the sender's phone.


def sent(shop: str, phone: str, *, number: int = 2, first: float = 0) -> list[Row]:
    """Parcels of one shop under one sender's phone, one a day."""
    return [
        {
            "order_id": f"{shop} {phone} {day}", "shop_id": shop, "sender_phone": phone,
            "shipped_at": NOON + timedelta(days=first + day),
        }
        for day in range(number)
    ]  # fmt: skip


def test_two_shops_parcels_under_one_senders_phone_are_a_circumstance_for_a_packer_may_serve_both() -> None:
    found = rows(shipments=[*sent("SA", "+86 139 0000 1111"), *sent("SB", "13900001111", number=3)])
    assert [(row["account_id"], row["kind"], row["trace"], row["uses"]) for row in found] == [
        ("a", "sender_phone", "13900001111", 2),
        ("b", "sender_phone", "13900001111", 3),
    ]
    assert {(row["source"], row["is_circumstance"]) for row in found} == {("parcels", True)}


def test_a_single_parcel_under_anothers_phone_is_a_slip_of_the_counter() -> None:
    assert (
        shared(shipments=[*sent("SA", "13900001111", number=9), *sent("SB", "13900001111", number=1)]) == {}
    )


def test_a_phone_registered_to_another_account_ties_it_to_the_shop_whose_parcels_carry_it() -> None:
    """The phone on the parcels of somebody's shop is the principal's own: his thing, no circumstance."""
    found = rows(
        accounts=[{"account_id": "principal", "phone": "139 0000 1111"}],
        shipments=sent("SA", "13900001111"),
    )
    assert [(row["account_id"], row["kind"], row["source"], row["is_circumstance"]) for row in found] == [
        ("a", "sender_phone", "parcels", True),
        ("principal", "sender_phone", "parcels", False),
    ]


def test_a_phone_registered_to_one_who_shares_no_parcels_with_a_shop_stays_his_alone() -> None:
    found = shared(
        accounts=[{"account_id": "somebody", "phone": "139 0000 2222"}], shipments=sent("SA", "13900001111")
    )
    assert found == {}


def test_two_accounts_with_one_phone_on_form_and_parcels_are_tied_by_it_once() -> None:
    given: dict[str, list[Row]] = {
        "accounts": [{"account_id": name, "phone": "13900001111"} for name in "ab"],
        "shipments": [*sent("SA", "13900001111"), *sent("SB", "13900001111")],
    }
    kinds = {row["kind"] for row in rows(**given)}
    assert kinds == {"phone", "sender_phone"}
    pairs = rows_of("pair_traces", **{**SILENT, "shops": TWO, **given})
    assert [row["kind"] for row in pairs] == ["phone"]


# ---- Parcels: the spots they start from and arrive at.


def test_shops_that_start_parcels_behind_one_door_share_its_spot_and_a_shop_across_town_does_not() -> None:
    found = rows_of(
        "account_traces",
        shops=shops(SA="a", SB="b", SC="c"),
        shipments=[
            *parcels("SA"),
            *parcels("SB", first=20),
            *parcels("SC", north_m=9000, first=40, origin_address=None),
        ],
    )
    assert [(row["account_id"], row["kind"], row["uses"]) for row in found] == [
        ("a", "origin", 10),
        ("b", "origin", 10),
    ]


def bought_to(door: str, account_id: str, times: int) -> tuple[list[Row], list[Row]]:
    """Orders of one account at shop SC, and their parcels to a door."""
    orders = [
        sold(f"{account_id} {n}", "L", "SC", 90, buyer_account_id=account_id, ordered_at=NOON)
        for n in range(times)
    ]
    shipments = [
        {
            "order_id": order["order_id"],
            "shop_id": "SC",
            "destination_address": door,
            "destination_adcode": "350304",
        }
        for order in orders
    ]
    return orders, shipments


@pytest.mark.parametrize(("times", "tied"), [(2, {"a", "helper"}), (1, set())])
def test_who_has_parcels_delivered_to_the_door_that_a_shop_sends_from_is_tied_to_its_owner(
    times: int, tied: set[str]
) -> None:
    """A single parcel may be a gift, or a favour for a neighbour."""
    orders, shipments = bought_to(DOOR, "helper", times)
    found = rows_of(
        "account_traces",
        shops=shops(SA="a", SC="c"),
        orders=orders,
        shipments=parcels("SA") + shipments,
        supply_pairs=[],
    )
    assert {row["account_id"] for row in found} == tied
    assert {(row["kind"], row["is_circumstance"]) for row in found} <= {("origin", True)}


# ---- What is absent.


def test_nothing_delivered_leaves_no_trace_and_no_pair() -> None:
    found = relations("account_traces", "pair_evidence", "account_pairs", "control_groups", "trace_users")
    assert [name for name, left in found.items() if left] == []
