"""Rings: groups under common control with a suspect among their shops; and groups that are no ring."""

from __future__ import annotations

from typing import Any

import pytest

from tests.links.test_pairs import given as traced
from tests.links.test_pairs import left
from tests.marketplace import Row, by, relations, rows_of

ON = [{"signal": signal, "is_on": True} for signal in ("links", "purchases")]
KIND = {"price": "prices", "complaints": "buyers", "description": "listing"}
# What a shop's own records weigh: a seller of fakes, one who raises prices and writes clean text, an ordinary shop.
BLATANT = {"price": 4.0, "complaints": 3.0, "description": 2.0}
QUIET = {"price": 0.8, "complaints": 0.3, "description": -0.5}
HONEST = {"price": -1.5, "complaints": -0.7, "description": -0.6}
# Odd by itself: a clearance that buyers mistook for fakes. More speaks against it than for it.
ODD = {"price": 3.6, "complaints": 1.6, "description": -0.6}


def shops(**own: dict[str, float]) -> dict[str, list[Row]]:
    """Shops by their owners' names (account `a` owns shop `a's`), with what their own records weigh."""
    return {
        "shops": [{"shop_id": shop(owner), "owner_account_id": owner} for owner in own],
        "own_evidence": [
            {"shop_id": shop(owner), "signal": signal, "kind": KIND[signal], "weight": weight}
            for owner, weights in own.items()
            for signal, weight in weights.items()
        ],
        "signal_status": ON,
        "supply_pairs": [],
    }


def shop(owner: str) -> str:
    return owner + "'s"


def grouped(*groups: tuple[str, ...], **more: Any) -> list[Row]:
    """Groups under common control, each named by its first account."""
    return [
        {
            "account_id": account,
            "group_id": "G" + group[0],
            "oldest_account_id": group[0],
            "standing": "joint",
        }
        | more
        for group in groups
        for account in group
    ]


def registered(**persons: str) -> list[Row]:
    """Accounts with the documents they are registered with."""
    return [{"account_id": account, "id_document": person} for account, person in persons.items()]


def scored(groups: list[Row], own: dict[str, dict[str, float]], **more: Any) -> dict[str, Row]:
    return by("shop_id", rows_of("shop_scores", **{**shops(**own), "control_groups": groups, **more}))


# ---- What makes a ring.


def two_of_a_kind(*kinds: str) -> dict[str, list[Row]]:
    return traced(*(left(kind, "T", "a", "b") for kind in kinds))


def test_two_kinds_of_record_and_a_suspect_shop_make_a_ring() -> None:
    found = relations(
        "shop_scores",
        "ring_members",
        **two_of_a_kind("device", "payment"),
        **shops(a=BLATANT, b=BLATANT, c=BLATANT),
    )
    rings = {row["shop_id"]: row["ring_id"] for row in found["shop_scores"]}
    assert rings["a's"] == rings["b's"] is not None
    assert rings["c's"] is None
    assert [(row["member_type"], row["member_id"], row["role"]) for row in found["ring_members"]] == [
        ("account", "a", "seller"),
        ("account", "b", "seller"),
        ("shop", "a's", "seller"),
        ("shop", "b's", "seller"),
    ]


def test_two_suspects_on_one_machine_and_nothing_else_are_two_suspects_and_no_ring() -> None:
    found = relations("shop_scores", "rings", **two_of_a_kind("device"), **shops(a=BLATANT, b=BLATANT))
    assert {(row["suspect"], row["ring_id"]) for row in found["shop_scores"]} == {(True, None)}
    assert found["rings"] == []


def test_a_group_without_a_suspect_is_a_merchant_group_and_no_ring() -> None:
    found = relations(
        "merchant_groups", "rings", "ring_members",
        **two_of_a_kind("device", "payment"), **shops(a=HONEST, b=HONEST),
    )  # fmt: skip
    assert [row["shop_ids"] for row in found["merchant_groups"]] == [["a's", "b's"]]
    assert (found["rings"], found["ring_members"]) == ([], [])


def test_a_ring_is_no_merchant_group() -> None:
    found = rows_of("merchant_groups", **two_of_a_kind("device", "payment"), **shops(a=BLATANT, b=BLATANT))
    assert found == []


