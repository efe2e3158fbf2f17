"""Every table of casework as a file in one click, its row count beside the button, the export in the log."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import streamlit as st

from suyuan import export
from suyuan.casework import extract, tables_out, views
from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.ui import casework
from suyuan.ui.cases.case_book import Book
from suyuan.ui.findings import place, scan_id
from suyuan.ui.personal import is_asked_for


def csv(book: str, rows: int | None = None) -> None:
    """One book (or `events`) as CSV; personal columns are hidden in it unless they are shown and a lead takes it."""
    if not casework.may_hand_out():
        return
    reveal = is_asked_for() and casework.may("export_personal")
    opened, acting = casework.store(), casework.acting()

    def make() -> bytes:
        with opened.write() as session:
            return tables_out.book_csv(session, acting(), book, reveal=reveal)

    _button(_rows(rows), make, book, "csv")


def due(book: Book) -> None:
    """What is due, with why, since when and whose, as CSV."""
    if not casework.may_hand_out():
        return
    opened, acting = casework.store(), casework.acting()
    lines = [
        {
            "kind": one.kind,
            "record": one.record.id,
            "subject": one.record.get("subject_id") or one.record.get("shop_id") or one.record.get("site_id"),
            "since": one.since,
            "owner": one.record.get("owner"),
        }
        for one in book.due
    ]

    def make() -> bytes:
        frame = pd.DataFrame(lines, columns=["kind", "record", "subject", "since", "owner"])
        data = export.frame_csv(frame, reveal=True)
        with opened.write() as session:
            views.log_export(session, acting(), "page/due", rows=len(lines), sha256=sha256(data).hexdigest())
        return data

    _button(_rows(len(lines)), make, "due", "csv")


def everything() -> None:
    """Every book, the history and the test buys' extract in one archive."""
    if not casework.may_hand_out():
        return
    reveal = is_asked_for() and casework.may("export_personal")
    opened, acting = casework.store(), casework.acting()

    def make() -> bytes:
        with TemporaryDirectory() as folder:
            with opened.write() as session:
                tables_out.export_all(session, acting(), Path(folder), reveal=reveal)
            return _packed(Path(folder))

    _button(_("All tables"), make, "casework", "zip")


def test_buys_extract(judged: int) -> None:
    """The test buys as the next scan takes them in, with the manifest that holds the file to its hash."""
    if not casework.may_hand_out():
        return
    opened, acting = casework.store(), casework.acting()

    def make() -> bytes:
        with TemporaryDirectory() as folder:
            with opened.write() as session:
                extract.export_test_buys(session, acting(), Path(folder) / tables_out.EXTRACT)
            return _packed(Path(folder))

    label = ngettext("For the next scan · {n} item", "For the next scan · {n} items", judged)
    _button(
        label.format(n=number(judged)), make, "test_buys_extract", "zip",
        _("Unpack it and name its folder: python -m suyuan scan … --also extract. Each verdict counts in the scores."),
    )  # fmt: skip


def _button(label: str, make: Callable[[], bytes], stem: str, ending: str, told: str = "") -> None:
    name = export.file_name(stem, {}, scan_id(), is_demo=place().is_demo).removesuffix(".csv")
    st.download_button(
        label, make, file_name=f"{name}.{ending}", mime="text/csv" if ending == "csv" else "application/zip",
        on_click="ignore", icon=":material/download:", key=f"case_file_{stem}", help=told or None,
    )  # fmt: skip


def _rows(rows: int | None) -> str:
    if rows is None:
        return "CSV"
    return ngettext("CSV · {rows} row", "CSV · {rows} rows", rows).format(rows=number(rows))


def _packed(folder: Path) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder).as_posix())
    return data.getvalue()
