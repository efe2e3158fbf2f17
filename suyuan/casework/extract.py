"""Test buys as an extract of the contract, with the manifest that holds it: what `scan --also FOLDER` takes in."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import audit, records
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import test_buys
from suyuan.intake import manifest
from suyuan.intake.hashes import file_sha256

FILE = "test_buys.parquet"
_TIME = pa.timestamp("us")
_SCHEMA = pa.schema(
    [
        ("test_buy_id", pa.string()),
        ("shop_id", pa.string()),
        ("verdict", pa.string()),
        ("listing_id", pa.string()),
        ("order_id", pa.string()),
        ("bought_at", _TIME),
        ("appraised_at", _TIME),
        ("appraiser", pa.string()),
        ("note", pa.string()),
        ("observed_at", _TIME),
    ]
)


@acts("export")
def export_test_buys(session: Session, person: Person, folder: Path) -> str:
    """Write test_buys.parquet and manifest.json into `folder`. Returns the file's SHA-256.

    What was bought goes out, as pending until it is judged; plans and cancelled buys do not. `observed_at` is the last
    change, so a later export supersedes an earlier one. No personal column leaves. The manifest comes last: between the
    two a scan is stopped by the hash.
    """
    statement = select(test_buys).where(test_buys.c.status.in_(("bought", "sent", "verdict")))
    found = records.find(session, person, test_buys, statement.order_by(test_buys.c.test_buy_id))
    folder.mkdir(parents=True, exist_ok=True)
    path, paper = folder / FILE, folder / manifest.NAME
    part = audit.draft(session, path)
    pq.write_table(pa.Table.from_pylist([_line(row) for row in found], schema=_SCHEMA), part)
    sha256 = file_sha256(part)
    told = {
        "files": {FILE: {"sha256": sha256, "rows": len(found)}},
        "time_zone": "UTC",
        "delivered_by": "Suyuan casework",
        "delivered_at": _written(records.now()),
    }
    text = json.dumps(told, indent=2) + "\n"
    audit.draft(session, paper).write_text(text, encoding="utf-8")
    audit.append(session, person, "export", f"file/{FILE}", {"rows": len(found), "sha256": sha256})
    return sha256


def _line(row: Record) -> dict[str, Any]:
    return {
        "test_buy_id": row["test_buy_id"],
        "shop_id": row["shop_id"],
        "verdict": row["verdict"] or "pending",
        "listing_id": row["listing_id"],
        "order_id": row["order_id"],
        "bought_at": row["bought_at"],
        "appraised_at": row["appraised_at"],
        "appraiser": row["appraiser"],
        "note": row["appraiser_relation"],
        "observed_at": row["changed_at"],
    }


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
