"""A commit that the server never answered: it stands or it does not, and who wrote is told which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from suyuan.casework import audit, integrity, notes, unanswered
from suyuan.casework.errors import StorageError
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, open_store
from tests.casework.postgres import Server

LEAD = Person("Lin", "lead", "lin@example.org")


def silenced(store: Store, monkeypatch: pytest.MonkeyPatch, before: Callable[[Any], None]) -> list[int]:
    """The next commit is done by `before` on the connection, which is then cut off without an answer."""
    done = store.engine.dialect.do_commit
    cut: list[int] = []

    def commit(connection: Any) -> None:
        if cut:
            done(connection)
            return
        cut.append(1)
        before(connection)
        connection.dbapi_connection.close()
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(store.engine.dialect, "do_commit", commit)
    return cut


def texts(store: Store) -> list[str]:
    with store.write() as session:
        return [row["text"] for row in notes.note_list(session, LEAD, "shop", "S1", reveal=True)]


def test_what_was_kept_before_the_server_fell_silent_counts_as_kept(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(server.emptied())
    cut = silenced(store, monkeypatch, lambda connection: connection.commit())
    with store.write() as session:
        notes.add_note(session, LEAD, "shop", "S1", "seen")
    assert cut == [1]
    assert texts(store) == ["seen"]
    store.close()


def test_what_was_not_kept_is_told_as_not_kept(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(server.emptied())
    cut = silenced(store, monkeypatch, lambda connection: None)
    told = "connection to .* was lost.* nothing of this change was kept"
    with pytest.raises(StorageError, match=told), store.write() as session:
        notes.add_note(session, LEAD, "shop", "S1", "seen")
    assert cut == [1]
    assert texts(store) == []
    store.close()


def test_a_colleague_s_entry_in_its_place_is_not_taken_for_it(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the lost change somebody else's entry has the number that it would have had."""
    address = server.emptied()
    store, other = open_store(address), open_store(address)

    def overtaken(connection: Any) -> None:
        connection.rollback()
        with other.write() as session:
            notes.add_note(session, LEAD, "shop", "S1", "another")

    silenced(store, monkeypatch, overtaken)
    with pytest.raises(StorageError, match="nothing of this change was kept"), store.write() as session:
        notes.add_note(session, LEAD, "shop", "S1", "seen")
    assert texts(store) == ["another"]
    store.close()
    other.close()


def test_a_server_that_stays_away_leaves_it_open_and_says_so(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unanswered, "WAITED_SECONDS", 0.0)
    store = open_store(server.emptied())
    silenced(store, monkeypatch, lambda connection: connection.commit())
    with (
        pytest.raises(StorageError, match="whether it was kept shows once it is back"),
        store.write() as session,
    ):
        notes.add_note(session, LEAD, "shop", "S1", "seen")
    assert texts(store) == ["seen"]
    with store.read() as session:
        assert integrity.verify(session, LEAD) == []
    store.close()


def test_an_error_before_the_commit_never_asks(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "_stands", lambda *_any: pytest.fail("nothing was to be kept yet"))
    store = open_store(server.emptied())
    with pytest.raises(StorageError, match="nothing of this change was kept"), store.write() as session:
        audit.append(session, LEAD, "x", "y/z")
        session.connection().exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
    store.close()
