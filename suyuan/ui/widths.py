"""Widths of a table's columns where the browser's own measure would cut a cell off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

import pandas as pd

from suyuan.ui.briefing import briefing_mode, room_screen

# A table's letters as a share of the page's.
_LETTERS = 0.88
# Of a letter's height; a Chinese sign is square. Latin letters as the font that the app brings along draws them, and a
# twentieth more for another one.
_SQUARE, _OTHERS, _SPARE = 1.0, 0.55, 1.05
_WIDE = {
    letter: width
    for width, letters in {
        0.2: " ",
        0.26: "ijlI.,:;'|·!",
        0.33: "()-frt/[]{}",
        0.47: "cskvxyz",
        0.5: "0123456789aeg?",
        0.6: "ABDGHKNOQRUVXY",
        0.83: "mwMW%@–…→",
    }.items()
    for letter in letters
}
# What stands beside a cell's letters: pixels, and of a larger letter's height.
_PADDING, _BESIDE_LETTERS, _MOST = 18, 1.15, 480
# The browser measures the first rows alone, without what is twice their average, and no further than 500 pixels.
_MEASURED, _OUTLIER = 10, 1.9
# What is measured here is known to a tenth.
_SURE = 0.9
# The page's letters that stand beside a table of full width: the sidebar and its margins, before a room these alone.
_BESIDE, _BESIDE_ROOM = 16.0, 4.4
_MOMENT = "2026-11-23 12:00"
# Of wrapped text: a line's height in its letters, what lines lose to words that do not part, and the most lines of a
# cell that are shown (a click opens all of it). Streamlit wraps rows higher than four of the page's letters. The slack,
# in lines, stands above and below the text.
_LINE, _PARTED, _MOST_LINES, _WRAPS, _SLACK = 1.4, 1.1, 8, 4.2, 0.2


def width_of_all(values: Iterable[object], heading: str = "") -> int | None:
    """Pixels in which texts and heading are drawn whole; None where the browser measures them right by itself."""
    long = [_ems(value) if isinstance(value, str) else 0.0 for value in values]
    if not long or not max(long):
        return None
    first = long[:_MEASURED]
    average = sum(first) / len(first)
    measured = max((one for one in first if one < _OUTLIER * average), default=0.0)
    width = _pixels(max(_ems(heading), *long))
    is_measured = max(first) <= measured and max(long[_MEASURED:], default=0.0) < _SURE * measured
    if is_measured and width < _MOST:
        return None
    return width


def to_the_edge(shown: pd.DataFrame, settings: Mapping[str, Any], *, share: float = 1.0) -> dict[str, Any]:
    """The columns' settings, widths added so that the right edge cuts no column: those behind it are scrolled to.

    `settings`: by column, in the order shown. `share`: of the page's width that the table has. For the screen that a
    room looks on, for 1280 pixels else; unchanged where all columns have their place.
    """
    needs = {name: _needs(shown[name], setting) for name, setting in settings.items()}
    in_sight, left = [], place(share)
    for name, need in needs.items():
        if need > left:
            break
        in_sight.append(name)
        left -= need
    if len(in_sight) in (0, len(needs)):
        return dict(settings)
    each, more = divmod(left, len(in_sight))
    widths = {name: needs[name] + each + (at < more) for at, name in enumerate(in_sight)}
    return {
        name: {**setting, "width": widths[name]} if name in widths else setting
        for name, setting in settings.items()
    }


def with_wrapped(
    shown: pd.DataFrame,
    headings: Mapping[str, str],
    wrapped: Sequence[str],
    *,
    share: float = 1.0,
    formats: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """Widths of all columns such that they fill their `share` of the page: each what it needs, `wrapped` ones alike
    what is left. `formats`: how a column's numbers are written, e.g. '%.3f'."""
    widths = {
        name: _needs(shown[name], {"label": heading, "type_config": {"format": (formats or {}).get(name)}})
        for name, heading in headings.items()
    }
    left = place(share) - sum(width for name, width in widths.items() if name not in wrapped)
    each = max(left // len(wrapped), *(_pixels(_ems(headings[name])) for name in wrapped))
    return widths | dict.fromkeys(wrapped, each)


def wrapped_row(shown: pd.DataFrame, widths: Mapping[str, int], wrapped: Sequence[str]) -> int:
    """Pixels of a row's height in which the longest text of the `wrapped` columns stands whole at these widths."""
    letters = room_screen.letters()
    beside = max(_PADDING, _BESIDE_LETTERS * letters)
    lines = 1
    for name in wrapped:
        room = max(widths[name] - beside, letters)
        for text in shown[name].dropna().unique():
            lines = max(lines, ceil(_ems(str(text)) * _LETTERS * letters * _PARTED / room))
    return round(max(_WRAPS, (min(lines, _MOST_LINES) + _SLACK) * _LINE * _LETTERS) * letters)


def place(share: float = 1.0) -> int:
    """Pixels that a table of this share of the page's width has."""
    beside = _BESIDE_ROOM if briefing_mode.is_on() else _BESIDE
    return round(share * (room_screen.width() - room_screen.letters() * beside))


def _needs(values: pd.Series, setting: Mapping[str, Any]) -> int:
    """Pixels for a column's heading and all its cells as they are drawn."""
    if isinstance(setting.get("width"), int):
        return int(setting["width"])
    heading = _ems(str(setting.get("label") or ""))
    if pd.api.types.is_datetime64_any_dtype(values):
        return _pixels(max(heading, _ems(_MOMENT)))
    # An amount comes as a Decimal, in a column of objects.
    numbers = [one for one in values.dropna() if isinstance(one, int | float | Decimal)]
    if numbers:
        written = str((setting.get("type_config") or {}).get("format") or "")
        told = [
            written % one if written.startswith("%") else f"{one:,.2f}" if one % 1 else f"{one:,.0f}"
            for one in numbers
        ]
        return _pixels(max([heading, *map(_ems, told)]))
    # As the browser does it: one long title far down must not drive the others out of sight. Of a few words that stand
    # again and again each has its place.
    texts = list(dict.fromkeys(one for one in values if isinstance(one, str)))
    few = (
        texts if len(texts) <= _MEASURED else [one for one in values.head(_MEASURED) if isinstance(one, str)]
    )
    first = [_ems(one) for one in few]
    return min(_pixels(max([heading, *first])), _MOST)


def _pixels(ems: float) -> int:
    letters = room_screen.letters()
    return round(ems * _LETTERS * letters + max(_PADDING, _BESIDE_LETTERS * letters))


def _ems(text: str) -> float:
    return sum(_SQUARE if ord(one) > 0x2E7F else _SPARE * _WIDE.get(one, _OTHERS) for one in text)
