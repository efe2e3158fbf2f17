"""A story put together on literal rows: of what is picked it tells alone, and of the rest nothing."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from suyuan.messages import set_language
from suyuan.rings import case_ring
from suyuan.rings.replay_told import Subject, Told, tell
from suyuan.rings.ring_graph import Ring
from suyuan.rings.ring_marks import Picks

SHANGHAI, BEIJING = "310000", "110000"


@pytest.fixture
def ring() -> Ring:
    """A1 owns S1 and A2 owns S2, a ring; S1 sends from P1, S2 from P2."""
    set_language("en")
    none = case_ring.empty()
    members = pd.DataFrame(
        [
            ("shop", "S1", "One", "A1", True), ("shop", "S2", "Two", "A2", True),
            ("account", "A1", None, None, False), ("account", "A2", None, None, False),
        ],
        columns=["member_type", "member_id", "shop_name", "owner_account_id", "suspect"],
    ).reindex(columns=none.members.columns).assign(units=1, amount=1.0, currency="CNY", role="seller")  # fmt: skip
    sites = pd.DataFrame(
        [("P1", "den", 2, 25.4, 119.0), ("P2", "den", 3, 23.1, 113.2)],
        columns=["site_id", "role", "shipments", "latitude", "longitude"],
    ).reindex(columns=none.sites.columns)
    sends = pd.DataFrame(
        [("P1", "S1", "A1", 2), ("P2", "S2", "A2", 3)],
        columns=["site_id", "shop_id", "account_id", "parcels"],
    )
    return Ring(members, none.ties, sites, sends, none.supply)


def story(ring: Ring, **picked: str) -> Told:
    """A week: S1 sold 2 units, S2 5; one parcel of each went to Shanghai, one more of S2's to Beijing."""
    places = {
        "destination_latitude": 31.2,
        "destination_longitude": 121.4,
        "province_en": "East",
        "province_zh": "东",
    }
    frames: dict[str, list[dict[str, Any]]] = {
        "span": [{"first_day": pd.Timestamp("2026-03-02"), "last_day": pd.Timestamp("2026-03-08")}],
        "orders": [
            {"step": 0, "shop_id": "S1", "orders": 1, "units": 2, "corroborated": 2},
            {"step": 1, "shop_id": "S2", "orders": 1, "units": 5, "corroborated": 0},
        ],
        "parcels": [
            {"step": 0, "site_id": "P1", "shop_id": "S1", "province_key": SHANGHAI, "parcels": 1, **places},
            {"step": 1, "site_id": "P2", "shop_id": "S2", "province_key": SHANGHAI, "parcels": 1, **places},
            {"step": 2, "site_id": "P2", "shop_id": "S2", "province_key": BEIJING, "parcels": 1, **places},
        ],
        "supply": [{"step": 0, "shop_id": "S1", "buyer_account_id": "A9", "units": 1}],
        "events": [
            {"event_at": pd.Timestamp("2026-03-03 20:00"), "event": "test_buy", "shop_id": "S2", "shop_name": "Two",
             "detail": "genuine", "site_id": None, "figure": None},
        ],
        "logins": [
            {"account_id": account, "day": day, "city_adcode": town, "place_en": town, "latitude": 30.0,
             "longitude": 120.0, "logins": 1, "shared_logins": 0}
            for account in ("A1", "A2")
            for days, town in (((1, 2), "T1"), ((4, 12), "T2"))
            for day in (date(2026, 3, one) for one in days)
        ],
    }  # fmt: skip
    told = tell(
        Subject(["R1"], ring, ring, picks=Picks(**picked)),
        lambda query, **_asked: pd.DataFrame(frames[query.removeprefix("rings__replay_")]),
        ZoneInfo("Asia/Shanghai"),
    )
    assert told is not None
    return told


def test_a_whole_story_ends_at_the_sum_and_tells_each_day_on_its_own_calendar(ring: Ring) -> None:
    told = story(ring)
    last = told.story.totals[-1]
    assert (last.orders, last.units, last.corroborated, last.parcels) == (2, 7, 2, 3)
    days = sorted((event.kind, event.day) for event in told.story.events if event.day)
    own = date(2026, 3, 4)
    assert days == [("logins", own), ("logins", own), ("test_buy", own)]
    assert len(told.story.towns) == 2


def test_of_a_picked_shop_its_own_is_told_and_the_others_stay_grey(ring: Ring) -> None:
    told = story(ring, node="S1")
    last = told.story.totals[-1]
    assert (last.units, last.parcels) == (2, 1)
    assert {event.account_id for event in told.story.events} == {"A1"}
    steps = len(told.story.steps)
    assert told.story.first["shop:S2"] == told.story.first["site:P2"] == steps
    assert told.story.first["shop:S1"] == 0


def test_a_picked_place_and_a_picked_province_keep_their_parcels(ring: Ring) -> None:
    assert story(ring, site="P2").story.totals[-1].parcels == 2
    assert story(ring, province=BEIJING).story.totals[-1].parcels == 1
    assert story(ring, site="P1", province=BEIJING).story.totals[-1].parcels == 0


def test_a_kind_of_tie_has_no_days_and_leaves_the_sums_as_they_are(ring: Ring) -> None:
    assert story(ring, tie="device").story.totals == story(ring).story.totals
