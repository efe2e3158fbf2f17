"""What people enter for a plan: checks on the ground by analysts, officers and overrides by the lead."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from sqlalchemy.orm import Session

from suyuan.casework import plans, sites
from suyuan.casework.fields import said
from suyuan.casework.roles import Person
from suyuan.messages import N_, _
from suyuan.plan import Entered, Plan, words
from suyuan.plan.model import Site
from suyuan.ui import casework
from suyuan.ui.plan_data import RING

STATUSES = {
    "checked": N_("Checked: goods or work seen"),
    "ruled_out": N_("Ruled out"),
    "candidate": N_("Back to candidate"),
}
_KEY = "plan_officers_"


def render(plan: Plan, entered: Entered) -> None:
    """Two forms side by side; what the viewer's role does not allow is said instead."""
    left, right = st.columns([1, 1.7])
    with left:
        st.markdown("**" + _("Checked on the ground") + "**")
        if casework.may("site_check"):
            _check_form(plan, entered)
        else:
            st.caption(_("An analyst or a lead records checks."))
    with right:
        st.markdown("**" + _("Officers and overrides") + "**")
        if casework.may("plan"):
            _officers_form(plan)
        else:
            st.caption(_("The lead alone enters officers and overrides."))


def _check_form(plan: Plan, entered: Entered) -> None:
    by_id = {site.site_id: site for site in plan.sites}
    with st.form("plan_check", border=False, clear_on_submit=True):
        st.multiselect(
            _("Sites"), list(by_id), format_func=lambda code: _name(by_id[code]), key="plan_check_sites",
            placeholder=_("Choose sites"),
        )  # fmt: skip
        st.radio(
            _("Standing"), list(STATUSES), format_func=lambda code: _(STATUSES[code]), key="plan_check_status",
        )  # fmt: skip
        st.text_input(_("Checked by"), key="plan_check_by")
        st.text_area(_("What was seen"), key="plan_check_found", height=70)
        st.form_submit_button(
            _("Record the check"), on_click=_record, args=(plan, entered), key="plan_check_submit"
        )


def _officers_form(plan: Plan) -> None:
    shown = "_".join(str(one) for one in (plan.subject, plan.version, *(site.version for site in plan.sites)))
    with st.form("plan_officers_form", border=False):
        st.number_input(
            _("Officers at hand"), min_value=0, max_value=plans.MOST_OFFICERS, value=plan.at_hand, step=1,
            key=f"{_KEY}at_hand_{shown}",
        )  # fmt: skip
        st.data_editor(
            pd.DataFrame(
                {
                    "site": [_name(site) for site in plan.sites],
                    "standing": [words.standing(site.standing) for site in plan.sites],
                    "officers": pd.array([site.officers for site in plan.sites], dtype="Int64"),
                    "reason": [site.override.reason if site.override else "" for site in plan.sites],
                    "needs": [
                        "; ".join(words.need(site, code, plan) for code in site.needs) for site in plan.sites
                    ],
                }
            ),
            hide_index=True,
            disabled=["site", "standing", "needs"],
            column_config={
                "site": _("Site"),
                "standing": _("Standing"),
                "officers": st.column_config.NumberColumn(
                    _("Officers"), min_value=0, max_value=plans.MOST_OFFICERS, step=1, width="small"
                ),
                "reason": _("Reason of the override"),
                "needs": _("Needs an override because"),
            },
            key=_KEY + shown,
        )
        st.form_submit_button(
            _("Save officers and overrides"), type="primary", on_click=_save, args=(plan, shown),
            key="plan_officers_submit",
        )  # fmt: skip


def _record(plan: Plan, entered: Entered) -> None:
    """The check of each chosen site, as the viewer saw them: whoever was faster is told of."""
    chosen, status = st.session_state["plan_check_sites"], st.session_state["plan_check_status"]
    by, found = st.session_state["plan_check_by"], st.session_state["plan_check_found"]
    seen = {
        str(check["site_id"]): check for check in sorted(entered.checks, key=lambda one: int(one["version"]))
    }
    with casework.write() as session:
        person = casework.person()
        for site in (site for site in plan.sites if site.site_id in chosen):
            check = seen.get(site.site_id) or _planned(session, person, plan, site)
            sites.record_site_check(
                session, person, str(check["site_check_id"]), int(check["version"]), status=status, checked_by=by,
                found=found,
            )  # fmt: skip
    if chosen and casework.kept(session):
        st.toast(_("The check is recorded."))


def _planned(session: Session, person: Person, plan: Plan, site: Site) -> Any:
    place = site.where
    return sites.plan_site_check(
        session, person, site.site_id, ring_id=site.ring_id or None,
        case_id=None if plan.kind == RING else plan.subject,
        adcode=place.district or place.city or place.province or None,
    )  # fmt: skip


def _save(plan: Plan, shown: str) -> None:
    """At hand, officers and overrides, all or none."""
    at_hand = st.session_state[f"{_KEY}at_hand_{shown}"]
    edited: dict[int, dict[str, Any]] = st.session_state[_KEY + shown]["edited_rows"]
    named = {"ring_id": plan.subject} if plan.kind == RING else {"case_id": plan.subject}
    with casework.write() as session:
        person = casework.person()
        plan_id = plan.plan_id
        if plan_id is None or at_hand != plan.at_hand:
            plan_id = plans.enter_at_hand(session, person, plan.version, at_hand, **named).id
        for place, given in edited.items():
            _save_site(session, person, plan, plan_id, plan.sites[int(place)], given)
    if casework.kept(session):
        st.toast(_("Saved."))


def _save_site(
    session: Session, person: Person, plan: Plan, plan_id: str, site: Site, given: dict[str, Any]
) -> None:
    version = site.version
    if "officers" in given and given["officers"] != site.officers:
        officers = None if given["officers"] is None else int(given["officers"])
        version = plans.assign(session, person, plan_id, site.site_id, version, officers).version
    before = site.override.reason if site.override else ""
    reason = str(given.get("reason", before) or "").strip()
    if reason == before:
        return
    if not reason and version is not None:
        plans.withdraw_override(session, person, plan_id, site.site_id, version)
    else:
        plans.override(
            session, person, plan_id, site.site_id, version, needs=site.needs, reason=said("reason", reason),
            scan_id=plan.scan_id,
        )  # fmt: skip


def _name(site: Site) -> str:
    return f"{site.number} · {words.below(site.where) or words.whole(site.where)} · {words.role(site)}"
