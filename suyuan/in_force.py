"""The findings in force: of which scan they are, and whether their rings are still those of an earlier one.

A watch puts shops in force before rings (suyuan/holding.py). Such a scan has an id of its own, made of the id that the
whole scan will have and of the scan whose rings stand: nobody takes one for the other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from suyuan import __version__, linkage
from suyuan.catalogue import Catalogue

_RINGS = ("rings_of", "rings_as_of")


@dataclass(frozen=True)
class InForce:
    """The row of `scan`. `rings_of`, `rings_as_of`: the scan whose rings stand, None where they are its own."""

    scan_id: str
    finished_at: datetime
    extracts_sha256: str
    rings_of: str | None = None
    rings_as_of: datetime | None = None

    @property
    def is_pending(self) -> bool:
        """Whether rings are still to be worked out."""
        return self.rings_of is not None

    @property
    def rings(self) -> tuple[str, datetime]:
        """The scan whose rings stand, and when it ended (UTC)."""
        return self.rings_of or self.scan_id, self.rings_as_of or self.finished_at

    def is_by(self, catalogue: Catalogue) -> bool:
        """Whether this version and these queries made the findings."""
        whole = scan_id_of(self.extracts_sha256, catalogue)
        return self.scan_id == (pending_id(whole, self.rings_of) if self.rings_of else whole)


def read(findings: Path) -> InForce | None:
    """What the findings in force say of themselves; None where there are none, or none that can be read."""
    try:
        with duckdb.connect() as connection:
            scan = connection.read_parquet(str(findings / "scan.parquet"))
            # Findings of an older version say nothing of pending rings: theirs are their own.
            told = [name for name in _RINGS if name in scan.columns]
            columns = ["scan_id", "finished_at", "extracts_sha256", *told]
            return InForce(*scan.project(", ".join(columns)).fetchall()[0])
    except (duckdb.Error, IndexError):
        return None


def scan_id_of(extracts_sha256: str, catalogue: Catalogue) -> str:
    """Same input, same version, same queries: same id."""
    digest = hashlib.sha256(f"{__version__}\n{extracts_sha256}\n".encode())
    for name in sorted(catalogue.queries):
        if catalogue.queries[name].layer != "pages":
            digest.update(catalogue.queries[name].sql.encode())
    digest.update(Path(linkage.__file__).read_bytes())
    for name in sorted(catalogue.seeds):
        digest.update(catalogue.seeds[name].read_bytes())
    return digest.hexdigest()[:16]


def pending_id(scan_id: str, rings_of: str) -> str:
    """The id of findings whose rings are those of the scan `rings_of`; `scan_id`: the whole scan's."""
    return hashlib.sha256(f"{scan_id}\nrings of {rings_of}\n".encode()).hexdigest()[:16]
