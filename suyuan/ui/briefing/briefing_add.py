"""The one small control by which any page's view is added to a briefing."""

from __future__ import annotations

from zlib import crc32

import streamlit as st

from suyuan.briefing import parsed
from suyuan.casework import briefings
from suyuan.casework.records import Record
from suyuan.messages import _, language
from suyuan.numbers import number
from suyuan.ui import casework
from suyuan.ui.briefing import briefing_links
from suyuan.ui.briefing.briefing_forms import for_the_room
from suyuan.ui.cases import case_dialog
from suyuan.ui.findings import MissingFolderError, identity, scan_id
from suyuan.ui.personal import escape

_OPEN, _LAST, _TOLD = "briefing_adds", "briefing_last", "briefing_told"


def draw() -> None:
    """The control, on pages whose views can be collected and for who may; and its dialog where it was asked for."""
    if told := st.session_state.pop(_TOLD, ""):
        st.toast(told, icon=":material/check:")
    link = briefing_links.here() if casework.may("brief") and _has_findings() else ""
    if not link:
        _close()
        return
    st.button(
        _("Add this view"), key="add_view", icon=":material/playlist_add:", on_click=_ask,
        width="stretch",
    )  # fmt: skip
    if st.session_state.get(_OPEN):
        st.dialog(_("Add this view to a briefing"), width="medium", on_dismiss=_close)(_draw)(link)


def _has_findings() -> bool:
    try:
        return identity() is not None
    except MissingFolderError:
        return False


def _ask() -> None:
    # One dialog at a time: a page's own that is still asked for gives way.
    case_dialog.close()
    st.session_state[_OPEN] = True


def _close() -> None:
    for key in [key for key in st.session_state if str(key).startswith(_OPEN)]:
        del st.session_state[key]


def _draw(link: str) -> None:
    found: list[Record] = []
    with casework.read() as session:
        found = briefings.briefing_list(session, casework.person())
    current = {one.id: one for one in found if one["status"] == briefings.CURRENT}
    own = crc32(f"{link} {language()}".encode())
    options, last = list(current), st.session_state.get(_LAST)
    with st.form("briefing_adds_fields", border=False):
        title = st.text_input(
            _("Title"), briefing_links.called(parsed(link)), key=f"{_OPEN}_title_{own}",
            max_chars=briefings.LONGEST_TITLE,
        )  # fmt: skip
        note = st.text_area(
            _("Note, shown with the view and on the hand-out"), key=f"{_OPEN}_note_{own}", height=80,
            max_chars=briefings.LONGEST_NOTE,
        )  # fmt: skip
        for_the_room()
        chosen = st.selectbox(
            _("Briefing"), options, index=options.index(last) if last in current else 0 if options else None,
            key=f"{_OPEN}_to", accept_new_options=True, placeholder=_("Name of the new briefing"),
            format_func=lambda code: current[code]["title"] if code in current else code,
            help=_("Type a name to make a new briefing."),
        )  # fmt: skip
        pressed = st.form_submit_button(_("Add"), key="add_view_save", type="primary")
    if pressed:
        _save(link, title, note, chosen or "", is_new=chosen not in current)


def _save(link: str, title: str, note: str, chosen: str, *, is_new: bool) -> None:
    """What is refused is said in the dialog, and what was typed stays."""
    count, named = 0, ""
    with casework.write() as session:
        person = casework.person()
        if is_new:
            chosen = briefings.make_briefing(session, person, chosen).id
        briefings.add_step(session, person, chosen, title=title, note=note, link=link, scan_id=scan_id())
        count = len(briefings.step_list(session, person, chosen))
        named = briefings.briefing(session, person, chosen)["title"]
    if casework.kept(session):
        _close()
        st.session_state[_LAST] = chosen
        st.session_state[_TOLD] = _("Added to {briefing} as step {n}").format(
            briefing=escape(named), n=number(count)
        )
        st.rerun()
