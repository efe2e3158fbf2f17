"""Reading and changing one record: version held to, event written, audit entry appended, all in one transaction.

Everything that casework changes goes through `put` and `drop`, everything personal that it shows through `get` and
`find`: here stands the policy's lowest guard, so no function above can forget it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Select, Table, delete, insert, null, select, update
from sqlalchemy.orm import Session

from suyuan.casework import audit
from suyuan.casework.columns import key_of, personal_columns
from suyuan.casework.errors import N_, Conflict, Missing
from suyuan.casework.fields import as_json, clean, json_value
from suyuan.casework.roles import Person, require
from suyuan.casework.tables import events
from suyuan.masking import HIDDEN

# Where a session keeps what hides from a room: book, columns → the columns as they are shown.
VEIL = "veil"


@dataclass(frozen=True)
class Record(Mapping[str, Any]):
    """A row as it stood when read: a mapping of its columns. Hand `version` back with a change."""

    kind: str
    columns: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.columns[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def id(self) -> str:
        return str(next(iter(self.columns.values())))

    @property
    def version(self) -> int:
        return int(self.columns["version"])


def new_id(letter: str) -> str:
    """An id that nobody has had: a letter and ten hexadecimal digits."""
    return letter + secrets.token_hex(5).upper()


def now() -> datetime:
    """The present, UTC without a zone, as the tables hold it."""
    return datetime.now(UTC).replace(tzinfo=None)


def put(
    session: Session,
    person: Person,
    action: str,
    what: str,
    table: Table,
    record_id: str,
    version: int | None,
    given: Mapping[str, Any],
) -> Record:
    """Create (`version` None or 0: there was none) or change the record; `action` is the policy's, `what` the event's.

    Raises Forbidden; Conflict with the record as it stands where it is of another version; Unfit on a text that
    cannot be kept. A change that changes nothing is an event all the same: somebody confirmed what stands.
    """
    require(person, action)
    before = raw(session, table, record_id)
    _hold_version(person, table, record_id, version, before)
    key = key_of(table).name
    after = {**(before or {column.name: None for column in table.columns}), **clean(given), key: record_id}
    event_id = enter(session, person, action, what, table, record_id, before, after)
    after["version"] = event_id
    _store(session, table, record_id, before, after)
    return Record(table.name, _shown(table, after, reveal=False))


def drop(
    session: Session, person: Person, action: str, what: str, table: Table, record_id: str, version: int
) -> None:
    """Take the record away; its event keeps what it was. Raises as `put` does, Missing where there is none."""
    require(person, action)
    before = raw(session, table, record_id)
    if before is None:
        raise Missing(N_("there is no {record}"), record=record_id)
    _hold_version(person, table, record_id, version, before)
    enter(session, person, action, what, table, record_id, before, None)
    _store(session, table, record_id, before, None)


def get(session: Session, person: Person, table: Table, record_id: str, *, reveal: bool = False) -> Record:
    """One record, its personal columns hidden unless `reveal`, which is entered in the log. Raises Missing."""
    found = find(session, person, table, select(table).where(key_of(table) == record_id), reveal=reveal)
    if not found:
        raise Missing(N_("there is no {record}"), record=record_id)
    return found[0]


def find(
    session: Session, person: Person, table: Table, rows: Select[Any], *, reveal: bool = False
) -> list[Record]:
    """The table's rows that the statement selects, in its order; `reveal` as in `get`, one entry for all of them."""
    require(person, "reveal" if reveal else "read")
    found = [dict(row) for row in session.execute(rows).mappings()]
    personal = sorted(personal_columns(table))
    if reveal and personal and found:
        key = key_of(table).name
        details = {"columns": personal, "records": [row[key] for row in found]}
        audit.append(session, person, "reveal", f"{table.name}/{len(found)} records", details)
    veil = session.info.get(VEIL)
    shown = [_shown(table, row, reveal) for row in found]
    return [Record(table.name, veil(table.name, row) if veil else row) for row in shown]


def raw(session: Session, table: Table, record_id: str) -> dict[str, Any] | None:
    """The row as it is, nothing hidden, held against every other writer; None where there is none."""
    audit.lock(session)
    statement = select(table).where(key_of(table) == record_id)
    row = session.execute(statement).mappings().one_or_none()
    return None if row is None else dict(row)


def enter(
    session: Session,
    person: Person,
    action: str,
    what: str,
    table: Table,
    record_id: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    undoes: int | None = None,
) -> int:
    """Write the event and its audit entry. Returns the event's number, the record's next version."""
    row = {
        "at": now(),
        "person": person.subject,
        "name": person.name,
        "role": person.role,
        "action": action,
        "what": what,
        "kind": table.name,
        "record_id": record_id,
        "before": as_json(before),
        "after": as_json(after),
        "salt": secrets.token_hex(16),
        "undoes": undoes,
    }
    [event_id] = session.execute(insert(events).values(row).returning(events.c.event_id)).one()
    changed = sorted(name for name in {**(before or {}), **(after or {})}
                     if name != "version" and (before or {}).get(name) != (after or {}).get(name))  # fmt: skip
    details = {"event": event_id, "columns": changed, "digest": digest(row)}
    if undoes is not None:
        details["undoes"] = undoes
    audit.append(session, person, what, f"{table.name}/{record_id}", details)
    return int(event_id)


def digest(event: Mapping[str, Any]) -> str:
    """What ties an event to the log: every column but its number, which the entry names.

    The salt is among them and is lost with an erasure: from then on no value can be guessed from the hash.
    """
    told = {name: json_value(value) for name, value in event.items() if name != "event_id"}
    return hashlib.sha256(audit.canonical(told).encode()).hexdigest()


def restore(session: Session, table: Table, record_id: str, row: Mapping[str, Any] | None) -> None:
    """Put the row in place whatever stands there; None takes it away. For undo alone, which enters its own event."""
    _store(session, table, record_id, raw(session, table, record_id), row)


def _hold_version(
    person: Person, table: Table, record_id: str, version: int | None, before: dict[str, Any] | None
) -> None:
    if (before["version"] if before else 0) == (version or 0):
        return
    current = None if before is None else Record(table.name, _shown(table, before, reveal=False))
    told = N_("{record} was changed by somebody else in the meantime: nothing of this change was kept")
    if before is None:
        told = N_("{record} was taken away in the meantime: nothing of this change was kept")
    raise Conflict(told, current, record=record_id)


def _store(
    session: Session,
    table: Table,
    record_id: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    key = key_of(table)
    row = {
        column.name: after[column.name]
        for column in table.columns
        if after is not None and not (before is None and after[column.name] is None)
    }
    for column in table.columns:
        # A JSON column takes Python's None for JSON's null, which is a value.
        if isinstance(column.type, JSON) and column.name in row and row[column.name] is None:
            row[column.name] = null()
    if after is None:
        session.execute(delete(table).where(key == record_id))
    elif before is None:
        session.execute(insert(table).values(row))
    else:
        session.execute(update(table).where(key == record_id).values(row))


def _shown(table: Table, row: Mapping[str, Any], reveal: bool) -> dict[str, Any]:
    hidden = frozenset() if reveal else personal_columns(table)
    return {name: HIDDEN if name in hidden and value is not None else value for name, value in row.items()}
