"""What is picked on a shop's page narrows its records, stands on top in words, and is taken off again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from suyuan import weeks
from suyuan.ui import findings
from suyuan.ui.shop import shop_picks
from suyuan.ui.shop.shop_picks import UNPICKED
from tests.pages.conftest import OpenPage

EVERYTHING = 10**12


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


def counted(shop_id: str, records: str, **link: Any) -> int:
    return findings.count(f"shop__{records}", shop_id=shop_id, most=EVERYTHING, **(UNPICKED | link))


def test_a_listing_keeps_its_order_lines_and_the_weeks_follow(shop: dict[str, Any]) -> None:
    one, listing = shop["shop_id"], shop["listing_id"]
    assert counted(one, "orders", listing=listing) == shop["lines"] < counted(one, "orders")
    assert counted(one, "listings", listing=listing) == 1
    weeks = findings.load("shop__weeks", shop_id=one, **UNPICKED | {"listing": listing})
    assert int(weeks["orders"].sum()) == shop["lines"]


def test_an_order_keeps_its_lines_and_its_parcels(shop: dict[str, Any]) -> None:
    orders = findings.load("shop__orders", shop_id=shop["shop_id"], most=EVERYTHING, **UNPICKED)
    one = orders["order_id"].iloc[0]
    assert counted(shop["shop_id"], "orders", order=one) == int((orders["order_id"] == one).sum())
    assert 0 < counted(shop["shop_id"], "parcels", order=one) < counted(shop["shop_id"], "parcels")


def test_a_place_of_dispatch_keeps_its_parcels_and_the_orders_sent_from_there(shop: dict[str, Any]) -> None:
    one = shop["shop_id"]
    origins = findings.load("shop__origins", shop_id=one, **UNPICKED)
    place, parcels = origins.iloc[0][["adcode", "parcels"]]
    assert counted(one, "parcels", start=place) == parcels
    sent = findings.load("shop__parcels", shop_id=one, most=EVERYTHING, **UNPICKED | {"start": place})
    orders = findings.load("shop__orders", shop_id=one, most=EVERYTHING, **UNPICKED | {"start": place})
    assert set(orders["order_id"]) == set(sent["order_id"]) and len(orders) > 0
    weeks = findings.load("shop__weeks", shop_id=one, **UNPICKED | {"start": place})
    assert int(weeks["orders"].sum()) == len(orders)


def test_a_week_keeps_the_listings_sold_and_the_places_sent_from_in_it(shop: dict[str, Any]) -> None:
    one, since = shop["shop_id"], pd.Timestamp(shop["week"])
    span = {"since": since.to_pydatetime(), "until": (since + pd.Timedelta(days=7)).to_pydatetime()}
    orders = findings.load("shop__orders", shop_id=one, most=EVERYTHING, **UNPICKED | span)
    listings = findings.load("shop__listings", shop_id=one, **UNPICKED | span)
    assert set(listings["listing_id"]) == set(orders["listing_id"])
    started = findings.load("shop__origins", shop_id=one, **UNPICKED | span)
    assert started["parcels"].sum() == counted(one, "parcels", **span)
    assert started["parcels"].sum() < counted(one, "parcels")


def test_a_buyer_keeps_his_orders_and_parcels_and_stands_on_top(
    open_page: OpenPage, shop: dict[str, Any]
) -> None:
    one = shop["shop_id"]
    orders = findings.load("shop__orders", shop_id=one, most=EVERYTHING, **UNPICKED)
    buyer = str(orders["buyer_account_id"].iloc[0])
    own = orders[orders["buyer_account_id"] == buyer]
    assert counted(one, "orders", buyer=buyer) == len(own) < len(orders)
    parcels = findings.load("shop__parcels", shop_id=one, most=EVERYTHING, **UNPICKED | {"buyer": buyer})
    assert set(parcels["order_id"]) <= set(own["order_id"])
    page = open_page("shop", shop=one, records="orders", buyer=buyer)
    assert not page.exception and len(page.dataframe[0].value) == len(own)
    page.button(key="chip_buyer").click().run()
    assert "buyer" not in page.query_params


@pytest.mark.parametrize(("signal", "records"), [("price", "listings"), ("geography", "parcels")])
def test_a_reason_leads_to_the_records_on_which_it_rests(
    monkeypatch: pytest.MonkeyPatch, signal: str, records: str
) -> None:
    state = {"table": {"selection": {"cells": [(0, "figure")]}}}
    monkeypatch.setattr(shop_picks.st, "session_state", state)
    monkeypatch.setattr(shop_picks.st, "query_params", {})
    shop_picks.in_table("reasons", pd.DataFrame({"signal": [signal]}), "table")
    assert shop_picks.st.query_params == {"records": records}


def test_a_complaint_without_a_listing_keeps_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = pd.DataFrame({"listing_id": [None, "L1"], "order_id": ["O1", "O2"]})
    for row, kept in ((0, {"order": "O1"}), (1, {"listing": "L1"})):
        monkeypatch.setattr(
            shop_picks.st, "session_state", {"table": {"selection": {"cells": [(row, "text")]}}}
        )
        monkeypatch.setattr(shop_picks.st, "query_params", {})
        shop_picks.in_table("complaints", rows, "table")
        assert shop_picks.st.query_params == kept


@pytest.mark.parametrize(
    ("row", "column", "kept"),
    [
        (0, "shop_name", {"buyer": "A7"}),
        (0, "first_order_at", {"week": "2026-03-02"}),
        # Of what its owner buys elsewhere the shop has no order: the weeks of the dealing.
        (1, "shop_name", {"week": "2026-05-04"}),
        (1, "first_order_at", {"week": "2026-04-06"}),
    ],
)
def test_a_dealing_keeps_who_stocks_up_here_or_its_weeks(
    monkeypatch: pytest.MonkeyPatch, row: int, column: str, kept: dict[str, str]
) -> None:
    rows = pd.DataFrame(
        {
            "direction": ["supplies", "buys"],
            "shop_id": ["S2", "S3"],
            "buyer_account_id": ["A7", None],
            "first_order_at": pd.to_datetime(["2026-03-04", "2026-04-07"]),
            "last_order_at": pd.to_datetime(["2026-03-25", "2026-05-05"]),
        }
    )
    monkeypatch.setattr(shop_picks.st, "session_state", {"table": {"selection": {"cells": [(row, column)]}}})
    monkeypatch.setattr(shop_picks.st, "query_params", {})
    shop_picks.in_table("dealings", rows, "table")
    assert shop_picks.st.query_params == kept


def test_a_buyer_who_stocks_up_here_keeps_his_dealings_and_orders(
    small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(small[0]))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        [(shop, buyer, dealings)] = connection.execute(
            "SELECT supplier_shop_id, reseller_account_id, count(*) FROM supply_pairs GROUP BY ALL "
            "ORDER BY 1, 2 LIMIT 1"
        ).fetchall()
    assert counted(shop, "dealings", buyer=buyer) == dealings
    assert counted(shop, "dealings", buyer="nobody") == 0
    assert 0 < counted(shop, "orders", buyer=buyer) < counted(shop, "orders")


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
