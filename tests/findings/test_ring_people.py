"""A ring's people: who is in charge and who only works, owns in name, or supplies; named only where it is clear."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from tests.findings.test_rings import grouped, registered, shop
from tests.marketplace import NOON, Row, by, relations, rows_of, sold

RING = "Ga"
SOURCE = {row["kind"]: row["source"] for row in rows_of("trace_kinds")}
SHOPS = ("a", "b", "c")
# Who owns shops in these tests; everybody else of a ring owns none.
OWNERS = (*SHOPS, "supplier", "wholesaler")


def ties(kind: str, *accounts: str, weight: float = 4.0) -> list[Row]:
    """One trace of accounts, between every two of them."""
    return [
        {
            "account_id_a": one, "account_id_b": other, "kind": kind, "trace": f"{kind} of {accounts[0]}",
            "source": SOURCE[kind], "is_circumstance": False, "accounts": len(accounts), "others_tied": 0,
            "innocents_expected": 0.005, "weight": weight,
        }
        for one, other in combinations(sorted(accounts), 2)
    ]  # fmt: skip


def given(people: tuple[str, ...], *evidence: list[Row], **more: Any) -> dict[str, list[Row]]:
    """A ring of these people, whose owners' shops are suspects; a supplier may stand outside it."""
    owners = [name for name in OWNERS if name in people or name in ("supplier", "wholesaler")]
    return {
        "shops": [{"shop_id": shop(name), "owner_account_id": name} for name in owners],
        "control_groups": grouped(people),
        "pair_evidence": [row for rows in evidence for row in rows],
        "suspects_undealt": [{"shop_id": shop("supplier"), "owner_account_id": "supplier"}],
        "shop_scores": [
            {
                "shop_id": shop(name),
                "ring_id": RING if name in people else None,
                "suspect": name != "wholesaler",
                "score": 0.9,
                "log_odds": 2.2,
            }
            for name in owners
        ],
        "supply_pairs": [],
        "shop_spots": [],
        "spots": [],
        **more,
    }


def candidates(people: tuple[str, ...], *evidence: list[Row], **more: Any) -> tuple[Row, dict[str, Row]]:
    """What is said of who is in charge, and the candidates by account."""
    found = relations("ring_principals", "principal_candidates", **given(people, *evidence, **more))
    [said] = found["ring_principals"]
    return said, by("account_id", found["principal_candidates"])


def signs(candidate: Row) -> set[str]:
    return {reason["signal"] for reason in candidate["reasons_for"] + candidate["reasons_against"]}


def roles(people: tuple[str, ...], *evidence: list[Row], **more: Any) -> dict[str, str]:
    rows = rows_of("ring_members", **given(people, *evidence, **more))
    return {row["member_id"]: row["role"] for row in rows}


def stocking(buyer: str, at: str, *, times: int = 6, units: int = 20) -> list[Row]:
    return [
        sold(
            f"{buyer}@{at} {n}", f"L {at}", at, 100, buyer_account_id=buyer, quantity=units,
            ordered_at=NOON + timedelta(days=7 * n),
        )
        for n in range(times)
    ]  # fmt: skip


def pair(reseller: str, supplier_shop: str, share: float = 0.5) -> Row:
    return {
        "supplier_shop_id": supplier_shop, "reseller_shop_id": shop(reseller),
        "reseller_account_id": reseller, "orders": 6, "days": 6, "units": 120, "share_of_sales": share,
    }  # fmt: skip


# ---- Who is in charge.

MACHINES = ties("device", *SHOPS, "h", "p")


def test_who_takes_the_money_of_others_shops_and_owns_none_is_named() -> None:
    people = (*SHOPS, "h", "p")
    said, found = candidates(people, MACHINES, ties("payment", "p", *SHOPS))
    assert (said["principal_account_id"], said["unclear"]) == ("p", None)
    assert (found["p"]["rank"], signs(found["p"])) == (1, {"money", "machines", "owns_nothing"})
    assert [reason["innocent_reading"] for reason in found["p"]["reasons_for"]][:1] == ["cashier"]
    assert roles(people, MACHINES, ties("payment", "p", *SHOPS)) == {
        "a": "seller", "b": "seller", "c": "seller", "h": "helper", "p": "principal",
        "a's": "seller", "b's": "seller", "c's": "seller",
    }  # fmt: skip


