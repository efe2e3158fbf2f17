"""What a job costs: each runs in a process of its own, so that none warms or fills the memory of the next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2]


class JobError(RuntimeError):
    """A measured job that ended badly; what it said last."""


def measured(job: str, **given: Any) -> dict[str, Any]:
    """What `suyuan.speed.jobs` says of one job, run alone. Raises JobError."""
    command = [sys.executable, "-m", "suyuan.speed.jobs", json.dumps({"job": job, **given})]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        raise JobError((done.stderr.strip().splitlines() or ["no word"])[-1])
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def metered(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """`work`'s answer with `seconds`, `cpu_seconds` (children included) and `peak_mb` (resident memory)."""
    _forget_peak()
    before, began = _cpu(), time.monotonic()
    answer = work()
    return {
        **answer,
        "seconds": time.monotonic() - began,
        "cpu_seconds": _cpu() - before,
        "peak_mb": peak_mb(),
    }


def peak_mb() -> float:
    """The most memory this process ever held, in MB, since `metered` began; 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM"))


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _forget_peak() -> None:
    # Linux alone keeps the peak and lets go of it; elsewhere the column stays nought.
    path = Path("/proc/self/clear_refs")
    if path.exists():
        path.write_text("5", encoding="ascii")
