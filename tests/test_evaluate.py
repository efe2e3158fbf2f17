"""The measures on literal rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from suyuan import evaluate


def truth(*rows: tuple[str, bool, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["shop_id", "counterfeit", "kind"])


def scores(*rows: tuple[str, float, int, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["shop_id", "score", "rank", "suspect"])


TRUTH = truth(
    ("S1", True, "lone_blatant"),
    ("S2", False, "outlet"),
    ("S3", True, "ring_quiet"),
    ("S4", False, "unbranded"),
)
SCORES = scores(("S1", 0.9, 1, True), ("S2", 0.8, 2, True), ("S3", 0.7, 3, False), ("S4", 0.1, 4, False))


def test_average_precision_averages_the_precision_at_each_guilty_shop() -> None:
    assert evaluate.average_precision([0.9, 0.8, 0.7, 0.1], [True, False, True, False]) == pytest.approx(
        (1 + 2 / 3) / 2
    )


def test_shops_of_one_score_share_a_place_whatever_their_order_in_the_file() -> None:
    assert evaluate.average_precision([0.5, 0.5, 0.5, 0.5], [True, False, False, False]) == pytest.approx(
        0.25
    )
    assert evaluate.average_precision([0.5, 0.5, 0.5, 0.5], [False, False, False, True]) == pytest.approx(
        0.25
    )


def test_equal_scores_are_told_apart_by_rank() -> None:
    assert evaluate.average_precision([0.5, 0.5], [False, True], [2, 1]) == pytest.approx(1.0)


def test_a_marketplace_without_fakes_has_no_average_precision() -> None:
    assert evaluate.average_precision([0.5, 0.2], [False, False]) is None


def test_precision_recall_and_innocents_are_counted_over_shops() -> None:
    found = evaluate.measure(SCORES, TRUTH)
    assert (found.precision, found.recall, found.innocents_suspected) == (0.5, 0.5, 0.5)
    assert (found.shops, found.counterfeit, found.suspects) == (4, 2, 2)


def test_a_shop_that_the_scan_forgot_counts_as_not_found() -> None:
    found = evaluate.measure(SCORES[SCORES["shop_id"] != "S1"], TRUTH)
    assert found.unscored == 1
    assert found.recall == 0.0
    assert found.average_precision == pytest.approx((1 / 2 + 2 / 4) / 2)


def test_a_shop_unknown_to_the_truth_changes_nothing_and_is_said() -> None:
    more = pd.concat([SCORES, scores(("S9", 1.0, 0, True))], ignore_index=True)
    found = evaluate.measure(more, TRUTH)
    assert found.unknown == 1
    assert found.precision == 0.5


def test_kinds_tell_recall_of_the_guilty_from_accusations_of_the_innocent() -> None:
    kinds = evaluate.by_kind(SCORES, TRUTH)
    assert kinds[["kind", "counterfeit", "shops", "suspects"]].values.tolist() == [
        ["lone_blatant", True, 1, 1],
        ["ring_quiet", True, 1, 0],
        ["outlet", False, 1, 1],
        ["unbranded", False, 1, 0],
    ]


def test_the_price_rule_ranks_by_the_median_ratio_and_a_shop_without_reference_stands_at_one() -> None:
    listings = pd.DataFrame({"shop_id": ["S1", "S1", "S2", "S3"], "price_ratio": [0.2, 0.4, 0.5, 0.9]})
    rules = evaluate.baselines(SCORES, listings, TRUTH)
    assert rules["price alone (median ratio)"] == pytest.approx((1 + 2 / 3) / 2)


def test_a_signal_that_is_off_adds_nothing_to_the_simple_sum() -> None:
    weighed = SCORES.assign(signal_price=[1.0, None, 2.0, 0.5], signal_complaints=[None] * 4)
    rules = evaluate.baselines(weighed, None, TRUTH)
    assert rules["price + complaints + description, added"] == pytest.approx(1.0)


def test_the_report_names_every_kind_with_its_share(tmp_path: Path) -> None:
    findings, truths = tmp_path / "findings", tmp_path / "truth"
    findings.mkdir()
    truths.mkdir()
    SCORES.to_parquet(findings / "shop_scores.parquet")
    TRUTH.to_parquet(truths / "shops.parquet")
    text = evaluate.report(findings, truths)
    assert "average precision               0.833" in text
    assert "innocent shops suspected       50.00%" in text
    assert "lone_blatant" in text and "unbranded" in text


def test_findings_without_scores_are_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="shop_scores"):
        evaluate.report(tmp_path, tmp_path)
