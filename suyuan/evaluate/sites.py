"""Sites: how many true sources and dens lie within 500 m of a named one, and how many named ones are true.

Distances are great circles by the haversine on a sphere of the earth's mean radius (Sinnott, Virtues of the
Haversine, 1984): off by half a per cent at most, 2.5 m in 500.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from suyuan.evaluate.share import Share

NEAR_M = 500.0
EARTH_M = 6_371_008.8
# A little more than 500 m in degrees of latitude, anywhere: what cannot be near is not measured.
BAND_DEGREES = 0.005
ROLES = ("source", "den")


@dataclass(frozen=True)
class SiteMeasures:
    """`found`: true sites with a named one of that role within 500 m. `true`: named sites with a true one
    of that role.

    `place_found`, `place_true`: the same whatever the roles. `other_role`: true sites with none but a site of
    another role in reach. `right_ring`: of the named sites that are true, those named for the ring that they
    belong to. `unplaced`: named sites without coordinates, counted nowhere else.
    """

    source_found: Share
    den_found: Share
    true: Share
    source_true: Share
    den_true: Share
    place_found: Share
    place_true: Share
    other_role: Share
    right_ring: Share
    unplaced: Share


def metres(
    latitude: npt.ArrayLike, longitude: npt.ArrayLike, latitudes: npt.ArrayLike, longitudes: npt.ArrayLike
) -> npt.NDArray[np.float64]:
    """Great-circle distance in metres between places in decimal degrees, by element."""
    a, b, c, d = (np.radians(np.asarray(x, float)) for x in (latitude, longitude, latitudes, longitudes))
    half = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(half, 1.0))), dtype=np.float64)


def near(named: pd.DataFrame, true: pd.DataFrame) -> dict[int, list[int]]:
    """For each row of `true` (by position) the positions in `named` within 500 m, the nearest first."""
    order = np.argsort(named["latitude"].to_numpy(float), kind="stable")
    latitudes = named["latitude"].to_numpy(float)[order]
    longitudes = named["longitude"].to_numpy(float)[order]
    found: dict[int, list[int]] = {}
    places = zip(true["latitude"].astype(float), true["longitude"].astype(float), strict=True)
    for position, (latitude, longitude) in enumerate(places):
        first, last = np.searchsorted(latitudes, [latitude - BAND_DEGREES, latitude + BAND_DEGREES])
        away = metres(latitude, longitude, latitudes[first:last], longitudes[first:last])
        by_distance = sorted((float(m), int(order[first + i])) for i, m in enumerate(away) if m <= NEAR_M)
        found[position] = [place for _, place in by_distance]
    return found


def reached(named: pd.DataFrame, true: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which rows of `true` are found. A named site never stands for two places more than 500 m apart.

    First as many true sites as possible get a named site each (Kuhn's augmenting paths, The Hungarian Method,
    1955); then one that shares its place with another true site shares its named site too.
    """
    options = near(named, true)
    holds: dict[int, int] = {}

    def take(site: int, tried: set[int]) -> bool:
        for place in options[site]:
            if place not in tried:
                tried.add(place)
                if place not in holds or take(holds[place], tried):
                    holds[place] = site
                    return True
        return False

    is_found = np.array([take(site, set()) for site in range(len(true))], dtype=bool)
    stands_for = {place: [site] for place, site in holds.items()}
    coordinates = true[["latitude", "longitude"]].to_numpy(float)
    for site in np.flatnonzero(~is_found):
        for place in options[int(site)]:
            others = coordinates[stands_for[place]]
            latitude, longitude = coordinates[site]
            if (metres(latitude, longitude, others[:, 0], others[:, 1]) <= NEAR_M).all():
                stands_for[place].append(int(site))
                is_found[site] = True
                break
    return is_found


def by_true_site(named: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    """`truth/sites` with `found` (role and place), `place_found` (whatever the role), `other_role`.

    `other_role`: no site of its role in reach, but one of another.
    """
    placed = named.dropna(subset=["latitude", "longitude"])
    sites = true.dropna(subset=["latitude", "longitude"]).reset_index(drop=True)
    sites = sites.assign(found=False, place_found=reached(placed, sites), other_role=_has_near(placed, sites))
    for role in ROLES:
        its, rivals = sites["role"] == role, placed[placed["role"] == role]
        sites.loc[its, "found"] = reached(rivals, sites[its])
        sites.loc[its, "other_role"] &= ~_has_near(rivals, sites[its])
    return sites


def by_named_site(named: pd.DataFrame, true: pd.DataFrame, matches: pd.Series | None = None) -> pd.DataFrame:
    """Findings' `sites` that have coordinates, with `true`, `place_true` and `right_ring`.

    `matches` gives the true ring of each found one (index: found ring).
    """
    sites = named.dropna(subset=["latitude", "longitude"]).reset_index(drop=True)
    true = true.dropna(subset=["latitude", "longitude"])
    roles, rings = true["role"].tolist(), true["ring_id"].tolist()
    own = sites["ring_id"].map({} if matches is None else matches.to_dict())
    rows = zip(near(true, sites).values(), sites["role"], own, strict=True)
    judged = [
        (
            any(roles[place] == role for place in places),
            bool(places),
            any((roles[place], rings[place]) == (role, ring) for place in places),
        )
        for places, role, ring in rows
    ]
    verdicts = pd.DataFrame(judged, columns=["true", "place_true", "right_ring"], dtype=bool)
    return pd.concat([sites, verdicts], axis=1)


def measure_sites(
    named: pd.DataFrame | None, true: pd.DataFrame | None, matches: pd.Series | None = None
) -> SiteMeasures | None:
    """Findings' `sites` against `truth/sites`, each None where absent; `matches` as in `by_named_site`."""
    if named is None or true is None:
        return None
    sites, placed = by_true_site(named, true), by_named_site(named, true, matches)

    def of(frame: pd.DataFrame, column: str, role: str | None = None) -> Share:
        rows = frame if role is None else frame[frame["role"] == role]
        return Share(int(rows[column].sum()), len(rows))

    return SiteMeasures(
        source_found=of(sites, "found", "source"),
        den_found=of(sites, "found", "den"),
        true=of(placed, "true"),
        source_true=of(placed, "true", "source"),
        den_true=of(placed, "true", "den"),
        place_found=of(sites, "place_found"),
        place_true=of(placed, "place_true"),
        other_role=of(sites, "other_role"),
        right_ring=of(placed[placed["true"]], "right_ring"),
        unplaced=Share(len(named) - len(placed), len(named)),
    )


def _has_near(named: pd.DataFrame, true: pd.DataFrame) -> npt.NDArray[np.bool_]:
    return np.array([bool(places) for places in near(named, true).values()], dtype=bool)
