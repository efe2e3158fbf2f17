"""A page's query → a CSV file on disk: whole, streamed, safe to open in a spreadsheet, with its own papers.

The file holds every row that the query keeps, never a page of them. Beside it stands `<name>.about.json`:
scan, filters, rows, SHA-256. Scan and filters are in the file's name too: the browser takes one file a click.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from suyuan.catalogue import Query
from suyuan.engines.duckdb import Reader
from suyuan.masking import PERSONAL, mask_array

ROWS_A_BATCH = 100_000
BOM = b"\xef\xbb\xbf"
KEEP_SECONDS = 6 * 3600
DEMO = "demo data"
# What a spreadsheet may take for a formula, in half and full width; Excel also looks behind leading blanks.
_FORMULA = r"^[\s\x00]*[=+\-@＝＋－＠﹢﹣﹦−]|^[\t\r\n]"
# With which byte, in UTF-8, such a text begins: blanks, the signs themselves, and the lead of the wide ones.
_FIRST_BYTES = np.zeros(256, dtype=bool)
_FIRST_BYTES[[*b"\x00\t\n\x0b\x0c\r =+-@", 0xE2, 0xEF]] = True
_PLAIN_NUMBER = r"^-[0-9]+(\.[0-9]+)?$"


def write_csv(
    reader: Reader,
    query: Query,
    parameters: Mapping[str, object] | None,
    path: Path,
    about: Mapping[str, Any],
    *,
    reveal: bool = False,
    hide: Callable[[pa.RecordBatch], pa.RecordBatch] | None = None,
) -> int:
    """Write all rows of `query` to `path` and `<path>.about.json` beside it. Returns the number of rows.

    UTF-8 with BOM, comma, LF; text always in quotes (ids keep their zeros), numbers bare, NULL an empty
    cell and empty text `""`; times in UTC. Text that a spreadsheet could run as a formula is led by an
    apostrophe. Personal columns are hidden unless `reveal`. Rows are streamed: memory does not grow with
    them. `hide` takes each part of the rows first: what a room may not see. The file appears whole or not
    at all. `about` (`scan_id`, `filters`, `is_demo`, …) goes into the sidecar; where `is_demo`, each row says
    so in a last column. Raises KeyError where a parameter of the
    query is missing.
    """
    bound = {name: (parameters or {})[name] for name in query.parameters}
    is_demo = bool(about.get("is_demo"))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}.part")
    rows = 0
    try:
        with reader.cursor() as cursor, draft.open("wb") as file:
            hashed = _Hashed(file)
            hashed.write(BOM)
            batches = _batches(cursor, query.sql, bound)
            if hide is not None:
                batches = _hidden(batches, hide)
            schema, batches = _prepared(batches, reveal, is_demo)
            with pyarrow.csv.CSVWriter(hashed, schema) as writer:
                for batch in batches:
                    rows += batch.num_rows
                    writer.write_batch(batch)
        sidecar = {
            **about,
            "query": query.name,
            "parameters": {name: value for name, value in bound.items() if name not in PERSONAL},
            "rows": rows,
            "sha256": hashed.digest(),
            "times": "UTC",
            "personal_data": "shown" if reveal else "hidden",
            **({"data": DEMO} if is_demo else {}),
        }
        about_path(path).write_text(
            json.dumps(sidecar, ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8"
        )
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return rows


def frame_csv(frame: pd.DataFrame, *, reveal: bool = False, is_demo: bool = False) -> bytes:
    """A small frame that no query gives as it stands, written as `write_csv` writes a query's rows."""
    schema, batches = _prepared(
        pa.Table.from_pandas(frame, preserve_index=False).to_reader(), reveal, is_demo
    )
    file = BytesIO(BOM)
    file.seek(0, os.SEEK_END)
    with pyarrow.csv.CSVWriter(file, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return file.getvalue()


def about_path(path: Path) -> Path:
    """Where the papers of a CSV file stand: `x.csv` → `x.about.json`."""
    return path.with_suffix(".about.json")


def remove(path: Path) -> None:
    """Let go of a file that has left, and of its papers: what they say stands in the log."""
    path.unlink(missing_ok=True)
    about_path(path).unlink(missing_ok=True)


def file_name(what: str, filters: Mapping[str, object], scan_id: str, *, is_demo: bool = False) -> str:
    """A file name that tells what the file holds: table, filters, scan, and "demo data" where it is.

    Filters named like a personal column are left out whole; empty ones are not mentioned. Long names are
    cut and closed with a short hash of all filters, so that two different selections never share a name.
    """
    told = {
        key: value
        for key, value in sorted(filters.items())
        if key not in PERSONAL and value not in (None, "", [], (), False)
    }
    words = [_word(key) if value is True else f"{_word(key)}={_word(value)}" for key, value in told.items()]
    middle = "_".join(words)
    if len(middle.encode()) > 150:
        short = hashlib.sha256(middle.encode()).hexdigest()[:8]
        middle = middle.encode()[:140].decode("utf-8", "ignore") + "~" + short
    parts = ["suyuan", "DEMO-DATA" if is_demo else "", _word(what), middle, f"scan-{_word(scan_id)[:12]}"]
    return "_".join(part for part in parts if part) + ".csv"


def exports_folder(keep_seconds: float = KEEP_SECONDS) -> Path:
    """A private folder for files on their way to a browser. Files older than `keep_seconds` are removed."""
    folder = Path(tempfile.gettempdir()) / f"suyuan-exports-{os.getuid() if hasattr(os, 'getuid') else 'me'}"
    folder.mkdir(mode=0o700, exist_ok=True)
    oldest = time.time() - keep_seconds
    for file in folder.iterdir():
        try:
            if file.is_file() and file.stat().st_mtime < oldest:
                file.unlink()
        except FileNotFoundError:
            continue  # another session cleaned it up first
    return folder


def _word(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "+".join(_word(part) for part in value)
    return re.sub(r"[^\w.\-]+", "-", str(value)).strip("-.")[:40]


class _Hashed:
    """A file that remembers the SHA-256 of what went through it."""

    closed = False

    def __init__(self, file: BinaryIO):
        self._file = file
        self._sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._sha256.update(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def digest(self) -> str:
        return self._sha256.hexdigest()


def _batches(
    cursor: duckdb.DuckDBPyConnection, sql: str, bound: Mapping[str, object]
) -> pa.RecordBatchReader:
    """The query's rows as they come; nested columns (reasons, lists) as JSON text."""
    relation = cursor.sql(sql, params=dict(bound)) if bound else cursor.sql(sql)
    nested = [
        str(kind).startswith(("STRUCT", "MAP", "UNION")) or str(kind).endswith("]") for kind in relation.types
    ]
    if any(nested):
        columns = [duckdb.ColumnExpression(name) for name in relation.columns]
        relation = relation.select(
            *(
                duckdb.FunctionExpression("to_json", column).cast(duckdb.sqltype("VARCHAR")).alias(name)
                if is_nested
                else column
                for name, column, is_nested in zip(relation.columns, columns, nested, strict=True)
            )
        )
    return relation.to_arrow_reader(ROWS_A_BATCH)


def _hidden(
    batches: pa.RecordBatchReader, hide: Callable[[pa.RecordBatch], pa.RecordBatch]
) -> pa.RecordBatchReader:
    empty = pa.RecordBatch.from_pylist([], schema=batches.schema)
    return pa.RecordBatchReader.from_batches(hide(empty).schema, map(hide, batches))


def _prepared(
    batches: pa.RecordBatchReader, reveal: bool, is_demo: bool
) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    names = batches.schema.names + (["demo_data"] if is_demo else [])
    types = [_written_as(field.type) for field in batches.schema] + ([pa.string()] if is_demo else [])
    schema = pa.schema(list(zip(names, types, strict=True)))

    def prepare() -> Iterator[pa.RecordBatch]:
        for batch in batches:
            columns = [
                _cells(name, values, reveal)
                for name, values in zip(batch.schema.names, batch.columns, strict=True)
            ]
            if is_demo:
                columns.append(pa.repeat(DEMO, batch.num_rows))
            yield pa.record_batch(columns, schema=schema)

    return schema, prepare()


def _written_as(kind: pa.DataType) -> pa.DataType:
    numbers = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    return kind if numbers or pa.types.is_boolean(kind) else pa.string()


def _cells(name: str, values: pa.Array, reveal: bool) -> pa.Array:
    """One column as it is written. Whole-column operations only: a loop over cells costs minutes."""
    if not reveal:
        values = mask_array(name, values)
    kind = values.type
    if pa.types.is_timestamp(kind):
        return _times(values)
    if _written_as(kind) != pa.string():
        return values
    text = values if pa.types.is_string(kind) else values.cast(pa.string())
    # Two cheap passes tell most columns free of anything to defuse.
    if not _may_be_risky(text):
        return text
    risky = pc.match_substring_regex(text, _FORMULA)
    if not pc.any(risky).as_py():
        return text
    risky = pc.and_(risky, pc.invert(pc.match_substring_regex(text, _PLAIN_NUMBER)))
    return pc.if_else(risky, pc.binary_join_element_wise("'", text, ""), text)


def _times(values: pa.Array) -> pa.Array:
    """Times as text. Whole seconds of four-digit years, nearly all there are, are written several times faster."""
    if values.type.tz is None:
        try:
            seconds = values.cast(pa.timestamp("s"))
            ends = pc.min_max(pc.year(seconds))
            if ends["min"].as_py() is None or (ends["min"].as_py() >= 1000 and ends["max"].as_py() <= 9999):
                return seconds.cast(pa.string())
        except pa.ArrowInvalid:
            pass  # parts of a second: to be shown
    text = pc.strftime(values, format="%Y-%m-%d %H:%M:%S")
    return pc.replace_substring_regex(text, r"\.0+$", "")


def _may_be_risky(text: pa.Array) -> bool:
    """Whether any text begins with a byte with which a formula could begin (`_FORMULA`): read from the bytes alone."""
    _validity, offsets, data = text.buffers()
    if data is None or data.size == 0 or len(text) == 0:
        return False
    starts = np.frombuffer(offsets, dtype=np.int32, count=len(text) + 1, offset=4 * text.offset)[:-1]
    # An empty text at the very end has no first byte; elsewhere it is told by the next one's, which errs safely.
    first = np.frombuffer(data, dtype=np.uint8)[np.minimum(starts, data.size - 1)]
    return bool(_FIRST_BYTES[first].any())
