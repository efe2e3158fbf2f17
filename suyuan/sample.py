"""Invents a marketplace in the contract's shape, with the truth beside it.

All of the trade is in `sample_data/generator/*.sql`: `plan/` decides who sells what, `batch/` makes the order lines of a
run of days, `extracts/` and `truth/` shape the tables. This module binds the settings, runs the files and writes Parquet.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

GENERATOR = Path(__file__).resolve().parent.parent / "sample_data" / "generator"
BATCHED = ("orders", "shipments", "complaints")
LINES_PER_BATCH = 4_000_000
LINES_IN_ONE_FILE = 4_000_000


@dataclass(frozen=True)
class Profile:
    """The mix of a marketplace; shares lie in 0–1, prices of fakes are shares of the brand's reference."""

    country: str = "cn"
    lang: str = "zh"
    brand_set: str = "known"
    currency: str = "CNY"
    money_scale: float = 1.0
    utc_offset_hours: int = 8
    first_day: dt.date = dt.date(2026, 1, 1)
    last_day: dt.date = dt.date(2026, 10, 31)
    shops: int | None = None
    prevalence: float = 0.035
    ring_share: float = 0.65
    fake_price_low: float = 0.2
    fake_price_high: float = 0.6
    clean_share: float = 0.35
    decoy_share: float = 0.3
    complaint_noise: float = 1.0
    discount_depth: float = 0.0
    style_code_share: float = 0.6
    test_buys: int | None = None
    unreferenced_brands: float = 0.0
    cases: bool = True
    without: tuple[str, ...] = ()


PROFILES: dict[str, Profile] = {
    "casebook": Profile(),
    "quiet": Profile(fake_price_low=0.6, fake_price_high=0.9, clean_share=0.7, cases=False),
    "bazaar": Profile(discount_depth=0.4, decoy_share=0.5, prevalence=0.03, cases=False),
    "clean_text": Profile(clean_share=0.97, fake_price_low=0.35, fake_price_high=0.75, cases=False),
    "few_fakes": Profile(prevalence=0.012, complaint_noise=2.0, cases=False),
    "all_genuine": Profile(prevalence=0.0, decoy_share=0.75, discount_depth=0.2, test_buys=60, cases=False),
    "no_orders": Profile(without=("orders", "shipments", "complaints", "logins", "test_buys"), cases=False),
    "new_brands": Profile(brand_set="invented", unreferenced_brands=0.3, complaint_noise=1.5, cases=False),
    "foreign": Profile(
        country="xa", lang="en", brand_set="invented", currency="BRL", money_scale=0.8, utc_offset_hours=-3, cases=False
    ),
}


def generate(orders: int, seed: int, out: Path, profile: str | Profile = "casebook", **changes: Any) -> dict[str, int]:
    """Write a marketplace of `orders` order lines under `out`/extracts and its truth under `out`/truth.

    `profile` names one of PROFILES or is one; `changes` replaces single settings of it (`prevalence=0.05`). The same
    arguments give the same rows in the same order. Returns the rows written, by table. Raises ValueError on an unknown
    profile or setting, FileExistsError where `out` already holds extracts that this function did not write.
    """
    chosen = _profile(profile, changes)
    extracts, truth = out / "extracts", out / "truth"
    for folder in (extracts, truth):
        _empty(folder)
    work = out / ".work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    con = duckdb.connect(str(work / "plan.duckdb"))
    try:
        con.execute("SET temp_directory = ?", [str(work)])
        con.execute("SET memory_limit = '4GB'")
        con.execute("SET enable_progress_bar = false")
        _plan(con, orders, seed, chosen)
        rows = _write(con, extracts, truth, chosen)
    finally:
        con.close()
        shutil.rmtree(work, ignore_errors=True)
    _manifest(extracts, chosen)
    return rows


def _profile(profile: str | Profile, changes: dict[str, Any]) -> Profile:
    if isinstance(profile, str):
        if profile not in PROFILES:
            raise ValueError(f"no profile {profile!r}; there are {', '.join(PROFILES)}")
        profile = PROFILES[profile]
    try:
        return replace(profile, **changes)
    except TypeError as error:
        raise ValueError(f"no such setting: {error}") from None


