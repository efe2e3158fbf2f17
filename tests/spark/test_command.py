"""`scan --engine spark` on the command line: which cluster, what wrong input does, what a failing cluster does."""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from suyuan.__main__ import app
from tests.spark.cluster import Cluster, free_port
from tests.spark.conftest import ROOT, run, spark_scan
from tests.spark.equality import rows, unequal

# Relations of fewer rows stay on this machine: a scan of the small marketplace then takes a few steps of the cluster.
FEW = 25_000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no cluster was given; give its URL with --master or in SUYUAN_SPARK"),
        (["--master", "local[2]"], "'local[2]' is no cluster's URL; expected spark://host:port"),
        (["--master", f"spark://127.0.0.1:{free_port()}"], "no cluster answers at spark://127.0.0.1"),
    ],
)
def test_without_a_cluster_the_scan_says_what_to_give(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyspark", reason="pip install -r requirements-spark.txt")
    monkeypatch.delenv("SUYUAN_SPARK", raising=False)
    command = [
        "scan",
        "--engine",
        "spark",
        *arguments,
        "--extracts",
        "none",
        "--findings",
        str(tmp_path / "f"),
    ]
    done = CliRunner().invoke(app, command)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_master_goes_with_the_engine_alone(tmp_path: Path) -> None:
    command = ["scan", "--master", "spark://a:1", "--extracts", "none", "--findings", str(tmp_path / "f")]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 2
    assert "give --engine spark" in done.stderr


def test_wrong_input_is_told_as_duckdb_tells_it(spark_cluster: Cluster, market: Path, tmp_path: Path) -> None:
    extracts = Path(shutil.copytree(market, tmp_path / "extracts"))
    (extracts / "listings.parquet").write_bytes((extracts / "listings.parquet").read_bytes()[:-100])
    on_spark = run(spark_scan(spark_cluster, extracts, tmp_path / "one"))
    command = ["scan", "--extracts", str(extracts), "--findings", str(tmp_path / "other")]
    on_duckdb = CliRunner().invoke(app, command)
    assert (on_spark.returncode, on_spark.stderr) == (on_duckdb.exit_code, on_duckdb.stderr)
    assert on_spark.returncode == 2
    assert not (tmp_path / "one").exists()


def killed_at(command: list[str], step: str, kill: object) -> subprocess.CompletedProcess[str]:
    """Run a scan and kill something when it has come to a step."""
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as scan:
        assert scan.stderr is not None and scan.stdout is not None
        said = ""
        for line in scan.stderr:
            said += line
            if line.startswith("progress ") and line.split()[3] == step:
                kill(scan)  # type: ignore[operator]
                break
        rest, more = scan.communicate(timeout=600)
    return subprocess.CompletedProcess(command, scan.returncode, rest, said + more)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_scan_goes_on_where_a_worker_dies(
    spark_cluster: Cluster, market: Path, before: Path, on_duckdb: Path, tmp_path: Path
) -> None:
    findings = Path(shutil.copytree(before, tmp_path / "findings"))
    command = spark_scan(spark_cluster, market, findings, few=FEW)
    done = killed_at(command, "orders", lambda _scan: spark_cluster.workers[-1].kill())
    spark_cluster.start_worker()
    assert done.returncode == 0, done.stderr[-2000:]
    told = unequal(
        "shop_scores", *(rows(folder, "shop_scores", ordered=True) for folder in (findings, on_duckdb))
    )
    assert told == ""


def test_findings_stay_in_force_where_the_scan_is_ended(
    spark_cluster: Cluster, market: Path, before: Path, tmp_path: Path
) -> None:
    findings = Path(shutil.copytree(before, tmp_path / "findings"))
    in_force = contents(findings)
    command = spark_scan(spark_cluster, market, findings, few=FEW)
    done = killed_at(command, "orders", lambda scan: scan.send_signal(signal.SIGTERM))
    assert done.returncode != 0
    assert contents(findings) == in_force
    assert [path.name for path in tmp_path.iterdir() if "scanning" in path.name] == []
