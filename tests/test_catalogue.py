"""The catalogue: what each query says of itself, its parents, the order they run in; and that it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from suyuan.catalogue import Catalogue, CatalogueError, Query
from suyuan.engines.duckdb import identifier
from tests.marketplace import catalogue

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """folder(**{'signals/x': sql}) writes the queries and returns their folder."""

    def write(**queries: str) -> Path:
        for name, sql in queries.items():
            path = tmp_path / "queries" / f"{name}.sql"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(sql, encoding="utf-8")
        return tmp_path / "queries"

    return write


HEAD = "-- What it is.\n-- Grain: one row per shop_id\n"


def test_a_header_is_purpose_and_fields_over_several_lines(folder: Folder) -> None:
    sql = (
        "-- Shops that sell cheap,\n-- and how cheap.\n-- Grain: one row per shop_id, brand\n"
        "-- Innocent reason: outlets;\n-- clearance.\nSELECT 1 AS shop_id\n-- Grain: not the header's"
    )
    query = Catalogue.load(folder(**{"signals/cheap": sql})).queries["cheap"]
    assert query.purpose == "Shops that sell cheap, and how cheap."
    assert query.grain_columns == ["shop_id", "brand"]
    assert query.innocent_reason == "outlets; clearance."
    assert (query.name, query.layer) == ("cheap", "signals")


@pytest.mark.parametrize(
    ("grain", "columns"),
    [
        ("one row per shop_id", ["shop_id"]),
        ("one row per source_file and source_row", ["source_file", "source_row"]),
        ("one row per brand, category, currency.", ["brand", "category", "currency"]),
        ("one row per listing_id (the latest)", ["listing_id"]),
        ("one row", []),
    ],
)
def test_the_grain_names_the_columns_that_tell_rows_apart(
    grain: str, columns: list[str], folder: Folder
) -> None:
    queries = Catalogue.load(folder(**{"signals/x": f"-- X.\n-- Grain: {grain}\nSELECT 1"})).queries
    assert queries["x"].grain_columns == columns


def test_a_query_without_a_header_is_refused_by_name(folder: Folder) -> None:
    with pytest.raises(CatalogueError, match=r"bare\.sql"):
        Catalogue.load(folder(**{"signals/bare": "SELECT 1"}))


def test_two_queries_of_one_name_are_refused(folder: Folder) -> None:
    with pytest.raises(CatalogueError, match="twin"):
        Catalogue.load(folder(**{"signals/twin": HEAD + "SELECT 1", "findings/twin": HEAD + "SELECT 2"}))


def test_a_query_that_cannot_be_read_is_refused_by_name(folder: Folder) -> None:
    with pytest.raises(CatalogueError, match=r"broken\.sql"):
        Catalogue.load(folder(**{"signals/broken": HEAD + "SELECT FROM WHERE ("}))


def test_parents_are_what_a_query_reads_and_not_its_own_parts(folder: Folder) -> None:
    sql = (
        HEAD
        + "WITH orders AS (SELECT * FROM orders), mine AS (SELECT * FROM shops) SELECT * FROM mine, orders"
    )
    loaded = Catalogue.load(
        folder(**{
            "signals/x": sql, "extracts/orders": HEAD + "SELECT 1", "extracts/shops": HEAD + "SELECT 1",
            "extracts/mine": HEAD + "SELECT 1",
        })
    )  # fmt: skip
    assert loaded.parents("x") == ["orders", "shops"]


def test_queries_run_after_their_parents_and_pages_not_at_all(folder: Folder) -> None:
    loaded = Catalogue.load(
        folder(**{
            "signals/a": HEAD + "SELECT * FROM z", "extracts/z": HEAD + "SELECT 1",
            "findings/b": HEAD + "SELECT * FROM a", "pages/p__q": HEAD + "SELECT * FROM b WHERE c = $c",
        })
    )  # fmt: skip
    assert [query.name for query in loaded.in_order()] == ["z", "a", "b"]
    assert [query.name for query in loaded.in_order(["a"])] == ["z", "a"]
    assert loaded.page("p__q").parameters == ("c",)


def test_queries_that_read_each_other_in_a_circle_are_refused(folder: Folder) -> None:
    loaded = Catalogue.load(
        folder(**{"signals/a": HEAD + "SELECT * FROM b", "signals/b": HEAD + "SELECT * FROM a"})
    )
    with pytest.raises(CatalogueError, match="circle"):
        loaded.in_order()


@pytest.mark.parametrize("name", ['x"; DROP TABLE shops', "Shops", "a b", "a-b", "名", "", "a.b;"])
def test_only_plain_names_become_identifiers(name: str) -> None:
    with pytest.raises(ValueError, match="not a plain name"):
        identifier(name)


def test_a_plain_name_is_quoted() -> None:
    assert identifier("raw.shop_scores") == '"raw"."shop_scores"'


# ---- The queries of the house, over a whole scan.

BUILT = catalogue().in_order()


@pytest.fixture(scope="module")
def pages(scanned: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(scanned / "pages.duckdb"), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("query", BUILT, ids=lambda query: query.name)
def test_every_relation_has_the_grain_it_says_it_has(query: Query, pages: duckdb.DuckDBPyConnection) -> None:
    relation = pages.table(query.name)
    [(rows,)] = relation.aggregate("count(*)").fetchall()
    if not query.grain_columns:
        assert rows == 1
        return
    known = set(relation.columns)
    assert [column for column in query.grain_columns if column not in known] == []
    columns = ", ".join(identifier(column) for column in query.grain_columns)
    [(distinct,)] = relation.project(columns).distinct().aggregate("count(*)").fetchall()
    assert distinct == rows
    missing = " OR ".join(identifier(column) + " IS NULL" for column in query.grain_columns)
    assert relation.filter(missing).project(columns).fetchall() == []


def test_a_scan_builds_every_relation_that_pages_read(pages: duckdb.DuckDBPyConnection) -> None:
    built = {row[0] for row in pages.execute("SHOW TABLES").fetchall()}
    wanted = {
        name
        for query in catalogue().queries.values()
        if query.layer == "pages"
        for name in query.reads
        # Table functions are no relations.
        if name
    }
    assert wanted - built == set()


def test_most_relations_of_the_small_marketplace_hold_rows(pages: duckdb.DuckDBPyConnection) -> None:
    """Else a grain would be tested on nothing."""
    empty = {
        query.name
        for query in BUILT
        if query.layer in ("geo", "signals", "links", "findings")
        and pages.table(query.name).aggregate("count(*)").fetchall() == [(0,)]
    }
    # A first scan has none before it, and nothing is hot in its last week. This marketplace writes codes and
    # coordinates with every place, and hides brands in titles alone. Its one ring hires no buyers, buys
    # nowhere on record, shares no warehouse, and has dens that parcels show; its drop-shippers buy too seldom
    # to be known for resellers.
    assert empty <= {
        "scan_before",
        "shop_changes",
        "alert_shops",
        "alert_rings",
        "new_alerts",
        "alerts",
        "hot_now",
        "text_places",
        "nearest_places",
        "broken_off_words",
        "stated_disguises",
        "brushing_buyers",
        "supplied_traces",
        "ring_suppliers",
        "site_resellers",
        "site_sources",
        "site_town_sources",
        "site_shared",
        "shared_sites",
        "site_bases",
    }
