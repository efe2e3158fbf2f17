"""Every view is a link: choices are kept in it by their codes, so that they survive a change of language too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from suyuan.messages import language

LANGUAGE_IN_LINK = "lang"
_SEEN = "_seen_link_"


def linked(
    widget: Callable[..., Any],
    label: str,
    options: Sequence[Any],
    *,
    key: str,
    many: bool = False,
    default: Any = None,
    **arguments: Any,
) -> Any:
    """A choice (`st.selectbox`, `st.pills`, `st.multiselect`…) whose codes stand in the link under `key`.

    Streamlit's own binding writes the label that is shown, which another language does not know; options whose
    label is the same in every language need no more than `bind="query-params"`. Unknown codes in a link are
    ignored; `default`, what a link without a word means, stays out of it. Returns what the widget returns.
    """
    here = st.query_params.get_all(key)
    if here != st.session_state.get(_SEEN + key) or key not in st.session_state:
        chosen = [option for option in options if str(option) in here]
        st.session_state[key] = (chosen if many else chosen[0]) if chosen else ([] if many else default)
    if many and arguments.get("selection_mode") is None and widget in (st.pills, st.segmented_control):
        arguments["selection_mode"] = "multi"
    if not many and widget is st.selectbox:
        arguments.setdefault("index", None)
    value = widget(label, options, key=key, **arguments)
    now = [str(one) for one in (value if many else [value]) if one not in (None, default)]
    if now != here:
        if now:
            st.query_params[key] = now
        else:
            st.query_params.pop(key, None)
    st.session_state[_SEEN + key] = now
    return value


def forget_seen() -> None:
    """Read every linked choice from the link again, as after a change of language."""
    for key in [key for key in st.session_state if str(key).startswith(_SEEN)]:
        del st.session_state[key]


def open_shop(shop_id: str) -> NoReturn:
    """Go to one shop's page."""
    go("pages/shop.py", shop=shop_id)


def go(page: str, **link: str) -> NoReturn:
    """Go to another page with these parameters; the viewer's language and the filters of this page go along.

    Streamlit writes the new parameters into this page's link before it changes the page, a step of its own in the
    browser's history: with the filters among them, one step back shows this page as it was left. A parameter that
    is bound to a widget cannot be passed, so all are let go of first.
    """
    here = {key: st.query_params.get_all(key) for key in st.query_params}
    let_go(*here)
    st.switch_page(page, query_params={**here, **link, LANGUAGE_IN_LINK: language()})


def let_go(*keys: str) -> None:
    """Free parameters of the widgets they are bound to, which alone may change them."""
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as parameters:
        for key in keys:
            bound = parameters.get_binding_for_param(key)
            if bound is not None:
                parameters.unbind_widget(bound.widget_id)
