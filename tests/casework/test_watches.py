"""The watch list: terms, renewals, goods that do not wait, and what is new since somebody looked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from suyuan.casework import due, records, watches
from suyuan.casework.errors import Forbidden, Unfit
from suyuan.casework.roles import Person
from suyuan.casework.store import Store
from suyuan.casework.watches import Activity

AN = Person("An", "analyst", "an@example.org")
LIN = Person("Lin", "lead", "lin@example.org")
NOON = datetime(2026, 6, 14, 12)


def today(days: int = 0) -> object:
    return records.now().date() + timedelta(days=days)


def test_a_watch_ends_by_the_longest_term(store: Store) -> None:
    with store.write() as session:
        row = watches.watch(session, AN, "shop", "S1", reason="sells more each week")
    assert (row["status"], row["owner"], row["ends_on"]) == ("active", "An", today(90))
    with pytest.raises(Unfit, match="only a lead renews it"), store.write() as session:
        watches.watch(session, AN, "shop", "S2", reason="x", ends_on=today(91))


def test_only_a_lead_renews_and_says_why(store: Store) -> None:
    with store.write() as session:
        row = watches.watch(session, AN, "account", "A1", reason="buys upstream", ends_on=today(5))
    with pytest.raises(Forbidden), store.write() as session:
        watches.renew(session, AN, row.id, row.version, reason="goes on", ends_on=today(30))
    with pytest.raises(Unfit, match="reason"), store.write() as session:
        watches.renew(session, LIN, row.id, row.version, reason="", ends_on=today(30))
    with pytest.raises(Unfit, match="at the latest"), store.write() as session:
        watches.renew(session, LIN, row.id, row.version, reason="goes on", ends_on=today(91))
    with store.write() as session:
        longer = watches.renew(session, LIN, row.id, row.version, reason="goes on", ends_on=today(30))
    assert (longer["ends_on"], longer["renewals"], longer["renewed_because"]) == (today(30), 1, "goes on")


def test_an_analyst_plans_reviews_within_the_term_alone(lite: Store) -> None:
    with lite.write() as session:
        row = watches.watch(session, AN, "shop", "S1", reason="x", ends_on=today(20))
        watches.plan_review(session, AN, row.id, row.version, today(20))
    with pytest.raises(Unfit, match="only a lead"), lite.write() as session:
        watches.plan_review(session, AN, row.id, row.version, today(21))


def test_the_same_shop_is_watched_once_and_again_after_its_watch_was_ended(lite: Store) -> None:
    with lite.write() as session:
        row = watches.watch(session, AN, "shop", "S1", reason="x")
        watches.watch(session, AN, "account", "S1", reason="an account may bear a shop's id")
        with pytest.raises(Unfit, match="already"):
            watches.watch(session, AN, "shop", "S1", reason="y")
        watches.end_watch(session, AN, row.id, row.version, reason="quiet")
        watches.watch(session, AN, "shop", "S1", reason="again")


def test_goods_that_endanger_health_stand_first_until_a_lead_takes_them(store: Store) -> None:
    with store.write() as session:
        watches.watch(session, AN, "shop", "S1", reason="x", review_on=today())
        cream = watches.watch(session, AN, "shop", "S2", reason="x", goods=["美妆"], review_on=today(10))
        told = due.due(session, AN, today())
    assert [(one.kind, one.record["subject_id"]) for one in told] == [
        ("escalated", "S2"),
        ("watch_review", "S1"),
    ]
    with pytest.raises(Forbidden), store.write() as session:
        watches.take_escalation(session, AN, cream.id, cream.version)
    with store.write() as session:
        watches.take_escalation(session, LIN, cream.id, cream.version)
        assert [one.kind for one in due.due(session, AN, today())] == ["watch_review"]


def test_shoes_and_a_shirt_the_colour_of_wine_do_not_escalate(lite: Store) -> None:
    with lite.write() as session:
        row = watches.watch(session, AN, "shop", "S1", reason="x", goods=["运动鞋", "酒红色球衣"])
    assert (row["is_health_risk"], row["escalated_at"]) == (False, None)


def test_the_team_declares_which_words_escalate(lite: Store, team: Callable[[str], Path]) -> None:
    team('[health_risk]\nwords = ["运动鞋"]\n[watch]\nlongest_days = 30\n')
    with lite.write() as session:
        shoes = watches.watch(session, AN, "shop", "S1", reason="x", goods=["运动鞋"])
        cream = watches.watch(session, AN, "shop", "S2", reason="x", goods=["美妆"])
    assert (shoes["is_health_risk"], cream["is_health_risk"], shoes["ends_on"]) == (True, False, today(30))


def test_activity_since_it_was_seen_alerts_until_it_is_acknowledged(store: Store) -> None:
    with store.write() as session:
        row = watches.watch(session, AN, "shop", "S1", reason="x", seen=Activity(10, NOON, 4))
        watches.watch(session, AN, "shop", "S2", reason="x", seen=Activity(10, NOON, 4))
    later = Activity(13, NOON + timedelta(hours=2), 5)
    now = {("shop", "S1"): later, ("shop", "S2"): Activity(10, NOON, 4), ("account", "S2"): later}
    with store.read() as session:
        [alert] = watches.new_activity(session, AN, now)
    assert (alert.watch.id, alert.orders_more, alert.listings_more) == (row.id, 3, 1)
    with store.write() as session:
        watches.acknowledge(session, AN, row.id, row.version, later)
        assert watches.new_activity(session, AN, now) == []


def test_fewer_orders_after_a_shorter_delivery_are_no_activity(lite: Store) -> None:
    with lite.write() as session:
        watches.watch(session, AN, "shop", "S1", reason="x", seen=Activity(10, NOON, 4))
        assert watches.new_activity(session, AN, {("shop", "S1"): Activity(7, NOON, 4)}) == []


def test_a_watch_past_its_term_is_due_and_still_alerts(lite: Store) -> None:
    with lite.write() as session:
        watches.watch(session, AN, "shop", "S1", reason="x", ends_on=today(5), seen=Activity(1, NOON))
        assert [one.kind for one in due.due(session, AN, today(6))] == ["watch_over"]
        assert len(watches.new_activity(session, AN, {("shop", "S1"): Activity(2, NOON)})) == 1


def test_an_ended_watch_is_not_changed(lite: Store) -> None:
    with lite.write() as session:
        row = watches.watch(session, AN, "shop", "S1", reason="x")
        ended = watches.end_watch(session, AN, row.id, row.version, reason="quiet")
    with pytest.raises(Unfit, match="was ended"), lite.write() as session:
        watches.acknowledge(session, AN, row.id, ended.version, Activity(1))


@pytest.mark.parametrize(
    "text", ["[watch]\nlongest = 3", "[watch]\nlongest_days = 0", "not toml", "[roles]\nlead = [1]"]
)
def test_settings_that_are_wrong_are_named(lite: Store, team: Callable[[str], Path], text: str) -> None:
    team(text)
    with pytest.raises(Unfit, match=r"team\.toml"), lite.write() as session:
        watches.watch(session, AN, "shop", "S1", reason="x")
