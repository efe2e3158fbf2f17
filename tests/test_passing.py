"""Relations of a large scan that later queries alone read: let go of in time, and worked out again when looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from suyuan.catalogue import Catalogue
from suyuan.engines import kept, passing
from suyuan.engines.duckdb import Workshop

QUERIES = {
    "extracts/orders": "-- Orders.\nSELECT 1 AS n UNION ALL SELECT 2 AS n ORDER BY n",
    "signals/doubled": "-- Step.\nSELECT n * 2 AS n FROM orders",
    "signals/summed": "-- Step.\nSELECT sum(n) AS n FROM doubled",
    "signals/made": "-- Step.\n-- Made from: doubled (a module)\nSELECT n FROM orders",
    "findings/shop_scores": "-- Finding.\nSELECT n FROM summed",
    "findings/looked_at": "-- Step that a page reads.\nSELECT n + 1 AS n FROM doubled",
    "pages/overview__all": "-- Page.\nSELECT n FROM looked_at",
}


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    made = Workshop(":memory:", threads=1)
    yield made
    made.close()


def catalogue(folder: Path, queries: Mapping[str, str] = QUERIES) -> Catalogue:
    for name, sql in queries.items():
        path = folder / f"{name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sql)
    return Catalogue.load(folder)


def laid(workshop: Workshop, kind: str) -> set[str]:
    rows = workshop.connection.execute(
        "SELECT table_name, table_type, table_catalog FROM information_schema.tables WHERE table_schema = 'main'"
    ).fetchall()
    return {name for name, type_, place in rows if (type_, place == "temp") == KINDS[kind]}


KINDS = {"stored": ("BASE TABLE", False), "passing": ("LOCAL TEMPORARY", True), "view": ("VIEW", False)}


def scan(workshop: Workshop, known: Catalogue, delivered: int) -> list[set[str]]:
    """Run everything; what passed after each query."""
    order = known.in_order()
    one = passing.Passing(workshop, known, order, delivered)
    steps = []
    for place, query in enumerate(order):
        one.run(query, place)
        steps.append(laid(workshop, "passing"))
    one.close()
    return steps


def test_in_a_large_delivery_a_step_between_is_let_go_after_its_last_reader_and_stays_a_view(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "ROWS_STORED", 0)
    known = catalogue(tmp_path)
    steps = dict(
        zip(
            (query.name for query in known.in_order()),
            scan(workshop, known, passing.ROWS_DELIVERED),
            strict=True,
        )
    )
    assert "doubled" in steps["doubled"]
    assert steps[list(steps)[-1]] == set()
    assert laid(workshop, "view") == {"doubled", "summed"}
    assert laid(workshop, "stored") == {"orders", "made", "shop_scores", "looked_at"}
    assert workshop.connection.execute("SELECT n FROM summed").fetchall() == [(6,)]
    assert workshop.connection.execute("SELECT n FROM shop_scores").fetchall() == [(6,)]


def test_a_small_step_of_a_large_delivery_is_stored(workshop: Workshop, tmp_path: Path) -> None:
    steps = scan(workshop, catalogue(tmp_path), passing.ROWS_DELIVERED)
    assert all(passed == set() for passed in steps)
    assert laid(workshop, "view") == set()
    assert workshop.connection.execute("SELECT n FROM doubled ORDER BY n").fetchall() == [(2,), (4,)]


def test_a_small_delivery_stores_every_relation(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "ROWS_STORED", 0)
    scan(workshop, catalogue(tmp_path), passing.ROWS_DELIVERED - 1)
    assert laid(workshop, "view") == set()
    assert laid(workshop, "stored") >= {"doubled", "summed"}


def test_a_view_kept_from_the_scan_before_is_worked_out_once_for_its_readers_and_stays_a_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "ROWS_STORED", 0)
    known = catalogue(tmp_path / "queries")
    first = Workshop(tmp_path / "first.duckdb", threads=1)
    scan(first, known, passing.ROWS_DELIVERED)
    first.connection.execute(
        "CREATE TABLE query_runs AS SELECT table_name AS name, 2 AS rows FROM duckdb_tables()"
    )
    first.connection.execute("INSERT INTO query_runs VALUES ('doubled', 2), ('summed', 1)")
    first.close()
    kept.copy(tmp_path / "first.duckdb", tmp_path / "second.duckdb")
    second = Workshop(tmp_path / "second.duckdb", threads=1)
    ground = kept.Kept(second, tmp_path / "first.duckdb")
    order = known.in_order()
    one = passing.Passing(second, known, order, passing.ROWS_DELIVERED, ground)
    laid_meanwhile = set()
    for place, query in enumerate(order):
        if query.name in ("summed", "looked_at"):
            ground.clear(query.name)
            one.run(query, place)
            laid_meanwhile |= laid(second, "passing")
        else:
            assert one.keep(query, place) == 2
    one.close()
    assert laid_meanwhile == {"doubled", "summed"}
    assert laid(second, "passing") == set()
    assert laid(second, "view") == {"doubled", "summed"}
    assert second.connection.execute("SELECT n FROM looked_at ORDER BY n").fetchall() == [(3,), (5,)]
    assert ground.is_as_before("looked_at", ordered=False)
    second.connection.execute("UPDATE looked_at SET n = 4 WHERE n = 3")
    assert not ground.is_as_before("looked_at", ordered=False)
    second.close()
