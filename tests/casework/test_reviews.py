"""The queue of suspects: what a clearing hides, and what brings a shop back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from suyuan.casework import queue, records, reviews
from suyuan.casework.errors import Unfit
from suyuan.casework.queue import News, Suspect
from suyuan.casework.roles import Person
from suyuan.casework.store import Store

AN = Person("An", "analyst", "an@example.org")
PRICE = {"signal": "price", "figure": 0.3, "usual": 0.8, "weight": 1.31, "innocent_reading": "clearance"}
PHOTOS = {"signal": "photos", "figure": 0.6, "usual": 0.1, "weight": 0.9, "innocent_reading": "plain_photos"}
BRAND_LIST = {
    "signal": "authorised",
    "figure": 1,
    "usual": 0,
    "weight": -2.0,
    "innocent_reading": "authorised",
}


def heavier(reason: dict[str, object], weight: float) -> dict[str, object]:
    return {**reason, "weight": weight}


def clear(
    store: Store, *reasons: dict[str, object], known: tuple[str, ...] = (), until: date | None = None
) -> None:
    with store.write() as session:
        reviews.clear(
            session, AN, "S1", reason="an outlet with papers", evidence=reasons, known=known, until=until
        )


def place(
    store: Store, *reasons: dict[str, object], known: tuple[str, ...] = (), days: int = 0
) -> queue.Place:
    on = records.now().date() + timedelta(days=days)
    with store.read() as session:
        told = queue.queue(session, AN, [Suspect("S1", reasons, frozenset(known))], on)
    [found] = [*told.shown, *told.hidden]
    assert (found in told.hidden) == (found.state == "cleared" and not found.why)
    return found


def test_a_shop_that_nobody_reviewed_is_new(lite: Store) -> None:
    assert (place(lite, PRICE).state, place(lite, PRICE).why) == ("new", "")


def test_a_cleared_shop_leaves_the_queue_while_nothing_new_is_known(store: Store) -> None:
    clear(store, PRICE, PHOTOS)
    assert (place(store, PRICE, PHOTOS).state, place(store, PRICE, PHOTOS).why) == ("cleared", "")


def test_a_signal_that_did_not_speak_at_the_clearing_brings_the_shop_back_and_is_shown(lite: Store) -> None:
    clear(lite, PRICE)
    back = place(lite, PRICE, PHOTOS)
    assert (back.why, back.news) == ("new_evidence", (News("photos", 0.0, 0.9),))


def test_a_weight_measured_anew_around_an_unchanged_shop_is_not_news(lite: Store) -> None:
    clear(lite, PRICE)
    assert place(lite, heavier(PRICE, 1.74)).why == ""


def test_small_growth_adds_up_against_the_day_of_the_clearing(lite: Store) -> None:
    clear(lite, PRICE)
    assert place(lite, heavier(PRICE, 1.6)).why == ""
    assert place(lite, heavier(PRICE, 1.8)).news == (News("price", 1.3, 1.8),)


def test_evidence_that_fell_away_brings_nobody_back(lite: Store) -> None:
    clear(lite, PRICE, PHOTOS)
    assert place(lite, PRICE).why == ""


def test_what_spoke_for_a_shop_and_is_gone_is_news(lite: Store) -> None:
    clear(lite, PRICE, BRAND_LIST)
    assert place(lite, PRICE).news == (News("authorised", -2.0, 0.0),)


def test_a_new_complaint_is_news_where_complaints_speak_against_the_shop(lite: Store) -> None:
    complaints = {"signal": "complaints", "weight": 0.8}
    clear(lite, complaints, known=("complaints/C1",))
    back = place(lite, complaints, known=("complaints/C1", "complaints/C2"))
    assert back.news == (News("complaints", 0.8, 0.8, ("complaints/C2",)),)


def test_a_genuine_verdict_and_daily_orders_bring_nobody_back(lite: Store) -> None:
    clear(lite, PRICE, known=("orders/O1",))
    assert (
        place(lite, PRICE, heavier({"signal": "test_buys"}, -1.0), known=("test_buys/T1", "orders/O2")).why
        == ""
    )


def test_a_clearing_ends_after_its_last_day(lite: Store) -> None:
    clear(lite, PRICE, until=records.now().date() + timedelta(days=10))
    assert (place(lite, PRICE, days=10).why, place(lite, PRICE, days=11).why) == ("", "expired")


def test_a_returned_shop_is_cleared_again_with_what_is_known_by_then(lite: Store) -> None:
    clear(lite, PRICE)
    assert place(lite, PRICE, PHOTOS).why == "new_evidence"
    with lite.write() as session:
        seen = reviews.review_of(session, AN, "S1")
        assert seen is not None
        reviews.clear(
            session, AN, "S1", reason="photos of the maker", evidence=[PRICE, PHOTOS], version=seen.version
        )
    assert place(lite, PRICE, PHOTOS).why == ""


def test_watched_and_test_bought_shops_stay_in_the_queue(lite: Store) -> None:
    for state in ("watched", "test_buy"):
        with lite.write() as session:
            seen = reviews.review_of(session, AN, "S1")
            reviews.move(session, AN, "S1", state, version=seen.version if seen else None)
        assert place(lite, PRICE).state == state


def test_only_the_steps_of_the_table_are_taken(lite: Store) -> None:
    taken = set()
    for before in reviews.STATES:
        for after in reviews.STATES:
            shop = f"{before}-{after}"
            with lite.write() as session:
                version = step(session, shop, before, None) if before != "new" else None
                try:
                    step(session, shop, after, version)
                    taken.add((before, after))
                except Unfit:
                    continue
    assert taken == {(before, after) for before, ways in reviews.STEPS.items() for after in ways}


def step(session: object, shop: str, state: str, version: int | None) -> int:
    if state == "cleared":
        return reviews.clear(session, AN, shop, reason="outlet", evidence=[], version=version).version  # type: ignore[arg-type]
    return reviews.move(session, AN, shop, state, version=version, reason="news").version  # type: ignore[arg-type]


def test_clearing_needs_a_reason_and_a_day_to_come(lite: Store) -> None:
    with pytest.raises(Unfit, match="reason"), lite.write() as session:
        reviews.clear(session, AN, "S1", reason=" ", evidence=[])
    with pytest.raises(Unfit, match="until"), lite.write() as session:
        reviews.clear(session, AN, "S1", reason="outlet", evidence=[], until=records.now().date())


def test_taking_up_a_cleared_shop_needs_a_reason(lite: Store) -> None:
    clear(lite, PRICE)
    with lite.read() as session:
        seen = reviews.review_of(session, AN, "S1")
    assert seen is not None
    with pytest.raises(Unfit, match="reason"), lite.write() as session:
        reviews.move(session, AN, "S1", "reviewing", version=seen.version)
