"""Findings and casework → a plan. Frames in, plain values out, in the language of the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd

from suyuan.messages import _
from suyuan.plan import moment, people
from suyuan.plan.model import (
    COORDINATES,
    NEEDS_OVERRIDE,
    RULED_OUT,
    STALE,
    STALE_DAYS,
    TARGET,
    VERIFY,
    Jurisdiction,
    Override,
    Person,
    Plan,
    Site,
    Where,
)
from suyuan.plan.places import where

CHINA_HOURS = 8


@dataclass(frozen=True)
class Material:
    """What the findings say: the rows of the `plan__` queries, of one ring or of a case's rings together.

    `signs`: rows of `rings__candidates`; `places`: of `plan__place`, for addresses that casework alone knows;
    `suspects`: how many suspect shops the rings have left, `cleared`: how many of theirs a review cleared.
    """

    facts: pd.DataFrame
    sites: pd.DataFrame
    rhythm: pd.DataFrame
    others: pd.DataFrame
    facilities: pd.DataFrame
    people: pd.DataFrame
    signs: pd.DataFrame
    places: pd.DataFrame = field(default_factory=pd.DataFrame)
    suspects: int = 0
    cleared: int = 0


@dataclass(frozen=True)
class Entered:
    """What people entered: site checks, the plan, its sites, and the case's members, as casework's records."""

    checks: Sequence[Mapping[str, Any]] = ()
    plan: Mapping[str, Any] | None = None
    plan_sites: Sequence[Mapping[str, Any]] = ()
    members: Sequence[Mapping[str, Any]] = ()


def build(
    kind: str, subject: str, title: str, material: Material, entered: Entered, *, today: date | None = None
) -> Plan:
    """The plan of a `kind` ('ring' or 'case') as it stands on `today`."""
    facts = material.facts.iloc[0]
    assumed = tuple(facts["assumed"]) if facts["assumed"] is not None else ()
    abroad = material.sites[material.sites["adcode"].notna() & ~material.sites["is_china"].astype(bool)]
    hours = CHINA_HOURS if abroad.empty else 0
    until = _day(_latest(facts["last_shipped_at"], facts["last_ordered_at"]), hours)
    checks = _checks_in_force(entered.checks)
    given = {str(row["site_id"]): row for row in entered.plan_sites}
    raw = [*_found(material, checks, hours, until), *_written_down(material, checks)]
    sites = [_entered(site, checks.get(site.site_id), given.get(site.site_id), assumed) for site in raw]
    sites = sorted(sites, key=_order)
    sites = [replace(site, number=number) for number, site in enumerate(sites, start=1)]
    rhythm = moment.local(material.rhythm, hours)
    joint, own = moment.suggest(rhythm, [site.site_id for site in sites if site.is_target])
    sites = [replace(site, own_slot=own.get(site.site_id)) for site in sites]
    persons = people.of(material.people, material.signs, entered.members)
    at_hand = entered.plan["officers_at_hand"] if entered.plan else None
    return Plan(
        kind, subject, title, str(facts["scan_id"]), assumed, until, today or _today(hours), hours,
        tuple(sites), tuple(persons), joint,
        at_hand=None if at_hand is None else int(at_hand),
        version=int(entered.plan["version"]) if entered.plan else None,
        plan_id=str(entered.plan["plan_id"]) if entered.plan else None,
        jurisdictions=_jurisdictions(sites, persons),
        suspects=material.suspects,
        cleared=material.cleared,
        scanned_at=_moment(facts.get("finished_at")),
        rings_as_of=_moment(facts.get("rings_as_of")),
    )  # fmt: skip


def _found(
    material: Material, checks: Mapping[str, Mapping[str, Any]], hours: int, until: date | None
) -> list[Site]:
    near = dict(iter(material.others.groupby("site_id")))
    shared = material.facilities.groupby("site_id").size() if len(material.facilities) else pd.Series()
    sites = []
    for _place, row in material.sites.iterrows():
        site_id, last = str(row["site_id"]), _moment(row["last_shipped_at"])
        day, others = _day(last, hours), near.get(site_id)
        sites.append(
            Site(
                site_id, str(row["ring_id"]), 0, str(row["role"]), str(row["basis"]), where(row),
                _number(row["latitude"]), _number(row["longitude"]), _number(row["radius_m"]),
                row["origin_address"] if isinstance(row["origin_address"], str) else "",
                int(row["shipments"]), last,
                None if day is None or until is None else (until - day).days,
                VERIFY, (), (), None, "", None, None, None,
                0 if others is None else len(others),
                0 if others is None else int((~others["suspect"].astype(bool)).sum()),
                int(shared.get(site_id, 0)), None,
            )
        )  # fmt: skip
    return sites


def _written_down(material: Material, checks: Mapping[str, Mapping[str, Any]]) -> list[Site]:
    """Addresses that casework knows and the findings do not: nothing was seen to leave them."""
    known = set(material.sites["site_id"])
    places = {str(row["adcode"]): row for _i, row in material.places.iterrows()}
    sites = []
    for site_id, check in checks.items():
        if site_id not in known:
            place = places.get(str(check["adcode"]))
            sites.append(
                Site(
                    site_id, str(check["ring_id"] or ""), 0, "den", "", where(place) if place is not None else Where(),
                    None, None, None, str(check["address"] or ""), 0, None, None, VERIFY, (), (), None, "", None,
                    None, None, 0, 0, 0, None, is_found=False,
                )
            )  # fmt: skip
    return sites


def _entered(
    site: Site, check: Mapping[str, Any] | None, given: Mapping[str, Any] | None, assumed: Sequence[str]
) -> Site:
    """How the site stands: checked on the ground or not, and whether what speaks against it was overridden."""
    needs = []
    if site.age_days is None or site.age_days > STALE_DAYS:
        needs.append(STALE)
    if site.latitude is not None and "coordinates_wgs84" in assumed:
        needs.append(COORDINATES)
    override = _override(given)
    open_needs = [need for need in needs if override is None or need not in override.needs]
    status = str(check["status"]) if check else "candidate"
    standing = {"checked": NEEDS_OVERRIDE if open_needs else TARGET, "ruled_out": RULED_OUT}.get(
        status, VERIFY
    )
    seen = check if check is not None and status != "candidate" else None
    officers = given["officers"] if given else None
    return replace(
        site, standing=standing, needs=tuple(needs), open_needs=tuple(open_needs), override=override,
        checked_by=str(seen["checked_by"] or "") if seen else "",
        checked_at=_moment(seen["checked_at"]) if seen else None,
        officers=None if officers is None else int(officers), version=int(given["version"]) if given else None,
    )  # fmt: skip


def _override(given: Mapping[str, Any] | None) -> Override | None:
    if not given or not given["override_needs"]:
        return None
    return Override(
        frozenset(str(given["override_needs"]).split()), str(given["override_reason"]),
        str(given["override_by"]), given["override_at"], str(given["override_scan"]),
    )  # fmt: skip


def _checks_in_force(checks: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Of each site the check that was changed last: what was seen later counts."""
    return {str(check["site_id"]): check for check in sorted(checks, key=lambda check: int(check["version"]))}


def _jurisdictions(sites: Sequence[Site], persons: Sequence[Person]) -> tuple[Jurisdiction, ...]:
    wheres = [*(site.where for site in sites), *(person.where for person in persons)]
    names = {place.province: place.province_name for place in wheres}
    found = [
        Jurisdiction(
            code, names[code] or _("No province known"),
            tuple(site for site in sites if site.where.province == code),
            tuple(person for person in persons if person.where.province == code),
        )
        for code in sorted(names, key=lambda code: (code == "", code))
    ]  # fmt: skip
    return tuple(found)


def _order(site: Site) -> tuple[object, ...]:
    place = site.where
    return (place.province == "", place.province, place.city, place.district, site.role != "source",
            -site.shipments, site.site_id)  # fmt: skip


def _latest(*moments: Any) -> datetime | None:
    told = [found for found in map(_moment, moments) if found is not None]
    return max(told, default=None)


def _moment(value: Any) -> datetime | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).to_pydatetime()


def _day(value: datetime | None, hours: int) -> date | None:
    return None if value is None else (value + timedelta(hours=hours)).date()


def _today(hours: int) -> date:
    return (datetime.now(UTC) + timedelta(hours=hours)).date()


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
