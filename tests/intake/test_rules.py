"""Each rule that keeps a row out, beside the healthy row that looks like it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from suyuan.contract import EXTRACTS
from tests.intake.conftest import HEALTHY, LISTING, ORDER, SHOP, Taken

Take = Callable[..., Taken]


def test_the_healthy_rows_cover_every_table_and_none_is_kept_out(take: Take) -> None:
    assert set(HEALTHY) == set(EXTRACTS)
    taken = take(**{table: [row] for table, row in HEALTHY.items()})
    assert {table: taken.health(table) for table in EXTRACTS} == dict.fromkeys(EXTRACTS, (1, 1, 0, 0))
    assert taken.rows("rejected_rows", "*") == []


BROKEN: list[tuple[str, str, dict[str, Any]]] = [
    ("shops", "null_id", {"shop_id": None}),
    ("shops", "null_id", {"shop_id": ""}),
    ("listings", "null_id", {"listing_id": None}),
    ("listings", "null_id", {"shop_id": None}),
    ("listings", "missing_value", {"price": None}),
    ("listings", "price_not_positive", {"price": 0.0}),
    ("listings", "price_not_positive", {"price": -5.0}),
    ("listings", "unknown_shop", {"shop_id": "S9"}),
    ("orders", "null_id", {"order_id": None}),
    ("orders", "null_id", {"listing_id": ""}),
    ("orders", "null_id", {"buyer_account_id": None}),
    ("orders", "missing_value", {"ordered_at": None}),
    ("orders", "missing_value", {"quantity": None}),
    ("orders", "quantity_not_positive", {"quantity": 0}),
    ("orders", "quantity_not_positive", {"quantity": -1}),
    ("orders", "price_not_positive", {"unit_price": 0.0}),
    ("orders", "unknown_shop", {"shop_id": "S9"}),
    ("reference_prices", "missing_value", {"brand": None}),
    ("reference_prices", "price_not_positive", {"reference_price": 0.0}),
    ("authorised_sellers", "null_id", {"shop_id": None}),
    ("authorised_sellers", "missing_value", {"brand": None}),
    ("authorised_sellers", "unknown_shop", {"shop_id": "S9"}),
    ("shipments", "null_id", {"order_id": None}),
    ("shipments", "coordinate_out_of_range", {"origin_latitude": 119.0}),
    ("shipments", "coordinate_out_of_range", {"origin_longitude": -180.5}),
    ("shipments", "coordinate_out_of_range", {"destination_latitude": float("inf")}),
    ("shipments", "unknown_shop", {"shop_id": "S9"}),
    ("accounts", "null_id", {"account_id": None}),
    ("logins", "null_id", {"account_id": None}),
    ("logins", "missing_value", {"logged_in_at": None}),
    ("logins", "coordinate_out_of_range", {"longitude": 181.0}),
    ("complaints", "null_id", {"complaint_id": None}),
    ("complaints", "missing_value", {"complained_at": None}),
    ("complaints", "unknown_shop", {"shop_id": "S9"}),
    ("test_buys", "null_id", {"test_buy_id": None}),
    ("test_buys", "missing_value", {"verdict": None}),
    ("test_buys", "unknown_shop", {"shop_id": "S9"}),
    ("test_buys", "unknown_verdict", {"verdict": "probably"}),
    ("shop_transfers", "null_id", {"to_account_id": None}),
    ("shop_transfers", "missing_value", {"transferred_at": None}),
    ("shop_transfers", "unknown_shop", {"shop_id": "S9"}),
    ("regions", "null_id", {"adcode": None}),
    ("regions", "missing_value", {"name": None}),
    ("regions", "coordinate_out_of_range", {"latitude": -90.1}),
]


def test_each_broken_row_is_kept_out_for_its_reason_and_its_healthy_neighbour_stays(take: Take) -> None:
    tables: dict[str, list[dict[str, Any]]] = {table: [row] for table, row in HEALTHY.items()}
    for number, (table, _, change) in enumerate(BROKEN):
        # An id of its own for each, so that only the rule under test is broken.
        key = "order_id" if table == "orders" else EXTRACTS[table].key
        own = {key: f"X{number}"} if key and key not in change else {}
        tables[table] = [*tables[table], {**HEALTHY[table], **own, **change}]
    taken = take(**tables)
    for table in EXTRACTS:
        assert taken.reasons(table) == [reason for name, reason, _ in BROKEN if name == table], table
        assert taken.health(table)[1] == 1, table


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("listings", {"price": 0.01}),
        ("orders", {"quantity": 1, "unit_price": 0.0001}),
        ("shipments", {"origin_latitude": 90.0, "origin_longitude": -180.0}),
        ("shipments", {"shop_id": None, "origin_latitude": None}),
        ("logins", {"latitude": -90.0, "longitude": 180.0}),
        ("test_buys", {"verdict": " Counterfeit "}),
        ("orders", {"listing_id": "L9"}),
    ],
)
def test_what_only_looks_like_a_broken_row_is_used(take: Take, table: str, change: dict[str, Any]) -> None:
    taken = take(**{table: [{**HEALTHY[table], **change}]})
    assert taken.health(table) == (1, 1, 0, 0)


def test_an_order_of_an_unknown_listing_stays_and_is_flagged(take: Take) -> None:
    taken = take(orders=[ORDER, {**ORDER, "order_id": "O2", "listing_id": "L9"}])
    assert taken.rows("orders", "order_line_id", "is_listing_known") == [("O1", True), ("O2", False)]


def test_an_id_repeated_with_other_values_keeps_all_its_rows_out(take: Take) -> None:
    taken = take(
        listings=[LISTING, {**LISTING, "price": 300.0}, {**LISTING, "listing_id": "L2"}],
        shops=[SHOP],
    )
    assert taken.reasons("listings") == ["conflicting_id", "conflicting_id"]
    assert taken.rows("listings", "listing_id") == [("L2",)]


def test_an_id_repeated_with_the_same_values_is_used_once(take: Take) -> None:
    taken = take(listings=[LISTING, LISTING, LISTING])
    assert taken.health("listings") == (3, 1, 2, 0)


def test_an_order_of_two_lines_without_line_ids_contradicts_itself(take: Take) -> None:
    taken = take(orders=[ORDER, {**ORDER, "listing_id": "L2"}])
    assert taken.reasons("orders") == ["conflicting_id", "conflicting_id"]


def test_an_order_of_two_lines_with_line_ids_is_used(take: Take) -> None:
    lines = [{**ORDER, "order_line_id": "O1-1"}, {**ORDER, "order_line_id": "O1-2", "listing_id": "L2"}]
    assert take(orders=lines).rows("orders", "order_line_id") == [("O1-1",), ("O1-2",)]


def test_two_parcels_of_one_order_are_two_parcels(take: Take) -> None:
    parcel = HEALTHY["shipments"]
    taken = take(shipments=[{**parcel, "waybill_no": "W1"}, {**parcel, "waybill_no": "W2"}])
    assert taken.health("shipments") == (2, 2, 0, 0)


def test_a_parcel_delivered_twice_in_the_data_is_used_once(take: Take) -> None:
    taken = take(shipments=[HEALTHY["shipments"], HEALTHY["shipments"]])
    assert taken.health("shipments") == (2, 1, 1, 0)


def test_of_several_broken_rules_the_first_of_the_stated_order_is_the_reason(take: Take) -> None:
    taken = take(orders=[ORDER, {**ORDER, "order_id": None, "quantity": 0, "shop_id": "S9"},
                         {**ORDER, "order_id": "O3", "quantity": 0, "shop_id": "S9"}])  # fmt: skip
    assert taken.reasons("orders") == ["null_id", "quantity_not_positive"]


def test_a_listing_of_a_rejected_shop_is_of_an_unknown_shop(take: Take) -> None:
    taken = take(
        shops=[SHOP, {"shop_id": "S2", "shop_name": "one"}, {"shop_id": "S2", "shop_name": "another"}],
        listings=[LISTING, {**LISTING, "listing_id": "L2", "shop_id": "S2"}],
    )
    assert taken.reasons("shops") == ["conflicting_id", "conflicting_id"]
    assert taken.reasons("listings") == ["unknown_shop"]


def test_a_rejected_row_is_kept_whole_with_the_columns_that_the_contract_does_not_name(take: Take) -> None:
    rows = [
        {**LISTING, "colour": "红", "rating": 4.5},
        {**LISTING, "listing_id": "L2", "price": -1.0, "colour": 'say "hi":NaN,', "rating": float("nan")},
    ]
    [(table, reason, row)] = take(listings=rows).rows("rejected_rows", "table_name", "reason", '"row"')
    assert (table, reason) == ("listings", "price_not_positive")
    assert json.loads(row) == {
        "listing_id": "L2", "shop_id": "S1", "price": -1.0, "colour": 'say "hi":NaN,', "rating": "NaN",
    }  # fmt: skip


def test_values_are_tidied_lightly_and_currency_defaults_to_yuan(take: Take) -> None:
    taken = take(
        listings=[
            {**LISTING, "currency": " twd ", "brand": " Nike ", "product": ""},
            {**LISTING, "listing_id": "L2"},
        ],
        orders=[{**ORDER, "status": "Refunded"}],
    )
    assert taken.rows("listings", "currency", "brand", "product") == [
        ("TWD", "Nike", None),
        ("CNY", None, None),
    ]
    assert taken.rows("orders", "currency", "status") == [("CNY", "refunded")]


def test_orders_lie_sorted_by_shop_and_time_for_the_pages(take: Take) -> None:
    june, july = datetime(2026, 6, 1), datetime(2026, 7, 1)
    taken = take(
        shops=[SHOP, {"shop_id": "S0", "shop_name": "first"}],
        orders=[
            {**ORDER, "order_id": "O1", "ordered_at": july},
            {**ORDER, "order_id": "O2", "ordered_at": june},
            {**ORDER, "order_id": "O3", "ordered_at": july, "shop_id": "S0"},
        ],
    )
    assert taken.rows("orders", "order_line_id") == [("O3",), ("O2",), ("O1",)]


def test_absent_tables_are_empty_relations_with_all_their_columns(take: Take) -> None:
    taken = take()
    for table in EXTRACTS.values():
        columns = dict(taken.workshop.columns(table.name))
        assert {column.name: columns[column.name] for column in table.columns} == {
            column.name: column.type for column in table.columns
        }


def test_a_table_without_rows_is_taken_as_it_is(take: Take) -> None:
    empty = pa.Table.from_pylist([ORDER]).slice(0, 0)
    taken = take(orders=empty)
    assert taken.health("orders") == (0, 0, 0, 0)
    assert taken.delivery.present_columns["orders"] == set()


def test_rows_know_their_file_and_their_place_in_it(take: Take) -> None:
    taken = take(orders=[{**ORDER, "order_id": "O1"}, {**ORDER, "order_id": "O2"}])
    numbers = {table: number for number, table in taken.rows("extract_files", "source_file", "table_name")}
    number = numbers["orders"]
    assert taken.rows("orders", "order_line_id", "source_file", "source_row") == [
        ("O1", number, 0),
        ("O2", number, 1),
    ]
