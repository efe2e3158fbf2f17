"""Operation plans: what a lead enters for a ring or a case. Sites, people and hours come from the findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import audit, records
from suyuan.casework.errors import N_, Missing, Unfit
from suyuan.casework.fields import one_of, said
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import plan_sites, plans

# What may keep a checked site from being a target until a lead overrides it.
NEEDS = ("stale", "coordinates")
# A number that nobody enters but by a slip of the hand.
MOST_OFFICERS = 100_000


@acts("plan")
def enter_at_hand(
    session: Session,
    person: Person,
    version: int | None,
    officers: int | None,
    *,
    ring_id: str | None = None,
    case_id: str | None = None,
) -> Record:
    """Enter how many officers are at hand; the first entry makes the plan. `version`: None where there was none.

    One plan a ring, one a case: exactly one of the two is named. Raises Unfit, Conflict, Forbidden.
    """
    if (ring_id is None) == (case_id is None):
        raise Unfit(N_("a plan belongs to one ring or to one case"))
    # Held before it is looked for: of two who make the plan at once, the second is told.
    audit.lock(session)
    before = plan_of(session, person, ring_id=ring_id, case_id=case_id)
    values = {"ring_id": ring_id, "case_id": case_id, "officers_at_hand": _counted(officers)}
    plan_id = before.id if before else records.new_id("L")
    what = "officers at hand" if before else "make plan"
    return records.put(session, person, "plan", what, plans, plan_id, version, values)


@acts("plan")
def assign(
    session: Session, person: Person, plan_id: str, site_id: str, version: int | None, officers: int | None
) -> Record:
    """Enter how many officers a site gets; None takes the figure back. Raises Missing, Unfit, Conflict, Forbidden."""
    return _put(session, person, "officers", plan_id, site_id, version, {"officers": _counted(officers)})


@acts("plan")
def override(
    session: Session,
    person: Person,
    plan_id: str,
    site_id: str,
    version: int | None,
    *,
    needs: Sequence[str],
    reason: str,
    scan_id: str,
) -> Record:
    """Let a checked site be a target in spite of `needs`, with the reason; kept with who, when and over which scan.

    It covers what it names and no more: what comes up later asks anew. Raises Missing, Unfit, Conflict, Forbidden.
    """
    for need in needs:
        one_of("need", need, NEEDS)
    if not needs:
        raise Unfit(N_("there is nothing to override"))
    values = {
        "override_needs": " ".join(sorted(set(needs))),
        "override_reason": said("reason", reason),
        "override_by": person.name,
        "override_at": records.now(),
        "override_scan": scan_id,
    }
    return _put(session, person, "override", plan_id, site_id, version, values)


@acts("plan")
def withdraw_override(session: Session, person: Person, plan_id: str, site_id: str, version: int) -> Record:
    """Take an override back. Raises Missing, Conflict, Forbidden."""
    values = {column.name: None for column in plan_sites.columns if column.name.startswith("override_")}
    return _put(session, person, "withdraw override", plan_id, site_id, version, values)


@acts("read")
def plan_of(
    session: Session, person: Person, *, ring_id: str | None = None, case_id: str | None = None
) -> Record | None:
    """The ring's or the case's plan; None where nobody has made one."""
    own = plans.c.case_id == case_id if case_id is not None else plans.c.ring_id == ring_id
    found = records.find(session, person, plans, select(plans).where(own).order_by(plans.c.plan_id))
    return found[0] if found else None


@acts("read")
def plan_site_list(session: Session, person: Person, plan_id: str) -> list[Record]:
    """What was entered for the plan's sites, by site."""
    statement = select(plan_sites).where(plan_sites.c.plan_id == plan_id).order_by(plan_sites.c.site_id)
    return records.find(session, person, plan_sites, statement)


def _put(
    session: Session,
    person: Person,
    what: str,
    plan_id: str,
    site_id: str,
    version: int | None,
    values: dict[str, Any],
) -> Record:
    if records.raw(session, plans, plan_id) is None:
        raise Missing(N_("there is no {record}"), record=plan_id)
    own = (plan_sites.c.plan_id == plan_id, plan_sites.c.site_id == said("site", site_id))
    before = session.execute(select(plan_sites.c.plan_site_id).where(*own)).scalar()
    values = {"plan_id": plan_id, "site_id": site_id, **values}
    return records.put(
        session, person, "plan", what, plan_sites, before or records.new_id("O"), version, values
    )


def _counted(officers: int | None) -> int | None:
    if officers is not None and not 0 <= officers <= MOST_OFFICERS:
        raise Unfit(N_("officers: a whole number from 0 to {most}"), most=MOST_OFFICERS)
    return officers
