"""Making a package: everything below a folder of its own, then one container, put in its place whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from suyuan import in_force, scan
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader, whole_relation
from suyuan.evidence import archive, contents, manifest, papers, sealing, sources
from suyuan.evidence.canonical import Written
from suyuan.evidence.contents import Output
from suyuan.evidence.errors import EvidenceError
from suyuan.evidence.keys import SigningKey, own_key
from suyuan.evidence.logged import Log
from suyuan.evidence.request import Details, Request, RuledOut

Progress = Callable[[int, int, str], None]
_LAST_STEPS = 5


@dataclass(frozen=True)
class Made:
    """A finished package: where it is, its number, its size and hash, what it holds, by which key it is signed."""

    path: Path
    number: str
    bytes: int
    sha256: str
    files: int
    fingerprint: str


def make(
    target: Path,
    findings: Path,
    extracts: Path,
    request: Request,
    details: Details | None = None,
    *,
    also: Sequence[Path] = (),
    ruled_out: Sequence[RuledOut] = (),
    log: Log | None = None,
    is_demo: bool = False,
    made_at: datetime | None = None,
    key: SigningKey | None = None,
    progress: Progress = lambda done, total, name: None,
) -> Made:
    """Make the package of `request` at `target` (a .zip) from the findings in force and their extracts.

    `log`: the casework's audit log; the file is put in its place once its hash stands there. Raises EvidenceError on
    anything that stands in the way, OSError where the disk is full: then nothing is at `target` that was not before.
    """
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    details, made_at = details or Details(), made_at or datetime.now(UTC)
    key = key or own_key()
    catalogue, reader = Catalogue.load(), _reader(findings)
    try:
        with _staging(target) as staging:
            folder = staging / "package"
            progress(0, 1, "sources")
            scan_id = _scan_of_these_rules(reader, catalogue)
            files = sources.find(reader, catalogue, extracts, also)
            total = 0

            def show(done: int, of: int, name: str) -> None:
                nonlocal total
                total = of + _LAST_STEPS
                progress(done, total, name)

            outputs = contents.write(folder, reader, catalogue, files, request, show)
            pictures, beside = sealing.write(folder, log.sealed(reader, catalogue, request) if log else [])
            outputs += beside
            number = manifest.number_of(made_at, scan_id, outputs)
            head = log.begin(number, request) if log else None
            cleared = log.cleared(reader, catalogue, request) if log else []
            told = manifest.Papers(request, details, made_at, head, is_demo, ruled_out, pictures, cleared)
            document = manifest.build(told, reader, catalogue, files, outputs, key, number)
            for place, (name, write) in enumerate(
                papers.beside(folder, document, list(outputs), reader, catalogue)
            ):
                progress(total - _LAST_STEPS + place, total, name)
                write()
                outputs.append(Output(name, _measured(folder / name)))
            document = manifest.build(told, reader, catalogue, files, outputs, key, number)
            data = manifest.as_bytes(document)
            _put(folder / manifest.NAME, data)
            _put(folder / manifest.SIGNATURE, key.sign(data))
            _put(folder / manifest.PUBLIC_KEY, key.public_pem)
            progress(total - 1, total, target.name)
            names = [manifest.NAME, manifest.SIGNATURE, manifest.PUBLIC_KEY, *(one.path for one in outputs)]
            draft = staging / "package.zip"
            with draft.open("wb") as file:
                archive.write(file, [(name, folder / name) for name in names], lambda name: None)
                file.flush()
                os.fsync(file.fileno())
            finished = _measured(draft)
            if log:
                log.finish(number, sha256=finished.sha256, size=finished.bytes)
            draft.replace(target)
            _sync(target.parent)
    finally:
        reader.close()
    return Made(target, number, finished.bytes, finished.sha256, len(names), key.fingerprint)


def _scan_of_these_rules(reader: Reader, catalogue: Catalogue) -> str:
    """The scan's id. The package holds the queries as they are now: they must be the ones that made the findings."""
    told = reader.frame(whole_relation("scan"), {"most": 1})
    scan_id = str(told.at[0, "scan_id"])
    if "rings_of" in told and told["rings_of"].notna().any():
        # What ties accounts together is of another delivery: nobody could rebuild it from these extracts.
        raise EvidenceError(
            "rings are being worked out again; make the package once they are in force, or scan again"
        )
    if in_force.scan_id_of(str(told.at[0, "extracts_sha256"]), catalogue) != scan_id:
        raise EvidenceError(
            "the findings were scanned by another version or other rules; scan again, then make it"
        )
    return scan_id


def _reader(findings: Path) -> Reader:
    database = findings / scan.PAGES_DATABASE
    if not database.is_file():
        raise EvidenceError(f"{findings}: holds no findings; scan first")
    try:
        return Reader(database)
    except duckdb.Error as error:
        raise EvidenceError(f"{database}: cannot be read; scan again") from error


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A folder beside the target, gone afterwards; what a killed run left there goes too."""
    stem = f".{target.name}.making-"
    for left in target.parent.glob(f"{stem}*"):
        if not _is_alive(left.name.removeprefix(stem)):
            shutil.rmtree(left, ignore_errors=True)
    staging = target.parent / f"{stem}{os.getpid()}"
    staging.mkdir(mode=0o700)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _is_alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return int(process) != os.getpid()


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _measured(path: Path) -> Written:
    with path.open("rb") as file:
        return Written(0, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest(), ())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
