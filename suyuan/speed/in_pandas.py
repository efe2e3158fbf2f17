"""The questions in pandas, with its Arrow-backed strings and only the columns that each needs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from suyuan.speed.floor import files_of


def _read(extracts: Path, table: str, *columns: str) -> pd.DataFrame:
    whole = pa.concat_tables(
        [pq.read_table(path, columns=list(columns)) for path in files_of(extracts, table)]
    )
    for place, field in enumerate(whole.schema):
        # pandas has no decimals of its own: as objects they would take a hundred times as long.
        if pa.types.is_decimal(field.type):
            whole = whole.set_column(place, field.name, whole.column(place).cast(pa.float64()))
    return whole.to_pandas()


def _table(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, preserve_index=False)


def shops(extracts: Path) -> pa.Table:
    reference = _read(extracts, "reference_prices", "brand", "category", "reference_price")
    lowest = reference.groupby(["brand", "category"], as_index=False)["reference_price"].min()
    priced = _read(extracts, "listings", "listing_id", "brand", "category").merge(
        lowest, on=["brand", "category"]
    )
    orders = _read(extracts, "orders", "listing_id", "shop_id", "quantity", "unit_price", "status")
    orders = orders[orders["status"] != "closed"].merge(
        priced[["listing_id", "reference_price"]], on="listing_id", how="left"
    )
    orders["is_cheap"] = 2 * orders["unit_price"] < orders["reference_price"]
    sold = orders.groupby("shop_id").agg(
        lines=("quantity", "size"), units=("quantity", "sum"), cheap_lines=("is_cheap", "sum")
    )
    complaints = _read(extracts, "complaints", "shop_id", "reason")
    complaints["is_counterfeit"] = complaints["reason"] == "counterfeit"
    complained = complaints.groupby("shop_id").agg(
        complaints=("reason", "size"), counterfeit_complaints=("is_counterfeit", "sum")
    )
    whole = sold.join(complained, how="left")
    counts = ["complaints", "counterfeit_complaints"]
    whole[counts] = whole[counts].fillna(0).astype("int64")
    return _table(whole.reset_index())


def edges(extracts: Path) -> pa.Table:
    known = _read(extracts, "shops", "shop_id", "owner_account_id")
    orders = _read(extracts, "orders", "order_id", "shop_id", "buyer_account_id", "quantity", "ordered_at")
    orders = orders[orders["buyer_account_id"].isin(known["owner_account_id"].dropna().unique())]
    orders = orders.merge(known, on="shop_id")
    orders = orders[
        orders["owner_account_id"].notna() & (orders["owner_account_id"] != orders["buyer_account_id"])
    ]
    orders = orders.assign(day=orders["ordered_at"].dt.floor("D"))
    found = orders.groupby(["shop_id", "buyer_account_id"], as_index=False).agg(
        orders=("order_id", "nunique"), units=("quantity", "sum"), days=("day", "nunique")
    )
    return _table(found[(found["orders"] >= 3) & (found["days"] >= 2)].drop(columns="days"))


def flows(extracts: Path) -> pa.Table:
    parcels = _read(extracts, "shipments", "origin_adcode", "destination_adcode").dropna()
    pairs = pd.DataFrame(
        {"origin": parcels["origin_adcode"].str[:2], "destination": parcels["destination_adcode"].str[:2]}
    )
    return _table(pairs.groupby(["origin", "destination"]).size().rename("parcels").reset_index())
