"""The same marketplace on both engines: every finding and every relation behind it, value by value."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
import sqlglot

from suyuan.contract import FINDINGS
from tests.marketplace import catalogue
from tests.spark.equality import DIFFERENCES, relations, rows, types, unequal


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_a_finding_has_the_same_rows_in_the_same_order_on_both_engines(
    name: str, on_duckdb: Path, on_spark: Path
) -> None:
    own, other = (pq.read_table(folder / f"{name}.parquet") for folder in (on_spark, on_duckdb))
    assert own.schema == other.schema
    assert unequal(name, own, other) == ""


def test_every_relation_behind_the_findings_is_the_same(on_duckdb: Path, on_spark: Path) -> None:
    assert relations(on_spark) == relations(on_duckdb)
    different = {}
    for name in relations(on_duckdb):
        query = catalogue().queries.get(name)
        # What names no order of its own has none to keep.
        ordered = (
            query is not None and sqlglot.parse_one(query.sql, read="duckdb").args.get("order") is not None
        )
        told = unequal(name, *(rows(folder, name, ordered=ordered) for folder in (on_spark, on_duckdb)))
        if told or types(on_spark, name) != types(on_duckdb, name):
            different[name] = told or "its types"
    assert different.keys() == DIFFERENCES.keys(), different


def test_the_small_marketplace_gives_the_engines_something_to_disagree_on(on_duckdb: Path) -> None:
    with duckdb.connect(str(on_duckdb / "pages.duckdb"), read_only=True) as pages:
        found = {
            name: pages.execute("SELECT count(*) FROM " + name).fetchall()[0][0]
            for name in ("orders", "shop_scores", "account_links", "rings", "sites", "supply_edges")
        }
    assert all(found.values()), found


def test_the_scan_says_which_engine_it_ran_on(on_spark: Path) -> None:
    assert pq.read_table(on_spark / "scan.parquet").column("engine").to_pylist() == ["spark"]


def test_nothing_of_the_clusters_work_is_left_beside_the_findings(on_spark: Path, on_duckdb: Path) -> None:
    assert {path.name for path in on_spark.iterdir()} == {path.name for path in on_duckdb.iterdir()}
    assert [path.name for path in on_spark.parent.iterdir() if "scanning" in path.name] == []
