"""A small invented marketplace, scanned: with hostile titles and names, with rows that break the rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb

from suyuan import scan

ROOT = Path(__file__).resolve().parent.parent
# What a seller might write to be warned when somebody looks: pictures, links, scripts, formulas, formatting.
HOSTILE = (
    "![x](http://evil.example/a.png)",
    '<img src="http://evil.example/b.png">',
    "[click](http://evil.example/c)",
    "http://evil.example/d",
    '=HYPERLINK("http://evil.example/e","x")',
    "$\\alpha$ :red[x] **bold** `code` <script>alert(1)</script>",
)
SPOILT_ORDERS, SPOILT_PARCELS = 3, 2


def make(folder: Path, *, orders: int = 3000, seed: int = 3) -> tuple[Path, Path]:
    """Make and scan a marketplace below `folder`. Returns its extracts and its findings."""
    command = [sys.executable, "-m", "suyuan", "sample", "--orders", str(orders), "--seed", str(seed)]
    subprocess.run([*command, "--out", str(folder)], cwd=ROOT, check=True, capture_output=True)
    extracts, findings = folder / "extracts", folder / "findings"
    (extracts / "manifest.json").unlink()
    _spoil(extracts)
    scan.run(extracts, findings)
    return extracts, findings


def _spoil(extracts: Path) -> None:
    with duckdb.connect() as connection:
        for table in ("listings", "shops", "orders", "shipments"):
            connection.read_parquet(str(extracts / f"{table}.parquet")).create(table)
        hostile = list(HOSTILE)
        connection.execute(
            "UPDATE listings SET title = title || ' ' || $hostile[1 + CAST(hash(listing_id) % 6 AS INT)] "
            "WHERE hash(listing_id) % 5 = 0",
            {"hostile": hostile},
        )
        connection.execute(
            "UPDATE shops SET shop_name = $hostile[1 + CAST(hash(shop_id) % 6 AS INT)] || ' 专营店' "
            "WHERE hash(shop_id) % 5 = 0",
            {"hostile": hostile},
        )
        connection.execute(
            "INSERT INTO orders SELECT * REPLACE (-1 AS quantity, 'X' || order_id AS order_id, "
            "'X' || order_line_id AS order_line_id) FROM orders ORDER BY order_line_id LIMIT $n",
            {"n": SPOILT_ORDERS},
        )
        connection.execute(
            "INSERT INTO shipments SELECT * REPLACE (991.0 AS origin_latitude, '13800001111' AS sender_phone)"
            " FROM shipments ORDER BY order_id LIMIT $n",
            {"n": SPOILT_PARCELS},
        )
        for table in ("listings", "shops", "orders", "shipments"):
            connection.table(table).write_parquet(str(extracts / f"{table}.parquet"))
