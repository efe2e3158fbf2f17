"""The hour of the week that the parcels' rhythm suggests. Scans by couriers, never anybody's presence.

A site's hour *stands out* where first scans fell into it on more days than chance explains: with its days spread over
the 168 hours of the week alike, one table in twenty would show an hour so full (Poisson tail, Bonferroni over the 168
hours). A day counts once however many parcels it sent. A site without such an hour is too thin, and says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

import pandas as pd

HOURS_A_WEEK = 168
# One false hour in twenty tables of 168 hours.
CHANCE = 0.05 / HOURS_A_WEEK
# A habit of the week shows in a month of weeks at the least: two scans in one hour are two scans.
FEWEST_DAYS = 4
Hour = tuple[int, int]  # weekday (1 is Monday) and hour


@dataclass(frozen=True)
class Slot:
    """An hour of the week on the sites' clock. `days`: on how many days scans fell into it; `of`: days in all."""

    weekday: int
    hour: int
    days: int
    of: int


@dataclass(frozen=True)
class Choice:
    """A candidate for the joint moment. `together`: sites whose scans stand out then; `that_day`: at any hour."""

    weekday: int
    hour: int
    together: tuple[str, ...]
    that_day: tuple[str, ...]


@dataclass(frozen=True)
class Moment:
    """The joint moment of `of` target sites; `best` None: the data shows none. `thin`: sites too thin to say."""

    best: Choice | None
    runner_up: Choice | None
    of: int
    thin: tuple[str, ...]


def local(rhythm: pd.DataFrame, hours: int) -> pd.DataFrame:
    """`weekday` and `hour` of UTC → those of a clock `hours` ahead."""
    if rhythm.empty:
        return rhythm
    place = (rhythm["weekday"].astype(int) - 1) * 24 + rhythm["hour"].astype(int) + hours
    return rhythm.assign(weekday=place // 24 % 7 + 1, hour=place % 24)


def outstanding(days: Mapping[Hour, int]) -> dict[Hour, int]:
    """The hours that stand out, each with its days. `days`: by hour, on how many days scans fell into it."""
    usual = sum(days.values()) / HOURS_A_WEEK
    return {
        hour: count for hour, count in days.items() if count >= FEWEST_DAYS and _tail(count, usual) <= CHANCE
    }


def suggest(rhythm: pd.DataFrame, targets: Collection[str]) -> tuple[Moment, dict[str, Slot]]:
    """The joint moment of the targets, and of every site its own best hour (sites without one are left out).

    `rhythm`: `site_id`, `weekday`, `hour`, `days`, on the sites' clock. Most sites together win, then the larger
    part of their days, then the earlier hour of the week. The runner-up is the best hour of another day.
    """
    every = {str(site): _days(rows) for site, rows in rhythm.groupby("site_id")}
    shown = {site: outstanding(days) for site, days in every.items()}
    own = {}
    for site, hours in shown.items():
        if hours:
            (weekday, hour), days = min(hours.items(), key=lambda one: (-one[1], one[0]))
            own[site] = Slot(weekday, hour, days, sum(every[site].values()))
    wanted = sorted(targets)
    thin = tuple(site for site in wanted if site not in own)
    choices = _choices({site: shown[site] for site in wanted if site in own}, every)
    best = choices[0] if choices else None
    # Two sites or more in one hour are a joint moment; a single target is its own.
    if best is not None and len(wanted) > 1 and len(best.together) < 2:
        best = None
    second = next((one for one in choices if best and one.weekday != best.weekday), None)
    return Moment(best, second, len(wanted), thin), own


def _choices(
    shown: Mapping[str, Mapping[Hour, int]], every: Mapping[str, Mapping[Hour, int]]
) -> list[Choice]:
    ranked = []
    for weekday, hour in sorted({hour for hours in shown.values() for hour in hours}):
        together = tuple(site for site, hours in shown.items() if (weekday, hour) in hours)
        that_day = tuple(site for site, hours in shown.items() if any(day == weekday for day, _hour in hours))
        part = sum(shown[site][weekday, hour] / sum(every[site].values()) for site in together)
        choice = Choice(weekday, hour, together, that_day)
        ranked.append(((-len(together), -round(part, 9), weekday, hour), choice))
    return [choice for _rank, choice in sorted(ranked, key=lambda one: one[0])]


def _days(rows: pd.DataFrame) -> dict[Hour, int]:
    told: Iterable[tuple[int, int, int]] = zip(rows["weekday"], rows["hour"], rows["days"], strict=True)
    return {(int(weekday), int(hour)): int(days) for weekday, hour, days in told}


def _tail(count: int, usual: float) -> float:
    """How likely `count` or more are where `usual` are expected (Poisson)."""
    if usual <= 0:
        return 1.0
    term = -usual + sum(log(usual / step) for step in range(1, count + 1))
    # Beyond the count each further term is smaller by usual / (count + n): summed until it adds nothing.
    total, step = 0.0, count
    while term > -700 and (step == count or exp(term) > total * 1e-12):
        total += exp(term)
        step += 1
        term += log(usual / step)
    return min(total, 1.0)
