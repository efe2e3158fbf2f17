"""Whether the database still tells what the log says: chain, events, and the rows that they led to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import audit, photos
from suyuan.casework.audit import Fault
from suyuan.casework.columns import key_of
from suyuan.casework.errors import CaseworkError
from suyuan.casework.fields import as_json
from suyuan.casework.records import digest
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import BOOKS, events, test_buys


@acts("audit")
def verify(session: Session, person: Person, head: audit.Head | None = None) -> list[Fault]:
    """Every fault: of the chain (held to a printed `head` too), of an event that is not what was logged, of a row
    that was changed past its event. None means that all of it holds."""
    lines = list(audit.stored(session))
    faults = audit.verify_store(session) + (audit.verify(lines, head) if head else [])
    told: dict[int, tuple[int, str]] = {}
    erased: set[int] = set()
    for line in lines:
        entry = audit.parsed(line)
        if entry is None:
            continue
        if entry.action == "erase":
            erased |= set(entry.details.get("events", ()))
        elif "event" in entry.details:
            told[int(entry.details["event"])] = (entry.sequence, str(entry.details["digest"]))
    for row in session.execute(select(events).order_by(events.c.event_id)):
        sequence, expected = told.pop(row.event_id, (0, ""))
        if not expected:
            faults.append(Fault(sequence, f"event {row.event_id} is in no entry"))
        elif row.salt is None and row.event_id not in erased:
            faults.append(Fault(sequence, f"event {row.event_id} was blanked and no erasure says so"))
        elif (
            row.salt is not None
            and digest({str(name): value for name, value in row._mapping.items()}) != expected
        ):
            faults.append(Fault(sequence, f"event {row.event_id} was changed"))
    faults += [Fault(sequence, f"event {number} is gone") for number, (sequence, _) in sorted(told.items())]
    return faults + _rows(session) + _pictures(session)


def _rows(session: Session) -> list[Fault]:
    faults = []
    for table in BOOKS.values():
        statement = select(table, events.c.after).outerjoin(events, events.c.event_id == table.c.version)
        for row in session.execute(statement).mappings():
            columns = {column.name: row[column] for column in table.columns}
            if row[events.c.after] != as_json(columns):
                faults.append(
                    Fault(0, f"{table.name} {row[key_of(table)]} is not as its last change left it")
                )
    return faults


def _pictures(session: Session) -> list[Fault]:
    """Sealing photos that are gone from their folder, or are not the ones that were sealed."""
    faults = []
    statement = select(test_buys.c.test_buy_id, test_buys.c.photo_path, test_buys.c.photo_sha256)
    for test_buy_id, path, sha256 in session.execute(statement.order_by(test_buys.c.test_buy_id)):
        # A photo that somebody keeps elsewhere is his to keep.
        if sha256 and path == f"{sha256}.{str(path).rpartition('.')[2]}":
            try:
                photos.find(session.info[photos.FOLDER], sha256)
            except CaseworkError as error:
                faults.append(Fault(0, f"test_buys {test_buy_id}: {error}"))
    return faults
