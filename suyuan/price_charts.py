"""Price against reference, drawn: one lane a product, the reference at 100 %, suspects over a calm crowd.

Frames in, figures out; no wording of its own and no Streamlit. Ratios are drawn as log10, so that half and
double are equally far from the reference and a box drawn with the mouse comes back in the same unit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

import numpy as np
import pandas as pd
import plotly.graph_objects as go

TICKS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "toImage"],
}
_LOWEST, _HIGHEST = 0.02, 20.0
_SMALLEST, _LARGEST = 5.0, 17.0


def lanes_figure(
    lanes: pd.DataFrame,
    points: pd.DataFrame,
    colours: Mapping[str, str],
    words: Mapping[str, str],
    height: int,
) -> go.Figure:
    """Listings by lane (rows of `lanes`, first on top) and price ratio (x, log10).

    `lanes` needs `lane`, `label`, `price_basis`, `span_low`, `span_high`; `points` what `prices__points`
    returns. Every data point carries its listing id as customdata[0]. `words`: suspects, others, all,
    by_category, innocent, span, axis, spread_axis, ratio, units.
    """
    figure = go.Figure()
    place = {lane: len(lanes) - 1 - row for row, lane in enumerate(lanes["lane"])}
    low, high = _bounds(points["price_ratio"])
    _add_spans(figure, lanes, place, colours, words)
    sizes = _sizes(points["units"])
    for suspect in (False, True):
        kept = points[points["suspect"] == suspect]
        figure.add_trace(_points_trace(kept, sizes[kept.index], place, colours, words))
    figure.add_vline(x=0, line={"color": colours["text"], "width": 2}, layer="above")
    figure.update_yaxes(
        tickvals=list(place.values()),
        ticktext=[escape(label) for label in lanes["label"]],
        range=[-0.75, len(lanes) - 0.25],
        automargin=True,
        fixedrange=True,
    )
    _finish(figure, (low, high), colours, words["axis"], height)
    return figure.update_layout(showlegend=False, margin_t=4)


def legend(colours: Mapping[str, str], words: Mapping[str, str]) -> str:
    """What the marks of `lanes_figure` mean, as a line of HTML: Plotly's legend cannot show a mixed trace."""
    suspect, others, against = colours["suspect"], colours["others"], colours["against"]
    dot = "display:inline-block;width:11px;height:11px;border-radius:50%;box-sizing:border-box;"
    bar = f"display:inline-block;width:26px;height:11px;background:{_faint(colours['text'], 0.16)};"
    keys = (
        (f"{dot}background:{suspect};", words["suspects"]),
        (f"{dot}background:{others};", words["others"]),
        (f"{dot}border:2px solid {others};", words["by_category"]),
        (f"{dot}background:{_faint(others, 0.3)};border:2px solid {against};", words["innocent"]),
        (bar, words["span"]),
    )
    marks = "".join(
        f'<span style="white-space:nowrap"><i style="{style}margin-right:6px"></i>{escape(name)}</span>'
        for style, name in keys
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:4px 22px;font-size:0.9rem">{marks}</div>'


def ridge_figure(
    spread: pd.DataFrame, colours: Mapping[str, str], words: Mapping[str, str], height: int
) -> go.Figure:
    """How each brand's prices spread: one ridge a brand, its suspects' own over it.

    `spread` is what `prices__brand_spread` returns; each shape is scaled to its own
    peak (suspects lower), and the label tells how many listings of suspects and of all stand behind it.
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
        for column, colour, name, peak in (
            ("listings", colours["others"], words["all"], 0.88),
            ("suspect_listings", colours["suspect"], words["suspects"], 0.6),
        ):
            counts = own[column].astype(float)
            tallest = max(float(counts.max()), 1.0)
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
                    y=base + peak * counts / tallest,
                    mode="lines",
                    line={"color": colour, "width": 1.5, "shape": "hvh"},
                    fill="tonexty",
                    fillcolor=_faint(colour, 0.3 if column == "listings" else 0.5),
                    name=name,
                    legendgroup=name,
                    showlegend=row == 0,
                    customdata=list(zip(counts.astype(int), [round(100 * 10**at) for at in x], strict=True)),
                    hovertemplate=(
                        f"{escape(brand)} · %{{customdata[1]}} %: %{{customdata[0]}}"
                        f"<extra>{escape(name)}</extra>"
                    ),
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
    return _finish(figure, (low, high), colours, words["spread_axis"], height)


def _points_trace(
    kept: pd.DataFrame,
    sizes: pd.Series,
    place: Mapping[str, int],
    colours: Mapping[str, str],
    words: Mapping[str, str],
) -> go.Scattergl:
    suspect = bool(kept["suspect"].any())
    colour = colours["suspect"] if suspect else colours["others"]
    # Opacity is mixed into the fill, not set on the marker: an outline must stay clear over a faint crowd.
    filled, hollow, edge, width = (0.95, 0.22, 0.95, 2.0) if suspect else (0.26, 0.0, 0.42, 1.2)
    known = kept["is_by_product"].to_numpy(bool)
    # An innocent reading explains a low price; at or above the reference there is nothing to explain.
    excused = (kept["innocent_reading"].notna() & (kept["price_ratio"] < 1)).to_numpy(bool)
    # Plotly checks and copies texts and colours one by one, arrays of one type at once: in a tenth of the time.
    lines = zip(
        kept["title"].fillna("").to_list(),
        kept["shop_name"].fillna(kept["shop_id"]).to_list(),
        (kept["price_ratio"] * 100).round().astype(int).to_list(),
        kept["units"].to_list(),
        strict=True,
    )
    ratio, units = escape(words["ratio"]), escape(words["units"])
    # Titles are other people's text: shown, never read as markup.
    texts = [
        f"{escape(title)[:80]}<br>{escape(shop)}<br>{ratio} {share} %<br>{units} {sold}"
        for title, shop, share, sold in lines
    ]
    return go.Scattergl(
        x=np.log10(kept["price_ratio"].to_numpy(float).clip(_LOWEST, _HIGHEST)),
        y=(kept["lane"].map(place).astype(float) + (kept["jitter"] - 0.5) * 0.62).to_numpy(),
        mode="markers",
        showlegend=False,
        marker={
            "color": known.astype(int),
            "showscale": False,
            **_two(_faint(colour, hollow), _faint(colour, filled)),
            "size": sizes.to_numpy(),
            "sizemode": "diameter",
            "opacity": 1,
            "symbol": "circle",
            "line": {
                "width": np.where(excused, 1.5, np.where(known, 0, width)),
                "color": excused.astype(int),
                **_two(_faint(colour, edge), colours["against"]),
            },
        },
        text=np.array(texts, dtype=str),
        customdata=kept["listing_id"].to_numpy(str).reshape(-1, 1),
        hovertemplate="%{text}<extra></extra>",
        selected={"marker": {"opacity": 1.0}},
        unselected={"marker": {"opacity": 0.12}},
    )


def _two(nought: str, one: str) -> dict[str, object]:
    """A scale of two colours, for marks that are numbered 0 and 1."""
    return {"colorscale": [[0, nought], [1, one]], "cmin": 0, "cmax": 1}


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
    spans = lanes[lanes["price_basis"] != "product"].dropna(subset=["span_low", "span_high"])
    for lane, cheapest, dearest in zip(
        spans["lane"], spans["span_low"].astype(float), spans["span_high"].astype(float), strict=True
    ):
        if dearest > cheapest > 0:
            x += [0.0, math.log10(dearest / cheapest), None]
            y += [place[lane], place[lane], None]
    if x:
        line = {"color": _faint(colours["text"], 0.16), "width": 15}
        figure.add_trace(go.Scatter(x=x, y=y, mode="lines", line=line, name=words["span"], hoverinfo="skip"))


def _finish(
    figure: go.Figure, bounds: tuple[float, float], colours: Mapping[str, str], axis: str, height: int
) -> go.Figure:
    low, high = bounds
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


def _bounds(ratios: pd.Series) -> tuple[float, float]:
    if ratios.empty:
        return -1.0, 0.3
    lowest = min(max(float(ratios.min()), _LOWEST), 0.3)
    highest = max(min(float(ratios.quantile(0.999)), _HIGHEST), 1.3)
    return math.log10(lowest) - 0.06, math.log10(highest) + 0.04


def _sizes(units: pd.Series) -> pd.Series:
    """Diameters in pixels; area grows with units up to the 99th percentile, so that bulk hides nobody."""
    most = max(float(units.quantile(0.99)) if len(units) else 1.0, 1.0)
    return _SMALLEST + (_LARGEST - _SMALLEST) * (units.astype(float) / most).clip(0, 1) ** 0.5


def _faint(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
