"""Columns: which casts are lossless and taken, which types stop the scan by table, file and column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from suyuan import intake
from suyuan.contract import EXTRACTS
from tests.intake.conftest import HEALTHY, LISTING, ORDER, Taken, write

Take = Callable[..., Taken]
Refusal = Callable[..., str]


def column(table: str, name: str, values: list[Any], kind: pa.DataType) -> pa.Table:
    """Healthy rows, one a value, with one column of the given type; ids are made to differ."""
    rows = pa.Table.from_pylist([dict(HEALTHY[table]) for _ in values])
    key = "order_id" if table == "orders" else EXTRACTS[table].key
    if key and key != name:
        ids = pa.array([f"X{number}" for number in range(len(values))])
        rows = rows.set_column(rows.schema.get_field_index(key), key, ids)
    place = rows.schema.get_field_index(name)
    array = pa.array(values, kind)
    return rows.append_column(name, array) if place < 0 else rows.set_column(place, name, array)


@pytest.mark.parametrize(
    ("table", "name", "values", "kind", "taken_as"),
    [
        *(
            ("orders", "quantity", [3], kind, [3])
            for kind in (pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint32(), pa.uint64())
        ),
        ("orders", "quantity", [3.0, float("nan")], pa.float64(), [3, None]),
        ("orders", "quantity", [Decimal("3.00")], pa.decimal128(9, 2), [3]),
        ("listings", "price", [299], pa.int32(), [Decimal("299.0000")]),
        ("listings", "price", [299.5], pa.float32(), [Decimal("299.5000")]),
        ("listings", "price", [19.99], pa.float64(), [Decimal("19.9900")]),
        ("listings", "price", [Decimal("19.990000")], pa.decimal128(20, 6), [Decimal("19.9900")]),
        ("listings", "title", ["a"], pa.large_string(), ["a"]),
        ("listings", "title", ["a", "b", "a"], pa.dictionary(pa.int8(), pa.string()), ["a", "b", "a"]),
        ("listings", "title", ["飞人".encode()], pa.binary(), ["飞人"]),
        ("listings", "has_front_photo", [True, None], pa.bool_(), [True, None]),
        ("shops", "registered_adcode", [350300], pa.int32(), ["350300"]),
        ("shops", "registered_adcode", [350300.0, float("nan")], pa.float64(), ["350300", None]),
        ("regions", "latitude", [25], pa.int16(), [25.0]),
        ("regions", "latitude", [25.5], pa.float32(), [25.5]),
        ("listings", "listed_at", [datetime(2026, 5, 1)], pa.timestamp("ns"), [datetime(2026, 5, 1)]),
    ],
)
def test_a_lossless_cast_is_taken(
    take: Take, table: str, name: str, values: list[Any], kind: pa.DataType, taken_as: list[Any]
) -> None:
    taken = take(**{table: column(table, name, values, kind)})
    raw = taken.workshop.connection.table("raw." + table).project(name).fetchall()
    assert [row[0] for row in raw] == taken_as


@pytest.mark.parametrize(
    ("table", "name", "values", "kind", "said"),
    [
        ("orders", "quantity", ["3"], pa.string(), "its type is VARCHAR; expected whole numbers"),
        ("orders", "quantity", [1.5], pa.float64(), "1 values of type DOUBLE do not fit"),
        ("orders", "quantity", [2**64 - 1], pa.uint64(), "1 values of type UBIGINT do not fit"),
        ("orders", "quantity", [True], pa.bool_(), "its type is BOOLEAN"),
        ("listings", "price", ["19.99"], pa.string(), "its type is VARCHAR; expected a number"),
        ("listings", "price", [1e17], pa.float64(), "1 values of type DOUBLE do not fit"),
        ("listings", "price", [float("inf")], pa.float64(), "1 values of type DOUBLE do not fit"),
        ("listings", "title", [b"\xff\xfe"], pa.binary(), "1 values of type BLOB do not fit"),
        ("listings", "title", [["a"]], pa.list_(pa.string()), "its type is VARCHAR[]; expected text"),
        ("listings", "title", [True], pa.bool_(), "its type is BOOLEAN; expected text"),
        ("listings", "has_front_photo", [1], pa.int8(), "its type is TINYINT; expected BOOLEAN"),
        ("listings", "listed_at", ["2026-05-01"], pa.string(), "its type is VARCHAR; expected a timestamp"),
        ("listings", "listed_at", [1777600000], pa.int64(), "its type is BIGINT; expected a timestamp"),
        ("shops", "shop_id", [1.5], pa.float64(), "1 values of type DOUBLE do not fit"),
        ("shops", "shop_id", [1e16], pa.float64(), "1 values of type DOUBLE do not fit"),
    ],
)
def test_a_type_that_no_lossless_cast_mends_stops_the_scan(
    refusal: Refusal, table: str, name: str, values: list[Any], kind: pa.DataType, said: str
) -> None:
    line = refusal(**{table: column(table, name, values, kind)})
    assert line.startswith(f"{table}.parquet ({table}.{name}): {said}")


def test_whole_numbers_as_ids_are_taken_and_said(take: Take) -> None:
    taken = take(shops=column("shops", "shop_id", [7], pa.int64()), listings=[{**LISTING, "shop_id": "7"}])
    assert taken.health("listings") == (1, 1, 0, 0)
    assert "ids_from_numbers:shops.shop_id" in taken.delivery.assumed


def test_prices_of_more_than_four_decimals_are_rounded_and_said(take: Take) -> None:
    taken = take(listings=column("listings", "price", [10.00005, 19.99], pa.float64()))
    assert "rounded:listings.price" in taken.delivery.assumed


@pytest.mark.parametrize("kind", [pa.float64(), pa.float32()])
def test_what_binary_fractions_add_to_a_price_is_not_called_rounding(take: Take, kind: pa.DataType) -> None:
    taken = take(listings=column("listings", "price", [19.99, 0.1 + 0.2, 23.899999999999995], kind))
    assert "rounded:listings.price" not in taken.delivery.assumed


@pytest.mark.parametrize("kind", [pa.null(), pa.int32(), pa.list_(pa.string()), pa.bool_()])
def test_an_optional_column_that_is_all_null_counts_as_absent_whatever_its_type(
    take: Take, kind: pa.DataType
) -> None:
    taken = take(listings=column("listings", "brand", [None, None], kind))
    assert taken.health("listings")[1] == 2
    assert "brand" not in taken.delivery.present_columns["listings"]
    assert ("listings", "brand", False) in taken.rows("extract_columns", "*")
    assert ("listings", "price", True) in taken.rows("extract_columns", "*")


@pytest.mark.parametrize("kind", [pa.null(), pa.float64()])
def test_a_required_column_that_is_all_null_counts_as_missing(refusal: Refusal, kind: pa.DataType) -> None:
    line = refusal(listings=column("listings", "price", [None, None], kind))
    assert line.startswith("listings.parquet (listings.price): the column has no value in any row")


def test_a_required_column_that_is_missing_stops_the_scan(refusal: Refusal) -> None:
    line = refusal(orders=[{name: value for name, value in ORDER.items() if name != "unit_price"}])
    assert line == "orders.parquet (orders.unit_price): the column is missing; expected a number"


def test_a_column_in_capitals_is_not_the_column_and_is_pointed_at(refusal: Refusal) -> None:
    row = {**{name: value for name, value in LISTING.items() if name != "price"}, "Price": 1.0}
    assert "(listings.price): the column is missing (there is 'Price')" in refusal(listings=[row])


def test_a_column_that_stands_twice_stops_the_scan(refusal: Refusal, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    names = [*LISTING, "price"]
    arrays = [pa.array([value]) for value in (*LISTING.values(), 1.0)]
    pq.write_table(pa.Table.from_arrays(arrays, names=names), folder / "listings.parquet")
    assert "(listings.price): cannot be read: the column stands there twice" in refusal(folder=folder)


def test_a_column_missing_from_one_file_of_a_folder_names_that_file(refusal: Refusal, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    (folder / "orders").mkdir()
    pq.write_table(pa.Table.from_pylist([ORDER]), folder / "orders" / "a.parquet")
    pq.write_table(pa.Table.from_pylist([ORDER]).drop_columns(["shop_id"]), folder / "orders" / "b.parquet")
    assert refusal(folder=folder).startswith("orders/b.parquet (orders.shop_id): the column is missing")


def test_an_optional_column_of_one_file_is_kept_where_the_other_lacks_it(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    (folder / "orders").mkdir()
    paid = {**ORDER, "order_id": "O2", "status": "paid"}
    pq.write_table(pa.Table.from_pylist([ORDER]), folder / "orders" / "a.parquet")
    pq.write_table(pa.Table.from_pylist([paid]), folder / "orders" / "b.parquet")
    assert take(folder=folder).rows("orders", "order_line_id", "status") == [("O1", None), ("O2", "paid")]


def test_a_text_column_in_one_file_does_not_turn_the_numbers_of_another_into_text(
    refusal: Refusal, tmp_path: Path
) -> None:
    folder = write(tmp_path / "extracts")
    (folder / "orders").mkdir()
    pq.write_table(pa.Table.from_pylist([ORDER]), folder / "orders" / "a.parquet")
    pq.write_table(pa.Table.from_pylist([{**ORDER, "unit_price": "299"}]), folder / "orders" / "b.parquet")
    assert refusal(folder=folder).startswith("orders/b.parquet (orders.unit_price): its type is VARCHAR")


@pytest.mark.parametrize("contents", [b"", b"PAR1", b"PAR1PAR1", b"no parquet at all" * 100])
def test_what_is_no_parquet_file_stops_the_scan(refusal: Refusal, tmp_path: Path, contents: bytes) -> None:
    folder = write(tmp_path / "extracts")
    (folder / "orders.parquet").write_bytes(contents)
    assert refusal(folder=folder).startswith("orders.parquet (orders): cannot be read: ")


def test_without_a_prober_of_its_own_a_delivery_starts_and_ends_one(tmp_path: Path) -> None:
    assert intake.open_delivery(write(tmp_path / "extracts")).present_columns["shops"] == {
        "shop_id",
        "shop_name",
    }
