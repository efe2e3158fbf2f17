"""Invents a marketplace in the contract's shape, with the truth beside it.

All of the trade is in `sample_data/generator/`: `plan/` decides who sells what, `batch/` makes the order
lines of a run of days, `extracts/` and `truth/` shape the tables, the CSV files hold words, places, brands,
planted cases. This module binds the settings, runs the files in order and writes Parquet.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from suyuan.profiles import PROFILES, Profile

GENERATOR = Path(__file__).resolve().parent.parent / "sample_data" / "generator"
# Large tables come in runs of days, listings or accounts; beyond one run they are folders of files.
BATCHED = ("listings", "orders", "shipments", "complaints", "accounts", "logins")
LINES_PER_BATCH = 4_000_000
ROWS_PER_GROUP = 122_880


def generate(
    orders: int,
    seed: int,
    out: Path,
    profile: str | Profile = "casebook",
    threads: int | None = None,
    **changes: Any,
) -> dict[str, int]:
    """Write a marketplace of `orders` order lines to `out`/extracts and its truth to `out`/truth.

    `profile` is one of PROFILES by name, or a Profile; `changes` replaces settings of it (`prevalence=0.05`).
    Seed, orders and profile give the same bytes on any number of threads. Memory stays bounded: what does not
    fit spills beside the output. The casebook's cases are planted from 20,000 order lines on. Returns rows
    written, by table. Raises ValueError on an unknown profile or setting or fewer than 1,000 order lines,
    FileExistsError where `out` holds files that are none of a marketplace's.
    """
    chosen = _profile(profile, changes)
    if orders < 1_000:
        raise ValueError(f"orders must be at least 1000, not {orders}: fewer make no marketplace")
    extracts, truth, work = out / "extracts", out / "truth", out / ".work"
    for folder in (extracts, truth):
        _empty(folder)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    con = duckdb.connect(str(work / "plan.duckdb"))
    try:
        con.execute("SET temp_directory = ?", [str(work)])
        con.execute("SET memory_limit = '4GB'")
        con.execute("SET enable_progress_bar = false")
        if threads is not None:
            con.execute("SET threads = ?", [threads])
        _plan(con, orders, seed, chosen)
        _write(con, extracts, truth, chosen)
    finally:
        con.close()
        shutil.rmtree(work, ignore_errors=True)
    return _manifest(extracts, chosen)


def _profile(profile: str | Profile, changes: dict[str, Any]) -> Profile:
    if isinstance(profile, str):
        if profile not in PROFILES:
            raise ValueError(f"no profile {profile!r}; there are {', '.join(PROFILES)}")
        profile = PROFILES[profile]
    unknown = set(changes) - set(asdict(profile))
    if unknown:
        raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
    chosen = replace(profile, **changes)
    if chosen.cases and (chosen.country, chosen.brand_set) != ("cn", "known"):
        raise ValueError("the casebook's cases need China's places and the known brands: set cases=False")
    return chosen


def _empty(folder: Path) -> None:
    """Make room for the tables; anything that is no Parquet file, folder of them or manifest is a stop."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in sorted(folder.iterdir()):
        files = [path for path in entry.rglob("*") if path.is_file()] if entry.is_dir() else [entry]
        if any(path.suffix != ".parquet" and path.name != "manifest.json" for path in files):
            raise FileExistsError(f"{folder} holds {entry.name}, which is none of a marketplace's files")
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _plan(con: duckdb.DuckDBPyConnection, orders: int, seed: int, profile: Profile) -> None:
    for table in sorted(GENERATOR.glob("*.csv")):
        con.read_csv(str(table), header=True, delimiter=",", quotechar='"', sample_size=-1).create(table.stem)
    settings = {key: value for key, value in asdict(profile).items() if key != "without"}
    for query in sorted((GENERATOR / "plan").glob("*.sql")):
        text = query.read_text(encoding="utf-8")
        if query.stem == "02_settings":
            con.execute(text, {"seed": seed, "orders": orders, **settings})
        else:
            con.execute(text)


def _write(con: duckdb.DuckDBPyConnection, extracts: Path, truth: Path, profile: Profile) -> None:
    for query in sorted((GENERATOR / "truth").glob("*.sql")):
        _copy(con, query, truth / f"{query.stem}.parquet")
    tables = [
        query for query in sorted((GENERATOR / "extracts").glob("*.sql")) if query.stem not in profile.without
    ]
    for query in tables:
        if query.stem not in BATCHED:
            _copy(con, query, extracts / f"{query.stem}.parquet", profile.without)
    lines = con.execute("SELECT orders FROM settings").fetchall()[0][0]
    batches = -(-lines // LINES_PER_BATCH)
    for batch in range(batches):
        for query in sorted((GENERATOR / "batch").glob("*.sql")):
            bound = [batch, batches] if query.stem == "batch" else None
            con.execute(query.read_text(encoding="utf-8"), bound)
        for query in tables:
            if query.stem in BATCHED:
                part = f"{query.stem}/part-{batch:04d}" if batches > 1 else query.stem
                _copy(con, query, extracts / f"{part}.parquet", profile.without)


def _copy(con: duckdb.DuckDBPyConnection, query: Path, file: Path, without: tuple[str, ...] = ()) -> None:
    """Write the query's rows but for the columns left out; a table without rows is not delivered."""
    file.parent.mkdir(exist_ok=True)
    rows = con.sql(query.read_text(encoding="utf-8"))
    rows = rows.select(*(column for column in rows.columns if f"{query.stem}.{column}" not in without))
    rows.write_parquet(str(file), compression="zstd", row_group_size=ROWS_PER_GROUP)
    if pq.ParquetFile(file).metadata.num_rows == 0 and file.parent.name == "extracts":
        file.unlink()


def _manifest(extracts: Path, profile: Profile) -> dict[str, int]:
    """Write the delivery's manifest: hash and rows of every file, what times and coordinates mean."""
    files: dict[str, dict[str, str | int]] = {}
    rows: dict[str, int] = {}
    for file in sorted(extracts.rglob("*.parquet")):
        name = file.relative_to(extracts).as_posix()
        count = pq.ParquetFile(file).metadata.num_rows
        with file.open("rb") as stream:
            files[name] = {"sha256": hashlib.file_digest(stream, "sha256").hexdigest(), "rows": count}
        table = name.split("/")[0].removesuffix(".parquet")
        rows[table] = rows.get(table, 0) + count
    manifest = {
        "files": files,
        "coordinate_system": "WGS84",
        "time_zone": "UTC",
        "delivered_by": "suyuan sample: invented data",
        "delivered_at": f"{profile.last_day.isoformat()}T16:00:00Z",
    }
    (extracts / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return rows
