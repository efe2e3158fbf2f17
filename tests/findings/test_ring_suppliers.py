"""Who supplies a ring: the shops at which its people stock up."""

from __future__ import annotations

from tests.findings.test_ring_people import (
    MACHINES,
    RING,
    SHOPS,
    candidates,
    given,
    pair,
    roles,
    signs,
    stocking,
    ties,
)
from tests.findings.test_rings import grouped, shop
from tests.marketplace import rows_of

TIED = [row for kind in ("device", "payment") for row in ties(kind, *SHOPS)]


def supplied_by(name: str, *buyers: str, share: float = 0.5) -> dict[str, str]:
    """Roles in a ring whose people stock up at a shop outside it."""
    orders = [row for buyer in buyers for row in stocking(buyer, shop(name))]
    pairs = [pair(buyer, shop(name), share) for buyer in buyers]
    return roles(SHOPS, TIED, orders=orders, supply_pairs=pairs)


def test_a_suspect_at_whose_shop_two_of_a_rings_owners_stock_up_is_its_supplier_from_outside() -> None:
    found = supplied_by("supplier", "a", "b", share=0.01)
    assert (found["supplier's"], found["supplier"]) == ("supplier", "supplier")
    assert {found[name] for name in SHOPS} == {"seller"}


def test_one_who_buys_there_for_a_tenth_of_his_sales_is_enough_and_an_errand_is_not() -> None:
    assert "supplier's" in supplied_by("supplier", "a", share=0.1)
    assert "supplier's" not in supplied_by("supplier", "a", share=0.02)


def test_an_honest_wholesaler_of_a_ring_is_not_of_it() -> None:
    assert "wholesaler's" not in supplied_by("wholesaler", *SHOPS)


def test_a_supplier_of_two_rings_joins_each_as_supplier_and_makes_them_no_one_ring() -> None:
    rings = {"a": "Ga", "b": "Ga", "c": "Gc", "d": "Gc"}
    names = [*rings, "supplier"]
    rows = rows_of(
        "ring_members",
        shops=[{"shop_id": shop(name), "owner_account_id": name} for name in names],
        control_groups=grouped(("a", "b"), ("c", "d")),
        pair_evidence=ties("device", "a", "b") + ties("device", "c", "d"),
        shop_scores=[
            {"shop_id": shop(n), "ring_id": rings.get(n), "suspect": True, "score": 0.9, "log_odds": 2.2} for n in names
        ],
        orders=[row for name in rings for row in stocking(name, "supplier's")],
        supply_pairs=[pair(name, "supplier's") for name in rings],
        shop_spots=[], spots=[],
    )  # fmt: skip
    shops = [row for row in rows if row["member_type"] == "shop"]
    assert [(row["ring_id"], row["role"]) for row in shops if row["member_id"] == "supplier's"] == [
        ("Ga", "supplier"),
        ("Gc", "supplier"),
    ]
    others = [row["member_id"] for row in shops if row["role"] != "supplier"]
    assert sorted(others) == ["a's", "b's", "c's", "d's"]


def test_who_owns_no_shop_and_buys_upstream_for_the_ring_is_found_and_it_is_a_sign() -> None:
    people = (*SHOPS, "h", "p")
    orders = stocking("p", "supplier's")
    evidence = (MACHINES, ties("payment", "p", *SHOPS))
    [edge] = rows_of("supply_edges", **given(people, *evidence, orders=orders))
    assert (edge["reseller_account_id"], edge["supplier_shop_id"], edge["ring_id"]) == (
        "p",
        "supplier's",
        RING,
    )
    _, found = candidates(people, *evidence, orders=orders)
    assert "buys_upstream" in signs(found["p"])
