"""The link that somebody wanted before he logged in: kept on the server while he is away at the provider.

Whoever logs in comes back to the app's first page. Nothing of the link goes through the provider or back in an address
("next=…"), so nothing there can lead anywhere: what is kept is one of the app's own pages, by the path that the
navigation gave it, and its parameters. It is found again by the token that Streamlit gives each browser as a cookie.
"""

from __future__ import annotations

import binascii
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

# How long somebody may take at the provider's, and how many may be there at once before the oldest is forgotten.
LONGEST_SECONDS = 15 * 60
MOST = 1000
# More than any link of the app has.
MOST_CHARACTERS = 4000
COOKIE = "_streamlit_xsrf"
_FOLLOWED = "wanted_followed"


@dataclass(frozen=True)
class Wanted:
    """A page by its path ('' is the first one) and the parameters of its link."""

    path: str
    link: Mapping[str, list[str]]
    at: float = field(default_factory=time.monotonic)


def keep(path: str) -> None:
    """Remember the page before the viewer as he goes to log in; without the browser's token nothing is kept."""
    browser = _browser()
    link = {name: st.query_params.get_all(name) for name in st.query_params}
    if (
        not browser
        or sum(len(name) + sum(map(len, values)) for name, values in link.items()) > MOST_CHARACTERS
    ):
        return
    kept = _kept()
    kept.pop(browser, None)
    kept[browser] = Wanted(path, link)
    while len(kept) > MOST:
        kept.pop(next(iter(kept)), None)


def follow() -> None:
    """Once a session: go on to the link that this browser wanted. To be called before the page draws anything."""
    if st.session_state.get(_FOLLOWED):
        return
    st.session_state[_FOLLOWED] = True
    wanted = _kept().pop(_browser(), None)
    if wanted is not None and time.monotonic() - wanted.at < LONGEST_SECONDS:
        st.switch_page(f"pages/{wanted.path or 'overview'}.py", query_params=wanted.link)


@st.cache_resource(show_spinner=False)
def _kept() -> dict[str, Wanted]:
    """By browser, oldest first."""
    return {}


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
