"""The casework behind a page: the one store, who acts, and every refusal said calmly where it happened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st
from sqlalchemy.orm import Session

from suyuan import veil
from suyuan.casework import people, refused, roles, settings, undo
from suyuan.casework.errors import CaseworkError, Conflict, Forbidden, RevisionError, StorageError
from suyuan.casework.records import VEIL
from suyuan.casework.roles import Person
from suyuan.casework.settings import Settings
from suyuan.casework.store import Store, open_store
from suyuan.casework.store import place as place_named
from suyuan.messages import _
from suyuan.ui import login
from suyuan.ui.escaping import escape
from suyuan.ui.zone import local_time
from suyuan.wording import refusals

BEFORE_A_ROOM = frozenset({"read", "reveal", "export"})
_KEPT = "kept"


def person() -> Person:
    """Who acts: by the login's claims and the team's file, read anew each time; without login the local user.

    Raises Forbidden where somebody has no role, Unfit where the team's file cannot be read.
    """
    return acting()()


def acting() -> Callable[[], Person]:
    """As `person`, to be asked later and elsewhere: a file is made in a thread that knows no viewer."""
    claims = login.claims()
    return people.local_person if claims is None else lambda: people.person_of(claims, _team())


def may(action: str) -> bool:
    """Whether the viewer's role allows the action; what it does not allow is not offered. False where he has none.

    Before a room nothing is changed: what is entered there would be entered for a pseudonym.
    """
    if veil.current() is not None and action not in BEFORE_A_ROOM:
        return False
    try:
        return roles.may(person(), action)
    except CaseworkError:
        return False


def may_hand_out() -> bool:
    """Whether a file that nothing masks may be offered: to whom may export, and never before a room."""
    return veil.current() is None and may("export")


def may_see_methods() -> bool:
    """Whether SQL, weights and cuts are shown: not to a viewer, and to nobody before a room."""
    try:
        return veil.current() is None and person().role != "viewer"
    except CaseworkError:
        return False


def store() -> Store:
    """The casework database, opened once a process. Raises CaseworkError where it cannot be."""
    url = place_named().render_as_string(hide_password=False)
    if not _file_of(url):
        # The tables are made at first use; from then on the file is known by its number on the disk, which a file
        # in the place of one that was taken away may have got anew.
        _store.clear()
        open_store().close()
    return _store(url, _file_of(url))


def store_or_none() -> Store | None:
    """The database where it can be opened, for what merely does without it."""
    try:
        return store()
    except CaseworkError:
        return None


@contextmanager
def write() -> Iterator[Session]:
    """A session whose changes are kept together at its end; a refusal is said here, and `kept(session)` is False.

    What must happen only after the change (`st.rerun()`, `st.switch_page`) stands behind the block, under
    `if casework.kept(session)`: inside it would take the change back.
    """
    with _told(), _opened(writes=True) as session:
        yield session


@contextmanager
def read() -> Iterator[Session]:
    """A session that sees one moment; a refusal is said here. Give names their empty value before the block."""
    with _told(), _opened(writes=False) as session:
        yield session


def kept(session: Session) -> bool:
    """Whether the block of `write` (or `read`) came to its end and everything in it stands in the database."""
    return bool(session.info.get(_KEPT))


def explain(error: CaseworkError) -> str:
    """The refusal in the viewer's language as Markdown; with a conflict, who was faster and how it stands now."""
    said = [escape(refusals.told(error))]
    if isinstance(error, Conflict) and error.current is not None:
        said.append(_faster(error))
    return "  \n".join(line for line in said if line)


def tell(error: CaseworkError) -> None:
    """Say a refusal where the viewer stands. The page goes on without it."""
    icon = ":material/lock:" if not isinstance(error, Conflict) else ":material/group:"
    calm = st.error if isinstance(error, StorageError | RevisionError) else st.warning
    calm(explain(error), icon=icon)


def _faster(error: Conflict) -> str:
    current = error.current
    assert current is not None
    try:
        with store().read() as session:
            [last] = undo.history(session, person(), current.kind, current.id, newest=1)
    except (CaseworkError, ValueError):
        return ""
    stands = str(current.get("state") or current.get("status") or "")
    now = _(refusals.WORDS[stands]) if stands in refusals.WORDS else ""
    told = (
        _("{name} changed it at {time}. It now stands at: {state}")
        if now
        else _("{name} changed it at {time}.")
    )
    return told.format(name=escape(last.name), time=local_time(last.at), state=now)


def enter_refused(error: Forbidden) -> None:
    """Enter in the log that somebody was turned away, where it can be written."""
    opened = store_or_none()
    if opened is not None:
        refused.enter(opened, error)


def contact() -> str:
    """Whom somebody without a role asks, as the team's file says; '' where it does not."""
    try:
        return _team().contact
    except CaseworkError:
        return ""


def _team() -> Settings:
    named = os.environ.get(settings.VARIABLE, "")
    try:
        stat = Path(named).stat()
    except OSError:
        return settings.load()
    return _team_as_of(named, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _team_as_of(named: str, changed: int, size: int) -> Settings:
    return settings.load(Path(named))


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except CaseworkError as error:
        tell(error)


@contextmanager
def _opened(*, writes: bool) -> Iterator[Session]:
    try:
        opened = store()
    except CaseworkError as error:
        yield _Closed(error)
        return
    with opened.write() if writes else opened.read() as session:
        over = veil.current()
        if over is not None:
            session.info[VEIL] = over.record
        yield session
    session.info[_KEPT] = True


class _Closed(Session):
    """A session of a database that cannot be opened: whatever asks it is told why, nothing comes to its end."""

    def __init__(self, error: CaseworkError):
        super().__init__()
        self._error = error

    def get_bind(self, *_args: Any, **_named: Any) -> NoReturn:
        raise self._error


def _file_of(url: str) -> int:
    """The number of an SQLite file on its disk, 0 where there is none yet: another file there is another store."""
    path = place_named(url).database
    if not url.startswith("sqlite") or not path:
        return 1
    try:
        return Path(path).stat().st_ino
    except OSError:
        return 0


@st.cache_resource(max_entries=2, show_spinner=False)
def _store(url: str, file: int) -> Store:
    return open_store(url)
