"""Pairs: what a shared trace says of two accounts, against how many innocents would share it by chance."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.marketplace import Row, rows_of

SOURCE = {row["kind"]: row["source"] for row in rows_of("trace_kinds")}
MOST = {row["kind"]: row["weight_most"] for row in rows_of("trace_kinds")}
CUTS = {row["name"]: row["value"] for row in rows_of("link_cuts")}
CIRCUMSTANCES = {"network", "login_place", "sender_phone", "origin", "supply", "buyers"}
Given = dict[str, list[Row]]


def left(kind: str, trace: str, *accounts: str, **more: Any) -> list[Row]:
    """One trace and the accounts that left it."""
    row = {
        "kind": kind, "trace": trace, "source": SOURCE[kind], "is_circumstance": kind in CIRCUMSTANCES,
        "uses": 3,
    }  # fmt: skip
    return [{**row, "account_id": account, **more} for account in accounts]


def people(name: str, number: int) -> list[str]:
    return [f"{name} {place:02}" for place in range(number)]


def given(*traces: list[Row], buyers: tuple[str, ...] = ()) -> Given:
    """Traces; all who left them own a shop each, but for the buyers."""
    rows = [row for some in traces for row in some]
    sellers = sorted({row["account_id"] for row in rows} - set(buyers))
    return {
        "account_traces": rows,
        "seller_accounts": [{"account_id": account, "shops": 1} for account in sellers],
    }


def evidence(
    *traces: list[Row], buyers: tuple[str, ...] = (), **more: list[Row]
) -> dict[tuple[str, str, str], Row]:
    """The evidence by pair and kind."""
    rows = rows_of("pair_evidence", **given(*traces, buyers=buyers), **more)
    return {(row["account_id_a"], row["account_id_b"], row["kind"]): row for row in rows}


def paired(*traces: list[Row]) -> dict[tuple[str, str], Row]:
    rows = rows_of("account_pairs", **given(*traces))
    return {(row["account_id_a"], row["account_id_b"]): row for row in rows}


def groups(*traces: list[Row], buyers: tuple[str, ...] = (), **more: list[Row]) -> dict[str, str]:
    """Accounts under common control by account, with the oldest of their group."""
    rows = rows_of("control_groups", **given(*traces, buyers=buyers), **more)
    return {row["account_id"]: row["oldest_account_id"] for row in rows}


# ---- One trace of two accounts.


@pytest.mark.parametrize("kind", ["device", "phone", "document", "payment"])
def test_two_who_share_a_thing_of_ones_own_with_nobody_else_are_tied_by_it(kind: str) -> None:
    [row] = evidence(left(kind, "T", "a", "b")).values()
    assert row["innocents_expected"] < 0.01
    assert row["weight"] > CUTS["link"]
    assert row["weight"] <= MOST[kind] + 1e-6


@pytest.mark.parametrize("kind", ["network", "login_place", "name"])
def test_a_line_a_street_or_a_name_in_common_links_nobody_by_itself(kind: str) -> None:
    [row] = evidence(left(kind, "T", "a", "b")).values()
    assert 0 < row["weight"] < CUTS["link"]


def test_the_weight_is_partners_against_innocents_and_never_more_than_the_kind_can_say() -> None:
    kinds = {row["kind"]: row for row in rows_of("trace_kinds") if row["kind"] != "supply"}
    found = evidence(*(left(kind, "T", f"{kind} a", f"{kind} b") for kind in kinds))
    assert len(found) == len(kinds)
    for (_, _, kind), row in found.items():
        said = math.log(kinds[kind]["partners"] / row["innocents_expected"])
        assert row["weight"] == pytest.approx(min(said, kinds[kind]["weight_most"]), abs=1e-6), kind


def test_a_cafes_machine_of_twenty_strangers_gives_no_weight_to_any_two() -> None:
    found = evidence(left("device", "café 4", *people("guest", 20)))
    assert len(found) == 190
    assert {row["weight"] for row in found.values()} == {0.0}
    assert min(row["innocents_expected"] for row in found.values()) > 17


def test_the_same_machine_of_twenty_whom_their_money_ties_gives_weight() -> None:
    gang = people("member", 20)
    found = evidence(left("device", "office", *gang), left("payment", "P", *gang))
    machine = [row for (_, _, kind), row in found.items() if kind == "device"]
    assert len(machine) == 190
    assert min(row["weight"] for row in machine) > CUTS["link"]
    assert max(row["innocents_expected"] for row in machine) < 0.01


def test_neighbourhood_vouches_for_no_neighbourhood() -> None:
    """A campus of twelve: one network and one locker; each is a place, and two places are one fact."""
    campus = people("student", 12)
    found = evidence(left("network", "N", *campus), left("origin", "locker", *campus))
    assert {row["others_tied"] for row in found.values()} == {0}
    assert {row["weight"] for row in found.values()} == {0.0}


def test_a_places_users_whom_a_thing_of_their_own_ties_vouch_for_the_place() -> None:
    gang = people("member", 6)
    found = evidence(left("origin", "den", *gang), left("device", "office", *gang))
    assert min(row["weight"] for row in found.values()) > CUTS["link"]


def test_a_pairs_own_ties_do_not_vouch_for_the_trace_they_share() -> None:
    """Two guests of a café who share a phone are tied by the phone, and not by the café."""
    guests = people("guest", 20)
    found = evidence(left("device", "café 4", *guests), left("phone", "1390", *guests[:2]))
    assert found["guest 00", "guest 01", "phone"]["weight"] > CUTS["link"]
    cafe = found["guest 00", "guest 01", "device"]
    assert (cafe["others_tied"], cafe["weight"]) == (0, 0.0)


def test_two_among_a_gangs_users_do_not_gain_from_one_anothers_word() -> None:
    """Three on a machine: whom only the third is tied to hears the others, the other two do not."""
    found = evidence(left("device", "D", "a", "b", "c"), left("phone", "1390", "a", "b"))
    assert found["a", "b", "device"]["others_tied"] == 0
    assert found["a", "c", "device"]["others_tied"] == 1
    assert found["a", "c", "device"]["innocents_expected"] < found["a", "b", "device"]["innocents_expected"]


def test_innocents_expected_grow_with_every_user_who_is_tied_to_nobody() -> None:
    sizes = (2, 3, 4, 6, 10, 20, 40)
    expected = []
    for size in sizes:
        found = evidence(left("device", "D", *people("user", size)))
        expected.append({round(row["innocents_expected"], 9) for row in found.values()})
    assert [len(alike) for alike in expected] == [1] * len(sizes)
    grown = [values.pop() for values in expected]
    assert grown == sorted(set(grown))
    # Nearly every one of many strangers is an innocent who shares it.
    assert grown[-1] == pytest.approx(38, abs=0.1)


def test_untied_people_without_a_shop_count_less_against_a_trace_than_untied_sellers() -> None:
    """Helpers and family leave few other records: that they are untied says little."""
    gang, others = people("member", 4), people("other", 2)
    own = (left("device", "D", *gang, *others), left("payment", "P", *gang))
    sellers = evidence(*own)["member 00", "member 01", "device"]
    helpers = evidence(*own, buyers=tuple(others))["member 00", "member 01", "device"]
    assert helpers["innocents_expected"] < sellers["innocents_expected"]


def test_a_name_that_more_than_ten_bear_is_a_common_name_and_pairs_nobody() -> None:
    assert len(evidence(left("name", "zhangwei", *people("bearer", 10)))) == 45
    assert evidence(left("name", "zhangwei", *people("bearer", 11))) == {}


def test_a_common_name_weighs_nothing_and_a_rare_one_something() -> None:
    common = evidence(left("name", "zhangwei", *people("bearer", 8)))
    assert {row["weight"] for row in common.values()} == {0.0}
    [rare] = evidence(left("name", "ouyangmoyu", "a", "b")).values()
    assert rare["weight"] > 1


def test_what_more_than_sixty_share_pairs_nobody() -> None:
    assert len(evidence(left("device", "D", *people("user", 60)))) == 60 * 59 // 2
    assert evidence(left("device", "D", *people("user", 61))) == {}


def test_where_many_buyers_share_phones_in_pairs_a_shared_phone_says_less() -> None:
    """Chance is measured among all accounts, most of whom are innocent."""
    sellers = [{"shop_id": "S1", "owner_account_id": "a"}, {"shop_id": "S2", "owner_account_id": "b"}]
    two = [{"account_id": name, "phone": "13800138000"} for name in "ab"]

    def weight(couples: int, alone: int) -> float:
        buyers = [
            {"account_id": f"c{couple} {n}", "phone": f"1390000{couple:04}"}
            for couple in range(couples)
            for n in (0, 1)
        ]
        singles = [{"account_id": f"s{n}", "phone": f"1370000{n:04}"} for n in range(alone)]
        accounts = two + buyers + singles
        [row] = rows_of(
            "pair_evidence", shops=sellers, accounts=accounts, shop_spots=[], delivery_spots=[], supply_pairs=[]
        )  # fmt: skip
        return float(row["weight"])

    rare, usual = weight(couples=1, alone=400), weight(couples=30, alone=340)
    assert rare > 2 * usual > 0


# ---- All that ties two accounts.


def test_in_one_source_the_strongest_trace_counts_whole_and_further_ones_half() -> None:
    traces = (left("device", "D", "a", "b"), left("network", "N", "a", "b"))
    alone = {kind: row["weight"] for (_, _, kind), row in evidence(*traces).items()}
    [pair] = paired(*traces).values()
    assert pair["weight"] == pytest.approx(alone["device"] + alone["network"] / 2)
    assert (pair["sources"], pair["traces"]) == (1, 2)


def test_independent_sources_add_up() -> None:
    traces = (left("device", "D", "a", "b"), left("phone", "1390", "a", "b"))
    alone = {kind: row["weight"] for (_, _, kind), row in evidence(*traces).items()}
    [pair] = paired(*traces).values()
    assert pair["weight"] == pytest.approx(alone["device"] + alone["phone"])
    assert pair["sources"] == 2


def test_a_fourth_trace_of_one_source_adds_nothing() -> None:
    three = [left("device", f"D{n}", "a", "b") for n in range(3)]
    [pair] = paired(*three).values()
    [more] = paired(*three, left("device", "D3", "a", "b")).values()
    assert more["weight"] == pair["weight"]


def test_places_alone_are_one_source_and_beside_a_thing_of_ones_own_they_are_their_own() -> None:
    places = (left("network", "N", "a", "b"), left("origin", "O", "a", "b"))
    [pair] = paired(*places).values()
    assert (pair["sources"], pair["only_circumstances"]) == (1, True)
    [pair] = paired(left("origin", "O", "a", "b"), left("device", "D", "a", "b")).values()
    assert (pair["sources"], pair["only_circumstances"]) == (2, False)


def test_traces_that_weigh_nothing_make_no_pair() -> None:
    assert paired(left("device", "café 4", *people("guest", 20))) == {}


def test_a_pair_is_linked_from_ten_to_one_on() -> None:
    weights = {"below": math.log(9.9), "above": math.log(10.1)}
    rows = [
        {"account_id_a": name, "account_id_b": "z", "weight": weight, "sources": 1}
        for name, weight in weights.items()
    ]
    assert [row["account_id_a"] for row in rows_of("linked_pairs", account_pairs=rows)] == ["above"]
