"""Relations too large for memory as a whole: laid part by part, with the same rows in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from suyuan.catalogue import Query
from suyuan.engines import parts
from suyuan.engines.duckdb import Workshop, identifier, whole_relation
from tests.marketplace import catalogue

FALLING_APART = sorted(name for name, query in catalogue().queries.items() if parts.falls_apart_by(query)[0])
MIDDLES = (
    "SELECT shop_id, median(value) AS middle, count(*) AS rows FROM seen GROUP BY shop_id ORDER BY shop_id"
)


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    made = Workshop(":memory:", threads=2)
    yield made
    made.close()


def middles(said: dict[str, str]) -> Query:
    like = whole_relation("middles")
    return Query("middles", "links", Path(), MIDDLES, "", said, frozenset({"seen"}), (), like.elsewhere)


@pytest.mark.parametrize("is_passing", [True, False], ids=["what it reads passes", "what it reads is stored"])
@pytest.mark.parametrize("name", FALLING_APART)
def test_part_by_part_a_relation_has_the_rows_it_has_as_a_whole(
    name: str, is_passing: bool, workshop: Workshop, scanned: Path
) -> None:
    query, connection = catalogue().queries[name], workshop.connection
    connection.execute("ATTACH '" + str(scanned / "pages.duckdb") + "' AS found (READ_ONLY)")
    _column, narrowed = parts.falls_apart_by(query)
    assert set(narrowed) <= query.reads
    for parent in sorted(query.reads):
        kind = "TEMP TABLE " if is_passing and parent in narrowed else "TABLE "
        connection.execute(
            "CREATE " + kind + identifier(parent) + " AS FROM " + identifier("found." + parent)
        )
    workshop.run(query)
    whole = connection.table(name).fetchall()
    assert len(whole) > 2 * parts.PARTS
    connection.execute("DROP TABLE " + identifier(name))
    assert parts.in_parts(workshop, query, is_passing=is_passing) == len(whole)
    assert connection.table(name).fetchall() == whole
    # And what it reads is whole again.
    for parent in sorted(query.reads):
        assert workshop.count(parent) == workshop.count("found.main." + parent)


def test_no_row_is_lost_where_a_shop_is_unknown_or_stands_in_one_relation_alone(workshop: Workshop) -> None:
    workshop.connection.execute(
        "CREATE TABLE seen AS FROM (VALUES ('b', 1.0), (NULL, 5.0), ('a', 2.0), ('', 3.0), ('a', 4.0))"
        " AS rows(shop_id, value)"
    )
    query = middles({parts.FIELD: "shop_id (seen)"})
    assert parts.in_parts(workshop, query, is_passing=False) == 4
    assert workshop.connection.table("middles").fetchall() == [
        ("", 3.0, 1),
        ("a", 3.0, 2),
        ("b", 1.0, 1),
        (None, 5.0, 1),
    ]


def test_parts_of_another_order_are_sorted_once_more(workshop: Workshop) -> None:
    workshop.connection.execute(
        "CREATE TABLE seen AS FROM (VALUES ('b', 1.0), ('c', 5.0), ('a', 2.0), ('a', 4.0)) AS rows(shop_id, value)"
    )
    sql = "SELECT shop_id, sum(value) AS value FROM seen GROUP BY shop_id ORDER BY value, shop_id"
    said = {parts.FIELD: "shop_id (seen)"}
    query = Query("sums", "links", Path(), sql, "", said, frozenset({"seen"}), ())
    assert parts.in_parts(workshop, query, is_passing=False) == 3
    assert workshop.connection.table("sums").fetchall() == [("b", 1.0), ("c", 5.0), ("a", 6.0)]
    falling = Query("sums", "links", Path(), sql + " DESC", "", said, frozenset({"seen"}), ())
    with pytest.raises(ValueError, match="sums: an order that cannot be laid part by part"):
        parts.in_parts(workshop, falling, is_passing=False)


def test_every_relation_that_falls_apart_has_an_order_that_can_be_made_again() -> None:
    assert FALLING_APART
    for name in FALLING_APART:
        query = catalogue().queries[name]
        assert query.order or not query.is_ordered, name


def test_of_nothing_nothing_is_laid_and_the_relation_stands(workshop: Workshop) -> None:
    workshop.connection.execute("CREATE TABLE seen (shop_id VARCHAR, value DOUBLE)")
    assert parts.in_parts(workshop, middles({parts.FIELD: "shop_id (seen)"}), is_passing=True) == 0
    assert workshop.count("middles") == 0


def test_what_the_disk_has_no_room_to_spill_for_is_worked_out_part_by_part(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_query: Query) -> int:
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")

    workshop.connection.execute(
        "CREATE TABLE seen AS FROM (VALUES ('b', 1.0), ('a', 2.0), ('a', 4.0)) AS rows(shop_id, value)"
    )
    monkeypatch.setattr(workshop, "run", full)
    with pytest.raises(duckdb.IOException):
        parts.lay(workshop, middles({}), is_passing=False)
    assert parts.lay(workshop, middles({parts.FIELD: "shop_id (seen)"}), is_passing=False) == 2
    assert workshop.connection.table("middles").fetchall() == [("a", 3.0, 2), ("b", 1.0, 1)]


def test_what_is_large_is_not_even_tried_as_a_whole(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.connection.execute(
        "CREATE TABLE seen AS FROM (VALUES ('b', 1.0), ('a', 2.0), ('a', 4.0)) AS rows(shop_id, value)"
    )
    query, tried = middles({parts.FIELD: "shop_id (seen)"}), []
    monkeypatch.setattr(workshop, "run", tried.append)
    monkeypatch.setattr(parts, "ROWS_WHOLE", 2)
    assert parts.lay(workshop, query, is_passing=False) == 2
    assert workshop.connection.table("middles").fetchall() == [("a", 3.0, 2), ("b", 1.0, 1)]
    assert not tried
    monkeypatch.setattr(parts, "ROWS_WHOLE", 3)
    parts.lay(workshop, query, is_passing=False)
    assert tried == [query]


def test_middles_that_memory_is_too_short_for_are_worked_out_part_by_part(tmp_path: Path) -> None:
    with closing(Workshop(tmp_path / "short.duckdb", threads=2, memory_limit="64MB")) as workshop:
        workshop.connection.execute(
            "CREATE TABLE seen AS SELECT 'S' || CAST(range % 200 AS VARCHAR) AS shop_id,"
            " CAST(range AS DOUBLE) AS value FROM range(10000000)"
        )
        with pytest.raises(duckdb.OutOfMemoryException):
            parts.lay(workshop, middles({}), is_passing=False)
        assert parts.lay(workshop, middles({parts.FIELD: "shop_id (seen)"}), is_passing=False) == 200
        assert workshop.connection.execute("SELECT middle FROM middles WHERE shop_id = 'S7'").fetchall() == [
            (4_999_907.0,)
        ]
