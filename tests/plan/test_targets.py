"""Which sites are targets: checked on the ground, fresh, in a declared system, or overridden with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from suyuan.plan.model import COORDINATES, NEEDS_OVERRIDE, RULED_OUT, STALE, TARGET, VERIFY
from tests.plan.rows import checked, given, overridden, plan, site

STALE_SITE: dict[str, Any] = {"last_shipped_at": datetime(2026, 10, 20, 9)}
UNDECLARED = ("coordinates_wgs84",)


def standings(made: Any) -> dict[str, str]:
    return {one.site_id: one.standing for one in made.sites}


def test_only_a_site_checked_on_the_ground_is_a_target() -> None:
    made = plan(
        [site("A"), site("B"), site("C"), site("D")],
        [checked("A"), checked("B", 2, status="candidate"), checked("C", 3, status="ruled_out")],
    )
    assert standings(made) == {"A": TARGET, "B": VERIFY, "C": RULED_OUT, "D": VERIFY}
    assert [one.site_id for one in made.targets] == ["A"]


def test_the_check_that_was_changed_last_counts() -> None:
    made = plan([site("A")], [checked("A", 5, status="ruled_out"), checked("A", 2)])
    assert standings(made) == {"A": RULED_OUT}


def test_a_last_parcel_of_fifteen_days_ago_needs_an_override_and_one_of_fourteen_none() -> None:
    made = plan(
        [
            site("A", last_shipped_at=datetime(2026, 10, 20, 9)),
            site("B", last_shipped_at=datetime(2026, 10, 21, 9)),
        ],
        [checked("A"), checked("B", 2)],
    )
    assert {one.site_id: one.age_days for one in made.sites} == {"A": 15, "B": 14}
    assert standings(made) == {"A": NEEDS_OVERRIDE, "B": TARGET}


def test_a_place_in_an_undeclared_system_needs_an_override_and_an_address_without_coordinates_none() -> None:
    made = plan(
        [site("A"), site("B", latitude=None, longitude=None, radius_m=None)],
        [checked("A"), checked("B", 2)],
        assumed=UNDECLARED,
    )
    assert standings(made) == {"A": NEEDS_OVERRIDE, "B": TARGET}
    assert made.sites[0].open_needs == (COORDINATES,)


def test_an_override_covers_what_it_names_and_no_more() -> None:
    told = {
        needs: plan(
            [site("A", **STALE_SITE)], [checked("A")], [overridden("A", needs)], assumed=UNDECLARED
        ).sites[0]
        for needs in (STALE, COORDINATES, f"{COORDINATES} {STALE}")
    }
    assert [one.standing for one in told.values()] == [NEEDS_OVERRIDE, NEEDS_OVERRIDE, TARGET]
    assert [one.open_needs for one in told.values()] == [(COORDINATES,), (STALE,), ()]


def test_an_override_makes_no_target_of_a_site_that_nobody_checked() -> None:
    made = plan([site("A", **STALE_SITE)], [], [overridden("A", f"{COORDINATES} {STALE}")])
    assert standings(made) == {"A": VERIFY}


def test_an_address_of_casework_alone_needs_an_override_since_nothing_was_seen_to_leave_it() -> None:
    made = plan([site("A")], [checked("other door", 2, address="x")])
    [own] = [one for one in made.sites if one.site_id == "other door"]
    assert (own.standing, own.open_needs, own.is_found) == (NEEDS_OVERRIDE, (STALE,), False)


STATUS = st.sampled_from(["candidate", "checked", "ruled_out"])
CHECKS = st.lists(st.tuples(st.sampled_from("ABCD"), STATUS), max_size=8)
AGES = st.lists(st.sampled_from([None, datetime(2026, 11, 2), datetime(2026, 9, 1)]), min_size=4, max_size=4)
OVERRIDES = st.dictionaries(
    st.sampled_from("ABCD"), st.sampled_from([STALE, COORDINATES, "coordinates stale"])
)


@settings(max_examples=60, deadline=None)
@over(checks=CHECKS, ages=AGES, overrides=OVERRIDES, assumed=st.sampled_from([(), UNDECLARED]))
def test_whatever_is_entered_no_unchecked_site_stands_among_the_targets(
    checks: list[tuple[str, str]],
    ages: list[datetime | None],
    overrides: dict[str, str],
    assumed: tuple[str, ...],
) -> None:
    made = plan(
        [site(name, last_shipped_at=age) for name, age in zip("ABCD", ages, strict=True)],
        [checked(name, version, status=status) for version, (name, status) in enumerate(checks, start=1)],
        [overridden(name, needs) for name, needs in overrides.items()],
        assumed=assumed,
    )
    last = dict(checks)
    for one in made.targets:
        assert last.get(one.site_id) == "checked"
        assert set(one.needs) <= set(overrides.get(one.site_id, "").split())
    of_sheets = [one for jurisdiction in made.jurisdictions for one in jurisdiction.targets]
    assert {one.site_id for one in of_sheets} == {one.site_id for one in made.targets}
    assert set(made.moment.best.together if made.moment.best else ()) <= {one.site_id for one in made.targets}


@pytest.mark.parametrize(("at_hand", "balance"), [(51, 1), (50, 0), (40, -10), (None, None)])
def test_officers_of_targets_are_held_against_the_number_at_hand(
    at_hand: int | None, balance: int | None
) -> None:
    made = plan(
        [site("A"), site("B"), site("C")],
        [checked("A"), checked("B", 2)],
        [given("A", 30), given("B", 20), given("C", 7)],
        at_hand=at_hand,
    )
    assert (made.officers, made.waiting_officers, made.balance) == (50, 7, balance)
