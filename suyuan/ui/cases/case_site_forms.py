"""The forms of site checks: take candidates of a ring, then say what was seen on the ground."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from suyuan.casework import sites
from suyuan.casework.roles import Person
from suyuan.messages import N_, _, ngettext
from suyuan.numbers import number
from suyuan.ui.cases import case_fields as fields
from suyuan.ui.cases import case_shops
from suyuan.ui.cases.case_buy_forms import case_choice
from suyuan.ui.cases.case_dialog import Asked, Save, form
from suyuan.ui.findings import load
from suyuan.wording import case_words, ring_words
from suyuan.wording.words import word

EVERYTHING = 10**12


@form("plan_sites", N_("Sites to be checked"), "site_check", N_("Take them as candidates"))
def plan(asked: Asked) -> Save:
    """The candidate sites of the findings, ring by ring; or an address of one's own."""
    candidates = load("cases__sites", ring=asked.about.get("ring_id")).set_index("site_id", drop=False)
    taken = set(asked.about.get("taken") or ())
    names = {
        row["ring_id"]: ring_words.ring_name(row)
        for _i, row in load("rings__list", most=EVERYTHING, cleared=[]).iterrows()
    }
    free = [site for site in candidates.index if site not in taken]
    picked = st.multiselect(
        _("Candidate sites of the findings"),
        free,
        format_func=lambda site: _told(candidates.loc[site], names),
        key="field_sites",
        placeholder=_("choose"),
    )
    own = fields.text("address", optional=True, named=_("Or an address of your own"))
    fields.personal()
    case_id = case_choice(asked.about.get("case_id"))

    def save(session: Session, person: Person, _version: int) -> object:
        for site in picked:
            row = candidates.loc[site]
            address = row["origin_address"] if isinstance(row["origin_address"], str) else None
            sites.plan_site_check(
                session,
                person,
                site,
                ring_id=row["ring_id"],
                case_id=case_id,
                adcode=row["adcode"],
                address=address,
            )
        if own or not picked:
            # An address of one's own has no id among the findings: it gets one that no scan gives.
            site_id = f"OWN-{token_hex(4).upper()}" if own else ""
            sites.plan_site_check(session, person, site_id, case_id=case_id, address=own)
        return picked

    return save


@form("record_site", N_("What was seen on the ground"), "site_check", N_("Record it"))
def record(asked: Asked) -> Save:
    """Checked, ruled out, or a candidate again."""
    status = fields.choice("status", [*sites.STATUSES[1:], sites.STATUSES[0]])
    found = fields.area("found")
    left, right = st.columns(2)
    with left:
        by = fields.text("checked_by") or ""
    with right:
        at = fields.moment("checked_at")
    address = fields.text("address", optional=True)
    fields.personal()
    return lambda session, person, version: sites.record_site_check(
        session,
        person,
        asked.id,
        version,
        status=status,
        checked_by=by,
        checked_at=at,
        found=found,
        address=address,
    )


def _told(site: Any, names: dict[str, str]) -> str:
    parcels = ngettext("{n} parcel", "{n} parcels", int(site["shipments"])).format(
        n=number(site["shipments"])
    )
    parts = (case_shops.place(site), word("site_role", site["role"]), parcels, names.get(site["ring_id"], ""))
    return " · ".join(part for part in (*parts, case_words.value("", site["ring_id"])) if part)
