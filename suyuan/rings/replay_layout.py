"""Where things stand in the figure of a story, and what plays it: a button and a slider of its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from suyuan.charts import FONT
from suyuan.outlines import north
from suyuan.rings.ring_layout import Positions

STEP_MS = 350
# What a laptop's screen leaves of the figure beside the sidebar, in pixels: names are given room for it, and have more
# on a larger screen. Before a room letters and height grow alike.
_WIDE, _FOOT_PX, _TOP_PX = 960, 44, 4
_UPPER, _RIGHT = (0.2, 0.86), (0.5, 1.0)
LETTER = 12
_TOP, _FOOT = 1.42, -1.42


def reach(places: Positions) -> float:
    """How far to either side the chart goes: its nodes and the names beside them."""
    return max((abs(x) for x, _y in places.values()), default=1.0) + 0.45


def map_px(height: int) -> tuple[int, int]:
    """How wide and how high the map is in a figure of this height."""
    return round(0.47 * _WIDE), round((_UPPER[1] - _UPPER[0]) * (height - _TOP_PX - _FOOT_PX))


def chart_px(places: Positions, height: int) -> tuple[float, float]:
    """Pixels of one unit of the link chart, to the right and upwards."""
    return (_RIGHT[1] - _RIGHT[0]) * _WIDE / (2 * reach(places)), map_px(height)[1] / (_TOP - _FOOT)


def layout(
    steps: Sequence[tuple[date, date]],
    bounds: tuple[float, float, float, float],
    wide: float,
    colours: Mapping[str, str],
    height: int,
    at: int = 0,
) -> dict[str, Any]:
    """Words on top, map left, link chart right, orders under them, button and slider at the foot.

    `bounds`: west, south, east, north of the map; `wide`: how far the chart goes to either side;
    `at`: the step it opens on.
    """
    west, low, east, high = bounds
    hidden = {"visible": False, "fixedrange": True}
    return {
        "height": height,
        "margin": {"l": 6, "r": 6, "t": _TOP_PX, "b": _FOOT_PX},
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
            "domain": list(_UPPER),
            "range": [north(low), north(high)],
            "scaleanchor": "x",
            "anchor": "x",
        },
        "xaxis2": hidden | {"domain": list(_RIGHT), "range": [-wide, wide], "anchor": "y2"},
        "yaxis2": hidden | {"domain": list(_UPPER), "range": [_FOOT, _TOP], "anchor": "x2"},
        "xaxis3": hidden | {"domain": [0, 1], "range": [-0.6, len(steps) - 0.4], "anchor": "y3"},
        "yaxis3": hidden | {"domain": [0.02, 0.16], "rangemode": "tozero", "anchor": "x3"},
        "xaxis4": hidden | {"domain": [0, 1], "range": [0, 1], "anchor": "y4"},
        "yaxis4": hidden | {"domain": [0.88, 1], "range": [0, 1], "anchor": "x4"},
        "updatemenus": [_play(colours)],
        "sliders": [_slider(steps, colours, at)],
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


def _slider(steps: Sequence[tuple[date, date]], colours: Mapping[str, str], at: int) -> dict[str, Any]:
    jump = {"mode": "immediate", "frame": {"duration": 0, "redraw": False}, "transition": {"duration": 0}}
    return {
        "active": at,
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
