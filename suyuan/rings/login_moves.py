"""When somebody begins to log in from another town. No drawing.

A login's place is what a network says of itself: a move is told, never weighed, and always with its innocent reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

import pandas as pd

# A town that is seen on one day, or within one week alone, is a trip's: one keeps coming to a place of work.
LEAST_DAYS, LEAST_SPAN = 2, 7
# Who goes to and fro between two towns logged in from either before the records begin. A town is new only where days
# as he spends them since would have shown it among those before in nineteen of twenty cases.
UNSEEN_BY_CHANCE = 0.05


@dataclass(frozen=True)
class LoginMove:
    """From `day` on an account logs in from `to`: only there (`is_whole`), or besides where it did before.

    `is_shared`: most logins from there came over a machine, a network or a place that strangers share.
    """

    day: date
    account_id: str
    origin: str
    to: str
    is_whole: bool
    is_shared: bool


def minutes_of(zone: tzinfo) -> int:
    """By how much a day of the zone begins before UTC's; the zone's offset today stands for the year."""
    offset = datetime.now(zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def moves(logins: pd.DataFrame) -> list[LoginMove]:
    """Every account's new towns, in the order of days. `logins`: rows of `rings__replay_logins`."""
    found: list[LoginMove] = []
    for account_id, own in logins.groupby("account_id"):
        days = {
            str(town): sorted({pd.Timestamp(day).date() for day in rows["day"]})
            for town, rows in own.groupby("city_adcode")
        }
        for town, there in days.items():
            origin = _origin(days, there[0], town)
            if origin and _is_new(days, town):
                found.append(
                    LoginMove(
                        there[0], str(account_id), origin, town,
                        all(theirs[-1] <= there[0] for other, theirs in days.items() if other != town),
                        _is_shared(own[own["city_adcode"] == town]),
                    )
                )  # fmt: skip
    return sorted(found, key=lambda move: (move.day, move.account_id, move.to))


def _origin(days: dict[str, list[date]], first: date, town: str) -> str:
    """The town it was in the way of logging in from before: the last one, of several the busiest; '' for none."""
    before = {
        other: [day for day in theirs if day < first] for other, theirs in days.items() if other != town
    }
    habits = {other: theirs for other, theirs in before.items() if len(theirs) >= LEAST_DAYS}
    return max(habits, key=lambda other: (habits[other][-1], len(habits[other]), other), default="")


def _is_new(days: dict[str, list[date]], town: str) -> bool:
    there = days[town]
    if len(there) < LEAST_DAYS or (there[-1] - there[0]).days < LEAST_SPAN:
        return False
    every = {day for theirs in days.values() for day in theirs}
    before = sum(day < there[0] for day in every)
    share = len(there) / sum(day >= there[0] for day in every)
    return bool((1 - share) ** before <= UNSEEN_BY_CHANCE)


def _is_shared(rows: pd.DataFrame) -> bool:
    return bool(2 * rows["shared_logins"].sum() > rows["logins"].sum())
