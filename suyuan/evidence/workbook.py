"""workbook.xlsx: the package's tables for a spreadsheet. Every cell is text: no formula, no link, no guessed number."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
_CUT = "… (cut: whole in the CSV)"
_SHEETS = ("rows/", "findings/", "exclusion/")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write(path: Path, folder: Path, document: Mapping[str, Any]) -> None:
    """One sheet a CSV of rows/, findings/ and exclusion/; a table longer than a sheet goes on in a second."""
    book = xlsxwriter.Workbook(str(path), _OPTIONS)
    made_at = datetime.fromisoformat(document["made_at"]).replace(tzinfo=None)
    book.set_properties({"title": str(document["package_number"]), "created": made_at})
    bold = book.add_format({"bold": True})
    index = book.add_worksheet("index")
    shown = [one for one in document["outputs"] if one["path"].startswith(_SHEETS) and "rows" in one]
    for place, text in enumerate(("sheet", "file", "rows", "SHA-256 of the CSV")):
        index.write_string(0, place, text, bold)
    index.set_column(0, 1, 40)
    index.set_column(3, 3, 66)
    names: set[str] = set()
    for line, output in enumerate(shown, start=1):
        title = _title(output["path"], names)
        for place, text in enumerate((title, output["path"], str(output["rows"]), output["sha256"])):
            index.write_string(line, place, text)
        _sheet(book, bold, title, folder / output["path"], names)
    book.close()


def _sheet(book: Any, bold: Any, title: str, path: Path, names: set[str]) -> None:
    rows = _rows(path)
    header = next(rows)
    sheet, line = None, 0
    part = 0
    for row in rows:
        if sheet is None or line == MOST_ROWS:
            part += 1
            sheet, line = (
                _begun(book, bold, title if part == 1 else _title(f"{title}-{part}", names), header),
                1,
            )
        for place, text in enumerate(row):
            if text:
                sheet.write_string(line, place, text)
        line += 1
    if sheet is None:
        _begun(book, bold, title, header)


def _begun(book: Any, bold: Any, title: str, header: list[str]) -> Any:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    for place, text in enumerate(header):
        sheet.write_string(0, place, text, bold)
    sheet.set_column(0, max(len(header) - 1, 0), 18)
    return sheet


def _rows(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(line.replace("\0", "\N{SYMBOL FOR NULL}") for line in file):
            yield [_cell(text) for text in row]


def _cell(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - len(_CUT)] + _CUT


def _title(path: str, names: set[str]) -> str:
    """A sheet's name: 31 letters at most, each once."""
    stem = path.removesuffix(".csv").replace("findings/", "").replace("/", "-")[:28]
    title, count = stem, 1
    while title.lower() in names:
        count += 1
        title = f"{stem[:25]}~{count}"
    names.add(title.lower())
    return title
