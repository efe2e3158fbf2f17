"""The disk full at every step of a write: a clear message, nothing by halves, and the next write goes through."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import MetaData, event, select

from suyuan.casework import audit, integrity, notes
from suyuan.casework.errors import StorageError
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, open_store
from tests.casework.postgres import Server

LEAD = Person("Lin", "lead", "lin@example.org")
ROOT = Path(__file__).resolve().parents[2]
LONG = "x" * 18_000


def everything(store: Store) -> list[tuple[object, ...]]:
    known = MetaData()
    with store.read() as session:
        known.reflect(session.connection())
        return [(table.name, *row) for table in known.sorted_tables for row in session.execute(select(table))]


def sound(store: Store) -> None:
    with store.read() as session:
        assert integrity.verify(session, LEAD) == []


def test_sqlite_that_may_not_grow_by_one_more_page_keeps_nothing(lite: Store) -> None:
    """Every size between what is there and what the write needs is tried: each page that it asks for fails once."""
    pages = [0]

    @event.listens_for(lite.engine, "connect")
    def _limit(connection: object, _record: object) -> None:
        if pages[0]:
            connection.execute(f"PRAGMA max_page_count={pages[0]}")  # type: ignore[attr-defined]

    with lite.write() as session:
        notes.add_note(session, LEAD, "shop", "S1", "first")
        [(there,)] = session.connection().exec_driver_sql("PRAGMA page_count").fetchall()
    before = everything(lite)
    refused = 0
    while True:
        pages[0] = there + refused
        lite.engine.dispose()
        try:
            with lite.write() as session:
                notes.add_note(session, LEAD, "shop", "S1", LONG)
        except StorageError as error:
            assert "the disk is full" in str(error)
            assert "nothing of this change was kept" in str(error)
            assert everything(lite) == before
            sound(lite)
            refused += 1
            assert refused < 100
            continue
        break
    assert refused >= 5
    sound(lite)


FULL = """
import resource, signal, sys
from pathlib import Path
from suyuan.casework import backup, integrity, notes, tables_out
from suyuan.casework.errors import StorageError
from suyuan.casework.roles import Person
from suyuan.casework.store import open_store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
lead, folder = Person("Lin", "lead", "lin"), Path(sys.argv[1])
store = open_store(str(folder / "casework.db"))
with store.write() as session:
    notes.add_note(session, lead, "shop", "S1", "first")

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def attempt(name, work, step):
    refused = 0
    for size in range(0, 10_000_000, step):
        limit(size)
        try:
            work()
        except (StorageError, OSError) as error:
            limit(resource.RLIM_INFINITY)
            assert str(error), name
            refused += 1
            with store.read() as session:
                assert integrity.verify(session, lead) == [], (name, size)
            continue
        finally:
            limit(resource.RLIM_INFINITY)
        break
    print(name, refused)

def write():
    with store.write() as session:
        notes.add_note(session, lead, "shop", "S1", "y" * 18_000)

def back_up():
    with store.write() as session:
        backup.back_up(session, lead, folder / "x.backup")

def export():
    with store.write() as session:
        tables_out.export_all(session, lead, folder / "out")

attempt("write", write, 4096)
with store.write() as session:
    assert [len(row["text"]) for row in notes.note_list(session, lead, "shop", "S1", reveal=True)].count(18_000) == 1
attempt("backup", back_up, 8192)
assert backup.check(folder / "x.backup").rows > 5
attempt("export", export, 8192)
left = [path.name for path in folder.rglob("*.part")]
assert left == [], left
"""


def test_a_file_that_cannot_grow_stops_write_backup_and_export_alike(tmp_path: Path) -> None:
    """The operating system's own refusal (RLIMIT_FSIZE), every 4 or 8 KiB from nothing up to what is needed."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    refused = dict(line.split() for line in done.stdout.splitlines())
    assert refused.keys() == {"write", "backup", "export"}
    assert all(int(number) >= 5 for number in refused.values()), refused


STEPS = [("events", "INSERT"), ("audit_entries", "INSERT"), ("audit_head", "UPDATE"), ("notes", "INSERT")]


@pytest.mark.parametrize(("table", "step"), STEPS)
def test_postgresql_out_of_space_at_any_step_keeps_nothing(server: Server, table: str, step: str) -> None:
    """The server's own error of a full disk, raised at each statement of a write in turn."""
    store = open_store(server.emptied())
    with store.write() as session:
        notes.add_note(session, LEAD, "shop", "S1", "first")
        session.connection().exec_driver_sql(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"
        )
        session.connection().exec_driver_sql(
            f"CREATE TRIGGER full_disk AFTER {step} ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()"
        )
    before = everything(store)
    with pytest.raises(StorageError, match="the disk is full"), store.write() as session:
        notes.add_note(session, LEAD, "shop", "S1", LONG)
    assert everything(store) == before
    with store.write() as session:
        session.connection().exec_driver_sql(f"DROP TRIGGER full_disk ON {table}")
        notes.add_note(session, LEAD, "shop", "S1", LONG)
    sound(store)
    store.close()


def test_a_database_that_somebody_holds_says_so(lite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suyuan.casework.store.BUSY_SECONDS", 0.1)
    impatient = open_store(str(lite.engine.url.database))
    with lite.write() as session:
        audit.lock(session)
        with pytest.raises(StorageError, match="busy"), impatient.write() as other:
            audit.lock(other)
    impatient.close()
