"""Watching a folder: when files came in and the delivery is at rest, scan what they touch, put the findings in force.

Bad input is told and waited on, a scan by someone else is waited for: a watch ends only when it is told to.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from suyuan import in_force, intake, scan
from suyuan.contract import EXTRACTS
from suyuan.engines.spark import ClusterError
from suyuan.intake.hashes import file_sha256

# By path: size in bytes and time of change in nanoseconds.
Look = dict[Path, tuple[int, int]]
NAMED = 3


@dataclass
class Watch:
    """What is known of the folders between looks. `stopping`: the exit code once told to end; `options`: of scans.

    `say` is told of what is in force before a round ends.
    """

    extracts: Path
    findings: Path
    also: Sequence[Path] = ()
    options: dict[str, Any] = field(default_factory=dict)
    is_scanning: bool = False
    stopping: int | None = None
    last: Look | None = None
    settled: Look | None = None
    hashes: dict[Path, tuple[tuple[int, int], str]] = field(default_factory=dict)
    scanned: dict[Path, str] | None = None
    told: str = ""
    faults: int = 0
    looks_to_skip: int = 0
    say: Callable[[str], None] = lambda line: None

    def stop(self, number: int) -> int:
        """Note that signal `number` came. Returns the exit code: 0 between scans, the scan's own within one."""
        self.stopping = 128 + number if self.is_scanning else 0
        return self.stopping

    def round(self) -> str:
        """One look, and what came of it in one line."""
        if self.looks_to_skip:
            self.looks_to_skip -= 1
            return self.told
        self.told = self._look()
        return self.told

    def _look(self) -> str:
        try:
            now = look((self.extracts, *self.also))
            if now == self.settled:
                self.last = now
                return "nothing changed"
            if now != self.last:
                self.last = now
                return f"{changes(self.settled or {}, now)}; waiting until the delivery is at rest"
            return self._at_rest(now)
        except intake.InputError as error:
            # The same input is not tried again: it is waited for.
            self.settled = self.last
            return self._told(f"bad input, the findings before it stay in force: {error}")
        except scan.ScanBusyError:
            return "another scan is writing these findings; waiting for it to end"
        except (OSError, scan.EngineFaultError, ClusterError, duckdb.Error) as error:
            # Each try costs a scan: after a further fault twice as many looks are let go by, sixty at most.
            self.faults += 1
            self.looks_to_skip = min(2**self.faults - 2, 60)
            return self._told(f"stopped, the findings before it stay in force, trying again: {error}")
        except RuntimeError as error:
            # Mid-query, DuckDB turns what a signal raised into an error of its own.
            self._told(str(error))
            raise

    def _at_rest(self, now: Look) -> str:
        found = self._hashed(now)
        if self.scanned is None:
            old = in_force.read(self.findings)
            if old is not None and old.scan_id == scan.id_of(self.extracts, self.also):
                self.scanned, self.settled = found, now
                return "the findings in force are of this delivery; nothing to scan"
        if found == self.scanned:
            self.settled = now
            return "files were touched, their content is the same; nothing to scan"
        told = changes(self.settled or {}, now)
        began = time.monotonic()
        self.is_scanning = True
        try:
            outcome = self._scan(rings_later=True)
            if outcome.rings_as_of is not None:
                self.say(
                    f"{told}; {_found(outcome)} after {time.monotonic() - began:.1f} s; "
                    f"rings as of {outcome.rings_as_of:%Y-%m-%d %H:%M:%S}Z, being worked out again"
                )
                told, began = "rings worked out", time.monotonic()
                outcome = self._scan()
        finally:
            self.is_scanning = False
        self.scanned, self.settled, self.faults = found, now, 0
        return (
            f"{told}; {_found(outcome)}, {outcome.rejected:,} rows kept out, "
            f"{outcome.queries - outcome.kept:,} of {outcome.queries:,} queries run, {time.monotonic() - began:.1f} s"
        )

    def _scan(self, *, rings_later: bool = False) -> scan.Outcome:
        return scan.run(
            self.extracts,
            self.findings,
            also=self.also,
            take_over=True,
            rings_later=rings_later,
            **self.options,
        )

    def _hashed(self, now: Look) -> dict[Path, str]:
        for path, stat in now.items():
            if self.hashes.get(path, (None, ""))[0] != stat:
                self.hashes[path] = (stat, file_sha256(path))
        return {path: self.hashes[path][1] for path in now}

    def _told(self, message: str) -> str:
        if self.stopping is not None:
            raise SystemExit(self.stopping) from None
        return " ".join(message.split())


def _found(outcome: scan.Outcome) -> str:
    return f"{outcome.suspects:,} of {outcome.shops:,} shops suspect, {outcome.new_alerts:,} new alerts"


def look(folders: Sequence[Path]) -> Look:
    """Every file that a scan would read, and each folder's manifest. Raises InputError on a missing folder."""
    found: Look = {}
    for folder in folders:
        if not folder.is_dir():
            raise intake.InputError(f"{folder}: no such folder")
        paths = [folder / "manifest.json"]
        for table in EXTRACTS:
            paths += [folder / f"{table}.parquet", *sorted((folder / table).rglob("*.parquet"))]
        for path in paths:
            if path.is_file() and not any(part[0] in "._" for part in path.relative_to(folder).parts):
                found[path] = (path.stat().st_size, path.stat().st_mtime_ns)
    return found


def changes(before: Look, now: Look) -> str:
    """What came (+), changed (~) and went (-), by name; the first few, and how many more."""
    told = [f"+{path.name}" for path in now if path not in before]
    told += [f"~{path.name}" for path in now if path in before and before[path] != now[path]]
    told += [f"-{path.name}" for path in before if path not in now]
    more = f" and {len(told) - NAMED:,} more" if len(told) > NAMED else ""
    return (", ".join(told[:NAMED]) + more) or "no change"


def run(watch: Watch, every: float, say: Callable[[str], None]) -> None:
    """Look every `every` seconds, for ever; tell each round in one line, and the same thing once."""
    told = ""

    def tell(line: str) -> None:
        nonlocal told
        if line != told:
            say(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}Z  {line}")
            told = line

    watch.say = tell
    while True:
        tell(watch.round())
        time.sleep(every)
