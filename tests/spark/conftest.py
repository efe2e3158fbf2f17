"""One cluster, one small marketplace, one scan of it by each engine: shared by every test of this room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.spark.cluster import Cluster, cluster
from tests.spark.market import make

ROOT = Path(__file__).resolve().parents[2]


def spark_scan(
    one: Cluster, extracts: Path, findings: Path, *, master: str | None = None, few: int = 0
) -> list[str]:
    """The command of a scan on the cluster."""
    return [
        "env", *(f"{name}={value}" for name, value in one.environment.items()), f"SUYUAN_SPARK_FEW={few}",
        sys.executable, "-m", "suyuan", "scan", "--engine", "spark", "--master", master or one.url,
        "--extracts", str(extracts), "--findings", str(findings),
    ]  # fmt: skip


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900, env={**os.environ}
    )


@pytest.fixture(scope="session")
def spark_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("pyspark", reason="pip install -r requirements-spark.txt")
    with cluster(tmp_path_factory.mktemp("cluster")) as one:
        yield one


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("small_market"))


@pytest.fixture(scope="session")
def before(market: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Findings in force before, of the same marketplace when nobody had complained of anything yet."""
    from suyuan import scan

    folder = tmp_path_factory.mktemp("before")
    shutil.copytree(market, folder / "extracts", ignore=shutil.ignore_patterns("complaints*", "test_buys*"))
    scan.run(folder / "extracts", folder / "findings", threads=2)
    return folder / "findings"


@pytest.fixture(scope="session")
def on_duckdb(market: Path, before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from suyuan import scan

    findings = tmp_path_factory.mktemp("on_duckdb") / "findings"
    shutil.copytree(before, findings)
    scan.run(market, findings, threads=2)
    return findings


@pytest.fixture(scope="session")
def on_spark(
    spark_cluster: Cluster, market: Path, before: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The same marketplace with every query on the cluster, however few its rows."""
    findings = tmp_path_factory.mktemp("on_spark") / "findings"
    shutil.copytree(before, findings)
    done = run(spark_scan(spark_cluster, market, findings))
    assert done.returncode == 0, done.stderr[-2000:]
    return findings