def test_two_to_whom_the_same_money_goes_are_told_close_and_nobody_is_named() -> None:
    said, found = candidates((*SHOPS, "p", "q"), ties("payment", "p", "q", *SHOPS))
    assert found["p"]["score"] == found["q"]["score"] > 2.5
    assert (said["principal_account_id"], said["unclear"], said["margin"]) == (None, "close", 0)


def test_two_accounts_of_one_person_are_no_rivals() -> None:
    """He has the money come to two accounts of his: they stand together."""
    documents = registered(a="P1", b="P2", c="P3", p="P9", q=" P9 ")
    said, found = candidates(
        (*SHOPS, "p", "q"), ties("payment", "p", "q", *SHOPS), accounts=documents
    )  # fmt: skip
    assert found["p"]["person"] == found["q"]["person"]
    assert said["principal_account_id"] == "p"
    assert said["margin"] > 0.5


def test_a_persons_own_second_account_is_no_sign_of_being_in_charge() -> None:
    """He shares a phone, a card and a machine with himself."""
    own = [row for kind in ("phone", "payment", "device", "document") for row in ties(kind, "a", "a2")]
    documents = registered(a="P1", a2="P1", b="P2")
    said, found = candidates(("a", "a2", "b"), own, ties("device", "a", "b"), accounts=documents)
    assert found["a2"]["score"] <= 0
    assert signs(found["a"]) == {"machines", "own_shop_only"}
    assert (said["principal_account_id"], said["unclear"]) == (None, "weak")
    # The same phone, card and machine shared with another person are signs.
    another = registered(a="P1", a2="P3", b="P2")
    _, found = candidates(("a", "a2", "b"), own, ties("device", "a", "b"), accounts=another)
    assert {"money", "phone", "owns_nothing"} <= signs(found["a2"])


def test_customer_service_with_machines_only_is_central_and_never_in_charge() -> None:
    said, found = candidates((*SHOPS, "h"), ties("device", *SHOPS, "h"), ties("origin", *SHOPS))
    assert (said["principal_account_id"], said["unclear"]) == (None, "weak")
    assert [reason["signal"] for reason in found["h"]["reasons_against"]] == ["machines_only"]
    assert found["h"]["score"] < 0


def test_an_owner_is_never_named_by_machines_alone() -> None:
    """He works at all the machines, in the ring that has no one else to name."""
    evidence = [ties("device", "a", other) for other in ("b", "c", "h")]
    said, found = candidates((*SHOPS, "h"), *evidence)
    assert found["a"]["rank"] == 1
    assert (said["candidate_account_id"], said["principal_account_id"], said["unclear"]) == (
        "a",
        None,
        "weak",
    )


def test_a_lent_phone_weighs_less_than_a_payment_account() -> None:
    people = (*SHOPS, "p")
    _, by_money = candidates(people, ties("payment", "p", *SHOPS))
    _, by_phone = candidates(people, ties("phone", "p", *SHOPS))
    assert by_phone["p"]["score"] < by_money["p"]["score"]
    assert "shared_phone" in {reason["innocent_reading"] for reason in by_phone["p"]["reasons_for"]}


def test_money_of_more_of_the_others_is_a_stronger_sign() -> None:
    people = (*SHOPS, "h", "p")
    _, all_of_them = candidates(people, MACHINES, ties("payment", "p", *SHOPS))
    _, one_of_them = candidates(people, MACHINES, ties("payment", "p", "a"))
    assert one_of_them["p"]["score"] < all_of_them["p"]["score"]


def test_a_nominal_owner_through_whose_account_the_money_runs_is_not_in_charge() -> None:
    """His card came with his shop; he lives where no parcel starts."""
    people = (*SHOPS, "p")
    said, found = candidates(people, ties("payment", "p", *SHOPS), **away_from_home("a"))
    assert said["principal_account_id"] == "p"
    assert {reason["signal"] for reason in found["a"]["reasons_against"]} == {
        "nominal_owner",
        "own_shop_only",
    }


