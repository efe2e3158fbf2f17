"""Reasons in words of strength, and what sets one suspect apart from the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from suyuan.catalogue import Catalogue
from suyuan.scan import PAGES_DATABASE

CATALOGUE = Catalogue.load()


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        lay(connection, "cuts")
        lay(connection, "strengths")
        connection.execute("CREATE TABLE shop_scores (shop_id VARCHAR, suspect BOOLEAN)")
        connection.execute(
            "CREATE TABLE shop_evidence (shop_id VARCHAR, signal VARCHAR, kind VARCHAR, level VARCHAR, figure DOUBLE, "
            "usual DOUBLE, weight DOUBLE, innocent_reading VARCHAR)"
        )
        yield connection


def lay(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.execute("CREATE OR REPLACE TABLE " + name + " AS " + CATALOGUE.queries[name].sql)


def reasons(
    connection: duckdb.DuckDBPyConnection, scores: list[tuple], evidence: list[tuple]
) -> dict[tuple[str, str], tuple[str, int | None]]:
    connection.executemany("INSERT INTO shop_scores VALUES (?, ?)", scores)
    connection.executemany(
        "INSERT INTO shop_evidence VALUES (?, ?, ?, 'level', ?, 0, ?, 'reading')", evidence
    )
    lay(connection, "shop_reasons")
    rows = connection.execute("SELECT shop_id, signal, strength, suspects_alike FROM shop_reasons").fetchall()
    return {(shop, signal): (strength, alike) for shop, signal, strength, alike in rows}


@pytest.mark.parametrize(
    ("weight", "strength"),
    [
        (3.5, "very_strong"),
        (2.1, "strong"),
        (0.7, "weak"),
        (0.3, "slight"),
        (0.0, "neutral"),
        (-0.3, "slight_for"),
        (-1.0, "weak_for"),
        (-2.5, "strong_for"),
    ],
)
def test_a_weight_is_called_by_its_strength_for_and_against(
    database: duckdb.DuckDBPyConnection, weight: float, strength: str
) -> None:
    found = reasons(database, [("S1", True)], [("S1", "price", "prices", 0.2, weight)])
    assert found == {("S1", "price"): (strength, 1)}


def test_equally_heavy_signals_are_shared_by_as_many_suspects_and_innocents_do_not_count(
    database: duckdb.DuckDBPyConnection,
) -> None:
    scores = [("S1", True), ("S2", True), ("S3", False)]
    evidence = [
        ("S1", "test_buys", "laboratory", 1.0, 4.4),
        ("S2", "test_buys", "laboratory", 1.0, 4.4),
        ("S3", "test_buys", "laboratory", 1.0, 4.4),
        ("S1", "price", "prices", 0.2, 2.5),
        ("S2", "price", "prices", 0.5, 1.0),
    ]
    found = reasons(database, scores, evidence)
    assert found[("S1", "test_buys")] == found[("S2", "test_buys")] == ("very_strong", 2)
    assert found[("S3", "test_buys")] == ("very_strong", None)
    assert (found[("S1", "price")][1], found[("S2", "price")][1]) == (1, 2)


def test_two_signals_of_one_kind_speak_as_one_kind(database: duckdb.DuckDBPyConnection) -> None:
    evidence = [
        ("S1", "description", "listing", 0.4, 1.5),
        ("S1", "photos", "listing", 0.6, 0.7),
        ("S1", "geography", "parcels", 0.0, -0.9),
    ]
    reasons(database, [("S1", True)], evidence)
    lay(database, "shop_kinds")
    columns = "listing, parcels, prices, buyers, accounts, laboratory"
    assert database.execute("SELECT " + columns + " FROM shop_kinds").fetchall() == [
        ("strong", "weak_for", None, None, None, None)
    ]


def test_a_shop_is_called_moderate_exactly_where_suspicion_begins(
    database: duckdb.DuckDBPyConnection,
) -> None:
    [(low, cut)] = database.execute(
        "SELECT strengths.low, cuts.value FROM strengths, cuts "
        "WHERE measure = 'shop' AND strength = 'moderate' AND name = 'suspect_log_odds'"
    ).fetchall()
    assert low == cut


def test_what_sets_a_suspect_apart_is_never_weak_where_something_strong_is_said_of_it(scanned: Path) -> None:
    with duckdb.connect(str(scanned / PAGES_DATABASE), read_only=True) as findings:
        rows = findings.execute(
            """
            SELECT cases.shop_id, apart.strength, apart.suspects_alike, list(others.suspects_alike)
            FROM shop_cases AS cases
            JOIN shop_reasons AS apart ON apart.shop_id = cases.shop_id AND apart.signal = cases.apart_signal
            JOIN shop_reasons AS others ON others.shop_id = cases.shop_id AND others.strength = 'weak'
            WHERE cases.suspect AND cases.shop_id IN (SELECT shop_id FROM shop_reasons WHERE weight >= 2)
            GROUP BY cases.shop_id, apart.strength, apart.suspects_alike
            """
        ).fetchall()
    assert any(min(weak) < alike for _shop, _strength, alike, weak in rows), (
        "somewhere a weak reason is the rarer one"
    )
    assert {strength for _shop, strength, _alike, _weak in rows} <= {"strong", "very_strong"}
