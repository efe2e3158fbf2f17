"""Listings against their reference for paper: a strip a lane, suspects over a calm crowd, the reference at 100 %."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from suyuan.evidence.drawing import COLOURS, Drawing, shortened, width_of
from suyuan.price_axes import HIGHEST, LOWEST, TICKS

WIDTH, ROW = 700, 30
_LEFT, _RIGHT, _TOP, _BOTTOM = 178, 64, 44, 40
_SMALLEST, _HOLLOW, _LARGEST = 1.5, 2.1, 5.5
_APART = 34


@dataclass(frozen=True)
class Lane:
    """A row: its goods, what they are held against, and how many of its listings are suspects', of how many."""

    key: str
    goods: str
    reference: str
    counts: str


@dataclass(frozen=True)
class Dot:
    """A listing. `ratio`: price over reference; `size`: 0 to 1; `jitter`: 0 to 1, its place across the lane.

    `is_known`: judged by its own product, not by its whole category; `is_excused`: an innocent reading explains it;
    `is_faint`: something else was picked.
    """

    lane: str
    ratio: float
    size: float
    jitter: float
    is_suspect: bool
    is_known: bool
    is_excused: bool
    is_faint: bool = False


def draw(lanes: Sequence[Lane], dots: Sequence[Dot], words: Mapping[str, str], sans: str) -> str:
    """The chart as SVG. `words`: those of the screen's chart, and `counts`, what stands at the end of each row."""
    drawing = Drawing(WIDTH, _TOP + ROW * len(lanes) + _BOTTOM, sans)
    place = {lane.key: _TOP + ROW * row for row, lane in enumerate(lanes)}
    low, high = _ends([dot.ratio for dot in dots])

    def x(ratio: float) -> float:
        inside = min(max(ratio, 10**low), 10**high)
        return _LEFT + (math.log10(inside) - low) / (high - low) * (WIDTH - _LEFT - _RIGHT)

    floor = _TOP + ROW * len(lanes)
    _legend(drawing, dots, words)
    for lane in lanes:
        _lane(drawing, lane, place[lane.key])
    last = -math.inf
    for tick in (tick for tick in TICKS if low <= math.log10(tick) <= high):
        drawing.line([(x(tick), _TOP), (x(tick), floor)], COLOURS["line"], 0.5)
        # The reference is always told; of the others those that have room.
        if tick == 1 or (x(tick) - last > _APART and not 0 < abs(x(1) - x(tick)) < _APART):
            drawing.text((x(tick), floor + 13), f"{tick:.0%}".replace("%", " %"), size=9.5, anchor="middle",
                         halo=False)  # fmt: skip
            last = x(tick)
    # The crowd first: a suspect is never under it.
    for dot in sorted(dots, key=lambda one: (not one.is_faint, one.is_suspect)):
        if dot.lane in place:
            _dot(drawing, dot, (x(dot.ratio), place[dot.lane] + ROW * (0.18 + 0.64 * dot.jitter)))
    drawing.line([(x(1), _TOP - 4), (x(1), floor)], COLOURS["text"], 1.6)
    drawing.text(
        (WIDTH - 6, _TOP - 6), words["counts"], size=9, anchor="end", colour=COLOURS["quiet"], halo=False
    )
    middle = _LEFT + (WIDTH - _LEFT - _RIGHT) / 2
    drawing.text(
        (middle, floor + 30), words["axis"], size=9.5, anchor="middle", colour=COLOURS["quiet"], halo=False
    )
    return drawing.svg()


def _ends(ratios: Sequence[float]) -> tuple[float, float]:
    """The axis' ends as log10: from the cheapest to past the reference, one strange price in a thousand left out."""
    if not ratios:
        return -1.0, 0.3
    inside = sorted(ratios)
    lowest = min(max(inside[0], LOWEST), 0.3)
    highest = max(min(inside[min(int(len(inside) * 0.999), len(inside) - 1)], HIGHEST), 1.3)
    return math.log10(lowest) - 0.06, math.log10(highest) + 0.04


def _lane(drawing: Drawing, lane: Lane, top: float) -> None:
    drawing.line([(4, top), (WIDTH - 4, top)], COLOURS["line"], 0.5)
    drawing.text((4, top + 13), shortened(lane.goods, _LEFT - 12, 10.5), size=10.5, halo=False)
    drawing.text((4, top + 25), shortened(lane.reference, _LEFT - 12, 8.5), size=8.5, colour=COLOURS["quiet"],
                 halo=False)  # fmt: skip
    drawing.text((WIDTH - 6, top + ROW / 2 + 4), lane.counts, size=9.5, anchor="end", halo=False)


def _dot(drawing: Drawing, dot: Dot, at: tuple[float, float]) -> None:
    colour = COLOURS["suspect" if dot.is_suspect else "others"]
    clear = (0.2 if dot.is_faint else 0.9) if dot.is_suspect else (0.1 if dot.is_faint else 0.4)
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * dot.size
    # An edge needs room for its inside.
    radius = max(radius, _HOLLOW) if dot.is_excused or not dot.is_known else radius
    edge = COLOURS["against"] if dot.is_excused else colour if not dot.is_known else "none"
    drawing.circle(at, radius, colour if dot.is_known else "none", stroke="none" if dot.is_faint else edge,
                   opacity=clear)  # fmt: skip


def _legend(drawing: Drawing, dots: Sequence[Dot], words: Mapping[str, str]) -> None:
    """What the marks that are drawn mean; a kind that is not on the chart is not explained."""
    kinds = (
        ("suspects", Dot("", 1, 0.6, 0, is_suspect=True, is_known=True, is_excused=False), None),
        ("others", Dot("", 1, 0.6, 0, is_suspect=False, is_known=True, is_excused=False), None),
        ("by_category", Dot("", 1, 0.6, 0, is_suspect=False, is_known=False, is_excused=False), "is_known"),
        ("innocent", Dot("", 1, 0.6, 0, is_suspect=False, is_known=True, is_excused=True), "is_excused"),
    )
    x = 10.0
    for key, mark, needs in kinds:
        if needs and all(getattr(dot, needs) != getattr(mark, needs) for dot in dots):
            continue
        _dot(drawing, mark, (x, 11))
        drawing.text((x + 10, 15), words[key], size=10, halo=False)
        x += 34 + width_of(words[key], 10)
