"""manifest.json is held to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from suyuan import intake
from tests.intake.conftest import ORDER, write

Refusal = Callable[..., str]


def declare(folder: Path, **fields: Any) -> Path:
    (folder / "manifest.json").write_text(json.dumps(fields), encoding="utf-8")
    return folder


def entries(folder: Path) -> dict[str, Any]:
    return {
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "rows": 1}
        for path in folder.glob("*.parquet")
    }


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    return write(tmp_path / "extracts", orders=[ORDER])


def test_files_that_are_as_the_manifest_says_are_taken(delivered: Path, prober: intake.Prober) -> None:
    declare(
        delivered, files=entries(delivered), time_zone="UTC", coordinate_system="WGS84", delivered_by="desk"
    )
    assert intake.open_delivery(delivered, prober=prober).assumed == ["currency_cny"]


def test_a_hash_in_capitals_is_the_same_hash(delivered: Path, prober: intake.Prober) -> None:
    files = {name: {"sha256": entry["sha256"].upper()} for name, entry in entries(delivered).items()}
    assert intake.open_delivery(declare(delivered, files=files), prober=prober).files


def test_a_hash_that_differs_stops_the_scan(delivered: Path, refusal: Refusal) -> None:
    declare(delivered, files={**entries(delivered), "orders.parquet": {"sha256": "0" * 64}})
    line = refusal(folder=delivered)
    assert line.startswith("orders.parquet (orders): its SHA-256 is ")
    assert line.endswith(f"expected {'0' * 64} as manifest.json has it")


def test_one_flipped_bit_stops_the_scan_even_where_the_file_still_reads(
    delivered: Path, refusal: Refusal
) -> None:
    declare(delivered, files=entries(delivered))
    path = delivered / "shops.parquet"
    contents = bytearray(path.read_bytes())
    contents[len(contents) // 3] ^= 1
    path.write_bytes(contents)
    assert "shops.parquet (shops): its SHA-256 is" in refusal(folder=delivered)


def test_a_number_of_rows_that_differs_stops_the_scan(delivered: Path, refusal: Refusal) -> None:
    declare(delivered, files={**entries(delivered), "orders.parquet": {"rows": 7}})
    line = refusal(folder=delivered)
    assert line == "orders.parquet (orders): has 1 rows; expected 7 as manifest.json has it"


def test_a_file_that_the_manifest_names_and_is_missing_stops_the_scan(
    delivered: Path, refusal: Refusal
) -> None:
    declare(delivered, files={**entries(delivered), "accounts.parquet": {"rows": 3}})
    assert refusal(folder=delivered).startswith(
        "accounts.parquet: is named in manifest.json and is not there"
    )


def test_a_name_that_leads_out_of_the_folder_stops_the_scan(delivered: Path, refusal: Refusal) -> None:
    declare(delivered, files={"../extracts/../../secret.parquet": {"rows": 3}})
    assert "is named in manifest.json and is not there" in refusal(folder=delivered)


def test_a_file_of_no_table_is_held_to_its_hash_too(delivered: Path, refusal: Refusal) -> None:
    (delivered / "letter.pdf").write_bytes(b"as sent")
    declare(delivered, files={**entries(delivered), "letter.pdf": {"sha256": "0" * 64}})
    assert (
        refusal(folder=delivered) == "letter.pdf: its SHA-256 is another; expected the one in manifest.json"
    )


def test_a_file_that_the_manifest_does_not_name_is_taken_and_said(
    delivered: Path, prober: intake.Prober
) -> None:
    files = {name: entry for name, entry in entries(delivered).items() if name != "orders.parquet"}
    assert "not_in_manifest:orders.parquet" in intake.open_delivery(
        declare(delivered, files=files), prober=prober
    ).assumed  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"coordinate_system": "EPSG:3857"}, "coordinate_system"),
        ({"coordinate_system": {"parcels": "WGS84"}}, "coordinate_system"),
        ({"files": {"orders.parquet": {"sha256": "short"}}}, "files.orders.parquet.sha256"),
        ({"files": {"orders.parquet": {"rows": -1}}}, "files.orders.parquet.rows"),
        ({"files": ["orders.parquet"]}, "files"),
    ],
)
def test_a_manifest_that_does_not_hold_is_refused_by_its_field(
    delivered: Path, refusal: Refusal, fields: dict[str, Any], named: str
) -> None:
    assert refusal(folder=declare(delivered, **fields)).startswith(f"manifest.json: {named}")


@pytest.mark.parametrize("text", ["", "[1]", "{", '"orders"', "\xff"])
def test_a_manifest_that_is_no_json_object_is_refused(delivered: Path, refusal: Refusal, text: str) -> None:
    (delivered / "manifest.json").write_bytes(text.encode("latin-1"))
    assert refusal(folder=delivered).startswith("manifest.json: ")


def test_without_a_manifest_what_was_assumed_is_said(tmp_path: Path, prober: intake.Prober) -> None:
    place = {"order_id": "O1", "origin_latitude": 25.4, "origin_longitude": 119.0}
    folder = write(tmp_path / "extracts", orders=[ORDER], shipments=[place])
    assert intake.open_delivery(folder, prober=prober).assumed == [
        "coordinates_wgs84", "currency_cny", "time_zone_utc",
    ]  # fmt: skip
