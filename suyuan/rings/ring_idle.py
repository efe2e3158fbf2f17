"""Picks of a ring's page that a view has nothing to narrow by: its chip and its paper say so."""

from __future__ import annotations

from collections.abc import Mapping

from suyuan.messages import _

# By the pick's name in the link: a tie knows its first and last day alone, a week no tie, a province no hour.
_IDLE: Mapping[str, tuple[str, ...]] = {
    "tie": ("chain", "places", "times", "replay"),
    "to_province": ("links", "times"),
    "week": ("links", "chain"),
}


def said(words: str, key: str, view: str) -> str:
    """A pick's words in a view: with a note where it narrows nothing there."""
    if view == "replay" and key == "week":
        return _("{pick} (below the drawing)").format(pick=words)
    return _("{pick} (not in this view)").format(pick=words) if view in _IDLE.get(key, ()) else words
