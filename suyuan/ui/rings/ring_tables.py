"""Tables of a ring as people read them, each with its download in sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from suyuan.messages import _, language
from suyuan.numbers import NONE, money, number
from suyuan.ui.chips import widget_key
from suyuan.ui.download import csv_button, made_button
from suyuan.ui.findings import count, load
from suyuan.ui.links import linked
from suyuan.ui.personal import hide_personal
from suyuan.ui.states import nothing_here
from suyuan.ui.widths import to_the_edge, width_of_all
from suyuan.ui.zone import local_times
from suyuan.wording import ring_words
from suyuan.wording.words import word

ROWS, EVERYTHING, HEIGHT = 500, 10**12, 300
_PERSONAL_TRACES = (
    "device_id", "ip_address", "phone", "sender_phone", "id_document", "payment_account", "holder_name",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """How a column is shown: `kind` is text, number, money, time, share, flag, innocents, or a family of words."""

    label: str
    kind: str = "text"


@dataclass(frozen=True)
class Table:
    """A table of the page: its button's words, its query, its columns, what prepares its rows.

    `made`: its rows from the page's parameters where no query gives them; `filed`: the columns that its file holds.
    """

    name: str
    query: str
    columns: dict[str, Column]
    prepare: Callable[[pd.DataFrame], pd.DataFrame] = lambda frame: frame
    empty: str = ""
    made: Callable[[Mapping[str, object]], pd.DataFrame] | None = None
    filed: tuple[str, ...] = ()


def download(
    tables: Mapping[str, Table], bound: Mapping[str, object], told: Mapping[str, object] | None = None
) -> None:
    """The download of a view's first table that has rows, in sight beside the view's name; `told`: its filters."""
    filled = (item for item in tables.items() if _count(item[1], bound))
    code, table = next(filled, next(iter(tables.items())))
    _file(table, bound, code, bound if told is None else told, f"csv_first_{code}")


def choose(
    tables: Mapping[str, Table],
    bound: Mapping[str, object],
    key: str = "rows",
    told: Mapping[str, object] | None = None,
) -> tuple[pd.Series, str, str] | None:
    """The tables' switch, the shown one's download and its rows; `told`: what the file's name tells of its filters.

    Returns the row, the column and the table of the cell that was picked, None without a pick.
    """
    counts = {code: _count(table, bound) for code, table in tables.items()}
    words, button = st.columns([6.4, 1.2], vertical_alignment="center")
    first = next(iter(tables))
    with words:
        shown = linked(
            st.segmented_control,
            _("Records"),
            list(tables),
            key=key,
            default=first,
            required=True,
            format_func=lambda code: f"{tables[code].name} {number(counts[code])}",
            label_visibility="collapsed",
        )
    shown = shown if shown in tables else first
    table = tables[shown]
    with button:
        _file(table, bound, shown, bound if told is None else told, f"csv_{key}_{shown}")
    if not counts[shown]:
        nothing_here(table.empty or _("Nothing of this kind is on record."))
        return None
    picked = show(table, bound, f"{key}_{shown}")
    return None if picked is None else (*picked, shown)


def show(
    table: Table, bound: Mapping[str, object], key: str, height: int = HEIGHT
) -> tuple[pd.Series, str] | None:
    """One table's rows; returns the row that was picked, as the query gave it, and the column, None without a pick."""
    rows = load(table.query, **_bound(table, bound, ROWS)) if table.made is None else table.made(bound)
    frame = table.prepare(hide_personal(rows).head(ROWS))
    shown = pd.DataFrame(
        {name: _values(frame, name, column.kind) for name, column in table.columns.items()}, index=frame.index
    )
    picked = st.dataframe(
        shown,
        column_config=to_the_edge(
            shown, {name: _setting(column, shown[name]) for name, column in table.columns.items()}
        ),
        hide_index=True,
        height=min(height, 37 + 35 * len(shown)),
        on_select="rerun",
        selection_mode="single-cell",
        placeholder=NONE,
        key=widget_key(f"table_{key}"),
    )
    cells = picked["selection"]["cells"]
    return (frame.iloc[cells[0][0]], str(cells[0][1])) if cells and cells[0][0] < len(frame) else None


def one_trace(frame: pd.DataFrame) -> pd.DataFrame:
    """The trace of each row in one column, whatever kind it is of; hidden where it is personal."""
    columns = [name for name in (*_PERSONAL_TRACES, "trace") if name in frame]
    traces = frame[columns].astype("object").bfill(axis=1).iloc[:, 0] if columns else None
    return frame.assign(trace=traces)


def _count(table: Table, bound: Mapping[str, object]) -> int:
    return count(table.query, **_bound(table, bound)) if table.made is None else len(table.made(bound))


def _file(table: Table, bound: Mapping[str, object], stem: str, told: Mapping[str, object], key: str) -> None:
    if table.made is None:
        csv_button(table.query, _bound(table, bound), stem, filters=told, key=key)
    else:
        made_button(table.made(bound)[list(table.filed)], stem, told, key=key)


def _bound(table: Table, bound: Mapping[str, object], most: int = EVERYTHING) -> dict[str, object]:
    from suyuan.ui.findings import page_query

    takes_most = "most" in page_query(table.query).parameters
    return {**bound, "most": most} if takes_most else dict(bound)


def _values(frame: pd.DataFrame, name: str, kind: str) -> Any:  # noqa: PLR0911
    column = frame[f"{name}_{language()}" if f"{name}_{language()}" in frame else name]
    if kind == "money":
        return [money(amount, code) for amount, code in zip(column, frame["currency"], strict=True)]
    if kind == "time":
        return local_times(column)
    if kind == "flag":
        return ["" if pd.isna(flag) else _("yes") if flag else _("no") for flag in column]
    if kind == "innocents":
        return ["" if pd.isna(figure) else ring_words.innocents(figure) for figure in column]
    if kind == "kinds":
        return [ring_words.kinds(None if not hasattr(codes, "__iter__") else codes) for codes in column]
    if kind in ("number", "share"):
        return column.astype(float) if kind == "share" else pd.to_numeric(column)
    if kind == "text":
        return column.astype("object")
    return [word(kind, code) for code in column]


def _setting(column: Column, values: pd.Series) -> Any:
    if column.kind == "time":
        return st.column_config.DatetimeColumn(column.label, format="YYYY-MM-DD HH:mm")
    if column.kind == "number":
        return st.column_config.NumberColumn(column.label, format="localized")
    if column.kind == "share":
        return st.column_config.NumberColumn(column.label, format="percent")
    return st.column_config.TextColumn(
        column.label,
        width=width_of_all(values, column.label),
        alignment="right" if column.kind == "money" else "left",
    )
