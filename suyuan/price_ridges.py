"""How each brand's prices spread, drawn: one ridge a brand, its suspects' own over it.

A frame in, a figure out; no wording of its own and no Streamlit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from suyuan.price_axes import bounds, faint, finish, legend_line


def ridge_figure(
    spread: pd.DataFrame, colours: Mapping[str, str], words: Mapping[str, str], height: int
) -> go.Figure:
    """How each brand's prices spread: one ridge a brand, its suspects' own over it; what was picked as a line.

    `spread` is what `prices__brand_spread` returns; each shape is scaled to its own peak (suspects and picked lower),
    and the label tells how many listings of suspects and of all stand behind it, of those picked first. Wherever it
    is clicked, a ridge's points carry its brand as customdata[1].
    """
    figure = go.Figure()
    with_picked = is_marked(spread)
    brands = list(dict.fromkeys(spread["brand"]))
    low, high = bounds(10 ** (spread["step"] / 20))
    steps = list(range(math.floor(low * 20) - 1, math.ceil(high * 20) + 2))
    x = [(step + 0.5) / 20 for step in steps]
    labels = []
    for row, brand in enumerate(brands):
        base = len(brands) - 1 - row
        own = (
            spread[spread["brand"] == brand]
            .set_index("step")
            .reindex(steps)
            .fillna({"listings": 0, "suspect_listings": 0, "picked_listings": 0})
        )
        shapes = [
            ("listings", colours["others"], words["all"], 0.88),
            ("suspect_listings", colours["suspect"], words["suspects"], 0.6),
        ]
        if with_picked:
            shapes.append(("picked_listings", colours["text"], words["picked"], 0.6))
        for column, colour, name, peak in shapes:
            counts = own[column].astype(float)
            tallest = max(float(counts.max()), 1.0)
            figure.add_trace(
                go.Scatter(
                    x=x,
                    y=[base] * len(x),
                    mode="lines",
                    line={"width": 0},
                    hoverinfo="skip",
                )
            )
            figure.add_trace(
                go.Scatter(
                    x=x,
                    y=base + peak * counts / tallest,
                    mode="lines",
                    line={"color": colour, "width": 1.5, "shape": "hvh"},
                    fill="tonexty",
                    fillcolor=faint(colour, {"listings": 0.3, "suspect_listings": 0.5}.get(column, 0.0)),
                    name=name,
                    hoverinfo="skip",
                )
            )
        figure.add_trace(_under_the_pointer(brand, own, x, base, words))
        figures = ["brand_suspect_listings", "brand_listings"]
        figures = ["brand_picked_listings", *figures] if with_picked else figures
        labels.append(f"{escape(brand)}  " + " / ".join(f"{int(own[name].max()):,}" for name in figures))
    figure.add_vline(x=0, line={"color": colours["text"], "width": 2})
    figure.update_yaxes(
        tickvals=[len(brands) - 1 - row + 0.3 for row in range(len(brands))],
        ticktext=labels,
        range=[-0.1, len(brands)],
        automargin=True,
        fixedrange=True,
    )
    # A drag would move the ridges away: here a click is all there is.
    figure.update_xaxes(fixedrange=True)
    return finish(figure, (low, high), colours, words["spread_axis"], height).update_layout(dragmode=False)


def legend(colours: Mapping[str, str], words: Mapping[str, str], with_picked: bool) -> str:
    """What the shapes of `ridge_figure` mean, as a line of HTML."""
    block = "width:26px;height:11px;"
    keys = [
        (
            f"{block}background:{faint(colours[colour], opacity)};border-top:2px solid {colours[colour]}",
            words[name],
        )
        for colour, opacity, name in (("others", 0.3, "all"), ("suspect", 0.5, "suspects"))
    ]
    if with_picked:
        keys.append((f"{block}border-top:2px solid {colours['text']}", words["picked"]))
    return legend_line(keys)


def is_marked(spread: pd.DataFrame) -> bool:
    """Whether a part of the listings was picked."""
    return bool((spread["picked_listings"] < spread["listings"]).any())


def _under_the_pointer(
    brand: str, own: pd.DataFrame, x: Sequence[float], base: int, words: Mapping[str, str]
) -> go.Scatter:
    """Marks that nobody sees all over a ridge: of a line alone Plotly lets nothing be picked."""
    told = [
        (f"{round(100 * 10**at)} %: {int(suspects):,} / {int(listings):,}", brand)
        for at, listings, suspects in zip(x, own["listings"], own["suspect_listings"], strict=True)
    ]
    heights = (0.12, 0.4, 0.68)
    return go.Scatter(
        x=[at for _height in heights for at in x],
        y=[base + height for height in heights for _at in x],
        mode="markers",
        marker={"size": 14, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=told * len(heights),
        hovertemplate=f"{escape(brand)} · %{{customdata[0]}}<extra>"
        f"{escape(words['suspects'])} / {escape(words['all'])}</extra>",
    )