def test_whom_the_others_stock_up_with_is_in_charge_though_he_owns_a_shop() -> None:
    """Case P: the man in Putian whose wholesale shop is one of the ring's."""
    people = (*SHOPS, "supplier")
    orders = [row for name in SHOPS for row in stocking(name, "supplier's")]
    evidence = (ties("device", *people), ties("phone", "supplier", *SHOPS))
    pairs = [pair(name, "supplier's") for name in SHOPS]
    said, found = candidates(people, *evidence, orders=orders, supply_pairs=pairs)
    assert said["principal_account_id"] == "supplier"
    assert "supplies" in signs(found["supplier"])
    assert "own_shop_only" not in signs(found["supplier"])
    found_roles = roles(people, *evidence, orders=orders, supply_pairs=pairs)
    assert (found_roles["supplier"], found_roles["supplier's"]) == ("principal", "supplier")


def test_every_candidates_reasons_add_up_to_the_score() -> None:
    _, found = candidates((*SHOPS, "h", "p"), MACHINES, ties("payment", "p", *SHOPS), **away_from_home("a"))
    assert [row["rank"] for row in found.values()] == [1, 2, 3, 4, 5]
    for row in found.values():
        added = sum(reason["weight"] for reason in row["reasons_for"] + row["reasons_against"])
        assert row["score"] == pytest.approx(added, abs=1e-6)


# ---- Owners in name.


def away_from_home(name: str, home: str = "341200", *, shop_works: str = "440104") -> dict[str, list[Row]]:
    """Where an owner is registered, and where the parcels of that shop start."""
    return {
        "accounts": [{"account_id": name, "id_document": f"P{name}", "registered_adcode": home}],
        "spots": [{"spot_id": "den", "adcode": shop_works}, {"spot_id": "home", "adcode": home}],
        "shop_spots": [starts(name, "den", until=100)],
    }


def starts(name: str, spot_id: str, until: int) -> Row:
    return {
        "shop_id": shop(name), "spot_id": spot_id, "owner_account_id": name, "parcels": 20,
        "last_shipped_at": NOON + timedelta(days=until),
    }  # fmt: skip


def role_of_a(**more: Any) -> str:
    return roles(("a", "b"), ties("device", "a", "b"), ties("payment", "a", "b"), **more)["a"]


def test_an_owner_who_lives_where_none_of_the_shops_parcels_start_owns_in_name() -> None:
    assert role_of_a(**away_from_home("a")) == "nominal_owner"


def test_an_owner_who_sends_from_the_town_where_he_lives_is_a_seller() -> None:
    assert role_of_a(**away_from_home("a", "440104")) == "seller"
    # The next district of the same city is home as well.
    assert role_of_a(**away_from_home("a", "440103")) == "seller"


def test_an_owner_some_of_whose_parcels_start_at_home_is_a_seller() -> None:
    given = away_from_home("a")
    assert (
        role_of_a(**{**given, "shop_spots": [starts("a", "den", 100), starts("a", "home", 90)]}) == "seller"
    )


def test_parcels_from_home_in_a_shops_former_life_make_no_seller_of_who_rented_it_out() -> None:
    given = away_from_home("a")
    former = {**given, "shop_spots": [starts("a", "den", 100), starts("a", "home", 20)]}
    assert role_of_a(**former) == "nominal_owner"


@pytest.mark.parametrize("missing", ["accounts", "shop_spots"])
def test_an_owner_of_whose_home_or_parcels_nothing_is_known_is_no_owner_in_name(missing: str) -> None:
    assert role_of_a(**{**away_from_home("a"), missing: []}) == "seller"


# ---- How sure.


def test_whom_one_kind_of_record_attaches_is_half_as_sure_as_who_is_joint() -> None:
    attached = {**grouped(("h",))[0], "group_id": RING, "standing": "attached"}
    groups = [*grouped(("a", "b")), attached]
    rows = by(
        "member_id",
        rows_of("ring_members", **given(("a", "b"), ties("device", "a", "b", "h"), control_groups=groups)),
    )
    assert rows["h"]["confidence"] == pytest.approx(rows["a"]["confidence"] / 2, abs=1e-6)
    assert 0.5 < rows["a"]["confidence"] < 1


def test_a_ring_has_one_principal_at_most() -> None:
    found = roles((*SHOPS, "p", "q"), ties("payment", "p", *SHOPS), ties("phone", "q", "a"))
    assert [name for name, role in found.items() if role == "principal"] == ["p"]
