"""Bringing an older database to this program's revision, after a backup."""

from __future__ import annotations

from pathlib import Path

from suyuan.casework import migrate
from suyuan.casework.backup import Backup, back_up
from suyuan.casework.errors import N_, RevisionError
from suyuan.casework.records import now
from suyuan.casework.roles import Person
from suyuan.casework.store import Store


def upgrade(store: Store, person: Person, folder: Path) -> Backup | None:
    """Back the database up into `folder`, then bring it to this program's revision; None: it is there already.

    Raises Forbidden, RevisionError where it is of a newer version. Where anything fails the database is as it was.
    """
    found = migrate.revision(store.engine)
    if found == migrate.newest():
        return None
    if found is None:
        raise RevisionError(N_("there is no casework database to upgrade"))
    migrate.hold_known(found)
    with store.write() as session:
        made = back_up(session, person, folder / f"casework-{found}-{now():%Y%m%dT%H%M%S%f}.backup")
    migrate.bring_to(store.engine)
    return made
