"""Sites against the truth, on literal rows: 0.001° of latitude is 111 m."""

from __future__ import annotations

import pandas as pd
import pytest

from suyuan.evaluate import Share
from suyuan.evaluate.sites import by_true_site, measure_sites, metres

M = 1 / 111_195  # degrees of latitude


def site(ring: str, role: str, north_m: float | None, longitude: float = 113.25) -> tuple[object, ...]:
    """A site so many metres north of a place in Yuexiu."""
    return (ring, role, None if north_m is None else 23.13 + north_m * M, longitude)


def sites(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["ring_id", "role", "latitude", "longitude"])


TRUE = sites(site("T1", "den", 0), site("T1", "source", 5_000))
OWN = pd.Series({"R1": "T1", "R2": "T2"})


def test_a_degree_of_latitude_is_111_kilometres_and_of_longitude_less_away_from_the_equator() -> None:
    assert metres(0, 0, 1, 0) == pytest.approx(111_195, abs=1)
    assert metres(60, 0, 60, 1) == pytest.approx(111_195 / 2, rel=1e-3)
    assert metres(31.2, 121.5, 31.2, 121.5) == 0


def test_sites_of_their_role_within_500_metres_are_found_and_true() -> None:
    right = measure_sites(sites(site("R1", "den", 490), site("R1", "source", 5_000)), TRUE, OWN)
    assert right is not None
    assert (right.source_found, right.den_found) == (Share(1, 1), Share(1, 1))
    assert (right.source_true, right.den_true, right.true) == (Share(1, 1), Share(1, 1), Share(2, 2))
    assert (right.right_ring, right.other_role, right.unplaced) == (Share(2, 2), Share(0, 2), Share(0, 2))


def test_a_site_beyond_500_metres_is_neither_found_nor_true() -> None:
    wrong = measure_sites(sites(site("R1", "den", 510)), TRUE, OWN)
    assert wrong is not None
    assert (wrong.den_found, wrong.den_true, wrong.place_found) == (Share(0, 1), Share(0, 1), Share(0, 2))


def test_longitude_counts_as_much_as_latitude() -> None:
    # 0.005° of longitude are 511 m at this latitude, 0.0048° are 491.
    away = measure_sites(sites(site("R1", "den", 0, 113.255)), TRUE, OWN)
    near = measure_sites(sites(site("R1", "den", 0, 113.2548)), TRUE, OWN)
    assert away is not None and near is not None
    assert (away.den_found, near.den_found) == (Share(0, 1), Share(1, 1))


def test_the_right_place_in_another_role_is_said_apart() -> None:
    swapped = measure_sites(sites(site("R1", "source", 10)), TRUE, OWN)
    assert swapped is not None
    assert (swapped.den_found, swapped.source_true, swapped.other_role) == (
        Share(0, 1), Share(0, 1), Share(1, 2),
    )  # fmt: skip
    assert (swapped.place_found, swapped.place_true) == (Share(1, 2), Share(1, 1))


def test_a_true_place_named_for_another_ring_is_true_but_not_its_own() -> None:
    other = measure_sites(sites(site("R2", "den", 10)), TRUE, OWN)
    assert other is not None
    assert (other.den_true, other.right_ring) == (Share(1, 1), Share(0, 1))


def test_one_named_site_between_two_dens_finds_one_of_them() -> None:
    dens = sites(site("T1", "den", 0), site("T1", "den", 900))
    between = measure_sites(sites(site("R1", "den", 450)), dens, OWN)
    assert between is not None
    assert (between.den_found, between.place_found) == (Share(1, 2), Share(1, 2))


def test_two_rings_that_share_a_building_are_both_found_by_one_site() -> None:
    shared = sites(site("T1", "den", 0), site("T2", "den", 120))
    assert by_true_site(sites(site("R1", "den", 60)), shared)["found"].tolist() == [True, True]


def test_as_many_dens_are_found_as_the_named_sites_allow() -> None:
    """The site nearest to the first den is the only one within reach of the second."""
    dens = sites(site("T1", "den", 0), site("T1", "den", 600))
    named = sites(site("R1", "den", 150), site("R1", "den", -300))
    assert by_true_site(named, dens)["found"].tolist() == [True, True]


def test_a_site_without_coordinates_is_counted_apart() -> None:
    unplaced = measure_sites(sites(site("R1", "den", None), site("R1", "den", 0)), TRUE, OWN)
    assert unplaced is not None
    assert (unplaced.den_true, unplaced.unplaced) == (Share(1, 1), Share(1, 2))


def test_no_site_named_is_no_recall_and_no_share_of_the_true() -> None:
    none = measure_sites(sites(), TRUE, OWN)
    assert none is not None
    assert (none.den_found.value, none.true.value) == (0.0, None)


def test_without_sites_in_findings_or_truth_nothing_is_measured() -> None:
    assert measure_sites(None, TRUE, OWN) is None
    assert measure_sites(TRUE, None, OWN) is None
    nowhere = measure_sites(sites(site("R1", "den", 0)), sites(), OWN)
    assert nowhere is not None
    assert (nowhere.den_found.value, nowhere.den_true) == (None, Share(0, 1))
