"""What is due for paper: a line of days for each kind, today across them, what is late before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from suyuan.evidence.drawing import COLOURS, Drawing, shortened

WIDTH, ROW = 700, 24
_LEFT, _RIGHT, _TOP = 150, 24, 22
# A line that is shorter says nothing of how far off a day is.
_SHORTEST_DAYS = 28


@dataclass(frozen=True)
class Line:
    """One kind of thing, and the day of each."""

    name: str
    days: Sequence[date]


def draw(lines: Sequence[Line], today: date, today_told: str, sans: str) -> str:
    """The lines as SVG; several of one kind on one day are one mark with their number."""
    floor = _TOP + ROW * len(lines)
    drawing = Drawing(WIDTH, floor + 22, sans)
    every = [day for line in lines for day in line.days] + [today]
    first, last = min(every) - timedelta(days=2), max(every) + timedelta(days=2)
    last = max(last, first + timedelta(days=_SHORTEST_DAYS))
    span = (last - first).days

    def x(day: date) -> float:
        return _LEFT + (day - first).days / span * (WIDTH - _LEFT - _RIGHT)

    for row, line in enumerate(lines):
        middle = _TOP + ROW * (row + 0.5)
        drawing.text((4, middle + 4), shortened(line.name, _LEFT - 12, 10.5), size=10.5, halo=False)
        drawing.line([(_LEFT, middle), (WIDTH - _RIGHT, middle)], COLOURS["line"], 0.7)
        for day, count in sorted(Counter(line.days).items()):
            colour = COLOURS["suspect" if day < today else "others"]
            drawing.circle((x(day), middle), 4 + min(count, 9) * 0.5, colour, stroke=COLOURS["ground"])
            if count > 1:
                drawing.text((x(day), middle - 8), str(count), size=9, anchor="middle")
    drawing.line([(x(today), _TOP - 4), (x(today), floor)], COLOURS["text"], 1.4)
    drawing.text((x(today), _TOP - 8), today_told, size=9.5, anchor="middle", halo=False)
    step = max(span // 7, 1)
    for day in (first + timedelta(days=number) for number in range(0, span + 1, step)):
        drawing.line([(x(day), floor), (x(day), floor + 4)], COLOURS["quiet"], 0.8)
        drawing.text((x(day), floor + 16), f"{day:%m-%d}" if first.year == last.year else f"{day:%Y-%m-%d}",
                     size=9, anchor="middle", halo=False)  # fmt: skip
    drawing.line([(_LEFT, floor), (WIDTH - _RIGHT, floor)], COLOURS["quiet"], 0.8)
    return drawing.svg()
