"""The queue's filters on literal cases: each keeps what it says, currencies are not compared."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from suyuan.catalogue import Catalogue
from suyuan.ui.overview.queue_filters import FILTERS

CATALOGUE = Catalogue.load()
NOTHING: dict[str, Any] = dict.fromkeys(FILTERS)
COLUMNS = [
    "shop_id",
    "shop_name",
    "strength",
    "apart_signal",
    "apart_level",
    "apart_figure",
    "apart_usual",
    "kind_prices",
    "kind_listing",
    "kind_buyers",
    "kind_parcels",
    "kind_accounts",
    "kind_laboratory",
    "amount_at_risk",
    "currency",
    "registered_zh",
    "registered_en",
    "orders",
    "units",
    "rank",
    "score",
    "kinds",
    "parcels",
    "origin_zh",
    "origin_en",
    "main_brand",
    "main_category",
]


@pytest.fixture
def cases() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    texts = ", ".join(f"NULL::VARCHAR AS {column}" for column in COLUMNS if column not in ("shop_id", "rank"))
    connection.execute(
        "CREATE TABLE shop_cases AS SELECT * FROM (VALUES "
        "('S1', 1, TRUE, 9.0, 90.0, '350000', ['Nike'], ['shoes']), "
        "('S2', 2, TRUE, 8.0, 95.0, '440000', ['Nike', 'Adidas'], ['hats', 'jerseys']), "
        "('S3', 3, FALSE, 0.1, 99.0, '350000', ['Nike'], ['shoes'])"
        ") AS shop (shop_id, rank, suspect, log_odds, priority, registered_province, brands, categories), "
        "(SELECT " + texts + ")"
    )
    connection.execute(
        "CREATE TABLE shop_reasons AS SELECT * FROM (VALUES "
        "('S1', 'price', 'strong'), ('S2', 'price', 'slight'), ('S2', 'photos', 'weak'), ('S3', 'price', 'strong')"
        ") AS reason (shop_id, signal, strength)"
    )
    connection.execute("CREATE TABLE shop_scores AS SELECT 'S2' AS shop_id, 'R1' AS ring_id")
    connection.execute("CREATE TABLE rings AS SELECT 'R1' AS ring_id, 4 AS shops")
    connection.execute(
        "UPDATE shop_cases SET strength = CASE shop_id WHEN 'S1' THEN 'very_strong' ELSE 'moderate' END"
    )
    connection.execute("CREATE TABLE shop_changes AS SELECT 'S2' AS shop_id, 'new_suspect' AS change")
    connection.execute(
        "CREATE TABLE listing_scores AS SELECT * FROM (VALUES "
        "('S1', 'Nike', 'shoes'), ('S2', 'Nike', 'jerseys'), ('S2', 'Adidas', 'hats')"
        ") AS listing (shop_id, brand, category)"
    )
    return connection


def queue(connection: duckdb.DuckDBPyConnection, **filters: str) -> list[str]:
    query = CATALOGUE.queries["overview__queue"]
    return [row[0] for row in connection.execute(query.sql, {**NOTHING, **filters}).fetchall()]


def test_the_queue_holds_suspects_alone_the_first_to_open_on_top(cases: duckdb.DuckDBPyConnection) -> None:
    assert queue(cases) == ["S2", "S1"]


def test_a_shop_of_a_ring_tells_how_many_shops_its_ring_has(cases: duckdb.DuckDBPyConnection) -> None:
    rows = cases.execute(CATALOGUE.queries["overview__queue"].sql, NOTHING).df()
    told = rows.astype(object).where(rows.notna(), None)
    assert told[["shop_id", "ring_id", "ring_shops"]].values.tolist() == [["S2", "R1", 4], ["S1", None, None]]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"province": "350000"}, ["S1"]),
        ({"brand": "Adidas"}, ["S2"]),
        ({"category": "shoes"}, ["S1"]),
        ({"signal": "price"}, ["S1"]),
        ({"signal": "photos"}, ["S2"]),
        ({"brand": "Nike", "province": "440000"}, ["S2"]),
        ({"brand": "no such brand"}, []),
        ({"strength": "very_strong"}, ["S1"]),
        ({"change": "new_suspect"}, ["S2"]),
        ({"change": "new_suspect", "strength": "very_strong"}, []),
        ({"brand": "Nike", "category": "jerseys"}, ["S2"]),
    ],
)
def test_a_filter_keeps_what_it_says(
    cases: duckdb.DuckDBPyConnection, filters: dict[str, str], kept: list[str]
) -> None:
    assert queue(cases, **filters) == kept


def test_brand_and_category_together_mean_goods_that_are_both(cases: duckdb.DuckDBPyConnection) -> None:
    """S2 sells Nike jerseys and Adidas hats: it is not among those who sell Nike hats."""
    assert queue(cases, brand="Nike", category="hats") == []
    assert queue(cases, brand="Adidas", category="hats") == ["S2"]


def test_a_search_finds_by_id_or_name_whatever_the_case_and_an_exact_id_first(
    cases: duckdb.DuckDBPyConnection,
) -> None:
    cases.execute("ALTER TABLE shop_cases ALTER shop_name SET DATA TYPE VARCHAR")
    cases.execute("UPDATE shop_cases SET shop_name = 'Shop of s3' WHERE shop_id = 'S1'")
    query = CATALOGUE.queries["shop__search"]
    found = cases.execute(query.sql, {"text": "s3", "most": 10, "cleared": []}).fetchall()
    assert [row[0] for row in found] == ["S3", "S1"]
