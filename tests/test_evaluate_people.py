"""Principals against the truth, on literal rows."""

from __future__ import annotations

import pandas as pd

from suyuan.evaluate import Share
from suyuan.evaluate.people import measure_principals

TRUTH = pd.DataFrame({"ring_id": ["T1", "T2", "T3"], "principal_account_id": ["A1", "A2", "A3"]})
MEMBERS = pd.DataFrame(
    [
        ("T1", "A1", "P1", "principal"),
        ("T1", "A11", "P1", "helper"),
        ("T1", "A12", "P2", "nominal_owner"),
        ("T2", "A2", "P3", "principal"),
    ],
    columns=["ring_id", "account_id", "person_id", "role"],
)
MATCHES = pd.Series({"R1": "T1", "R2": "T2", "R3": "T3"})


def rings(**principals: str | None) -> pd.DataFrame:
    return pd.DataFrame(list(principals.items()), columns=["ring_id", "principal_account_id"])


def test_a_named_principal_is_true_and_an_empty_field_is_not_wrong() -> None:
    found = measure_principals(rings(R1="A1", R2="A2", R3=None), MATCHES, TRUTH, MEMBERS)
    assert found is not None
    assert (found.matched, found.named, found.true, found.mistaken) == (
        Share(3, 3), Share(2, 3), Share(2, 2), {},
    )  # fmt: skip


def test_another_account_of_the_same_person_is_that_person() -> None:
    found = measure_principals(rings(R1="A11"), MATCHES, TRUTH, MEMBERS)
    assert found is not None
    assert found.true == Share(1, 1)


def test_without_the_members_only_the_very_account_is_known_to_be_true() -> None:
    found = measure_principals(rings(R1="A11", R2="A2"), MATCHES, TRUTH)
    assert found is not None
    assert (found.true, found.mistaken) == (Share(1, 2), {"stranger": 1})


def test_those_wrongly_named_are_told_by_what_they_are() -> None:
    found = measure_principals(rings(R1="A12", R2="A1", R3="A99"), MATCHES, TRUTH, MEMBERS)
    assert found is not None
    assert (found.named, found.true) == (Share(3, 3), Share(0, 3))
    assert found.mistaken == {"elsewhere": 1, "nominal_owner": 1, "stranger": 1}


def test_a_name_in_a_ring_that_is_none_of_the_true_ones_is_false() -> None:
    found = measure_principals(rings(R1="A1", R9="A2"), MATCHES, TRUTH, MEMBERS)
    assert found is not None
    assert (found.true, found.named) == (Share(1, 2), Share(1, 3))


def test_a_true_ring_that_nobody_found_has_no_principal_named() -> None:
    found = measure_principals(rings(R1="A1"), MATCHES.loc[["R1"]], TRUTH, MEMBERS)
    assert found is not None
    assert (found.matched, found.named, found.named_of_matched) == (Share(1, 3), Share(1, 3), Share(1, 1))


def test_a_ring_in_pieces_is_named_by_any_piece_and_every_name_counts() -> None:
    pieces = pd.Series({"R1": "T1", "R4": "T1"})
    found = measure_principals(rings(R1="A1", R4="A12"), pieces, TRUTH, MEMBERS)
    assert found is not None
    assert (found.named, found.true) == (Share(1, 3), Share(1, 2))


def test_an_account_of_two_people_in_the_truth_is_either() -> None:
    twice = pd.concat([MEMBERS, MEMBERS.iloc[[0]].assign(ring_id="T2", person_id="P3")])
    found = measure_principals(rings(R2="A1"), MATCHES, TRUTH, twice)
    assert found is not None
    assert found.true == Share(1, 1)


def test_where_nobody_is_named_there_is_no_share_of_the_true() -> None:
    found = measure_principals(rings(R1=None), MATCHES, TRUTH, MEMBERS)
    assert found is not None
    assert (found.named.value, found.true.value) == (0.0, None)


def test_without_rings_in_findings_or_truth_nothing_is_measured() -> None:
    assert measure_principals(None, MATCHES, TRUTH) is None
    assert measure_principals(rings(R1="A1"), None, TRUTH) is None
    assert measure_principals(rings(R1="A1"), MATCHES, None) is None
    assert measure_principals(rings(R1="A1")[["ring_id"]], MATCHES, TRUTH) is None
