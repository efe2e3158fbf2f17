"""Cases: what belongs to them, where they stand, what came of them, and when their personal data must go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import records, settings
from suyuan.casework.errors import N_, Unfit
from suyuan.casework.fields import amount, one_of, said
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts, require
from suyuan.casework.tables import case_members, cases, outcomes

STATUSES = ("open", "handed_over", "closed")
STEPS: dict[str, tuple[str, ...]] = {
    "open": ("handed_over", "closed"),
    "handed_over": ("open", "closed"),
    "closed": ("open",),
}
MEMBER_TYPES = ("shop", "account", "ring", "site", "person")
# An account is not a person, and a person is a candidate until a court has spoken.
STANDINGS = ("candidate", "corroborated", "ruled_out")


@acts("case")
def open_case(
    session: Session,
    person: Person,
    title: str,
    *,
    owner: str | None = None,
    file_number: str | None = None,
    ends_on: date | None = None,
) -> Record:
    """Open a case. `ends_on`: the last day its personal data is kept, within the team's longest term. Raises Unfit."""
    today = records.now().date()
    values = {
        "title": said("title", title),
        "status": "open",
        "owner": owner or person.name,
        "file_number": file_number,
        "opened_at": records.now(),
        "ends_on": _term(ends_on, today),
    }
    return records.put(session, person, "case", "open case", cases, records.new_id("C"), 0, values)


@acts("case")
def change_case(
    session: Session,
    person: Person,
    case_id: str,
    version: int,
    *,
    title: str | None = None,
    owner: str | None = None,
    file_number: str | None = None,
) -> Record:
    """Change what is given; the rest stays. Raises Unfit on an erased case, Conflict, Forbidden."""
    _kept(session, person, case_id)
    given = {"title": title, "owner": owner, "file_number": file_number}
    values = {name: value for name, value in given.items() if value is not None}
    return records.put(session, person, "case", "change case", cases, case_id, version, values)


@acts("close_case")
def set_case_status(
    session: Session,
    person: Person,
    case_id: str,
    version: int,
    status: str,
    *,
    ends_on: date | None = None,
) -> Record:
    """Hand over, close or reopen a case, and set its term anew where `ends_on` is given. A lead's step."""
    before = _kept(session, person, case_id)
    one_of("status", status, STATUSES)
    if status != before["status"] and before.version == version and status not in STEPS[before["status"]]:
        raise Unfit(N_("what is {before} cannot become {after}"), before=before["status"], after=status)
    values: dict[str, Any] = {
        "status": status,
        "closed_at": records.now() if status == "closed" else None,
        **({"ends_on": _term(ends_on, records.now().date())} if ends_on else {}),
    }
    return records.put(session, person, "close_case", f"case {status}", cases, case_id, version, values)


@acts("case")
def add_member(
    session: Session,
    person: Person,
    case_id: str,
    member_type: str,
    *,
    subject_id: str | None = None,
    person_name: str | None = None,
    role: str | None = None,
    remark: str | None = None,
) -> Record:
    """Add a shop, account, ring or site by its id, or a person by name: a candidate. Raises Unfit where it is there."""
    _kept(session, person, case_id)
    one_of("member", member_type, MEMBER_TYPES)
    if member_type == "person":
        person_name = said("name", person_name)
    else:
        subject_id = said("id", subject_id)
        known = {(row["member_type"], row["subject_id"]) for row in members(session, person, case_id)}
        if (member_type, subject_id) in known:
            raise Unfit(N_("{subject} is in the case already"), subject=subject_id)
    values = {
        "case_id": case_id,
        "member_type": member_type,
        "subject_id": subject_id,
        "person_name": person_name,
        "role": role,
        "remark": remark,
        "standing": "candidate",
    }
    return records.put(session, person, "case", "add member", case_members, records.new_id("M"), 0, values)


@acts("case")
def change_member(
    session: Session,
    person: Person,
    member_id: str,
    version: int,
    *,
    standing: str | None = None,
    role: str | None = None,
    remark: str | None = None,
) -> Record:
    """Change what is given. Ruling somebody out needs a remark that says why, and stays in the file."""
    if standing is not None:
        one_of("standing", standing, STANDINGS)
    if standing == "ruled_out":
        remark = said("remark", remark)
    given = {"standing": standing, "role": role, "remark": remark}
    values = {name: value for name, value in given.items() if value is not None}
    return records.put(session, person, "case", "change member", case_members, member_id, version, values)


@acts("case")
def drop_member(session: Session, person: Person, member_id: str, version: int) -> None:
    """Take a member out of the case; undo brings it back."""
    records.drop(session, person, "case", "drop member", case_members, member_id, version)


@acts("outcome")
def record_outcome(
    session: Session,
    person: Person,
    case_id: str,
    *,
    source: str,
    suspects: int | None = None,
    dens: int | None = None,
    units: int | None = None,
    value: str | None = None,
    currency: str | None = None,
    recorded_on: date | None = None,
) -> Record:
    """Add a line to the outcome ledger: what the authorities told (`source`), as far as they told it. Raises Unfit."""
    _kept(session, person, case_id)
    worth = amount("value", value)
    if worth is not None and not (currency or "").strip():
        raise Unfit(N_("a value needs its currency"))
    if any(count is not None and count < 0 for count in (suspects, dens, units)):
        raise Unfit(N_("an outcome counts nothing below zero"))
    if suspects is dens is units is worth is None:
        raise Unfit(N_("an outcome says at least one figure"))
    values = {
        "case_id": case_id,
        "recorded_on": recorded_on or records.now().date(),
        "suspects": suspects,
        "dens": dens,
        "units": units,
        "value": worth,
        "currency": currency.strip().upper() if worth is not None and currency else None,
        "source": said("source", source),
    }
    return records.put(session, person, "outcome", "record outcome", outcomes, records.new_id("E"), 0, values)


@acts("read")
def case_list(session: Session, person: Person) -> list[Record]:
    """Every case, those opened last first."""
    order = (cases.c.opened_at.desc(), cases.c.case_id)
    return records.find(session, person, cases, select(cases).order_by(*order))


@acts("read")
def case(session: Session, person: Person, case_id: str) -> Record:
    """One case. Raises Missing."""
    return records.get(session, person, cases, case_id)


@acts("read")
def members(session: Session, person: Person, case_id: str, *, reveal: bool = False) -> list[Record]:
    """What belongs to the case, by type and id; `reveal` shows names and remarks, and is logged."""
    order = (case_members.c.member_type, case_members.c.subject_id, case_members.c.member_id)
    statement = select(case_members).where(case_members.c.case_id == case_id).order_by(*order)
    return records.find(session, person, case_members, statement, reveal=reveal)


@acts("read")
def outcome_list(session: Session, person: Person, case_id: str | None = None) -> list[Record]:
    """The outcome ledger of a case, or of all, oldest line first."""
    statement = select(outcomes).order_by(outcomes.c.recorded_on, outcomes.c.version)
    if case_id is not None:
        statement = statement.where(outcomes.c.case_id == case_id)
    return records.find(session, person, outcomes, statement)


def _term(ends_on: date | None, today: date) -> date:
    last_day = today + timedelta(days=settings.load().case.longest_days)
    if ends_on is not None and not today <= ends_on <= last_day:
        raise Unfit(N_("the term ends between today and {last}, not on {day}"), day=ends_on, last=last_day)
    return ends_on or last_day


def _kept(session: Session, person: Person, case_id: str) -> Record:
    row = records.get(session, person, cases, case_id)
    if row["erased_at"] is not None:
        raise Unfit(N_("the case was erased: open another"))
    require(person, "read")
    return row
