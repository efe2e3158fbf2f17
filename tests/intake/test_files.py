"""Which files are taken, and which stop the scan by their name."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from suyuan import intake
from tests.intake.conftest import LISTING, ORDER, SHOP, Taken, write

Take = Callable[..., Taken]
Refusal = Callable[..., str]


def part(path: Path, **changes: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    row = {name: value for name, value in {**ORDER, **changes}.items() if value is not ...}
    pq.write_table(pa.Table.from_pylist([row]), path)
    return path


def test_a_table_may_be_a_folder_of_files_in_folders(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    part(folder / "orders" / "2026-05.parquet", order_id="O1")
    part(folder / "orders" / "2026" / "06" / "part-0.parquet", order_id="O2")
    taken = take(folder=folder)
    assert taken.rows("orders", "order_line_id") == [("O1",), ("O2",)]
    assert taken.rows("extract_files", "file", "rows")[1:3] == [
        ("orders/2026-05.parquet", 1),
        ("orders/2026/06/part-0.parquet", 1),
    ]


def test_each_row_of_a_folder_knows_its_own_file(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    for number in range(12):
        # Every third file holds its quantity in another width, so that files are read in several groups.
        part(
            folder / "orders" / f"{number}.parquet", order_id=f"O{number}", quantity=1.0 if number % 3 else 1
        )
    taken = take(folder=folder)
    files = dict(taken.rows("extract_files", "source_file", "file"))
    assert {files[number] for _, number in taken.rows("orders", "order_line_id", "source_file")} == {
        f"orders/{number}.parquet" for number in range(12)
    }
    for line, number in taken.rows("orders", "order_line_id", "source_file"):
        assert files[number] == f"orders/{line[1:]}.parquet"


def test_hive_folders_give_the_columns_that_the_files_leave_out(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    part(folder / "orders" / "currency=TWD" / "quantity=03" / "a.parquet", order_id="O1", quantity=...)
    part(folder / "orders" / "currency=__HIVE_DEFAULT_PARTITION__" / "quantity=4" / "b.parquet",
         order_id="O2", quantity=...)  # fmt: skip
    assert take(folder=folder).rows("orders", "order_line_id", "currency", "quantity") == [
        ("O1", "TWD", 3),
        ("O2", "CNY", 4),
    ]


def test_a_rejected_row_holds_what_its_folders_say(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    part(folder / "orders" / "currency=TWD" / "a.parquet", quantity=0)
    [(row,)] = take(folder=folder).rows("rejected_rows", '"row"')
    assert (json.loads(row)["quantity"], json.loads(row)["currency"]) == (0, "TWD")


def test_a_value_in_a_folder_name_that_is_none_of_its_column_stops_the_scan(
    refusal: Refusal, tmp_path: Path
) -> None:
    folder = write(tmp_path / "extracts")
    part(folder / "orders" / "quantity=many" / "a.parquet", quantity=...)
    line = refusal(folder=folder)
    assert line.startswith(
        "orders/quantity=many/a.parquet (orders.quantity): 1 values of type VARCHAR do not fit"
    )


def test_a_time_in_a_folder_name_is_of_the_declared_zone(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    part(folder / "orders" / "ordered_at=2026-05-01 08%3A00%3A00" / "a.parquet", ordered_at=...)
    (folder / "manifest.json").write_text('{"time_zone": "Asia/Shanghai"}', encoding="utf-8")
    assert take(folder=folder).rows("orders", "ordered_at") == [(datetime(2026, 5, 1),)]


def test_hive_folders_that_the_contract_does_not_name_are_left_alone(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    part(folder / "orders" / "month=2026-05" / "a.parquet")
    assert take(folder=folder).rows("orders", "order_line_id") == [("O1",)]


def test_what_writers_leave_beside_their_parts_is_no_part(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    part(folder / "orders" / "part-0.parquet")
    (folder / "orders" / "_SUCCESS").touch()
    (folder / "orders" / ".part-0.parquet.crc").write_bytes(b"crc")
    part(folder / "orders" / "_temporary" / "half.parquet").write_bytes(b"half")
    assert take(folder=folder).health("orders") == (1, 1, 0, 0)


def test_also_adds_rows_to_the_same_tables(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts", orders=[ORDER])
    more = tmp_path / "from_june"
    part(more / "orders.parquet", order_id="O2")
    taken = take(folder=folder, also=(more,))
    assert taken.rows("orders", "order_line_id") == [("O1",), ("O2",)]
    assert ("from_june/orders.parquet",) in taken.rows("extract_files", "file")


def test_the_same_rows_delivered_again_by_also_count_once(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts", orders=[ORDER])
    part(tmp_path / "again" / "orders.parquet")
    assert take(folder=folder, also=(tmp_path / "again",)).health("orders") == (2, 1, 1, 0)


@pytest.mark.parametrize("missing", ["shops", "listings"])
def test_a_required_table_that_is_missing_stops_the_scan(
    refusal: Refusal, tmp_path: Path, missing: str
) -> None:
    folder = write(tmp_path / "extracts")
    (folder / f"{missing}.parquet").unlink()
    assert refusal(folder=folder).startswith(f"{missing}.parquet ({missing}): the table is missing")


def test_a_folder_that_is_missing_stops_the_scan(refusal: Refusal, tmp_path: Path) -> None:
    assert refusal(folder=tmp_path / "nowhere").endswith("no such folder; expected a folder of extracts")


def test_a_table_in_both_forms_stops_the_scan(refusal: Refusal, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts", orders=[ORDER])
    part(folder / "orders" / "a.parquet")
    assert "orders.parquet (orders): stands beside a folder of the same table" in refusal(folder=folder)


def test_a_table_folder_without_a_file_stops_the_scan(refusal: Refusal, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    (folder / "orders").mkdir()
    assert "orders/ (orders): holds no Parquet file" in refusal(folder=folder)


@pytest.mark.parametrize("name", ["*.parquet", "a?.parquet", "[ab].parquet", "a\nb.parquet", "a;b.parquet"])
def test_a_name_that_the_reader_would_glob_stops_the_scan(
    refusal: Refusal, tmp_path: Path, name: str
) -> None:
    folder = write(tmp_path / "extracts")
    part(folder / "orders" / "a.parquet")
    part(folder / "orders" / name, order_id="O2")
    assert "has a character that is not allowed" in refusal(folder=folder)


@pytest.mark.parametrize(
    "name", ["订单 2026年5月.parquet", "part-00000-c1.zstd.parquet", "a=b+c,d@e(1)%20.parquet"]
)
def test_a_name_of_letters_and_plain_signs_is_taken(take: Take, tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "extracts")
    part(folder / "orders" / name)
    assert take(folder=folder).health("orders") == (1, 1, 0, 0)


@pytest.mark.parametrize("above", ["[2026]", "a*b", "shop_id=S9"])
def test_the_folder_of_the_extracts_may_have_any_name(take: Take, tmp_path: Path, above: str) -> None:
    folder = write(tmp_path / above / "extracts")
    part(folder / "orders" / "currency=TWD" / "a.parquet")
    assert take(folder=folder).rows("orders", "shop_id", "currency") == [("S1", "TWD")]


def test_a_link_that_leads_out_of_the_folder_stops_the_scan(refusal: Refusal, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    outside = part(tmp_path / "outside.parquet")
    (folder / "orders.parquet").symlink_to(outside)
    assert "orders.parquet (orders): is a link that leads out of the folder" in refusal(folder=folder)


def test_a_folder_that_is_a_link_out_stops_the_scan(refusal: Refusal, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    part(tmp_path / "outside" / "a.parquet")
    (folder / "orders").symlink_to(tmp_path / "outside")
    assert "leads out of the folder" in refusal(folder=folder)


def test_a_link_that_leads_nowhere_stops_the_scan(refusal: Refusal, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    (folder / "orders.parquet").symlink_to(folder / "gone.parquet")
    assert "orders.parquet (orders): is a link that leads nowhere" in refusal(folder=folder)


def test_a_link_inside_the_folder_is_taken(take: Take, tmp_path: Path) -> None:
    folder = write(tmp_path / "extracts")
    part(folder / "2026" / "orders.parquet")
    (folder / "orders.parquet").symlink_to(folder / "2026" / "orders.parquet")
    assert take(folder=folder).health("orders") == (1, 1, 0, 0)


def test_the_extracts_themselves_may_be_a_link(take: Take, tmp_path: Path) -> None:
    write(tmp_path / "real", orders=[ORDER])
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    assert take(folder=tmp_path / "linked").health("orders") == (1, 1, 0, 0)


def test_names_that_no_table_explains_are_told(tmp_path: Path, prober: intake.Prober) -> None:
    folder = write(tmp_path / "extracts")
    (folder / "order.parquet").touch()
    (folder / "notes.txt").touch()
    assert intake.open_delivery(folder, prober=prober).ignored == ["notes.txt", "order.parquet"]


def test_the_hash_of_a_delivery_is_that_of_its_contents_not_of_its_place(
    tmp_path: Path, prober: intake.Prober
) -> None:
    hashes = [
        intake.open_delivery(write(tmp_path / place, shops=[SHOP], listings=[listing]), prober=prober).sha256
        for place, listing in (("one", LISTING), ("two", LISTING), ("three", {**LISTING, "price": 1.0}))
    ]
    assert hashes[0] == hashes[1] != hashes[2]


def test_a_file_that_changes_during_the_scan_is_noticed(tmp_path: Path, prober: intake.Prober) -> None:
    folder = write(tmp_path / "extracts")
    delivery = intake.open_delivery(folder, prober=prober)
    delivery.ensure_unchanged()
    pq.write_table(
        pa.Table.from_pylist([SHOP, {"shop_id": "S2", "shop_name": "new"}]), folder / "shops.parquet"
    )
    with pytest.raises(intake.InputError, match=r"shops.parquet \(shops\): changed while it was read"):
        delivery.ensure_unchanged()
