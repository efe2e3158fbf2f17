"""The invented marketplace: the same from the same seed, in the contract's shape, hard where trade is."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from suyuan import sample
from suyuan.contract import EXTRACTS
from suyuan.profiles import PROFILES

SHIPPED = Path(__file__).resolve().parent.parent / "sample_data"
SHIPPED_ORDERS, SHIPPED_SEED = 85_000, 20261031
LOOKALIKES = [
    "like_named",
    "outlet",
    "parallel_import",
    "second_hand",
    "accessories",
    "source_town_goods",
    "warehouse_client",
    "parcel_locker",
    "campus",
    "family",
    "agency_run",
    "multi_shop_merchant",
    "drop_shipper",
    "wholesaler",
    "complaint_bombed",
    "deposit_links",
    "sold_singly",
    "slang",
    "transferred",
    "away_registered",
    "dirty_units",
    "bulk_buyer",
    "decants",
    "kids_sizes",
]
EVASIONS = [
    "ring_disguised",
    "ring_brand_avoided",
    "ring_quiet",
    "ring_mixed",
    "ring_bought_shops",
    "ring_rented_shops",
    "ring_away",
    "ring_drop_shipping",
    "ring_off_platform",
    "ring_downstream",
    "ring_supplier",
    "ring_brushing",
    "lone_blatant",
    "lone_clean",
    "lone_disguised",
    "case_p",
    "case_g",
]


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.suffix in (".parquet", ".json")
    )
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def marketplace(folder: Path) -> duckdb.DuckDBPyConnection:
    """The tables of a marketplace; those of the truth carry the prefix `true_`."""
    con = duckdb.connect()
    for room, prefix in (("extracts", ""), ("truth", "true_")):
        for path in sorted((folder / room).iterdir()):
            if path.suffix == ".parquet" or path.is_dir():
                files = [str(path)] if path.is_file() else [str(file) for file in sorted(path.iterdir())]
                con.read_parquet(files).create_view(prefix + path.stem)
    return con


def ask(folder: Path, question: str, *values: str) -> list[tuple[Any, ...]]:
    return marketplace(folder).execute(question, list(values)).fetchall()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    sample.generate(6_000, 7, folder, shops=300)
    return folder


def test_the_shipped_sample_is_what_its_seed_makes(tmp_path: Path) -> None:
    sample.generate(SHIPPED_ORDERS, SHIPPED_SEED, tmp_path)
    for room in ("extracts", "truth"):
        assert hashes(tmp_path / room) == hashes(SHIPPED / room)


def test_the_shipped_sample_is_small_enough_to_clone() -> None:
    size = sum(path.stat().st_size for room in ("extracts", "truth") for path in (SHIPPED / room).iterdir())
    assert size <= 8_000_000


def test_the_same_seed_gives_the_same_bytes_on_one_thread_as_on_two(tmp_path: Path, small: Path) -> None:
    sample.generate(6_000, 7, tmp_path, threads=1, shops=300)
    assert hashes(tmp_path) == hashes(small)


def test_another_seed_gives_other_shops(tmp_path: Path, small: Path) -> None:
    sample.generate(6_000, 8, tmp_path, shops=300)
    ours, theirs = hashes(small), hashes(tmp_path)
    assert [
        name for name in ours if ours[name] == theirs[name] and not name.endswith("regions.parquet")
    ] == []


def test_a_marketplace_in_batches_has_the_rows_of_one_in_single_files(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "LINES_PER_BATCH", 1_500)
    rows = sample.generate(6_000, 7, tmp_path, shops=300)
    assert len(list((tmp_path / "extracts" / "orders").iterdir())) == 4
    assert rows["orders"] == 6_000
    for table in sample.BATCHED:
        batched, whole = (marketplace(folder).table(table) for folder in (tmp_path, small))
        assert batched.order("ALL").fetchall() == whole.order("ALL").fetchall()


def test_every_column_stands_in_the_contract_and_required_ones_are_never_null() -> None:
    for path in sorted((SHIPPED / "extracts").glob("*.parquet")):
        table = EXTRACTS[path.stem]
        rows = pq.read_table(path)
        assert set(rows.column_names) <= set(table.column_names), path.stem
        assert [column for column in table.required_columns if rows[column].null_count] == []
    delivered = {path.stem for path in (SHIPPED / "extracts").glob("*.parquet")}
    assert delivered == set(EXTRACTS) - {"regions"}


def test_the_manifest_holds_for_every_file() -> None:
    manifest = json.loads((SHIPPED / "extracts" / "manifest.json").read_text())
    for name, stated in manifest["files"].items():
        assert hashlib.sha256((SHIPPED / "extracts" / name).read_bytes()).hexdigest() == stated["sha256"]
        assert pq.ParquetFile(SHIPPED / "extracts" / name).metadata.num_rows == stated["rows"]


def test_orders_point_at_listings_shops_and_accounts_that_exist(small: Path) -> None:
    lost = """
        SELECT
            count(*) FILTER (WHERE listings.listing_id IS NULL),
            count(*) FILTER (WHERE shops.shop_id IS NULL),
            count(*) FILTER (WHERE accounts.account_id IS NULL),
            count(DISTINCT order_line_id)
        FROM orders
        LEFT JOIN (SELECT DISTINCT listing_id, shop_id FROM listings) AS listings USING (listing_id, shop_id)
        LEFT JOIN shops USING (shop_id)
        LEFT JOIN accounts ON accounts.account_id = orders.buyer_account_id
    """
    assert ask(small, lost) == [(0, 0, 0, 6_000)]


def test_every_evasion_and_every_lookalike_has_its_shops_and_innocents_outnumber_the_guilty() -> None:
    kinds = dict(ask(SHIPPED, "SELECT kind, any_value(counterfeit) FROM true_shops GROUP BY kind"))
    assert [kind for kind in EVASIONS if kinds.get(kind) is not True] == []
    assert [kind for kind in LOOKALIKES if kinds.get(kind) is not False] == []
    [(share, shops)] = ask(SHIPPED, "SELECT avg(counterfeit::INT), count(*) FROM true_shops")
    assert 0.02 < share < 0.05
    assert 2_500 < shops < 4_500


def test_many_innocents_are_as_cheap_as_fakes_so_a_price_rule_accuses_mostly_them() -> None:
    cheap = """
        WITH ratio AS (
            SELECT l.shop_id, median(l.price / r.reference_price) AS ratio
            FROM listings AS l JOIN reference_prices AS r USING (brand, category, product)
            WHERE r.valid_to IS NULL GROUP BY l.shop_id
        )
        SELECT count(*) FILTER (WHERE counterfeit), count(*) FILTER (WHERE NOT counterfeit)
        FROM ratio JOIN true_shops USING (shop_id) WHERE ratio < 0.5
    """
    [(guilty, innocent)] = ask(SHIPPED, cheap)
    assert innocent > 2 * guilty > 0


def test_innocents_are_complained_about_and_many_guilty_are_not() -> None:
    accused = """
        SELECT
            t.counterfeit,
            count(DISTINCT t.shop_id) FILTER (WHERE c.shop_id IS NOT NULL),
            count(DISTINCT t.shop_id)
        FROM true_shops AS t LEFT JOIN complaints AS c ON c.shop_id = t.shop_id AND c.reason = 'counterfeit'
        GROUP BY t.counterfeit ORDER BY t.counterfeit
    """
    (_, innocents, _), (_, guilty, guilty_shops) = ask(SHIPPED, accused)
    assert innocents > guilty
    assert guilty < 0.8 * guilty_shops


def test_a_rival_bombs_with_complaints_from_three_accounts_at_most() -> None:
    bombs = """
        SELECT min(complaints), max(accounts) FROM (
            SELECT count(*) AS complaints, count(DISTINCT complainant_account_id) AS accounts
            FROM complaints JOIN true_shops USING (shop_id)
            WHERE kind = 'complaint_bombed' AND order_id IS NULL GROUP BY shop_id)
    """
    [(complaints, accounts)] = ask(SHIPPED, bombs)
    assert complaints >= 12
    assert accounts <= 3


def test_a_marketplace_without_fakes_has_no_guilty_shop_ring_or_counterfeit_verdict(tmp_path: Path) -> None:
    sample.generate(6_000, 3, tmp_path, "all_genuine")
    assert ask(tmp_path, "SELECT count(*) FROM true_shops WHERE counterfeit") == [(0,)]
    assert ask(tmp_path, "SELECT count(*) FROM true_rings") == [(0,)]
    assert ask(tmp_path, "SELECT count(*) FROM test_buys WHERE verdict = 'counterfeit'") == [(0,)]
    [(buys,)] = ask(tmp_path, "SELECT count(*) FROM test_buys WHERE verdict = 'genuine'")
    assert buys > 30


def test_a_marketplace_without_orders_delivers_none_of_what_orders_leave_behind(tmp_path: Path) -> None:
    rows = sample.generate(6_000, 3, tmp_path, "no_orders")
    assert not {"orders", "shipments", "complaints", "logins"} & set(rows)
    assert {"listings", "shops", "reference_prices"} <= set(rows)


def test_columns_that_a_profile_leaves_out_are_not_delivered(tmp_path: Path) -> None:
    rows = sample.generate(6_000, 3, tmp_path, "sparse")
    assert "accounts" not in rows
    listings = set(marketplace(tmp_path).table("listings").columns)
    assert "brand" in listings
    assert not {"product", "has_front_photo", "logo_obscured"} & listings


def test_a_foreign_marketplace_brings_its_own_divisions_money_and_brands(tmp_path: Path) -> None:
    sample.generate(6_000, 3, tmp_path, "foreign")
    assert ask(tmp_path, "SELECT DISTINCT currency FROM listings") == [("BRL",)]
    unknown = "SELECT count(*) FROM shops WHERE registered_adcode NOT IN (SELECT adcode FROM regions)"
    assert ask(tmp_path, unknown) == [(0,)]
    orphans = "SELECT count(*) FROM regions WHERE parent_adcode NOT IN (SELECT adcode FROM regions)"
    assert ask(tmp_path, orphans) == [(0,)]
    chinese = (
        "SELECT count(*) FROM listings WHERE regexp_matches(title || description, '[\\x{4E00}-\\x{9FFF}]')"
    )
    assert ask(tmp_path, chinese) == [(0,)]


def test_prices_in_a_second_currency_say_so_in_listing_and_order(tmp_path: Path) -> None:
    sample.generate(6_000, 3, tmp_path, "two_currencies")
    assert sorted(ask(tmp_path, "SELECT DISTINCT currency FROM orders")) == [("CNY",), ("USD",)]
    assert ask(tmp_path, "SELECT DISTINCT currency FROM reference_prices") == [("CNY",)]
    differing = """
        SELECT count(*) FROM orders JOIN (SELECT DISTINCT listing_id, currency FROM listings) AS l USING (listing_id)
        WHERE orders.currency <> l.currency
    """
    assert ask(tmp_path, differing) == [(0,)]


@pytest.mark.parametrize("profile", [name for name in PROFILES if name != "casebook"])
def test_every_profile_makes_a_marketplace(profile: str, tmp_path: Path) -> None:
    rows = sample.generate(3_000, 5, tmp_path, profile)
    assert rows["shops"] == ask(tmp_path, "SELECT count(DISTINCT shop_id) FROM true_shops")[0][0]


def test_a_setting_replaces_the_profiles_own(tmp_path: Path) -> None:
    sample.generate(6_000, 3, tmp_path, "few_fakes", prevalence=0.2, shops=500)
    [(share,)] = ask(tmp_path, "SELECT avg(counterfeit::INT) FROM true_shops")
    assert 0.13 < share < 0.27


def test_wrong_settings_say_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there are casebook"):
        sample.generate(6_000, 1, tmp_path, "nowhere")
    with pytest.raises(ValueError, match="prevalance"):
        sample.generate(6_000, 1, tmp_path, prevalance=0.1)
    with pytest.raises(ValueError, match="at least 1000"):
        sample.generate(10, 1, tmp_path)


def test_files_that_are_none_of_a_marketplaces_are_never_removed(tmp_path: Path) -> None:
    (tmp_path / "extracts").mkdir()
    (tmp_path / "extracts" / "notes.txt").write_text("mine")
    with pytest.raises(FileExistsError, match=r"notes\.txt"):
        sample.generate(6_000, 1, tmp_path)
    assert (tmp_path / "extracts" / "notes.txt").read_text() == "mine"
