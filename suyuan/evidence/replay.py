"""Rebuilding a package's tables from the extracts: a scan of its own, then the same tables, compared byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import duckdb

from suyuan import scan
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from suyuan.evidence import contents, sources
from suyuan.evidence.archive import Entry
from suyuan.evidence.errors import EvidenceError
from suyuan.evidence.request import Request
from suyuan.intake import InputError
from suyuan.intake.hashes import file_sha256

Progress = Callable[[int, int, str], None]
_PIECE = 1 << 20


def replay(
    file: BinaryIO,
    entries: Mapping[str, Entry],
    document: Mapping[str, Any],
    extracts: Sequence[Path],
    scratch: Path,
    facts: list[str],
    faults: list[str],
    progress: Progress,
) -> None:
    """Adds to `facts` what held, to `faults` what differs. Raises EvidenceError on extracts that cannot be scanned."""
    delivery, also = extracts[0], extracts[1:]
    _hold_sources(document, delivery, also, faults)
    if any("extract" in fault for fault in faults):
        return
    facts.append(f"all {len(document['sources'])} source files are those of the manifest")
    try:
        outcome = scan.run(delivery, scratch / "findings", also=also, progress=progress)
    except (InputError, RuntimeError, duckdb.Error) as error:
        raise EvidenceError(f"the extracts cannot be scanned: {error}") from error
    told = document.get("scan")
    if not isinstance(told, dict) or outcome.scan_id != told.get("scan_id"):
        faults.append(
            f"the scan is {outcome.scan_id}, another than the package's: other rules or another delivery"
        )
    reader = Reader(scratch / "findings" / scan.PAGES_DATABASE)
    try:
        catalogue = Catalogue.load()
        found = sources.find(reader, catalogue, delivery, also)
        request = Request.from_json(document.get("request", {}))
        outputs = contents.write(scratch / "rebuilt", reader, catalogue, found, request, progress)
    except duckdb.Error as error:
        raise EvidenceError(f"the tables cannot be rebuilt: {error}") from error
    finally:
        reader.close()
    _compare(file, entries, document, {output.path for output in outputs}, scratch / "rebuilt", facts, faults)


def _hold_sources(
    document: Mapping[str, Any], delivery: Path, also: Sequence[Path], faults: list[str]
) -> None:
    told = document.get("sources")
    if not isinstance(told, list):
        raise EvidenceError("the manifest lists no source files")
    if not delivery.is_dir():
        raise EvidenceError(f"{delivery}: no such folder")
    for source in told:
        name = str(source.get("file")) if isinstance(source, dict) else ""
        path = next(
            (
                place
                for place in (delivery / name, *(folder.parent / name for folder in also))
                if place.is_file()
            ),
            None,
        )
        if path is None:
            faults.append(f"{name}: is not among the extracts")
        elif file_sha256(path) != source.get("sha256"):
            faults.append(f"{name}: is another extract than the one the package was made from")


def _compare(
    file: BinaryIO,
    entries: Mapping[str, Entry],
    document: Mapping[str, Any],
    rebuilt: set[str],
    folder: Path,
    facts: list[str],
    faults: list[str],
) -> None:
    tables = {one["path"] for one in document["outputs"] if one["path"].endswith(".csv")}
    for name in sorted(tables - rebuilt):
        faults.append(f"{name}: is in the package and was not rebuilt")
    for name in sorted(rebuilt - entries.keys()):
        faults.append(f"{name}: was rebuilt and is not in the package")
    same = 0
    for name in sorted(rebuilt & entries.keys()):
        line = _first_difference(file, entries[name], folder / name)
        if line is None:
            same += 1
        else:
            faults.append(f"{name}: differs when it is rebuilt, first in {line}")
    facts.append(f"{same} of {len(rebuilt)} files were rebuilt byte for byte")


def _first_difference(file: BinaryIO, entry: Entry, path: Path) -> str | None:
    """None where both are the same; else the first differing line: the header, or a data row by its number."""
    file.seek(entry.start)
    left = entry.bytes
    with path.open("rb") as other:
        line = 0
        while True:
            one = file.readline(left)
            left -= len(one)
            two = other.readline()
            if one != two:
                return "the header" if line == 0 else f"row {line}"
            if not one:
                return None
            line += 1
