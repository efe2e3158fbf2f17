"""Personal data: shown to who asked and may, never before the log holds that he sees it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from suyuan import veil
from suyuan.casework import views
from suyuan.casework.errors import CaseworkError
from suyuan.masking import HIDDEN, PERSONAL, mask_frame
from suyuan.messages import _
from suyuan.ui import casework
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.escaping import escape

__all__ = ["REVEAL", "escape", "hide_personal", "is_asked_for", "is_revealed", "mask", "stand_on", "subject"]

REVEAL = "reveal_personal"
PAGE = "page_at"
_LOGGED = "revealed_and_logged"
_FAILED = "reveal_not_logged"
# Pages on which one thing stands, by the word of the link that names it.
_STANDS_ON = {"shop": ("shop",), "rings": ("account", "ring"), "plan": ("case", "ring")}
_LONGEST = 200


def stand_on(page: str) -> None:
    """Remember the page of this run, and try the log anew where it failed before."""
    st.session_state[PAGE] = page or "overview"
    st.session_state.pop(_FAILED, None)


def subject() -> str:
    """What the viewer has before him, as the log names it: `shop/S000123`, `ring/R007`, `page/data`."""
    page = str(st.session_state.get(PAGE, ""))
    for word in _STANDS_ON.get(page, ()):
        if st.query_params.get(word):
            return f"{word}/{briefing_mode.meant(st.query_params[word])}"[:_LONGEST]
    return f"page/{page}"


def is_asked_for() -> bool:
    """Whether this viewer, in this session, asked to see personal data and may. Never kept in a link, never in a room.

    To show some of it, ask `is_revealed` with its columns: what is not in the log is not shown.
    """
    is_wanted = bool(st.session_state.get(REVEAL)) and veil.current() is None
    return is_wanted and _FAILED not in st.session_state and casework.may("reveal")


def is_revealed(*columns: str) -> bool:
    """Whether the viewer may now see these personal columns of what he has before him.

    The first time in a session it is entered in the log, before anything is shown; where it cannot be, the answer
    is no and the page says so.
    """
    if veil.current() is not None:
        # Who was revealed is in the log already; of everybody else the frames hold no name.
        return set(columns) <= {"holder_name"} and bool(briefing_mode.shown())
    if not is_asked_for():
        return False
    about = subject()
    logged: set[tuple[str, str]] = st.session_state.setdefault(_LOGGED, set())
    new = {(about, column) for column in columns} - logged
    if not new:
        return True
    try:
        with casework.store().write() as session:
            views.log_reveal(session, casework.person(), about, [column for _about, column in new])
    except CaseworkError as error:
        st.session_state[_FAILED] = True
        words = _("Personal data stays hidden: that it is seen could not be entered in the log.")
        st.error(words + "  \n" + casework.explain(error), icon=":material/lock:")
        return False
    logged |= new
    return True


def hide_personal(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as this viewer may see it: the contract's personal columns hidden unless revealed."""
    held = [column for column in frame.columns if column in PERSONAL and frame[column].notna().any()]
    return frame if not held or is_revealed(*held) else mask_frame(frame)


def mask(value: object, column: str) -> str:
    """One value of a contract's column as this viewer may see it."""
    text = "" if value is None else str(value)
    return HIDDEN if text and column in PERSONAL and not is_revealed(column) else text
