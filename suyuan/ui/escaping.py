"""Hostile text: what a screen may show of it."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^])")


def escape(text: object) -> str:
    """Text from the data, made harmless in Markdown: nothing in it formats, links or fetches.

    A title such as `![x](http://…)` would otherwise be fetched by the viewer's browser, which warns the seller.
    """
    plain = " ".join(str("" if text is None else text).split())
    # A bare address links by itself even where its punctuation is escaped: a zero-width space breaks it.
    plain = re.sub(r"(?i)(https?|ftp|www)(?=[:.])", "\\1\u200b", plain)
    return _SPECIAL.sub(r"\\\1", plain)
