"""A plan for the screen: the findings of a ring or of a case's rings, with what people entered for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from suyuan.casework import cases, plans, sites
from suyuan.casework.roles import Person
from suyuan.masking import HIDDEN
from suyuan.messages import _
from suyuan.plan import Entered, Material, Plan, build
from suyuan.ui.briefing.briefing_mode import meant
from suyuan.ui.cases import case_open
from suyuan.ui.findings import load
from suyuan.ui.personal import escape
from suyuan.ui.states import wrong_link
from suyuan.wording import ring_words

RING, CASE = "ring", "case"
_ALL = 10**9
_BY_RING = (
    "plan__sites",
    "plan__rhythm",
    "plan__others",
    "plan__facilities",
    "plan__people",
    "rings__candidates",
)


def read_entered(
    session: Session, person: Person, kind: str, subject: str, *, reveal: bool = False
) -> tuple[Entered, str]:
    """What people entered, and the case's title ('' for a ring). `reveal` shows what is personal, and is logged.

    Raises Missing on an unknown case, Forbidden.
    """
    own = plans.plan_of(session, person, **_named(kind, meant(subject)))
    given = plans.plan_site_list(session, person, own.id) if own else []
    if kind == RING:
        checks = [
            check
            for check in sites.site_check_list(session, person)
            # A case's check of the ring's place counts here too; its id begins with the ring's.
            if check["ring_id"] == subject or str(check["site_id"]).startswith(f"{subject}-")
        ]
        return Entered(checks, own, given), ""
    title = case_open.title(cases.case(session, person, subject))
    members = cases.members(session, person, subject, reveal=reveal)
    checks = sites.site_check_list(session, person, case_id=subject, reveal=reveal)
    known = {check.id for check in checks}
    for ring_id in rings_of(members, checks):
        checks += [
            one
            for one in sites.site_check_list(session, person, ring_id=meant(ring_id))
            if one.id not in known
        ]
        known |= {check.id for check in checks}
    return Entered(checks, own, given, members), title


def rings_of(members: Sequence[Mapping[str, Any]], checks: Sequence[Mapping[str, Any]]) -> list[str]:
    """The rings that a case is about, those ruled out left aside."""
    named = {
        str(member["subject_id"])
        for member in members
        if member["member_type"] == RING and member["standing"] != "ruled_out"
    }
    gone = {str(m["subject_id"]) for m in members if m["member_type"] == RING} - named
    return sorted((named | {str(check["ring_id"]) for check in checks if check["ring_id"]}) - gone)


def material(kind: str, subject: str, entered: Entered, out: Sequence[str]) -> tuple[Material, str]:
    """The findings behind the plan, and the ring's name ('' for a case). `out`: shops that are no suspects."""
    heads = load("rings__head", ring=subject) if kind == RING else pd.DataFrame()
    if kind == RING and heads.empty:
        wrong_link(_("No ring {ring} in these findings.").format(ring=escape(subject)))
    rings = [subject] if kind == RING else rings_of(entered.members, entered.checks)
    own_sites, rhythm, others, facilities, people, signs = (_together(name, rings, out) for name in _BY_RING)
    counted = load("rings__list", most=_ALL, cleared=list(out))
    counted = counted[counted["ring_id"].isin(rings)]
    known = set(own_sites["site_id"])
    written = {
        str(check["adcode"]) for check in entered.checks if check["site_id"] not in known and check["adcode"]
    }
    places = [load("plan__place", adcode=adcode) for adcode in sorted(written)]
    found = Material(
        load("plan__facts"), own_sites, rhythm, others, facilities, people, signs,
        places=pd.concat(places) if places else pd.DataFrame(),
        suspects=int(counted["suspects"].sum()), cleared=int(counted["cleared"].sum()),
    )  # fmt: skip
    return found, ring_words.ring_name(heads.iloc[0]) if kind == RING else ""


def plan_of(
    kind: str, subject: str, entered: Entered, case_title: str, out: Sequence[str]
) -> tuple[Plan, Material]:
    """The plan as it stands, in the viewer's language. `out`: shops that were cleared, which are no suspects."""
    found, name = material(kind, subject, entered, out)
    return build(kind, subject, name or case_title, found, entered), found


def shown_address(address: str, revealed: bool) -> str:
    """An address as this viewer may see it."""
    return address if revealed or not address else HIDDEN


def _named(kind: str, subject: str) -> dict[str, str]:
    return {"ring_id": subject} if kind == RING else {"case_id": subject}


def _together(name: str, rings: Sequence[str], out: Sequence[str]) -> pd.DataFrame:
    frames = [load(name, ring=ring_id, nodes=[], cleared=list(out)) for ring_id in rings or [""]]
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]
