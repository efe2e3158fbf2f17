"""Relations too large for memory as a whole, or for the disk that memory spills to, laid part by part.

A median holds every value that it is of: no engine spills that. Where the rows of different shops never meet in a
query, its header says so (`Falls apart by: shop_id (parcel_origins, origin_climbs)`: that column, in those relations
that it reads): then it can be run for one range of shops after the other. Its rows come in the same order where it is
sorted by that column first, and are sorted once more where it is not: sorting spills.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from suyuan.catalogue import Query
from suyuan.engines.duckdb import Workshop, identifier

FIELD = "Falls apart by"
# Sixteen parts of a hundred million parcels are six million each, which were laid whole under two gigabytes.
PARTS = 16
# Beyond so many rows to be narrowed the whole is not even tried: what it spills before it fails fills a disk.
ROWS_WHOLE = 30_000_000


def falls_apart_by(query: Query) -> tuple[str, list[str]]:
    """The column whose values never meet in a query, '' for none, and the relations to be narrowed by it."""
    column, _between, names = query.fields.get(FIELD, "").rstrip(".").partition(" (")
    return column, names.rstrip(")").split(", ") if names else []


def lay(workshop: Workshop, query: Query, *, is_passing: bool) -> int:
    """Lay a query's relation down: part by part what is large, or what memory or disk is too short for whole.

    Returns its rows.

    Raises duckdb.OutOfMemoryException or duckdb.IOException where it does not fall apart, or a part is too large.
    """
    narrowed = falls_apart_by(query)[1] if workshop.engine == "duckdb" else []
    if max((workshop.count(name) for name in narrowed), default=0) > ROWS_WHOLE:
        return in_parts(workshop, query, is_passing=is_passing)
    try:
        return workshop.run_passing(query) if is_passing else workshop.run(query)
    except (duckdb.OutOfMemoryException, duckdb.IOException):
        # What spilled is gone with the attempt: a part of sixteen spills as much less.
        if not narrowed:
            raise
        return in_parts(workshop, query, is_passing=is_passing)


def in_parts(workshop: Workshop, query: Query, *, is_passing: bool) -> int:
    """Lay a query's relation down part by part, each with about as many rows of the first relation it names.

    Raises ValueError where its order is another than that of columns it has, from small to large.
    """
    column, names = falls_apart_by(query)
    if query.is_ordered and not query.order:
        raise ValueError(f"{query.name}: an order that cannot be laid part by part")
    key, own = identifier(column), identifier(query.name)
    make = "CREATE OR REPLACE TEMP TABLE " if is_passing else "CREATE OR REPLACE TABLE "
    connection, laid = workshop.connection, 0
    with _narrowed(connection, names, key):
        for place, (after, until) in enumerate(_parts(connection, "whole_" + names[0], key)):
            connection.execute("SET VARIABLE part_after = $after", {"after": after})
            connection.execute("SET VARIABLE part_until = $until", {"until": until})
            laid += workshop.lay_down(
                (make + own + " AS " if place == 0 else "INSERT INTO " + own + " ") + query.sql
            )
    if query.is_ordered and query.order[:1] != (column,):
        order = ", ".join(identifier(name) for name in query.order)
        workshop.lay_down(make + own + " AS FROM " + own + " ORDER BY " + order)
    return laid


def _parts(connection: duckdb.DuckDBPyConnection, name: str, key: str) -> list[tuple[str | None, str | None]]:
    """Behind which value each part begins and with which it ends, None for no end: what has no value comes last."""
    ends = connection.execute(
        "SELECT max(key) FROM ("
        "SELECT key, floor($parts * (sum(rows) OVER (ORDER BY key) - rows) / sum(rows) OVER ()) AS part FROM ("
        "SELECT " + key + " AS key, count(*) AS rows FROM " + identifier(name) + " WHERE " + key
        + " IS NOT NULL GROUP BY ALL)) GROUP BY part ORDER BY part",
        {"parts": PARTS},
    ).fetchall()  # fmt: skip
    cuts = [last for (last,) in ends[:-1]]
    return list(zip([None, *cuts], [*cuts, None], strict=True))


@contextmanager
def _narrowed(connection: duckdb.DuckDBPyConnection, names: list[str], key: str) -> Iterator[None]:
    """Let each of these relations be, for a while, the rows of one part alone; as a whole it is named whole_…

    A part is what lies behind the variable part_after and not behind part_until. They are constants by the time that a
    query is planned, so that blocks of a table in which nothing of the part lies are not read.
    """
    [(catalog,)] = connection.execute("SELECT current_database()").fetchall()
    passing = {
        name
        for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
    }
    moved = [name for name in names if name in passing]
    for name in moved:
        connection.execute(
            "ALTER TABLE " + identifier("temp." + name) + " RENAME TO " + identifier("whole_" + name)
        )
    try:
        for name in names:
            whole, part = identifier("temp.whole_" + name), identifier("temp." + name)
            if name not in moved:
                connection.execute(
                    "CREATE OR REPLACE TEMP VIEW "
                    + whole
                    + " AS FROM "
                    + identifier(catalog + ".main." + name)
                )
            connection.execute(
                "CREATE OR REPLACE TEMP VIEW " + part + " AS FROM " + whole
                + " WHERE (getvariable('part_until') IS NULL AND " + key + " IS NULL"
                + " OR getvariable('part_after') IS NULL OR " + key + " > getvariable('part_after'))"
                + " AND (getvariable('part_until') IS NULL OR " + key + " <= getvariable('part_until'))"
            )  # fmt: skip
        yield
    finally:
        for name in names:
            connection.execute("DROP VIEW IF EXISTS " + identifier("temp." + name))
            if name in moved:
                connection.execute(
                    "ALTER TABLE " + identifier("temp.whole_" + name) + " RENAME TO " + identifier(name)
                )
            else:
                connection.execute("DROP VIEW IF EXISTS " + identifier("temp.whole_" + name))
        connection.execute("RESET VARIABLE part_after")
        connection.execute("RESET VARIABLE part_until")
