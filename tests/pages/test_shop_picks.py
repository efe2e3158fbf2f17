"""What is picked on a shop's page narrows its records, stands on top in words, and is taken off again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from suyuan.ui import findings, weeks
from tests.pages.conftest import OpenPage

EVERYTHING = 10**12
NOTHING: dict[str, Any] = {"listing": "", "order": "", "start": "", "since": None, "until": None}


@pytest.fixture
def shop(small: tuple[Path, Path], open_page: OpenPage) -> dict[str, Any]:
    """The shop with most order lines: its id, busiest listing, that listing's lines, its latest order, its weeks."""
    open_page("overview")
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "SELECT shop_id, listing_id, title, count(*) AS lines, "
            "sum(count(*)) OVER (PARTITION BY shop_id) AS of_shop, max(order_id) AS order_id, "
            "CAST(date_trunc('week', max(ordered_at)) AS DATE) AS week "
            "FROM orders JOIN listings USING (listing_id, shop_id) GROUP BY shop_id, listing_id, title "
            "QUALIFY count(*) < of_shop "
            "ORDER BY of_shop DESC, lines DESC, listing_id LIMIT 1"
        )
        return dict(zip([column[0] for column in rows.description or []], rows.fetchall()[0], strict=True))


def counted(shop_id: str, records: str, **link: str) -> int:
    return findings.count(f"shop__{records}", shop_id=shop_id, most=EVERYTHING, **(NOTHING | link))


def test_a_listing_keeps_its_order_lines_and_the_weeks_follow(shop: dict[str, Any]) -> None:
    one, listing = shop["shop_id"], shop["listing_id"]
    assert counted(one, "orders", listing=listing) == shop["lines"] < counted(one, "orders")
    assert counted(one, "listings", listing=listing) == 1
    weeks = findings.load("shop__weeks", shop_id=one, listing=listing)
    assert int(weeks["orders"].sum()) == shop["lines"]


def test_an_order_keeps_its_lines_and_its_parcels(shop: dict[str, Any]) -> None:
    orders = findings.load("shop__orders", shop_id=shop["shop_id"], most=EVERYTHING, **NOTHING)
    one = orders["order_id"].iloc[0]
    assert counted(shop["shop_id"], "orders", order=one) == int((orders["order_id"] == one).sum())
    assert 0 < counted(shop["shop_id"], "parcels", order=one) < counted(shop["shop_id"], "parcels")


def test_a_place_of_dispatch_keeps_its_parcels_and_leaves_the_orders(shop: dict[str, Any]) -> None:
    origins = findings.load("shop__origins", shop_id=shop["shop_id"])
    place, parcels = origins.iloc[0][["adcode", "parcels"]]
    assert counted(shop["shop_id"], "parcels", start=place) == parcels
    assert counted(shop["shop_id"], "orders", start=place) == counted(shop["shop_id"], "orders")


def test_picks_stand_on_top_in_words_and_a_click_takes_them_off(
    open_page: OpenPage, shop: dict[str, Any]
) -> None:
    page = open_page(
        "shop", shop=shop["shop_id"], records="orders", listing=shop["listing_id"], week=str(shop["week"])
    )
    assert not page.exception
    chips = {button.key: button.label for button in page.button if (button.key or "").startswith("chip_")}
    assert set(chips) == {"chip_listing", "chip_week"}
    assert (
        shop["listing_id"] not in chips["chip_listing"]
        and str(shop["week"]).replace("-", "\\-") in chips["chip_week"]
    )
    page.button(key="chip_listing").click().run()
    assert "listing" not in page.query_params and page.query_params["week"] == str(shop["week"])
    page.button(key="chip_week").click().run()
    assert not [button for button in page.button if (button.key or "").startswith("chip_")]


def test_all_picks_go_with_one_click(open_page: OpenPage, shop: dict[str, Any]) -> None:
    page = open_page("shop", shop=shop["shop_id"], listing=shop["listing_id"], order="O1")
    page.button(key="chips_clear").click().run()
    assert "listing" not in page.query_params and "order" not in page.query_params


@pytest.mark.parametrize(
    "week", ["", "x", "2026-13-01", "9999-12-31", "2026-02-09~2026-02-01", "~", "' OR 1=1"]
)
def test_a_week_that_is_none_leaves_nothing_out(open_page: OpenPage, shop: dict[str, Any], week: str) -> None:
    page = open_page("shop", shop=shop["shop_id"], records="orders", week=week)
    assert not page.exception
    assert not [button for button in page.button if button.key == "chip_week"]


def test_two_weeks_in_the_link_reach_from_the_first_monday_to_the_last_sunday(open_page: OpenPage) -> None:
    since, until = weeks.window("2026-02-04~2026-02-11")
    assert (since, until) == (pd.Timestamp("2026-02-02"), pd.Timestamp("2026-02-16"))
