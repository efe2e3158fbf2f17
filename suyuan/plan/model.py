"""What a plan is made of. Plain values: screens, tables and sheets read them, nothing here reads anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from suyuan.plan.moment import Moment, Slot

# How a site stands. Only the first is ever a target.
TARGET, NEEDS_OVERRIDE, VERIFY, RULED_OUT = "target", "override", "verify", "ruled_out"
STANDINGS = (TARGET, NEEDS_OVERRIDE, VERIFY, RULED_OUT)
STALE, COORDINATES = "stale", "coordinates"
# A last parcel longer ago than this says little about today: with six or seven pick-ups a week, as couriers make
# them, two weeks without one are a dozen missed in a row.
STALE_DAYS = 14


@dataclass(frozen=True)
class Where:
    """A division of the GB/T 2260 tree: codes and names from the province down; '' where a level is not known."""

    province: str = ""
    province_name: str = ""
    city: str = ""
    city_name: str = ""
    district: str = ""
    district_name: str = ""

    @property
    def below(self) -> tuple[str, ...]:
        """The names under the province, city first."""
        return tuple(name for name in (self.city_name, self.district_name) if name)


@dataclass(frozen=True)
class Override:
    """A lead's word that a site is a target all the same. `needs`: what it covers; `at` is UTC."""

    needs: frozenset[str]
    reason: str
    by: str
    at: datetime
    scan_id: str


@dataclass(frozen=True)
class Site:
    """One place of the plan. `last_shipped_at` is UTC; `age_days` against the data's last day, None without a parcel.

    `others`: shops of nobody in the ring that send from within the search area; `innocents`: those of them that are
    no suspects; `facilities`: what strangers share there. `is_found`: the findings know it, nobody just wrote it down.
    """

    site_id: str
    ring_id: str
    number: int
    role: str
    basis: str
    where: Where
    latitude: float | None
    longitude: float | None
    radius_m: float | None
    address: str
    shipments: int
    last_shipped_at: datetime | None
    age_days: int | None
    standing: str
    needs: tuple[str, ...]
    open_needs: tuple[str, ...]
    override: Override | None
    checked_by: str
    checked_at: datetime | None
    officers: int | None
    version: int | None
    others: int
    innocents: int
    facilities: int
    own_slot: Slot | None
    is_found: bool = True

    @property
    def is_target(self) -> bool:
        return self.standing == TARGET


@dataclass(frozen=True)
class Person:
    """One candidate, by his accounts (accounts of one document are one person), or somebody whom the case names.

    `speaks_for`, `speaks_against`: for and against his being in charge. `why_not`: why he is no target; '' for none.
    """

    accounts: tuple[str, ...]
    names: tuple[str, ...]
    role: str
    where: Where
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    why_not: str = ""


@dataclass(frozen=True)
class Jurisdiction:
    """One province: its sites and people, and the officers entered for its targets."""

    code: str
    name: str
    sites: tuple[Site, ...]
    people: tuple[Person, ...]

    @property
    def targets(self) -> tuple[Site, ...]:
        return tuple(site for site in self.sites if site.is_target)

    @property
    def officers(self) -> int:
        return sum(site.officers or 0 for site in self.targets)

    @property
    def is_needed(self) -> bool:
        """Whether anybody has anything to do here: where only owners in name are registered, nobody has."""
        return bool(self.sites) or any(not person.why_not for person in self.people)


@dataclass(frozen=True)
class Plan:
    """A plan as it stands. `zone_hours`: the sites' clock ahead of UTC; `at_hand`: None where nobody said.

    `suspects`: how many suspect shops its rings have left; `cleared`: how many of theirs a review cleared.
    `scanned_at`: when the scan ended (UTC); `rings_as_of`: when that of its rings did, where these are an earlier
    scan's and being worked out again.
    """

    kind: str
    subject: str
    title: str
    scan_id: str
    assumed: tuple[str, ...]
    data_until: date | None
    today: date
    zone_hours: int
    sites: tuple[Site, ...]
    people: tuple[Person, ...]
    moment: Moment
    at_hand: int | None = None
    version: int | None = None
    plan_id: str | None = None
    jurisdictions: tuple[Jurisdiction, ...] = field(default=())
    suspects: int = 0
    cleared: int = 0
    scanned_at: datetime | None = None
    rings_as_of: datetime | None = None

    @property
    def targets(self) -> tuple[Site, ...]:
        return tuple(site for site in self.sites if site.is_target)

    @property
    def officers(self) -> int:
        """Officers entered for targets; what is entered for other sites is not counted."""
        return sum(site.officers or 0 for site in self.targets)

    @property
    def waiting_officers(self) -> int:
        """Officers entered for sites that are no targets."""
        return sum(site.officers or 0 for site in self.sites if not site.is_target)

    @property
    def balance(self) -> int | None:
        """At hand less entered: below zero, officers are short."""
        return None if self.at_hand is None else self.at_hand - self.officers

    @property
    def coordinates_assumed(self) -> bool:
        return "coordinates_wgs84" in self.assumed

    @property
    def data_age_days(self) -> int | None:
        return None if self.data_until is None else (self.today - self.data_until).days


def by_standing(sites: Sequence[Site], standing: str) -> list[Site]:
    """Those of the sites that stand so, in their order."""
    return [site for site in sites if site.standing == standing]
