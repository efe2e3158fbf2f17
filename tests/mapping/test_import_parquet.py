"""Parquet under other names and units; several files, several tables, all or nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from suyuan import intake
from suyuan.mapping import InputError, run_import
from tests.mapping.conftest import SHOPS, Import
from tests.real_data import real

Bring = Callable[[], Import]
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "shopee_listings.yaml"


def parquet(*rows: dict[str, Any]) -> bytes:
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), out)
    return out.getvalue()


def day(moment: datetime, **changes: Any) -> dict[str, Any]:
    """One row of a daily file of the shape that the example maps."""
    return {
        "itemId": "11",
        "shopId": "7",
        "title": "球鞋",
        "description": "全新",
        "brand": None,
        "categories": ['{"catid": 1, "display_name": "男鞋"}', '{"display_name": "跑鞋"}'],
        "priceMin": 15_900_000,
        "currency": "TWD",
        "createdAt": datetime(2025, 1, 1, tzinfo=UTC),
        "_lastSeenAt": moment,
        "shopName": "小店",
        "shopLocation": "桃園市",
        "shopCreatedAt": datetime(2024, 1, 1, tzinfo=UTC),
        **changes,
    }


MONDAY, TUESDAY = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 5, 5, tzinfo=UTC)


def example(work: Import) -> Import:
    shutil.copy(EXAMPLE, work.mapping)
    return work


def test_daily_files_become_listings_with_their_history_and_shops_as_last_seen(bring: Bring) -> None:
    work = example(bring())
    work.file("1.parquet", parquet(day(MONDAY), day(MONDAY, itemId="12", priceMin=-1)))
    work.file("2.parquet", parquet(day(TUESDAY, priceMin=9_900_000, shopName="小店(新)")))
    done = work.run()
    assert done.written == {"listings": 3, "shops": 1}
    assert work.rows("listings", "listing_id, price, category, currency, brand, observed_at") == [
        ("11", Decimal("99.0000"), "男鞋", "TWD", None, datetime(2026, 5, 5)),
        ("11", Decimal("159.0000"), "男鞋", "TWD", None, datetime(2026, 5, 4)),
        ("12", None, "男鞋", "TWD", None, datetime(2026, 5, 4)),
    ]
    assert work.rows("shops", "shop_name, observed_at") == [("小店(新)", datetime(2026, 5, 5))]
    taken = intake.open_delivery(work.extracts)
    assert taken.assumed == []


def test_a_column_that_changes_its_type_between_files_is_read_file_by_file(bring: Bring) -> None:
    work = example(bring())
    work.file("1.parquet", parquet(day(MONDAY, priceMin=15_900_000)))
    work.file(
        "2.parquet",
        parquet(day(TUESDAY, itemId="12", priceMin="[PREMIUM]", categories='[{"display_name": "包"}]')),
    )
    work.file("3.parquet", parquet(day(TUESDAY, itemId="13", priceMin=12_300_000.0)))
    work.run()
    assert sorted(work.rows("listings", "listing_id, price, category")) == [
        ("11", Decimal("159.0000"), "男鞋"),
        ("12", None, "包"),
        ("13", Decimal("123.0000"), "男鞋"),
    ]


def test_a_corrupt_file_is_refused_by_name_and_nothing_is_written(bring: Bring) -> None:
    sound = parquet(day(MONDAY))
    work = example(bring()).file("1.parquet", sound).file("2.parquet", sound[: len(sound) // 2])
    assert work.refusal().startswith("2.parquet: cannot be read")


def test_a_column_that_the_mapping_calls_optional_may_be_absent(bring: Bring) -> None:
    row = day(MONDAY)
    del row["currency"]
    work = example(bring()).file("1.parquet", parquet(row))
    work.run()
    assert work.rows("listings", "currency") == [(None,)]


def test_a_column_that_is_absent_otherwise_stops_the_import(bring: Bring) -> None:
    row = day(MONDAY)
    del row["shopLocation"]
    line = example(bring()).file("1.parquet", parquet(row)).refusal()
    assert line.startswith("1.parquet (shops): has no column 'shopLocation'")


def test_what_stands_in_the_folder_is_not_overwritten(bring: Bring) -> None:
    work = example(bring()).file("1.parquet", parquet(day(MONDAY)))
    work.run()
    before = (work.extracts / "shops.parquet").read_bytes()
    with pytest.raises(InputError, match=r"listings.parquet \(listings\): stands there already"):
        work.run()
    assert (work.extracts / "shops.parquet").read_bytes() == before


def test_an_import_adds_its_tables_to_a_folder_of_others_and_to_their_manifest(
    bring: Bring, tmp_path: Path
) -> None:
    work = example(bring()).file("1.parquet", parquet(day(MONDAY)))
    work.run()
    work.map(SHOPS.replace("shops:\n        from", "accounts:\n        from").replace("shop_id", "account_id")
             .replace("shop_name", "holder_name"))  # fmt: skip
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.csv").write_text("id,name\nA1,王\n", encoding="utf-8")
    run_import(work.mapping, tmp_path / "more", work.extracts)
    taken = intake.open_delivery(work.extracts)
    assert [file.name for file in taken.files] == ["accounts.parquet", "listings.parquet", "shops.parquet"]
    assert not [code for code in taken.assumed if code.startswith("not_in_manifest")]


def test_several_sources_may_fill_one_table(bring: Bring) -> None:
    work = bring().map(
        """
        sources:
          old: {files: "old/*"}
          new: {files: "new/*"}
        tables:
          shops:
            - {from: old, columns: {shop_id: id, shop_name: name}}
            - {from: new, columns: {shop_id: 编号, registered_region: 地区}}
        """
    )
    work.file("old/a.csv", "id,name\n1,one\n").file("new/a.csv", "编号,地区\n2,福建\n").run()
    assert work.rows("shops", "shop_id, shop_name, registered_region") == [
        ("1", "one", None),
        ("2", None, "福建"),
    ]


def manifest_of(work: Import) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((work.extracts / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def test_coordinates_of_another_system_are_declared_for_the_scan(bring: Bring) -> None:
    work = bring().map("    coordinate_system: GCJ-02\n" + SHOPS).file("a.csv", "id,name\n1,a\n")
    work.run()
    assert manifest_of(work)["coordinate_system"] == {"shops": "GCJ02"}


def test_what_an_import_declares_does_not_reach_tables_that_stood_there(bring: Bring) -> None:
    work = bring().map("    coordinate_system: GCJ-02\n" + SHOPS).file("a.csv", "id,name\n1,a\n")
    work.extracts.mkdir()
    (work.extracts / "logins.parquet").write_bytes(parquet({"account_id": "A1", "logged_in_at": MONDAY}))
    work.run()
    assert manifest_of(work)["coordinate_system"] == {"shops": "GCJ02"}
    assert "time_zone" not in manifest_of(work)


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({"time_zone": "Asia/Shanghai"}, "declares Asia/Shanghai; imported times are in UTC"),
        ({"coordinate_system": "BD09"}, "declares BD09; the mapping nothing"),
    ],
)
def test_a_manifest_that_says_otherwise_of_all_tables_stops_the_import(
    bring: Bring, declared: dict[str, str], said: str
) -> None:
    work = bring().map(SHOPS).file("a.csv", "id,name\n1,a\n")
    work.extracts.mkdir()
    (work.extracts / "manifest.json").write_text(json.dumps(declared), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        work.run()
    assert [path.name for path in work.extracts.iterdir()] == ["manifest.json"]
    assert manifest_of(work) == declared


def test_one_file_may_be_named_instead_of_a_folder(bring: Bring) -> None:
    work = bring().map(SHOPS).file("a.csv", "id,name\n1,a\n").file("b.csv", "id,name\n2,b\n")
    run_import(work.mapping, work.source / "b.csv", work.extracts)
    assert work.rows("shops", "shop_id") == [("2",)]


def test_a_goal_that_cannot_be_a_folder_stops_the_import(bring: Bring) -> None:
    work = bring().map(SHOPS).file("a.csv", "id,name\n1,a\n")
    blocked = work.source / "a.csv" / "extracts"
    with pytest.raises(InputError, match=r"a\.csv"):
        run_import(work.mapping, work.source, blocked)


def test_no_file_of_the_pattern_stops_the_import(bring: Bring) -> None:
    assert "no file matches '*' (source shops)" in bring().map(SHOPS).refusal()


def test_real_daily_files_that_drift_are_imported_by_one_mapping(bring: Bring) -> None:
    drift = real("shopee_tw", "drift")
    work = example(bring())
    for path in sorted(drift.glob("*.parquet"))[:3]:
        shutil.copy(path, work.source)
    done = work.run()
    assert done.files == [
        "2026-01-19__f985dbf0.parquet", "2026-02-15__ae350074.parquet", "2026-04-26__94965f7c.parquet",
    ]  # fmt: skip
    assert done.read == {"listings": 2010, "shops": 2010}
    assert ("43518591761", Decimal("159.0000"), "居家生活") in work.rows(
        "listings", "listing_id, price, category"
    )
    taken = intake.open_delivery(work.extracts)
    assert {"listing_id", "price", "brand", "observed_at"} <= taken.present_columns["listings"]


def test_a_real_file_of_which_one_column_is_corrupt_is_refused_by_name(bring: Bring) -> None:
    drift = real("shopee_tw", "drift")
    work = example(bring())
    for path in drift.glob("*.parquet"):
        shutil.copy(path, work.source)
    assert work.refusal().startswith("2026-04-26__e74e407a.parquet (description): cannot be read: ")
