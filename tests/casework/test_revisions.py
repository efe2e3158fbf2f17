"""A database of an older program is brought up, one of a newer program is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from suyuan.casework import (
    backup,
    integrity,
    migrate,
    records,
    reviews,
)
from suyuan.casework.errors import RevisionError
from suyuan.casework.store import Store, connect, open_store
from suyuan.casework.tables import metadata, shop_reviews
from tests.casework.test_commands import LEAD, run


def at_first_revision(address: str) -> None:
    """A database as the first revision made it, with rows that its program wrote."""
    engine = connect(address)
    migrate.bring_to(engine, "0001")
    with Store(engine).write() as session:
        written = {"state": "reviewing", "reason": "price"}
        records.put(session, LEAD, "review", "review reviewing", shop_reviews, "S1", 0, written)
    engine.dispose()


def test_an_older_database_is_upgraded_after_a_backup_and_keeps_its_rows(
    address: str, tmp_path: Path
) -> None:
    at_first_revision(address)
    with pytest.raises(RevisionError, match="casework upgrade"):
        open_store(address)
    told = run("upgrade", "--database", address, "--backups", tmp_path / "before")
    [made] = (tmp_path / "before").iterdir()
    assert made.name in told
    assert backup.check(made).revision == "0001"
    store = open_store(address)
    with store.read() as session:
        assert integrity.verify(session, LEAD) == []
        assert [row["state"] for row in reviews.reviews(session, LEAD)] == ["reviewing"]
    store.close()
    assert "already" in run("upgrade", "--database", address)


def test_a_backup_of_an_older_revision_is_restored_and_brought_up(tmp_path: Path) -> None:
    at_first_revision(str(tmp_path / "old.db"))
    run("upgrade", "--database", tmp_path / "old.db")
    [made] = tmp_path.glob("casework-0001-*.backup")
    run("restore", "--from", made, "--database", tmp_path / "new.db")
    store = open_store(str(tmp_path / "new.db"))
    with store.read() as session:
        assert [row.id for row in reviews.reviews(session, LEAD)] == ["S1"]
    store.close()


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from suyuan.casework import upgrade

    at_first_revision(address)
    engine = connect(address)
    with engine.begin() as connection:
        # In the way of the upgrade's last table.
        connection.exec_driver_sql("CREATE TABLE custody_steps (x INTEGER)")
    with pytest.raises(Exception, match="custody_steps"):
        upgrade.upgrade(Store(engine), LEAD, tmp_path / "before")
    with engine.connect() as connection:
        assert migrate.revision_of(connection) == "0001"
        assert "cases" not in migrate.tables_of(connection)
    engine.dispose()


def test_a_database_of_a_newer_program_is_left_alone(lite: Store) -> None:
    with lite.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RevisionError, match="newer version"):
        open_store(str(lite.engine.url.database))


def test_the_migrations_build_what_the_tables_say(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_tables_that_are_not_caseworks_are_left_alone(tmp_path: Path) -> None:
    address = str(tmp_path / "other.db")
    with connect(address).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE groceries (x INTEGER)")
    with pytest.raises(RevisionError, match="not casework's"):
        open_store(address)
