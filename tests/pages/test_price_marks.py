"""How many marks the price chart draws where there are more than a browser shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from suyuan.ui.findings import load
from suyuan.wording import price_words
from tests.pages.conftest import OpenPage
from tests.pages.test_prices import picked


def test_of_too_many_suspects_each_price_is_drawn_once_before_any_is_drawn_twice(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    open_page("prices")
    everything = load("prices__points", **picked(), drawn_lanes=[], most=5, most_suspects=10**6)
    every = load("prices__points", **picked(), drawn_lanes=[], most=10**6, most_suspects=10**6)
    accused = everything[everything["suspect"]]
    places = set(np.floor(np.log10(accused["price_ratio"]) * 50))
    few = load("prices__points", **picked(), drawn_lanes=[], most=5, most_suspects=len(places))
    drawn = few[few["suspect"]]
    assert 1 < len(drawn) == len(places) < len(accused)
    assert set(np.floor(np.log10(drawn["price_ratio"]) * 50)) == places
    lane = load("prices__lanes", **picked(), most=1).iloc[0].to_dict()
    assert (lane["all_listings"], lane["all_suspect_listings"]) == (len(every), len(accused))
    assert f"{len(drawn)} of {len(accused)} of suspect shops" in price_words.drawn(few, lane)
    assert "no suspect left out" in price_words.drawn(everything, lane)
