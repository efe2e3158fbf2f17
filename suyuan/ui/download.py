"""One table, one click: the whole of it as CSV, its row count beside the button."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex

import streamlit as st

from suyuan import export
from suyuan.catalogue import Query
from suyuan.engines.duckdb import whole_relation
from suyuan.messages import ngettext
from suyuan.numbers import number
from suyuan.ui.findings import count, page_query, place, reader, scan_id
from suyuan.ui.personal import is_revealed


def csv_button(
    query_name: str,
    parameters: Mapping[str, object],
    stem: str,
    *,
    filters: Mapping[str, object] | None = None,
    key: str | None = None,
) -> int:
    """A button that downloads every row of the query; the file is made when it is clicked. Returns the rows.

    `stem` names what the file holds; `filters` (the parameters where none are given) go into its name.
    """
    rows = count(query_name, **parameters)
    told = dict(filters if filters is not None else parameters)
    _button(page_query(query_name), dict(parameters), (stem, told), rows, key or f"csv_{query_name}_{stem}")
    return rows


def relation_button(name: str, rows: int) -> None:
    """A button that downloads one whole relation of the scan, as the catalogue's query laid it down."""
    _button(whole_relation(name), {"most": max(rows, 1)}, (name, {}), rows, f"csv_relation_{name}")


def _button(
    query: Query, bound: dict[str, object], names: tuple[str, dict[str, object]], rows: int, key: str
) -> None:
    stem, told = names
    scan, is_demo = scan_id(), place().is_demo
    name = export.file_name(stem, told, scan, is_demo=is_demo)
    # Taken here: the file is made in another thread, outside the viewer's session.
    source, reveal = reader(), is_revealed()

    def make() -> bytes:
        # A file of its own: the same table with personal data shown, for another viewer, has the same name.
        path = export.exports_folder() / f"{token_hex(8)}_{name}"
        about = {"scan_id": scan, "filters": told, "is_demo": is_demo}
        export.write_csv(source, query, bound, path, about, reveal=reveal)
        return path.read_bytes()

    st.download_button(
        ngettext("CSV · {rows} row", "CSV · {rows} rows", rows).format(rows=number(rows)),
        make,
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=key,
    )
