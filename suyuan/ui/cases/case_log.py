"""Who did what: every change, the newest first, before → after beside it, and one step back."""

from __future__ import annotations

import streamlit as st

from suyuan.casework import undo
from suyuan.casework.undo import Change
from suyuan.messages import _
from suyuan.ui import casework
from suyuan.ui.cases import case_files, case_history, case_rows
from suyuan.ui.cases.case_book import Book
from suyuan.ui.cases.case_dialog import do
from suyuan.ui.links import linked
from suyuan.wording import case_words

ROWS = 300


def render(book: Book) -> None:
    """The log with its filter; picking a row shows what it changed."""
    kind = linked(
        st.pills, _("Of"), list(case_words.WORDS["book"]), key="book",
        format_func=lambda code: case_words.word("book", code), label_visibility="collapsed",
    )  # fmt: skip
    changes: list[Change] = []
    with casework.read() as session:
        changes = undo.history(session, casework.person(), kind, newest=ROWS)
    if not changes:
        case_rows.nothing(
            _("Nothing was changed yet."), _("Every change will stand here, with who and when.")
        )
        return
    left, right = st.columns([2.3, 1], gap="medium")
    text = st.column_config.TextColumn
    with left:
        picked = st.dataframe(
            case_history.frame(changes, book.about),
            column_config={
                "at": st.column_config.DatetimeColumn(_("When"), format="YYYY-MM-DD HH:mm"),
                "name": text(_("Changed by")),
                "role": text(_("Role")),
                "what": text(_("What was done")),
                "book": text(_("Of")),
                "record": text(_("Name or id")),
            },
            hide_index=True,
            height=470,
            on_select="rerun",
            selection_mode="single-row",
            key="case_log_rows",
        )
    with right:
        rows = picked["selection"]["rows"]
        change = changes[rows[0] if rows and rows[0] < len(changes) else 0]
        st.markdown(case_history.line(change))
        case_history.before_and_after(change.event_id)
        case_history.step_back(change)
        if casework.may("undo"):
            st.button(
                _("Undo my last change"), icon=":material/undo:", key="case_undo_last",
                on_click=do, args=(lambda session, person, _v: undo.undo_last(session, person),),
            )  # fmt: skip
        case_files.everything()
