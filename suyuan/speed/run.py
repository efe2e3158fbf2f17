"""Every size by every repeat: the jobs in turn, again and again, so that what else runs falls on all alike."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from suyuan.sample import generate
from suyuan.speed.meter import measured
from suyuan.speed.paper import paper
from suyuan.speed.questions import COLUMNS, LIBRARIES

SEED = 7
USERS = (1, 8)
ROUNDS = 5
CSV_ROWS = (1_000_000, 10_000_000)
Progress = Callable[[str], None]
Figures = dict[str, Any]


class AnswersDifferError(AssertionError):
    """Two libraries answered one question differently: then their times mean nothing."""


def run(
    out: Path,
    *,
    sizes: Sequence[int] = (1_000_000, 5_000_000),
    repeats: int = 3,
    memory: str | None = None,
    progress: Progress = lambda name: None,
) -> Path:
    """Measure marketplaces of `sizes` order lines and write `out`/speed.md, the figures beside it as JSON.

    Markets stand in `out`/.market and are removed. Raises AnswersDifferError, and JobError where a job ends badly.
    """
    out.mkdir(parents=True, exist_ok=True)
    figures: Figures = {"machine": machine(), "repeats": repeats, "memory": memory, "markets": []}
    for size in sorted(sizes):
        folder = out / ".market"
        shutil.rmtree(folder, ignore_errors=True)
        try:
            progress(f"{size:,}: inventing")
            rows = generate(size, SEED, folder)
            figures["markets"].append(_market(folder, size, rows, repeats, memory, progress))
            if size == max(sizes):
                figures |= _pages(folder / "findings", folder, progress)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        (out / "speed.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    file = out / "speed.md"
    file.write_text(paper(figures), encoding="utf-8")
    return file


def machine() -> Figures:
    """Cores, memory and processor: a machine has no other name here."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    model = "unknown"
    information = Path("/proc/cpuinfo")
    if information.exists():
        lines = information.read_text(encoding="utf-8", errors="replace").splitlines()
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), model)
    return {"cores": os.cpu_count() or 1, "memory_gb": round(memory), "processor": model}


def _market(
    folder: Path, size: int, rows: dict[str, int], repeats: int, memory: str | None, progress: Progress
) -> Figures:
    extracts = str(folder / "extracts")
    found: Figures = {"orders": size, "rows": rows, "floor": [], "scan": [], "questions": {}}
    for repeat in range(repeats):
        progress(f"{size:,}: bare scan and scan, {repeat + 1} of {repeats}")
        found["floor"].append(measured("floor", extracts=extracts))
        found["scan"].append(
            measured("scan", extracts=extracts, findings=str(folder / "findings"), memory=memory)
        )
        for name, columns in COLUMNS.items():
            costs = found["questions"].setdefault(name, {kind: [] for kind in ("floor", *LIBRARIES)})
            costs["floor"].append(measured("floor", extracts=extracts, columns=columns))
            for library in LIBRARIES:
                progress(f"{size:,}: {name} in {library}")
                costs[library].append(measured("question", extracts=extracts, name=name, library=library))
            if len({costs[library][-1]["digest"] for library in LIBRARIES}) > 1:
                raise AnswersDifferError(name)
    return found


def _pages(findings: Path, folder: Path, progress: Progress) -> Figures:
    found: Figures = {"visits": {}, "csv": []}
    for users in USERS:
        progress(f"pages, {users} at once")
        found["visits"][str(users)] = measured(
            "visit", findings=str(findings), users=users, rounds=max(1, ROUNDS * USERS[0] // users)
        )["pages"]
    progress("cancelling")
    found["cancel_ms"] = measured("cancel", findings=str(findings))["longest_ms"]
    for most in CSV_ROWS:
        progress(f"CSV of {most:,} rows")
        found["csv"].append(
            measured(
                "csv", findings=str(findings), relation="orders", most=most, path=str(folder / "orders.csv")
            )
        )
    return found
