"""Ties planted between the guilty and the innocent: they are there, they are repeatable, the truth stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from suyuan.benchmark.crossing import cross
from suyuan.benchmark.rules import joined_shops
from suyuan.evaluate.rings import measure_rings
from suyuan.sample import generate


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("plain")
    generate(25_000, 3, folder, shops=600)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def crossed(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("crossed") / "market"
    shutil.copytree(plain, folder)
    made = cross(folder, 3)
    assert all(count > 0 for count in made.values()), made
    yield folder
    shutil.rmtree(folder)


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / "extracts" / f"{name}.parquet")


def pair_precision_of_any_trace(folder: Path) -> float:
    shops = pd.read_parquet(folder / "truth" / "shops.parquet")
    suspects = set(shops.loc[shops["counterfeit"], "shop_id"])
    found = measure_rings(joined_shops(folder / "extracts", suspects, any_trace=True), shops)
    assert found is not None and found.pair_precision.value is not None
    return found.pair_precision.value


def test_sharing_any_trace_is_proof_before_and_next_to_nothing_after(plain: Path, crossed: Path) -> None:
    assert pair_precision_of_any_trace(plain) > 0.9
    assert pair_precision_of_any_trace(crossed) < 0.3


def test_parcels_of_rings_leave_from_warehouses_of_honest_shops_and_mostly_from_where_they_did(
    plain: Path, crossed: Path
) -> None:
    shops = pd.read_parquet(crossed / "truth" / "shops.parquet")
    before, after = table(plain, "shipments"), table(crossed, "shipments")
    moved = after[(before["sender_phone"] != after["sender_phone"]).to_numpy()]
    moved_shops = shops[shops["shop_id"].isin(moved["shop_id"])]
    assert moved_shops["ring_id"].notna().all()
    hosts = after[after["shop_id"].isin(shops.loc[shops["kind"] == "warehouse_client", "shop_id"])]
    assert moved["origin_address"].isin(hosts["origin_address"]).all()
    of_them = after[after["shop_id"].isin(moved_shops["shop_id"])]
    assert 0.2 < len(moved) / len(of_them) < 0.4


def test_a_cafe_has_many_guests_and_few_of_them_are_a_rings(crossed: Path) -> None:
    logins = table(crossed, "logins")
    users = logins.groupby("device_id")["account_id"].nunique()
    assert (users >= 35).sum() >= 5


def test_bulk_orders_of_another_rings_owner_are_orders_of_their_own(plain: Path, crossed: Path) -> None:
    before, after = table(plain, "orders"), table(crossed, "orders")
    added = after[~after["order_id"].isin(before["order_id"])]
    assert len(after) == len(before) + len(added)
    assert after["order_line_id"].is_unique
    assert (added.groupby(["shop_id", "buyer_account_id"]).size() == 8).all()


def test_the_truth_stays_and_types_too(plain: Path, crossed: Path) -> None:
    for file in sorted((plain / "truth").iterdir()):
        assert file.read_bytes() == (crossed / "truth" / file.name).read_bytes()
    for name in ("orders", "logins", "shipments", "accounts"):
        assert table(plain, name).dtypes.to_dict() == table(crossed, name).dtypes.to_dict(), name


def test_the_same_seed_plants_the_same_ties(plain: Path, crossed: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(plain, again)
    cross(again, 3)
    for name in ("orders", "logins", "shipments", "accounts"):
        pd.testing.assert_frame_equal(table(again, name), table(crossed, name))


def test_where_tables_are_missing_nothing_is_planted_in_them(plain: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(plain, bare)
    for name in ("accounts", "logins", "shipments", "orders"):
        (bare / "extracts" / f"{name}.parquet").unlink()
    assert set(cross(bare, 3).values()) == {0}
