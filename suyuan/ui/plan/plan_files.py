"""A plan's files: CSV and sheets, made when they are asked for, each entered in the log before it leaves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Container

from suyuan import export, messages
from suyuan.casework import views
from suyuan.casework.roles import Person
from suyuan.casework.store import Store
from suyuan.messages import _, language
from suyuan.plan import Plan, sheet, table
from suyuan.ui import casework, cleared
from suyuan.ui.download import exports_personal
from suyuan.ui.findings import place
from suyuan.ui.plan.plan_data import CASE, plan_of, read_entered
from suyuan.ui.plan.plan_view import words_of

_COLUMNS = ("address", "holder_name")


def buttons(plan: Plan, csv: Container, sheets: Container) -> None:
    """CSV and all sheets; and, in a popover, the sheet of one province."""
    if not casework.may_hand_out():
        return
    csv.download_button(
        _("CSV"), _maker(plan, "csv", ()), file_name=_file_name(plan, "csv"), mime="text/csv", on_click="ignore",
        icon=":material/download:", width="stretch", key="plan_csv",
    )  # fmt: skip
    every = [sheet.OVERVIEW, *(one.code for one in plan.jurisdictions if one.is_needed)]
    sheets.download_button(
        _("Print all sheets"), _maker(plan, "pdf", tuple(every)), file_name=_file_name(plan, "pdf"),
        mime="application/pdf", on_click="ignore", icon=":material/print:", type="primary", width="stretch",
        key="plan_pdf",
    )  # fmt: skip


def single(plan: Plan) -> None:
    """The overview, and each jurisdiction with its totals and its own sheet."""
    rows = [(sheet.OVERVIEW, "**" + _("Overview") + "** · " + _("all jurisdictions"))]
    rows += [(one.code, words_of(one)) for one in plan.jurisdictions if one.is_needed]
    for code, told in rows:
        words, button = st.columns([4, 1.2], vertical_alignment="center")
        words.markdown(told)
        if casework.may_hand_out():
            button.download_button(
                _("Print"), _maker(plan, "pdf", (code,)), file_name=_file_name(plan, "pdf", code),
                mime="application/pdf", on_click="ignore", icon=":material/print:", width="stretch",
                key=f"plan_pdf_{code or 'unknown'}",
            )  # fmt: skip
    st.caption(
        _(
            "Addresses and names stand on a sheet only where a lead has personal data shown; every file is logged."
        )
    )


def _maker(plan: Plan, kind: str, which: tuple[str, ...]) -> Callable[[], bytes]:
    """Taken here: the file is made in another thread, outside the viewer's session."""
    opened, acting, said, is_demo = casework.store(), casework.acting(), language(), place().is_demo
    out = cleared.shops()
    names = exports_personal()

    def make() -> bytes:
        messages.set_language(said)
        told = _with_names(opened, acting(), plan, out) if names and plan.kind == CASE else plan
        if kind == "csv":
            made = export.frame_csv(table.frame(told), reveal=names, is_demo=is_demo)
        else:
            made = sheet.pdf(told, which, names=names, is_demo=is_demo)
        _log(opened, acting(), plan, kind, made, names)
        return made

    return make


def _with_names(opened: Store, person: Person, plan: Plan, out: list[str]) -> Plan:
    """The case's plan with the names and addresses that casework alone knows: that they are shown is logged."""
    with opened.write() as session:
        entered, title = read_entered(session, person, plan.kind, plan.subject, reveal=True)
    return plan_of(plan.kind, plan.subject, entered, title, out)[0]


def _log(opened: Store, person: Person, plan: Plan, kind: str, made: bytes, names: bool) -> None:
    """Enter the file in the log before it leaves; where that fails, no file does."""
    subject, sha256, rows = (
        f"{plan.kind}/{plan.subject}/plan.{kind}",
        hashlib.sha256(made).hexdigest(),
        len(plan.sites),
    )
    with opened.write() as session:
        if names:
            views.log_personal_export(session, person, subject, rows=rows, sha256=sha256, columns=_COLUMNS)
        else:
            views.log_export(session, person, subject, rows=rows, sha256=sha256)


def _file_name(plan: Plan, kind: str, code: str | None = None) -> str:
    told = {plan.kind: plan.subject, **({} if code is None else {"sheet": code or "unknown"})}
    name = export.file_name("plan", told, plan.scan_id, is_demo=place().is_demo)
    return f"{name.removesuffix('.csv')}.{kind}"
