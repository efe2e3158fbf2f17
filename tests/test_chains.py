"""Walks along the ties: the weakest that cannot be gone around, the shortest chain, each step by its record."""

from __future__ import annotations

import pandas as pd
import pytest

from suyuan.rings.chains import Chains, pairs, weakest_tie

TIE = ["account_id_a", "account_id_b", "kind", "weight", "pair_weight", "innocents_expected"]


def ties(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=TIE)


def test_the_weakest_tie_is_the_one_that_cannot_be_gone_around() -> None:
    found = weakest_tie(
        pairs(
            ties(
                ("A1", "A2", "device", 4.0, 8.0, 0.01),
                ("A2", "A3", "device", 4.0, 7.0, 0.01),
                # Weaker still, but A1 and A3 hang together by A2 without it.
                ("A1", "A3", "network", 1.0, 1.0, 2.1),
                ("A3", "A4", "phone", 2.0, 3.0, 0.4),
            )
        )
    )
    assert found is not None
    assert (found["account_id_a"], found["account_id_b"], found["kind"]) == ("A3", "A4", "phone")
    assert found["innocents_expected"] == 0.4


def test_accounts_that_nothing_ties_have_no_weakest_tie() -> None:
    assert weakest_tie(pairs(ties())) is None


def test_a_pair_is_told_by_its_strongest_trace_and_keeps_all_kinds() -> None:
    [row] = pairs(
        ties(("A1", "A2", "network", 1.0, 5.0, 2.0), ("A1", "A2", "device", 4.0, 5.0, 0.01))
    ).itertuples()
    assert (row.kind, row.innocents_expected, row.traces) == ("device", 0.01, 2)
    assert list(row.kinds) == ["device", "network"]


@pytest.fixture
def chains() -> Chains:
    links = pd.DataFrame(
        [
            ("A1", "A2", 6.0, "device", 0.01, 2),
            ("A2", "A3", 6.0, "phone", 0.01, 2),
            ("A1", "A9", 0.5, "network", 2.0, 1),
            ("A9", "A3", 0.5, "network", 2.0, 1),
        ],
        columns=["account_id_a", "account_id_b", "weight", "kind", "innocents_expected", "sources"],
    )
    supply = pd.DataFrame(
        [("S4", "A3", "R1", 9, 900), ("S5", "A1", None, 3, 3)],
        columns=["supplier_shop_id", "reseller_account_id", "ring_id", "orders", "units"],
    )
    owners = pd.DataFrame(
        [("S1", "A1"), ("S4", "A4"), ("S5", "A5"), ("S8", "A8")], columns=["shop_id", "account_id"]
    )
    return Chains(links, supply, owners)


def test_a_chain_names_the_record_of_each_step(chains: Chains) -> None:
    steps = chains.shortest(("shop", "S1"), ("account", "A4"))
    assert steps is not None
    assert [(step.begin[1], step.end[1], step.record) for step in steps] == [
        ("S1", "A1", "owns"),
        ("A1", "A2", "tie"),
        ("A2", "A3", "tie"),
        ("A3", "S4", "supply"),
        ("S4", "A4", "owns"),
    ]
    assert steps[1].figures["kind"] == "device"
    assert (steps[3].figures["orders"], steps[3].figures["implicated"]) == (9, True)


def test_of_chains_of_one_length_the_stronger_is_told(chains: Chains) -> None:
    steps = chains.shortest(("account", "A1"), ("account", "A3"))
    assert steps is not None
    assert [step.end[1] for step in steps] == ["A2", "A3"]


def test_an_ordinary_customer_is_told_as_one(chains: Chains) -> None:
    steps = chains.shortest(("account", "A1"), ("account", "A5"))
    assert steps is not None
    assert [step.figures.get("implicated") for step in steps] == [False, None]


def test_where_no_record_leads_no_chain_is_told(chains: Chains) -> None:
    assert chains.shortest(("account", "A1"), ("shop", "S8")) is None
    assert chains.shortest(("account", "A1"), ("account", "nobody")) is None
    assert chains.shortest(("account", "A1"), ("account", "A1")) == []
