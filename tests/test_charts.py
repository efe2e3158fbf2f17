"""Figures of one shop: the waterfall adds up, weeks and prices are drawn as they are."""

from __future__ import annotations

import pandas as pd

from suyuan.charts import Step, price_strip, waterfall, weeks
from suyuan.ui.theme import PALETTES

COLOURS = PALETTES["dark"]
CUT = (0.4, "suspicion begins here")


def drawn() -> dict:
    steps = [Step("price", "may be clearance", 3.0, "strong"), Step("near", "", -0.5, "for the shop")]
    figure = waterfall(Step("prior", "", -3.9, ""), steps, Step("sum", "", -1.4, "none"), CUT, COLOURS, 300)
    return figure.to_dict()


def test_the_waterfall_goes_from_the_prior_to_the_sum_without_a_gap() -> None:
    bar = drawn()["data"][0]
    starts = [round(base, 6) for base in bar["base"]]
    ends = [round(base + width, 6) for base, width in zip(bar["base"], bar["x"], strict=True)]
    assert starts == [0, -3.9, -0.9, 0]
    assert ends == [-3.9, -0.9, -1.4, -1.4]


def test_what_speaks_for_the_shop_has_another_colour_than_what_speaks_against_it() -> None:
    colours = drawn()["data"][0]["marker"]["color"]
    assert (colours[1], colours[2]) == (COLOURS["suspect"], COLOURS["against"])


def test_no_log_odds_stand_on_the_waterfall() -> None:
    layout = drawn()["layout"]
    texts = [note["text"] for note in layout["annotations"]] + list(layout["yaxis"]["ticktext"])
    assert layout["xaxis"]["visible"] is False
    assert not any(sign in text for text in texts for sign in ("3.0", "-3.9", "-1.4"))


def test_the_innocent_reading_stands_under_its_reason_in_full_contrast() -> None:
    label = drawn()["layout"]["yaxis"]["ticktext"][1]
    assert "may be clearance" in label and COLOURS["text"] in label


def test_only_weeks_with_counterfeit_complaints_are_marked() -> None:
    frame = pd.DataFrame(
        {
            "week": pd.to_datetime(["2026-01-05", "2026-01-12"]),
            "orders": [4, 7],
            "counterfeit_complaints": [0, 2],
        }
    )
    figure = weeks(frame, COLOURS, 90)
    assert list(figure.data[0].y) == [4, 7]
    assert list(figure.data[1].y) == [7]


def test_a_listing_judged_by_its_whole_category_is_hollow() -> None:
    frame = pd.DataFrame(
        {"price_ratio": [0.3, 0.9], "units": [5, 0], "is_product": [True, False], "label": ["a", "b"]}
    )
    solid, hollow = price_strip(frame, COLOURS, 90).data
    assert solid.marker.color == COLOURS["suspect"] and hollow.marker.color == "rgba(0,0,0,0)"


def test_nothing_to_draw_is_an_empty_figure() -> None:
    assert len(weeks(pd.DataFrame(columns=["week", "orders"]), COLOURS, 90).data) == 0
