"""Personal data and hostile text: what a screen may show of them."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from suyuan.masking import HIDDEN, PERSONAL, mask_frame

REVEAL = "reveal_personal"
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^])")


def is_revealed() -> bool:
    """Whether this viewer, in this session, asked to see personal data. Never kept in a link."""
    return bool(st.session_state.get(REVEAL, False))


def hide_personal(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as this viewer may see it: the contract's personal columns hidden unless revealed."""
    return frame if is_revealed() else mask_frame(frame)


def mask(value: object, column: str) -> str:
    """One value of a contract's column as this viewer may see it."""
    text = "" if value is None else str(value)
    return HIDDEN if text and column in PERSONAL and not is_revealed() else text


def escape(text: object) -> str:
    """Text from the data, made harmless in Markdown: nothing in it formats, links or fetches.

    A title such as `![x](http://…)` would otherwise be fetched by the viewer's browser, which warns the seller.
    """
    plain = " ".join(str("" if text is None else text).split())
    # A bare address links by itself even where its punctuation is escaped: a zero-width space breaks it.
    plain = re.sub(r"(?i)(https?|ftp|www)(?=[:.])", "\\1\u200b", plain)
    return _SPECIAL.sub(r"\\\1", plain)
