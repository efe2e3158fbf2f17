"""What people enter for a plan: checks on the ground by analysts, officers and overrides by the lead."""

from __future__ import annotations

from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from suyuan.casework import plans, sites
from suyuan.casework.roles import Person
from suyuan.messages import N_, _
from suyuan.plan import Entered, Plan, words
from suyuan.plan.model import Site
from suyuan.ui import casework
from suyuan.ui.personal import escape
from suyuan.ui.plan.plan_data import RING

STATUSES = {
    "checked": N_("Checked: goods or work seen"),
    "ruled_out": N_("Ruled out"),
    "candidate": N_("Back to candidate"),
}
_KEY = "plan_officers_"
_WIDTHS = (2, 1, 2.2)


def render(plan: Plan, entered: Entered) -> None:
    """Two forms side by side; what the viewer's role does not allow is said instead."""
    left, right = st.columns([1, 1.9], gap="large")
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
    """A line a site: officers, and a reason where it needs an override. Fields of what was saved begin anew."""
    shown = "_".join(str(one) for one in (plan.subject, plan.version, *(site.version for site in plan.sites)))
    with st.form("plan_officers_form", border=False):
        words_at, field, _rest = st.columns(_WIDTHS, vertical_alignment="center")
        words_at.write(_("Officers at hand"))
        with field:
            _officers(f"{_KEY}at_hand_{shown}", _("Officers at hand"), plan.at_hand)
        for site in plan.sites:
            told, field, reason = st.columns(_WIDTHS, vertical_alignment="center")
            told.markdown(f"{escape(_name(site))}  \n:small[:gray[{words.standing(site.standing)}]]")
            with field:
                _officers(
                    f"{_KEY}{shown}_{site.site_id}",
                    _("Officers: site {n}").format(n=site.number),
                    site.officers,
                )
            if site.needs:
                needs = _("; ").join(words.need(site, code, plan) for code in site.needs)
                reason.text_input(
                    _("Reason of the override: site {n}").format(n=site.number),
                    value=site.override.reason if site.override else "",
                    placeholder=_("Reason, in spite of: {needs}").format(needs=needs),
                    help=needs, key=f"{_KEY}reason_{shown}_{site.site_id}", label_visibility="collapsed",
                )  # fmt: skip
        st.form_submit_button(
            _("Save officers and overrides"), type="primary", on_click=_save, args=(plan, shown),
            key="plan_officers_submit",
        )  # fmt: skip


def _officers(key: str, label: str, value: int | None) -> None:
    st.number_input(
        label, min_value=0, max_value=plans.MOST_OFFICERS, value=value, step=1, key=key, label_visibility="collapsed"
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
    state = st.session_state
    at_hand = state[f"{_KEY}at_hand_{shown}"]
    named = {"ring_id": plan.subject} if plan.kind == RING else {"case_id": plan.subject}
    with casework.write() as session:
        person = casework.person()
        plan_id = plan.plan_id
        if plan_id is None or at_hand != plan.at_hand:
            plan_id = plans.enter_at_hand(session, person, plan.version, at_hand, **named).id
        for site in plan.sites:
            version, officers = site.version, state[f"{_KEY}{shown}_{site.site_id}"]
            if officers != site.officers:
                version = plans.assign(session, person, plan_id, site.site_id, version, officers).version
            _override(session, person, plan, plan_id, site, version,
                      str(state.get(f"{_KEY}reason_{shown}_{site.site_id}") or "").strip())  # fmt: skip
    if casework.kept(session):
        st.toast(_("Saved."))


def _override(
    session: Session, person: Person, plan: Plan, plan_id: str, site: Site, version: int | None, reason: str
) -> None:
    """A new reason overrides what the site needs now; one that was taken away takes the override back."""
    if reason == (site.override.reason if site.override else "") or not (site.needs or site.override):
        return
    if reason:
        plans.override(
            session,
            person,
            plan_id,
            site.site_id,
            version,
            needs=site.needs,
            reason=reason,
            scan_id=plan.scan_id,
        )
    elif version is not None and site.needs:
        plans.withdraw_override(session, person, plan_id, site.site_id, version)


def _name(site: Site) -> str:
    return f"{site.number} · {words.below(site.where) or words.whole(site.where)} · {words.role(site)}"
