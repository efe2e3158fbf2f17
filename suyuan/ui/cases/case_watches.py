"""The watch list: watch, never close. Why, whose, until when, and what is new since somebody looked."""

from __future__ import annotations

from functools import partial

import streamlit as st

from suyuan.casework.records import Record
from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.ui import casework
from suyuan.ui.cases import case_due, case_rows
from suyuan.ui.cases.case_book import Book
from suyuan.ui.cases.case_dialog import ask, may_ask
from suyuan.ui.personal import escape
from suyuan.wording import case_words


def render(book: Book) -> None:
    """Those that did something first, then by the day of the next look."""
    words = _("Nothing is closed: a watched shop goes on selling, and what it does next alerts here.")
    busy = ngettext("{n} with new activity", "{n} with new activity", len(book.activity))
    st.caption((f"**{busy.format(n=number(len(book.activity)))}** · " if book.activity else "") + words)
    if not book.watches:
        case_rows.nothing(
            _("Nobody is under watch."), _("Put a shop or account under watch by the button above.")
        )
        return
    rows = sorted(
        book.watches,
        key=lambda row: (not _is_escalated(row), row.id not in book.activity, row["review_on"], row.id),
    )
    case_rows.table([_row(row, book) for row in rows], "watches")


def _row(record: Record, book: Book) -> case_rows.Row:
    title, opens = case_due.subject(record, book)
    news = case_due.activity(book, record.id)
    badge = f":gray-badge[{case_words.word('member', record['subject_type'])}]"
    if record["is_health_risk"]:
        badge = f":red-badge[{case_words.word('due', 'escalated')}]"
    elif news:
        badge = f":blue-badge[{case_words.word('due', 'new_activity')}]"
    over, late = record["ends_on"] < book.today, record["review_on"] <= book.today
    look = f":red[**{record['review_on']}**]" if late else str(record["review_on"])
    ends = f":red[**{record['ends_on']}**]" if over else str(record["ends_on"])
    told = " · ".join(
        part for part in (f"**{escape(news)}**" if news else "", escape(record["reason"])) if part
    )
    facts = (
        case_rows.fact(look, _("next look")),
        case_rows.fact(ends, _("watch ends")),
        f"{escape(record['owner'])}",
    )
    return case_rows.Row(
        f"watch_{record.id}",
        badge,
        title,
        opens,
        told,
        facts,
        _step(record, bool(news), over),
        case_due.menu(record),
    )


def _step(record: Record, has_news: bool, over: bool) -> tuple[str, case_rows.Act] | None:
    if _is_escalated(record) and casework.may("take_escalation"):
        return _("Take it"), partial(case_due.take, record)
    if over and may_ask("renew_watch"):
        return _("Renew"), partial(ask, "renew_watch", record)
    if has_news and casework.may("watch"):
        return _("Seen"), partial(case_due.acknowledge, record)
    return (_("Look again"), partial(ask, "look_again", record)) if may_ask("look_again") else None


def _is_escalated(record: Record) -> bool:
    return record["escalated_at"] is not None and not record["escalation_taken_by"]
