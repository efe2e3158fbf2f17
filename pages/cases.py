"""What is due today? Watch list, test buys, site checks, cases, reviews; every record with who changed it and when."""

from __future__ import annotations

from collections.abc import Sized

import streamlit as st

from suyuan import ui
from suyuan.messages import _
from suyuan.ui import evidence
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.cases import (
    case_book,
    case_buy_facts,
    case_buy_forms,
    case_buys,
    case_case_forms,
    case_dialog,
    case_due,
    case_files,
    case_list,
    case_log,
    case_one,
    case_open,
    case_reviews,
    case_rows,
    case_site_forms,
    case_sites,
    case_watches,
)
from suyuan.wording import case_words

FORMS = (case_buy_facts, case_buy_forms, case_case_forms, case_site_forms)  # asked for by name
VIEWS = ("due", "watch", "buys", "checks", "cases", "reviews", "log")
# By view: the book that its CSV holds, and the form of its one main button.
BOOKS = {
    "watch": "watches",
    "buys": "test_buys",
    "checks": "site_checks",
    "cases": "cases",
    "reviews": "shop_reviews",
    "log": "events",
}
RENDER = {
    "due": case_due.render,
    "watch": case_watches.render,
    "buys": case_buys.render,
    "checks": case_sites.render,
    "cases": case_list.render,
    "reviews": case_reviews.render,
    **({} if briefing_mode.is_on() else {"log": case_log.render}),
}
MAIN = {"watch": "watch", "buys": "plan_buy", "checks": "plan_sites", "cases": "open_case"}


def render_switch(book: case_book.Book) -> str:
    """The views with what is in them; the CSV of the one on screen; its main button."""
    rows: list[Sized] = [book.due, book.watches, book.buys, book.checks, book.cases, book.reviews]
    counts = dict(zip(VIEWS, map(len, rows), strict=False))
    names = {
        "due": _("Due today"),
        "reviews": _("Batch review"),
        "log": _("History"),
        **{view: case_words.word("book", BOOKS[view]) for view in ("watch", "buys", "checks", "cases")},
    }
    told = {view: ui.number(counts[view]) for view in VIEWS[:5] if counts[view]}
    switch, file, button = st.columns([5.6, 1.25, 1.35], vertical_alignment="center")
    with switch:
        view = ui.linked(
            st.segmented_control,
            _("View"),
            [code for code in VIEWS if code in RENDER],
            key="view",
            default="due",
            required=True,
            format_func=lambda code: f"{names[code]} {told.get(code, '')}",
            label_visibility="collapsed",
        )
    view = view if view in RENDER else "due"
    with file:
        if view == "due":
            case_files.due(book)
        else:
            case_files.csv(BOOKS[view], counts.get(view))
    if (name := MAIN.get(view, "")) and case_dialog.may_ask(name):
        label = _(case_dialog.FORMS[name].title)
        about = {"taken": [row["site_id"] for row in book.checks]} if name == "plan_sites" else {}
        button.button(
            label,
            key="case_main",
            type="primary",
            on_click=case_dialog.ask,
            args=(name,),
            kwargs=about,
            width="stretch",
        )
    return view


ui.open_page()
case_open.follow()
ui.guard()
case_rows.style()
book = case_book.read()
case_id = st.query_params.get("case", "")
if case_id:
    found = [row for row in book.cases if row.id == case_id]
    if not found:
        ui.wrong_link(_("No case {case} here.").format(case=ui.escape(case_id)))
    title, back, package = st.columns([4.2, 0.9, 1.1], vertical_alignment="bottom")
    title.title(ui.escape(case_open.title(found[0])), anchor=False)
    back.button(_("All cases"), key="case_all", on_click=case_open.close_case, width="stretch")
    evidence.button("case", case_id, package)
    evidence.panel("case", case_id)
    case_one.render(found[0], book)
else:
    st.title(_("Casework: what is due today?"), anchor=False)
    RENDER[render_switch(book)](book)
case_dialog.show()
