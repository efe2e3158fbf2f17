"""What is new against the scan before; what stands is kept, what repeats is not told again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.marketplace import NOON, Row, relations, sold

MONDAY = datetime(2026, 6, 1)


def before(shop_id: str, *, suspect: bool = False, ring_id: str | None = None, **more: Any) -> Row:
    return {
        "scan_id": "one", "finished_at": NOON, "shop_id": shop_id, "rank": 1, "score": 0.5, "suspect": suspect,
        "ring_id": ring_id, "listings": 2, "last_order_at": NOON, **more,
    }  # fmt: skip


def now(shop_id: str, *, suspect: bool = False, ring_id: str | None = None, **more: Any) -> Row:
    return {
        "shop_id": shop_id, "rank": 1, "score": 0.9 if suspect else 0.1, "suspect": suspect, "ring_id": ring_id,
        "listings": 2, "last_order_at": NOON, **more,
    }  # fmt: skip


def week(brand: str, *, is_hot: bool, number: int = 0, rise: float | None = 4.0) -> Row:
    return {
        "brand": brand, "category": "jerseys", "week_starts_at": MONDAY + timedelta(weeks=number),
        "orders": 90, "is_hot": is_hot, "rise": rise,
    }  # fmt: skip


def was_hot(brand: str, number: int = 0) -> Row:
    return {
        "scan_id": "one", "finished_at": NOON, "brand": brand, "category": "jerseys",
        "week_starts_at": MONDAY + timedelta(weeks=number), "orders": 90, "is_hot": True,
    }  # fmt: skip


def alerts(earlier: list[Row], later: list[Row], **given: Any) -> list[Row]:
    given = {"hot_categories": [], **given}
    return relations("alerts", before=earlier, shop_states=later, **given)["alerts"]


def told(rows: list[Row]) -> list[tuple[str, str, float, str]]:
    return sorted(
        (row["kind"], row["shop_id"] or row["ring_id"] or row["brand"], row["figure"], row["reason"])
        for row in rows
    )


def test_a_shop_that_became_suspect_is_told_once_with_its_score() -> None:
    found = alerts(
        [before("S1"), before("S2", suspect=True)], [now("S1", suspect=True), now("S2", suspect=True)]
    )
    assert told(found) == [("new_suspect", "S1", 0.9, "known_shop")]
    assert (found[0]["since_scan"], found[0]["since_at"], found[0]["is_new"]) == ("one", NOON, True)


def test_a_suspect_that_was_not_there_before_is_told_as_a_new_shop() -> None:
    assert told(alerts([before("S1")], [now("S1"), now("S9", suspect=True)])) == [
        ("new_suspect", "S9", 0.9, "new_shop")
    ]


def test_after_a_first_scan_nothing_is_new() -> None:
    hot = {"hot_categories": [week("Nike", is_hot=True)]}
    assert alerts([], [now("S1", suspect=True, ring_id="R1"), now("S2", ring_id="R1")], **hot) == []


def test_shops_that_come_up_as_a_ring_are_told_as_one_ring() -> None:
    later = [now("S1", ring_id="R1"), now("S2", ring_id="R1")]
    assert told(alerts([before("S1"), before("S2")], later)) == [("new_ring", "R1", 2, "found_together")]


def test_a_ring_that_only_changed_its_id_is_neither_new_nor_grown() -> None:
    """An older account came in: the id is derived from the oldest."""
    earlier = [before("S1", ring_id="R1"), before("S2", ring_id="R1")]
    assert alerts(earlier, [now("S1", ring_id="R0"), now("S2", ring_id="R0")]) == []


def test_a_ring_with_a_further_shop_has_grown_by_it() -> None:
    earlier = [before("S1", ring_id="R1"), before("S2", ring_id="R1"), before("S3")]
    later = [now(shop, ring_id="R1") for shop in ("S1", "S2", "S3")]
    assert told(alerts(earlier, later)) == [("grown_ring", "R1", 1, "shops_joined")]


def test_new_orders_of_a_suspect_are_told_and_those_of_other_shops_are_not() -> None:
    later_day = NOON + timedelta(days=1)
    orders = [
        sold("O1", "L1", "S1", 9, ordered_at=NOON),
        sold("O2", "L1", "S1", 9, ordered_at=later_day),
        sold("O3", "L2", "S2", 9, ordered_at=later_day),
    ]
    found = alerts(
        [before("S1", suspect=True), before("S2")], [now("S1", suspect=True), now("S2")], orders=orders
    )
    assert told(found) == [("new_activity_of_suspect", "S1", 1, "new_orders")]


def test_old_orders_delivered_late_are_no_new_activity() -> None:
    late = [sold("O1", "L1", "S1", 9, ordered_at=NOON - timedelta(days=9))]
    assert alerts([before("S1", suspect=True)], [now("S1", suspect=True)], orders=late) == []


def test_new_listings_of_a_suspect_are_told_where_nothing_was_sold() -> None:
    found = alerts([before("S1", suspect=True)], [now("S1", suspect=True, listings=5)])
    assert told(found) == [("new_activity_of_suspect", "S1", 3, "new_listings")]


def test_a_category_that_came_up_hot_is_told_and_one_that_stays_hot_is_not() -> None:
    found = alerts(
        [before("S1")],
        [now("S1")],
        hot_categories=[week("Nike", is_hot=True, number=1), week("Adidas", is_hot=True, number=1)],
        before_hot=[was_hot("Adidas", number=0)],
    )
    assert told(found) == [("hot_category", "Nike", 4.0, "rises_alone")]


def test_a_rise_that_goes_on_over_a_long_pause_between_scans_is_not_told_again() -> None:
    hot = [week("Nike", is_hot=True, number=9)]
    assert alerts([before("S1")], [now("S1")], hot_categories=hot, before_hot=[was_hot("Nike")]) == []


def test_a_category_that_had_cooled_when_the_scan_before_ran_is_told_again() -> None:
    cooled = {**was_hot("Nike", number=6), "is_hot": False}
    found = alerts(
        [before("S1")],
        [now("S1")],
        hot_categories=[week("Nike", is_hot=True, number=9)],
        before_hot=[was_hot("Nike"), cooled],
    )
    assert told(found) == [("hot_category", "Nike", 4.0, "rises_alone")]


def test_a_category_that_was_hot_long_ago_is_no_alert_today() -> None:
    weeks = [week("Nike", is_hot=True, number=0), week("Nike", is_hot=False, number=5)]
    assert alerts([before("S1")], [now("S1")], hot_categories=weeks) == []


def test_a_hot_category_of_new_goods_has_no_rise_to_tell() -> None:
    hot = [week("Nike", is_hot=True, rise=None)]
    [found] = alerts([before("S1")], [now("S1")], hot_categories=hot)
    assert (found["figure"], found["reason"]) == (None, "no_past")


def known(kind: str, **subject: Any) -> Row:
    return {
        "scan_id": "one", "finished_at": NOON, "alert_id": f"A {kind}", "kind": kind, "since_scan": "nil",
        "since_at": NOON - timedelta(days=1), "figure": 1.0, "reason": "known_shop", **subject,
    }  # fmt: skip


def test_an_alert_stands_while_its_subject_does_and_keeps_its_id() -> None:
    earlier = [before("S1", suspect=True), before("S2", suspect=True)]
    stood = [known("new_suspect", shop_id="S1"), known("new_ring", ring_id="R9")]
    [kept] = alerts(earlier, [now("S1", suspect=True), now("S2")], before_alerts=stood)
    assert (kept["alert_id"], kept["since_scan"], kept["is_new"]) == ("A new_suspect", "nil", False)


def test_an_alert_falls_when_its_shop_is_no_longer_suspect() -> None:
    stood = [known("new_suspect", shop_id="S1")]
    assert alerts([before("S1", suspect=True)], [now("S1")], before_alerts=stood) == []


def test_later_activity_takes_the_place_of_earlier() -> None:
    stood = [known("new_activity_of_suspect", shop_id="S1")]
    [kept] = alerts([before("S1", suspect=True)], [now("S1", suspect=True, listings=3)], before_alerts=stood)
    assert (kept["since_scan"], kept["is_new"]) == ("one", True)


def test_the_same_comparison_gives_the_same_ids() -> None:
    first = alerts([before("S1")], [now("S1", suspect=True)])
    again = alerts([before("S1")], [now("S1", suspect=True)])
    assert [row["alert_id"] for row in first] == [row["alert_id"] for row in again]
    assert first
