"""A scan: the same input gives the same findings, and the findings before stay in force until new ones are whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import sqlglot

from suyuan import scan
from suyuan.contract import FINDINGS
from tests.marketplace import catalogue

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def in_force(scanned: Path, tmp_path: Path) -> Path:
    """A copy of the findings, to scan over."""
    return Path(shutil.copytree(scanned, tmp_path / "findings"))


def command(extracts: Path, findings: Path) -> list[str]:
    return [
        sys.executable, "-m", "suyuan", "scan", "--extracts", str(extracts), "--findings", str(findings),
    ]  # fmt: skip


def run(extracts: Path, findings: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(extracts, findings), cwd=ROOT, capture_output=True, text=True, check=False, timeout=180
    )


def complaints_of(stderr: str) -> list[str]:
    """What a scan said on stderr besides how far it is."""
    return [line for line in stderr.splitlines() if not line.startswith("progress ")]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def left_behind(findings: Path) -> list[str]:
    """What stands beside the findings but their lock."""
    return sorted(
        path.name for path in findings.parent.iterdir() if path.name.startswith(f".{findings.name}.scanning")
    )


def table(findings: Path, name: str) -> pa.Table:
    found = pq.read_table(findings / f"{name}.parquet")
    return found.drop_columns(["started_at", "finished_at"]) if name == "scan" else found


def relations(findings: Path) -> dict[str, pa.Table]:
    """Every relation that the pages read, but what tells how long each query took."""
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        names = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
        found = {name: connection.table(name).to_arrow_table() for name in names}
    # What tells when and how long; and steps on the way that no reader sees in order are compared as sets of rows.
    return {
        name: rows if ordered(name) else rows.sort_by([(column, "ascending") for column in rows.column_names])
        for name, rows in found.items()
        if name not in ("query_runs", "scan")
    }


def ordered(name: str) -> bool:
    """Whether a relation promises an order: its query, if it has one, ends by saying so."""
    query = catalogue().queries.get(name)
    return query is None or sqlglot.parse_one(query.sql, read="duckdb").args.get("order") is not None


# ---- The same input.


def test_the_same_input_gives_the_same_rows_in_the_same_order_on_one_thread_as_on_two(
    extracts: Path, scanned: Path, tmp_path: Path
) -> None:
    scan.run(extracts, tmp_path / "again", threads=1)
    for name in FINDINGS:
        assert table(tmp_path / "again", name).equals(table(scanned, name)), name
    before, again = relations(scanned), relations(tmp_path / "again")
    assert before.keys() == again.keys()
    assert [name for name in before if not before[name].equals(again[name])] == []


def test_the_order_of_rows_and_the_cut_into_files_change_no_value(
    extracts: Path, scanned: Path, tmp_path: Path
) -> None:
    shuffled = Path(shutil.copytree(extracts, tmp_path / "shuffled"))
    (shuffled / "manifest.json").unlink()
    for name in ("orders", "listings", "shipments", "complaints"):
        (shuffled / f"{name}.parquet").unlink()
        _scatter(extracts / f"{name}.parquet", shuffled / name)
    scan.run(shuffled, tmp_path / "findings")
    for name in ("shop_scores", "listing_scores", "rejected_rows"):
        assert table(tmp_path / "findings", name).equals(table(scanned, name)), name
    records = [table(folder, "finding_records") for folder in (scanned, tmp_path / "findings")]
    # Rows of tables without ids are named by file and place, which did change.
    with_ids = [rows.filter(pc.invert(pc.match_substring(rows["row_id"], "#"))) for rows in records]
    assert with_ids[0].num_rows > 0
    assert with_ids[0].equals(with_ids[1])


def _scatter(source: Path, folder: Path, parts: int = 3) -> None:
    """The rows of one file in another order, cut into several files."""
    rows = pq.read_table(source)
    folder.mkdir()
    # A step that shares no divisor with the number of rows visits each once.
    step = next(step for step in (7919, 7907, 7901) if rows.num_rows % step)
    order = pa.array([(step * place) % rows.num_rows for place in range(rows.num_rows)])
    mixed = rows.take(order)
    for part in range(parts):
        cut = pa.array(range(part, rows.num_rows, parts))
        pq.write_table(mixed.take(cut), folder / f"part-{part}.parquet")


# ---- What comes out.


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_the_findings_have_the_contracts_columns_in_its_order_and_types(name: str, scanned: Path) -> None:
    found = duckdb.read_parquet(str(scanned / f"{name}.parquet"))
    declared = [(column.name, column.type.replace(" ", "")) for column in FINDINGS[name].columns]
    types = [str(kind).replace(" ", "") for kind in found.types]
    written = list(zip(found.columns, types, strict=True))
    names = {column for column, _ in declared}
    assert [(column, kind.replace('"', "")) for column, kind in written if column in names] == declared


def test_every_shop_and_every_listing_is_scored_once(extracts: Path, scanned: Path) -> None:
    for name, key, source in (
        ("shop_scores", "shop_id", "shops"),
        ("listing_scores", "listing_id", "listings"),
    ):
        delivered = pq.read_table(extracts / f"{source}.parquet", columns=[key])[key].to_pylist()
        # Of listings observed more than once, the latest is in force.
        assert sorted(table(scanned, name)[key].to_pylist()) == sorted(set(delivered))


def test_every_record_behind_a_finding_is_a_row_of_its_extract(extracts: Path, scanned: Path) -> None:
    keys = {"orders": "order_line_id", "listings": "listing_id", "complaints": "complaint_id",
            "test_buys": "test_buy_id", "accounts": "account_id"}  # fmt: skip
    records = table(scanned, "finding_records").to_pylist()
    suspects = {row["shop_id"] for row in table(scanned, "shop_scores").to_pylist() if row["suspect"]}
    of_shops = [row for row in records if row["finding"] == "shop_scores"]
    assert {row["finding_id"] for row in of_shops} == suspects != set()
    assert {"rings", "ring_members", "account_links", "sites"} <= {row["finding"] for row in records}
    for name in {row["table_name"] for row in records}:
        delivered = pq.read_table(extracts / f"{name}.parquet")
        ids = {row["row_id"] for row in records if row["table_name"] == name}
        if name in keys:
            assert ids <= set(delivered[keys[name]].to_pylist()), name
        else:
            places = {f"{name}.parquet#{place}" for place in range(delivered.num_rows)}
            assert ids <= places, name
            if "shop_id" in delivered.column_names:
                shops = delivered["shop_id"].to_pylist()
                told = {row["row_id"] for row in of_shops if row["table_name"] == name}
                assert {shops[int(row.split("#")[1])] for row in told} <= suspects


# ---- Input that is no input.


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("missing table", ["listings"]),
        ("cut off", ["orders", "orders.parquet"]),
        ("missing column", ["listings", "price"]),
        ("missing folder", ["nowhere"]),
    ],
)
def test_bad_input_is_told_in_one_line_and_leaves_the_findings_in_force(
    spoil: str, words: list[str], extracts: Path, in_force: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad"
    if spoil == "missing folder":
        bad = tmp_path / "nowhere"
    else:
        shutil.copytree(extracts, bad)
        (bad / "manifest.json").unlink()
    if spoil == "missing table":
        (bad / "listings.parquet").unlink()
    elif spoil == "cut off":
        whole = (bad / "orders.parquet").read_bytes()
        (bad / "orders.parquet").write_bytes(whole[: len(whole) // 2])
    elif spoil == "missing column":
        rows = pq.read_table(bad / "listings.parquet")
        pq.write_table(rows.drop_columns(["price"]), bad / "listings.parquet")
    before = contents(in_force)
    done = run(bad, in_force)
    assert done.returncode == 2
    [line] = complaints_of(done.stderr)
    assert [word for word in words if word not in line] == []
    assert "Traceback" not in done.stderr
    assert contents(in_force) == before
    assert left_behind(in_force) == []


def test_bad_input_without_findings_before_leaves_nothing_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run(tmp_path / "empty", tmp_path / "findings")
    assert done.returncode == 2
    assert not (tmp_path / "findings").exists()
    assert left_behind(tmp_path / "findings") == []


# ---- Nothing but what a scan needs.


def test_a_scan_needs_no_screen() -> None:
    """The core works without Streamlit and its charts: importing it in a fresh process brings none of them in."""
    code = (
        "import sys, suyuan.scan, suyuan.__main__;"
        "print(sorted({'streamlit', 'plotly', 'pydeck', 'altair'} & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
