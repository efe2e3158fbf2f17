"""Rings and suppliers against the truth, on literal rows."""

from __future__ import annotations

import pandas as pd
import pytest

from suyuan.evaluate import Share
from suyuan.evaluate.rings import matches, measure_rings, measure_suppliers, membership


def truth(**rings: str) -> pd.DataFrame:
    """Guilty shops by ring (`T1="S1 S2"`), lone guilty ones under `lone`, innocents under `honest`."""
    rows = [
        (shop, ring != "honest", None if ring in ("lone", "honest") else ring, "kind")
        for ring, shops in rings.items()
        for shop in shops.split()
    ]
    return pd.DataFrame(rows, columns=["shop_id", "counterfeit", "ring_id", "kind"])


def found(**rings: str) -> pd.DataFrame:
    rows = [(shop, ring) for ring, shops in rings.items() for shop in shops.split()]
    return pd.DataFrame(rows, columns=["shop_id", "found_ring"])


def scores(**rings: str) -> pd.DataFrame:
    return found(**rings).rename(columns={"found_ring": "ring_id"})


def members(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["ring_id", "member_type", "member_id", "role"])


TRUTH = truth(T1="S1 S2 S3", T2="S4 S5", lone="S6", honest="S7 S8 S9 S10")


def test_rings_found_as_they_are_have_every_pair_and_no_other() -> None:
    right = measure_rings(found(R1="S1 S2 S3", R2="S4 S5"), TRUTH)
    assert right is not None
    assert (right.pair_precision, right.pair_recall, right.pair_f1) == (Share(4, 4), Share(4, 4), 1.0)
    assert (right.found, right.split, right.joined, right.of_none) == (
        Share(2, 2), Share(0, 2), Share(0, 2), Share(0, 2),
    )  # fmt: skip
    assert right.innocents == Share(0, 4)


def test_two_rings_found_as_one_cost_precision_and_are_counted_as_joined() -> None:
    joined = measure_rings(found(R1="S1 S2 S3 S4 S5"), TRUTH)
    assert joined is not None
    assert (joined.pair_precision, joined.pair_recall) == (Share(4, 10), Share(4, 4))
    assert joined.pair_f1 == pytest.approx(2 * 0.4 / 1.4)
    assert joined.joined == Share(1, 1)


def test_a_single_shop_of_another_ring_costs_pairs_but_joins_no_two_rings() -> None:
    stray = measure_rings(found(R1="S1 S2 S3 S4"), TRUTH)
    assert stray is not None
    assert (stray.pair_precision, stray.joined) == (Share(3, 6), Share(0, 1))


def test_a_ring_found_in_pieces_costs_recall_and_is_said() -> None:
    pieces = measure_rings(found(R1="S1 S2", R2="S3 S4"), TRUTH)
    assert pieces is not None
    assert (pieces.pair_precision, pieces.pair_recall) == (Share(1, 2), Share(1, 4))
    assert (pieces.split, pieces.found, pieces.of_none) == (Share(1, 2), Share(1, 2), Share(1, 2))


def test_innocent_and_lone_shops_in_a_ring_cost_pairs_and_only_the_innocent_are_wronged() -> None:
    wronged = measure_rings(found(R1="S4 S5 S6 S7"), TRUTH)
    assert wronged is not None
    assert (wronged.pair_precision, wronged.innocents) == (Share(1, 6), Share(1, 4))


def test_no_ring_found_is_no_recall_and_no_precision_to_speak_of() -> None:
    none = measure_rings(found(), TRUTH)
    assert none is not None
    assert (none.pair_recall.value, none.pair_precision.value, none.pair_f1) == (0.0, None, None)


def test_a_market_without_rings_has_no_recall_but_still_wronged_innocents() -> None:
    nobody = measure_rings(found(R1="S7 S8"), truth(honest="S7 S8 S9 S10"))
    assert nobody is not None
    assert (nobody.pair_recall.value, nobody.pair_precision, nobody.innocents) == (
        None, Share(0, 1), Share(2, 4),
    )  # fmt: skip


def test_a_truth_that_knows_no_rings_measures_none() -> None:
    assert measure_rings(found(R1="S1 S2"), TRUTH.drop(columns="ring_id")) is None


def test_findings_that_know_no_rings_measure_none() -> None:
    empty = scores(R1="S1").assign(ring_id=None)
    assert membership(empty) is None
    assert membership(empty.drop(columns="ring_id")) is None
    assert measure_rings(None, TRUTH) is None


def test_a_scan_that_looked_for_rings_and_found_none_is_measured() -> None:
    empty = scores(R1="S1").assign(ring_id=None)
    rings = membership(empty, rings=pd.DataFrame({"ring_id": []}))
    assert rings is not None
    assert len(rings) == 0


def test_a_shops_ring_is_its_scores_then_its_membership_then_the_only_ring_it_supplies() -> None:
    rows = members(
        ("R1", "shop", "S1", "seller"),
        ("R2", "shop", "S2", "seller"),
        ("R2", "account", "S9", "seller"),
        ("R1", "shop", "S3", "supplier"),
        ("R1", "shop", "S4", "supplier"),
        ("R2", "shop", "S4", "supplier"),
    )
    rings = membership(scores(R7="S1"), members=rows)
    assert rings is not None
    assert dict(rings.itertuples(index=False)) == {"S1": "R7", "S2": "R2", "S3": "R1"}


def test_a_shop_that_the_truth_does_not_know_changes_no_pair() -> None:
    known = measure_rings(found(R1="S1 S2 S99"), TRUTH)
    assert known is not None
    assert known.pair_precision == Share(1, 1)


def test_a_found_ring_stands_for_the_true_one_it_shares_most_shops_with() -> None:
    assert matches(found(R1="S1 S4 S5", R2="S2 S3", R3="S7"), TRUTH).to_dict() == {"R1": "T2", "R2": "T1"}


def edges(*rows: tuple[str, str | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["supplier_shop_id", "ring_id"])


RINGS = pd.DataFrame({"ring_id": ["T1", "T2", "T3"], "supplier_shop_id": ["S1", "S2", None]})


def test_a_supplier_counts_when_someone_is_implicated_and_honest_wholesale_does_not() -> None:
    suppliers = measure_suppliers(edges(("S1", "R1"), ("S1", "R1"), ("S2", None), ("S7", None)), RINGS)
    assert suppliers is not None
    assert (suppliers.recall, suppliers.precision) == (Share(1, 2), Share(1, 1))
    assert suppliers.on_record == Share(2, 2)


def test_an_honest_wholesaler_implicated_costs_precision() -> None:
    suppliers = measure_suppliers(edges(("S1", "R1"), ("S7", "R1")), RINGS)
    assert suppliers is not None
    assert suppliers.precision == Share(1, 2)


def test_without_supply_edges_or_suppliers_in_the_truth_nothing_is_measured() -> None:
    assert measure_suppliers(None, RINGS) is None
    assert measure_suppliers(edges(("S1", "R1")), RINGS.drop(columns="supplier_shop_id")) is None
    nobody = measure_suppliers(edges(), RINGS)
    assert nobody is not None
    assert (nobody.recall, nobody.precision.value) == (Share(0, 2), None)
