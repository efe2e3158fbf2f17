"""What was picked on a page, as chips on top of it: each stands in the link under its key, a click removes it.

A page declares its picks in words; its queries get them as parameters. Marks that a chart or a table holds of a pick
belong to the widget, which cannot be told to forget: `widget_key` gives it a new name once a chip is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from suyuan.messages import _
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.escaping import escape

_ROUND = "chips_round"


@dataclass(frozen=True)
class Chip:
    """One pick: its key in the link, and what it keeps in words (plain text, a name where there is one).

    `forget`: how it is let go of, where its key in the link belongs to a widget.
    """

    key: str
    words: str
    forget: Callable[[], None] | None = None


def picked(key: str) -> str:
    """What the link holds under a key; '' where nothing is picked."""
    return str(st.query_params.get(key, ""))


def pick(key: str, value: str) -> None:
    """Put a pick into the link; the same again takes it out. To be called from a widget's callback."""
    if not value or picked(key) == value:
        _forget([Chip(key, value)])
    else:
        st.query_params[key] = value


def widget_key(name: str) -> str:
    """The key of a chart or table whose selection makes a pick."""
    return f"{name}_{st.session_state.get(_ROUND, 0)}"


def renew() -> None:
    """Let go of the marks that charts and tables hold of a pick."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def show(chips: Sequence[Chip]) -> DeltaGenerator | None:
    """The chips in a row, and one button for all where there are several; nothing where nothing is picked.

    Returns the row, for what else stands in it.
    """
    if not chips:
        return None
    row = st.container(horizontal=True, gap="small", vertical_alignment="center", key="chips")
    with row:
        st.caption(_("Only"), width="content")
        for chip in chips:
            st.button(
                escape(chip.words),
                icon=":material/close:",
                icon_position="right",
                key=f"chip_{chip.key}",
                # Before a room what explains itself by a pointer is not shown: a chip must be.
                help=None if briefing_mode.is_on() else _("Remove"),
                on_click=_forget,
                args=([chip],),
            )
        if len(chips) > 1:
            st.button(
                _("Remove all"),
                key="chips_clear",
                type="tertiary",
                on_click=_forget,
                args=(chips,),
            )
    return row


def _forget(chips: Sequence[Chip]) -> None:
    for chip in chips:
        if chip.forget is None:
            st.query_params.pop(chip.key, None)
        else:
            chip.forget()
    renew()
