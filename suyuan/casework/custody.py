"""Who held the goods of a test buy, from hand to hand. Steps are added, never changed; a wrong one is undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from suyuan.casework import records
from suyuan.casework.errors import N_, Unfit
from suyuan.casework.fields import said
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import custody_steps, test_buys


@acts("test_buy")
def add_custody_step(
    session: Session,
    person: Person,
    test_buy_id: str,
    *,
    handed_by: str,
    taken_by: str,
    at: datetime | None = None,
    seal_number: str | None = None,
    is_seal_intact: bool | None = None,
    remark: str | None = None,
) -> Record:
    """The goods went from one hand to another. Raises Unfit before anything was bought."""
    if records.get(session, person, test_buys, test_buy_id)["status"] == "planned":
        raise Unfit(N_("nothing was bought yet that could be handed on"))
    values = {
        "test_buy_id": test_buy_id,
        "at": at or records.now(),
        "handed_by": said("handed by", handed_by),
        "taken_by": said("taken by", taken_by),
        "seal_number": seal_number,
        "is_seal_intact": is_seal_intact,
        "remark": remark,
    }
    return records.put(
        session, person, "test_buy", "custody step", custody_steps, records.new_id("H"), 0, values
    )


@acts("read")
def custody(session: Session, person: Person, test_buy_id: str, *, reveal: bool = False) -> list[Record]:
    """The goods' way from hand to hand, oldest step first; `reveal` shows who, and is logged."""
    statement = (
        select(custody_steps)
        .where(custody_steps.c.test_buy_id == test_buy_id)
        .order_by(custody_steps.c.at, custody_steps.c.version)
    )
    return records.find(session, person, custody_steps, statement, reveal=reveal)
