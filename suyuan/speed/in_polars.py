"""The questions in polars, lazily and streaming: the fastest way it has."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow as pa

from suyuan.speed.floor import files_of


def _scan(extracts: Path, table: str) -> pl.LazyFrame:
    return pl.scan_parquet(files_of(extracts, table))


def _collect(frame: pl.LazyFrame) -> pa.Table:
    return frame.collect(engine="streaming").to_arrow()


def shops(extracts: Path) -> pa.Table:
    reference = (
        _scan(extracts, "reference_prices").group_by("brand", "category").agg(pl.col("reference_price").min())
    )
    priced = (
        _scan(extracts, "listings")
        .join(reference, on=["brand", "category"])
        .select("listing_id", pl.col("reference_price").cast(pl.Float64))
    )
    sold = (
        _scan(extracts, "orders")
        .filter(pl.col("status") != "closed")
        .join(priced, on="listing_id", how="left")
        .group_by("shop_id")
        .agg(
            pl.len().alias("lines"),
            pl.col("quantity").sum().alias("units"),
            (2 * pl.col("unit_price").cast(pl.Float64) < pl.col("reference_price"))
            .sum()
            .alias("cheap_lines"),
        )
    )
    complained = (
        _scan(extracts, "complaints")
        .group_by("shop_id")
        .agg(
            pl.len().alias("complaints"),
            (pl.col("reason") == "counterfeit").sum().alias("counterfeit_complaints"),
        )
    )
    whole = sold.join(complained, on="shop_id", how="left")
    return _collect(
        whole.with_columns(
            pl.col("complaints").fill_null(0), pl.col("counterfeit_complaints").fill_null(0)
        ).select("shop_id", "lines", "units", "cheap_lines", "complaints", "counterfeit_complaints")
    )


def edges(extracts: Path) -> pa.Table:
    shops_known = _scan(extracts, "shops").select("shop_id", "owner_account_id")
    owners = shops_known.select("owner_account_id").drop_nulls().unique()
    return _collect(
        _scan(extracts, "orders")
        .join(owners, left_on="buyer_account_id", right_on="owner_account_id", how="semi")
        .join(shops_known, on="shop_id")
        .filter(pl.col("owner_account_id") != pl.col("buyer_account_id"))
        .group_by("shop_id", "buyer_account_id")
        .agg(
            pl.col("order_id").n_unique().alias("orders"),
            pl.col("quantity").sum().alias("units"),
            pl.col("ordered_at").dt.date().n_unique().alias("days"),
        )
        .filter((pl.col("orders") >= 3) & (pl.col("days") >= 2))
        .drop("days")
    )


def flows(extracts: Path) -> pa.Table:
    return _collect(
        _scan(extracts, "shipments")
        .filter(pl.col("origin_adcode").is_not_null() & pl.col("destination_adcode").is_not_null())
        .group_by(
            pl.col("origin_adcode").str.slice(0, 2).alias("origin"),
            pl.col("destination_adcode").str.slice(0, 2).alias("destination"),
        )
        .agg(pl.len().alias("parcels"))
    )
