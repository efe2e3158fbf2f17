from __future__ import annotations

import base64
import hashlib
import math
import string
import zlib
from collections.abc import Callable

import pytest

from suyuan.price_pick import (
    MOST_SIGNS,
    Pick,
    brands,
    from_link,
    is_by_brand,
    is_packed,
    missing,
    read,
    to_link,
)

LANES = ["Nike | 运动鞋 | NI-1 | CNY", "Nike | 运动鞋 | * | CNY", "李宁 | 运动鞋 | LN-2 | CNY"]


def box(low: float, high: float, bottom: float, top: float) -> dict[str, object]:
    return {
        "points": [{"customdata": ["L1", 20.0, 3]}],
        "box": [{"x": [math.log10(low), math.log10(high)], "y": [bottom, top]}],
    }


def test_nothing_picked_is_no_pick() -> None:
    assert read({"points": [], "box": [], "lasso": []}, LANES, True) is None


def test_a_box_means_its_band_and_the_lanes_whose_middle_it_holds() -> None:
    pick = read(box(0.1, 0.4, 0.6, 2.4), LANES, True)
    assert pick == Pick(lanes=LANES[:2], low=0.1, high=0.4)


def test_a_box_drawn_from_right_to_left_and_upwards_is_the_same_box() -> None:
    assert read(box(0.4, 0.1, 2.4, 0.6), LANES, True) == read(box(0.1, 0.4, 0.6, 2.4), LANES, True)


def test_a_flat_box_belongs_to_the_lane_it_touches() -> None:
    pick = read(box(0.1, 0.4, 0.1, 0.3), LANES, True)
    assert pick is not None and pick.lanes == [LANES[2]]


def test_a_box_beside_every_lane_is_no_pick() -> None:
    assert read(box(0.1, 0.4, 7.0, 9.0), LANES, True) is None


def test_a_click_means_the_listing_it_hit() -> None:
    selection = {"points": [{"customdata": ["L7", 12.0, 1]}, {"customdata": ["L2", 30.0, 1]}], "box": []}
    assert read(selection, LANES, True) == Pick(listing_ids=["L2", "L7"])


def test_two_boxes_mean_the_points_they_hit() -> None:
    selection = box(0.1, 0.4, 0, 1)
    selection["box"] = [*selection["box"], {"x": [0, 1], "y": [0, 1]}]  # type: ignore[misc]
    assert read(selection, LANES, True) == Pick(listing_ids=["L1"])


@pytest.mark.parametrize(
    "pick",
    [
        Pick(lanes=LANES[1:], low=0.1234, high=0.5, by_brand=True),
        Pick(lanes=LANES[1:], low=0.1234, high=0.5, by_brand=False),
        Pick(listing_ids=["L1", "00123"]),
    ],
)
def test_a_pick_comes_back_from_its_link(pick: Pick) -> None:
    link = to_link(pick)
    assert from_link(link, LANES, is_by_brand(link, True) or False) == Pick(
        pick.lanes, pick.low, pick.high, pick.listing_ids, pick.by_brand if pick.is_band else True
    )


def test_a_band_says_what_its_lanes_are_and_an_older_one_means_those_it_was_opened_with() -> None:
    products = to_link(Pick(lanes=LANES[:1], low=0.1, high=0.5, by_brand=False))
    assert is_by_brand(products, True) is False
    assert is_by_brand(to_link(Pick(lanes=LANES[:1], low=0.1, high=0.5)), False) is True
    older = products.replace("products", "band")
    assert (is_by_brand(older, True), is_by_brand(older, False)) == (True, False)
    assert from_link(older, LANES, False) == from_link(products, LANES, False)
    assert [is_by_brand(text, True) for text in ("", "listings~L1", "packed~x", "nonsense")] == [None] * 4


def test_a_band_knows_whether_all_its_lanes_are_among_these() -> None:
    link = to_link(Pick(lanes=LANES[:2], low=0.1, high=0.5))
    assert not missing(link, LANES)
    assert missing(link, LANES[:1])
    assert not missing("listings~L1", [])


def test_a_lasso_round_more_than_a_link_holds_is_the_box_round_them() -> None:
    ids = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(400)]
    points = [
        {"customdata": [one], "x": math.log10(0.1 + n / 1000), "y": 1.2 if n % 2 else 0.8}
        for n, one in enumerate(ids)
    ]
    pick = read({"points": points, "box": []}, LANES, True)
    assert pick is not None and pick.lanes == [LANES[1]]
    assert pick.low <= 0.1 and pick.high >= 0.499
    assert from_link(to_link(pick), LANES) == pick


def test_a_click_on_a_ridge_means_its_brand() -> None:
    points = [{"customdata": ["20 %: 1 / 2", "Nike"]}, {"customdata": ["x", "Nike"]}, {"customdata": None}]
    assert brands({"points": points}) == ["Nike"]
    assert brands({"points": [{"customdata": ["L1"]}]}) == []
    assert brands({}) == []


def test_a_box_is_the_same_after_a_refresh() -> None:
    pick = read(box(0.12345678, 0.3333333, 0, 2), LANES, True)
    assert pick is not None and from_link(to_link(pick), LANES) == pick


def test_a_link_to_lanes_that_are_gone_picks_nothing() -> None:
    assert from_link(to_link(Pick(lanes=["gone"], low=0.1, high=0.5)), LANES) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "packed",
        "packed~",
        "packed~!!",
        "packed~QUJD",
        "band",
        "band~x~y~z",
        "band~0.5~0.1~" + "a" * 8,
        "listings",
        "<script>",
    ],
)
def test_a_wrong_link_picks_nothing(text: str) -> None:
    assert from_link(text, LANES) is None


def test_many_listings_come_back_from_their_link() -> None:
    pick = Pick(listing_ids=[f"L{n * 7919 % 100_003:06}" for n in range(1000)])
    link = to_link(pick)
    assert len(link) <= MOST_SIGNS
    assert is_packed(link)
    assert set(link) <= set(string.ascii_letters + string.digits + "-_~")
    assert from_link(link, LANES) == pick


def test_few_listings_can_be_read_in_the_link() -> None:
    assert to_link(Pick(listing_ids=["L1", "L2"])) == "listings~L1~L2"


def test_more_listings_than_an_address_holds_stay_out_of_the_link() -> None:
    scattered = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(400)]
    assert to_link(Pick(listing_ids=scattered)) == ""


@pytest.mark.parametrize("spoil", [lambda link: link[:-9], lambda link: link[:20] + "A" + link[21:]])
def test_a_packed_link_that_was_cut_or_changed_picks_nothing(spoil: Callable[[str], str]) -> None:
    link = to_link(Pick(listing_ids=[f"L{n}" for n in range(300)]))
    assert from_link(spoil(link), LANES) is None


def test_a_packed_link_that_swells_beyond_any_pick_picks_nothing() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b"a~" * 5_000_000, 9)).decode()
    assert from_link("packed~" + bomb, LANES) is None
