"""Finished tables into a folder of extracts, with their manifest: all of them or none."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from suyuan.intake import manifest
from suyuan.intake.errors import wrong


def publish(ready: Path, extracts: Path, rows: dict[str, int], coordinate_system: str | None) -> None:
    """Move the finished tables and their manifest to the goal: by one rename, or back out of every one."""
    before = manifest.read(extracts) if extracts.is_dir() else None
    document = json.loads((extracts / manifest.NAME).read_text(encoding="utf-8-sig")) if before else {}
    document.setdefault("files", {})
    for table, count in rows.items():
        name = f"{table}.parquet"
        with (ready / name).open("rb") as file:
            document["files"][name] = {
                "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
                "rows": count,
            }
    if before and before.time_zone not in (None, "UTC"):
        raise wrong(
            f"declares {before.time_zone}; imported times are in UTC",
            file=str(extracts / manifest.NAME),
            expected="another folder for this import (scan --also reads both)",
        )
    document["time_zone"] = "UTC"
    if coordinate_system is not None:
        if before and before.coordinate_system not in (None, coordinate_system):
            raise wrong(
                "declares another coordinate system than the mapping",
                file=str(extracts / manifest.NAME),
                expected="another folder for this import (scan --also reads both)",
            )
        document["coordinate_system"] = coordinate_system
    (ready / manifest.NAME).write_text(
        json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    if not extracts.exists():
        os.rename(ready, extracts)
        return
    moved: list[Path] = []
    try:
        for path in sorted(ready.glob("*.parquet")):
            # A link fails where the name is taken meanwhile; a rename would overwrite it silently.
            os.link(path, extracts / path.name)
            moved.append(extracts / path.name)
        (ready / manifest.NAME).replace(extracts / manifest.NAME)
    except OSError as error:
        for path in moved:
            path.unlink(missing_ok=True)
        raise wrong(f"cannot be written: {error.strerror}", file=str(extracts)) from error
