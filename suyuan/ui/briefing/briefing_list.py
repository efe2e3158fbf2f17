"""The briefings: each with its steps' number, who made it and when; those put away behind a switch."""

from __future__ import annotations

from functools import partial

import streamlit as st

from suyuan.casework import briefings
from suyuan.casework.records import Record
from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.ui import casework
from suyuan.ui.cases import case_dialog, case_rows
from suyuan.ui.personal import escape
from suyuan.ui.zone import local_time
from suyuan.wording import case_words

OPEN = "open"


def open_briefing(briefing_id: str) -> None:
    """One briefing, on this page. A callback."""
    st.query_params[OPEN] = briefing_id


def close_briefing() -> None:
    """Back to the list. A callback."""
    st.query_params.pop(OPEN, None)


def render(found: list[Record], counts: dict[str, int]) -> None:
    """The list, the newest first; without any, what to do."""
    current = [one for one in found if one["status"] == briefings.CURRENT]
    away = [one for one in found if one["status"] != briefings.CURRENT]
    shown = current
    if away:
        words = ngettext("{n} put away", "{n} put away", len(away)).format(n=number(len(away)))
        shown = found if st.toggle(words, key="away", bind="query-params") else current
    if not shown:
        case_rows.nothing(
            _("No briefing yet."),
            _(
                "Open any page as you want it shown and press “Add this view”; the first view makes the briefing."
            ),
        )
        return
    case_rows.table([_row(one, counts.get(one.id, 0)) for one in shown], "briefings")


def _row(record: Record, steps: int) -> case_rows.Row:
    colour = "blue" if record["status"] == briefings.CURRENT else "gray"
    opens = partial(open_briefing, record.id)
    facts = (
        case_rows.fact(local_time(record["made_at"], date_only=True), _("made")),
        escape(record["owner"]),
    )
    told = ngettext("{n} step", "{n} steps", steps).format(n=number(steps))
    return case_rows.Row(
        f"briefing_{record.id}", f":{colour}-badge[{case_words.word('status', record['status'])}]",
        escape(record["title"]), opens, told, facts, (_("Open it"), opens), menu(record),
    )  # fmt: skip


def menu(record: Record) -> dict[str, case_rows.Act]:
    """What else can be done with a briefing."""
    if not casework.may("brief"):
        return {}
    to = briefings.PUT_AWAY if record["status"] == briefings.CURRENT else briefings.CURRENT
    words = _("Put it away") if to == briefings.PUT_AWAY else _("Take it up again")

    def change() -> None:
        case_dialog.do(
            lambda session, person, version: briefings.set_briefing_status(
                session, person, record.id, version, to
            ),
            record.version,
        )

    return {_("Rename"): partial(case_dialog.ask, "rename_briefing", record), words: change}
