"""Where things stand in the figure of a ring's story, and what plays it: a button and a slider of its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from suyuan.charts import FONT
from suyuan.outlines import north

STEP_MS = 350


def layout(
    steps: Sequence[tuple[date, date]],
    bounds: tuple[float, float, float, float],
    reach: float,
    colours: Mapping[str, str],
    height: int,
) -> dict[str, Any]:
    """Words on top, map left, link chart right, orders under them, button and slider at the foot.

    `bounds`: west, south, east, north of the map; `reach`: how far the chart's nodes stand out to either side.
    """
    west, low, east, high = bounds
    hidden = {"visible": False, "fixedrange": True}
    return {
        "height": height,
        "margin": {"l": 6, "r": 6, "t": 4, "b": 44},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": colours["text"]},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": colours["panel"],
            "font": {"color": colours["text"], "family": FONT},
        },
        "xaxis": hidden | {"domain": [0, 0.47], "range": [west, east], "anchor": "y"},
        "yaxis": hidden
        | {
            "domain": [0.2, 0.86],
            "range": [north(low), north(high)],
            "scaleanchor": "x",
            "anchor": "x",
        },
        "xaxis2": hidden | {"domain": [0.5, 1], "range": [-reach, reach], "anchor": "y2"},
        "yaxis2": hidden | {"domain": [0.2, 0.86], "range": [-1.4, 1.25], "anchor": "x2"},
        "xaxis3": hidden | {"domain": [0, 1], "range": [-0.6, len(steps) - 0.4], "anchor": "y3"},
        "yaxis3": hidden | {"domain": [0.02, 0.16], "rangemode": "tozero", "anchor": "x3"},
        "xaxis4": hidden | {"domain": [0, 1], "range": [0, 1], "anchor": "y4"},
        "yaxis4": hidden | {"domain": [0.88, 1], "range": [0, 1], "anchor": "x4"},
        "updatemenus": [_play(colours)],
        "sliders": [_slider(steps, colours)],
    }


def _play(colours: Mapping[str, str]) -> dict[str, Any]:
    still = {
        "frame": {"duration": 0, "redraw": False},
        "mode": "immediate",
        "transition": {"duration": 0},
    }
    moving = {
        "frame": {"duration": STEP_MS, "redraw": False},
        "fromcurrent": True,
        "transition": {"duration": 0},
    }
    return {
        "type": "buttons",
        "x": 0,
        "y": -0.02,
        "xanchor": "left",
        "yanchor": "top",
        "pad": {"t": 6},
        "showactive": False,
        # Else the first press stops what does not move yet.
        "active": -1,
        "bgcolor": colours["panel"],
        "bordercolor": colours["control"],
        "font": {"color": colours["text"], "size": 14},
        "buttons": [
            {"label": "▶ / ❚❚", "method": "animate", "args": [None, moving], "args2": [[None], still]}
        ],
    }


def _slider(steps: Sequence[tuple[date, date]], colours: Mapping[str, str]) -> dict[str, Any]:
    jump = {"mode": "immediate", "frame": {"duration": 0, "redraw": False}, "transition": {"duration": 0}}
    return {
        "x": 0.09,
        "len": 0.91,
        "y": -0.02,
        "pad": {"t": 8, "b": 0},
        "currentvalue": {"visible": False},
        "ticklen": 0,
        "font": {"size": 1, "color": "rgba(0,0,0,0)"},
        "bgcolor": colours["line"],
        "activebgcolor": colours["control"],
        "bordercolor": colours["control"],
        "steps": [
            {"label": begin.isoformat(), "method": "animate", "args": [[str(step)], jump]}
            for step, (begin, _end) in enumerate(steps)
        ],
    }
