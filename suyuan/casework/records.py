"""Reading and changing one record: version held to, event written, audit entry appended, all in one transaction.

Everything that casework changes goes through `put` and `drop`, everything personal that it shows through `get` and
`find`: here stands the policy's lowest guard, so no function above can forget it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Date, DateTime, Select, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from suyuan.casework import audit
from suyuan.casework.errors import Conflict, Missing, Unfit
from suyuan.casework.roles import Person, may, require
from suyuan.casework.tables import events, key_of, personal_columns
from suyuan.masking import HIDDEN

LONGEST = 20_000


@dataclass(frozen=True)
class Record(Mapping[str, Any]):
    """A row as it stood when read: a mapping of its columns. Hand `version` back with a change."""

    kind: str
    values_: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values_[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)

    @property
    def id(self) -> str:
        return str(next(iter(self.values_.values())))

    @property
    def version(self) -> int:
        return int(self.values_["version"])


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
    values: Mapping[str, Any],
) -> Record:
    """Create (`version` None or 0: there was none) or change the record; `action` is the policy's, `what` the event's.

    Raises Forbidden; Conflict with the record as it stands where it is of another version; Unfit on a text that
    cannot be kept. A change that changes nothing is an event all the same: somebody confirmed what stands.
    """
    require(person, action)
    audit.lock(session)
    before = raw(session, table, record_id)
    _hold_version(person, table, record_id, version, before)
    key = key_of(table).name
    after = {**(before or {column.name: None for column in table.columns}), **_clean(values), key: record_id}
    for column in table.columns:
        if before is None and after[column.name] is None and column.server_default is not None:
            after[column.name] = False if column.name.startswith("is_") else 0
    event_id = enter(session, person, action, what, table, record_id, before, after)
    after["version"] = event_id
    _store(session, table, record_id, before, after)
    return Record(table.name, _shown(table, after, reveal=False))


def drop(
    session: Session, person: Person, action: str, what: str, table: Table, record_id: str, version: int
) -> None:
    """Take the record away; its event keeps what it was. Raises as `put` does, Missing where there is none."""
    require(person, action)
    audit.lock(session)
    before = raw(session, table, record_id)
    if before is None:
        raise Missing(f"{table.name}: there is no {record_id}")
    _hold_version(person, table, record_id, version, before)
    enter(session, person, action, what, table, record_id, before, None)
    _store(session, table, record_id, before, None)


def get(session: Session, person: Person, table: Table, record_id: str, *, reveal: bool = False) -> Record:
    """One record, its personal columns hidden unless `reveal`, which is entered in the log. Raises Missing."""
    found = find(session, person, table, select(table).where(key_of(table) == record_id), reveal=reveal)
    if not found:
        raise Missing(f"{table.name}: there is no {record_id}")
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
    return [Record(table.name, _shown(table, row, reveal)) for row in found]


def raw(session: Session, table: Table, record_id: str) -> dict[str, Any] | None:
    """The row as it is, held against other writers where the database can; None where there is none."""
    statement = select(table).where(key_of(table) == record_id).with_for_update()
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
    salt = secrets.token_hex(16)
    old, new = as_json(before), as_json(after)
    values = {
        "at": now(),
        "person": person.subject,
        "name": person.name,
        "role": person.role,
        "action": action,
        "what": what,
        "kind": table.name,
        "record_id": record_id,
        "before": old,
        "after": new,
        "salt": salt,
        "undoes": undoes,
    }
    [event_id] = session.execute(insert(events).values(values).returning(events.c.event_id)).one()
    changed = sorted(name for name in {**(before or {}), **(after or {})}
                     if name != "version" and (before or {}).get(name) != (after or {}).get(name))  # fmt: skip
    details = {"event": event_id, "columns": changed, "digest": digest(salt, old, new)}
    if undoes is not None:
        details["undoes"] = undoes
    audit.append(session, person, what, f"{table.name}/{record_id}", details)
    return int(event_id)


def digest(salt: str, before: str | None, after: str | None) -> str:
    """What ties an event to the log. The salt is lost with an erasure: no value can be guessed from the hash."""
    return hashlib.sha256("\n".join((salt, before or "", after or "")).encode()).hexdigest()


def as_json(values: Mapping[str, Any] | None) -> str | None:
    """A row as canonical JSON, without its version."""
    if values is None:
        return None
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if name != "version"
    }
    return audit.canonical(plain)


def from_json(table: Table, text: str | None) -> dict[str, Any] | None:
    """The row that `as_json` wrote, its dates and times again what they were."""
    if text is None:
        return None
    row = {column.name: json.loads(text).get(column.name) for column in table.columns}
    for column in table.columns:
        if row[column.name] is not None and isinstance(column.type, DateTime):
            row[column.name] = datetime.fromisoformat(row[column.name])
        elif row[column.name] is not None and isinstance(column.type, Date):
            row[column.name] = date.fromisoformat(row[column.name])
    return row


def restore(session: Session, table: Table, record_id: str, row: Mapping[str, Any] | None) -> None:
    """Put the row in place whatever stands there; None takes it away. For undo alone, which enters its own event."""
    _store(session, table, record_id, raw(session, table, record_id), row)


def one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    """The value, where it is one of those allowed. Raises Unfit."""
    if value not in allowed:
        raise Unfit(f"{name}: {value!r}; expected one of {', '.join(allowed)}")
    return value


def said(name: str, text: str | None) -> str:
    """The text without outer blanks. Raises Unfit where nothing is left."""
    if not text or not text.strip():
        raise Unfit(f"{name}: it must be said")
    return text.strip()


def _hold_version(
    person: Person, table: Table, record_id: str, version: int | None, before: dict[str, Any] | None
) -> None:
    if (before["version"] if before else 0) == (version or 0):
        return
    current = None if before is None else Record(table.name, _shown(table, before, reveal=False))
    told = "was taken away" if before is None else "was changed" if version else "is there already"
    raise Conflict(
        f"{table.name} {record_id} {told} in the meantime: nothing of this change was kept", current
    )


def _store(
    session: Session,
    table: Table,
    record_id: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    key = key_of(table)
    # A JSON column takes Python's None for JSON's null: leave it out instead.
    row = {
        column.name: after[column.name]
        for column in table.columns
        if after is not None and not (before is None and after[column.name] is None)
    }
    for column in table.columns:
        if isinstance(column.type, JSON) and column.name in row and row[column.name] is None:
            from sqlalchemy import null

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


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """Texts trimmed, empty ones NULL. Raises Unfit on a NUL, a half of a character, or more than LONGEST."""
    clean = {}
    for name, value in values.items():
        if isinstance(value, str):
            text = value.strip()
            if (
                "\x00" in text
                or any("\ud800" <= letter <= "\udfff" for letter in text)
                or len(text) > LONGEST
            ):
                raise Unfit(
                    f"{name}: a text that cannot be kept ({len(text):,} characters, {LONGEST:,} at most)"
                )
            clean[name] = text or None
        elif isinstance(value, datetime) and value.tzinfo is not None:
            clean[name] = value.astimezone(UTC).replace(tzinfo=None)
        else:
            clean[name] = value
    return clean


__all__ = ["Record", "drop", "find", "get", "may", "new_id", "now", "put"]
