"""Widths of a table's columns where the browser's own measure would cut a cell off."""

from __future__ import annotations

from collections.abc import Iterable

from suyuan.ui.briefing import briefing_mode

# A table's letters in pixels; before a room on the widest screen that is looked at (1920: 0.875 × 1.42 % of it).
_LETTERS, _ROOM_LETTERS = 13.2, 24.0
# Of a letter's height: small Latin letters with their blanks, capitals and figures; a Chinese sign is square.
_SMALL, _LARGE, _SQUARE = 0.53, 0.6, 1.0
_PADDING, _MOST = 20, 480
# The browser measures the first rows alone, without what is twice their average, and no further than 500 pixels.
_MEASURED, _OUTLIER = 10, 1.9
# What is measured here is known to a tenth.
_SURE = 0.9


def width_of_all(values: Iterable[object], heading: str = "") -> int | None:
    """Pixels in which texts and heading are drawn whole; None where the browser measures them right by itself."""
    long = [_ems(value) if isinstance(value, str) else 0.0 for value in values]
    if not long or not max(long):
        return None
    first = long[:_MEASURED]
    average = sum(first) / len(first)
    measured = max((one for one in first if one < _OUTLIER * average), default=0.0)
    letters = _ROOM_LETTERS if briefing_mode.is_on() else _LETTERS
    width = round(max(_ems(heading), *long) * letters) + _PADDING
    is_measured = max(first) <= measured and max(long[_MEASURED:], default=0.0) < _SURE * measured
    if is_measured and width < _MOST:
        return None
    return width


def _ems(text: str) -> float:
    return sum(
        _SQUARE if ord(letter) > 0x2E7F else _LARGE if letter.isupper() or letter.isdigit() else _SMALL
        for letter in text
    )
