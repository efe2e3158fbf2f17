"""What is due today: how much, since when, and each with its next step in one click."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from suyuan.casework import watches
from suyuan.casework.due import Due
from suyuan.casework.records import Record
from suyuan.messages import N_, _, ngettext
from suyuan.numbers import number
from suyuan.ui import casework
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.cases import case_rows, case_shops
from suyuan.ui.cases.case_book import Book
from suyuan.ui.cases.case_dialog import ask, do, may_ask
from suyuan.ui.cases.case_open import open_case, open_subject, title
from suyuan.ui.personal import escape
from suyuan.wording import case_words
from suyuan.wording.words import word

# By kind: the words of the next step, and the form that does it.
STEPS = {
    "watch_over": (N_("Renew"), "renew_watch"),
    "watch_review": (N_("Look again"), "look_again"),
    "test_buy_planned": (N_("It was bought"), "bought"),
    "test_buy_to_send": (N_("Send"), "send"),
    "verdict_overdue": (N_("Verdict"), "verdict"),
    "site_check": (N_("Record"), "record_site"),
}
PRESSING = ("escalated", "watch_over", "case_over")


def render(book: Book) -> None:
    """The figure, then the rows."""
    mine = _headline(book)
    found = [one for one in book.due if not mine or one.record.get("owner", mine) == mine]
    if not found:
        case_rows.nothing(
            _("Nothing is due today."),
            _("Put a shop under watch, plan a test buy, or take up a suspect under Batch review."),
        )
        return
    case_rows.table([_row(one, book) for one in found], "due")


def _headline(book: Book) -> str:
    """How many are due and how old the oldest is; returns whose alone are wanted."""
    figure, oldest, health, news, switch = st.columns([1, 1.2, 1.2, 1.8, 1], vertical_alignment="bottom")
    with figure.container(key="case_headline"):
        st.metric(_("Due today"), number(len(book.due)))
    if book.due:
        first = min(book.due, key=lambda one: one.since)
        oldest.metric(_("Oldest"), case_words.days(first.since, book.today))
        risks = sum(one.kind == "escalated" for one in book.due)
        health.metric(case_words.word("due", "escalated"), number(risks))
        back = len(book.news) + len(book.activity)
        news.metric(
            _("New in the findings"), number(back), help=_("Evidence on cleared shops, activity under watch")
        )
    if briefing_mode.is_on():
        return ""
    name = casework.person().name
    return name if switch.toggle(_("Mine alone"), key="case_mine") else ""


def _row(one: Due, book: Book) -> case_rows.Row:
    record, key = one.record, f"{one.kind}_{one.record.id}"
    pressing = one.kind in PRESSING
    badge = f":{'red' if one.kind == 'escalated' else 'gray'}-badge[{case_words.word('due', one.kind)}]"
    days = case_words.days(one.since, book.today)
    late = f":red[**{days}**]" if pressing else f"**{days}**"
    title, opens = subject(record, book)
    return case_rows.Row(
        key, badge, title, opens, told(one, book), (late, escape(record.get("owner") or "")), step(one),
        menu(record), is_pressing=pressing,
    )  # fmt: skip


def subject(record: Record, book: Book) -> tuple[str, case_rows.Act | None]:
    """What a record is about, escaped, and what opens it."""
    if record.kind == "cases":
        return escape(title(record)), partial(open_case, record.id)
    if record.kind == "site_checks":
        return escape(book.site(record)), _site_opens(record)
    kind, about = record.get("subject_type") or "shop", record.get("subject_id") or record.get("shop_id")
    return escape(book.shop(about)), partial(open_subject, kind, str(about))


def _site_opens(record: Record) -> case_rows.Act | None:
    if record["case_id"]:
        return partial(open_case, record["case_id"])
    return partial(open_subject, "ring", record["ring_id"]) if record["ring_id"] else None


def told(one: Due, book: Book) -> str:
    """Why it is due, in one line."""
    record = one.record
    if one.kind == "new_evidence":
        signals = (word("signal", new.signal) for new in book.news[record.id])
        return _("Cleared, and since then louder: {signals}").format(signals=_(", ").join(signals))
    if one.kind == "new_activity":
        return activity(book, record.id)
    if one.kind == "escalated":
        return escape(_("Sells {goods}: does not wait for a date").format(goods=record["goods"] or ""))
    plain = {
        "cases": _("Its personal data must go"),
        "site_checks": _("A candidate until somebody was there"),
    }
    columns = ("listing_id", "sent_to", "reason") if record.kind == "test_buys" else ("reason",)
    parts = [escape(record[column]) for column in columns if record.get(column)]
    if record.kind == "watches":
        parts.insert(0, activity(book, record.id))
    return plain.get(record.kind) or " · ".join(part for part in parts if part)


def activity(book: Book, watch_id: str) -> str:
    """'+12 orders · last 2026-10-31' of a watch; '' where nothing came."""
    new = book.activity.get(watch_id)
    if new is None:
        return ""
    parts = []
    if new.orders_more:
        parts.append(ngettext("+{n} order", "+{n} orders", new.orders_more).format(n=number(new.orders_more)))
    if new.listings_more:
        parts.append(
            ngettext("+{n} listing", "+{n} listings", new.listings_more).format(n=number(new.listings_more))
        )
    if new.last_order_at:
        parts.append(_("last order {day}").format(day=new.last_order_at.date().isoformat()))
    return " · ".join(parts)


def step(one: Due) -> tuple[str, case_rows.Act] | None:
    """The next step's words and what it does; None where the viewer's role may not."""
    record = one.record
    if one.kind == "escalated":
        return (
            (_("Take it"), partial(take, record)) if casework.may("take_escalation") else _open_step(record)
        )
    if one.kind == "new_activity":
        return (_("Seen"), partial(acknowledge, record)) if casework.may("watch") else None
    if one.kind in ("new_evidence", "clearing_over"):
        picked = [(record.id, record.version)]
        asks = partial(ask, "take_up_again", None, picked=picked)
        return (_("Take up again"), asks) if may_ask("take_up_again") else None
    if one.kind == "case_over":
        return _("Open it"), partial(open_case, record.id)
    label, name = STEPS[one.kind]
    if name == "renew_watch" and not may_ask(name):
        label, name = N_("End the watch"), "end_watch"
    return (_(label), partial(ask, name, record)) if may_ask(name) else None


def _open_step(record: Record) -> tuple[str, case_rows.Act]:
    return _("Open it"), partial(open_subject, record["subject_type"], record["subject_id"])


def take(record: Record) -> None:
    """A lead takes the escalation. A callback."""
    do(lambda session, person, _v: watches.take_escalation(session, person, record.id, record.version))


def acknowledge(record: Record) -> None:
    """The new activity is seen. A callback."""
    seen = case_shops.seen(record["subject_type"], record["subject_id"])
    do(lambda session, person, _v: watches.acknowledge(session, person, record.id, record.version, seen))


MENUS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "watches": (
        (N_("Look again"), "look_again"),
        (N_("Renew"), "renew_watch"),
        (N_("End the watch"), "end_watch"),
    ),
    "site_checks": ((N_("Record"), "record_site"),),
    "cases": ((N_("Change the case"), "change_case"),),
}
# Of a test buy, whatever its stage: what is known of it.
FACTS = (N_("Facts and custody"), "buy_facts")
BUY_MENUS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "planned": ((N_("Cancel it"), "cancel_buy"),),
    "bought": (
        FACTS,
        (N_("Received and sealed"), "seal"),
        (N_("Handed on"), "hand_on"),
        (N_("Cancel it"), "cancel_buy"),
    ),
    "sent": (FACTS, (N_("Handed on"), "hand_on")),
    "verdict": (FACTS, (N_("Handed on"), "hand_on")),
}


def menu(record: Record) -> dict[str, case_rows.Act]:
    """Everything else that can be done with a record, its history last; what the role may not is not offered."""
    listed = BUY_MENUS.get(record["status"], ()) if record.kind == "test_buys" else MENUS.get(record.kind, ())
    offered: dict[str, case_rows.Act] = {
        _(label): partial(ask, name, record) for label, name in listed if may_ask(name)
    }
    return {**offered, _("History and undo"): partial(ask, "history", record)}
