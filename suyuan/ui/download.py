"""One table, one click: the whole of it as CSV, its row count beside the button."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from secrets import token_hex

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from suyuan import export, veil
from suyuan.casework import views
from suyuan.casework.roles import Person
from suyuan.casework.store import Store
from suyuan.catalogue import Query
from suyuan.engines.duckdb import whole_relation
from suyuan.masking import PERSONAL
from suyuan.messages import _, language, ngettext, set_language
from suyuan.numbers import number
from suyuan.ui import casework, from_disk
from suyuan.ui.findings import count, meant, page_query, place, reader, scan_id
from suyuan.ui.personal import is_asked_for, subject


def csv_button(
    query_name: str,
    parameters: Mapping[str, object],
    stem: str,
    *,
    filters: Mapping[str, object] | None = None,
    key: str | None = None,
    only: tuple[str, Sequence[str]] | None = None,
) -> int:
    """A button that downloads every row of the query; the file is made when it is clicked. Returns the rows.

    `stem` names what the file holds; `filters` (the parameters where none are given) go into its name. `only`: a column
    that tells its rows apart, and the values that go out, where casework keeps the others back.
    """
    rows = count(query_name, **parameters) if only is None else len(only[1])
    told = dict(filters if filters is not None else parameters)
    _button(
        page_query(query_name), dict(parameters), (stem, told), rows, key or f"csv_{query_name}_{stem}", only
    )
    return rows


def exports_personal() -> bool:
    """Whether files hold personal data in clear: the viewer asked to see it, and his role may export it."""
    return is_asked_for() and casework.may("export_personal")


def relation_button(name: str, rows: int) -> None:
    """A button that downloads one whole relation of the scan, as the catalogue's query laid it down."""
    _button(whole_relation(name), {"most": max(rows, 1)}, (name, {}), rows, f"csv_relation_{name}")


def _button(
    query: Query,
    bound: dict[str, object],
    names: tuple[str, dict[str, object]],
    rows: int,
    key: str,
    only: tuple[str, Sequence[str]] | None = None,
) -> None:
    stem, told = names
    words = ngettext("CSV · {rows} row", "CSV · {rows} rows", rows).format(rows=number(rows))
    if not casework.may("export"):
        st.caption(ngettext("{n} row", "{n} rows", rows).format(n=number(rows)), text_alignment="right")
        return
    opened = casework.store_or_none()
    scan, is_demo = scan_id(), place().is_demo
    name = export.file_name(stem, told, scan, is_demo=is_demo)
    # Taken here: the file is made in another thread, outside the viewer's session.
    source, reveal, over, said = reader(), exports_personal(), veil.current(), language()
    acting, about, bound = casework.acting(), f"{subject()}/{query.name}", meant(bound)

    def make() -> bytes:
        # A file of its own: the same table with personal data shown, for another viewer, has the same name.
        path = export.exports_folder() / f"{token_hex(8)}_{name}"
        papers = {"scan_id": scan, "filters": told, "is_demo": is_demo}
        set_language(said)

        def shown(batch: pa.RecordBatch) -> pa.RecordBatch:
            seen = over.batch(query.name, batch) if over is not None else batch
            # The values are those of the screen, so what hides them goes first.
            return (
                seen if only is None else seen.filter(pc.is_in(seen[only[0]], pa.array(only[1], pa.string())))
            )

        export.write_csv(source, query, bound, path, papers, reveal=reveal, hide=shown)
        assert opened is not None
        _log(opened, acting(), about, path, sorted(told))
        return from_disk.given(path, export.remove)

    _download(words, make, name, key, is_loggable=opened is not None)


def made_button(frame: pd.DataFrame, stem: str, told: Mapping[str, object], *, key: str) -> None:
    """A button that downloads a small table that no query gives, none of its columns personal: as `csv_button`."""
    words = ngettext("CSV · {rows} row", "CSV · {rows} rows", len(frame)).format(rows=number(len(frame)))
    is_demo = place().is_demo
    name = export.file_name(stem, told, scan_id(), is_demo=is_demo)
    frame_button(words, export.frame_csv(frame, is_demo=is_demo), name, rows=len(frame), columns=(), key=key)


def frame_button(
    words: str, content: bytes, name: str, *, rows: int, columns: Sequence[str], key: str
) -> None:
    """A button that downloads a small table that no query gives; `columns`: its personal ones, shown in clear."""
    if not casework.may_hand_out():
        return
    opened, acting, about = casework.store_or_none(), casework.acting(), f"{subject()}/{key}"

    def make() -> bytes:
        assert opened is not None
        digest = hashlib.sha256(content).hexdigest()
        _enter(opened, acting(), about, rows, digest, columns, [])
        return content

    _download(words, make, name, key, is_loggable=opened is not None)


def _download(words: str, make: Callable[[], bytes], name: str, key: str, *, is_loggable: bool) -> None:
    hidden = _("Personal data stays hidden in the file: only a lead exports it.")
    unlogged = _("No file leaves while the log cannot be written.")
    masks = is_asked_for() and not exports_personal()
    st.download_button(
        words,
        make,
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=key,
        disabled=not is_loggable,
        help=unlogged if not is_loggable else hidden if masks else None,
    )


def _log(opened: Store, person: Person, about: str, path: Path, filters: list[str]) -> None:
    """Enter the file in the log before it leaves; where that fails, no file does."""
    papers = json.loads(export.about_path(path).read_text(encoding="utf-8"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    shown = [column for column in header if column in PERSONAL] if papers["personal_data"] == "shown" else []
    _enter(opened, person, about, papers["rows"], papers["sha256"], shown, filters)


def _enter(
    opened: Store,
    person: Person,
    about: str,
    rows: int,
    sha256: str,
    columns: Sequence[str],
    filters: Sequence[str],
) -> None:
    with opened.write() as session:
        if columns:
            views.log_personal_export(session, person, about, rows=rows, sha256=sha256, columns=columns)
        else:
            views.log_export(session, person, about, rows=rows, sha256=sha256, filters=filters)
