"""Searches over personal columns: that one was made stands in the log, what was looked for does not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy.orm import Session

from suyuan.casework import audit
from suyuan.casework.audit import Entry
from suyuan.casework.roles import Person, acts

# Who knows a number can ask whether it was looked for; who has only the log would have to try eleven digits, at some
# twentieth of a second and 16 MB each. The salt is public: it keeps tables made for other programs from fitting.
_SALT = b"suyuan search"
_COST, _BLOCK, _LENGTH = 2**14, 8, 16


def hash_of(text: str) -> str:
    """What the log holds of a searched text: scrypt (RFC 7914), n = 2^14, r = 8, p = 1; 32 hex digits."""
    made = hashlib.scrypt(text.encode(), salt=_SALT, n=_COST, r=_BLOCK, p=1, dklen=_LENGTH)
    return made.hex()


@acts("read")
def log_search(session: Session, person: Person, hashed: str, columns: Sequence[str]) -> Entry:
    """The person looks for something in these personal columns. `hashed`: `hash_of` what was typed.

    To be called before they are searched: what cannot be logged is not looked for.
    """
    return audit.append(session, person, "search", f"search/{hashed}", {"columns": sorted(columns)})
