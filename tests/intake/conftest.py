"""Small deliveries, written and taken in. One child process reads the files of all these tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from suyuan import intake
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Workshop

Rows = list[dict[str, Any]]
NOON = datetime(2026, 5, 1, 12)

SHOP = {"shop_id": "S1", "shop_name": "海风运动"}
LISTING = {"listing_id": "L1", "shop_id": "S1", "price": 299.0}
ORDER = {
    "order_id": "O1", "listing_id": "L1", "shop_id": "S1", "buyer_account_id": "A1", "quantity": 2,
    "unit_price": 299.0, "ordered_at": NOON,
}  # fmt: skip
HEALTHY: dict[str, dict[str, Any]] = {
    "shops": SHOP,
    "listings": LISTING,
    "orders": ORDER,
    "reference_prices": {"brand": "Nike", "category": "shoes", "reference_price": 899.0},
    "authorised_sellers": {"shop_id": "S1", "brand": "Nike"},
    "shipments": {"order_id": "O1", "shop_id": "S1", "origin_latitude": 25.4, "origin_longitude": 119.0,
                  "destination_latitude": 31.2, "destination_longitude": 121.5},
    "accounts": {"account_id": "A1", "registered_adcode": "350300"},
    "logins": {"account_id": "A1", "logged_in_at": NOON, "latitude": 25.4, "longitude": 119.0},
    "complaints": {"complaint_id": "C1", "shop_id": "S1", "complained_at": NOON, "reason": "counterfeit"},
    "test_buys": {"test_buy_id": "T1", "shop_id": "S1", "verdict": "counterfeit"},
    "shop_transfers": {"shop_id": "S1", "to_account_id": "A1", "transferred_at": NOON},
    "regions": {"adcode": "SP", "name": "São Paulo", "latitude": -23.5, "longitude": -46.6},
}  # fmt: skip


def write(folder: Path, **tables: Rows | pa.Table) -> Path:
    """Write each table as TABLE.parquet; shops and listings have one healthy row where they are not named."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in {"shops": [SHOP], "listings": [LISTING], **tables}.items():
        table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows)
        pq.write_table(table, folder / f"{name}.parquet")
    return folder


@pytest.fixture(scope="session")
def prober() -> Iterator[intake.Prober]:
    with intake.Prober() as running:
        yield running


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()


class Taken:
    """A delivery that was taken in, in a database in memory."""

    def __init__(self, delivery: intake.Delivery, catalogue: Catalogue):
        self.delivery = delivery
        self.workshop = Workshop(":memory:", threads=1)
        delivery.lay_raw(self.workshop)
        wanted = [query.name for query in catalogue.queries.values() if query.layer in ("checks", "extracts")]
        for query in catalogue.in_order(wanted):
            self.workshop.run(query)
        intake.collect_rejected(self.workshop, delivery)
        intake.reckon(self.workshop, delivery)

    def rows(self, relation: str, *columns: str) -> list[tuple[Any, ...]]:
        """Some columns of a relation, in its own order."""
        return self.workshop.connection.table(relation).project(", ".join(columns)).fetchall()

    def reasons(self, table: str) -> list[str]:
        return [
            reason for name, reason in self.rows("rejected_rows", "table_name", "reason") if name == table
        ]

    def health(self, table: str) -> tuple[int, int, int, int]:
        """(read, used, superseded, rejected)."""
        figures = {row[0]: row[1:] for row in self.rows("extract_health", "*")}
        return figures[table]


@pytest.fixture
def take(tmp_path: Path, prober: intake.Prober, catalogue: Catalogue) -> Iterator[Callable[..., Taken]]:
    """take(orders=[…]) writes the tables, takes them in and returns what became of them."""
    opened: list[Taken] = []

    def run(*, also: tuple[Path, ...] = (), folder: Path | None = None, **tables: Rows | pa.Table) -> Taken:
        extracts = folder if folder is not None else write(tmp_path / "extracts", **tables)
        opened.append(Taken(intake.open_delivery(extracts, also, prober), catalogue))
        return opened[-1]

    yield run
    for taken in opened:
        taken.workshop.close()


@pytest.fixture
def refusal(tmp_path: Path, prober: intake.Prober) -> Callable[..., str]:
    """refusal(orders=[…]) writes the tables and returns the one line with which they are refused."""

    def run(*, also: tuple[Path, ...] = (), folder: Path | None = None, **tables: Rows | pa.Table) -> str:
        extracts = folder if folder is not None else write(tmp_path / "extracts", **tables)
        with pytest.raises(intake.InputError) as refused:
            intake.open_delivery(extracts, also, prober)
        line = str(refused.value)
        assert "\n" not in line
        return line

    return run
