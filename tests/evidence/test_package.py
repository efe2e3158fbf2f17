"""A package holds the delivered rows themselves, says what it is, and is the same again from the same input."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from suyuan.evidence import Details, EvidenceError, Request, making
from suyuan.evidence.keys import own_key
from suyuan.evidence.request import NOT_STATED
from tests.evidence.conftest import DETAILS, MADE_AT, Package


def read(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as opened:
        return opened.read(name)


def manifest(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(read(path, "manifest.json"))
    return document


def table(path: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(path, name).decode(), newline="")))


def test_any_zip_tool_opens_it_and_every_file_has_the_hash_of_the_manifest(package: Package) -> None:
    with zipfile.ZipFile(package.path) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
    told = manifest(package.path)
    assert {"manifest.json", "signature/manifest.sig", "signature/public_key.pem"} == set(names) - {
        output["path"] for output in told["outputs"]
    }
    for output in told["outputs"]:
        data = read(package.path, output["path"])
        assert (len(data), hashlib.sha256(data).hexdigest()) == (output["bytes"], output["sha256"])


def test_the_manifest_says_by_whom_from_what_and_by_which_rules(package: Package) -> None:
    told = manifest(package.path)
    assert told["case_number"] == DETAILS.case_number
    assert told["operator"] == DETAILS.operator
    assert told["second_investigator"] == NOT_STATED
    assert told["made_at"] == "2026-11-23T04:00:00+00:00"
    assert re.fullmatch(r"\d+:[0-9a-f]{64}", told["audit_head"])
    assert told["redactions"].startswith("none")
    assert told["key_fingerprint"] == own_key(package.key).fingerprint
    orders = next(source for source in told["sources"] if source["file"] == "orders.parquet")
    assert orders["sha256"] == hashlib.sha256((package.extracts / "orders.parquet").read_bytes()).hexdigest()
    assert orders["prior_sha256"] == NOT_STATED  # this delivery came without a manifest of its own
    rejected = next(one for one in told["rejected_rows"] if one["table"] == "orders")
    assert sum(rejected["reasons"].values()) == rejected["rejected"] > 0
    assert rejected["rows_read"] == rejected["used"] + rejected["superseded"] + rejected["rejected"]
    assert told["rules"]["cuts"]["kinds_needed"] == 2
    assert told["request"]["rings"] == [package.ring]
    made = next(one for one in told["outputs"] if one["path"] == "findings/rings.csv")
    assert (made["query"], made["parameters"]["rings"]) == ("evidence__rings", [package.ring])


def test_the_rows_are_the_delivered_ones_whole_and_unmasked(package: Package) -> None:
    rows = table(package.path, "rows/logins.csv")
    assert rows
    with duckdb.connect() as connection:
        delivered = connection.execute(
            "SELECT file_row_number, account_id, device_id, CAST(latitude AS VARCHAR) "
            "FROM read_parquet($path)", {"path": str(package.extracts / "logins.parquet")}
        ).fetchall()  # fmt: skip
    by_place = {str(row[0]): row[1:] for row in delivered}
    for row in rows:
        account, device, latitude = by_place[row["row"]]
        assert (row["account_id"], row["device_id"]) == (account, device)
        assert row["latitude"] == (latitude or "")
        assert row["row_id"] == f"{row['file']}#{row['row']}"


def test_the_value_is_the_sum_of_the_order_lines_in_the_package(package: Package) -> None:
    [ring] = table(package.path, "findings/rings.csv")
    lines = [
        line
        for line in table(package.path, "findings/ring_lines.csv")
        if line["currency"] == ring["currency"]
    ]
    gross = sum(round(float(line["amount"]) * 10_000) for line in lines)
    least = sum(round(float(line["amount"]) * 10_000) for line in lines if line["is_corroborated"] == "true")
    assert gross == round(float(ring["amount_gross"]) * 10_000)
    assert least == round(float(ring["amount_corroborated"]) * 10_000)
    held = {row["row_id"] for row in table(package.path, "rows/orders.csv")}
    assert {line["order_line_id"] for line in lines} <= held


def test_every_record_of_a_finding_is_among_the_rows(package: Package) -> None:
    records = table(package.path, "findings/finding_records.csv")
    assert {record["finding"] for record in records} >= {
        "rings",
        "ring_members",
        "shop_scores",
        "account_links",
    }
    held = {
        (name, row["row_id"])
        for name in {record["table_name"] for record in records}
        for row in table(package.path, f"rows/{name}.csv")
    }
    assert {(record["table_name"], record["row_id"]) for record in records} <= held


def test_the_csv_quotes_every_value_and_tells_null_from_empty(package: Package) -> None:
    text = read(package.path, "rows/orders.csv").decode()
    assert text.endswith("\n")
    assert "\r" not in text
    assert all(re.fullmatch(r'("([^"]|"")*")?', cell) for cell in text.splitlines()[1].split(","))


def test_made_again_at_the_same_time_it_is_the_same_to_the_byte(package: Package, tmp_path: Path) -> None:
    made = [
        making.make(
            tmp_path / f"{number}.zip",
            package.findings,
            package.extracts,
            Request(shops=(package.shop,)),
            DETAILS,
            made_at=MADE_AT,
            key=own_key(package.key),
        ).path.read_bytes()
        for number in (1, 2)
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        (Request(), "name a shop, a ring or an account"),
        (Request(shops=("S' OR 1=1 --",)), "no shop"),
        (Request(rings=("R000",)), "no ring R000"),
        (Request(accounts=("nobody",)), "no account nobody"),
    ],
)
def test_who_is_not_in_the_findings_has_no_package(
    package: Package, tmp_path: Path, request_: Request, complaint: str
) -> None:
    with pytest.raises(EvidenceError, match=complaint):
        making.make(
            tmp_path / "x.zip", package.findings, package.extracts, request_, key=own_key(package.key)
        )
    assert list(tmp_path.iterdir()) == []


def test_extracts_that_changed_since_the_scan_make_no_package(package: Package, tmp_path: Path) -> None:
    changed = tmp_path / "extracts"
    changed.mkdir()
    for path in package.extracts.iterdir():
        if path.name != "logins.parquet":
            os.link(path, changed / path.name)
    data = bytearray((package.extracts / "logins.parquet").read_bytes())
    data[len(data) // 2] ^= 1
    (changed / "logins.parquet").write_bytes(bytes(data))
    with pytest.raises(EvidenceError, match=r"logins\.parquet: is no longer the file that was scanned"):
        making.make(
            tmp_path / "x.zip",
            package.findings,
            changed,
            Request(shops=(package.shop,)),
            key=own_key(package.key),
        )


def test_a_statement_that_is_too_long_is_refused() -> None:
    with pytest.raises(EvidenceError, match="operator"):
        Details(operator="x" * 301)
