"""A fresh database a test: literal extracts in, the geo layer run over them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from suyuan.catalogue import Catalogue
from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop

Row = dict[str, Any]
Geo = Callable[..., Workshop]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture
def geo(catalogue: Catalogue) -> Geo:
    """Runs the geo layer: `geo(shops=[...], shipments=[...])`; every other extract is there and empty."""

    def run(**extracts: list[Row]) -> Workshop:
        workshop = Workshop(":memory:")
        for name in ("shops", "orders", "shipments", "regions"):
            columns = EXTRACTS[name].columns
            declared = ", ".join(f'"{column.name}" {column.type}' for column in columns)
            workshop.connection.execute(
                f"CREATE TABLE {name} ({declared}, source_file INTEGER, source_row BIGINT)"
            )
            for number, row in enumerate(extracts.get(name, [])):
                values = [row.get(column.name) for column in columns] + [0, number]
                marks = ", ".join("?" for _ in values)
                workshop.connection.execute(f"INSERT INTO {name} VALUES ({marks})", values)
        for seed in ("divisions", "division_changes"):
            workshop.load_seed(seed, catalogue.seeds[seed])
        for query in catalogue.in_order():
            if query.layer == "geo":
                workshop.run(query)
        return workshop

    return run


def rows(workshop: Workshop, sql: str) -> list[tuple[Any, ...]]:
    return workshop.connection.execute(sql).fetchall()
