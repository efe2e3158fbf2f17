"""Briefing mode: the same views for a room, large and calm, nobody named. One switch, kept in the link.

In it every page works on pseudonyms (`suyuan/veil.py`); outside it a link that holds pseudonyms opens by them.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from suyuan import price_pick, veil
from suyuan.price_pick import Pick
from suyuan.pseudonyms import Pseudonyms, key_path, own_key
from suyuan.ui.findings import ids, known, shop_names
from suyuan.ui.links import LANGUAGE_IN_LINK, let_go
from suyuan.veil import Room, Veil

IN_LINK, ON = "briefing", "1"
PAGE = "page_at"
_SHOWN, _VIEW = "briefing_shown", "briefing_view"
# Words of a link that name one thing by its id.
_NAMES = ("shop", "account", "ring", "listing", "order")
# What is struck for a test names accounts and records: it stays out of a room's links.
_STRUCK = "strike"
_PICK = "pick"
# What parts the words of a value: `flow~350300~310000`, `A1|A2`.
_PART = re.compile("([~|,])")
# What somebody typed.
_TYPED = ("find", "to")
# How the viewer likes to see it.
_NOT_OF_THE_VIEW = {LANGUAGE_IN_LINK, IN_LINK}


def is_on() -> bool:
    """Whether this run is drawn for a room."""
    return st.query_params.get(IN_LINK) == ON


def view_link() -> str:
    """The present view as path and query, pseudonyms in place of ids: `rings?ring=K7Q2M9FJD4&view=chain`.

    Without language and searched text. Raises OSError, ValueError where the key of the pseudonyms cannot be had.
    """
    told = [
        (key, _in_pseudonyms(key, value))
        for key in sorted(st.query_params)
        if key not in _NOT_OF_THE_VIEW and not _is_left_out(key)
        for value in st.query_params.get_all(key)
    ]
    page = str(st.session_state.get(PAGE, ""))
    return ("" if page == "overview" else page) + ("?" + urlencode(told) if told else "")


def settle_link() -> None:
    """To be called before a page is drawn: pseudonyms for ids in the link where a room looks on, else ids again.

    Raises OSError, ValueError where the key cannot be had; nothing may be drawn for a room then.
    """
    change = _in_pseudonyms if is_on() else _in_ids
    for key in list(st.query_params):
        here = st.query_params.get_all(key)
        if is_on() and _is_left_out(key):
            let_go(key)
            del st.query_params[key]
        elif (there := [change(key, value) for value in here]) != here:
            let_go(key)
            st.query_params[key] = there


def switch() -> None:
    """On where it was off, off where it was on. A callback."""
    if is_on():
        st.query_params.pop(IN_LINK, None)
    else:
        st.query_params[IN_LINK] = ON


def meant(value: str) -> str:
    """The id that a pseudonym stands for; what is none, as it is. For the log and the casework, never for a screen."""
    return veil.meant(value, ids)


def shown() -> frozenset[str]:
    """Ids that were revealed in the view at hand; another view has none."""
    if st.session_state.get(_VIEW) != _view():
        return frozenset()
    return frozenset(st.session_state.get(_SHOWN, ()))


def show(value: str) -> None:
    """Reveal one id for the view at hand. Whoever calls this has entered it in the log."""
    st.session_state[_SHOWN] = shown() | {value}
    st.session_state[_VIEW] = _view()


def hide_all() -> None:
    """Nothing is revealed any more. A callback."""
    st.session_state.pop(_SHOWN, None)


def _is_left_out(key: str) -> bool:
    return key in _TYPED or key.startswith(_STRUCK)


def _view() -> str:
    """The view by what it is of: a switch of language is no other view."""
    return view_link()


def _in_pseudonyms(key: str, value: str) -> str:
    """Every id of the findings in a link's value; of what names one thing whatever stands there, known or not."""
    own = _pseudonyms()
    if (unpacked := _unpacked(key, value)) is not None:
        return _packed([one if own.meant(one, ids) else own.of(one) for one in unpacked])
    if key in _NAMES:
        return value if not value or own.meant(value, ids) else own.of(value)
    parts = _PART.split(value)
    # A site's id begins with its ring's.
    rings = {part: part.partition("-")[0] for part in parts if "-" in part}
    named = known([*filter(None, parts), *rings.values()])
    return "".join(
        part
        if part not in named
        else veil.site_pseudonym(own, part)
        if rings.get(part) in named
        else own.of(part)
        for part in parts
    )


def _in_ids(key: str, value: str) -> str:
    if (unpacked := _unpacked(key, value)) is not None:
        return _packed([meant(one) for one in unpacked])
    return "".join(map(meant, _PART.split(value)))


def _unpacked(key: str, value: str) -> list[str] | None:
    """The listings that were picked by hand, where they are too many to stand in a link one by one."""
    if key != _PICK or not price_pick.is_packed(value):
        return None
    pick = price_pick.from_link(value, [])
    return [] if pick is None else pick.listing_ids


def _packed(listing_ids: list[str]) -> str:
    return price_pick.to_link(Pick(listing_ids=listing_ids)) if listing_ids else ""


def _pseudonyms() -> Pseudonyms:
    path = key_path()
    if not path.exists():
        own_key(path)
    return _by_key(path, path.stat().st_mtime_ns)


@st.cache_resource(max_entries=2, show_spinner=False)
def _by_key(path: Path, changed: int) -> Pseudonyms:
    return Pseudonyms(own_key(path))


veil.ask(
    Room(looks_on=is_on, veil=lambda: Veil(_pseudonyms(), shop_names(), shown()), pseudonyms=_pseudonyms)
)
