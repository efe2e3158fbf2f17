"""A watch in a process of its own: what comes in is scanned once it is whole, bad input is told and waited on."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from suyuan import scan
from suyuan.watch import Watch, changes

ROOT = Path(__file__).resolve().parent.parent


def deliver(folder: Path, *, shops: int = 3) -> None:
    """The two tables without which nothing can be scanned, and a reference price."""
    folder.mkdir(exist_ok=True)
    ids = [f"S{number}" for number in range(shops)]
    pq.write_table(pa.table({"shop_id": ids}), folder / "shops.parquet")
    listings = {"listing_id": [f"L of {shop}" for shop in ids], "shop_id": ids, "price": [100.0] * shops}
    pq.write_table(pa.table(listings), folder / "listings.parquet")
    prices = {"brand": ["Nike"], "category": ["shoes"], "reference_price": [500.0]}
    pq.write_table(pa.table(prices), folder / "reference_prices.parquet")


def one_order(path: Path) -> None:
    line = {
        "order_id": ["O1"], "listing_id": ["L of S0"], "shop_id": ["S0"], "buyer_account_id": ["B1"],
        "quantity": [1], "unit_price": [100.0], "ordered_at": pa.array([0], pa.timestamp("us")),
    }  # fmt: skip
    pq.write_table(pa.table(line), path)


class Running:
    """A watch as a process; `lines` is what it told so far, without its clock."""

    def __init__(self, extracts: Path, findings: Path):
        command = [sys.executable, "-m", "suyuan", "watch", "--every", "0.3", "--threads", "1"]
        command += ["--extracts", str(extracts), "--findings", str(findings)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self.lines: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.split("Z  ")[-1].strip())

    def wait_for(self, words: str, after: int = 0) -> int:
        """Wait until a line from number `after` on holds `words`; the number of the line behind it."""
        until = time.monotonic() + 120
        while time.monotonic() < until:
            for number, line in enumerate(self.lines[after:], start=after):
                if words in line:
                    return number + 1
            assert self.process.poll() is None, self.lines
            time.sleep(0.05)
        raise AssertionError(f"{words!r} was not told: {self.lines}")


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Callable[[], Running]]:
    running: list[Running] = []

    def start() -> Running:
        running.append(Running(tmp_path / "extracts", tmp_path / "findings"))
        return running[-1]

    yield start
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()


def order_lines(findings: Path) -> int:
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        return int(connection.execute("SELECT count(*) FROM orders").fetchall()[0][0])


def test_what_comes_in_is_scanned_and_what_is_half_written_is_waited_for(
    watching: Callable[[], Running], tmp_path: Path
) -> None:
    extracts, findings = tmp_path / "extracts", tmp_path / "findings"
    watch = watching()
    told = watch.wait_for("no such folder")
    deliver(extracts)
    told = watch.wait_for("0 of 3 shops suspect, 0 new alerts", told)
    assert order_lines(findings) == 0
    one_order(tmp_path / "whole.parquet")
    whole = (tmp_path / "whole.parquet").read_bytes()
    (extracts / "orders.parquet").write_bytes(whole[: len(whole) // 2])
    told = watch.wait_for("bad input, the findings before it stay in force: orders.parquet", told)
    assert order_lines(findings) == 0
    (extracts / "orders.parquet").write_bytes(whole)
    told = watch.wait_for("shops suspect", told)
    assert "orders.parquet" in watch.lines[told - 1]
    assert order_lines(findings) == 1
    watch.wait_for("nothing changed", told)
    scanned_at = (findings / "scan.parquet").stat().st_mtime_ns
    (extracts / "orders.parquet").touch()
    watch.wait_for("files were touched, their content is the same", told)
    assert (findings / "scan.parquet").stat().st_mtime_ns == scanned_at
    watch.process.send_signal(signal.SIGTERM)
    assert watch.process.wait(20) == 0
    assert not [line for line in watch.lines if "Traceback" in line]


def test_a_watch_of_what_is_scanned_already_scans_nothing_and_ends_on_sigint(
    watching: Callable[[], Running], tmp_path: Path
) -> None:
    deliver(tmp_path / "extracts")
    scan.run(tmp_path / "extracts", tmp_path / "findings", threads=1)
    scanned_at = (tmp_path / "findings" / "scan.parquet").stat().st_mtime_ns
    watch = watching()
    watch.wait_for("the findings in force are of this delivery")
    assert (tmp_path / "findings" / "scan.parquet").stat().st_mtime_ns == scanned_at
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(20) == 0


# ---- One round at a time, the scan itself left out.


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The scans that were begun; each finds three shops."""
    begun: list[Path] = []

    def run(extracts: Path, *_where: object, **_how: object) -> scan.Outcome:
        begun.append(extracts)
        return scan.Outcome("one", 3, 1, 0, [], 2)

    monkeypatch.setattr(scan, "run", run)
    return begun


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    deliver(tmp_path / "extracts")
    return Watch(tmp_path / "extracts", tmp_path / "findings")


