"""A briefing's forms: a new one, another name, a step's title and note."""

from __future__ import annotations

import streamlit as st

from suyuan.casework import briefings
from suyuan.messages import N_, _
from suyuan.ui.cases.case_dialog import FIELD, Asked, Save, form
from suyuan.ui.cases.case_fields import label


def for_the_room() -> None:
    """What stands on a shared screen and on paper must name nobody."""
    st.caption(
        ":material/visibility: "
        + _("Title and note stand on the shared screen: write no names of people or shops.")
    )


def _title(value: str = "") -> str:
    return st.text_input(label("title"), value, key=FIELD + "title", max_chars=briefings.LONGEST_TITLE)


@form("make_briefing", N_("A new briefing"), "brief", N_("Make it"))
def _make(_asked: Asked) -> Save:
    title = _title()
    for_the_room()
    return lambda session, person, _version: briefings.make_briefing(session, person, title)


@form("rename_briefing", N_("Rename the briefing"), "brief")
def _rename(asked: Asked) -> Save:
    assert asked.record is not None
    title = _title(asked.record["title"])
    for_the_room()
    return lambda session, person, version: briefings.rename_briefing(
        session, person, asked.id, version, title
    )


@form("change_step", N_("Title and note of the step"), "brief")
def _step(asked: Asked) -> Save:
    assert asked.record is not None
    title = _title(asked.record["title"])
    note = st.text_area(
        _("Note, shown with the view and on the hand-out"), asked.record["note"] or "", key=FIELD + "note",
        height=140, max_chars=briefings.LONGEST_NOTE,
    )  # fmt: skip
    for_the_room()
    return lambda session, person, version: briefings.change_step(
        session, person, asked.id, version, title=title, note=note
    )