@pytest.mark.parametrize("documents", [{"a": "P1", "a2": "P1"}, {"a": "P1", "a2": " P1"}])
def test_one_persons_two_accounts_and_a_single_shop_are_no_ring(documents: dict[str, str]) -> None:
    found = scored(grouped(("a", "a2")), {"a": BLATANT}, accounts=registered(**documents))
    assert (found["a's"]["suspect"], found["a's"]["ring_id"]) == (True, None)


def test_two_persons_and_a_single_shop_are_a_ring() -> None:
    found = scored(grouped(("a", "b")), {"a": BLATANT}, accounts=registered(a="P1", b="P2"))
    assert found["a's"]["ring_id"] == "Ga"


def test_one_persons_two_shops_under_two_accounts_are_a_ring() -> None:
    found = scored(grouped(("a", "b")), {"a": BLATANT, "b": BLATANT}, accounts=registered(a="P1", b="P1"))
    assert {row["ring_id"] for row in found.values()} == {"Ga"}


def several(account: str, **own: dict[str, float]) -> dict[str, list[Row]]:
    """Shops that one account owns, and no group of accounts."""
    given = shops(**own)
    for row in given["shops"]:
        row["owner_account_id"] = account
    return {**given, "control_groups": []}


def test_several_shops_of_one_account_are_a_merchant_group_without_any_tie() -> None:
    [row] = rows_of("merchant_groups", **several("merchant", a=HONEST, b=HONEST, c=HONEST))
    assert row["shop_ids"] == ["a's", "b's", "c's"]


def test_one_accounts_shops_are_no_ring_and_speak_for_and_against_one_another() -> None:
    """A ring is two accounts or more; that one hand runs the shops stands all the same, by the register alone."""
    given = several("seller", a=BLATANT, b=BLATANT, q=QUIET, other=QUIET)
    given["shops"][-1]["owner_account_id"] = "another"
    found = scored([], {}, **given)
    assert {row["ring_id"] for row in found.values()} == {None}
    assert found["q's"]["signal_links"] > 2
    assert found["other's"]["signal_links"] is None
    honest = scored([], {}, **several("merchant", a=ODD, b=HONEST, c=HONEST, d=HONEST))
    assert honest["a's"]["suspect"] is False


def test_one_accounts_shops_with_a_suspect_among_them_are_no_merchant_group() -> None:
    assert rows_of("merchant_groups", **several("seller", a=BLATANT, b=BLATANT)) == []


# ---- What being in one hand says of each shop.

MERCHANT = ("a", "b", "c", "d")


def test_an_honest_merchants_one_odd_shop_is_spoken_for_by_the_others() -> None:
    own = {"a": ODD, "b": HONEST, "c": HONEST, "d": HONEST}
    alone = scored([], own)["a's"]
    assert (alone["suspect"], alone["signal_links"]) == (True, None)
    found = relations(
        "shop_scores", "group_ties", "merchant_groups",
        **{**shops(**own), "control_groups": grouped(MERCHANT), "accounts": registered(**dict.fromkeys("abcd", "P1"))},
    )  # fmt: skip
    assert by("shop_id", found["group_ties"])["a's"]["weight"] < 0
    together = by("shop_id", found["shop_scores"])["a's"]
    assert together["suspect"] is False
    assert together["log_odds"] < alone["log_odds"]
    assert [row["shop_ids"] for row in found["merchant_groups"]] == [["a's", "b's", "c's", "d's"]]


def test_an_honest_relatives_shop_is_not_dragged_along() -> None:
    """A couple: she sells fakes, he does not. He is tied, and remains innocent."""
    found = scored(
        grouped(("a", "b")), {"a": ODD, "b": {**HONEST, "price": -2.5}}, accounts=registered(a="P1", b="P2")
    )
    assert found["b's"]["suspect"] is False


def test_a_quiet_shop_in_a_proven_ring_rises_to_a_suspect_and_its_reasons_say_through_whom() -> None:
    own = {"a": BLATANT, "b": BLATANT, "c": BLATANT, "q": QUIET}
    alone = scored([], own)["q's"]
    assert alone["suspect"] is False
    row = scored(grouped(("a", "b", "c", "q")), own)["q's"]
    assert (row["suspect"], row["ring_id"]) == (True, "Ga")
    assert row["signal_links"] > 4
    assert row["log_odds"] > alone["log_odds"] + 4
    [reason] = [reason for reason in row["reasons"] if reason["signal"] == "links"]
    assert (reason["figure"], reason["innocent_reading"]) == (3, "shared_household")


