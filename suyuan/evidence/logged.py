"""A package in the casework's audit log: entered before it is made, so that the head it prints covers its own entry."""

from __future__ import annotations

import os
from contextlib import closing

from suyuan.casework import audit, store
from suyuan.casework.errors import CaseworkError
from suyuan.casework.people import local_person
from suyuan.casework.roles import Person, require
from suyuan.evidence.errors import EvidenceError
from suyuan.evidence.request import Request


def enter(request: Request, person: Person | None = None) -> str | None:
    """Enter who asks for a package of whom. Returns the chain's head, None where no casework is kept here.

    `person`: None for whoever sits at this machine. Raises EvidenceError where his role does not allow it, and where
    the log cannot be written: then no package leaves.
    """
    if not os.environ.get(store.VARIABLE) and not store.DEFAULT.is_file():
        return None
    person = person or local_person()
    told = request.as_json()
    details = {name: told[name] for name in ("shops", "rings", "accounts")}
    try:
        require(person, "package")
        with closing(store.open_store()) as opened, opened.write() as session:
            audit.append(
                session, person, "package", f"package/{sum(map(len, details.values()))} subjects", details
            )
            head = audit.head(session)
    except CaseworkError as error:
        raise EvidenceError(f"no package without its entry in the audit log: {error}") from error
    return f"{head.sequence} {head.sha256}"
