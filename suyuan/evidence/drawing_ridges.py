"""How each brand's prices spread, for paper: a shape a brand, its suspects' own over it, the reference at 100 %."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from suyuan.evidence.drawing import COLOURS, Drawing, shortened, width_of
from suyuan.price_axes import HIGHEST, LOWEST, TICKS

WIDTH, ROW = 700, 38
# A brand's name and its figures stand left of its shape; a step is a twentieth of a power of ten.
_LEFT, _RIGHT, _TOP, _BOTTOM, _STEPS = 210, 14, 34, 40, 20
_APART = 34
# As on screen: suspects and what was picked are drawn lower than all, so that these stay in sight.
_PEAKS = {"all": 0.88, "suspects": 0.6, "picked": 0.6}


@dataclass(frozen=True)
class Ridge:
    """A brand's row: what stands beside it; by step the listings of all shops, of suspects, of those picked."""

    brand: str
    counts: str
    by_step: Mapping[int, tuple[int, int, int]]


def draw(ridges: Sequence[Ridge], words: Mapping[str, str], sans: str, *, with_picked: bool) -> str:
    """The chart as SVG. `words`: those of the screen's chart; each shape is scaled to its own peak."""
    drawing = Drawing(WIDTH, _TOP + ROW * len(ridges) + _BOTTOM, sans)
    steps = [step for ridge in ridges for step in ridge.by_step]
    low = max(min([*steps, -_STEPS]), math.floor(math.log10(LOWEST) * _STEPS)) - 1
    high = min(max([*steps, 6]), math.ceil(math.log10(HIGHEST) * _STEPS)) + 2
    wide = (WIDTH - _LEFT - _RIGHT) / (high - low)

    def x(at: float) -> float:
        return _LEFT + (at - low) * wide

    floor = _TOP + ROW * len(ridges)
    kinds = {"all": COLOURS["others"], "suspects": COLOURS["suspect"]}
    if with_picked:
        kinds["picked"] = COLOURS["text"]
    _legend(drawing, kinds, words)
    last = -math.inf
    for tick in (tick for tick in TICKS if low <= math.log10(tick) * _STEPS <= high):
        place = x(math.log10(tick) * _STEPS)
        drawing.line([(place, _TOP), (place, floor)], COLOURS["line"], 0.5)
        if tick == 1 or (place - last > _APART and not 0 < abs(x(0) - place) < _APART):
            drawing.text((place, floor + 13), f"{tick:.0%}".replace("%", " %"), size=9.5, anchor="middle",
                         halo=False)  # fmt: skip
            last = place
    for row, ridge in enumerate(ridges):
        base = _TOP + ROW * (row + 1)
        drawing.line([(4, base), (WIDTH - 4, base)], COLOURS["line"], 0.5)
        room = _LEFT - 18 - width_of(ridge.counts, 9.5)
        drawing.text((4, base - 8), shortened(ridge.brand, room, 10.5), size=10.5, halo=False)
        drawing.text((_LEFT - 8, base - 8), ridge.counts, size=9.5, anchor="end", halo=False)
        for place, kind in enumerate(kinds):
            tallest = max((counts[place] for counts in ridge.by_step.values()), default=0)
            for step, counts in sorted(ridge.by_step.items()):
                if not counts[place]:
                    continue
                tall = ROW * _PEAKS[kind] * counts[place] / max(tallest, 1)
                left = x(min(max(step, low), high - 1))
                if kind == "picked":
                    drawing.line([(left, base - tall), (left + wide, base - tall)], kinds[kind], 1.6)
                else:
                    drawing.box(
                        left, base - tall, wide, tall, kinds[kind], opacity=0.35 if kind == "all" else 0.6
                    )
    drawing.line([(x(0), _TOP - 4), (x(0), floor)], COLOURS["text"], 1.6)
    drawing.text((_LEFT + (WIDTH - _LEFT - _RIGHT) / 2, floor + 30), words["spread_axis"], size=9.5, anchor="middle",
                 colour=COLOURS["quiet"], halo=False)  # fmt: skip
    return drawing.svg()


def _legend(drawing: Drawing, kinds: Mapping[str, str], words: Mapping[str, str]) -> None:
    left = 10.0
    for kind, colour in kinds.items():
        if kind == "picked":
            drawing.line([(left - 6, 11), (left + 6, 11)], colour, 1.6)
        else:
            drawing.box(left - 6, 6, 12, 10, colour, opacity=0.35 if kind == "all" else 0.6)
        drawing.text((left + 10, 15), words[kind], size=10, halo=False)
        left += 34 + width_of(words[kind], 10)
