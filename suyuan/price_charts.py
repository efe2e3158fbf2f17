"""Price against reference, drawn: one lane a product, the reference at 100 %, suspects over a calm crowd.

Frames in, figures out; no wording of its own and no Streamlit. Ratios are drawn as log10, so that half and double
are equally far from the reference and a box drawn with the mouse comes back in the same unit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

import pandas as pd
import plotly.graph_objects as go

TICKS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
_LOWEST, _HIGHEST = 0.02, 20.0
_SMALLEST, _LARGEST = 5.0, 19.0


def lanes_figure(
    lanes: pd.DataFrame,
    points: pd.DataFrame,
    colours: Mapping[str, str],
    words: Mapping[str, str],
    height: int,
) -> go.Figure:
    """Listings by lane (rows of `lanes`, first on top) and price ratio (x, log10).

    `lanes` needs `lane`, `label`, `span_low`, `span_high`; `points` what `prices__points` returns. Every data point
    carries its listing id as customdata[0]. `words`: suspects, others, by_category, innocent, span, axis, ratio, units.
    """
    figure = go.Figure()
    place = {lane: len(lanes) - 1 - row for row, lane in enumerate(lanes["lane"])}
    low, high = _bounds(points["price_ratio"])
    _add_spans(figure, lanes, place, colours, words)
    sizes = _sizes(points["units"])
    for suspect, name in ((False, words["others"]), (True, words["suspects"])):
        kept = points[points["suspect"] == suspect]
        figure.add_trace(_points_trace(kept, sizes[kept.index], place, suspect, name, colours, words))
    for name, symbol, edge in (
        (words["by_category"], "circle-open", colours["others"]),
        (words["innocent"], "circle", colours["against"]),
    ):
        # Nothing but a line in the legend: what hollow and outlined points mean.
        marker = {
            "symbol": symbol,
            "size": 9,
            "color": colours["others"],
            "line": {"width": 2, "color": edge},
        }
        figure.add_trace(
            go.Scatter(x=[None], y=[None], mode="markers", name=name, marker=marker, hoverinfo="skip")
        )
    figure.add_vline(x=0, line={"color": colours["text"], "width": 2}, layer="above")
    figure.update_yaxes(
        tickvals=list(place.values()),
        ticktext=[escape(label) for label in lanes["label"]],
        range=[-0.6, len(lanes) - 0.4],
        automargin=True,
        fixedrange=True,
    )
    return _finish(figure, low, high, colours, words["axis"], height)


def ridge_figure(
    spread: pd.DataFrame, colours: Mapping[str, str], words: Mapping[str, str], height: int
) -> go.Figure:
    """How each brand's prices spread: one ridge a brand, its suspects' share filled over it.

    `spread` is what `prices__brand_spread` returns; heights are scaled to each brand's own busiest step, and the
    label tells how many listings stand behind it.
    """
    figure = go.Figure()
    brands = list(dict.fromkeys(spread["brand"]))
    low, high = _bounds(10 ** (spread["step"] / 20))
    steps = list(range(math.floor(low * 20) - 1, math.ceil(high * 20) + 2))
    x = [(step + 0.5) / 20 for step in steps]
    labels = []
    for row, brand in enumerate(brands):
        base = len(brands) - 1 - row
        own = (
            spread[spread["brand"] == brand]
            .set_index("step")
            .reindex(steps)
            .fillna({"listings": 0, "suspect_listings": 0})
        )
        tallest = max(float(own["listings"].max()), 1.0)
        for column, colour, name in (
            ("listings", colours["others"], words["others"]),
            ("suspect_listings", colours["suspect"], words["suspects"]),
        ):
            counts = own[column].astype(float)
            figure.add_trace(
                go.Scatter(
                    x=x,
                    y=[base] * len(x),
                    mode="lines",
                    line={"width": 0},
                    hoverinfo="skip",
                    showlegend=False,
                )
            )
            figure.add_trace(
                go.Scatter(
                    x=x,
                    y=base + 0.88 * counts / tallest,
                    mode="lines",
                    line={"color": colour, "width": 1.5, "shape": "hvh"},
                    fill="tonexty",
                    fillcolor=_faint(colour, 0.3 if column == "listings" else 0.75),
                    name=name,
                    legendgroup=name,
                    showlegend=row == 0,
                    customdata=list(zip(counts.astype(int), [round(100 * 10**at) for at in x], strict=True)),
                    hovertemplate=f"{escape(brand)} · %{{customdata[1]}} %: %{{customdata[0]}}<extra>{escape(name)}</extra>",
                )
            )
        listings, suspects = int(own["brand_listings"].max()), int(own["brand_suspect_listings"].max())
        labels.append(f"{escape(brand)}  {suspects:,} / {listings:,}")
    figure.add_vline(x=0, line={"color": colours["text"], "width": 2})
    figure.update_yaxes(
        tickvals=[len(brands) - 1 - row + 0.3 for row in range(len(brands))],
        ticktext=labels,
        range=[-0.1, len(brands)],
        automargin=True,
        fixedrange=True,
    )
    return _finish(figure, low, high, colours, words["axis"], height)


def _points_trace(
    kept: pd.DataFrame,
    sizes: pd.Series,
    place: Mapping[str, int],
    suspect: bool,
    name: str,
    colours: Mapping[str, str],
    words: Mapping[str, str],
) -> go.Scattergl:
    colour = colours["suspect"] if suspect else colours["others"]
    innocent = kept["innocent_reading"].notna()
    log_ratio = [math.log10(min(max(ratio, _LOWEST), _HIGHEST)) for ratio in kept["price_ratio"]]
    texts = zip(kept["title"].fillna(""), kept["shop_name"].fillna(kept["shop_id"]), strict=True)
    return go.Scattergl(
        x=log_ratio,
        y=kept["lane"].map(place) + (kept["jitter"] - 0.5) * 0.62,
        mode="markers",
        name=name,
        marker={
            "color": colour,
            "size": sizes,
            "sizemode": "diameter",
            "opacity": 0.95 if suspect else 0.38,
            "symbol": ["circle" if known else "circle-open" for known in kept["is_by_product"]],
            "line": {
                "width": [
                    2 if reading else (1.6 if hollow else 0)
                    for reading, hollow in zip(innocent, ~kept["is_by_product"], strict=True)
                ],
                "color": [colours["against"] if reading else colour for reading in innocent],
            },
        },
        # Titles are other people's text: shown, never read as markup.
        text=[f"{escape(str(title))[:80]}<br>{escape(str(shop))}" for title, shop in texts],
        customdata=list(zip(kept["listing_id"], kept["price_ratio"] * 100, kept["units"], strict=True)),
        hovertemplate=(
            f"%{{text}}<br>{escape(words['ratio'])} %{{customdata[1]:.0f}} %<br>{escape(words['units'])} %{{customdata[2]}}"
            "<extra></extra>"
        ),
        selected={"marker": {"opacity": 1.0}},
        unselected={"marker": {"opacity": 0.12}},
    )


def _add_spans(
    figure: go.Figure,
    lanes: pd.DataFrame,
    place: Mapping[str, int],
    colours: Mapping[str, str],
    words: Mapping[str, str],
) -> None:
    """From the cheapest (100 %) to the dearest product that the brand prices in the lane's category."""
    x: list[float | None] = []
    y: list[float | None] = []
    for lane in lanes.itertuples():
        if (
            lane.price_basis != "product"
            and pd.notna(lane.span_low)
            and float(lane.span_high) > float(lane.span_low)
        ):
            x += [0.0, math.log10(float(lane.span_high) / float(lane.span_low)), None]
            y += [place[lane.lane], place[lane.lane], None]
    if x:
        line = {"color": _faint(colours["text"], 0.16), "width": 15}
        figure.add_trace(go.Scatter(x=x, y=y, mode="lines", line=line, name=words["span"], hoverinfo="skip"))


