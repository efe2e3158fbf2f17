"""While a briefing is presented: the step's title and note, and the keys ← → through the steps, Esc back."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from suyuan.briefing import parsed
from suyuan.casework import briefings
from suyuan.casework.records import Record
from suyuan.messages import _
from suyuan.numbers import number
from suyuan.ui import casework
from suyuan.ui.briefing import briefing_links, briefing_mode
from suyuan.ui.briefing.briefing_links import PRESENT, SKIP
from suyuan.ui.personal import escape

# A long note must not hide the view that it is about.
_STYLE = """<style>
.st-key-briefing_bar {max-height: 38vh; overflow-y: auto; overflow-wrap: anywhere;}
</style>"""


def draw() -> None:
    """The bar over every page in briefing mode; without a sequence no more than the way back."""
    briefing_id, step_id = asked()
    steps: list[Record] = []
    if briefing_id:
        with casework.read() as session:
            steps = briefings.step_list(session, casework.person(), briefing_id)
    at = next((place for place, step in enumerate(steps) if step.id == step_id), -1)
    st.html(_STYLE)
    with st.container(key="briefing_bar"):
        back, words, forth, leave = st.columns([1.45, 5.6, 1.35, 1.05], vertical_alignment="center")
        if steps:
            _turn(back, "briefing_back", _("Previous step"), "Left", briefing_id, steps, at, -1)
            _turn(forth, "briefing_forth", _("Next step"), "Right", briefing_id, steps, at, 1)
        with words:
            _words(steps, at, is_sequence=bool(briefing_id))
        with leave:
            _leave(briefing_id)


def asked() -> tuple[str, str]:
    """The briefing and the step that the link names; '' for each that it does not."""
    briefing_id, _dot, step_id = st.query_params.get(PRESENT, "").partition(".")
    return briefing_id, step_id


def present(briefing_id: str, step: Record, *, skip: bool) -> NoReturn:
    """Show a step of a briefing, in briefing mode."""
    view = parsed(step["link"])
    own = {PRESENT: f"{briefing_id}.{step.id}", briefing_mode.IN_LINK: briefing_mode.ON}
    own |= {SKIP: "1"} if skip else {}
    if view.page == st.session_state.get(briefing_mode.PAGE):
        # The browser keeps what stands in the widgets of a page that it does not leave: it leaves it for a moment.
        briefing_links.turn_to(briefing_links.HOME, own)
    briefing_links.turn_to(view.page, {**view.asked, **own})


def next_step(steps: list[Record], at: int, way: int, *, skip: bool) -> int | None:
    """The place of the step before or after; those whose subject is gone are passed over where `skip`."""
    place = at + way
    while 0 <= place < len(steps):
        if not skip or not briefing_links.is_gone(parsed(steps[place]["link"])):
            return place
        place += way
    return None


def _turn(
    column: st.delta_generator.DeltaGenerator,
    key: str,
    label: str,
    shortcut: str,
    briefing_id: str,
    steps: list[Record],
    at: int,
    way: int,
) -> None:
    skip = SKIP in st.query_params
    to = next_step(steps, at, way, skip=skip)
    pressed = column.button(
        label, key=key, shortcut=shortcut, disabled=to is None, width="stretch", wrap=False
    )
    if pressed and to is not None:
        present(briefing_id, steps[to], skip=skip)


def _words(steps: list[Record], at: int, *, is_sequence: bool) -> None:
    if not is_sequence:
        st.caption(_("Briefing mode: names, phones, ids, addresses and accounts are hidden."))
        return
    if at < 0:
        st.markdown("**" + _("This step was taken out of the briefing.") + "**")
        return
    step = steps[at]
    place = _("{n} of {all}").format(n=number(at + 1), all=number(len(steps)))
    note = [escape(line) for line in (step["note"] or "").splitlines() if line.strip()]
    st.markdown("  \n".join([f"**{escape(step['title'])}** &nbsp; :gray[{place}]", *note]))
    if briefing_links.is_gone(parsed(step["link"])):
        told = _("What this step showed is not in the present scan any more: it was added on scan {scan}.")
        st.warning(told.format(scan=escape(step["scan_id"])), icon=":material/link_off:")


def _leave(briefing_id: str) -> None:
    """Back to the briefing; without one, out of the mode, on the same view."""
    pressed = st.button(
        _("Leave"), key="briefing_leave", shortcut="Esc", width="stretch", type="tertiary", wrap=False,
        on_click=None if briefing_id else briefing_mode.switch,
    )  # fmt: skip
    if pressed and briefing_id:
        briefing_links.turn_to(briefing_links.HOME, {"open": briefing_id})
