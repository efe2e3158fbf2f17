"""The package's container: a ZIP in one form only, so that every byte of it is settled by what it holds.

Nothing is compressed, no times, no comments, no extra fields, entries in the order they were put in: what any ZIP tool
opens, and what can be written again byte for byte from its entries. A byte changed anywhere is seen. PKWARE APPNOTE
6.3.10 names the fields; without ZIP64 a package ends at 4 GiB.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from suyuan.evidence.errors import EvidenceError

MOST_BYTES = 0xFFFFFFFF
MOST_ENTRIES = 0xFFFE
_PIECE = 1 << 20
# Version 2.0, names in UTF-8, stored, 1980-01-01 00:00.
_VERSION, _FLAGS, _METHOD, _TIME, _DATE = 20, 0x800, 0, 0, 0x21
_MADE_BY, _ATTRIBUTES = (3 << 8) | 20, 0o100644 << 16
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
# Plain names alone: nothing that leaves the folder it is unpacked in, on any system.
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")


@dataclass(frozen=True)
class Entry:
    """One file in the container: where its bytes begin, how many they are, their CRC-32 and SHA-256."""

    name: str
    start: int
    bytes: int
    crc: int
    sha256: str


def write(target: BinaryIO, files: Sequence[tuple[str, Path]], during: Callable[[str], None]) -> None:
    """Write the container with these files in this order. Raises EvidenceError where it would be too large."""
    if len(files) > MOST_ENTRIES:
        raise EvidenceError(f"the package would hold {len(files)} files; {MOST_ENTRIES} are the most")
    central = []
    offset = 0
    for name, path in files:
        during(name)
        size, crc = _measure(path)
        if offset + size > MOST_BYTES - (1 << 24):
            raise EvidenceError("the package would be larger than 4 GiB; make one for each shop or ring")
        offset += target.write(_local(name, size, crc))
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                target.write(piece)
        central.append(_central(name, size, crc, offset - len(_local(name, size, crc))))
        offset += size
    directory = b"".join(central)
    target.write(directory + _end(len(files), len(directory), offset))


def read(file: BinaryIO, length: int) -> list[Entry]:
    """Every entry of a container of `length` bytes, each byte of it accounted for.

    Raises EvidenceError where anything differs from the one form. Memory does not grow with what the file claims.
    """
    entries: list[Entry] = []
    offset, central = 0, []
    names: set[str] = set()
    while True:
        head = _exactly(file, _LOCAL.size, "cut short")
        if head[:4] != b"PK\x03\x04":
            break
        crc, size, _same, named = _LOCAL.unpack(head)[6:10]
        if named > 200 or offset + _LOCAL.size + named + size > length:
            raise EvidenceError("the container is cut short or claims more than it holds")
        name = _name(_exactly(file, named, "cut short"))
        if head + name.encode() != _local(name, size, crc):
            raise EvidenceError(f"{name}: its entry is not as packages are written")
        if name in names:
            raise EvidenceError(f"{name}: stands twice in the container")
        names.add(name)
        start = offset + _LOCAL.size + named
        entries.append(Entry(name, start, size, crc, _hash(file, name, size, crc)))
        central.append(_central(name, size, crc, offset))
        offset = start + size
        if len(entries) > MOST_ENTRIES:
            raise EvidenceError("the container holds too many entries")
    directory = b"".join(central)
    rest = directory + _end(len(entries), len(directory), offset)
    if length - offset != len(rest) or head + file.read(len(rest)) != rest:
        raise EvidenceError("the container's directory is not the one of its entries")
    return entries


def _hash(file: BinaryIO, name: str, size: int, crc: int) -> str:
    digest, checksum, left = hashlib.sha256(), 0, size
    while left:
        piece = _exactly(file, min(left, _PIECE), "cut short")
        digest.update(piece)
        checksum = zlib.crc32(piece, checksum)
        left -= len(piece)
    if checksum != crc:
        raise EvidenceError(f"{name}: its checksum in the container differs from its bytes")
    return digest.hexdigest()


def _exactly(file: BinaryIO, size: int, complaint: str) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise EvidenceError(f"the container is {complaint}")
    return data


def _name(data: bytes) -> str:
    try:
        name = data.decode("ascii")
    except UnicodeDecodeError as error:
        raise EvidenceError("an entry's name is not one that packages use") from error
    if not _NAME.fullmatch(name):
        raise EvidenceError(f"{name!r}: not a name that packages use")
    return name


def _measure(path: Path) -> tuple[int, int]:
    size = crc = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            crc = zlib.crc32(piece, crc)
    return size, crc


def _local(name: str, size: int, crc: int) -> bytes:
    fields = (b"PK\x03\x04", _VERSION, _FLAGS, _METHOD, _TIME, _DATE, crc, size, size, len(name), 0)
    return _LOCAL.pack(*fields) + name.encode()


def _central(name: str, size: int, crc: int, offset: int) -> bytes:
    fields = (b"PK\x01\x02", _MADE_BY, _VERSION, _FLAGS, _METHOD, _TIME, _DATE, crc, size, size, len(name))
    return _CENTRAL.pack(*fields, 0, 0, 0, 0, _ATTRIBUTES, offset) + name.encode()


def _end(entries: int, size: int, offset: int) -> bytes:
    return _END.pack(b"PK\x05\x06", 0, 0, entries, entries, size, offset, 0)
