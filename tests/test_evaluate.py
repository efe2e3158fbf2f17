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


def test_the_worst_kind_is_the_guilty_least_found_and_the_innocent_most_accused() -> None:
    kinds = evaluate.by_kind(SCORES, TRUTH)
    assert evaluate.worst(kinds) == ("ring_quiet", 0.0)
    assert evaluate.worst(kinds, guilty=False) == ("outlet", 1.0)
    assert evaluate.worst(kinds[kinds["counterfeit"]], guilty=False) is None


# ---- The whole: two rings, one of them in every part right, then spoiled.

CHAIN_TRUTH = {
    "shops": pd.DataFrame(
        [
            ("S1", True, "T1", "ring_quiet"),
            ("S2", True, "T1", "ring_supplier"),
            ("S3", True, "T2", "ring_mixed"),
            ("S4", True, "T2", "ring_mixed"),
            ("S5", False, None, "outlet"),
        ],
        columns=["shop_id", "counterfeit", "ring_id", "kind"],
    ),
    "rings": pd.DataFrame(
        [("T1", "ring_quiet", "A1", "S2"), ("T2", "ring_mixed", "A2", None)],
        columns=["ring_id", "kind", "principal_account_id", "supplier_shop_id"],
    ),
    "sites": pd.DataFrame(
        [("T1", "source", 25.47, 119.04, "350304"), ("T2", "den", 23.14, 113.25, "440104")],
        columns=["ring_id", "role", "latitude", "longitude", "adcode"],
    ),
}


def chain_findings() -> dict[str, pd.DataFrame]:
    """Findings that say of the two rings exactly what is true."""
    shops, rings, sites = (CHAIN_TRUTH[name] for name in ("shops", "rings", "sites"))
    found = shops["ring_id"].replace({"T1": "R1", "T2": "R2"})
    return {
        "shop_scores": pd.DataFrame(
            {
                "shop_id": shops["shop_id"],
                "score": [0.9, 0.8, 0.7, 0.6, 0.1],
                "rank": [1, 2, 3, 4, 5],
                "suspect": shops["counterfeit"],
                "ring_id": found,
            }
        ),
        "rings": rings[["principal_account_id"]].assign(ring_id=["R1", "R2"]),
        "supply_edges": pd.DataFrame({"supplier_shop_id": ["S2"], "ring_id": ["R1"]}),
        "sites": sites.assign(ring_id=["R1", "R2"]),
    }


def laid(folder: Path, tables: dict[str, pd.DataFrame]) -> Path:
    folder.mkdir()
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet")
    return folder


def test_findings_that_say_what_is_true_get_one_in_everything(tmp_path: Path) -> None:
    found = evaluate.hold(
        laid(tmp_path / "findings", chain_findings()), laid(tmp_path / "truth", CHAIN_TRUTH)
    )
    wrongs = {
        "shops.innocents", "rings.split", "rings.joined", "rings.of_none", "rings.innocents",
        "sites.other_role", "sites.unplaced",
    }  # fmt: skip
    values = {name: share.value for name, share in found.shares().items()}
    assert len(values) == 27
    assert values == {name: 0.0 if name in wrongs else 1.0 for name in values}
    assert found.rings is not None and found.rings.pair_f1 == 1.0
    assert found.ring_kinds is not None
    assert found.ring_kinds.set_index("kind").loc["ring_quiet"].to_dict() == {
        "rings": 1, "shops": 2, "pairs": 1, "pairs_found": 1, "sources": 1, "sources_found": 1, "dens": 0,
        "dens_found": 0, "named": 1, "principals": 1, "principals_true": 1,
    }  # fmt: skip


def test_spoiled_findings_lose_in_every_part(tmp_path: Path) -> None:
    spoiled = chain_findings()
    spoiled["shop_scores"]["ring_id"] = ["R1", "R1", "R1", "R1", "R1"]
    spoiled["supply_edges"]["supplier_shop_id"] = ["S5"]
    spoiled["sites"]["role"] = ["den", "den"]
    spoiled["rings"] = spoiled["rings"].iloc[:1].assign(principal_account_id="A9")
    findings, truths = laid(tmp_path / "findings", spoiled), laid(tmp_path / "truth", CHAIN_TRUTH)
    values = {name: share.value for name, share in evaluate.hold(findings, truths).shares().items()}
    assert values["rings.pair_precision"] == 0.2
    assert (values["rings.joined"], values["rings.innocents"]) == (1.0, 1.0)
    assert (values["suppliers.recall"], values["suppliers.precision"]) == (0.0, 0.0)
    assert (values["sites.source_found"], values["sites.other_role"], values["sites.true"]) == (0.0, 0.5, 0.5)
    assert (values["principals.named"], values["principals.true"]) == (0.5, 0.0)
    text = evaluate.report(findings, truths)
    assert "found rings that join two       1.000   1 of 1" in text
    assert "the others are really: stranger 1" in text


def test_findings_of_shops_alone_leave_a_dash_for_the_rest(tmp_path: Path) -> None:
    alone = {"shop_scores": chain_findings()["shop_scores"].drop(columns="ring_id")}
    findings, truths = laid(tmp_path / "findings", alone), laid(tmp_path / "truth", CHAIN_TRUTH)
    found = evaluate.hold(findings, truths)
    assert (found.rings, found.suppliers, found.sites, found.principals, found.ring_kinds) == (None,) * 5
    text = evaluate.report(findings, truths)
    for words in ("ring pairs: F1", "suppliers found", "dens within 500 m", "principals named"):
        assert f"{words:<28}        –" in text


def test_a_truth_of_shops_alone_measures_the_shops(tmp_path: Path) -> None:
    findings = laid(tmp_path / "findings", chain_findings())
    truths = laid(tmp_path / "truth", {"shops": CHAIN_TRUTH["shops"]})
    found = evaluate.hold(findings, truths)
    assert found.rings is not None and found.rings.pair_f1 == 1.0
    assert (found.suppliers, found.sites, found.principals, found.ring_kinds) == (None,) * 4
    assert found.shops.recall == 1.0


def test_findings_without_scores_are_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="shop_scores"):
        evaluate.report(tmp_path, tmp_path)
