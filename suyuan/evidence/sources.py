"""The delivered files that the findings rest on: where they are, and that they are still the ones that were scanned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from suyuan.evidence.errors import EvidenceError
from suyuan.intake import InputError, manifest
from suyuan.intake.hashes import file_sha256
from suyuan.rings.chains import rows


@dataclass(frozen=True)
class SourceFile:
    """One delivered file. `prior_sha256`: what the delivery's own manifest.json says of it, '' if nothing."""

    number: int
    table: str
    name: str
    path: Path
    bytes: int
    rows: int
    sha256: str
    prior_sha256: str

    @property
    def partitions(self) -> dict[str, str]:
        """Columns that stand in the names of the folders it lies in."""
        parts = (part.partition("=") for part in self.name.split("/")[:-1])
        return {name: unquote(value) for name, equals, value in parts if equals}


def find(reader: Reader, catalogue: Catalogue, extracts: Path, also: Sequence[Path] = ()) -> list[SourceFile]:
    """Every file the scan read, found again below the extracts and hashed again.

    Raises EvidenceError where one is gone or is no longer the file that was scanned.
    """
    scanned = reader.frame(catalogue.page("evidence__source_files"), {"first": 0})
    prior = {folder: _declared(folder) for folder in (extracts, *also)}
    found = []
    for row in rows(scanned):
        folder, inside = _place(row.file, extracts, also)
        path = folder / inside
        try:
            sha256 = file_sha256(path)
        except OSError as error:
            raise EvidenceError(
                f"{row.file}: cannot be read ({error.strerror}); no package without it"
            ) from error
        if sha256 != row.sha256:
            raise EvidenceError(
                f"{row.file}: is no longer the file that was scanned; scan again, then make the package"
            )
        found.append(
            SourceFile(
                int(row.source_file), row.table_name, row.file, path, int(row.bytes), int(row.rows), sha256,
                prior[folder].get(inside, ""),
            )
        )  # fmt: skip
    return found


def _place(name: str, extracts: Path, also: Sequence[Path]) -> tuple[Path, str]:
    """Files of a further folder bear its name in front, as the scan named them."""
    if not (extracts / name).is_file():
        for folder in also:
            if name.startswith(f"{folder.name}/"):
                return folder, name.removeprefix(f"{folder.name}/")
    return extracts, name


def _declared(folder: Path) -> dict[str, str]:
    try:
        told = manifest.read(folder)
    except InputError as error:
        raise EvidenceError(str(error)) from error
    return {name: entry.sha256 or "" for name, entry in told.files.items()} if told else {}
