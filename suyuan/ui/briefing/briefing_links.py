"""A step's view as a link: what it asks for, whether its subject is still there, and how the screen turns to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from suyuan.briefing import PAGES, View, parsed
from suyuan.casework import cases
from suyuan.casework.errors import CaseworkError
from suyuan.messages import language
from suyuan.ui import casework
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.findings import load
from suyuan.ui.links import LANGUAGE_IN_LINK
from suyuan.wording import ring_words

# The sequence that is presented and the step that is on: `B….V…`.
PRESENT = "present"
SKIP = "skip"
OWN = (PRESENT, SKIP)
HOME = "briefing"


def called(view: View) -> str:
    """A view's title for the room: rings by goods and town, everybody else by what they are."""
    kind, subject = view.subject
    if kind != "ring":
        return view.title()
    head = load("rings__head", ring=subject)
    return view.title("" if head.empty else ring_words.ring_name(head.iloc[0]))


def here() -> str:
    """The present view as a link, without the sequence that it may be shown in; '' where it can be none.

    A page that is no view has none, and nothing has one while the key of the pseudonyms cannot be read.
    """
    try:
        told = briefing_mode.view_link()
    except (OSError, ValueError):
        return ""
    page = urlsplit(told).path.strip("/")
    if (page or "overview") not in PAGES:
        return ""
    asked = {key: values for key, values in parsed(told).asked.items() if key not in OWN}
    return "/" + page + ("?" + urlencode(asked, doseq=True) if asked else "")


def is_gone(view: View) -> bool:
    """Whether what the view is about is in the findings, or in casework, no more."""
    kind, subject = view.subject
    if not kind:
        return False
    if kind == "case":
        try:
            with casework.store().read() as session:
                cases.case(session, casework.person(), subject)
        except CaseworkError:
            return True
        return False
    query, parameter = {
        "shop": ("shop__case", "shop_id"),
        "ring": ("rings__head", "ring"),
        "account": ("rings__account", "account"),
    }[kind]
    return load(query, **{parameter: subject, "cleared": []}).empty


def turn_to(page: str, asked: Mapping[str, list[str] | str]) -> NoReturn:
    """Show a view and nothing of the one before: its filters, bound or not, are let go of."""
    link = {**asked, LANGUAGE_IN_LINK: language()}
    context = get_script_run_ctx()
    if context is not None:
        with context.session_state.query_params() as parameters:
            touched = {*parameters, *link}
            for key in touched:
                bound = parameters.get_binding_for_param(key)
                if bound is not None:
                    parameters.unbind_widget(bound.widget_id)
            # On the same page Streamlit reads a bound widget from its own memory: it begins anew from the link.
            parameters.set_initial_query_params(urlencode(link, doseq=True))
        for key in touched - {LANGUAGE_IN_LINK}:
            st.session_state.pop(key, None)
    st.switch_page(f"pages/{page}.py", query_params=link)
