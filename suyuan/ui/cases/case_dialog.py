"""One form at a time in a dialog: what was typed stays when casework refuses, and a conflict shows what stands.

A form is a function that draws its fields and returns what saves them; `form` enters it in FORMS under a name, and a
row's button asks for it by that name. It stays open over reruns until it is saved or dismissed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from suyuan.casework.errors import Conflict
from suyuan.casework.records import Record
from suyuan.casework.roles import Person
from suyuan.messages import N_, _
from suyuan.ui import casework
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.personal import escape
from suyuan.wording import case_words

_OPEN, _CLASH, _TOLD = "case_form", "case_form_clash", "case_told"
FIELD = "field_"


@dataclass(frozen=True)
class Asked:
    """Which form is open, on which record as its viewer saw it, and what else it is about."""

    form: str
    record: Record | None = None
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        assert self.record is not None
        return self.record.id


# Saves what was typed, over the version given (0: there was no record).
Save = Callable[[Session, Person, int], object]
Draw = Callable[[Asked], Save | None]


@dataclass(frozen=True)
class Form:
    title: str
    action: str
    submit: str
    draw: Draw


FORMS: dict[str, Form] = {}


def form(name: str, title: str, action: str, submit: str = N_("Save")) -> Callable[[Draw], Draw]:
    """Enter a form: its heading, the policy's action that it asks for, its one button ('': it draws its own)."""

    def enter(draw: Draw) -> Draw:
        FORMS[name] = Form(title, action, submit, draw)
        return draw

    return enter


def ask(name: str, record: Record | None = None, **about: Any) -> None:
    """Open a form, empty; a callback of a button."""
    close()
    st.session_state[_OPEN] = Asked(name, record, about)


def may_ask(name: str) -> bool:
    """Whether the viewer's role allows what the form does; what it does not allow is not offered."""
    return not briefing_mode.is_on() and casework.may(FORMS[name].action)


def is_open() -> bool:
    """Whether a form is being filled in."""
    return _OPEN in st.session_state


def close() -> None:
    """Close the form and forget what was typed."""
    for key in [key for key in st.session_state if str(key).startswith(FIELD)]:
        del st.session_state[key]
    for key in (_OPEN, _CLASH):
        st.session_state.pop(key, None)


def show() -> None:
    """The open form, if there is one; what the last one did, as a toast. To be called once, at the page's end."""
    if told := st.session_state.pop(_TOLD, ""):
        st.toast(told, icon=":material/check:")
    asked: Asked | None = st.session_state.get(_OPEN)
    if asked is None:
        return
    if not may_ask(asked.form):
        close()
        return
    title = _(FORMS[asked.form].title)
    st.dialog(title, width="medium", on_dismiss=close)(_draw)(asked)


def told(text: str) -> None:
    """Say at the next run what was done."""
    st.session_state[_TOLD] = text


def do(change: Save, version: int = 0) -> None:
    """A change without a form, in one click. A callback: what is refused is said at the page's head."""
    with casework.write() as session:
        change(session, casework.person(), version)
    if casework.kept(session):
        told(_("Saved"))


def _draw(asked: Asked) -> None:
    made = FORMS[asked.form]
    if not made.submit:
        made.draw(asked)
        return
    with st.form("case_form_fields", border=False):
        save = made.draw(asked)
        pressed = st.form_submit_button(_(made.submit), type="primary", key="case_save")
    if save is None:
        return
    clash: Conflict | None = st.session_state.get(_CLASH)
    if pressed:
        _save(save, asked.record.version if asked.record else 0)
    elif clash is not None and _stands(asked, clash) and clash.current is not None:
        _save(save, clash.current.version)


def _save(save: Save, version: int) -> None:
    clash: Conflict | None = None
    with casework.write() as session:
        try:
            save(session, casework.person(), version)
        except Conflict as error:
            clash = error
            raise
    if casework.kept(session):
        close()
        told(_("Saved"))
        st.rerun()
    if clash is not None:
        st.session_state[_CLASH] = clash
        asked: Asked = st.session_state[_OPEN]
        _stands(asked, clash)


def _stands(asked: Asked, clash: Conflict) -> bool:
    """What the other wrote, column by column; whether the viewer read it and saves his own on top."""
    if clash.current is None:
        return False
    seen: Mapping[str, Any] = asked.record or {}
    changed = [
        name for name, now in clash.current.items() if name != "version" and now != (seen.get(name) or None)
    ]
    for name in changed:
        before, after = (case_words.value(name, row.get(name)) for row in (seen, clash.current))
        st.markdown(f"{case_words.word('column', name)}: ~~{escape(before)}~~ → **{escape(after)}**")
    return st.button(
        _("I have read it: save mine on top"), key="case_save_on_top", icon=":material/done_all:"
    )
