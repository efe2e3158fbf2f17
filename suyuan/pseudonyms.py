"""Pseudonyms: what stands for an id where a room looks on. Keyed, so that nobody outside can work one out.

A pseudonym is the id's keyed hash (BLAKE2b with a key of this installation alone) in ten letters and digits: the same
id has the same one in every view, link and file of one installation, and none that another installation knows. Back
leads only the server's own list of ids. The key lies beside the casework database, readable to its owner alone.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path

from suyuan.casework.store import place

VARIABLE = "SUYUAN_BRIEFING_KEY"
DEFAULT = Path(__file__).resolve().parent.parent / "var" / "keys" / "briefing.key"
# No vowel, so that no word comes about; nothing that is misread from the back of a room (0 O, 1 I L).
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
# 28^10 = 3e14: among ten million ids the odds of any two alike are under one in five.
LENGTH = 10
# 28^5 = 17 million: among the two hundred names on a screen one pair in nine hundred screens is alike.
SHORT = 5
_RANGE = len(ALPHABET) ** LENGTH
_SHAPE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_KEY_BYTES = 32
# As many as a long briefing shows; what was forgotten is looked up in the findings again.
_REMEMBERED = 500_000


class Pseudonyms:
    """Ids to pseudonyms and back, by one key. `ids`: every id that a link may name, asked for when one is not known."""

    def __init__(self, key: bytes):
        self._key = key
        self._given: dict[str, str] = {}
        self._meant: dict[str, str] = {}

    def of(self, value: str) -> str:
        """The id's pseudonym: ten letters and digits."""
        known = self._given.get(value)
        if known is not None:
            return known
        number, letters = self._number(value), ""
        for _place in range(LENGTH):
            number, rest = divmod(number, len(ALPHABET))
            letters += ALPHABET[rest]
        if len(self._given) >= _REMEMBERED:
            self._given, self._meant = {}, {}
        self._given[value] = letters
        self._meant[letters] = value
        return letters

    def meant(self, text: str, ids: Callable[[], Iterable[str]]) -> str | None:
        """The id that a pseudonym stands for; None where it is no pseudonym, or one of nothing in `ids`."""
        if not is_shaped(text):
            return None
        if text in self._meant:
            return self._meant[text]
        wanted = 0
        for letter in reversed(text):
            wanted = wanted * len(ALPHABET) + ALPHABET.index(letter)
        found = next((one for one in ids() if self._number(one) == wanted), None)
        if found is not None:
            self._given[found], self._meant[text] = text, found
        return found

    def _number(self, value: str) -> int:
        digest = blake2b(value.encode(), digest_size=16, key=self._key).digest()
        return int.from_bytes(digest, "big") % _RANGE


def is_shaped(text: str) -> bool:
    """Whether a text looks like a pseudonym."""
    return _SHAPE.fullmatch(text) is not None


def key_path() -> Path:
    """Where the key lies: SUYUAN_BRIEFING_KEY, else beside the casework's file, else var/keys/briefing.key."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return Path(named)
    url = place()
    is_file = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(str(url.database) + ".briefing-key") if is_file else DEFAULT


def own_key(path: Path | None = None) -> bytes:
    """The key at `path`, made there where none is. Raises OSError where it can be neither read nor made,
    PermissionError where others can read it, ValueError where it is no key."""
    path = path or key_path()
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path}: others can read the key of the pseudonyms; chmod 600")
    key = path.read_bytes()
    if len(key) != _KEY_BYTES:
        raise ValueError(f"{path}: is no key of {_KEY_BYTES} bytes")
    return key


def _make(path: Path) -> None:
    """Whole or not at all, and by one process alone: the first of two that make it at once wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # mkstemp lets nobody but the owner read it.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
