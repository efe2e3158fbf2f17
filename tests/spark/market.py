"""A small marketplace as it is delivered in earnest: in parts, repeated, corrected later, partly wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, Any]


def make(folder: Path) -> Path:
    """The extracts of 120 shops, in which nearly every relation has rows."""
    from suyuan.sample import generate

    generate(4_000, 5, folder, shops=120)
    extracts = folder / "extracts"
    (extracts / "manifest.json").unlink()
    _add(extracts, "orders", _orders)
    _add(extracts, "listings", _listings)
    _add(extracts, "accounts", _accounts)
    _add(extracts, "complaints", _complaints)
    _add(extracts, "shipments", lambda rows: [rows[7], {**rows[8], "origin_latitude": 91.0}])
    _add(extracts, "shops", lambda rows: [{**rows[1], "shop_name": "改名 的店　"}])
    _add(extracts, "test_buys", lambda rows: [{**rows[0], "verdict": None, "test_buy_id": "T-null"}])
    _in_parts(extracts, "orders", "quantity")
    _in_parts(extracts, "logins", "")
    return extracts


def _orders(rows: list[Row]) -> list[Row]:
    """A repeat, a contradiction, two broken rules, a listing that nobody delivered."""
    return [
        rows[0],
        {**rows[1], "quantity": rows[1]["quantity"] + 1},
        {**rows[2], "order_line_id": "L-none", "quantity": 0},
        {**rows[3], "order_line_id": "L-null", "buyer_account_id": None},
        {**rows[4], "order_line_id": "L-gone", "listing_id": "P-gone"},
    ]


def _listings(rows: list[Row]) -> list[Row]:
    """Sixty listings had another price before; two statements of one moment contradict each other."""
    earlier = [{**row, "price": row["price"] * 2, "observed_at": datetime(2026, 1, 5)} for row in rows[:60]]
    return [
        *({**row, "observed_at": datetime(2026, 6, 1, 12)} for row in rows[:60]),
        *earlier,
        {**rows[70], "title": "另一个标题"},
        {**rows[71], "listing_id": "P-far", "shop_id": "S-unknown"},
    ]


def _accounts(rows: list[Row]) -> list[Row]:
    return [{**row, "observed_at": datetime(2026, 7, 1)} for row in rows[:5]]


def _complaints(rows: list[Row]) -> list[Row]:
    return [rows[0], {**rows[1], "complaint_id": "C-unknown", "shop_id": "S-unknown"}]


def _add(extracts: Path, table: str, more: Callable[[list[Row]], list[Row]]) -> None:
    path = extracts / f"{table}.parquet"
    delivered = pq.read_table(path)
    schema = delivered.schema
    if "observed_at" not in schema.names:
        schema = schema.append(pa.field("observed_at", pa.timestamp("us")))
    rows = delivered.to_pylist()
    pq.write_table(pa.Table.from_pylist([*rows, *more(rows)], schema=schema), path)


def _in_parts(extracts: Path, table: str, widened: str) -> None:
    """Two files in folders, of which the second holds `widened` in another width."""
    path = extracts / f"{table}.parquet"
    whole = pq.read_table(path)
    half = whole.num_rows // 2
    first, second = whole.slice(0, half), whole.slice(half)
    if widened:
        place = second.schema.get_field_index(widened)
        second = second.set_column(place, widened, second.column(widened).cast(pa.int16()))
    path.unlink()
    for number, part in enumerate((first, second)):
        (extracts / table / f"part={number}").mkdir(parents=True)
        pq.write_table(part, extracts / table / f"part={number}" / "rows one.parquet")
