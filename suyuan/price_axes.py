"""The axis of the price charts: shares of the reference as log10, so that half and double are equally far from it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

TICKS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "toImage"],
}
LOWEST, HIGHEST = 0.02, 20.0


def finish(
    figure: go.Figure, inside: tuple[float, float], colours: Mapping[str, str], axis: str, height: int
) -> go.Figure:
    low, high = inside
    ticks = _ticks(low, high)
    figure.update_xaxes(
        range=[low, high],
        tickvals=[math.log10(tick) for tick in ticks],
        ticktext=[f"{tick:.0%}".replace("%", " %") for tick in ticks],
        title={"text": axis, "standoff": 6, "font": {"size": 13, "color": colours["text"]}},
        gridcolor=colours["line"],
        zeroline=False,
        tickangle=0,
        tickfont={"size": 13, "color": colours["text"]},
    )
    figure.update_yaxes(
        gridcolor=colours["line"], zeroline=False, tickfont={"size": 13, "color": colours["text"]}
    )
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 26, "b": 8},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "font": {"size": 13}},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": colours["text"]},
        hoverlabel={"align": "left"},
        dragmode="select",
        modebar={
            "bgcolor": "rgba(0,0,0,0)",
            "color": colours["others"],
            "activecolor": colours["text"],
        },
    )
    return figure


def _ticks(low: float, high: float) -> list[float]:
    """Ratios to write under the axis: 100 % always, the others where their words have room."""
    kept = [1.0]
    for tick in sorted(TICKS, key=lambda tick: abs(math.log10(tick))):
        at = math.log10(tick)
        if low <= at <= high and all(abs(at - math.log10(one)) > 0.045 * (high - low) for one in kept):
            kept.append(tick)
    return sorted(kept)


def bounds(ratios: pd.Series) -> tuple[float, float]:
    if ratios.empty:
        return -1.0, 0.3
    lowest = min(max(float(ratios.min()), LOWEST), 0.3)
    highest = max(min(float(ratios.quantile(0.999)), HIGHEST), 1.3)
    return math.log10(lowest) - 0.06, math.log10(highest) + 0.04


def faint(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
