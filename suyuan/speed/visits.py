"""What a page asks when it is opened, uncached: all its queries with the values that its widgets begin with."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from suyuan.catalogue import PAGES, Catalogue, Query
from suyuan.engines.duckdb import Reader, whole_relation

VISITED = ("frame", "overview", "prices", "geography", "shop", "rings")
# What only a further click asks for: a whole case struck evidence by evidence, records one by one, a search.
BEYOND = ("rings__exclusion", "rings__all_", "rings__find", "shop__search")
MOST_ROWS = 500
ALWAYS: dict[str, Any] = {
    "most": MOST_ROWS,
    "most_suspects": MOST_ROWS,
    "brands": [],
    "categories": [],
    "cleared": [],
    "lanes": [],
    "drawn_lanes": [],
    "beside": [],
    "listing_ids": [],
    "by_brand": True,
    "picked_by_brand": True,
    "suspects_only": False,
    "ratio_low": 0.0,
    "ratio_high": 1e9,
    "picked_low": 0.0,
    "picked_high": 1e9,
    "brand": None,
    "category": None,
    "signal": None,
    "strength": None,
    "change": None,
    "level": "province",
    "size": 1,
    "everyone": False,
    "whole": True,
    "ends": False,
    "since": datetime(1970, 1, 1),  # noqa: DTZ001
    "until": datetime(2100, 1, 1),  # noqa: DTZ001
    "cell": "",
    "origin": "",
    "destination": "",
    "registered": "",
    "shop": "",
    "listing": "",
    "order": "",
    "start": "",
    "buyer": "",
    "site": "",
    "tie": "",
    "other": "",
    "nodes": [],
    "within": [],
    "key": "350000",
}
# The one name that two pages take for different things: a code to filter by, none on one page, empty on another.
PROVINCE = {"overview": None, "geography": ""}


def visits(catalogue: Catalogue, shop_id: str, ring_id: str) -> dict[str, list[tuple[Query, dict[str, Any]]]]:
    """By page its queries, each with its parameters; a query with one that nothing is known of is left out."""
    known = {**ALWAYS, "shop_id": shop_id, "ring": ring_id}
    found: dict[str, list[tuple[Query, dict[str, Any]]]] = {page: [] for page in VISITED}
    for query in catalogue.queries.values():
        page = query.name.split("__", maxsplit=1)[0]
        if query.layer != PAGES or page not in VISITED or query.name.startswith(BEYOND):
            continue
        given = {**known, "province": PROVINCE.get(page, "")}
        if set(query.parameters) <= given.keys():
            found[page].append((query, {name: given[name] for name in query.parameters}))
    return found


def latencies(findings: Path, users: int, rounds: int) -> dict[str, dict[str, Any]]:
    """By page the milliseconds of all its queries together: `median`, `p95`, and `slowest` by its name.

    `users` open pages at once, each `rounds` times every page; the shop and the ring are the first in rank. The
    first visit, which brings the file into the system's memory, does not count.
    """
    reader = Reader(findings / "pages.duckdb")
    try:
        asked = visits(Catalogue.load(), _first(reader, "shop_scores"), _first(reader, "rings"))
        found = {}
        for page, queries in asked.items():
            _visit(reader, queries)
            with ThreadPoolExecutor(users) as pool:
                opened = [pool.submit(_visit, reader, queries) for _ in range(users * rounds)]
                visited = [one.result() for one in opened]
            whole = sorted(sum(times.values()) for times in visited)
            by_query = {name: sum(times[name] for times in visited) for name in visited[0]}
            found[page] = {
                "queries": len(queries),
                "median": 1000 * whole[len(whole) // 2],
                "p95": 1000 * whole[min(len(whole) - 1, int(0.95 * len(whole)))],
                "slowest": max(by_query, key=lambda name: by_query[name]),
            }
        return found
    finally:
        reader.close()


def cancelling(findings: Path, tries: int) -> float:
    """The longest, in milliseconds, from interrupting a long query to its thread being free again."""
    reader = Reader(findings / "pages.duckdb")
    longest = 0.0
    try:
        for _ in range(tries):
            with reader.cursor() as cursor, ThreadPoolExecutor(1) as pool:
                running = pool.submit(_attempt, cursor)
                time.sleep(0.3)
                began = time.monotonic()
                cursor.interrupt()
                running.result()
                longest = max(longest, time.monotonic() - began)
        return 1000 * longest
    finally:
        reader.close()


_LONG = (Path(__file__).with_name("long.sql")).read_text(encoding="utf-8")


def _attempt(cursor: duckdb.DuckDBPyConnection) -> None:
    try:
        cursor.execute(_LONG).fetchall()
    except duckdb.InterruptException:
        return
    raise RuntimeError("the query ended before it could be interrupted")


def _first(reader: Reader, relation: str) -> str:
    frame = reader.frame(whole_relation(relation), {"most": 1})
    return str(frame.iat[0, 0]) if len(frame) else ""


def _visit(reader: Reader, queries: list[tuple[Query, dict[str, Any]]]) -> dict[str, float]:
    times = {}
    for query, given in queries:
        began = time.monotonic()
        reader.frame(query, given)
        times[query.name] = time.monotonic() - began
    return times
