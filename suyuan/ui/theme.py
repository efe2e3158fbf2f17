"""Colours by their meaning, for the theme the viewer has on. One colour, one meaning, on every page."""

from __future__ import annotations

from typing import Literal

import streamlit as st

Theme = Literal["light", "dark"]

PALETTES: dict[Theme, dict[str, str]] = {
    "dark": {
        "suspect": "#E4572E",
        "source": "#F2B134",
        "against": "#4BA3C3",
        "principal": "#B388EB",
        "others": "#8FA3B8",
        "reference": "#E8EDF4",
        "ground": "#0F141B",
        "panel": "#171E28",
        "line": "#263040",
        "text": "#E8EDF4",
        "quiet": "#A7B4C4",
        "control": "#5B7FA6",
        "press": "#52749A",
    },
    "light": {
        "suspect": "#C8401A",
        "source": "#B97A00",
        "against": "#1F7A9C",
        "principal": "#7A4FC0",
        "others": "#6B7F94",
        "reference": "#16202C",
        "ground": "#FFFFFF",
        "panel": "#F1F4F8",
        "line": "#D5DCE5",
        "text": "#16202C",
        "quiet": "#4A5A6C",
        "control": "#466A92",
        "press": "#466A92",
    },
}

# What marks a ring's sites; what speaks against a suspicion never stands beside them.
SITE_COLOURS = {"den": "against", "source": "source"}


def theme() -> Theme:
    """The theme on the viewer's screen; light where the browser has not said yet."""
    return "dark" if st.context.theme.type == "dark" else "light"


def palette() -> dict[str, str]:
    """Colours by meaning for the theme on screen."""
    return dict(PALETTES[theme()])
