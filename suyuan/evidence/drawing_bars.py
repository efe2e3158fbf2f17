"""Bars for paper: a row each, its name, its length, and what it comes to in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from suyuan.evidence.drawing import COLOURS, Drawing, shortened, width_of

WIDTH, ROW = 700, 22
_LEFT, _SIZE = 176, 10.5


@dataclass(frozen=True)
class Row:
    """`share`: 0 to 1 of the longest bar it is compared with."""

    name: str
    share: float
    told: str


def draw(rows: Sequence[Row], colour: str, sans: str) -> str:
    """The bars as SVG, what each comes to behind its end."""
    drawing = Drawing(WIDTH, ROW * len(rows) + 8, sans)
    room = WIDTH - _LEFT - 14 - max((width_of(row.told, _SIZE) for row in rows), default=0)
    for no, row in enumerate(rows):
        top = 4 + ROW * no
        long = max(row.share, 0) * max(room, 60)
        drawing.text((_LEFT - 8, top + 15), shortened(row.name, _LEFT - 14, _SIZE), size=_SIZE, anchor="end",
                     halo=False)  # fmt: skip
        drawing.box(_LEFT, top + 4, max(long, 1), ROW - 8, COLOURS[colour])
        drawing.text((_LEFT + max(long, 1) + 7, top + 15), row.told, size=_SIZE, halo=False)
    return drawing.svg()
