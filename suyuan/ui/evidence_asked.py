"""What a package is asked to hold: a shop, a ring, or all of a case, what its investigators ruled out set apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from suyuan.casework import cases, sites
from suyuan.evidence import Request, RuledOut
from suyuan.exclusion import Struck
from suyuan.masking import HIDDEN
from suyuan.ui import casework

RULED_OUT = "ruled_out"


@dataclass(frozen=True)
class Asking:
    """The request, what was ruled out, and the case's number where there is one."""

    request: Request
    ruled_out: list[RuledOut] = field(default_factory=list)
    case_number: str = ""


def asking(kind: str, subject: str, struck: Struck) -> Asking:
    """`kind`: shop, ring or case; `subject`: its id. A case that cannot be read asks for nothing."""
    if kind == "shop":
        return Asking(Request(shops=(subject,)))
    if kind == "ring":
        return Asking(Request(rings=(subject,), struck=struck))
    ids: dict[str, list[str]] = {"shop": [], "ring": [], "account": []}
    out: list[RuledOut] = []
    number = ""
    with casework.read() as session:
        person = casework.person()
        number = str(cases.case(session, person, subject)["file_number"] or "")
        for row in cases.members(session, person, subject):
            if row["standing"] == RULED_OUT:
                out.append(RuledOut(row["member_type"], str(row["subject_id"] or ""), _text(row["remark"])))
            elif row["member_type"] in ids:
                ids[row["member_type"]].append(str(row["subject_id"]))
        for row in sites.site_check_list(session, person, case_id=subject):
            if row["status"] == RULED_OUT:
                at = row["checked_at"]
                out.append(RuledOut("site", row["site_id"], _text(row["found"]), _text(row["checked_by"]),
                                    at.isoformat(timespec="minutes") if at else ""))  # fmt: skip
    shops, rings, accounts = (tuple(sorted(set(ids[one]))) for one in ("shop", "ring", "account"))
    return Asking(Request(shops, rings, accounts), out, number)


def _text(value: object) -> str:
    """A text that the viewer's role hides is left out; the case holds it."""
    return "" if value in (None, HIDDEN) else str(value)
