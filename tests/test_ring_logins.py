"""Logins that move: told of who settles in another town and of no traveller, with a reading that accuses nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import pytest

from suyuan.masking import HIDDEN
from suyuan.messages import set_language
from suyuan.rings import case_ring, login_table, replay_events
from suyuan.rings.login_moves import LoginMove, moves
from suyuan.rings.replay_events import LOGINS, Steps
from tests.marketplace import catalogue, shape

START = date(2026, 3, 2)
PUTIAN, SHANGHAI = "350300", "310000"


def logins(*rows: tuple[int, str, int], account: str = "A1") -> pd.DataFrame:
    """Days after the start, town, and how many of ten logins came over something shared."""
    return pd.DataFrame(
        [
            (account, START + timedelta(days=day), town, f"Town {town}", 30.0, 120.0, 10, shared,
             [f"logins.parquet#{day}"])
            for day, town, shared in rows
        ],
        columns=[
            "account_id", "day", "city_adcode", "place_en", "latitude", "longitude", "logins", "shared_logins",
            "records",
        ],
    )  # fmt: skip


def seen(town: str, *days: int, shared: int = 0) -> list[tuple[int, str, int]]:
    return [(day, town, shared) for day in days]


def test_who_logs_in_from_elsewhere_alone_moved_and_who_comes_back_did_not_leave() -> None:
    left = logins(*seen(PUTIAN, 0, 5, 9), *seen(SHANGHAI, 20, 25, 40))
    both = logins(*seen(PUTIAN, 0, 5, 9, 30), *seen(SHANGHAI, 20, 25, 40), account="A2")
    day = START + timedelta(days=20)
    assert moves(left) == [LoginMove(day, "A1", PUTIAN, SHANGHAI, is_whole=True, is_shared=False)]
    assert moves(both) == [LoginMove(day, "A2", PUTIAN, SHANGHAI, is_whole=False, is_shared=False)]


@pytest.mark.parametrize(
    "away",
    [(30,), (30, 31, 33, 36)],
    ids=["one day", "a journey of a week"],
)
def test_a_journey_is_no_move(away: tuple[int, ...]) -> None:
    assert moves(logins(*seen(PUTIAN, *range(0, 60, 3)), *seen(SHANGHAI, *away))) == []


def test_who_went_to_and_fro_before_the_records_begin_began_nothing() -> None:
    commuter = logins(*seen(PUTIAN, 0, 1, 8, 15, 22, 29), *seen(SHANGHAI, 4, 11, 18, 25))
    late = logins(*seen(PUTIAN, *range(40), 50, 57), *seen(SHANGHAI, 46, 53, 60))
    assert moves(commuter) == []
    assert [move.to for move in moves(late)] == [SHANGHAI]


def test_a_single_login_before_is_no_place_to_have_moved_from() -> None:
    assert moves(logins(*seen(PUTIAN, 0), *seen(SHANGHAI, 20, 25, 40))) == []


def ring() -> Any:
    """A1 owns S1 and may be in charge."""
    whole = case_ring.empty()
    members = pd.DataFrame(
        [
            {
                "member_type": "shop",
                "member_id": "S1",
                "shop_name": "Lin's shoes",
                "owner_account_id": "A1",
            }
        ]
    ).reindex(columns=whole.members.columns)
    return type(whole)(members, whole.ties, whole.sites, whole.site_shops, whole.supply, "A1")


def told(frame: pd.DataFrame) -> list[replay_events.Event]:
    nothing = {
        "parcels": pd.DataFrame(columns=["step", "site_id", "shop_id", "province_key", "parcels"]),
        "orders": pd.DataFrame(columns=["step", "shop_id"]),
        "events": pd.DataFrame(
            columns=["event_at", "event", "shop_id", "shop_name", "detail", "site_id", "figure"]
        ),
    }
    steps = Steps(START, 7, ZoneInfo("Asia/Shanghai"))
    return replay_events.told({**nothing, "logins": frame}, steps, [], [], ring())


def test_a_move_is_told_on_its_day_with_a_reading_that_accuses_nobody() -> None:
    set_language("en")
    [event] = told(logins(*seen(PUTIAN, 0, 5, 9), *seen(SHANGHAI, 20, 25, 40)))
    assert (event.step, event.kind, event.shop_id, event.account_id) == (2, LOGINS, "S1", "A1")
    assert event.told == (
        "2026-03-22 in charge? Owner of Lin's shoes: logins moved from Town 350300 to Town 310000 "
        "(travel or a mobile network may do it too)"
    )
    [shared] = told(logins(*seen(PUTIAN, 0, 5, 9), *seen(SHANGHAI, 20, 25, 40, shared=9)))
    assert "over a network that strangers share" in shared.words
    set_language("zh")
    frame = logins(*seen(PUTIAN, 0, 5, 9), *seen(SHANGHAI, 20, 25, 40)).rename(
        columns={"place_en": "place_zh"}
    )
    [event] = told(frame)
    assert "登录地由" in event.words and "出行或移动网络也会如此" in event.words


def tabled(frame: pd.DataFrame) -> list[dict[str, Any]]:
    found = login_table.of_ring("R1", ring(), lambda *_query, **_bound: frame, ZoneInfo("Asia/Shanghai"))
    return [{str(name): value for name, value in row.items()} for row in found.to_dict("records")]


def test_a_move_stands_in_the_table_with_its_reading_its_days_and_its_source_rows() -> None:
    set_language("en")
    [row] = tabled(logins(*seen(PUTIAN, 0, 5, 9), *seen(SHANGHAI, 20, 25, 40)))
    assert (row["moved_on"], row["last_on"], row["account_id"]) == ("2026-03-22", "2026-04-11", "A1")
    assert (row["shop_names"], row["origin"], row["town"]) == ("Lin's shoes", "Town 350300", "Town 310000")
    assert (row["move"], row["innocent_reading"]) == ("alone", "travel")
    assert (row["days"], row["logins"], row["shared_logins"], row["days_before"]) == (3, 30, 0, 3)
    assert row["records"].split() == [f"logins.parquet#{day}" for day in (0, 20, 25, 40, 5, 9)]


def test_what_strangers_share_is_the_reading_of_a_move_to_a_cafe_and_a_traveller_is_in_no_table() -> None:
    [row] = tabled(logins(*seen(PUTIAN, 0, 5, 9, 30), *seen(SHANGHAI, 20, 25, 40, shared=9)))
    assert (row["move"], row["innocent_reading"], row["shared_logins"]) == ("too", "strangers_share", 27)
    assert tabled(logins(*seen(PUTIAN, *range(0, 60, 3)), *seen(SHANGHAI, 30, 31, 33))) == []


def test_source_rows_that_a_room_may_not_see_stay_hidden_in_the_table() -> None:
    frame = logins(*seen(PUTIAN, 0, 5, 9), *seen(SHANGHAI, 20, 25, 40)).assign(records=HIDDEN)
    assert [row["records"] for row in tabled(frame)] == [HIDDEN]


def towns_of(*given: dict[str, Any], shared: str = "", more: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    """Town, day and logins, those over what strangers share, of account A1 on China's calendar.

    `given`: rows of logins; `shared`: a network that strangers share; `more`: further columns.
    """
    rows: dict[str, list[dict[str, Any]]] = {
        "logins": [{"account_id": "A1", "logged_in_at": datetime(2026, 3, 2, 20), **row} for row in given],
        "places": PLACES,
        "division_changes": [{"adcode": "350399", "successor_adcode": "350302"}],
        "shops": [],
        "ring_members": [{"ring_id": "R1", "member_type": "account", "member_id": "A1"}],
        "shared_facilities": [{"trace_kind": "network", "trace": shared}],
        "extract_files": [{"source_file": "1", "file": "logins.parquet"}],
    }
    strings = ("division_changes", "extract_files")
    with duckdb.connect() as connection:
        for name, own in rows.items():
            columns = dict.fromkeys(own[0], "VARCHAR") if name in strings else dict(shape(name))
            listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            connection.execute(f"CREATE TABLE {name} ({listed})")
            for row in own:
                marks = ", ".join("?" for _column in columns)
                connection.execute(f"INSERT INTO {name} VALUES ({marks})", [row.get(c) for c in columns])
        query = catalogue().queries["rings__replay_logins"]
        bound = {"rings": ["R1"], "shops": [], "accounts": [], "minutes": 480}
        found = connection.execute(query.sql, bound)
        heads = [column[0] for column in found.description or []]
        kept = ("place_en", "province_en", "day", "logins", "shared_logins", *more)
        return [tuple(row[heads.index(name)] for name in kept) for row in found.fetchall()]


def place(adcode: str, name: str, city: str | None, latitude: float, longitude: float) -> dict[str, Any]:
    return {
        "adcode": adcode, "name_en": name, "city_adcode": city, "province_adcode": f"{adcode[:2]}0000",
        "source": "divisions", "latitude": latitude, "longitude": longitude, "parent_adcode": f"{adcode[:4]}00",
    }  # fmt: skip


PLACES = [
    place("350000", "Fujian", None, 26.1, 119.3),
    {**place("350300", "Putian", "350300", 25.4, 119.0), "parent_adcode": "350000"},
    place("350302", "Licheng", "350300", 25.43, 119.01),
    place("310000", "Shanghai", None, 31.2, 121.4),
    place("310104", "Xuhui", None, 31.19, 121.43),
]


@pytest.mark.parametrize(
    ("login", "town"),
    [
        ({"adcode": "350302"}, ("Putian", "Fujian")),
        ({"adcode": "350399"}, ("Putian", "Fujian")),
        ({"adcode": "350388"}, ("Putian", "Fujian")),
        ({"adcode": "310104"}, ("Shanghai", None)),
        ({"latitude": 25.431, "longitude": 119.02}, ("Putian", "Fujian")),
    ],
    ids=["a district", "a retired code", "an unknown district", "a municipality", "coordinates alone"],
)
def test_a_login_s_town_is_its_code_s_city_else_the_nearest_region_s(
    login: dict[str, Any], town: tuple[str, str | None]
) -> None:
    assert towns_of(login) == [(*town, date(2026, 3, 3), 1, 0)]


def test_a_login_far_from_every_region_or_without_a_place_is_in_no_town() -> None:
    assert towns_of({"latitude": 10.0, "longitude": 60.0}, {"adcode": None}, {"latitude": 25.4}) == []


def test_logins_over_what_strangers_share_are_counted_beside_the_others() -> None:
    made = towns_of(
        {"adcode": "350302", "ip_address": "10.0.0.1"}, {"adcode": "350302", "ip_address": "10.0.0.2"},
        {"adcode": "350302"}, shared="10.0.0.1",
    )  # fmt: skip
    assert made == [("Putian", "Fujian", date(2026, 3, 3), 3, 1)]


def test_a_town_s_day_names_the_rows_of_its_logins() -> None:
    made = towns_of(
        {"adcode": "350302", "source_file": 1, "source_row": 12},
        {"adcode": "350300", "source_file": 1, "source_row": 7},
        more=["records"],
    )
    assert made == [("Putian", "Fujian", date(2026, 3, 3), 2, 0, ["logins.parquet#12", "logins.parquet#7"])]
