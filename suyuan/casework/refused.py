"""What somebody asked for and his role does not allow, entered in the log once the refused session is rolled back.

Once a day for the same person, action and record, and a bounded number of times a day: who is refused must not be able
to fill the log with it. Counted in memory, so a restart begins anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from threading import Lock
from typing import TYPE_CHECKING

from suyuan.casework import audit
from suyuan.casework.errors import CaseworkError, Forbidden

if TYPE_CHECKING:
    from suyuan.casework.store import Store

# What one person's mistaken clicks come to in a day, with room; and what a whole team's do.
MOST_OF_ONE, MOST_OF_ALL = 50, 1000
_lock = Lock()
# By database, for the day named: how often each person was entered, and with what.
_today: dict[str, tuple[date, dict[str, set[tuple[str, str]]]]] = {}


@contextmanager
def entered(store: Store) -> Iterator[None]:
    """Around a session: a Forbidden that leaves it is entered in the log of its own, and goes on."""
    try:
        yield
    except Forbidden as error:
        enter(store, error)
        raise


@contextmanager
def entered_at(named: str | None = None) -> Iterator[None]:
    """Around what asks who acts, before any session: as `entered`, in the database named or the default one."""
    from suyuan.casework.store import open_store

    try:
        yield
    except Forbidden as error:
        with suppress(CaseworkError), closing(open_store(named)) as store:
            enter(store, error)
        raise


def enter(store: Store, error: Forbidden) -> None:
    """Enter the refusal, where it is known whose it is and it is not one too many.

    A log that cannot be written does not turn the refusal into anything else.
    """
    if error.person is None or not (told := _counted(store, error)):
        return
    with suppress(CaseworkError), store.write() as session:
        audit.append(session, error.person, "refused", error.about or "-", told)


def _counted(store: Store, error: Forbidden) -> dict[str, object]:
    """The entry's details; empty where it is not to be entered."""
    assert error.person is not None
    place, on = store.engine.url.render_as_string(), datetime.now(UTC).date()
    what = (error.asked, error.about)
    with _lock:
        day, people = _today.get(place, (on, {}))
        if day != on:
            people = {}
        _today[place] = (on, people)
        known = people.setdefault(error.person.subject, set())
        if what in known or len(known) > MOST_OF_ONE or sum(map(len, people.values())) > MOST_OF_ALL:
            return {}
        known.add(what)
        is_last = len(known) > MOST_OF_ONE or sum(map(len, people.values())) > MOST_OF_ALL
    return {"asked": error.asked, **({"further_ones_today_not_entered": True} if is_last else {})}
