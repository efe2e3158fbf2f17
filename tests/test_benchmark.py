"""The benchmark: pooling, simple rules and paper on literal rows; one small marketplace from end to end."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from suyuan import benchmark
from suyuan.benchmark.paper import paper
from suyuan.benchmark.rules import joined_shops


def rows(*of: tuple[int, str, float, float | None]) -> pd.DataFrame:
    return pd.DataFrame(of, columns=["seed", "measure", "part", "whole"]).assign(profile="casebook")


def one(pooled: pd.DataFrame, measure: str) -> pd.Series:
    return pooled.set_index("measure").loc[measure]


# ---- Pooling.


def test_parts_and_wholes_are_added_so_that_a_seed_with_few_weighs_little() -> None:
    found = one(
        benchmark.pooled(rows((1, "suppliers.recall", 1, 1), (2, "suppliers.recall", 1, 3))),
        "suppliers.recall",
    )
    assert (found["part"], found["whole"], found["value"], found["markets"]) == (2, 4, 0.5, 2)
    assert (found["lowest"], found["highest"]) == (pytest.approx(1 / 3), 1.0)
    assert found["sd"] == pytest.approx(2**0.5 / 3)


def test_a_figure_without_a_whole_is_averaged() -> None:
    name = "shops.average_precision"
    found = one(benchmark.pooled(rows((1, name, 0.9, None), (2, name, 0.7, None))), name)
    assert found["value"] == pytest.approx(0.8)
    assert pd.isna(found["whole"])


def test_a_seed_with_nothing_to_measure_counts_in_no_spread() -> None:
    found = one(
        benchmark.pooled(rows((1, "suppliers.recall", 0, 0), (2, "suppliers.recall", 1, 1))),
        "suppliers.recall",
    )
    assert (found["value"], found["lowest"], found["markets"]) == (1.0, 1.0, 1)
    assert pd.isna(found["sd"])


def test_the_harmonic_mean_of_pairs_is_taken_of_the_pooled_pairs() -> None:
    found = benchmark.pooled(
        rows(
            (1, "rings.pair_precision", 10, 10), (1, "rings.pair_recall", 10, 10),
            (2, "rings.pair_precision", 0, 10), (2, "rings.pair_recall", 0, 30),
        )
    )  # fmt: skip
    f1 = one(found, "rings.pair_f1")
    assert f1["value"] == pytest.approx(2 * 0.5 * 0.25 / 0.75)
    assert (f1["lowest"], f1["highest"]) == (0.0, 1.0)


def test_profiles_are_never_pooled_with_one_another() -> None:
    both = pd.concat(
        [rows((1, "shops.recall", 1, 2)), rows((1, "shops.recall", 2, 2)).assign(profile="quiet")]
    )
    assert benchmark.pooled(both).set_index("profile")["value"].to_dict() == {"casebook": 0.5, "quiet": 1.0}


# ---- Simple rules.


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    """Four shops: S1 and S2 of owners with one payment account, S3 ships from S2's address, S4 shares nothing."""
    owners = {"S1": "A1", "S2": "A2", "S3": "A3", "S4": "A4"}
    pd.DataFrame(owners.items(), columns=["shop_id", "owner_account_id"]).to_parquet(
        tmp_path / "shops.parquet"
    )
    pd.DataFrame(
        {"account_id": ["A1", "A2", "A3", "A4"], "payment_account": ["p", "p", "q", None], "phone": None}
    ).to_parquet(tmp_path / "accounts.parquet")
    pd.DataFrame(
        {"order_id": ["O1", "O2", "O3"], "shop_id": ["S2", "S3", "S4"], "origin_address": ["x", "x", "y"]}
    ).to_parquet(tmp_path / "shipments.parquet")
    return tmp_path


def test_owners_of_one_payment_account_stand_together_and_a_shared_address_ties_only_by_the_wider_rule(
    delivered: Path,
) -> None:
    assert joined_shops(delivered, {"S1"}, any_trace=False)["shop_id"].tolist() == ["S1", "S2"]
    assert joined_shops(delivered, {"S1"}, any_trace=True)["shop_id"].tolist() == ["S1", "S2", "S3"]


def test_a_group_without_a_suspect_is_no_ring(delivered: Path) -> None:
    assert joined_shops(delivered, {"S4"}, any_trace=True).empty


def test_missing_tables_and_values_tie_nobody(delivered: Path) -> None:
    (delivered / "accounts.parquet").unlink()
    (delivered / "shipments.parquet").unlink()
    assert joined_shops(delivered, {"S1"}, any_trace=True).empty


# ---- The paper, and the whole.


def test_the_paper_gives_a_measure_its_spread_and_one_without_data_a_dash() -> None:
    text = paper(
        benchmark.pooled(
            rows(
                (1, "shops.recall", 8, 10), (2, "shops.recall", 6, 10), (1, "shops.innocents", 1, 1000),
                (1, "guilty.ring_quiet", 1, 4), (1, "innocent.outlet", 1, 100), (1, "innocent.campus", 0, 9),
                (1, "seconds.all", 3.25, None),
            )
        ),
        ["casebook"], 2, 270_000, 7_001,
    )  # fmt: skip
    assert "| guilty that are suspects | 0.700 | 0.600–0.800 | 0.141 | 14 of 20 |" in text
    assert "| innocent shops suspected | 0.10% | 0.10%–0.10% |  | 1 of 1,000 |" in text
    assert "| pairs: F1 | – |" in text
    assert "| `ring_quiet` | 0.250 |" in text
    assert "`outlet`" in text and "`campus`" not in text
    assert "Never suspected: 1 of 2 kinds" in text
    assert "python -m suyuan benchmark --out DIR --seeds 2 --orders 270000\n" in text


def test_a_marketplace_is_measured_and_removed(tmp_path: Path) -> None:
    file = benchmark.run(tmp_path, profiles=["casebook"], seeds=1, orders=6_000)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["BENCHMARK.md", "benchmark.csv"]
    measured = pd.read_csv(tmp_path / "benchmark.csv").set_index("measure")
    assert set(measured["seed"]) == {benchmark.FIRST_SEED}
    assert measured.loc["size.orders", "part"] == 6_000
    assert 0 < measured.loc["shops.average_precision", "part"] <= 1
    layers = measured["part"][measured.index.str.startswith("seconds.")]
    assert layers.drop("seconds.all").sum() == pytest.approx(layers["seconds.all"])
    assert "## Profile `casebook`" in file.read_text(encoding="utf-8")


def test_an_unknown_profile_is_an_error_that_names_the_known(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no profile 'fair'; there are casebook"):
        benchmark.run(tmp_path, profiles=["fair"])
    assert list(tmp_path.iterdir()) == []
