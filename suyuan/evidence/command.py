"""`python -m suyuan package`: what a shell or a page asks for, brought into the terms of `making`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from suyuan.casework import people, refused, settings
from suyuan.casework.errors import CaseworkError
from suyuan.casework.roles import Person
from suyuan.evidence import logged, making
from suyuan.evidence.errors import EvidenceError
from suyuan.evidence.request import Details, Request, RuledOut

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "extracts"


def make(
    findings: Path,
    extracts: Path,
    out: Path,
    also: Sequence[Path],
    asked: Path | None,
    ids: Mapping[str, Sequence[str]],
    stated: Mapping[str, str],
    acting: str = "",
    *,
    during: Callable[[], None] = lambda: None,
) -> tuple[int, str]:
    """Make a package. Returns an exit code and one line: 0 made, 1 the disk or the engine failed, 2 wrong input.

    `asked`: a file with `request` (as in a manifest), `details`, `ruled_out`, `case` (its id in casework), `person`
    (name, role, subject); it goes before the options, so that names and ids of a case stand in no list of processes.
    `acting`: whom the team's table is asked for, where there is one and the file names no person. `during` is called at
    every step; what it raises stops the making.
    """

    def show(done: int, total: int, name: str) -> None:
        during()
        _show(done, total, name)

    try:
        told = _read(asked)
        request = (
            Request.from_json(told["request"])
            if "request" in told
            else Request(tuple(ids["shops"]), tuple(ids["rings"]), tuple(ids["accounts"]))
        )
        details, ruled_out = (
            Details(**told.get("details", stated)),
            [RuledOut(**one) for one in told.get("ruled_out", [])],
        )
        with logged.opened(_person(told, acting), told.get("case")) as log:
            made = making.make(
                out, findings, extracts, request, details, also=also, ruled_out=ruled_out, log=log,
                is_demo=extracts.resolve() == SAMPLE.resolve(), progress=show,
            )  # fmt: skip
    except EvidenceError as error:
        return 2, str(error)
    except TypeError as error:
        return 2, f"{asked}: {error}"
    except (OSError, duckdb.Error) as error:
        return 1, f"no package was made: {error}"
    return (
        0,
        f"package {made.number}: {made.path}, {made.files} files, {made.bytes:,} bytes, SHA-256 {made.sha256}, "
        f"key {made.fingerprint}",
    )


def _person(told: Mapping[str, Any], acting: str) -> Person:
    """The page's viewer as the request has him, else who is stated at the shell."""
    if told.get("person"):
        return Person(**told["person"])
    try:
        with refused.entered_at():
            return people.stated_person(acting, settings.load())
    except CaseworkError as error:
        raise EvidenceError(str(error)) from error


def _read(asked: Path | None) -> dict[str, Any]:
    if asked is None:
        return {}
    try:
        told = json.loads(asked.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvidenceError(f"{asked}: cannot be read") from error
    if not isinstance(told, dict):
        raise EvidenceError(f"{asked}: is no JSON object")
    return told


def _show(done: int, total: int, name: str) -> None:
    print(f"progress {done} {total} {name.replace(' ', '_')}", file=sys.stderr, flush=True)
