"""Somebody's CSV, XLSX and Parquet files as DuckDB relations, checked before a row is taken."""

from __future__ import annotations

import csv
import fnmatch
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa

from suyuan.intake.discovery import PLAIN_NAME
from suyuan.intake.errors import wrong
from suyuan.intake.prober import Prober
from suyuan.mapping.model import Source

_FORMATS = {
    ".parquet": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
# Excel keeps 15 digits of a number: a longer id typed as a number has lost its end already.
_EXACT_IN_EXCEL = 10**15


def find(source: Source, name: str, origin: Path) -> list[Path]:
    """The files of one source below `origin` (a folder, or the one file itself), sorted by name.

    Raises InputError where there is none, or one leads out of the folder.
    """
    if origin.is_file():
        paths = [origin] if fnmatch.fnmatchcase(origin.name, source.files) else []
    elif origin.is_dir():
        root = origin.resolve()
        paths = sorted(
            path
            for path in origin.rglob("*")
            if path.is_file()
            and path.resolve().is_relative_to(root)
            and fnmatch.fnmatchcase(path.relative_to(origin).as_posix(), source.files)
            and (source.format or path.suffix.lower() in _FORMATS)
        )
    else:
        raise wrong("no such file or folder", file=str(origin))
    if not paths:
        raise wrong(
            f"no file matches {source.files!r} (source {name})", file=str(origin), expected="one at least"
        )
    for path in paths:
        if not PLAIN_NAME.fullmatch(path.name):
            raise wrong(
                "its name has a character that is not allowed",
                file=repr(path.name),
                expected="letters, digits and . _ - = + % @ ( ) , or blank",
            )
    return paths


def open_file(
    connection: duckdb.DuckDBPyConnection, source: Source, path: Path, scratch: Path, prober: Prober
) -> duckdb.DuckDBPyRelation:
    """One file as a relation under its own column names; CSV and XLSX as text. Raises InputError."""
    kind = source.format or _FORMATS[path.suffix.lower()]
    if kind == "parquet":
        answer = prober.ask(
            {"path": str(path.absolute()), "table": "", "partitions": {}}, path.stat().st_size
        )
        if "error" in answer:
            raise wrong(
                f"cannot be read: {answer['error']}",
                file=path.name,
                column=answer.get("error_column", ""),
                expected="a whole Parquet file",
            )
        return connection.read_parquet(str(path.absolute()))
    if kind == "xlsx":
        return connection.from_arrow(_workbook(source, path))
    return _csv(connection, source, path, scratch / "source.csv")


def _csv(
    connection: duckdb.DuckDBPyConnection, source: Source, path: Path, copy: Path
) -> duckdb.DuckDBPyRelation:
    # Into UTF-8 first: DuckDB knows neither GB18030 nor what to do with a broken byte.
    try:
        with path.open(encoding=source.encoding, newline="") as delivered:
            for _ in range(source.skip_rows):
                delivered.readline()
            with copy.open("w", encoding="utf-8", newline="") as out:
                shutil.copyfileobj(delivered, out, 1 << 20)
    except UnicodeError as error:
        raise wrong(
            f"is not {source.encoding}: {error}",
            file=path.name,
            expected="the encoding that the mapping names (gb18030 is usual for Chinese exports)",
        ) from error
    with copy.open(encoding="utf-8", newline="") as text:
        header = next(csv.reader(text, delimiter=source.delimiter, quotechar=source.quote), [])
    _check_names(header, path)
    relation = connection.read_csv(
        str(copy),
        header=True,
        delimiter=source.delimiter,
        quotechar=source.quote,
        escapechar=source.quote,
        columns=dict.fromkeys(header, "VARCHAR"),
        auto_detect=False,
        strict_mode=True,
    )
    try:
        # Every line is parsed once before anything is taken: a ragged line stops the import, not half of it.
        relation.aggregate("count(*)").fetchall()
    except duckdb.Error as error:
        # "CSV Error on Line: 2", then how many columns it has; the line itself may hold personal data.
        said = [line for line in str(error).splitlines() if not line.startswith("Original Line")]
        told = " ".join(said[:2]).removeprefix("Invalid Input Error: ")
        raise wrong(told, file=path.name, expected="lines that all have the header's columns") from error
    return relation


def _workbook(source: Source, path: Path) -> pa.Table:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise wrong(f"cannot be read: {error}", file=path.name, expected="an XLSX workbook") from error
    try:
        if source.sheet is not None and source.sheet not in book.sheetnames:
            raise wrong(f"has no sheet {source.sheet!r}", file=path.name, expected=", ".join(book.sheetnames))
        sheet = book[source.sheet] if source.sheet is not None else book.worksheets[0]
        rows = sheet.iter_rows(min_row=source.skip_rows + 1, values_only=True)
        header = [str(cell).strip() if cell is not None else "" for cell in next(rows, ())]
        while header and not header[-1]:
            header.pop()
        _check_names(header, path)
        columns: list[list[str | None]] = [[] for _ in header]
        for number, row in enumerate(rows, start=source.skip_rows + 2):
            if all(cell is None for cell in row):
                continue
            for index, name in enumerate(header):
                cell = row[index] if index < len(row) else None
                columns[index].append(_cell(cell, path, name, number))
    finally:
        book.close()
    return pa.table([pa.array(column, pa.string()) for column in columns], names=header)


def _cell(cell: object, path: Path, column: str, row: int) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        if abs(cell) >= _EXACT_IN_EXCEL:
            raise wrong(
                f"row {row}: a number of more than 15 digits, of which a workbook keeps 15",
                file=path.name,
                column=column,
                expected="such an id as text",
            )
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    if isinstance(cell, (datetime, date)):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)


def _check_names(header: list[str], path: Path) -> None:
    if not any(header):
        raise wrong("has no header line", file=path.name, expected="the columns' names in its first line")
    seen: set[str] = set()
    for name in header:
        if not name or name.lower() in seen:
            raise wrong(
                f"its header names {name!r} twice" if name else "a column of its header has no name",
                file=path.name,
                expected="a name of its own for each column",
            )
        seen.add(name.lower())
