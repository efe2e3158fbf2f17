"""The records behind a suspect: the rows its case rests on, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from tests.marketplace import NOON, Row, listing, rows_of, sold

SHOPS = ("bad", "good")


def given() -> dict[str, list[Row]]:
    """The same records for a suspect and for an ordinary shop."""
    return {
        "shops": [{"shop_id": shop} for shop in SHOPS],
        "listings": [listing(f"{shop}-L", shop, 200) for shop in SHOPS],
        "orders": [sold(f"{shop}-O", f"{shop}-L", shop, 200) for shop in SHOPS],
        "complaints": [
            {"complaint_id": f"{shop}-{reason}", "shop_id": shop, "complained_at": NOON, "reason": reason}
            for shop in SHOPS
            for reason in ("counterfeit", "delivery")
        ],
        "shipments": [
            {"order_id": f"{shop}-O", "shop_id": shop, "origin_adcode": "350304"} for shop in SHOPS
        ],
        "shop_transfers": [{"shop_id": shop, "to_account_id": "A", "transferred_at": NOON} for shop in SHOPS],
        "test_buys": [
            {"test_buy_id": f"{shop}-T", "shop_id": shop, "verdict": "counterfeit"} for shop in SHOPS
        ],
        "authorised_sellers": [{"shop_id": shop, "brand": "Nike"} for shop in SHOPS],
        "shop_scores": [{"shop_id": shop, "suspect": shop == "bad"} for shop in SHOPS],
    }


def records(signal: str, **more: Any) -> set[tuple[str, str]]:
    """(table, row id) behind the suspect where both shops show this one signal."""
    evidence = [{"shop_id": shop, "signal": signal} for shop in SHOPS]
    rows = rows_of("finding_records", **(given() | more), shop_evidence=evidence)
    assert {row["finding"] for row in rows} == {"shop_scores"}
    assert {row["finding_id"] for row in rows} == {"bad"}
    return {(row["table_name"], row["row_id"]) for row in rows}


@pytest.mark.parametrize(
    ("signal", "rows"),
    [
        ("price", {("listings", "bad-L"), ("orders", "bad-O")}),
        ("description", {("listings", "bad-L")}),
        ("photos", {("listings", "bad-L")}),
        ("geography", {("shipments", "shipments.parquet#0")}),
        ("transfers", {("shop_transfers", "shop_transfers.parquet#0")}),
        ("test_buys", {("test_buys", "bad-T")}),
        ("authorised", {("authorised_sellers", "authorised_sellers.parquet#0")}),
    ],
)
def test_a_suspect_knows_the_rows_behind_each_signal_and_an_ordinary_shop_has_none(
    signal: str, rows: set[tuple[str, str]]
) -> None:
    assert records(signal) == rows


def test_behind_complaints_stand_those_of_counterfeits_and_the_orders_they_are_held_against() -> None:
    assert records("complaints") == {("complaints", "bad-counterfeit"), ("orders", "bad-O")}


def test_behind_purchases_stand_the_orders_between_the_two_shops() -> None:
    tie = {"supplier_shop_id": "bad", "reseller_shop_id": "good", "reseller_account_id": "owner"}
    bought = sold("stock", "bad-L", "bad", 100, buyer_account_id="owner")
    found = records("purchases", supply_pairs=[tie], orders=[*given()["orders"], bought])
    assert found == {("orders", "stock")}


def test_a_signal_that_is_silent_for_the_suspect_brings_no_rows() -> None:
    evidence = [{"shop_id": "good", "signal": "price"}]
    assert rows_of("finding_records", **given(), shop_evidence=evidence) == []
