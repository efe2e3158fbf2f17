"""From a row of casework to what it is about: callbacks leave a word, the page goes there at its next run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from suyuan.casework.retention import ERASED
from suyuan.messages import _
from suyuan.ui.links import go

_GOING = "case_going"
PAGES = {
    "shop": ("pages/shop.py", "shop"),
    "ring": ("pages/rings.py", "ring"),
    "account": ("pages/rings.py", "account"),
}


def title(case: Mapping[str, Any]) -> str:
    """What a case is called; of an erased one its number is left."""
    if case["title"] != ERASED:
        return str(case["title"])
    return _("{case}, erased").format(case=case["file_number"] or case["case_id"])


def open_case(case_id: str) -> None:
    """One case, on this page."""
    st.query_params["case"] = case_id


def open_subject(kind: str, subject_id: str) -> None:
    """A shop, ring or account on its own page; a case here."""
    if kind == "case":
        open_case(subject_id)
    elif kind in PAGES:
        st.session_state[_GOING] = (kind, subject_id)


def follow() -> None:
    """Go where the last click pointed. To be called before anything is drawn: a callback cannot change the page."""
    going = st.session_state.pop(_GOING, None)
    if going is not None:
        page, name = PAGES[going[0]]
        for key in ("view", "case", "suspect"):
            st.query_params.pop(key, None)
        go(page, **{name: going[1]})


def close_case() -> None:
    """Back to the list of cases. A callback."""
    for key in ("case", "part"):
        st.query_params.pop(key, None)
    st.query_params["view"] = "cases"
