"""The axis of the price charts: shares of the reference as log10, so that half and double are equally far from it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd
import plotly.graph_objects as go

TICKS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
# No drag mode that Plotly knows: see `by_drag_or_click`.
_OF_THE_TEMPLATE = "of the template"
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
        margin={"l": 8, "r": 8, "t": 4, "b": 8, "pad": 2},
        showlegend=False,
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


def by_drag_or_click(figure: go.Figure) -> go.Figure:
    """The figure as one in which a drag draws a box while a click still picks the point under it.

    Streamlit hears no click on a figure whose own drag mode is a box or a lasso. A mode that is none is left to
    the template, where Plotly looks next and Streamlit does not.
    """
    told = figure.to_dict()
    told["layout"].setdefault("template", {}).setdefault("layout", {})["dragmode"] = "select"
    told["layout"]["dragmode"] = _OF_THE_TEMPLATE
    return go.Figure(told, _validate=False)


def legend_line(keys: Iterable[tuple[str, str]]) -> str:
    """A chart's legend as one line of HTML. `keys`: the style of a mark, and what it means."""
    marks = "".join(
        f'<span style="white-space:nowrap"><i style="display:inline-block;box-sizing:border-box;{style};'
        f'margin-right:6px"></i>{escape(name)}</span>'
        for style, name in keys
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:4px 18px;font-size:0.9rem">{marks}</div>'


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
