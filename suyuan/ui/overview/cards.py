"""The figures over the queue; a brand or what is new among them keeps its suspects with one click."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from suyuan.cleared import not_counted
from suyuan.messages import _
from suyuan.numbers import number
from suyuan.ui import chips
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.escaping import escape

_KEY = "overview_card"
# As small as the captions beside them, so that the cards stay as high as they are; underlined, for they can be pressed.
_STYLE = f"""<style>
[class*="st-key-{_KEY}"] {{flex-flow: row nowrap; gap: 0 0.6rem; align-items: baseline; min-height: 1.4rem;}}
[class*="st-key-{_KEY}"] [data-testid="stElementContainer"]:has(style) {{display: none;}}
[class*="st-key-{_KEY}"] button {{min-height: 0; padding: 0; border: 0;}}
[class*="st-key-{_KEY}"] button p {{font-size: 0.875rem; text-decoration: underline; text-underline-offset: 0.2em;
  white-space: nowrap;}}
</style>"""


def suspects(head: pd.Series, help_text: str | None = None) -> None:
    """How many, how many of them are new, how many were cleared (`overview__headline`)."""
    st.metric(_("Suspect shops"), number(head["suspects"]), help=help_text)
    beside = not_counted(head["cleared"])
    new = _("{n} new").format(n=number(head["new_suspects"])) if head["new_suspects"] else ""
    # Before a room nothing is pressed: what the buttons say stands there as text.
    if not new or briefing_mode.is_on():
        st.caption(" · ".join(text for text in (new, beside) if text) or "&nbsp;")
        return
    with _row("new"):
        _button(new, "change", "new_suspect")
        if beside:
            st.caption(beside, width="content")


def brands(told: Sequence[tuple[str, str]], basis: str) -> None:
    """The brand hit hardest, largest; it and the next ones under it to press."""
    first = " ".join(told[0]) if told else _("none")
    st.metric(_("Brand hit hardest"), escape(first), help=basis)
    if len(told) < 1 or briefing_mode.is_on():
        st.caption(" · ".join(escape(" ".join(one)) for one in told[1:]) or basis)
        return
    with _row("brands"):
        for place, (brand, figure) in enumerate(told):
            _button(f"{escape(brand)} {figure}" if place else escape(brand), "brand", brand)


def _row(name: str) -> st.delta_generator.DeltaGenerator:
    row = st.container(horizontal=True, key=f"{_KEY}_{name}")
    row.html(_STYLE)
    return row


def _button(words: str, key: str, value: str) -> None:
    st.button(
        words,
        key=f"{_KEY}_{key}_{value}",
        type="tertiary",
        on_click=chips.pick,
        args=(key, value),
        help=_("Keep its suspects alone"),
    )
