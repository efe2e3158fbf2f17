"""One briefing: its steps in order, moved, annotated, taken out; presented, shared as a link, printed."""

from __future__ import annotations

from functools import partial
from typing import NoReturn

import streamlit as st

from suyuan.briefing import View, parsed
from suyuan.casework import briefings
from suyuan.casework.records import Record
from suyuan.messages import _
from suyuan.numbers import number
from suyuan.ui import casework
from suyuan.ui.briefing import briefing_bar, briefing_links, briefing_paper
from suyuan.ui.cases import case_dialog, case_rows
from suyuan.ui.personal import escape
from suyuan.ui.zone import local_time

PAGE = 8
_TURN = "briefing_turn"


def render(briefing: Record, steps: list[Record]) -> None:
    """What can be done with it as a whole, then its steps, a page of them at a time."""
    gone = {step.id for step in steps if briefing_links.is_gone(parsed(step["link"]))}
    skip = False
    if gone:
        told = _("{n} of {all} steps: what they show is not in the present scan any more.")
        words, switch = st.columns([3, 1.4], vertical_alignment="center")
        words.warning(told.format(n=number(len(gone)), all=number(len(steps))), icon=":material/link_off:")
        skip = switch.toggle(_("Skip them when presenting"), key="skip_gone")
    _start(briefing, steps, gone if skip else set())
    if not steps:
        case_rows.nothing(
            _("This briefing has no step yet."),
            _("Open any page as you want it shown and press “Add this view”."),
        )
        return
    pages = -(-len(steps) // PAGE)
    place = st.container(gap="xxsmall")
    chosen = (st.pagination(pages, key=f"briefing_pages_{briefing.id}") or 1) if pages > 1 else 1
    with place:
        for at in range((chosen - 1) * PAGE, min(chosen * PAGE, len(steps))):
            _row(briefing, steps, at, is_gone=steps[at].id in gone)


def follow(steps: list[Record], briefing: Record) -> None:
    """Present where the last click asked for it: a callback cannot change the page."""
    asked = st.session_state.pop(_TURN, None)
    if asked is None:
        return
    step_id, skip, is_presenting = asked
    step = next((one for one in steps if one.id == step_id), None)
    if step is None:
        return
    if is_presenting:
        briefing_bar.present(briefing.id, step, skip=skip)
    _open(parsed(step["link"]))


def _open(view: View) -> NoReturn:
    briefing_links.turn_to(view.page, view.asked)


def _start(briefing: Record, steps: list[Record], skipped: set[str]) -> None:
    shown = [step for step in steps if step.id not in skipped]
    present, share, paper, more = st.columns([1.3, 1.3, 1.5, 3.6], vertical_alignment="center")
    present.button(
        _("Present"), icon=":material/slideshow:", type="primary", width="stretch", key="briefing_present",
        disabled=not shown, on_click=_ask, args=(shown[0].id if shown else "", bool(skipped), True),
    )  # fmt: skip
    with share.popover(_("Link"), icon=":material/link:", width="stretch", disabled=not steps):
        st.caption(
            _("Whoever opens it and has a role here sees the first step, presented; nobody is named in it.")
        )
        st.code(address(briefing.id), language=None, wrap_lines=True)
    briefing_paper.button(briefing, steps, paper)
    told = _("made by {name} on {day}").format(
        name=escape(briefing["owner"]), day=local_time(briefing["made_at"], date_only=True)
    )
    more.caption(told, text_alignment="right")


def address(briefing_id: str) -> str:
    """The link that presents a briefing, as the viewer's browser reaches this app."""
    base = (st.context.url or "").split("?")[0].rstrip("/")
    base = base if base.endswith(f"/{briefing_links.HOME}") else f"{base}/{briefing_links.HOME}"
    return f"{base}?{briefing_links.PRESENT}={briefing_id}"


def _ask(step_id: str, skip: bool, is_presenting: bool) -> None:
    st.session_state[_TURN] = (step_id, skip, is_presenting)


def _row(briefing: Record, steps: list[Record], at: int, *, is_gone: bool) -> None:
    step, key = steps[at], steps[at].id
    view = parsed(step["link"])
    edits = casework.may("brief")
    with st.container(key=f"case_row_{key}"):
        figure, main, where, up, down, menu = st.columns(
            [0.45, 5.6, 2.6, 0.5, 0.5, 0.5], vertical_alignment="center", gap="small"
        )
        figure.markdown(f"**{number(at + 1)}**")
        with main.container(gap=None):
            case_rows.title(key, escape(step["title"]), partial(_ask, step.id, False, False))
            if step["note"]:
                st.caption(escape(step["note"]))
        told = escape(view.place)
        if is_gone:
            told = f":material/link_off: {_('gone')} · {told}"
        added = _("{name}, {day}").format(
            name=escape(step["added_by"]), day=local_time(step["added_at"], date_only=True)
        )
        where.markdown(f"{told}  \n:gray[:small[{added}]]")
        if not edits:
            return
        for column, name, icon, way, is_end in (
            (up, "up", ":material/arrow_upward:", -1, at == 0),
            (down, "down", ":material/arrow_downward:", 1, at == len(steps) - 1),
        ):
            column.button(
                "", key=f"step_{name}_{key}", icon=icon, type="tertiary", disabled=is_end,
                help=_("Earlier") if way < 0 else _("Later"),
                on_click=case_dialog.do, args=(_move(briefing.id, step.id, way), briefing.version),
            )  # fmt: skip
        with menu:
            case_rows.more(key, _menu(briefing, step, len(steps)))


def _move(briefing_id: str, step_id: str, places: int) -> case_dialog.Save:
    return lambda session, person, version: briefings.move_step(
        session, person, briefing_id, version, step_id, places
    )


def _menu(briefing: Record, step: Record, count: int) -> dict[str, case_rows.Act]:
    def drop() -> None:
        case_dialog.do(
            lambda session, person, version: briefings.drop_step(session, person, step.id, version),
            step.version,
        )

    return {
        _("Title and note"): partial(case_dialog.ask, "change_step", step),
        _("To the front"): partial(case_dialog.do, _move(briefing.id, step.id, -count), briefing.version),
        _("To the end"): partial(case_dialog.do, _move(briefing.id, step.id, count), briefing.version),
        _("Take out"): drop,
    }
