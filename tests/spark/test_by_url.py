"""Extracts under a URL, which the cluster lists, hashes and checks, and a driver elsewhere (Spark Connect)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from typer.testing import CliRunner

from suyuan.__main__ import app
from suyuan.contract import FINDINGS
from tests.spark.cluster import Cluster, connect_server
from tests.spark.conftest import run, spark_scan
from tests.spark.equality import relations, rows, unequal

# Relations of fewer rows stay on this machine: a scan of the small marketplace then takes a few steps of the cluster.
FEW = 25_000


def test_spark_connect_and_extracts_under_a_url_give_the_same_findings(
    spark_cluster: Cluster, market: Path, before: Path, on_duckdb: Path, tmp_path: Path
) -> None:
    """Two ways in at once: neither bears on the other, and each scan takes minutes."""
    findings = Path(shutil.copytree(before, tmp_path / "findings"))
    with connect_server(spark_cluster) as address:
        command = spark_scan(spark_cluster, market, findings, master=address, few=FEW)
        command[command.index(str(market))] = f"file://{market}"
        done = run(command)
    assert done.returncode == 0, done.stderr[-2000:]
    tables = {
        name: [pq.read_table(folder / f"{name}.parquet") for folder in (findings, on_duckdb)]
        for name in FINDINGS
    }
    told = {name: unequal(name, *both) for name, both in tables.items()}
    told["orders"] = unequal(
        "orders", *(rows(folder, "orders", ordered=True) for folder in (findings, on_duckdb))
    )
    assert set(told.values()) == {""}, told
    assert relations(findings) == relations(on_duckdb)


def test_what_is_wrong_under_a_url_is_told_in_the_same_words(
    spark_cluster: Cluster, market: Path, tmp_path: Path
) -> None:
    """Prices as text: found by the cluster, and told as the reader of folders tells it."""
    extracts = Path(shutil.copytree(market, tmp_path / "extracts"))
    listings = pq.read_table(extracts / "listings.parquet")
    place = listings.schema.get_field_index("price")
    prices = listings.column("price").cast(pa.string())
    pq.write_table(listings.set_column(place, "price", prices), extracts / "listings.parquet")
    one, other = both(spark_cluster, extracts, tmp_path)
    assert one == other
    assert one.startswith("listings.parquet (listings.price): its type is VARCHAR")


def both(one: Cluster, extracts: Path, folder: Path) -> tuple[str, str]:
    """What each engine says of wrong extracts, once it ended with 2 and wrote nothing."""
    command = spark_scan(one, extracts, folder / "one")
    command[command.index(str(extracts))] = f"file://{extracts}"
    on_spark = run(command)
    other = ["scan", "--extracts", str(extracts), "--findings", str(folder / "other")]
    on_duckdb = CliRunner().invoke(app, other)
    assert (on_spark.returncode, on_duckdb.exit_code) == (2, 2), on_spark.stderr[-500:]
    assert not (folder / "one").exists() and not (folder / "other").exists()
    return on_spark.stderr.splitlines()[-1], on_duckdb.stderr.splitlines()[-1]
