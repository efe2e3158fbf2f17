"""Whether an evidence package is the very file whose hash the log took before it was handed over."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from suyuan.casework import audit
from suyuan.casework.audit import Fault
from suyuan.intake.hashes import file_sha256


def faults(lines: Iterable[str], package: Path) -> list[Fault]:
    """None where an entry holds the file's hash, and one before it the package's beginning. Raises OSError.

    `lines`: the log as stored or exported. A file that was changed since has another hash, so its fault is that none
    holds it.
    """
    sha256, begun = file_sha256(package), set()
    for line in lines:
        entry = audit.parsed(line)
        if entry is None:
            continue
        if entry.action == "package":
            begun.add(entry.subject)
        elif entry.action == "package_made" and entry.details.get("sha256") == sha256:
            if entry.subject in begun:
                return []
            return [Fault(entry.sequence, "finishes a package that no entry began")]
    return [
        Fault(0, f"no entry holds the hash of {package.name}: it is not a file that was handed over here")
    ]
