"""Test buys: a verdict is strong evidence for or against; what is not decided yet says nothing."""

from __future__ import annotations

from tests.marketplace import NOON, Row, by, rows_of


def buys(shop_id: str, *verdicts: str) -> list[Row]:
    return [
        {"test_buy_id": f"{shop_id}/{n}", "shop_id": shop_id, "verdict": verdict, "bought_at": NOON}
        for n, verdict in enumerate(verdicts)
    ]


def weights(*test_buys: list[Row]) -> dict[str, float]:
    rows = rows_of("verdicts", test_buys=[row for some in test_buys for row in some])
    return {row["shop_id"]: row["weight"] for row in rows}


def test_a_counterfeit_verdict_speaks_loudly_and_a_genuine_one_speaks_for_the_shop() -> None:
    found = weights(buys("fake", "counterfeit"), buys("true", "genuine"))
    assert found["fake"] > 4
    assert -2 < found["true"] < -1


def test_pending_and_inconclusive_verdicts_say_nothing() -> None:
    [row] = rows_of("shop_test_buys", test_buys=buys("S1", "pending", "inconclusive"))
    assert (row["decided"], row["counterfeit"], row["genuine"]) == (0, 0, 0)
    assert weights(buys("S1", "pending", "inconclusive")) == {}


def test_further_verdicts_add_less_and_less() -> None:
    one, two, four, nine = (weights(buys("S1", *["counterfeit"] * times))["S1"] for times in (1, 2, 4, 9))
    assert one < two < four == nine
    assert two - one < one


def test_one_genuine_item_does_not_clear_a_shop_that_sold_a_fake() -> None:
    mixed = weights(buys("S1", "counterfeit", "genuine"))["S1"]
    assert 2 < mixed < weights(buys("S1", "counterfeit"))["S1"]


def test_the_last_date_is_the_appraisal_or_the_purchase() -> None:
    rows = buys("S1", "genuine", "pending")
    rows[0]["appraised_at"] = NOON.replace(month=6)
    assert rows_of("shop_test_buys", test_buys=rows)[0]["last_at"] == NOON.replace(month=6)


def test_a_verdict_alone_makes_no_suspect_however_many_there_are() -> None:
    shops = [{"shop_id": "S1"}, {"shop_id": "S2"}]
    given = {"shops": shops, "test_buys": buys("S1", *["counterfeit"] * 9)}
    scores = by("shop_id", rows_of("shop_scores", **given))
    assert (scores["S1"]["rank"], scores["S1"]["suspect"]) == (1, False)
    assert scores["S1"]["signal_test_buys"] > 4


def test_a_shop_nobody_bought_from_is_off_and_not_cleared() -> None:
    shops = [{"shop_id": "S1"}, {"shop_id": "S2"}]
    scores = by("shop_id", rows_of("shop_scores", shops=shops, test_buys=buys("S1", "genuine")))
    assert scores["S2"]["signal_test_buys"] is None
    assert "test_buys" not in scores["S2"]["signals_available"]
    assert scores["S1"]["score"] < scores["S2"]["score"]
