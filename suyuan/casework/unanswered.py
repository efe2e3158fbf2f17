"""A commit that was never answered: the server fell silent as it was to keep a change, as when its log found no room.

It may have kept it all the same. Nothing is guessed: the log is asked whether it holds the change's last entry. The
entry is asked for behind the lock on the log's head, so a commit still under way is decided before the answer comes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from suyuan.casework import audit
from suyuan.casework.audit import Entry
from suyuan.casework.errors import N_, StorageError
from suyuan.casework.tables import audit_entries, audit_head

# A session's info: it was asked to commit.
ASKED = "suyuan_asked_to_commit"
# PostgreSQL recovers from a crash within seconds; who waits for longer should be told what is the matter.
WAITED_SECONDS = 10.0
_PAUSE_SECONDS = 0.25


@contextmanager
def settled(engine: Engine, session: Session) -> Iterator[None]:
    """Around a writing transaction: a commit that failed without an answer and stands all the same is none that failed.

    Raises StorageError where that cannot be told; any other failure goes on as it is.
    """
    try:
        yield
    except DBAPIError as error:
        entry = session.info.get(audit.LAST)
        # A file's own commit fails or not; without an entry nothing was changed.
        if engine.dialect.name == "sqlite" or entry is None or not session.info.get(ASKED):
            raise
        stands = _stands(engine, entry)
        if stands is None:
            told = N_(
                "{place} fell silent while this change was being kept, as when its disk is full: whether it was "
                "kept shows once it is back. Look before you enter it again ({cause})"
            )
            cause = " ".join(str(error.orig).split())
            raise StorageError(told, place=name_of(engine), cause=cause) from error
        if not stands:
            raise


def name_of(engine: Engine) -> str:
    """What a database is called when something is said of it: its file, or the server's host."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.host or "PostgreSQL"


def _stands(engine: Engine, entry: Entry) -> bool | None:
    """Whether the log holds the entry; None where the database did not come back to say so."""
    until = time.monotonic() + WAITED_SECONDS
    statement = select(audit_entries.c.entry).where(audit_entries.c.sequence == entry.sequence)
    while time.monotonic() < until:
        try:
            with engine.connect() as connection:
                connection.execute(select(func.set_config("lock_timeout", f"{WAITED_SECONDS:.0f}s", True)))
                connection.execute(select(audit_head).with_for_update())
                return connection.execute(statement).scalar() == entry.line()
        except DBAPIError:
            time.sleep(_PAUSE_SECONDS)
    return None