def test_a_delivery_that_still_grows_is_not_scanned(watch: Watch, scans: list[Path]) -> None:
    for size in range(1, 4):
        (watch.extracts / "orders.parquet").write_bytes(b"x" * size)
        assert "waiting until the delivery is at rest" in watch.round()
    assert scans == []
    assert "1 of 3 shops suspect, 2 new alerts" in watch.round()
    assert len(scans) == 1


def test_nothing_runs_while_nothing_changes(watch: Watch, scans: list[Path]) -> None:
    told = [watch.round() for _number in range(6)]
    assert told[2:] == ["nothing changed"] * 4
    assert len(scans) == 1


def test_files_that_no_scan_reads_are_not_waited_for(watch: Watch, scans: list[Path]) -> None:
    watch.round()
    watch.round()
    (watch.extracts / "notes.txt").write_text("hello")
    (watch.extracts / "orders").mkdir()
    (watch.extracts / "orders" / "_part.parquet").write_bytes(b"half")
    assert watch.round() == "nothing changed"
    assert len(scans) == 1


def test_a_new_manifest_is_news(watch: Watch, scans: list[Path]) -> None:
    watch.round()
    watch.round()
    (watch.extracts / "manifest.json").write_text("{}")
    assert watch.round().startswith("+manifest.json")
    watch.round()
    assert len(scans) == 2


def test_a_scan_by_someone_else_is_waited_for(
    watch: Watch, scans: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    finished = scan.run

    def busy(*_where: object, **_how: object) -> scan.Outcome:
        raise scan.ScanBusyError("busy")

    watch.round()
    monkeypatch.setattr(scan, "run", busy)
    assert watch.round() == watch.round() == "another scan is writing these findings; waiting for it to end"
    monkeypatch.setattr(scan, "run", finished)
    assert "1 of 3 shops suspect" in watch.round()
    assert len(scans) == 1


def test_a_full_disk_is_told_and_tried_again(
    watch: Watch, scans: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    finished = scan.run

    def full(*_where: object, **_how: object) -> scan.Outcome:
        raise OSError(28, "No space left on device")

    watch.round()
    monkeypatch.setattr(scan, "run", full)
    assert "No space left on device" in watch.round()
    monkeypatch.setattr(scan, "run", finished)
    assert "1 of 3 shops suspect" in watch.round()


def test_a_fault_that_stays_is_tried_ever_more_rarely(
    watch: Watch, scans: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def broken(*_where: object, **_how: object) -> scan.Outcome:
        tried.append(1)
        raise scan.EngineFaultError("broken")

    monkeypatch.setattr(scan, "run", broken)
    told = {watch.round() for _number in range(40)}
    # At once, then after 2, 6 and 14 looks.
    assert len(tried) == 5
    assert len(told) == 2


def test_a_signal_ends_with_nothing_between_scans_and_with_the_scans_code_within(watch: Watch) -> None:
    assert watch.stop(signal.SIGTERM) == 0
    watch.is_scanning = True
    assert (watch.stop(signal.SIGTERM), watch.stop(signal.SIGINT)) == (143, 130)


def test_what_the_engine_makes_of_a_signal_is_not_taken_for_a_fault(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_where: object, **_how: object) -> scan.Outcome:
        watch.stop(signal.SIGTERM)
        raise RuntimeError("Query interrupted")

    watch.round()
    monkeypatch.setattr(scan, "run", interrupted)
    with pytest.raises(SystemExit) as ended:
        watch.round()
    assert ended.value.code == 143


def test_changes_are_named_and_many_are_counted() -> None:
    before = {Path(name): (1, 1) for name in ("a", "b")}
    assert changes(before, {Path("a"): (2, 1), Path("c"): (1, 1)}) == "+c, ~a, -b"
    many = {Path(f"{number}.parquet"): (1, 1) for number in range(6)}
    assert changes({}, many) == "+0.parquet, +1.parquet, +2.parquet and 3 more"
