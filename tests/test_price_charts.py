"""The price chart draws what it is given: every suspect, lanes in order, titles as plain text."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from suyuan import price_ridges
from suyuan.price_axes import by_drag_or_click
from suyuan.price_charts import lanes_figure, legend
from suyuan.price_pick import Pick
from suyuan.price_ridges import ridge_figure

COLOURS = {
    "suspect": "#E4572E",
    "others": "#8FA3B8",
    "against": "#4BA3C3",
    "text": "#E8EDF4",
    "line": "#263040",
}
WORDS = {
    key: key
    for key in (
        "suspects",
        "others",
        "all",
        "picked",
        "by_category",
        "innocent",
        "span",
        "axis",
        "spread_axis",
        "ratio",
        "units",
    )
}
LANES = pd.DataFrame(
    {
        "lane": ["a", "b"],
        "label": ["Nike NI-1 ¥900", "Nike <b>whole</b>"],
        "price_basis": ["product", "category_span"],
        "span_low": [None, 500.0],
        "span_high": [None, 1000.0],
    }
)
POINTS = pd.DataFrame(
    {
        "listing_id": ["L1", "L2", "L3"],
        "title": ['<a href="http://evil.example">x</a>', None, "正品"],
        "shop_id": ["S1", "S2", "S3"],
        "shop_name": ["一", None, "三"],
        "lane": ["a", "b", "b"],
        "suspect": [False, True, False],
        "is_picked": [True, True, True],
        "is_by_product": [True, False, False],
        "innocent_reading": ["outlet", None, None],
        "price_ratio": [0.5, 0.1, 1.0],
        "units": [10, 1, 4],
        "jitter": [0.5, 0.0, 1.0],
    }
)


def traces(points: pd.DataFrame = POINTS) -> list:
    figure = lanes_figure(LANES, points, COLOURS, WORDS, 300)
    return [trace for trace in figure.data if trace.type == "scattergl"]


def drawn(marks: Any) -> list[str]:
    """The colour of each mark: its number's place on the scale."""
    scale = dict(marks.colorscale)
    assert (marks.cmin, marks.cmax) == (0, 3)
    return [scale[number / 3] for number in marks.color]


def test_suspects_are_drawn_last_and_in_their_own_colour() -> None:
    calm, suspects = traces()
    assert [row[0] for row in calm.customdata] == ["L1", "L3"]
    assert [row[0] for row in suspects.customdata] == ["L2"]
    assert drawn(suspects.marker.line) == ["rgba(228,87,46,0.95)"]


def test_half_and_double_stand_equally_far_from_the_reference() -> None:
    calm, suspects = traces()
    assert list(calm.x) == [math.log10(0.5), 0.0]
    assert list(suspects.x) == [-1.0]


def test_the_first_lane_is_on_top_and_points_stay_in_their_lane() -> None:
    calm, suspects = traces()
    assert list(calm.y) == [1.0, 0.31]
    assert list(suspects.y) == [-0.31]


def test_a_listing_judged_by_its_category_is_hollow_and_an_innocent_reading_is_outlined() -> None:
    calm, _ = traces()
    assert drawn(calm.marker) == ["rgba(143,163,184,0.26)", "rgba(143,163,184,0.0)"]
    assert drawn(calm.marker.line) == ["#4BA3C3", "rgba(143,163,184,0.42)"]


def test_a_reading_that_explains_a_low_price_is_not_shown_at_a_full_price() -> None:
    calm, _ = traces(POINTS.assign(price_ratio=[1.2, 0.1, 1.0]))
    assert drawn(calm.marker.line)[0] == "rgba(143,163,184,0.42)"


def test_the_category_s_span_runs_from_its_cheapest_to_its_dearest_product() -> None:
    figure = lanes_figure(LANES, POINTS, COLOURS, WORDS, 300)
    [span] = [trace for trace in figure.data if trace.name == "span"]
    assert list(span.x) == [0.0, math.log10(2.0), None]


def test_titles_and_labels_are_shown_as_text_never_read_as_markup() -> None:
    figure = lanes_figure(LANES, POINTS, COLOURS, WORDS, 300)
    assert "<a" not in figure.to_json().encode().decode("unicode_escape", "ignore")
    assert figure.layout.yaxis.ticktext[1] == "Nike &lt;b&gt;whole&lt;/b&gt;"


def test_nothing_to_draw_draws_an_empty_frame() -> None:
    figure = lanes_figure(LANES.iloc[:0], POINTS.iloc[:0], COLOURS, WORDS, 300)
    assert figure.layout.height == 300


