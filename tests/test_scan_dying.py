"""Scans that die, are stopped or meet a fault leave the findings before them in force."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from suyuan import scan
from suyuan.__main__ import app
from suyuan.catalogue import Query
from suyuan.contract import FINDINGS
from suyuan.engines.duckdb import Workshop
from tests.test_scan import (
    ROOT,
    command,
    complaints_of,
    contents,
    in_force,
    left_behind,
    relations,
    run,
    table,
)

__all__ = ["in_force"]


@contextmanager
def running(extracts: Path, findings: Path, *, queries: int) -> Iterator[subprocess.Popen[str]]:
    """A scan that has run at least so many queries and is still at it."""
    with subprocess.Popen(
        command(extracts, findings), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("progress ") and int(line.split()[1]) >= queries:
                break
        assert process.poll() is None
        try:
            yield process
        finally:
            process.kill()


def test_a_killed_scan_leaves_the_findings_in_force_and_the_next_one_works(
    extracts: Path, in_force: Path, tmp_path: Path
) -> None:
    before = contents(in_force)
    with running(extracts, in_force, queries=70) as process:
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    assert contents(in_force) == before
    # The next scan, of a delivery without test buys, knows the one in force and clears away what the dead one left.
    assert left_behind(in_force) != []
    fewer = Path(shutil.copytree(extracts, tmp_path / "fewer"))
    for name in ("manifest.json", "test_buys.parquet"):
        (fewer / name).unlink()
    [scan_id] = pq.read_table(in_force / "scan.parquet")["scan_id"].to_pylist()
    outcome = scan.run(fewer, in_force)
    assert outcome.signals_off == ["test_buys: no_test_buys"]
    assert left_behind(in_force) == []
    assert relations(in_force)["scan_before"]["scan_id"].to_pylist() == [scan_id]
    assert set(table(in_force, "shop_scores")["signal_test_buys"].to_pylist()) == {None}


def test_a_second_scan_at_once_is_told_and_a_stopped_one_clears_up_after_itself(
    extracts: Path, in_force: Path
) -> None:
    before = contents(in_force)
    with running(extracts, in_force, queries=1) as first:
        second = run(extracts, in_force)
        assert first.poll() is None, "the first scan was over too early to be in the way"
        first.send_signal(signal.SIGTERM)
        assert first.wait(60) == 143
    assert second.returncode == 1
    [line] = complaints_of(second.stderr)
    assert "another scan" in line
    assert contents(in_force) == before
    assert left_behind(in_force) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_scan_stopped_in_the_middle_of_a_query_says_nothing_but_its_exit_code(
    number: signal.Signals, code: int, extracts: Path, in_force: Path
) -> None:
    before = contents(in_force)
    with running(extracts, in_force, queries=50) as process:
        process.send_signal(number)
        assert process.stderr is not None
        said = process.stderr.read()
        assert process.wait(60) == code
    assert complaints_of(said) == []
    assert contents(in_force) == before
    assert left_behind(in_force) == []


def test_a_stop_that_python_swallows_in_a_finalizer_ends_the_scan_at_its_next_step(
    extracts: Path, in_force: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Swallows:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGTERM)

    query_of = Workshop.run

    def stopped(workshop: Workshop, query: Query) -> int:
        if query.name == "listing_text":
            Swallows()
        return query_of(workshop, query)

    before = contents(in_force)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr(Workshop, "run", stopped)
    try:
        done = CliRunner().invoke(app, command(extracts, in_force)[3:])
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert done.exit_code == 143
    assert contents(in_force) == before
    assert left_behind(in_force) == []


def test_a_full_disk_while_findings_are_written_leaves_those_before(
    extracts: Path, in_force: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = Workshop.export

    def full(workshop: Workshop, name: str, path: Path) -> None:
        if name == "finding_records":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        export(workshop, name, path)

    before = contents(in_force)
    monkeypatch.setattr(Workshop, "export", full)
    with pytest.raises(OSError, match="No space left"):
        scan.run(extracts, in_force)
    assert contents(in_force) == before
    assert left_behind(in_force) == []


def breaking(monkeypatch: pytest.MonkeyPatch, fault: type[Exception], times: int) -> list[str]:
    """Let the engine fail in the middle of a scan, so many times; the list fills with the failures."""
    query_of = Workshop.run
    failures: list[str] = []

    def fail(workshop: Workshop, query: Query) -> int:
        if query.name == "listing_text" and len(failures) < times:
            failures.append(query.name)
            raise fault("a cache that was to survive changed identity")
        return query_of(workshop, query)

    monkeypatch.setattr(Workshop, "run", fail)
    return failures


@pytest.mark.parametrize("fault", [duckdb.InternalException, duckdb.FatalException])
def test_a_fault_of_the_engine_is_met_by_one_more_scan_from_a_fresh_database(
    fault: type[Exception], extracts: Path, scanned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = breaking(monkeypatch, fault, times=1)
    scan.run(extracts, tmp_path / "findings")
    assert failures == ["listing_text"]
    for name in FINDINGS.keys() - {"scan"}:
        assert table(tmp_path / "findings", name).equals(table(scanned, name)), name
    assert left_behind(tmp_path / "findings") == []


def test_a_fault_of_the_engine_that_comes_again_is_told_in_one_line_and_leaves_the_findings(
    extracts: Path, in_force: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(in_force)
    failures = breaking(monkeypatch, duckdb.InternalException, times=9)
    ended = CliRunner().invoke(app, ["scan", "--extracts", str(extracts), "--findings", str(in_force)])
    assert ended.exit_code == 1
    assert isinstance(ended.exception, SystemExit)
    [line] = complaints_of(ended.stderr)
    assert "twice" in line and "changed identity" in line
    assert len(failures) == 2
    assert contents(in_force) == before
    assert left_behind(in_force) == []


def test_any_other_error_of_a_query_is_not_tried_again(
    extracts: Path, in_force: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = breaking(monkeypatch, duckdb.BinderException, times=9)
    with pytest.raises(duckdb.BinderException):
        scan.run(extracts, in_force)
    assert len(failures) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes; skips where none may be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no file system may be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True, capture_output=True)


def test_a_disk_that_runs_full_mid_scan_is_told_in_one_line(
    extracts: Path, scanned: Path, small_disk: Path
) -> None:
    findings = small_disk / "findings"
    findings.mkdir()
    for path in scanned.glob("*.parquet"):
        shutil.copy(path, findings)
    before = contents(findings)
    done = run(extracts, findings)
    assert done.returncode == 1
    [line] = complaints_of(done.stderr)
    assert "stay in force" in line
    assert contents(findings) == before
    assert left_behind(findings) == []
