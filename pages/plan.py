"""Where, when, with how many: the operation plan of a ring or a case.   ?ring=R007   ?case=C012"""

from __future__ import annotations

import streamlit as st

from suyuan import ui
from suyuan.messages import _
from suyuan.plan import Entered, words
from suyuan.ui import casework, cleared
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.links import go
from suyuan.ui.plan import plan_data, plan_entry, plan_files, plan_view
from suyuan.wording import ring_words

MOST_RINGS = 500

ui.open_page()
ui.guard()
ring_id, case_id = st.query_params.get("ring", ""), st.query_params.get("case", "")
kind, subject = (plan_data.CASE, case_id) if case_id else (plan_data.RING, ring_id)
title, back, csv, sheets = st.columns([4.2, 0.9, 0.8, 1.4], vertical_alignment="center")
if not subject:
    title.title(_("Operation plan"), anchor=False)
    st.info(_("A plan belongs to a ring or a case: open one and choose “Plan”."))
    rings = ui.load("rings__list", most=MOST_RINGS, cleared=cleared.shops()).set_index("ring_id")
    chosen = st.selectbox(
        _("Ring"), list(rings.index), index=None, placeholder=_("Choose a ring"), key="plan_ring",
        format_func=lambda code: f"{ring_words.ring_name(rings.loc[code])} · {code}",
    )  # fmt: skip
    if chosen:
        go("pages/plan.py", ring=chosen)
    st.stop()

entered: Entered | None = None
case_title = ""
with casework.read() as session:
    entered, case_title = plan_data.read_entered(session, casework.person(), kind, subject)
if entered is None:
    st.stop()
plan, material = plan_data.plan_of(kind, subject, entered, case_title, cleared.shops())
title.subheader(
    f"{_('Operation plan')} · {ui.escape(plan.title)}"
    + ("" if briefing_mode.is_on() else f" :small[:gray[{ui.escape(plan.subject)}]]"),
    anchor=False,
)
if kind == plan_data.RING and back.button(
    _("The ring"), icon=":material/hub:", width="stretch", key="to_ring"
):
    go("pages/rings.py", ring=ring_id)
plan_files.buttons(plan, csv, sheets)
plan_view.head(plan)
if plan.cleared and not plan.suspects:
    st.warning(
        _("Cleared on review: {what}").format(what=words.cleared(plan)), icon=":material/check_circle:"
    )

views = {
    "sites": _("Sites"),
    "enter": _("Enter checks and officers"),
    "people": _("People"),
    "others": _("Who else is there"),
    "sheets": _("Sheets"),
}
view = ui.linked(
    st.segmented_control,
    _("View"),
    list(views),
    key="view",
    default="sites",
    required=True,
    format_func=lambda code: views[code],
    label_visibility="collapsed",
)
if view == "enter":
    plan_entry.render(plan, entered)
elif view == "people":
    plan_view.people_table(plan, ui.is_revealed("holder_name"))
elif view == "others":
    plan_view.others_table(plan, material.others, ui.is_revealed("shop_name"))
elif view == "sheets":
    plan_files.single(plan)
else:
    plan_view.overview(plan, ui.is_revealed("origin_address"))
