"""The joint moment: from scans alone, with a runner-up; where the data is too thin it says so."""

from __future__ import annotations

import pandas as pd

from suyuan.plan import moment, words
from tests.plan.rows import checked, plan, scans, site

# Six days a week, at two hours of UTC.
ROUNDS = [(day, hour, 10) for day in (1, 2, 3, 5, 6, 7) for hour in (8, 9)]


def suggest(*rows: list[dict[str, object]], targets: str = "ABC") -> moment.Moment:
    return moment.suggest(pd.DataFrame([row for some in rows for row in some]), targets)[0]


def test_the_hour_that_most_targets_share_is_the_moment() -> None:
    told = suggest(scans("A", (1, 8, 20), (3, 9, 9)), scans("B", (3, 9, 9)), scans("C", (1, 10, 12)))
    assert told.best is not None
    assert (told.best.weekday, told.best.hour, told.best.together) == (3, 9, ("A", "B"))
    assert told.thin == ()


def test_the_runner_up_is_of_another_day() -> None:
    told = suggest(
        scans("A", (1, 8, 20), (1, 9, 15), (4, 8, 9)),
        scans("B", (1, 8, 20), (1, 9, 15), (4, 8, 9)),
        targets="AB",
    )
    assert told.best and told.runner_up
    assert (told.best.weekday, told.best.hour) == (1, 8)
    assert (told.runner_up.weekday, told.runner_up.hour) == (4, 8)


def test_sites_that_are_no_targets_have_no_say() -> None:
    told = suggest(scans("A", (1, 8, 20)), scans("B", (5, 8, 90)), scans("C", (5, 8, 90)), targets="A")
    assert told.best and (told.best.weekday, told.of) == (1, 1)


def test_a_few_scans_are_too_thin_to_say_an_hour() -> None:
    told = suggest(scans("A", (1, 8, 1), (2, 8, 1), (3, 9, 1)), scans("B", (4, 5, 2)), targets="AB")
    assert told.best is None and told.thin == ("A", "B")


def test_scans_spread_evenly_over_the_week_suggest_no_hour_however_many() -> None:
    week = [(day, hour, 5) for day in range(1, 8) for hour in range(24)]
    told = suggest(scans("A", *week), scans("B", *week), targets="AB")
    assert told.best is None and told.thin == ("A", "B")


def test_targets_without_a_common_hour_have_no_joint_moment() -> None:
    told = suggest(scans("A", (1, 8, 20)), scans("B", (2, 9, 20)), targets="AB")
    assert told.best is None and told.thin == ()


def test_hours_are_told_on_chinas_clock_and_roll_over_midnight() -> None:
    rows = pd.DataFrame(scans("A", (7, 20, 5), (1, 8, 5)))
    assert moment.local(rows, 8)[["weekday", "hour"]].values.tolist() == [[1, 4], [1, 16]]


def test_the_words_say_scans_never_presence_and_the_clock() -> None:
    sites, checks = [site("A"), site("B")], [checked("A"), checked("B", 2)]
    rhythm = [*scans("A", *ROUNDS), *scans("B", *ROUNDS)]
    made = plan(sites, checks, rhythm=rhythm)
    assert words.moment(made) == "Monday 16:00–17:00"
    told = " ".join(words.moment_why(made))
    assert "2 of 2 targets show scans" in told and "never presence" in told and "UTC+8" in told
    made = plan(sites, checks, rhythm=rhythm, language="zh")
    assert words.moment(made) == "星期一 16:00–17:00"
    assert "不代表人员在场" in " ".join(words.moment_why(made))


def test_a_thin_rhythm_is_said_on_the_plan() -> None:
    made = plan([site("A"), site("B")], [checked("A"), checked("B", 2)], rhythm=scans("A", (1, 8, 2)))
    assert words.moment(made) == "No joint moment in the data"
    told = " ".join(words.moment_why(made))
    assert "nothing is guessed" in told and "site 1, 2" in told


def test_sites_outside_china_are_told_in_utc() -> None:
    made = plan([site("A", is_china=False)], [checked("A")], rhythm=scans("A", *ROUNDS))
    assert words.moment(made) == "Monday 08:00–09:00" and words.zone(made) == "UTC"
