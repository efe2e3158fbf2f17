"""Innocents expected among the suspects: measured by the scan's own test buys, or not at all."""

from __future__ import annotations

import pytest

from tests.marketplace import Row, relations, rows_of


def expected(*tested: tuple[int, bool], untested: int = 0, without_laboratory: bool = True) -> Row:
    """Suspects of whom so many were appraised as (how many, all items genuine?)."""
    genuine = [is_genuine for count, is_genuine in tested for _ in range(count)]
    scores = [
        {"shop_id": f"S{n}", "suspect": True, "suspect_without_laboratory": without_laboratory}
        for n in range(len(genuine) + untested)
    ]
    buys = [
        {"shop_id": f"S{n}", "decided": 1, "counterfeit": 0 if true else 1, "genuine": 1 if true else 0}
        for n, true in enumerate(genuine)
    ]
    [row] = rows_of("innocents_expected", shop_scores=scores, shop_test_buys=buys)
    return row


def test_under_thirty_verdicts_nothing_is_claimed() -> None:
    row = expected((27, False), (2, True), untested=50)
    assert (row["is_measured"], row["verdicts"], row["suspects"]) == (False, 29, 79)
    assert (row["share"], row["share_low"], row["share_high"]) == (None, None, None)


def test_from_thirty_verdicts_on_share_interval_and_count_are_given() -> None:
    row = expected((27, False), (3, True), untested=50)
    assert (row["is_measured"], row["verdicts"], row["genuine"]) == (True, 30, 3)
    assert row["share"] == pytest.approx(0.1)
    # Wilson's interval for 3 of 30, as tabulated: 3.5 % to 25.6 %.
    assert row["share_low"] == pytest.approx(0.0346, abs=5e-4)
    assert row["share_high"] == pytest.approx(0.2562, abs=5e-4)


def test_no_genuine_item_among_forty_is_not_no_innocent() -> None:
    row = expected((40, False))
    assert (row["share"], row["share_low"]) == (0, pytest.approx(0, abs=1e-12))
    assert 0.05 < row["share_high"] < 0.12


def test_a_verdict_does_not_confirm_itself() -> None:
    """Shops that became suspects by their own counterfeit verdict say nothing of how the other suspects fare."""
    row = expected((40, False), without_laboratory=False)
    assert (row["is_measured"], row["verdicts"], row["suspects"]) == (False, 0, 40)


def test_a_shop_whose_verdicts_cleared_it_still_counts_as_an_innocent_among_suspects() -> None:
    """Left out, each genuine verdict that frees a shop would make the remaining suspects look guiltier."""
    scores = [{"shop_id": f"S{n}", "suspect": n >= 10, "suspect_without_laboratory": True} for n in range(40)]
    buys = [
        {"shop_id": f"S{n}", "decided": 1, "counterfeit": int(n >= 10), "genuine": int(n < 10)}
        for n in range(40)
    ]
    [row] = rows_of("innocents_expected", shop_scores=scores, shop_test_buys=buys)
    assert (row["suspects"], row["verdicts"], row["genuine"]) == (30, 40, 10)


def test_pending_verdicts_are_none() -> None:
    scores = [{"shop_id": f"S{n}", "suspect": True, "suspect_without_laboratory": True} for n in range(40)]
    pending = [{"shop_id": f"S{n}", "decided": 0, "counterfeit": 0, "genuine": 0} for n in range(40)]
    [row] = rows_of("innocents_expected", shop_scores=scores, shop_test_buys=pending)
    assert (row["verdicts"], row["is_measured"]) == (0, False)


def test_one_counterfeit_item_is_enough_for_a_shop_not_to_be_an_innocent() -> None:
    scores = [{"shop_id": f"S{n}", "suspect": True, "suspect_without_laboratory": True} for n in range(30)]
    mixed = [{"shop_id": f"S{n}", "decided": 3, "counterfeit": 1, "genuine": 2} for n in range(30)]
    [row] = rows_of("innocents_expected", shop_scores=scores, shop_test_buys=mixed)
    assert row["genuine"] == 0


def test_a_suspect_by_other_evidence_stays_one_when_its_own_verdict_is_left_out() -> None:
    evidence = [
        {"shop_id": "S1", "signal": "price", "kind": "prices", "weight": 3.5},
        {"shop_id": "S1", "signal": "complaints", "kind": "buyers", "weight": 3.0},
        {"shop_id": "S1", "signal": "test_buys", "kind": "laboratory", "weight": -1.4},
        {"shop_id": "S2", "signal": "price", "kind": "prices", "weight": 3.5},
        {"shop_id": "S2", "signal": "test_buys", "kind": "laboratory", "weight": 4.4},
    ]
    shops = [{"shop_id": "S1"}, {"shop_id": "S2"}]
    found = relations("shop_scores", shops=shops, shop_evidence=evidence)["shop_scores"]
    assert [(row["suspect"], row["suspect_without_laboratory"]) for row in found] == [
        (True, True),
        (True, False),
    ]
