"""The dossier's fonts: one with serifs, one without, both with Chinese, from a package that carries them or the system.

Which characters they have is read from their own tables, so that a character nobody can draw is written by its number
instead of as a box. Source of the format: OpenType 1.9, `cmap`.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

from suyuan.evidence.errors import EvidenceError

VARIABLE = "SUYUAN_FONTS"
_PACKAGE = "pylopdf_fonts_zh_cn"
# Best first; both families of a pair must be there.
_PAIRS = (
    ("Noto Serif SC", "Noto Sans SC"),
    ("Noto Serif CJK SC", "Noto Sans CJK SC"),
    ("Source Han Serif SC", "Source Han Sans SC"),
    ("SimSun", "SimHei"),
    ("Songti SC", "PingFang SC"),
)
HELP = (
    "no font with Chinese characters was found: pip install -r requirements.txt brings one, or "
    "apt-get install fonts-noto-cjk, or name a folder of fonts in SUYUAN_FONTS"
)


@dataclass(frozen=True)
class Fonts:
    """`serif`, `sans`: families; `folders`: where they are beside the system's; `covered`: what both can draw."""

    serif: str
    sans: str
    folders: tuple[str, ...]
    use_system: bool
    covered: frozenset[int]


@cache
def find() -> Fonts:
    """Raises EvidenceError, saying what to install, where no pair of fonts with Chinese is found."""
    named = os.environ.get(VARIABLE, "")
    folders = tuple([named] if named else _packaged())
    for use_system in (False, True):
        found = typst.Fonts(
            include_system_fonts=use_system, include_embedded_fonts=False, font_paths=list(folders)
        ).fonts()
        for serif, sans in _PAIRS:
            paths = [[one.path for one in found if one.family == family] for family in (serif, sans)]
            if all(paths):
                covered = frozenset.intersection(*(_covered(some[0]) for some in paths))
                return Fonts(serif, sans, folders, use_system, covered)
    raise EvidenceError(HELP)


def _packaged() -> Iterator[str]:
    found = find_spec(_PACKAGE)
    if found is not None and found.origin:
        yield str(Path(found.origin).parent)


def _covered(path: str | None) -> frozenset[int]:
    """Every character that the first font of a file maps to a glyph."""
    try:
        data = Path(path or "").read_bytes()
        return frozenset(_characters(data))
    except (OSError, struct.error, StopIteration) as error:
        raise EvidenceError(HELP) from error


def _characters(data: bytes) -> Iterator[int]:
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", data, start + 4)[0]
    cmap = next(
        struct.unpack_from(">I", data, place + 8)[0]
        for place in range(start + 12, start + 12 + 16 * tables, 16)
        if data[place : place + 4] == b"cmap"
    )
    for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        place = cmap + struct.unpack_from(">I", data, cmap + 4 + 8 * number + 4)[0]
        kind = struct.unpack_from(">H", data, place)[0]
        if kind == 12:
            groups = struct.unpack_from(">I", data, place + 12)[0]
            for first, last, _glyph in struct.iter_unpack(
                ">III", data[place + 16 : place + 16 + 12 * groups]
            ):
                yield from range(first, last + 1)
        elif kind == 4:
            count = struct.unpack_from(">H", data, place + 6)[0] // 2
            ends = struct.unpack_from(f">{count}H", data, place + 14)
            starts = struct.unpack_from(f">{count}H", data, place + 16 + 2 * count)
            for first, last in zip(starts, ends, strict=True):
                yield from range(first, min(last, 0xFFFE) + 1)
