"""Can today's figures be trusted? What was read, what was kept out and why, every query behind a figure."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from suyuan import ui
from suyuan.messages import _, ngettext
from suyuan.ui import casework, data, scanning
from suyuan.ui.briefing import briefing_mode
from suyuan.wording import data_words
from suyuan.wording.words import word

EXTRACTS, REJECTED, SIGNALS, QUERIES, WEIGHTS = "extracts", "rejected", "signals", "queries", "weights"


def render_verdict(row: pd.Series, scan: pd.Series) -> None:
    """The page's question answered in one line; what limits the answer in a second."""
    if row["sums_broken"]:
        st.error(
            ngettext(
                "**No: in {n} extract rows are unaccounted for.** Scan again before you use any figure.",
                "**No: in {n} extracts rows are unaccounted for.** Scan again before you use any figure.",
                int(row["sums_broken"]),
            ).format(n=row["sums_broken"])
        )
        return
    words = _("**All {n} extracts were read whole; {rejected} of {rows} rows were kept out.**").format(
        n=row["delivered"], rejected=ui.number(row["rejected"]), rows=ui.number(row["rows_read"])
    )
    if row["superseded"]:
        words += " " + _("{n} were superseded by later ones or repeated.").format(
            n=ui.number(row["superseded"])
        )
    assumed = [ui.escape(data_words.assumed(code)) for code in scan["assumed"]]
    if assumed:
        words += "  \n" + _("Assumed: {list}.").format(list=" · ".join(assumed))
    off = ui.load("data__signals", most=data.WHOLE).query("not is_on")
    if len(off):
        names = [
            _("{what} ({more})").format(
                what=word("signal", one.signal), more=word("off_reason", one.off_reason)
            )
            for one in off.itertuples()
        ]
        words += "  \n" + _("Switched off, and never counted as clean: {list}.").format(
            list=" · ".join(names)
        )
    (st.warning if row["rejected"] > 0.01 * row["rows_read"] else st.success)(words)


VIEWS: dict[str, tuple[Callable[[], str], Callable[[], None]]] = {
    EXTRACTS: (lambda: _("Extracts"), data.extracts),
    REJECTED: (lambda: _("Rows kept out"), data.rejected),
    SIGNALS: (lambda: _("Signals"), data.signals),
    QUERIES: (lambda: _("Queries"), data.queries),
    WEIGHTS: (lambda: _("Weights and cuts"), data.weights),
}

ui.open_page()
where = ui.guard()
title, scan_now = st.columns([4, 1], vertical_alignment="center")
title.title(_("Can today's figures be trusted?"))
if not briefing_mode.is_on():
    with scan_now:
        scanning.panel(where)
scan = ui.load("frame__scan").iloc[0]
render_verdict(ui.load("data__verdict").iloc[0], scan)
st.caption(
    _("Scan {scan} · finished {time}, {zone} · took {seconds} s · {engine}, version {version}").format(
        scan=scan["scan_id"],
        time=ui.local_time(scan["finished_at"]),
        zone=ui.zone_name(),
        seconds=ui.number((scan["finished_at"] - scan["started_at"]).total_seconds()),
        engine=scan["engine"],
        version=scan["version"],
    )
)
if not casework.may_see_methods():
    VIEWS = {code: VIEWS[code] for code in (EXTRACTS, REJECTED, SIGNALS)}
if st.query_params.get("view") not in VIEWS:
    st.query_params["view"] = EXTRACTS
view = ui.linked(
    st.segmented_control,
    _("View"),
    list(VIEWS),
    key="view",
    format_func=lambda code: VIEWS[code][0](),
    label_visibility="collapsed",
)
VIEWS[view or EXTRACTS][1]()
