"""The forms of a case: open, change, status and term, members, outcome, notes, erasure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from suyuan.casework import cases, notes, records, retention, settings
from suyuan.casework.errors import CaseworkError
from suyuan.messages import N_, _
from suyuan.ui import casework
from suyuan.ui.cases import case_fields as fields
from suyuan.ui.cases.case_dialog import FIELD, Asked, Save, close, form, told

ROLES = ("principal", "seller", "supplier", "nominal_owner", "helper")


@form("open_case", N_("Open a case"), "case", N_("Open the case"))
def open_case(_asked: Asked) -> Save:
    """A title, a file number, the last day its personal data is kept."""
    title = fields.text("title") or ""
    fields.no_names()
    file_number = fields.text("file_number", optional=True)
    ends_on = _term()
    return lambda session, person, _version: cases.open_case(
        session, person, title, file_number=file_number, ends_on=ends_on
    )


@form("change_case", N_("Change the case"), "case")
def change_case(asked: Asked) -> Save:
    """Title, file number, owner."""
    seen: Mapping[str, Any] = asked.record or {}
    title = fields.text("title", value=seen.get("title") or "")
    fields.no_names()
    file_number = fields.text("file_number", optional=True, value=seen.get("file_number") or "")
    owner = fields.text("owner", value=seen.get("owner") or "")
    return lambda session, person, version: cases.change_case(
        session, person, asked.id, version, title=title, file_number=file_number, owner=owner
    )


@form("case_status", N_("Where the case stands"), "close_case")
def case_status(asked: Asked) -> Save:
    """Hand over, close, reopen; set the term anew."""
    assert asked.record is not None
    before = asked.record["status"]
    status = fields.choice("status", [*cases.STEPS[before], before])
    ends_on = _term(None)
    return lambda session, person, version: cases.set_case_status(
        session, person, asked.id, version, status, ends_on=ends_on
    )


@form("add_member", N_("Add to the case"), "case", N_("Add as a candidate"))
def add_member(asked: Asked) -> Save:
    """A shop, account, ring or site by its id, a person by name: a candidate, all of them."""
    kind = fields.choice("member_type", cases.MEMBER_TYPES)
    subject = fields.text("subject_id", optional=True, named=_("Its id"))
    name = fields.text("person_name", optional=True, named=_("A person's name"))
    role = fields.choice("role", ROLES, optional=True)
    remark = fields.area("remark", optional=True)
    fields.personal()
    return lambda session, person, _version: cases.add_member(
        session, person, asked.about["case_id"], kind, subject_id=subject if kind != "person" else None,
        person_name=name if kind == "person" else None, role=role, remark=remark,
    )  # fmt: skip


@form("change_member", N_("Where this member stands"), "case")
def change_member(asked: Asked) -> Save:
    """Candidate, corroborated, ruled out with the reason; who is ruled out stays in the file."""
    seen: Mapping[str, Any] = asked.record or {}
    standings = list(cases.STANDINGS)
    standing = fields.choice("standing", standings, index=standings.index(seen["standing"]))
    role = fields.choice(
        "role", ROLES, optional=True, index=ROLES.index(seen["role"]) if seen["role"] in ROLES else None
    )
    remark = fields.area("remark", optional=True)
    fields.personal()
    return lambda session, person, version: cases.change_member(
        session, person, asked.id, version, standing=standing, role=role, remark=remark
    )


@form("outcome", N_("What came of it"), "outcome", N_("Enter it in the ledger"))
def outcome(asked: Asked) -> Save:
    """What the authorities told, as far as they told it."""
    columns = st.columns(3)
    figures: dict[str, int | None] = {}
    for column, place in zip(("suspects", "dens", "units"), columns, strict=True):
        with place:
            figures[column] = fields.count(column)
    left, right = st.columns([2, 1])
    with left:
        worth = fields.text("value", optional=True)
    with right:
        currency = fields.text("currency", value="CNY")
    source = fields.text("source", hint=_("Who told it: the authority and its document.")) or ""
    fields.no_names()
    recorded_on = fields.day("recorded_on", records.now().date())
    return lambda session, person, _version: cases.record_outcome(
        session, person, asked.about["case_id"], source=source, value=worth, currency=currency,
        recorded_on=recorded_on, **figures,
    )  # fmt: skip


@form("note", N_("Write a note"), "note", N_("Leave the note"))
def note(asked: Asked) -> Save:
    """Left at the case."""
    text = fields.area("text") or ""
    fields.personal()
    return lambda session, person, _version: notes.add_note(
        session, person, "case", asked.about["case_id"], text
    )


@form("erase_case", N_("Erase the case's personal data"), "erase", "")
def erase(asked: Asked) -> None:
    """What cannot be taken back: said plainly, and asked for by its own button."""
    assert asked.record is not None
    st.markdown(
        _(
            "Names, addresses, what was seen on the ground, waybills, who handed goods to whom, notes, sealing photos "
            "and every text that was typed, the case's title among them, are erased from the records and from their "
            "history. Ids, dates, counts and verdicts stay. "
            "**This cannot be undone.** Backups, exports and packages made before are not reached."
        )
    )
    is_over = asked.record["ends_on"] < records.now().date()
    why = None if is_over else st.text_area(_("Why before the term ends"), key=FIELD + "reason", height=80)
    if st.button(_("Erase for good"), type="primary", key="case_erase"):
        with casework.write() as session:
            retention.erase_case(session, casework.person(), asked.id, reason=why)
        if casework.kept(session):
            close()
            _scrub()
            told(_("Erased"))
            st.rerun()


def _scrub() -> None:
    """Overwrite what the erased rows leave in the database's own files; a colleague who reads delays it, no more."""
    try:
        casework.store().scrub()
    except CaseworkError:
        # The next erasure does it.
        return


_LATEST = object()


def _term(value: object = _LATEST) -> date | None:
    """The last day that personal data is kept; without a word what the team's term allows."""
    today = records.now().date()
    last = today + timedelta(days=settings.load().case.longest_days)
    chosen: date | None = fields.day("ends_on", last if value is _LATEST else None, least=today, most=last)
    return chosen