def _finish(
    figure: go.Figure, low: float, high: float, colours: Mapping[str, str], axis: str, height: int
) -> go.Figure:
    ticks = [tick for tick in TICKS if low <= math.log10(tick) <= high]
    figure.update_xaxes(
        range=[low, high],
        tickvals=[math.log10(tick) for tick in ticks],
        ticktext=[f"{tick:.0%}".replace("%", " %") for tick in ticks],
        title={"text": axis, "standoff": 6, "font": {"size": 13}},
        gridcolor=colours["line"],
        zeroline=False,
    )
    figure.update_yaxes(
        gridcolor=colours["line"], zeroline=False, tickfont={"size": 13, "color": colours["text"]}
    )
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 26, "b": 8},
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "font": {"size": 13},
            "itemsizing": "constant",
        },
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": colours["text"]},
        hoverlabel={"align": "left"},
        dragmode="select",
    )
    return figure


def _bounds(ratios: pd.Series) -> tuple[float, float]:
    if ratios.empty:
        return -1.0, 0.3
    lowest = min(max(float(ratios.min()), _LOWEST), 0.3)
    highest = max(min(float(ratios.quantile(0.999)), _HIGHEST), 1.3)
    return math.log10(lowest) - 0.06, math.log10(highest) + 0.04


def _sizes(units: pd.Series) -> pd.Series:
    """Diameters in pixels, area growing with units up to the 99th percentile: one bulk seller must not hide the rest."""
    most = max(float(units.quantile(0.99)) if len(units) else 1.0, 1.0)
    return _SMALLEST + (_LARGEST - _SMALLEST) * (units.astype(float) / most).clip(0, 1) ** 0.5


def _faint(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
