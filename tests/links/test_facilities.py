"""What strangers share is a facility, of one kind or another."""

from __future__ import annotations

import pytest

from tests.links.test_pairs import given, left, people
from tests.marketplace import Row, rows_of


def facilities(*traces: list[Row], **addresses: str) -> dict[str, Row]:
    spots = [{"spot_id": spot, "address": address} for spot, address in addresses.items()]
    rows = rows_of("shared_facilities", **given(*traces), spots=spots)
    return {row["trace"]: row for row in rows}


@pytest.mark.parametrize(
    ("kind", "address", "facility"),
    [
        ("origin", "莆田市荔城区工业路18号", "warehouse"),
        ("origin", "广州市越秀区站前路12号菜鸟驿站", "locker"),
        ("origin", "广州市番禺区小谷围丰巢快递柜", "locker"),
        ("origin", "12 High Street, parcel Locker 4", "locker"),
        ("origin", "广州市番禺区大学城外环东路", "campus"),
        ("origin", "State University, dormitory 3", "campus"),
        ("sender_phone", "", "sender"),
        ("device", "", "agency"),
        ("network", "", "network"),
        ("login_place", "", "network"),
    ],
)
def test_what_strangers_share_is_a_facility_of_its_kind(kind: str, address: str, facility: str) -> None:
    [row] = facilities(left(kind, "T", *people("user", 9)), T=address).values()
    assert (row["kind"], row["accounts"], row["shops"]) == (facility, 9, 9)
    assert row["facility_id"].startswith("F")


def test_a_facility_without_an_address_is_a_warehouse() -> None:
    [row] = facilities(left("origin", "T", *people("user", 9))).values()
    assert row["kind"] == "warehouse"


def test_what_three_share_may_be_a_familys_and_is_no_facility() -> None:
    assert facilities(left("device", "tablet", *people("user", 3))) == {}
    assert facilities(left("device", "tablet", *people("user", 4))).keys() == {"tablet"}


@pytest.mark.parametrize("kind", ["device", "origin", "network"])
def test_what_more_than_sixty_share_is_a_facility(kind: str) -> None:
    [row] = facilities(left(kind, "T", *people("user", 75)), T="").values()
    assert row["accounts"] == 75


@pytest.mark.parametrize("kind", ["document", "payment", "phone", "name", "buyers"])
def test_a_registration_or_a_buyer_in_common_is_no_place_and_so_no_facility(kind: str) -> None:
    assert facilities(left(kind, "T", *people("user", 9))) == {}


def test_a_gangs_own_office_is_no_facility_though_twelve_use_it() -> None:
    gang = people("member", 12)
    assert facilities(left("device", "office", *gang), left("payment", "P", *gang)) == {}


def test_a_facility_keeps_its_id_when_another_moves_in() -> None:
    before = facilities(left("device", "café", *people("guest", 9)))["café"]
    after = facilities(left("device", "café", *people("guest", 10)))["café"]
    assert (before["facility_id"], before["accounts"] + 1) == (after["facility_id"], after["accounts"])
