"""Sealing photos: beside the database, each under the SHA-256 of its bytes, so that what is there is what was sealed.

A photo is on the disk before the record that names it is written; one whose record was never kept is swept up later. It
may show a waybill with names: it is shown like personal data, and goes with its case.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from time import time

from PIL import Image, ImageOps
from sqlalchemy.engine import URL

from suyuan.casework.errors import N_, DamagedError, Missing, StorageError, Unfit
from suyuan.intake.hashes import file_sha256

VARIABLE = "SUYUAN_PHOTOS"
# What a telephone takes at its best; a picture larger unfolded would fill the memory.
MOST_MB, MOST_PIXELS = 20, 50_000_000
MOST_BYTES = MOST_MB << 20
WIDEST = 640
# By the first bytes of the file: what it is called says nothing.
KINDS = {b"\xff\xd8\xff": ("jpg", "JPEG"), b"\x89PNG\r\n\x1a\n": ("png", "PNG")}
NAME = re.compile(r"[0-9a-f]{64}\.[a-z]{3,4}")
# A session's info: where its photos are, and those to be removed once it is committed.
FOLDER, GONE = "suyuan_photos", "suyuan_photos_gone"
# Somebody may be about to write the record of a photo that was laid down just now.
_SWEPT_AFTER_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Photo:
    """A photo as it lies in the folder: its name there, and its bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return self.name.partition(".")[0]


def folder_of(url: URL, default: Path) -> Path:
    """Where a database's photos are: SUYUAN_PHOTOS, else `photos/` beside an SQLite file, else beside `default`."""
    if named := os.environ.get(VARIABLE, ""):
        return Path(named).expanduser()
    is_file = url.get_backend_name() == "sqlite" and url.database
    return (Path(str(url.database)) if is_file else default).resolve().parent / "photos"


def keep(folder: Path, data: bytes) -> Photo:
    """Lay a photo down, wholly on the disk or not at all; the same one again is no second.

    Raises Unfit on anything but a whole JPEG or PNG of a bearable size, StorageError where the disk is full.
    """
    photo = Photo(f"{hashlib.sha256(data).hexdigest()}.{_kind(data)}", data)
    thumbnail(data)
    put(folder, photo)
    return photo


def put(folder: Path, photo: Photo) -> bool:
    """Write the file unless it is there as it should be. Returns whether it was written. Raises StorageError."""
    path, part = folder / photo.name, folder / f".{photo.name}.{token_hex(4)}.part"
    try:
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == photo.sha256:
            return False
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(photo.data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync(folder)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        told = N_("the photo could not be kept in {place}: {cause}; nothing of this change was kept")
        raise StorageError(told, place=folder, cause=error.strerror or type(error).__name__) from error
    return True


def find(folder: Path, sha256: str, named: str | None = None) -> Photo:
    """The photo of this hash: in the folder, else where an older record's path says that it is.

    Raises Missing where it is not there, DamagedError where another picture is in its place.
    """
    places = [
        path for path in (*folder.glob(f"{sha256}.*"), *([Path(named)] if named else [])) if _is_fit(path)
    ]
    for path in places:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == sha256:
            return Photo(f"{sha256}.{path.suffix.lower().lstrip('.') or 'bin'}", data)
    if places:
        raise DamagedError(N_("the photo is not the one that was sealed: its SHA-256 differs"))
    raise Missing(N_("the photo is not where it was laid down"))


def thumbnail(data: bytes) -> bytes:
    """A small JPEG of it, upright, without what the camera wrote into it. Raises Unfit where it cannot be drawn."""
    kind = next((name for magic, (_end, name) in KINDS.items() if data.startswith(magic)), "")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[kind] if kind else []) as picture:
                _hold_size(picture.width * picture.height)
                picture.draft("RGB", (WIDEST, WIDEST))
                small = ImageOps.exif_transpose(picture)
                small.thumbnail((WIDEST, WIDEST))
                made = io.BytesIO()
                small.convert("RGB").save(made, "JPEG", quality=85)
    except Unfit:
        raise
    except Exception as error:  # whatever a hostile file makes the decoder raise
        raise Unfit(N_("the photo cannot be read as a JPEG or PNG: it may be cut off")) from error
    return made.getvalue()


def all_of(folder: Path) -> Iterator[Photo]:
    """Every photo in the folder that is what its name says, by name, whoever needs it. Raises OSError."""
    for path in _named(folder):
        photo = Photo(path.name, path.read_bytes())
        if hashlib.sha256(photo.data).hexdigest() == photo.sha256:
            yield photo


def changed(folder: Path) -> list[str]:
    """The names of those that are not."""
    return [path.name for path in _named(folder) if file_sha256(path) != path.name[:64]]


def remove(folder: Path, hashes: Iterable[str]) -> None:
    """Take these photos away. Raises StorageError, telling which still stand, where that is refused."""
    left = []
    for path in (path for sha256 in sorted(set(hashes)) for path in folder.glob(f"{sha256}.*")):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(path.name)
    if left:
        raise StorageError(N_("erased in the database, but these photos could not be removed: {files}"),
                           files=", ".join(left))  # fmt: skip


def sweep(folder: Path, needed: set[str]) -> int:
    """Remove photos of no record, a day old or more, and halves that a dead program left. Returns how many."""
    gone, before = 0, time() - _SWEPT_AFTER_SECONDS
    for path in list(folder.glob("*")) + list(folder.glob(".*.part")) if folder.is_dir() else []:
        is_ours = path.name.endswith(".part") or NAME.fullmatch(path.name)
        if is_ours and path.name[:64] not in needed and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _named(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.*") if NAME.fullmatch(path.name)) if folder.is_dir() else []


def _kind(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Unfit(N_("the photo is larger than {most} MB"), most=MOST_MB)
    ending = next((end for magic, (end, _name) in KINDS.items() if data.startswith(magic)), None)
    if ending is None:
        raise Unfit(N_("a sealing photo is a JPEG or a PNG, whatever its file is called"))
    return ending


def _hold_size(pixels: int) -> None:
    if pixels > MOST_PIXELS:
        raise Unfit(N_("the photo has more than {most} million pixels"), most=MOST_PIXELS // 10**6)


def _is_fit(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size <= MOST_BYTES
    except (OSError, ValueError):
        return False


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