def test_a_brand_s_ridge_counts_all_and_suspects() -> None:
    spread = pd.DataFrame(
        {
            "brand": ["Nike", "Nike"],
            "step": [-8, 0],
            "listings": [2, 10],
            "suspect_listings": [2, 0],
            "picked_listings": [2, 10],
            "brand_listings": [12, 12],
            "brand_suspect_listings": [2, 2],
            "brand_picked_listings": [12, 12],
        }
    )
    figure = ridge_figure(spread, COLOURS, WORDS, 300)
    assert figure.layout.yaxis.ticktext == ("Nike  2 / 12",)
    assert math.isclose(max(figure.data[1].y), 0.88)
    assert "picked" not in {trace.name for trace in figure.data}
    partly = ridge_figure(
        spread.assign(picked_listings=[1, 0], brand_picked_listings=[1, 1]), COLOURS, WORDS, 300
    )
    assert partly.layout.yaxis.ticktext == ("Nike  1 / 2 / 12",)
    assert "picked" in {trace.name for trace in partly.data}


def test_wherever_a_ridge_is_clicked_it_tells_its_brand() -> None:
    spread = pd.DataFrame(
        {
            "brand": ["Nike", "Fila"],
            "step": [-8, 0],
            **{f"{of}listings": [1, 1] for of in ("", "suspect_", "picked_")},
            **{f"brand_{of}listings": [1, 1] for of in ("", "suspect_", "picked_")},
        }
    )
    figure = ridge_figure(spread, COLOURS, WORDS, 300)
    seen = [trace for trace in figure.data if trace.mode == "markers"]
    assert [{point[1] for point in trace.customdata} for trace in seen] == [{"Nike"}, {"Fila"}]
    for base, trace in zip((1, 0), seen, strict=True):
        assert all(base < height < base + 0.88 for height in trace.y)


def test_what_was_not_picked_grows_faint_and_an_innocent_one_that_was_stands_out_too() -> None:
    calm, suspects = traces(POINTS.assign(is_picked=[True, False, False]))
    picked, beside = drawn(calm.marker)
    assert (picked, beside) == ("rgba(143,163,184,0.8)", "rgba(143,163,184,0.0)")
    assert drawn(suspects.marker.line) == ["rgba(228,87,46,0.24)"]
    assert drawn(calm.marker.line)[0] == COLOURS["against"]
    # Seen however little was sold.
    assert suspects.marker.size[0] < 9 <= calm.marker.size[0]


def test_a_band_is_shaded_in_its_own_lanes_alone() -> None:
    band = Pick(lanes=["b", "gone"], low=0.1, high=1.0)
    [shade] = [
        shape
        for shape in lanes_figure(LANES, POINTS, COLOURS, WORDS, 300, band).layout.shapes
        if shape.type == "rect"
    ]
    assert (shade.x0, shade.x1, shade.y0, shade.y1) == (-1.0, 0.0, -0.5, 0.5)
    for none in (None, Pick(), Pick(listing_ids=["L1"])):
        figure = lanes_figure(LANES, POINTS, COLOURS, WORDS, 300, none)
        assert [shape.type for shape in figure.layout.shapes] == ["line"]


def test_the_legend_names_every_mark_in_its_colour() -> None:
    drawn = legend(COLOURS, WORDS)
    for word in ("suspects", "others", "by_category", "innocent", "span"):
        assert f">{word}</span>" in drawn
    assert "background:#E4572E" in drawn and "border:2px solid #4BA3C3" in drawn


@pytest.mark.parametrize("is_marked", [False, True])
def test_the_distribution_s_legend_names_what_was_picked_only_where_something_was(is_marked: bool) -> None:
    drawn = price_ridges.legend(COLOURS, WORDS, is_marked)
    assert ">all</span>" in drawn and ">suspects</span>" in drawn
    assert (">picked</span>" in drawn) == is_marked


def test_a_figure_to_drag_and_click_leaves_the_box_to_its_template_and_its_marks_alone() -> None:
    figure = lanes_figure(LANES, POINTS, COLOURS, WORDS, 300)
    both = by_drag_or_click(figure)
    assert both.layout.template.layout.dragmode == "select"
    assert both.layout.dragmode not in ("select", "lasso") and figure.layout.dragmode == "select"
    assert json.loads(both.to_json(validate=False))["data"] == json.loads(figure.to_json())["data"]


@pytest.mark.parametrize("cheapest", [0.02, 0.1, 0.3, 0.5])
@pytest.mark.parametrize("dearest", [1.0, 3.0, 12.0])
def test_the_axis_names_the_reference_and_its_words_never_touch(cheapest: float, dearest: float) -> None:
    figure = lanes_figure(
        LANES, POINTS.assign(price_ratio=[cheapest, cheapest, dearest]), COLOURS, WORDS, 300
    )
    places, words = figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext
    assert "100 %" in words and len(words) >= 4
    low, high = figure.layout.xaxis.range
    assert all((b - a) / (high - low) > 0.045 for a, b in pairwise(places))
