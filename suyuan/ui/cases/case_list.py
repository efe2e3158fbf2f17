"""The cases, and what came of them all."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import streamlit as st

from suyuan.casework import cases
from suyuan.casework.records import Record
from suyuan.messages import _, ngettext
from suyuan.numbers import NONE, compact_money, number
from suyuan.ui import casework
from suyuan.ui.cases import case_due, case_rows
from suyuan.ui.cases.case_book import Book, counted
from suyuan.ui.cases.case_open import open_case, title
from suyuan.ui.personal import escape
from suyuan.ui.zone import local_time
from suyuan.wording import case_words

COLOURS = {"open": "blue", "handed_over": "gray", "closed": "gray"}


def render(book: Book) -> None:
    """The ledger's sums on top, then the cases, those opened last first."""
    ledger: list[Record] = []
    with casework.read() as session:
        ledger = cases.outcome_list(session, casework.person())
    if not book.cases:
        case_rows.nothing(
            _("No case is open."),
            _("Open one by the button above; then add shops and rings to it and take its evidence package."),
        )
        return
    if ledger:
        outcome(ledger)
    case_rows.table([_row(row, book) for row in book.cases], "cases")


def outcome(ledger: list[Record]) -> None:
    """What the authorities told: suspects, dens, units, value by currency, as large figures."""
    for place, (label, value) in zip(st.columns([1, 1, 1, 2]), figures(ledger), strict=True):
        place.metric(label, value)


def figures(ledger: list[Record]) -> list[tuple[str, str]]:
    """The ledger's sums in words; currencies are never added to one another."""
    told = []
    for column in ("suspects", "dens", "units"):
        known = [line[column] for line in ledger if line[column] is not None]
        told.append((case_words.word("column", column), number(sum(known)) if known else NONE))
    sums: dict[str, Decimal] = {}
    for line in ledger:
        if line["value"] is not None:
            sums[line["currency"]] = sums.get(line["currency"], Decimal(0)) + Decimal(line["value"])
    worth = " + ".join(compact_money(amount, code) for code, amount in sorted(sums.items()))
    return [*told, (case_words.word("column", "value"), escape(worth) if worth else NONE)]


def _row(record: Record, book: Book) -> case_rows.Row:
    badge = f":{COLOURS[record['status']]}-badge[{case_words.word('status', record['status'])}]"
    checks = [row for row in book.checks if row["case_id"] == record.id]
    seen = sum(row["status"] == "checked" for row in checks)
    parts = [
        escape(record["file_number"] or record.id),
        case_words.tally(counted(book.buys_of(case_id=record.id))),
    ]
    if checks:
        words = ngettext("{seen} of {n} site checked", "{seen} of {n} sites checked", len(checks))
        parts.append(words.format(seen=number(seen), n=number(len(checks))))
    over = record["ends_on"] < book.today and record["erased_at"] is None
    ends = f":red[**{record['ends_on']}**]" if over else str(record["ends_on"])
    facts = (
        case_rows.fact(local_time(record["opened_at"], date_only=True), _("case opened")),
        case_rows.fact(ends, _("kept until")),
        escape(record["owner"]),
    )
    opens = partial(open_case, record.id)
    return case_rows.Row(
        f"case_{record.id}", badge, escape(title(record)), opens, " · ".join(parts), facts,
        (_("Open it"), opens), case_due.menu(record),
    )  # fmt: skip
