"""The hand-out's button: the briefing as PDF, drawn under the veil whoever asks, logged before it leaves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from functools import cache
from typing import Any

import pandas as pd
import streamlit as st
from sqlalchemy import select

from suyuan import export, messages, veil
from suyuan.briefing import View, handout, parsed
from suyuan.briefing.handout import Papers, Sources
from suyuan.casework import records, views
from suyuan.casework.records import VEIL, Record
from suyuan.casework.roles import Person
from suyuan.casework.store import Store
from suyuan.casework.tables import BOOKS
from suyuan.messages import _, language
from suyuan.plan import Plan
from suyuan.ui import casework
from suyuan.ui import cleared as cleared_ones
from suyuan.ui.briefing import briefing_links, briefing_mode
from suyuan.ui.findings import load, place, scan_id
from suyuan.ui.freshness import age, rings_pending
from suyuan.ui.plan import plan_data
from suyuan.ui.zone import local_time, zone, zone_name
from suyuan.veil import Veil

# Pages whose parts leave out shops that were cleared.
COUNT_SUSPECTS = frozenset({"overview", "prices", "geography", "rings", "shop", "plan"})


def button(briefing: Record, steps: Sequence[Record], column: st.delta_generator.DeltaGenerator) -> None:
    """The file is made when it is asked for; nothing of it is kept."""
    if not casework.may("export"):
        return
    try:
        over = veil.whole()
    except (OSError, ValueError):
        column.caption(_("No hand-out: the key that hides names cannot be read."))
        return
    told = {"briefing": briefing.id}
    name = export.file_name("briefing", told, scan_id(), is_demo=place().is_demo).removesuffix(".csv")
    column.download_button(
        _("Hand-out"), _maker(briefing, steps, over), file_name=f"{name}.pdf", mime="application/pdf",
        on_click="ignore", icon=":material/print:", width="stretch", key="briefing_pdf", disabled=not steps,
        help=_("Each step with its note, key figures and picture; names, ids and addresses stay hidden."),
    )  # fmt: skip


def _maker(briefing: Record, steps: Sequence[Record], over: Veil) -> Callable[[], bytes]:
    """Taken here: the file is made in another thread, outside the viewer's session."""
    opened, acting, said = casework.store(), casework.acting(), language()
    scan = load("frame__scan").iloc[0]
    finished = pd.Timestamp(scan["finished_at"])
    scanned = f"{local_time(finished)}, {zone_name()} · {age(finished.to_pydatetime())}"
    rings = "" if pd.isna(scan["rings_of"]) else rings_pending(local_time(scan["rings_as_of"]))
    papers = Papers(briefing["title"], scan_id(), scanned, is_demo=place().is_demo, rings=rings)
    here = zone()
    # As the veil calls them: the file's rows come with its pseudonyms, whatever this page shows. Where reviews stand is
    # asked for a briefing that counts suspects somewhere, not at every rerun of any.
    views = [parsed(step["link"]) for step in steps]
    counts = any(view.page in COUNT_SUSPECTS or view.one("part") == "replay" for view in views)
    found = cleared_ones.shops() if counts else []
    cleared = frozenset(over.id(briefing_mode.meant(shop_id)) for shop_id in found)

    def make() -> bytes:
        messages.set_language(said)
        with veil.under(over):
            made = handout.pdf(papers, steps, _sources(opened, acting(), over, here, cleared))
        _log(opened, acting(), briefing.id, made, len(steps))
        return made

    return make


def _sources(opened: Store, person: Person, over: Veil, here: tzinfo, cleared: frozenset[str]) -> Sources:
    @cache
    def books(name: str) -> Sequence[Mapping[str, Any]]:
        table = BOOKS[name]
        with opened.read() as session:
            session.info[VEIL] = over.record
            return records.find(session, person, table, select(table).order_by(*table.primary_key.columns))

    def plan_of(kind: str, subject: str) -> Plan:
        with opened.read() as session:
            session.info[VEIL] = over.record
            entered, title = plan_data.read_entered(session, person, kind, subject)
        return plan_data.plan_of(kind, subject, entered, title, sorted(cleared))[0]

    def is_gone(view: View) -> bool:
        kind, subject = view.subject
        if kind == "case":
            return all(row["case_id"] != subject for row in books("cases"))
        return briefing_links.is_gone(view)

    return Sources(load, books, plan_of, is_gone, here, cleared)


def _log(opened: Store, person: Person, briefing_id: str, made: bytes, rows: int) -> None:
    """Enter the file in the log before it leaves; where that fails, no file does."""
    sha256 = hashlib.sha256(made).hexdigest()
    with opened.write() as session:
        views.log_export(session, person, f"briefings/{briefing_id}.pdf", rows=rows, sha256=sha256)
