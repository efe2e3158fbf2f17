"""What changed since the scan before: new suspects, former ones, and those that moved."""

from __future__ import annotations

from tests.marketplace import NOON, Row, by, rows_of


def before(shop_id: str, score: float, *, suspect: bool, rank: int = 1) -> Row:
    return {
        "scan_id": "one", "finished_at": NOON, "shop_id": shop_id, "rank": rank, "score": score, "suspect": suspect,
    }  # fmt: skip


def now(shop_id: str, score: float, *, suspect: bool, rank: int = 1) -> Row:
    return {"shop_id": shop_id, "score": score, "suspect": suspect, "rank": rank}


def changes(earlier: list[Row], later: list[Row]) -> dict[str, Row]:
    return by("shop_id", rows_of("shop_changes", before=earlier, shop_scores=later))


def test_new_and_former_suspects_are_told_apart_and_the_unmoved_left_out() -> None:
    found = changes(
        [
            before("up", 0.3, suspect=False),
            before("down", 0.9, suspect=True),
            before("same", 0.8, suspect=True),
        ],
        [now("up", 0.9, suspect=True), now("down", 0.2, suspect=False), now("same", 0.8, suspect=True)],
    )
    assert {shop: row["change"] for shop, row in found.items()} == {
        "up": "new_suspect",
        "down": "no_longer_suspect",
    }


def test_a_suspect_that_moved_says_in_which_direction_and_from_where() -> None:
    found = changes(
        [before("rose", 0.7, suspect=True, rank=9), before("fell", 0.9, suspect=True, rank=2)],
        [now("rose", 0.95, suspect=True, rank=1), now("fell", 0.8, suspect=True, rank=5)],
    )
    assert (found["rose"]["change"], found["fell"]["change"]) == ("rose", "fell")
    assert (found["rose"]["rank_before"], found["rose"]["rank_now"]) == (9, 1)


def test_a_hairs_breadth_is_no_change() -> None:
    assert changes([before("S1", 0.900, suspect=True)], [now("S1", 0.905, suspect=True)]) == {}


def test_moves_among_those_who_are_no_suspects_are_not_reported() -> None:
    assert changes([before("S1", 0.01, suspect=False)], [now("S1", 0.3, suspect=False)]) == {}


def test_a_shop_that_was_not_there_before_can_be_a_new_suspect() -> None:
    found = changes([before("old", 0.1, suspect=False)], [now("new", 0.9, suspect=True)])
    assert (found["new"]["change"], found["new"]["rank_before"]) == ("new_suspect", None)


def test_after_the_first_scan_nothing_is_called_new() -> None:
    assert changes([], [now("S1", 0.99, suspect=True)]) == {}
    assert rows_of("scan_before") == []


def test_the_scan_before_is_one_row_with_its_counts() -> None:
    earlier = [before("S1", 0.9, suspect=True), before("S2", 0.1, suspect=False)]
    assert rows_of("scan_before", before=earlier) == [
        {"scan_id": "one", "finished_at": NOON, "shops": 2, "suspects": 1}
    ]
