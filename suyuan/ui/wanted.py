"""The link that somebody wanted before he logged in: kept on the server while he is away at the provider.

Whoever logs in comes back to the app's first page. Nothing of the link goes through the provider or back in an address
("next=…"), so nothing there can lead anywhere: what is kept is one of the app's own pages, by the path that the
navigation gave it, and its parameters. It is found again by the token that Streamlit gives each browser as a cookie:
in a file of its own beside the casework, named by the token's hash, so that an app that starts anew still has it.
"""

from __future__ import annotations

import binascii
import hashlib
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex

import streamlit as st

from suyuan.casework.errors import CaseworkError
from suyuan.casework.store import DEFAULT, place

# How long somebody may take at the provider's, and how many may be there at once before no more are kept.
LONGEST_SECONDS = 15 * 60
MOST = 1000
# More than any link of the app has.
MOST_CHARACTERS = 4000
COOKIE = "_streamlit_xsrf"
# What a link to the bare first page may say: nobody came for that.
_HOW_ONLY = {"lang", "briefing"}
_FOLLOWED = "wanted_followed"


@dataclass(frozen=True)
class Wanted:
    """A page by its path ('' is the first one) and the parameters of its link."""

    path: str
    link: Mapping[str, list[str]]


def keep(path: str) -> None:
    """Remember the page before the viewer as he goes to log in; without the browser's token nothing is kept.

    The bare first page displaces nothing: it is where a login that failed half-way sets him down.
    """
    browser = _browser()
    link = {name: st.query_params.get_all(name) for name in st.query_params}
    size = sum(len(name) + sum(map(len, values)) for name, values in link.items())
    if not browser or size > MOST_CHARACTERS or (not path and link.keys() <= _HOW_ONLY):
        return
    with suppress(OSError, CaseworkError):
        _write(_file(browser), Wanted(path, link))


def follow() -> None:
    """Once a session: go on to the link that this browser wanted. To be called before the page draws anything."""
    if st.session_state.get(_FOLLOWED):
        return
    st.session_state[_FOLLOWED] = True
    wanted = _taken(_browser())
    if wanted is not None:
        st.switch_page(f"pages/{wanted.path or 'overview'}.py", query_params=wanted.link)


def _write(file: Path, wanted: Wanted) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    there = [one for one in file.parent.iterdir() if not _swept(one)]
    if len(there) >= MOST and file not in there:
        return
    part = file.with_name(f"{file.name}.{token_hex(4)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as told:
        json.dump(asdict(wanted), told)
    part.replace(file)


def _taken(browser: str) -> Wanted | None:
    """What this browser wanted, once; None where it wanted nothing or too long ago."""
    try:
        file = _file(browser)
        if not browser or not file.is_file() or _swept(file):
            return None
        told = json.loads(file.read_text(encoding="utf-8"))
        file.unlink()
        return Wanted(
            str(told["path"]), {str(name): list(map(str, values)) for name, values in told["link"].items()}
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, CaseworkError):
        return None


def _swept(file: Path) -> bool:
    """Remove a file of somebody who never came back; returns whether it is gone."""
    try:
        if time.time() - file.stat().st_mtime < LONGEST_SECONDS:
            return False
        file.unlink()
    except OSError:
        pass
    return True


def _file(browser: str) -> Path:
    """Named by a hash: who reads the folder's names has nobody's token."""
    url = place()
    beside = Path(str(url.database)) if url.get_backend_name() == "sqlite" and url.database else DEFAULT
    return beside.resolve().parent / "wanted" / f"{hashlib.sha256(browser.encode()).hexdigest()}.json"


def _browser() -> str:
    """The token behind the browser's cookie, which Streamlit masks anew in every answer; '' where there is none."""
    parts = str(st.context.cookies.get(COOKIE) or "").split("|")
    if len(parts) != 4 or parts[0] != "2":
        return ""
    try:
        mask, masked = binascii.a2b_hex(parts[1]), binascii.a2b_hex(parts[2])
    except (binascii.Error, ValueError):
        return ""
    if len(mask) != 4 or len(masked) < 16:
        return ""
    return bytes(byte ^ mask[at % 4] for at, byte in enumerate(masked)).hex()
