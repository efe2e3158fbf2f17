"""Site checks: a candidate of the findings stays one until somebody was there."""

from __future__ import annotations

from functools import partial

import streamlit as st

from suyuan.casework.records import Record
from suyuan.messages import _
from suyuan.numbers import number
from suyuan.ui.cases import case_due, case_rows, case_shops
from suyuan.ui.cases.case_book import Book
from suyuan.ui.cases.case_dialog import ask, may_ask
from suyuan.ui.personal import escape
from suyuan.ui.zone import local_time
from suyuan.wording import case_words

# Den blue is kept for what was confirmed on the ground.
COLOURS = {"candidate": "gray", "checked": "blue", "ruled_out": "gray"}
ORDER = ("candidate", "checked", "ruled_out")


def render(book: Book) -> None:
    """Candidates first; then what was checked, what was ruled out."""
    if not book.checks:
        case_rows.nothing(
            _("No site is to be checked."), _("Take candidate sites of a ring by the button above.")
        )
        return
    standing = [row["status"] for row in book.checks]
    words = [f"{case_words.word('status', code)} **{number(standing.count(code))}**" for code in ORDER]
    st.caption(" · ".join(words))
    rows = sorted(book.checks, key=lambda row: (ORDER.index(row["status"]), row["ring_id"] or "", row.id))
    case_rows.table([row_of(row, book) for row in rows], "sites")


def row_of(record: Record, book: Book) -> case_rows.Row:
    """One check as a row; also shown in its case."""
    title, opens = case_due.subject(record, book)
    badge = f":{COLOURS[record['status']]}-badge[{case_words.word('status', record['status'])}]"
    ring = case_shops.ring_name(record["ring_id"]) if record["ring_id"] else ""
    told = " · ".join(escape(part) for part in (ring, record["address"], record["found"]) if part)
    by = escape(record["checked_by"] or "")
    at = local_time(record["checked_at"], date_only=True) if record["checked_at"] else ""
    step = None
    if record["status"] == "candidate" and may_ask("record_site"):
        step = (_("Record"), partial(ask, "record_site", record))
    return case_rows.Row(
        f"site_{record.id}", badge, title, opens, told, (at, by), step, case_due.menu(record)
    )
