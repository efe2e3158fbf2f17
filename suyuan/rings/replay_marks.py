"""What things look like in the figure of a story: their marks and signs, lines and arrows."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from suyuan.messages import N_, _
from suyuan.numbers import number
from suyuan.outlines import Line, segments
from suyuan.rings import ring_charts
from suyuan.rings.ring_story import Story

SYMBOLS = {
    "principal": "star",
    "shop": "square",
    "source": "triangle-up",
    "den": "diamond",
    "start": "hexagon",
}
SIZES = {"principal": 20, "shop": 18, "source": 17, "den": 17, "start": 15}
SIGNS = {
    "principal": "★", "suspect": "■", "shop": "■", "account": "●", "source": "▲", "den": "◆", "start": "⬢",
}  # fmt: skip
LEGEND = {**ring_charts.LEGEND, "start": N_("place of dispatch")}
Pairs = Sequence[tuple[tuple[float, float], tuple[float, float]]]


def line(line: Line, colour: str, width: float, axis: str, *, opacity: float = 1.0) -> go.Scatter:
    """A line, or several with gaps between them, on the axes `x` … `x4` and their `y`."""
    return go.Scatter(
        x=line[0], y=line[1], mode="lines", line={"color": colour, "width": width}, opacity=opacity,
        hoverinfo="skip", xaxis=axis, yaxis=axis.replace("x", "y"),
    )  # fmt: skip


def arrows(pairs: Pairs, colour: str, axis: str) -> go.Scatter:
    """From where to where a shop's dispatch went: broken lines, their heads at the new places."""
    x, y = segments(pairs)
    return go.Scatter(
        x=x, y=y, mode="lines+markers", hoverinfo="skip", xaxis=axis, yaxis=axis.replace("x", "y"),
        line={"color": colour, "width": 2.5, "dash": "dash"},
        marker={
            "symbol": "arrow", "angleref": "previous", "color": colour, "opacity": 1,
            "size": [0, 16, 0] * len(pairs), "line": {"width": 0}, "standoff": 9,
        },
    )  # fmt: skip


def words(story: Story, step: int, lately: str, colour: str) -> list[go.Scatter]:
    """A step's days, what was sold so far, what happened lately in one line."""
    begin, end = story.steps[step]
    so_far = story.totals[step]
    day = begin.isoformat() if begin == end else f"{begin.isoformat()} – {end.isoformat()}"
    told = _(
        "{orders} orders · {units} units, {sure} of them corroborated · {parcels} parcels so far"
    ).format(
        orders=number(so_far.orders),
        units=number(so_far.units),
        sure=number(so_far.corroborated),
        parcels=number(so_far.parcels),
    )
    texts = [
        (0.0, 0.75, f"<b>{day}</b>", 18),
        (0.27, 0.75, told, 15),
        (0.0, 0.12, lately or " ", 13),
    ]
    return [
        go.Scatter(
            x=[x], y=[y], text=[text], mode="text", textposition="middle right", hoverinfo="skip",
            textfont={"size": size, "color": colour}, xaxis="x4", yaxis="y4", cliponaxis=False,
        )
        for x, y, text, size in texts
    ]  # fmt: skip
