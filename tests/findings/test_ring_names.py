"""The name of a ring, and that rings are the same whatever the order of the rows."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tests.findings.test_rings import BLATANT, HONEST, shop, shops
from tests.links.test_pairs import given as traced
from tests.links.test_pairs import left
from tests.marketplace import NOON, Row, relations, rows_of


def accounts(**days: int | None) -> list[Row]:
    """Accounts by the day they were registered."""
    return [
        {"account_id": name, "registered_at": None if day is None else NOON + timedelta(days=day)}
        for name, day in days.items()
    ]


def ring_names(*members: str, **days: int | None) -> dict[str, str]:
    traces = traced(left("device", "D", *members), left("payment", "P", *members))
    rows = rows_of("control_groups", **traces, accounts=accounts(**days))
    assert {row["account_id"] for row in rows} == set(members)
    return {row["account_id"]: row["group_id"] for row in rows}


def test_a_ring_is_named_after_its_oldest_account_and_keeps_the_name_when_others_join_or_leave() -> None:
    days = {"m": -300, "a": -200, "b": -100, "c": -50}
    [name] = set(ring_names("a", "b", "m", **days).values())
    assert set(ring_names("a", "m", **days).values()) == {name}
    assert set(ring_names("a", "b", "c", "m", **days).values()) == {name}
    assert name.startswith("R") and len(name) == 9


def test_another_oldest_account_is_another_name() -> None:
    days = {"m": -300, "a": -200, "b": -100}
    [with_oldest] = set(ring_names("a", "b", "m", **days).values())
    [without] = set(ring_names("a", "b", **days).values())
    assert with_oldest != without


def test_an_account_of_unknown_age_names_no_ring_that_has_a_known_one() -> None:
    [name] = set(ring_names("a", "b", a=None, b=-5).values())
    [alone] = set(ring_names("b", "c", b=-5, c=-1).values())
    assert name == alone


def extracts(order: Random | None = None) -> dict[str, list[Row]]:
    """Two rings and an honest couple as delivered, each table's rows in some order."""
    people = {"a": "P1", "b": "P1", "c": "P1", "x": "P2", "y": "P2", "h": "P3", "w": "P3"}
    machines = {"a": "D1", "b": "D1", "c": "D1", "x": "D2", "y": "D2", "h": "D3", "w": "D3"}
    tables = {
        "shops": [{"shop_id": shop(name), "owner_account_id": name} for name in people],
        "accounts": [
            {
                "account_id": name,
                "payment_account": payment,
                "registered_at": NOON - timedelta(days=ord(name)),
            }
            for name, payment in people.items()
        ],
        "logins": [
            {"account_id": name, "device_id": machine, "logged_in_at": NOON + timedelta(days=day)}
            for name, machine in machines.items()
            for day in range(3)
        ],
    }
    if order:
        for rows in tables.values():
            order.shuffle(rows)
    return tables


def test_rings_are_the_same_whatever_the_order_of_the_rows_delivered() -> None:
    own = {name: BLATANT if name in "abcxy" else HONEST for name in "abcxyhw"}
    given = {name: rows for name, rows in shops(**own).items() if name != "shops"}
    wanted = (
        "shop_scores",
        "rings",
        "ring_members",
        "principal_candidates",
        "account_links",
        "merchant_groups",
    )
    first = relations(*wanted, **given, **extracts(), shop_spots=[], delivery_spots=[])
    assert sorted(row["shops"] for row in first["rings"]) == [2, 3]
    assert [row["shop_ids"] for row in first["merchant_groups"]] == [["h's", "w's"]]
    for seed in (1, 2):
        again = relations(
            *wanted, threads=2, **given, **extracts(Random(seed)), shop_spots=[], delivery_spots=[]
        )
        assert again == first
