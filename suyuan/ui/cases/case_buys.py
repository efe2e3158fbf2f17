"""Test buys as a board: planned → bought → sent → verdict, each card with its next step."""

from __future__ import annotations

from functools import partial

import streamlit as st

from suyuan.casework.records import Record
from suyuan.messages import N_, _, ngettext
from suyuan.numbers import money, number
from suyuan.ui.cases import case_due, case_files, case_rows
from suyuan.ui.cases.case_book import Book, counted
from suyuan.ui.cases.case_dialog import ask, may_ask
from suyuan.ui.cases.case_open import open_subject
from suyuan.ui.personal import escape
from suyuan.wording import case_words

LANES = ("planned", "bought", "sent", "verdict")
CARDS, SHOPS = 8, 3
COLOURS = {"counterfeit": "red", "genuine": "blue", "inconclusive": "gray"}
# By where it stands: the next step's words and its form. What was bought is sealed first, then sent.
STEPS = {
    "planned": (N_("It was bought"), "bought"),
    "bought": (N_("Received and sealed"), "seal"),
    "sealed": (N_("Send"), "send"),
    "sent": (N_("Verdict"), "verdict"),
}


def render(book: Book) -> None:
    """How many were counterfeit, shop by shop; then the board."""
    _head(book)
    if not book.buys:
        case_rows.nothing(
            _("No test buy is planned."),
            _("Plan one by the button above, or for several shops under Batch review."),
        )
        return
    for place, lane in zip(st.columns(len(LANES), gap="small"), LANES, strict=True):
        found = [row for row in book.buys if row["status"] == lane]
        # The latest verdicts first; before that, whatever has waited longest.
        found.sort(key=lambda row: (row["changed_at"], row.id), reverse=lane == "verdict")
        with place.container(gap="xsmall"):
            st.markdown(f"**{case_words.word('status', lane)}** &nbsp;{number(len(found))}")
            for row in found[:CARDS]:
                _card(row, book)
            if len(found) > CARDS:
                more = len(found) - CARDS
                st.caption(
                    ngettext("{n} other in the CSV", "{n} others in the CSV", more).format(n=number(more))
                )


def _head(book: Book) -> None:
    whole = counted(book.buys)
    shops = sorted({row["shop_id"] for row in book.buys})
    tallies = [(shop, counted(book.buys_of(shop_id=shop))) for shop in shops]
    tallies = [(shop, found) for shop, found in tallies if found.counterfeit or found.genuine]
    tallies.sort(key=lambda pair: (-pair[1].counterfeit, -pair[1].bought, pair[0]))
    figure, by_shop, extract = st.columns([1.4, 2.6, 1.1], vertical_alignment="center")
    figure.metric(
        _("Counterfeit, of items bought"),
        _("{n} of {all}").format(n=number(whole.counterfeit), all=number(whole.bought)),
        help=_("A verdict covers the item that was bought, not the shop's other goods."),
    )
    lines = [f"**{escape(book.shop(shop))}** · {case_words.tally(found)}" for shop, found in tallies[:SHOPS]]
    if len(tallies) > SHOPS:
        more = len(tallies) - SHOPS
        lines.append(ngettext("{n} other shop", "{n} other shops", more).format(n=number(more)))
    by_shop.caption("  \n".join(lines))
    if whole.bought:
        with extract:
            case_files.test_buys_extract(whole.bought)


def _card(row: Record, book: Book) -> None:
    with st.container(key=f"case_card_{row.id}", gap="xxsmall"):
        name, menu = st.columns([5, 1], vertical_alignment="center", gap="xxsmall")
        with name:
            case_rows.title(
                f"buy_{row.id}",
                escape(book.shop(row["shop_id"])),
                partial(open_subject, "shop", row["shop_id"]),
            )
        with menu:
            case_rows.more(f"buy_{row.id}", case_due.menu(row))
        if row["verdict"]:
            st.markdown(f":{COLOURS[row['verdict']]}-badge[{case_words.word('verdict', row['verdict'])}]")
        st.caption("  \n".join(facts(row)))
        case_rows.step_button(f"buy_{row.id}", step(row))


def step(row: Record) -> tuple[str, case_rows.Act] | None:
    """The next step's words and what opens its form; None where none is left or the role may not."""
    standing = "sealed" if row["status"] == "bought" and row["seal_number"] else row["status"]
    if standing not in STEPS:
        return None
    label, name = STEPS[standing]
    return (_(label), partial(ask, name, row)) if may_ask(name) else None


def facts(row: Record) -> list[str]:
    """What is known of it at its stage, as Markdown."""
    told = [
        escape(row["listing_id"] or ""),
        _("by {day}").format(day=row["buy_by"]) if row["status"] == "planned" and row["buy_by"] else "",
        money(float(row["price"]), row["currency"]) if row["price"] and row["status"] == "bought" else "",
        _("seal {number}").format(number=escape(row["seal_number"])) if row["seal_number"] else "",
        escape(row["sent_to"] or "") if row["status"] == "sent" else "",
        escape(row["appraiser"] or "") if row["status"] == "verdict" else "",
        case_words.word("relation", row["appraiser_relation"]),
    ]
    return [part for part in told if part] or [escape(row["owner"])]