def _empty(folder: Path) -> None:
    """Make room for the tables: only Parquet, folders of Parquet and the manifest are removed, anything else is a stop."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in sorted(folder.iterdir()):
        foreign = [p for p in entry.rglob("*") if p.suffix != ".parquet"] if entry.is_dir() else []
        if foreign or (entry.is_file() and entry.suffix != ".parquet" and entry.name != "manifest.json"):
            raise FileExistsError(f"{folder} holds {entry.name}, which is none of a marketplace's files")
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _sql(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _plan(con: duckdb.DuckDBPyConnection, orders: int, seed: int, profile: Profile) -> None:
    for table in sorted(GENERATOR.glob("*.csv")):
        con.read_csv(str(table), header=True, delimiter=",", quotechar='"', sample_size=-1).create(table.stem)
    values = {key: value for key, value in asdict(profile).items() if key not in ("without",)}
    for query in sorted((GENERATOR / "plan").glob("*.sql")):
        if query.stem.endswith("_settings"):
            con.execute(_sql(query), {"seed": seed, "orders": orders, **values})
        else:
            con.execute(_sql(query))


def _write(con: duckdb.DuckDBPyConnection, extracts: Path, truth: Path, profile: Profile) -> dict[str, int]:
    rows: dict[str, int] = {}
    for query in sorted((GENERATOR / "extracts").glob("*.sql")):
        if query.stem not in BATCHED and query.stem not in profile.without:
            _copy(con, query, extracts / f"{query.stem}.parquet")
    for query in sorted((GENERATOR / "truth").glob("*.sql")):
        _copy(con, query, truth / f"{query.stem}.parquet")
    batched = [table for table in BATCHED if table not in profile.without]
    if batched:
        _write_batches(con, extracts, batched)
    for file in sorted(extracts.rglob("*.parquet")):
        table = file.relative_to(extracts).parts[0].removesuffix(".parquet")
        rows[table] = rows.get(table, 0) + pq.ParquetFile(file).metadata.num_rows
    return rows


def _write_batches(con: duckdb.DuckDBPyConnection, extracts: Path, tables: list[str]) -> None:
    orders, days = con.execute("SELECT orders, days FROM settings").fetchall()[0]
    one_file = orders <= LINES_IN_ONE_FILE
    batches = 1 if one_file else -(-orders // LINES_PER_BATCH)
    for batch in range(batches):
        day_from, day_to = batch * days // batches, (batch + 1) * days // batches
        con.execute("CREATE OR REPLACE TABLE batch AS SELECT ?::BIGINT AS day_from, ?::BIGINT AS day_to", [day_from, day_to])
        con.execute(_sql(GENERATOR / "batch" / "order_line.sql"))
        for table in tables:
            file = extracts / f"{table}.parquet" if one_file else extracts / table / f"part-{batch:04d}.parquet"
            file.parent.mkdir(exist_ok=True)
            _copy(con, GENERATOR / "extracts" / f"{table}.sql", file)


def _copy(con: duckdb.DuckDBPyConnection, query: Path, file: Path) -> None:
    con.sql(_sql(query)).write_parquet(str(file), compression="zstd", row_group_size=122_880)


def _manifest(extracts: Path, profile: Profile) -> None:
    """The delivery's manifest: hash and row count of every file, what times and coordinates mean."""
    files = {
        str(file.relative_to(extracts)): {
            "sha256": hashlib.file_digest(file.open("rb"), "sha256").hexdigest(),
            "rows": pq.ParquetFile(file).metadata.num_rows,
        }
        for file in sorted(extracts.rglob("*.parquet"))
    }
    manifest = {
        "files": files,
        "coordinate_system": "WGS84",
        "time_zone": "UTC",
        "delivered_by": "suyuan sample (invented data)",
        "delivered_at": f"{profile.last_day.isoformat()}T16:00:00Z",
    }
    (extracts / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
