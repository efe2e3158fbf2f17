"""`python -m suyuan casework …`: what is done to the casework database as a whole, at the machine that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from suyuan.casework.roles import Person

commands = typer.Typer(
    help="Back up, restore, upgrade, verify, export and erase casework.", no_args_is_help=True
)
errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
Database = Annotated[
    str | None,
    typer.Option(help="SQLite file or postgresql:// URL; SUYUAN_CASEWORK, else var/casework.db, by default."),
]
As = Annotated[
    str,
    typer.Option("--as", help="Who does this, as the team's file names him; needed where one gives roles."),
]


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal is one line on stderr and exit code 2, a fault of disk or server 1; never a traceback."""
    from sqlalchemy.exc import DBAPIError

    from suyuan.casework.errors import CaseworkError, StorageError

    try:
        yield
    except CaseworkError as error:
        errors.print(" ".join(str(error).split()))
        raise typer.Exit(1 if isinstance(error, StorageError) else 2) from error
    except (OSError, DBAPIError) as error:
        errors.print(" ".join(str(getattr(error, "orig", error)).split()))
        raise typer.Exit(1) from error


@commands.command()
def backup(
    to: Annotated[Path, typer.Option(help="The new file that gets everything.")], database: Database = None
) -> None:
    """Write the whole database to one file that carries its own hash."""
    from suyuan.casework import backup as backups
    from suyuan.casework.people import local_person
    from suyuan.casework.store import Store, connect

    with _refusals():
        store = Store(connect(database))
        _hold_there(store)
        with store.write() as session:
            made = backups.back_up(session, local_person(), to)
        print(f"{made.path}: {made.rows:,} rows of revision {made.revision}, SHA-256 {made.sha256}")
        for name in made.left_out:
            errors.print(f"left out, it is not the photo whose hash it is named by: {name}")


@commands.command()
def restore(
    source: Annotated[Path, typer.Option("--from", help="A file that backup wrote.")],
    database: Database = None,
) -> None:
    """Fill an empty database from a backup; what is there is never overwritten."""
    from suyuan.casework import backup as backups
    from suyuan.casework.store import Store, connect

    with _refusals():
        store = Store(connect(database))
        made = backups.restore(source, store.engine, store.photos)
        print(f"restored {made.rows:,} rows of revision {made.revision}")
    verify_audit(database=database)


@commands.command()
def upgrade(
    database: Database = None,
    backups: Annotated[Path | None, typer.Option(help="Folder for the backup that is taken first.")] = None,
) -> None:
    """Bring an older database to this version, after a backup."""
    from suyuan.casework.people import local_person
    from suyuan.casework.store import DEFAULT, Store, connect
    from suyuan.casework.upgrade import upgrade as bring_up

    with _refusals():
        store = Store(connect(database))
        _hold_there(store)
        url = store.engine.url
        beside = Path(url.database or "") if url.get_backend_name() == "sqlite" else DEFAULT
        made = bring_up(store, local_person(), backups or beside.parent)
        print(f"upgraded; before it: {made.path}" if made else "the database is of this version already")


@commands.command("verify-audit")
def verify_audit(
    head: Annotated[str, typer.Option(help="NUMBER:SHA256 as printed in a package or by this command.")] = "",
    file: Annotated[Path | None, typer.Option(help="An exported log instead of the database's.")] = None,
    package: Annotated[
        Path | None, typer.Option(help="An evidence package: is this very file in the log, and its head?")
    ] = None,
    database: Database = None,
) -> None:
    """Hold the audit log, and the database to it; exit code 1 and a line a fault where it does not hold."""
    from suyuan.casework import audit, integrity, packages
    from suyuan.casework.errors import Unfit
    from suyuan.casework.people import local_person
    from suyuan.casework.store import open_store

    with _refusals():
        pinned = None
        if head:
            number, _, sha256 = head.partition(":")
            if not number.isdigit() or len(sha256) != 64:
                raise Unfit("--head {head}: expected NUMBER:SHA256", head=head)
            pinned = audit.Head(int(number), sha256)
        if file is not None:
            faults, end = audit.verify_file(file, pinned), None
        else:
            with open_store(database).read() as session:
                faults, end = integrity.verify(session, local_person(), pinned), audit.head(session)
                if package is not None:
                    faults += packages.faults(audit.stored(session), package)
    for fault in faults:
        print(f"entry {fault.sequence} {fault.told}" if fault.sequence else fault.told)
    if faults:
        raise typer.Exit(1)
    print(f"the log holds; head {end.sequence}:{end.sha256}" if end else "the log holds")
    if package is not None and file is None:
        print(f"the log holds this package: {package.name}")


@commands.command()
def export(
    to: Annotated[Path, typer.Option(help="Folder that gets the files.")],
    personal: Annotated[bool, typer.Option(help="Personal data in clear; logged.")] = False,
    acting: As = "",
    database: Database = None,
) -> None:
    """Write everything as CSV, the audit log, and the test buys as an extract for `scan --also TO/extract`."""
    from suyuan.casework.store import open_store
    from suyuan.casework.tables_out import export_all

    with _refusals():
        person = _stated(acting, database)
        with open_store(database).write() as session:
            written = export_all(session, person, to, reveal=personal)
    print(", ".join(f"{name} {rows:,}" for name, rows in written.items()))


@commands.command()
def erase(
    case: Annotated[str, typer.Option(help="The case's id.")],
    reason: Annotated[str, typer.Option(help="Why, where its term has not ended. Name nobody.")] = "",
    acting: As = "",
    database: Database = None,
) -> None:
    """Erase one case's personal data."""
    from suyuan.casework.retention import erase_case
    from suyuan.casework.store import open_store

    with _refusals():
        person, store = _stated(acting, database), open_store(database)
        with store.write() as session:
            touched = erase_case(session, person, case, reason=reason)
        store.scrub()
        print(f"case {case}: personal data of {touched:,} records erased")


@commands.command()
def retention(
    apply: Annotated[bool, typer.Option(help="Erase them; without it they are only listed.")] = False,
    database: Database = None,
) -> None:
    """List the cases whose term is over and whose personal data still stands, or erase them."""
    from suyuan.casework import records
    from suyuan.casework.people import local_person
    from suyuan.casework.retention import erase_case, overdue, sweep_photos
    from suyuan.casework.store import open_store

    with _refusals():
        store, person = open_store(database), local_person()
        with store.read() as session:
            cases = overdue(session, person, records.now().date())
        for case in cases:
            told = "over since"
            if apply:
                with store.write() as session:
                    erase_case(session, person, case.id)
                told = "erased; was over since"
            print(f"case {case.id}: {told} {case['ends_on']}")
        if apply:
            with store.write() as session:
                swept = sweep_photos(session, person)
            store.scrub()
            if swept:
                print(f"{swept:,} photos of no test buy removed")
        if not cases:
            print("no case is past its term")


def _stated(acting: str, database: str | None) -> Person:
    """What gives data out or takes it away names who did it; upkeep is the machine's own."""
    from suyuan.casework import refused, settings
    from suyuan.casework.people import stated_person

    with refused.entered_at(database):
        return stated_person(acting, settings.load())


def _hold_there(store: object) -> None:
    """Raise Unfit where there is no casework database: a misspelt name must not look like an empty backup."""
    from suyuan.casework import migrate
    from suyuan.casework.errors import Unfit
    from suyuan.casework.store import Store

    assert isinstance(store, Store)
    if not store.exists() or migrate.revision(store.engine) is None:
        raise Unfit("{place}: there is no casework database", place=store.engine.url.render_as_string())
