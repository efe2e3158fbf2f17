"""The database's revision: building it in an empty place, bringing an older one up."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, func, inspect, select

from suyuan.casework.errors import N_, RevisionError

FOLDER = Path(__file__).resolve().parent / "migrations"


def config() -> Config:
    """Alembic's settings, without a file of its own."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return made


def newest() -> str:
    """The revision that this program works with."""
    return str(ScriptDirectory.from_config(config()).get_current_head())


def revision(engine: Engine) -> str | None:
    """The database's revision; None where it holds no casework yet."""
    with engine.connect() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    """As `revision`, on a connection of one's own."""
    return MigrationContext.configure(connection).get_current_revision()


def tables_of(connection: Connection) -> list[str]:
    """The names of all tables, whoever made them."""
    return inspect(connection).get_table_names()


def upgrade(connection: Connection, target: str) -> None:
    """Take the database to a revision within the connection's transaction. Raises RevisionError."""
    settings = config()
    settings.attributes["connection"] = connection
    try:
        command.upgrade(settings, target)
    except CommandError as error:
        raise RevisionError(N_("the casework database cannot be brought up: {cause}"), cause=error) from error


def bring_to(engine: Engine, target: str = "head") -> None:
    """Take the database to a revision in one transaction: wholly there, or as it was."""
    with engine.begin() as connection:
        # Two programs that open an empty place at once: the second waits and finds it built.
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(7_369_797_561)))
        upgrade(connection, target)


def hold_known(revision: str) -> None:
    """Raise RevisionError where this program does not know the revision: it is of a newer version."""
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if revision not in known:
        raise RevisionError(
            N_("casework of revision {revision} needs a newer version of the program"), revision=revision
        )


def make_ready(engine: Engine) -> None:
    """Build the tables in an empty place. Raises RevisionError where they are of another revision."""
    found = revision(engine)
    if found is None:
        with engine.connect() as connection:
            foreign = tables_of(connection)
        if foreign and "audit_head" not in foreign:
            raise RevisionError(N_("this database holds tables that are not casework's: name an empty one"))
        bring_to(engine)
    elif found != newest():
        hold_known(found)
        told = N_("the casework database is at revision {found}: run `python -m suyuan casework upgrade`")
        raise RevisionError(told, found=found)
