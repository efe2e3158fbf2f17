"""Finished tables into a folder of extracts, with their manifest: all of them or none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from suyuan.intake import manifest
from suyuan.intake.errors import InputError, wrong
from suyuan.intake.hashes import file_sha256


def publish(ready: Path, extracts: Path, rows: dict[str, int], coordinate_system: str | None) -> None:
    """Move the finished tables and their manifest to the goal: by one rename, or back out of every one.

    Raises InputError where a manifest that stands there says of the new tables what they are not.
    """
    document = _manifest(extracts, list(rows), coordinate_system)
    for table, count in rows.items():
        name = f"{table}.parquet"
        document["files"][name] = {"sha256": file_sha256(ready / name), "rows": count}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    (ready / manifest.NAME).write_text(text, encoding="utf-8")
    if not extracts.exists():
        ready.rename(extracts)
        return
    moved: list[Path] = []
    try:
        for path in sorted(ready.glob("*.parquet")):
            goal = extracts / path.name
            if goal.exists():
                raise FileExistsError(17, "stands there already")
            path.rename(goal)
            moved.append(goal)
        (ready / manifest.NAME).replace(extracts / manifest.NAME)
    except OSError as error:
        for path in moved:
            path.unlink(missing_ok=True)
        raise wrong(f"cannot be written: {error.strerror}", file=str(extracts)) from error


def _manifest(extracts: Path, tables: list[str], coordinate_system: str | None) -> dict[str, Any]:
    """The manifest that stands there, or a new one, with what holds for the new tables."""
    before = manifest.read(extracts) if extracts.is_dir() else None
    if before is None:
        document: dict[str, Any] = {"files": {}}
        # Of tables that stand there without a manifest nobody said in which zone their times are.
        if not extracts.is_dir() or not any(extracts.iterdir()):
            document["time_zone"] = "UTC"
    else:
        document = json.loads((extracts / manifest.NAME).read_text(encoding="utf-8-sig"))
        document.setdefault("files", {})
        if before.time_zone not in (None, "UTC"):
            raise _differs(extracts, f"declares {before.time_zone}; imported times are in UTC")
    systems = before.coordinate_system if before else None
    if isinstance(systems, str):
        if systems != (coordinate_system or "WGS84"):
            raise _differs(extracts, f"declares {systems}; the mapping {coordinate_system or 'nothing'}")
    elif coordinate_system is not None:
        document["coordinate_system"] = {**(systems or {}), **dict.fromkeys(tables, coordinate_system)}
    return document


def _differs(extracts: Path, found: str) -> InputError:
    another = "another folder for this import (scan --also reads both)"
    return wrong(found, file=str(extracts / manifest.NAME), expected=another)
