"""Drawings for paper, as SVG: shapes and text in pixels, escaped, nothing fetched from anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

# On white paper; one colour, one meaning, as on screen.
COLOURS = {
    "suspect": "#C8401A",
    "source": "#B97A00",
    "against": "#1F7A9C",
    "principal": "#7A4FC0",
    "others": "#6B7F94",
    "text": "#16202C",
    "quiet": "#4A5A6C",
    "line": "#C3CCD6",
    "land": "#F1F4F8",
    "ground": "#FFFFFF",
}
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Point = tuple[float, float]


class Drawing:
    """An SVG that grows shape by shape."""

    def __init__(self, width: int, height: int, sans: str):
        self.width, self.height, self._sans = width, height, sans
        self._parts: list[str] = []

    def line(
        self, points: Sequence[Point], colour: str, width: float, *, dash: str = "", opacity: float = 1
    ) -> None:
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._add("polyline", points=told, fill="none", stroke=colour, stroke_width=round(width, 2),
                  stroke_opacity=opacity, stroke_dasharray=dash or "none", stroke_linejoin="round")  # fmt: skip

    def head(self, begin: Point, end: Point, colour: str, away: float = 12) -> None:
        """The head of an arrow from `begin`, so far `away` from its end."""
        x, y = end[0] - begin[0], end[1] - begin[1]
        length = max((x * x + y * y) ** 0.5, 1e-6)
        x, y = x / length, y / length
        tip = (end[0] - away * x, end[1] - away * y)
        foot = (tip[0] - 8 * x, tip[1] - 8 * y)
        self.shape(
            [[tip, (foot[0] - 4 * y, foot[1] + 4 * x), (foot[0] + 4 * y, foot[1] - 4 * x)]], colour, colour
        )

    def curve(self, begin: Point, bend: Point, end: Point, colour: str, width: float, opacity: float) -> None:
        told = f"M{begin[0]:.1f} {begin[1]:.1f} Q{bend[0]:.1f} {bend[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
        self._add(
            "path", d=told, fill="none", stroke=colour, stroke_width=round(width, 2), stroke_opacity=opacity
        )

    def shape(self, points: Sequence[Sequence[Point]], fill: str, stroke: str, width: float = 0.5) -> None:
        told = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in points)
        self._add("path", d=told, fill=fill, fill_rule="evenodd", stroke=stroke, stroke_width=width)

    def circle(
        self, at: Point, radius: float, fill: str, *, stroke: str = "none", opacity: float = 1
    ) -> None:
        self._add("circle", cx=round(at[0], 1), cy=round(at[1], 1), r=round(radius, 1), fill=fill, stroke=stroke,
                  fill_opacity=opacity, stroke_width=1)  # fmt: skip

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, opacity: float = 1) -> None:
        self._add("rect", x=round(x, 1), y=round(y, 1), width=round(max(width, 0), 1), fill=fill,
                  height=round(max(height, 0), 1), fill_opacity=opacity)  # fmt: skip

    def text(
        self,
        at: Point,
        text: str,
        *,
        size: float = 11,
        colour: str = "",
        anchor: str = "start",
        halo: bool = True,
    ) -> None:
        """One line of text, with a white edge that keeps it legible over lines."""
        told = escape(_ILLEGAL.sub("", text.replace("\u200b", "")))
        for edge in (True, False) if halo else (False,):
            extra = (
                {"stroke": COLOURS["ground"], "stroke_width": 3, "stroke_linejoin": "round"} if edge else {}
            )
            self._add("text", told, x=round(at[0], 1), y=round(at[1], 1), font_family=self._sans, font_size=size,
                      fill=colour or COLOURS["text"], text_anchor=anchor, **extra)  # fmt: skip

    def svg(self) -> str:
        size = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}"'
        clip = f'<clipPath id="c"><rect width="{self.width}" height="{self.height}"/></clipPath>'
        body = "\n".join(self._parts)
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{clip}<g clip-path="url(#c)">\n{body}\n</g></svg>\n'

    def _add(self, tag: str, inside: str = "", **attributes: object) -> None:
        told = " ".join(
            f'{name.replace("_", "-")}="{escape(str(value))}"' for name, value in attributes.items()
        )
        self._parts.append(f"<{tag} {told}>{inside}</{tag}>" if inside else f"<{tag} {told}/>")


def width_of(text: str, size: float) -> float:
    """About how wide a text is drawn: Chinese characters are as wide as high, Latin ones a little over half."""
    return sum(size if ord(letter) > 0x2E7F else size * 0.56 for letter in text)


def in_lines(text: str, most: float, size: float) -> list[str]:
    """The text in lines no wider than `most`, broken at its blanks; what has none is broken where the line ends."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
        while width_of(lines[-1], size) > most:
            fits = next(n for n in range(len(lines[-1]) - 1, 0, -1) if width_of(lines[-1][:n], size) <= most)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return lines


def shortened(text: str, most: float, size: float) -> str:
    """The text, cut so that it is drawn no wider than `most`."""
    if width_of(text, size) <= most:
        return text
    while text and width_of(text + "…", size) > most:
        text = text[:-1]
    return text + "…"
