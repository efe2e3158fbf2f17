"""Figures of one shop: the case as a waterfall, orders over time, prices beside their references.

Frames and words in, figures out; colours by meaning come in as a mapping. No Streamlit, no wording of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

FONT = "'Noto Sans', 'Source Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
STILL = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "staticPlot": False}


@dataclass(frozen=True)
class Step:
    """One bar of a waterfall: what was found, how it may be innocent, its weight, and how strong that is."""

    label: str
    note: str
    weight: float
    strength: str


def waterfall(
    prior: Step,
    steps: Sequence[Step],
    total: Step,
    cut: tuple[float, str],
    colours: Mapping[str, str],
    height: int,
) -> go.Figure:
    """From the prior to the sum. `cut`: where suspicion begins, and what to write there.

    Weights are natural logarithms of odds; words stand at the bars' ends instead of figures.
    """
    figure = go.Figure()
    start, rows = prior.weight, [(prior, 0.0, prior.weight, colours["others"])]
    for step in steps:
        colour = colours["suspect"] if step.weight > 0 else colours["against"]
        rows.append((step, start, start + step.weight, colour))
        start += step.weight
    rows.append((total, 0.0, total.weight, colours["text"]))
    places = list(range(len(rows)))[::-1]
    low = min(min(begin, end) for _, begin, end, _ in rows) - 0.4
    high = max(max(begin, end) for _, begin, end, _ in rows)
    high = max(high, cut[0])
    high += (high - low) * 0.34
    figure.add_bar(
        x=[end - begin for _, begin, end, _ in rows],
        base=[begin for _, begin, _, _ in rows],
        y=places,
        orientation="h",
        width=0.46,
        marker={"color": [colour for *_, colour in rows], "line": {"width": 0}},
        # Nothing to say, but a click is heard.
        hoverinfo="none",
        cliponaxis=False,
    )
    for place, (step, begin, end, _) in zip(places, rows, strict=True):
        figure.add_annotation(
            x=max(begin, end), y=place, text=step.strength, showarrow=False, xanchor="left", xshift=5,
            font={"size": 12, "color": colours["text"]},
        )  # fmt: skip
    for place, (_, _, end, _) in zip(places[:-1], rows[:-1], strict=True):
        figure.add_shape(type="line", x0=end, x1=end, y0=place - 0.77, y1=place - 0.23,
                         line={"color": colours["others"], "width": 1})  # fmt: skip
    figure.add_vline(x=cut[0], line={"color": colours["text"], "width": 1, "dash": "dot"}, layer="below")
    figure.add_annotation(x=cut[0], y=len(rows) - 0.1, text=cut[1], showarrow=False, yanchor="bottom",
                          font={"size": 11, "color": colours["quiet"]})  # fmt: skip
    figure.update_yaxes(
        tickvals=places,
        ticktext=[_two_lines(step, colours) for step, *_ in rows],
        range=[-0.6, len(rows) - 0.1],
        showgrid=False,
        zeroline=False,
        automargin=True,
        fixedrange=True,
    )
    figure.update_xaxes(range=[low, high], visible=False, fixedrange=True)
    return _dressed(figure, colours, height)


def weeks(frame: pd.DataFrame, colours: Mapping[str, str], height: int) -> go.Figure:
    """Order lines week by week as bars; weeks with counterfeit complaints marked over them.

    `frame`: `week`, `orders`, `counterfeit_complaints`.
    """
    figure = go.Figure()
    if frame.empty:
        return _dressed(figure, colours, height)
    figure.add_bar(
        x=frame["week"], y=frame["orders"], marker={"color": colours["others"]},
        hovertemplate="%{x|%Y-%m-%d}: %{y}<extra></extra>",
    )  # fmt: skip
    told = frame[frame["counterfeit_complaints"] > 0]
    figure.add_scatter(
        x=told["week"], y=told["orders"], mode="markers",
        marker={"color": colours["suspect"], "size": 9, "symbol": "diamond"},
        customdata=told["counterfeit_complaints"], hovertemplate="%{x|%Y-%m-%d}: %{customdata}<extra></extra>",
    )  # fmt: skip
    figure.update_layout(bargap=0.15, showlegend=False)
    figure.update_xaxes(showgrid=False, fixedrange=True, tickformat="%Y-%m", nticks=7)
    figure.update_yaxes(gridcolor=colours["line"], fixedrange=True, nticks=3, rangemode="tozero")
    return _dressed(figure, colours, height).update_layout(margin={"l": 30, "r": 4, "t": 6, "b": 20})


def price_strip(
    frame: pd.DataFrame, colours: Mapping[str, str], height: int, *, is_suspect: bool = True
) -> go.Figure:
    """A shop's listings on one line: price as a share of the reference, which is the line at 100 %.

    `frame`: `price_ratio`, `units`, `is_product` (judged by its own product; the others are hollow), `label`.
    """
    figure, colour = go.Figure(), colours["suspect" if is_suspect else "others"]
    for solid in (True, False):
        kept = frame[frame["is_product"] == solid]
        figure.add_scatter(
            x=kept["price_ratio"], y=[0] * len(kept), mode="markers", showlegend=False,
            marker={
                "size": (7 + 2 * kept["units"].clip(lower=0) ** 0.35).clip(upper=22),
                "color": colour if solid else "rgba(0,0,0,0)",
                "opacity": 0.75, "line": {"color": colour, "width": 1.5},
            },
            text=kept["label"], hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
    low = min(0.15, float(frame["price_ratio"].min()) * 0.8) if len(frame) else 0.15
    high = max(1.4, float(frame["price_ratio"].max()) * 1.2) if len(frame) else 1.4
    ticks = [tick for tick in (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5) if low <= tick <= high]
    figure.add_vline(x=1, line={"color": colours["reference"], "width": 2})
    figure.update_xaxes(type="log", range=_log(low, high), tickvals=ticks, ticktext=[f"{t:.0%}" for t in ticks],
                        gridcolor=colours["line"], fixedrange=True)  # fmt: skip
    figure.update_yaxes(visible=False, range=[-1, 1], fixedrange=True)
    return _dressed(figure, colours, height).update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 20})


def _two_lines(step: Step, colours: Mapping[str, str]) -> str:
    first = f"<b>{step.label}</b>"
    return f"{first}<br><span style='color:{colours['text']}'>{step.note}</span>" if step.note else first


def _log(low: float, high: float) -> list[float]:
    from math import log10

    return [log10(low), log10(high)]


def _dressed(figure: go.Figure, colours: Mapping[str, str], height: int) -> go.Figure:
    figure.update_layout(
        height=height,
        margin={"l": 4, "r": 4, "t": 16, "b": 2},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 12, "color": colours["text"]},
        showlegend=False,
        hoverlabel={"bgcolor": colours["panel"], "font": {"color": colours["text"], "family": FONT}},
        dragmode=False,
    )
    return figure
