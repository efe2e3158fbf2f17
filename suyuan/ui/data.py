"""The data page's views: extracts, rows kept out, signals, queries, weights; each table under its CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import whole_relation
from suyuan.messages import _
from suyuan.ui import findings
from suyuan.ui.briefing import room_screen
from suyuan.ui.download import csv_button, relation_button
from suyuan.ui.findings import load
from suyuan.ui.links import linked
from suyuan.ui.personal import hide_personal
from suyuan.ui.states import nothing_here
from suyuan.ui.widths import to_the_edge, width_of_all, with_wrapped
from suyuan.wording import data_words
from suyuan.wording.words import word

WHOLE = 10**12
ROWS_SHOWN = 500
PREVIEW_ROWS = 20
# Three fifths of the page, less what parts them from the list of queries.
PREVIEW_SHARE = WEIGHTS_SHARE = 0.592
CUTS_SHARE = 0.392
# Three lines of a reason; as far down as a screen 720 pixels high goes.
REASON_HEIGHT, WEIGHTS_HEIGHT = 62, 420
HEIGHT = 330
SHOWN_OF_HASH = 12
_text, _figure = st.column_config.TextColumn, st.column_config.NumberColumn


def extracts() -> None:
    """Every extract of the contract, what became of its rows, and what its absence costs."""
    _headed(_("Rows read = used + superseded + kept out"), "data__extracts", "extracts")
    frame = load("data__extracts", most=WHOLE)
    off = load("data__signals", most=WHOLE).query("not is_on")
    wanting: dict[str, list[str]] = {}
    for signal, reason in zip(off["signal"], off["off_reason"], strict=True):
        wanting.setdefault(data_words.MISSING.get(reason, ""), []).append(word("signal", signal))
    frame["name"] = [data_words.table(name) for name in frame["table_name"]]
    frame["state"] = [_("read whole") if files else _("not delivered") for files in frame["files"]]
    frame["off"] = [" · ".join(wanting.get(name, [])) for name in frame["table_name"]]
    # Enough to hold two deliveries side by side; the CSV has all of it.
    frame["sha256"] = frame["sha256"].str[:SHOWN_OF_HASH]
    frame["megabytes"] = frame["bytes"] / 1e6
    _table(
        frame.sort_values(["files", "table_name"], ascending=[False, True]),
        {
            "name": _text(_("Extract")),
            "state": _text(_("State")),
            "rows_read": _figure(_("Rows read"), format="localized"),
            "used": _figure(_("Used"), format="localized"),
            "superseded": _figure(_("Superseded"), format="localized"),
            "rejected": _figure(_("Kept out"), format="localized"),
            "off": _text(_("Switched off without it")),
            "files": _figure(_("Files")),
            "megabytes": _figure(_("MB"), format="%.1f"),
            "sha256": _text("SHA-256", help=_("Its beginning; the CSV holds the whole.")),
        },
        height=398,
    )


def rejected() -> None:
    """Which rules were broken how often, and the rows themselves."""
    reasons = load("data__rejected_reasons", most=WHOLE)
    if reasons.empty:
        nothing_here(_("No row was kept out: every row that was delivered keeps the contract's rules."))
        return
    by_rule, rows = st.columns([2, 3])
    reasons["rule"] = [data_words.reason(code) for code in reasons["reason"]]
    reasons["name"] = [data_words.table(code) for code in reasons["table_name"]]
    with by_rule:
        _headed(_("Rules broken"), "data__rejected_reasons", "rejected-reasons")
        chosen = st.dataframe(
            reasons,
            key="rejected_reasons",
            hide_index=True,
            height=HEIGHT,
            on_select="rerun",
            selection_mode="multi-row",
            column_order=["name", "rule", "rows_out"],
            column_config={
                "name": _text(_("Extract")),
                "rule": _text(_("Rule broken")),
                "rows_out": _figure(_("Rows"), format="localized"),
            },
        )
    kept = reasons.iloc[chosen["selection"]["rows"]] if chosen["selection"]["rows"] else reasons
    parameters = {"rules": sorted(kept["table_name"] + ":" + kept["reason"])}
    with rows:
        _headed(_("The rows, as delivered"), "data__rejected_rows", "rejected-rows", parameters)
        frame = hide_personal(load("data__rejected_rows", **parameters, most=ROWS_SHOWN))
        frame["reason"] = [data_words.reason(code) for code in frame["reason"]]
        frame["table_name"] = [data_words.table(code) for code in frame["table_name"]]
        _table(
            frame,
            {
                "table_name": _text(_("Extract")),
                "reason": _text(_("Rule broken")),
                "row": _text(_("Row"), width=700),
            },
        )


def signals() -> None:
    """Which signals the scan could read, and what is missing where it could not."""
    _headed(_("A signal without data is off; it never counts as clean"), "data__signals", "signals")
    frame = load("data__signals", most=WHOLE)
    frame["name"] = [word("signal", code) for code in frame["signal"]]
    frame["state"] = [_("on") if is_on else _("off") for is_on in frame["is_on"]]
    frame["why"] = [word("off_reason", code) for code in frame["off_reason"]]
    columns = {
        "name": _text(_("Signal")),
        "state": _text(_("State")),
        "why": _text(_("What is missing")),
    }
    _table(frame, columns)


def queries() -> None:
    """Every query of the catalogue: its SQL, what it reads, what reads it, its rows and the first of them."""
    runs = load("data__queries", most=WHOLE)
    catalogue = Catalogue.load()
    names = [*runs["name"], *sorted(set(catalogue.queries) - set(runs["name"]))]
    if st.query_params.get("query") not in names:
        st.query_params["query"] = "shop_scores" if "shop_scores" in names else names[0]
    left, right = st.columns([2, 3])
    with left:
        _headed(_("Every query of the scan"), "data__queries", "queries")
        runs["room"] = [data_words.layer(code) for code in runs["layer"]]
        _table(
            runs,
            {
                "name": _text(_("Query")),
                "room": _text(_("Room")),
                "rows": _figure(_("Rows"), format="localized"),
                "seconds": _figure(_("Seconds"), format="%.2f"),
            },
        )
    with right:
        choice, button = st.columns([3, 2], vertical_alignment="center")
        with choice:
            name = linked(
                st.selectbox,
                _("Query"),
                names,
                key="query",
                label_visibility="collapsed",
                placeholder=_("Query"),
            )
        rows = runs.set_index("name")["rows"].get(name)
        if name and rows is not None:
            with button:
                relation_button(name, int(rows))
        if name:
            _one_query(catalogue, str(name), has_rows=rows is not None)


def weights() -> None:
    """What each level of each signal weighs, and every number that decides something, with reasons."""
    left, right = st.columns([3, 2])
    with left:
        _headed(_("What each observation weighs in this scan"), "data__weights", "weights")
        frame = load("data__weights", most=WHOLE)
        frame["signal"] = [word("signal", code) for code in frame["signal"]]
        frame["why"] = [_(reason) for reason in frame["reason"]]
        frame["reading"] = [word("innocent_reading", code) for code in frame["innocent_reading"]]
        _table(
            frame,
            {
                "signal": _text(_("Signal")),
                "why": _text(_("Observation"), width=width_of_all(frame["why"])),
                "weight": _figure(_("Weight"), format="%+.2f"),
                "shops": _figure(_("Shops"), format="localized"),
                "share_guilty": _figure(_("Among sellers of fakes"), format="percent"),
                "share_innocent": _figure(_("Among honest shops"), format="percent"),
                "reading": _text(_("Innocent reading")),
                "level": _text(_("Level")),
            },
            WEIGHTS_HEIGHT,
            share=WEIGHTS_SHARE,
        )
    with right:
        _headed(_("Every number that decides"), "data__cuts", "cuts")
        frame = load("data__cuts", most=WHOLE)
        frame["why"] = [_(reason) for reason in frame["reason"]]
        # The number stands before its reason, which is a sentence: on as many lines as it needs.
        headings = {"value": _("Value"), "why": _("Why")}
        written = "%.3f"
        widths = with_wrapped(
            frame[list(headings)], headings, ["why"], share=CUTS_SHARE, formats={"value": written}
        )
        _table(
            frame,
            {
                "value": _figure(_("Value"), format=written, width=widths["value"]),
                "why": _text(_("Why"), width=widths["why"]),
                "name": _text(_("Name")),
            },
            WEIGHTS_HEIGHT,
            row_height=round(REASON_HEIGHT * room_screen.larger()),
        )


def _one_query(catalogue: Catalogue, name: str, has_rows: bool) -> None:
    reads = catalogue.parents(name)
    read_by = sorted(child for child in catalogue.queries if name in catalogue.queries[child].reads)
    for label, relations, key in ((_("Reads"), reads, "reads"), (_("Read by"), read_by, "read_by")):
        # A relation is opened where it is named; seeds are small tables of their own and have no query.
        opened = [one for one in relations if one in catalogue.queries]
        others = [one for one in relations if one not in catalogue.queries]
        words = f"{label}: " + (" · ".join(others) or ("" if opened else "–"))
        st.pills(words, opened, key=f"{key}_{name}", on_change=_open_query, args=(f"{key}_{name}",))
    st.code(catalogue.queries[name].sql, language="sql", height=190, wrap_lines=True)
    if has_rows:
        preview = hide_personal(findings.reader().frame(whole_relation(name), {"most": PREVIEW_ROWS}))
        settings = {str(column): st.column_config.Column(str(column)) for column in preview.columns}
        st.dataframe(
            preview,
            hide_index=True,
            height=160,
            placeholder="–",
            column_config=to_the_edge(preview.map(_written), settings, share=PREVIEW_SHARE),
        )


def _written(value: object) -> object:
    """A value as a cell shows it, as far as its width goes."""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0")
    return ", ".join(map(str, value)) if isinstance(value, list | np.ndarray) else value


def _open_query(key: str) -> None:
    if st.session_state[key]:
        st.query_params["query"] = st.session_state[key]


def _headed(words: str, query_name: str, stem: str, parameters: Mapping[str, object] | None = None) -> None:
    """A table's heading with its CSV beside it, above the table so that nobody scrolls for it."""
    heading, button = st.columns([3, 2], vertical_alignment="center")
    heading.markdown(f"**{words}**")
    with button:
        csv_button(query_name, {**(parameters or {}), "most": WHOLE}, stem, filters=parameters or {})


def _table(
    frame: pd.DataFrame,
    columns: Mapping[str, Any],
    height: int = HEIGHT,
    *,
    row_height: int = 30,
    share: float | None = None,
) -> None:
    """`share`: of the page's width that the table has, where its edge is to cut no column."""
    settings = dict(columns)
    st.dataframe(
        frame,
        hide_index=True,
        height=height,
        column_order=list(columns),
        column_config=settings if share is None else to_the_edge(frame[list(columns)], settings, share=share),
        row_height=row_height,
        placeholder="–",
    )
