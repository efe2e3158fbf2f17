"""How wide the screen is that a room looks on: asked of the browser, so that charts grow with the page's letters."""

from __future__ import annotations

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from suyuan.ui.briefing import briefing_mode

# The page's letters in pixels on an analyst's screen; before a room at the least, and as a share of its width
# (`briefing_frame`).
DESK, LEAST, SHARE = 15.0, 19.0, 0.0142
# Until the browser has answered, and whatever it answers: the narrowest screen that is looked at, the widest.
NARROWEST, WIDEST = 1280, 3840
_KEY, _WIDTH = "room_screen", "width"
# Told again when a window was resized and has come to rest.
_ASK = """export default function ({ data, setStateValue }) {
  let told = data.width, rest;
  const tell = () => { if (told !== innerWidth) { told = innerWidth; setStateValue("width", told); } };
  const later = () => { clearTimeout(rest); rest = setTimeout(tell, 150); };
  tell();
  addEventListener("resize", later);
  return () => { clearTimeout(rest); removeEventListener("resize", later); };
}"""


def ask() -> None:
    """Ask the browser; where its screen is another than was thought, the page is drawn once more."""
    _asker()(key=_KEY, data={_WIDTH: width()}, default={_WIDTH: width()}, on_width_change=_keep)


def width() -> int:
    """The screen's width in pixels."""
    told = st.session_state.get(f"{_KEY}_{_WIDTH}")
    return min(max(int(told), NARROWEST), WIDEST) if isinstance(told, int | float) else NARROWEST


def letters() -> float:
    """The page's letters in pixels."""
    return max(LEAST, SHARE * width()) if briefing_mode.is_on() else DESK


def larger() -> float:
    """By how much letters, and what is laid out round them, are larger than on an analyst's screen."""
    return letters() / DESK


def wider() -> float:
    """By how much what fills a screen 1280 pixels wide is larger on the screen at hand."""
    return letters() / LEAST if briefing_mode.is_on() else 1.0


def _keep() -> None:
    told = st.session_state[_KEY]
    st.session_state[f"{_KEY}_{_WIDTH}"] = told.get(_WIDTH)


@cache
def _asker() -> ComponentRenderer:
    return st.components.v2.component(_KEY, js=_ASK)
