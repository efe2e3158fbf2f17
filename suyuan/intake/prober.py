"""Reads files in a child process: a corrupt file can crash DuckDB or poison it, and then only the child dies.

The child's side is `suyuan/intake/probe.py`. One JSON line a file goes in, one comes out.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from suyuan.intake.hashes import file_sha256

# A file that takes longer than this is stuck in the reader: a generous start and a slow disk's pace.
_SECONDS_AT_LEAST = 120.0
_BYTES_PER_SECOND = 2_000_000


class Prober:
    """A child process that reads Parquet files: started at the first file, anew where a file kills it.

    `known` holds answers of an earlier delivery, as `answers` will hold this one's: a file of the same contents
    is hashed, and not decoded again.
    """

    def __init__(
        self, seconds_at_least: float = _SECONDS_AT_LEAST, known: Mapping[str, str] | None = None
    ) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._seconds_at_least = seconds_at_least
        self._known = known or {}
        self.answers: dict[str, str] = {}

    def __enter__(self) -> Prober:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, request: dict[str, Any], size: int) -> dict[str, Any]:
        """The child's answer for one file of `size` bytes; {"error": …} where the child died or stalled."""
        answer = self._remembered(request) or self._asked(request, size)
        if "error" not in answer:
            self.answers[_contents(request, answer["sha256"])] = json.dumps(answer)
        return answer

    def _remembered(self, request: dict[str, Any]) -> dict[str, Any] | None:
        if not self._known:
            return None
        try:
            digest = file_sha256(request["path"])
        except OSError:
            return None
        answer = self._known.get(_contents(request, digest))
        if answer is None or request.get("sha256") not in (None, digest):
            return None
        return dict(json.loads(answer))

    def _asked(self, request: dict[str, Any], size: int) -> dict[str, Any]:
        child = self._running()
        assert child.stdin is not None and child.stdout is not None
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
        except BrokenPipeError:
            return self._lost("the reader stopped")
        limit = self._seconds_at_least + size / _BYTES_PER_SECOND
        if not select.select([child.stdout], [], [], limit)[0]:
            return self._lost(f"the reader was not done after {limit:.0f} seconds")
        line = child.stdout.readline()
        if not line.endswith(b"\n"):
            return self._lost("the reader crashed on it")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            home = str(Path(__file__).resolve().parents[2])
            paths = [home, os.environ.get("PYTHONPATH", "")]
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}
            self._child = subprocess.Popen(
                [sys.executable, "-m", "suyuan.intake.probe"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        return self._child

    def _lost(self, why: str) -> dict[str, Any]:
        self.close()
        return {"error": why}


def _contents(request: dict[str, Any], digest: str) -> str:
    """What the answer depends on: the file's contents, and the table and folders it stands for."""
    return json.dumps([digest, request["table"], request["partitions"]], sort_keys=True)
