"""What the scan sums up of the judged listings says what the listings themselves say, over any filter of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from suyuan.speed.visits import ALWAYS
from tests.marketplace import Row, catalogue, rows_of


def listing(listing_id: str, shop_id: str, ratio: float, **more: Any) -> Row:
    return {
        "listing_id": listing_id, "shop_id": shop_id, "suspect": shop_id.startswith("S"), "price_ratio": ratio,
        "units": 10, "brand": "Nike", "category": "shoes", "product": "Air Max", "currency": "CNY",
        "price_basis": "product", "is_by_product": True, "reference_price": 800, "product_lane": "air max",
        "brand_lane": "nike shoes", **more,
    }  # fmt: skip


def steps_of(*listings: Row) -> dict[tuple, tuple]:
    """Listings, cheap ones among them and units of these, by shop and step."""
    rows = rows_of("price_steps", listing_prices=list(listings))
    return {
        (row["shop_id"], row["step"]): (row["listings"], row["cheap_listings"], row["cheap_units"])
        for row in rows
    }


def test_listings_of_one_price_are_one_row_for_each_suspect_and_one_for_all_who_are_none() -> None:
    assert steps_of(
        listing("L1", "S1", 0.46), listing("L2", "S1", 0.48), listing("L3", "S2", 0.46),
        listing("L4", "outlet", 0.46), listing("L5", "seconds", 0.46, units=None),
    ) == {("S1", -7): (2, 2, 20), ("S2", -7): (1, 1, 10), ("", -7): (2, 2, 10)}  # fmt: skip


def test_half_of_the_reference_lies_inside_a_step_and_parts_it() -> None:
    assert steps_of(listing("L1", "S1", 0.499), listing("L2", "S1", 0.5)) == {("S1", -7): (2, 1, 10)}


def test_a_step_tells_the_ratios_and_the_references_that_it_holds() -> None:
    whole_category = {"price_basis": "category", "is_by_product": False, "product_lane": "*"}
    rows = rows_of(
        "price_steps",
        listing_prices=[
            listing("L1", "S1", 0.46),
            listing("L2", "S1", 0.48, reference_price=900),
            listing("L3", "S1", 0.47, **whole_category),
        ],
    )
    held = {
        (row["product"], row["ratio_low"], row["ratio_high"], row["reference_low"], row["reference_high"])
        for row in rows
    }
    assert held == {("Air Max", 0.46, 0.48, 800, 900), (None, 0.47, 0.47, 800, 800)}


def test_listings_are_counted_by_what_became_of_their_price() -> None:
    scores = [
        {"listing_id": str(place), "price_use": use}
        for place, use in enumerate(["used", "deposit", None, None])
    ]
    rows = rows_of("price_uses", listing_scores=scores)
    assert [(row["price_use"], row["listings"]) for row in rows] == [
        ("deposit", 1),
        ("no_reference", 2),
        ("used", 1),
    ]


@pytest.fixture(scope="module")
def pages(scanned: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(scanned / "pages.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def one_by_one(scanned: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same findings without any sums: the page's queries must read the listings."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH $file AS found (READ_ONLY)", {"file": str(scanned / "pages.duckdb")})
        connection.execute("CREATE TABLE listing_prices AS FROM found.listing_prices")
        connection.execute("CREATE TABLE price_steps AS FROM found.price_steps LIMIT 0")
        yield connection


@pytest.mark.parametrize("query", ["lanes", "brand_spread", "headline"])
@pytest.mark.parametrize("suspects_only", [False, True])
@pytest.mark.parametrize("by_brand", [True, False])
def test_the_page_s_figures_are_the_same_read_off_sums_and_listing_by_listing(
    query: str,
    suspects_only: bool,
    by_brand: bool,
    pages: duckdb.DuckDBPyConnection,
    one_by_one: duckdb.DuckDBPyConnection,
) -> None:
    lane = "brand_lane" if by_brand else "product_lane"
    [(cleared, brand, busiest)] = pages.execute(
        f"SELECT mode(shop_id), mode(brand), mode({lane}) FROM listing_prices WHERE suspect"
    ).fetchall()
    asked = catalogue().queries[f"prices__{query}"]
    everything = {**ALWAYS, "suspects_only": suspects_only, "by_brand": by_brand, "picked_by_brand": by_brand}
    for picks in (
        {}, {"brands": [brand]}, {"brands": ["nobody's"]}, {"cleared": [cleared]}, {"lanes": [busiest]},
        {"lanes": [""], "beside": [busiest]}, {"shop": cleared}, {"ratio_high": 0.5}, {"picked_low": 0.9},
    ):  # fmt: skip
        given = {**everything, **picks}
        bound = {name: given[name] for name in asked.parameters}
        found = pages.execute(asked.sql, bound).fetchall()
        assert found == one_by_one.execute(asked.sql, bound).fetchall(), picks
        assert found or "nobody's" in str(picks)
