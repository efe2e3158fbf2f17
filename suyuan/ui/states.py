"""What a page says when it has nothing to show: always what to do next."""

from __future__ import annotations

from typing import NoReturn

import duckdb
import streamlit as st

from suyuan.messages import _
from suyuan.ui import scanning
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.findings import (
    MissingFolderError,
    Place,
    identity,
    is_outdated,
    load,
    missing_relations,
    place,
)
from suyuan.ui.freshness import tell_pending
from suyuan.ui.links import go
from suyuan.ui.personal import escape


def guard() -> Place:
    """The folders, once there are findings in them; else the page ends here and says what to do.

    Where rings are still those of the scan before, every page says so in its first line.
    """
    try:
        where = place()
    except MissingFolderError as missing:
        _missing_folder(*missing.args)
    if identity() is None:
        _no_findings(where)
    try:
        scan = load("frame__scan")
        is_whole = not missing_relations()
    except (duckdb.Error, KeyError):
        is_whole = False
    if not is_whole:
        st.error(
            _("The findings cannot be read: they are damaged, or another version wrote them. Scan again.")
        )
        scanning.panel(where)
        st.stop()
    tell_pending(scan.iloc[0])
    return where


def offer_scan() -> None:
    """Where extracts came in after the scan in force, or one runs already: say so, and offer to scan."""
    where = place()
    if not briefing_mode.is_on() and (is_outdated() or scanning.is_running(where)):
        with st.popover(_("The extracts are newer than this scan"), icon=":material/update:"):
            scanning.panel(where)


def wrong_link(text: str) -> NoReturn:
    """The link names something that is not in the findings."""
    st.warning(text, icon=":material/link_off:")
    if st.button(_("To the overview"), key="to_overview"):
        go("pages/overview.py")
    st.stop()


def nothing_here(text: str, advice: str = "") -> None:
    """A table or chart without a row: why, and what would show some."""
    st.info(text + (f"  \n{advice}" if advice else ""), icon=":material/search_off:")


def _missing_folder(variable: str, folder: str) -> NoReturn:
    if folder:
        st.error(
            _("{variable} names a folder that is not there: {folder}").format(
                variable=escape(variable), folder=escape(folder)
            )
        )
        st.write(_("Correct the variable or create the folder, then start the app again."))
    else:
        st.error(
            _("SUYUAN\\_EXTRACTS is set, SUYUAN\\_FINDINGS is not: set both, or neither for the demo data.")
        )
    st.stop()


def _no_findings(where: Place) -> NoReturn:
    st.header(_("Nothing has been scanned yet"))
    scanning.panel(where)
    st.stop()
