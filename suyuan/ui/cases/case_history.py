"""Who changed what and when, before → after; and the one step back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from suyuan.casework import undo
from suyuan.casework.undo import Change, Difference
from suyuan.messages import N_, _
from suyuan.ui import casework
from suyuan.ui.cases.case_dialog import Asked, close, form, told
from suyuan.ui.personal import escape, is_asked_for
from suyuan.ui.zone import local_time, local_times
from suyuan.wording import case_words
from suyuan.wording.refusals import WORDS

SHOWN = 12


@form("history", N_("History"), "read", "")
def history(asked: Asked) -> None:
    """Every change of one record, the newest first."""
    assert asked.record is not None
    changes: list[Change] = []
    differences: dict[int, list[Difference]] = {}
    reveals = is_asked_for()
    with casework.write() if reveals else casework.read() as session:
        person = casework.person()
        changes = undo.history(session, person, asked.record.kind, asked.id, newest=SHOWN)
        differences = {
            change.event_id: undo.differences(session, person, change.event_id, reveal=reveals)
            for change in changes
        }
    for place, change in enumerate(changes):
        st.markdown(line(change))
        _table(differences.get(change.event_id, []))
        if place == 0:
            step_back(change)


def line(change: Change) -> str:
    """'23 Nov 09:14 · Lin (lead) · bought' as Markdown."""
    role = _(WORDS[change.role]) if change.role in WORDS else change.role
    who = f"{escape(change.name)} ({escape(role)})"
    return f"**{escape(case_words.what(change.what))}** · {who} · {local_time(change.at)}"


def step_back(change: Change) -> None:
    """The button that takes the change back, for whoever may; what is refused is told beside it."""
    mine = change.person == casework.person().subject
    if change.undoes is not None or not casework.may("undo" if mine else "undo_others"):
        return
    if st.button(_("Undo this change"), icon=":material/undo:", key=f"case_undo_{change.event_id}"):
        with casework.write() as session:
            undo.undo(session, casework.person(), change.event_id)
        if casework.kept(session):
            close()
            told(_("Taken back"))
            st.rerun()


def before_and_after(event_id: int) -> None:
    """What one event changed."""
    found: list[Difference] = []
    reveals = is_asked_for()
    with casework.write() if reveals else casework.read() as session:
        found = undo.differences(session, casework.person(), event_id, reveal=reveals)
    _table(found)


def frame(changes: Sequence[Change], about: Callable[[str, str], str]) -> pd.DataFrame:
    """Changes as a table of words; `about` names a record by its kind and id."""
    return pd.DataFrame(
        {
            "at": local_times(pd.Series([change.at for change in changes], dtype="datetime64[us]")),
            "name": [change.name for change in changes],
            "role": [_(WORDS[change.role]) if change.role in WORDS else change.role for change in changes],
            "what": [case_words.what(change.what) for change in changes],
            "book": [case_words.word("book", change.kind) for change in changes],
            "record": [about(change.kind, change.record_id) for change in changes],
        }
    )


def _table(differences: Sequence[Difference]) -> None:
    told_of = [
        one
        for one in differences
        if not one.column.endswith("_id") or one.column in ("case_id", "listing_id")
    ]
    if not told_of:
        return
    lines = []
    for one in told_of:
        before, after = (escape(case_words.value(one.column, raw)) for raw in (one.before, one.after))
        name = escape(case_words.word("column", one.column))
        lines.append(f"{name}: **{after}**" if one.before is None else f"{name}: {before} → **{after}**")
    st.caption("  \n".join(lines))
