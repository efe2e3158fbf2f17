"""What do we show, and in which order? Briefings and their steps.   ?open=B…   ?present=B…"""

from __future__ import annotations

import streamlit as st

from suyuan import ui
from suyuan.casework import briefings
from suyuan.casework.records import Record
from suyuan.messages import _
from suyuan.ui import casework
from suyuan.ui.briefing import briefing_bar, briefing_forms, briefing_links, briefing_list, briefing_one
from suyuan.ui.cases import case_dialog, case_rows

FORMS = (briefing_forms,)  # asked for by name

ui.open_page()
ui.guard()
case_rows.style()
found: list[Record] = []
counts: dict[str, int] = {}
with casework.read() as session:
    found = briefings.briefing_list(session, casework.person())
    counts = briefings.step_counts(session, casework.person())
if not casework.kept(session):
    st.stop()
presented, step_id = briefing_bar.asked()
shown = presented or st.query_params.get(briefing_list.OPEN, "")
if not shown:
    title, button = st.columns([5.2, 1.35], vertical_alignment="bottom")
    title.title(_("Briefings: what do we show, and in which order?"), anchor=False)
    if case_dialog.may_ask("make_briefing"):
        button.button(
            _("New briefing"), key="case_main", type="primary", width="stretch",
            on_click=case_dialog.ask, args=("make_briefing",),
        )  # fmt: skip
    briefing_list.render(found, counts)
else:
    one = next((one for one in found if one.id == shown), None)
    if one is None:
        ui.wrong_link(_("No briefing {briefing} here.").format(briefing=ui.escape(shown)))
    steps: list[Record] = []
    with casework.read() as session:
        steps = briefings.step_list(session, casework.person(), one.id)
    if presented and steps:
        first = next((step for step in steps if step.id == step_id), steps[0])
        briefing_bar.present(one.id, first, skip=briefing_links.SKIP in st.query_params)
    briefing_one.follow(steps, one)
    title, back, menu = st.columns([5, 1.2, 0.4], vertical_alignment="bottom")
    title.title(ui.escape(one["title"]), anchor=False)
    back.button(
        _("All briefings"), key="briefing_all", on_click=briefing_list.close_briefing, width="stretch"
    )
    with menu:
        case_rows.more(one.id, briefing_list.menu(one))
    briefing_one.render(one, steps)
case_dialog.show()
