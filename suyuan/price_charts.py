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

from suyuan.price_axes import HIGHEST, LOWEST, bounds, faint, finish, legend_line
from suyuan.price_pick import Pick

# How many marks a browser draws and turns over at once; of the others a crowd to compare with is enough.
MOST = {"most_suspects": 7500, "most": 2500}
_SMALLEST, _LARGEST = 5.0, 17.0
# What was picked is seen however little of it was sold.
_PICKED = 9.0
# How clear a mark is, by whose it is and whether it was picked: its fill where it is hollow, filled; its edge.
_CLEAR = {"suspect": (0.22, 0.95, 0.95), "others": (0.0, 0.26, 0.42), "picked": (0.1, 0.8, 0.9)}
_FAINT = {"suspect": (0.0, 0.16, 0.24), "others": (0.0, 0.07, 0.12)}


def lanes_figure(
    lanes: pd.DataFrame,
    points: pd.DataFrame,
    colours: Mapping[str, str],
    words: Mapping[str, str],
    height: int,
    band: Pick | None = None,
) -> go.Figure:
    """Listings by lane (rows of `lanes`, first on top) and price ratio (x, log10).

    `lanes` needs `lane`, `label`, `price_basis`, `span_low`, `span_high`; `points` what `prices__points`
    returns: what was not picked among them is faint. `band`: one to shade, of these lanes. Every data point
    carries its listing id as customdata[0]. `words`: suspects, others, all, picked, by_category, innocent, span,
    axis, spread_axis, ratio, units.
    """
    figure = go.Figure()
    place = {lane: len(lanes) - 1 - row for row, lane in enumerate(lanes["lane"])}
    low, high = bounds(points["price_ratio"])
    _add_spans(figure, lanes, place, colours, words)
    _add_band(figure, band, place, colours)
    sizes, is_marked = _sizes(points["units"]), not points["is_picked"].all()
    if is_marked:
        sizes = sizes.where(~points["is_picked"], sizes.clip(lower=_PICKED))
    for suspect in (False, True):
        kept = points[points["suspect"] == suspect]
        figure.add_trace(_points_trace(kept, sizes[kept.index], place, colours, words, is_marked=is_marked))
    figure.add_vline(x=0, line={"color": colours["text"], "width": 2}, layer="above")
    figure.update_yaxes(
        tickvals=list(place.values()),
        ticktext=[escape(label) for label in lanes["label"]],
        range=[-0.75, len(lanes) - 0.25],
        automargin=True,
        fixedrange=True,
    )
    return finish(figure, (low, high), colours, words["axis"], height)


def legend(colours: Mapping[str, str], words: Mapping[str, str]) -> str:
    """What the marks of `lanes_figure` mean, as a line of HTML: Plotly's legend cannot show a mixed trace."""
    suspect, others, against = colours["suspect"], colours["others"], colours["against"]
    dot = "width:11px;height:11px;border-radius:50%;"
    bar = f"width:26px;height:11px;background:{faint(colours['text'], 0.16)}"
    keys = (
        (f"{dot}background:{suspect}", words["suspects"]),
        (f"{dot}background:{others}", words["others"]),
        (f"{dot}border:2px solid {others}", words["by_category"]),
        (f"{dot}background:{faint(others, 0.3)};border:2px solid {against}", words["innocent"]),
        (bar, words["span"]),
    )
    return legend_line(keys)


def _points_trace(
    kept: pd.DataFrame,
    sizes: pd.Series,
    place: Mapping[str, int],
    colours: Mapping[str, str],
    words: Mapping[str, str],
    *,
    is_marked: bool,
) -> go.Scattergl:
    suspect = bool(kept["suspect"].any())
    whose, width = ("suspect", 2.0) if suspect else ("others", 1.2)
    colour, against = colours[whose], colours["against"]
    # Opacity is mixed into the fill, not set on the marker: an outline must stay clear over a faint crowd.
    hollow, filled, edge = _CLEAR["picked" if is_marked and not suspect else whose]
    faint_hollow, faint_filled, faint_edge = _FAINT[whose]
    known = kept["is_by_product"].to_numpy(bool)
    beside = 2 * ~kept["is_picked"].to_numpy(bool)
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
        x=np.log10(kept["price_ratio"].to_numpy(float).clip(LOWEST, HIGHEST)),
        y=(kept["lane"].map(place).astype(float) + (kept["jitter"] - 0.5) * 0.62).to_numpy(),
        mode="markers",
        showlegend=False,
        marker={
            "color": known + beside,
            "showscale": False,
            **_steps(*(faint(colour, one) for one in (hollow, filled, faint_hollow, faint_filled))),
            "size": sizes.to_numpy(),
            "sizemode": "diameter",
            "opacity": 1,
            "symbol": "circle",
            "line": {
                "width": np.where(excused, 1.5, np.where(known, 0, width)),
                "color": excused + beside,
                **_steps(faint(colour, edge), against, faint(colour, faint_edge), faint(against, 0.3)),
            },
        },
        text=np.array(texts, dtype=str),
        customdata=kept["listing_id"].to_numpy(str).reshape(-1, 1),
        hovertemplate="%{text}<extra></extra>",
        selected={"marker": {"opacity": 1.0}},
        unselected={"marker": {"opacity": 0.12}},
    )


def _steps(*colours: str) -> dict[str, object]:
    """A scale for marks that are numbered from 0, one colour each."""
    last = len(colours) - 1
    return {
        "colorscale": [[number / last, colour] for number, colour in enumerate(colours)],
        "cmin": 0,
        "cmax": last,
    }


def _add_band(
    figure: go.Figure, band: Pick | None, place: Mapping[str, int], colours: Mapping[str, str]
) -> None:
    """The band that was picked, shaded in each of its lanes."""
    if band is None or not band.is_band:
        return
    low, high = (math.log10(min(max(edge, 0.001), 1000.0)) for edge in (band.low, band.high))
    for lane in band.lanes:
        if lane in place:
            figure.add_shape(
                type="rect",
                x0=low,
                x1=high,
                y0=place[lane] - 0.5,
                y1=place[lane] + 0.5,
                line={"width": 0},
                fillcolor=faint(colours["text"], 0.09),
                layer="below",
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
    spans = lanes[lanes["price_basis"] != "product"].dropna(subset=["span_low", "span_high"])
    for lane, cheapest, dearest in zip(
        spans["lane"], spans["span_low"].astype(float), spans["span_high"].astype(float), strict=True
    ):
        if dearest > cheapest > 0:
            x += [0.0, math.log10(dearest / cheapest), None]
            y += [place[lane], place[lane], None]
    if x:
        line = {"color": faint(colours["text"], 0.16), "width": 15}
        figure.add_trace(go.Scatter(x=x, y=y, mode="lines", line=line, name=words["span"], hoverinfo="skip"))


def _sizes(units: pd.Series) -> pd.Series:
    """Diameters in pixels; area grows with units up to the 99th percentile, so that bulk hides nobody."""
    most = max(float(units.quantile(0.99)) if len(units) else 1.0, 1.0)
    return _SMALLEST + (_LARGEST - _SMALLEST) * (units.astype(float) / most).clip(0, 1) ** 0.5
