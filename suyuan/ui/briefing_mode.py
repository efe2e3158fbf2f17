"""Briefing mode: the same views for a room, large and calm, nobody named. One switch, kept in the link."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from suyuan.ui.links import LANGUAGE_IN_LINK

IN_LINK = "briefing"
ON = "1"
# What never goes into a link: how the viewer likes to see it, and what he searched for.
_NOT_OF_THE_VIEW = {LANGUAGE_IN_LINK, "find", IN_LINK}


def is_on() -> bool:
    """Whether this run is drawn for a room."""
    return st.query_params.get(IN_LINK) == ON


def view_link() -> str:
    """The present view as path and query, without language and searched text: `rings?ring=K7Q2M9FJD4&view=chain`."""
    page = str(st.session_state.get("page_at", ""))
    told = [
        (key, value)
        for key in sorted(st.query_params)
        if key not in _NOT_OF_THE_VIEW
        for value in st.query_params.get_all(key)
    ]
    return ("" if page == "overview" else page) + ("?" + urlencode(told) if told else "")
