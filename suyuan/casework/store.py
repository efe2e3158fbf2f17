"""Where the casework stands: one SQLite file, or a team's PostgreSQL; and its sessions, each whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from suyuan.casework import migrate, photos, refused, unanswered
from suyuan.casework.audit import FILES, READ_ONLY
from suyuan.casework.errors import N_, StorageError, Unfit

VARIABLE = "SUYUAN_CASEWORK"
DEFAULT = Path(__file__).resolve().parents[2] / "var" / "casework.db"
# What a colleague's change may take; then the second is told that the database is busy.
BUSY_SECONDS = 15
BARE = "suyuan_bare"
# PostgreSQL's codes: disk full, input or output failed; shut down, crashed, starting or recovering.
_FULL, _GONE = ("53100", "58030"), "57P"


@dataclass(frozen=True)
class Store:
    """An open casework database at this program's revision."""

    engine: Engine

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that may change things: committed at the end, rolled back on any error.

        Raises StorageError where the database could not keep it (disk full, busy, away): nothing was kept; or
        where a server fell silent as it was to be kept and did not come back to be asked, which the message says.
        Files that the session writes appear when it is committed, so none leaves whose entry in the log was lost;
        photos that it erases are removed then.
        """
        files: list[tuple[Path, Path]] = []
        gone: list[str] = []
        info = {FILES: files, photos.FOLDER: self.photos, photos.GONE: gone}
        try:
            with (
                refused.entered(self),
                _told(self.engine),
                Session(self.engine, info=info) as session,
                unanswered.settled(self.engine, session),
                session.begin(),
            ):
                yield session
                session.info[unanswered.ASKED] = True
            for part, path in files:
                part.replace(path)
            photos.remove(self.photos, gone)
        finally:
            for part, _path in files:
                part.unlink(missing_ok=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment and changes nothing; what must be audited needs `write`."""
        options: dict[str, Any] = {READ_ONLY: True}
        if self.engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        reading = self.engine.execution_options(**options)
        info = {READ_ONLY: True, photos.FOLDER: self.photos}
        with refused.entered(self), _told(self.engine), Session(reading, info=info) as session:
            yield session
            session.rollback()

    @property
    def photos(self) -> Path:
        """The folder of its sealing photos; there once the first one is kept."""
        return photos.folder_of(self.engine.url, DEFAULT)

    def exists(self) -> bool:
        """Whether an SQLite database has its file; a server is asked by connecting."""
        path = self.engine.url.database
        return self.engine.dialect.name != "sqlite" or (path is not None and Path(path).is_file())

    def scrub(self) -> None:
        """Overwrite what erased rows leave behind: SQLite's write-ahead file, PostgreSQL's dead rows."""
        sqlite = self.engine.dialect.name == "sqlite"
        options: dict[str, Any] = {BARE: True} if sqlite else {"isolation_level": "AUTOCOMMIT"}
        with _told(self.engine), self.engine.connect().execution_options(**options) as connection:
            if not sqlite:
                connection.exec_driver_sql("VACUUM")
            elif connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar():
                raise StorageError(
                    N_("{place} is being read: run retention again later"), place=self.engine.url.database
                )

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def place(named: str | None = None) -> URL:
    """The database's URL: `named`, else SUYUAN_CASEWORK, else var/casework.db. A path means an SQLite file."""
    text = named or os.environ.get(VARIABLE, "") or str(DEFAULT)
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser()))
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise Unfit(N_("{variable}: cannot be read as an address"), variable=VARIABLE) from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite":
        raise Unfit(N_("{variable}: expected a file or postgresql://"), variable=VARIABLE)
    return url


def connect(named: str | None = None) -> Engine:
    """An engine with the safe settings, whatever the revision. Raises Unfit on a URL that is neither kind."""
    url = place(named)
    try:
        if url.get_backend_name() == "postgresql":
            # A server may be set to acknowledge before it has written; a case file may not.
            options = {"options": "-c synchronous_commit=on", "connect_timeout": 10}
            return create_engine(url, pool_pre_ping=True, connect_args=options)
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    except (ArgumentError, NoSuchModuleError) as error:
        raise Unfit(N_("{variable}: cannot be read as an address"), variable=VARIABLE) from error
    if url.database:
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            cause = error.strerror or type(error).__name__
            raise StorageError(
                N_("{place}: nothing of this change was kept: {cause}"), place=url.database, cause=cause
            ) from error
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def open_store(named: str | None = None) -> Store:
    """Open the casework database; an empty place gets its tables. Raises RevisionError on another version."""
    engine = connect(named)
    try:
        with _told(engine):
            migrate.make_ready(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    # Erased is gone: freed pages are overwritten. FULL: a commit is on the disk before it is acknowledged.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute("PRAGMA " + pragma)


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get(BARE):
        return
    # A writer queues at the door: one that began by reading would be turned away at its first change.
    reads = connection.get_execution_options().get(READ_ONLY)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _storage_error(engine, error) from error


def _storage_error(engine: Engine, error: DBAPIError) -> StorageError:
    # A server may tell its errors in any language: their code has none.
    cause, code = " ".join(str(error.orig).split()), str(getattr(error.orig, "sqlstate", None) or "")
    low = cause.lower()
    told = N_("{place}: nothing of this change was kept: {cause}")
    if code in _FULL or "is full" in low or "no space" in low or "disk i/o error" in low:
        told = N_("the disk is full or failing under {place}: nothing of this change was kept ({cause})")
    elif "locked" in low:
        told = N_("{place} is busy with somebody else's change: nothing of this one was kept, try again")
    elif error.connection_invalidated or code.startswith(_GONE):
        told = N_(
            "the connection to {place} was lost, as when its disk is full: nothing of this change was kept ({cause})"
        )
    return StorageError(told, place=unanswered.name_of(engine), cause=cause)