def test_an_honest_shop_in_the_rings_warehouse_does_not_rise() -> None:
    gang, clients = ("a", "b", "c", "q"), tuple(f"client {n}" for n in range(8))
    own = dict.fromkeys(("a", "b", "c"), BLATANT) | {"q": QUIET} | dict.fromkeys(clients, HONEST)
    own["client 0"] = QUIET
    traces = traced(
        left("origin", "warehouse", *gang, *clients),
        left("device", "office", *gang),
        left("payment", "P", *gang),
    )
    found = relations("shop_scores", "shared_facilities", **traces, **shops(**own), spots=[])
    rows = by("shop_id", found["shop_scores"])
    assert rows["q's"]["suspect"]
    assert [rows[shop(client)]["suspect"] for client in clients] == [False] * 8
    assert {rows[shop(client)]["signal_links"] for client in clients} == {None}
    assert [(row["trace"], row["kind"]) for row in found["shared_facilities"]] == [("warehouse", "warehouse")]


def test_an_honest_wife_of_one_of_a_rings_people_is_linked_to_him_and_not_of_the_ring() -> None:
    """Tablet and phone are the household's. A shop of theirs that all the ring's records touch is another matter."""
    gang, couple = ("a", "b", "c", "d"), ("a", "wife")
    own = dict.fromkeys(gang, BLATANT) | {"wife": {"price": -1.0, "complaints": -0.3}}
    ring = (left("device", "office", *gang), left("payment", "P", *gang))
    household = (left("device", "tablet", *couple), left("phone", "1390", *couple))
    found = relations("shop_scores", "linked_pairs", **traced(*ring, *household), **shops(**own))
    row = by("shop_id", found["shop_scores"])["wife's"]
    assert (row["suspect"], row["ring_id"], row["signal_links"]) == (False, None, None)
    assert ("a", "wife") in {(tie["account_id_a"], tie["account_id_b"]) for tie in found["linked_pairs"]}
    front = (left("device", "office", *gang, "wife"), left("payment", "P", *gang, "wife"))
    row = by("shop_id", rows_of("shop_scores", **traced(*front), **shops(**own)))["wife's"]
    assert (row["suspect"], row["ring_id"] is not None) == (True, True)


def test_ties_alone_make_no_suspect_of_a_shop_whose_own_records_all_speak_for_it() -> None:
    own = {
        "a": BLATANT,
        "b": BLATANT,
        "c": BLATANT,
        "h": {"price": -2.5, "complaints": -2.5, "description": -2.5},
    }
    assert scored(grouped(("a", "b", "c", "h")), own)["h's"]["suspect"] is False


def test_several_names_in_one_hand_are_odder_than_one_merchants_shops_in_his_own() -> None:
    own = dict.fromkeys(MERCHANT, QUIET)
    open_handed = scored(grouped(MERCHANT), own, accounts=registered(**dict.fromkeys(MERCHANT, "P1")))
    fronts = scored(grouped(MERCHANT), own, accounts=registered(a="P1", b="P2", c="P3", d="P4"))
    assert open_handed["a's"]["signal_links"] < fronts["a's"]["signal_links"]


def test_one_fact_that_four_shops_show_alike_is_not_four_opinions() -> None:
    """One text over all the shops of a hand: told again it adds half."""
    alike = {name: {"description": 2.0} for name in MERCHANT}
    various = {
        "a": {"description": 2.0}, "b": {"price": 2.0}, "c": {"complaints": 2.0}, "d": {"description": 2.0},
    }  # fmt: skip
    assert (
        scored(grouped(MERCHANT), alike)["d's"]["signal_links"]
        < scored(grouped(MERCHANT), various)["d's"]["signal_links"]
    )


def test_who_is_in_no_group_has_no_word_from_one() -> None:
    found = scored(grouped(("a", "b")), {"a": BLATANT, "b": BLATANT, "c": HONEST})
    assert found["c's"]["signal_links"] is None
    assert "links" not in found["c's"]["signals_available"]
