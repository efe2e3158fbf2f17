"""Sites on the ground: a candidate of the findings stays one until somebody was there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import records
from suyuan.casework.errors import N_, Unfit
from suyuan.casework.fields import one_of, said
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import site_checks

STATUSES = ("candidate", "checked", "ruled_out")


@acts("site_check")
def plan_site_check(
    session: Session,
    person: Person,
    site_id: str,
    *,
    ring_id: str | None = None,
    case_id: str | None = None,
    adcode: str | None = None,
    address: str | None = None,
) -> Record:
    """Take a site of the findings, or an address of one's own, as a candidate to be checked."""
    values = {
        "site_id": said("site", site_id),
        "ring_id": ring_id,
        "case_id": case_id,
        "adcode": adcode,
        "address": address,
        "status": "candidate",
    }
    return records.put(
        session, person, "site_check", "plan site check", site_checks, records.new_id("P"), 0, values
    )


@acts("site_check")
def record_site_check(
    session: Session,
    person: Person,
    site_check_id: str,
    version: int,
    *,
    status: str,
    checked_by: str,
    checked_at: datetime | None = None,
    found: str | None = None,
    address: str | None = None,
) -> Record:
    """Somebody was there: 'checked' (goods or work seen; say what) or 'ruled_out'. 'candidate' takes it back openly."""
    one_of("status", status, STATUSES)
    if status != "candidate" and not (found or "").strip():
        raise Unfit(N_("say what was seen on the ground"))
    values = {
        "status": status,
        "checked_by": said("checked by", checked_by),
        "checked_at": checked_at or records.now(),
        "found": found,
        **({"address": address} if address else {}),
    }
    return records.put(
        session, person, "site_check", f"site {status}", site_checks, site_check_id, version, values
    )


@acts("read")
def site_check_list(
    session: Session,
    person: Person,
    *,
    case_id: str | None = None,
    ring_id: str | None = None,
    reveal: bool = False,
) -> list[Record]:
    """Site checks, of a case or ring, by site; `reveal` shows address and what was found, and is logged."""
    statement = select(site_checks).order_by(site_checks.c.site_id, site_checks.c.site_check_id)
    if case_id is not None:
        statement = statement.where(site_checks.c.case_id == case_id)
    if ring_id is not None:
        statement = statement.where(site_checks.c.ring_id == ring_id)
    return records.find(session, person, site_checks, statement, reveal=reveal)
