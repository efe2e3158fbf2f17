"""Weeks as bars with what happened over them, for paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from suyuan.evidence.drawing import COLOURS, Drawing, shortened, width_of

WIDTH, BARS, ROW = 700, 130, 17
_LEFT, _WIDEST, _RIGHT, _TOP = 60, 240, 26, 8
_COLOURS = {"takeover": "principal", "new_place": "source", "price": "text", "test_buy": "suspect"}


@dataclass(frozen=True)
class Bar:
    """One week: all of its order lines, and the part that is set off (the lower bound, complaints)."""

    week: datetime
    whole: float
    part: float


@dataclass(frozen=True)
class Event:
    at: datetime
    kind: str


def draw(
    bars: Sequence[Bar],
    events: Sequence[Event],
    names: dict[str, str],
    sans: str,
    marked: tuple[datetime | None, datetime | None] = (None, None),
) -> str:
    """The timeline as SVG. `names`: what each kind of event is called; a row each, in that order. `marked`: from when
    until when something is picked; what is outside is faint."""
    kinds = [kind for kind in names if any(event.kind == kind for event in events)]
    # As wide as the longest name asks, so that none is cut where there is room.
    margin = min(max([_LEFT, *(width_of(names[kind], 10) + 14 for kind in kinds)]), _WIDEST)
    height = _TOP + ROW * len(kinds) + BARS + 24
    drawing = Drawing(WIDTH, height, sans)
    moments = (
        [bar.week for bar in bars]
        + [bar.week + timedelta(days=7) for bar in bars]
        + [event.at for event in events]
    )
    if not moments:
        return drawing.svg()
    first, last = min(moments), max(moments)
    span = max((last - first).total_seconds(), 1)

    def x(moment: datetime) -> float:
        return margin + (moment - first).total_seconds() / span * (WIDTH - margin - _RIGHT)

    floor = _TOP + ROW * len(kinds) + BARS
    top = max((bar.whole for bar in bars), default=1) or 1
    for bar in bars:
        left, wide = x(bar.week), max(x(bar.week + timedelta(days=7)) - x(bar.week) - 1, 1)
        since, until = marked
        is_faint = (since is not None and bar.week < since) or (until is not None and bar.week >= until)
        for value, colour in ((bar.whole, COLOURS["line"]), (bar.part, COLOURS["others"])):
            tall = value / top * (BARS - 12)
            drawing.box(left, floor - tall, wide, tall, colour, opacity=0.3 if is_faint else 1)
    for row, kind in enumerate(kinds):
        middle = _TOP + ROW * row + ROW / 2
        drawing.text((4, middle + 4), shortened(names[kind], margin - 8, 10), size=10, halo=False)
        drawing.line([(margin, middle), (WIDTH - _RIGHT, middle)], COLOURS["line"], 0.5)
        for event in (event for event in events if event.kind == kind):
            drawing.circle(
                (x(event.at), middle), 3.5, COLOURS[_COLOURS.get(kind, "text")], stroke=COLOURS["ground"]
            )
    drawing.line([(margin, floor), (WIDTH - _RIGHT, floor)], COLOURS["quiet"], 0.8)
    drawing.text((margin - 6, floor - (BARS - 12) + 4), f"{top:g}", size=9.5, anchor="end", halo=False)
    drawing.text((margin - 6, floor), "0", size=9.5, anchor="end", halo=False)
    _months(drawing, first, last, x, floor)
    return drawing.svg()


def _months(drawing: Drawing, first: datetime, last: datetime, x: object, floor: float) -> None:
    assert callable(x)
    months = [
        datetime(year, month, 1)  # noqa: DTZ001 - the tables' times carry no zone: all are UTC
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
    ]
    within = [month for month in months if first <= month <= last]
    for month in within[:: max(len(within) // 8, 1)]:
        drawing.line([(x(month), floor), (x(month), floor + 4)], COLOURS["quiet"], 0.8)
        drawing.text((x(month), floor + 16), f"{month:%Y-%m}", size=9.5, anchor="middle", halo=False)
