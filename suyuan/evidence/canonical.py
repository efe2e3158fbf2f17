"""The canonical CSV: one text for one table of values, on every machine.

UTF-8 without BOM, LF, comma. Every value stands in double quotes, a quote inside is doubled; NULL is nothing at all
between two commas, and so differs from the empty text `""`. The first line names the columns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

ROWS_A_BATCH = 50_000
_QUOTED = pyarrow.csv.WriteOptions(include_header=False, quoting_style="all_valid")


@dataclass(frozen=True)
class Written:
    """What was written: data rows (the header is none), bytes, SHA-256 of the whole file, columns in order."""

    rows: int
    bytes: int
    sha256: str
    columns: tuple[str, ...]


class CanonicalFile:
    """One canonical CSV on disk, written batch by batch."""

    def __init__(self, path: Path, columns: Sequence[str]):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = path.open("wb")
        self._sha256 = hashlib.sha256()
        self._bytes = self._rows = 0
        self._columns = tuple(columns)
        self._put((",".join('"' + name.replace('"', '""') + '"' for name in columns) + "\n").encode())

    def write(self, columns: Sequence[pa.Array]) -> None:
        """Append rows; the columns in the header's order, of any type."""
        texts = [as_text(column) for column in columns]
        names = [str(number) for number in range(len(texts))]
        sink = pa.BufferOutputStream()
        pyarrow.csv.write_csv(pa.table(texts, names=names), sink, _QUOTED)
        self._put(sink.getvalue().to_pybytes())
        self._rows += len(texts[0]) if texts else 0

    def close(self) -> Written:
        self._file.close()
        return Written(self._rows, self._bytes, self._sha256.hexdigest(), self._columns)

    def _put(self, data: bytes) -> None:
        self._sha256.update(data)
        self._bytes += len(data)
        self._file.write(data)


def write_relation(path: Path, relation: duckdb.DuckDBPyRelation) -> Written:
    """All rows of a relation in its own order; nested values as JSON."""
    relation = flat(relation)
    file = CanonicalFile(path, relation.columns)
    try:
        for batch in relation.to_arrow_reader(ROWS_A_BATCH):
            if batch.num_rows:
                file.write(batch.columns)
    finally:
        written = file.close()
    return written


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> Written:
    """Rows of texts made here, in their order."""
    file = CanonicalFile(path, columns)
    try:
        held = list(rows)
        if held:
            file.write([pa.array([row[place] for row in held], pa.string()) for place in range(len(columns))])
    finally:
        written = file.close()
    return written


def flat(relation: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """The relation with lists and structs as JSON text, since CSV has no other word for them."""
    nested = [
        str(kind).startswith(("STRUCT", "MAP", "UNION", "VARIANT")) or str(kind).endswith("]")
        for kind in relation.types
    ]
    if not any(nested):
        return relation
    columns = [duckdb.ColumnExpression(name) for name in relation.columns]
    return relation.select(
        *(
            duckdb.FunctionExpression("to_json", column).cast(duckdb.sqltype("VARCHAR")).alias(name)
            if is_nested
            else column
            for name, column, is_nested in zip(relation.columns, columns, nested, strict=True)
        )
    )


def as_text(values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Values as the canonical CSV writes them; nulls stay null.

    Times are ISO 8601, led by no zone where the file gives none and ending in Z where it does; the fraction is left out
    where it is zero. DOUBLE and FLOAT are the shortest text that reads back as the same number. BLOB is hexadecimal.
    """
    kind = values.type
    if pa.types.is_dictionary(kind):
        return as_text(values.cast(kind.value_type))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return values.cast(pa.large_string())
    if pa.types.is_timestamp(kind):
        text = pc.strftime(values.cast(pa.timestamp(kind.unit)), format="%Y-%m-%dT%H:%M:%S")
        text = pc.replace_substring_regex(text, r"\.0+$", "")
        return pc.binary_join_element_wise(text, "Z", "") if kind.tz else text
    letters = _letters(kind)
    if letters is None:
        return values.cast(pa.string())
    return pa.array([None if value is None else letters(value) for value in values.to_pylist()], pa.string())


def _letters(kind: pa.DataType) -> Callable[[Any], str] | None:
    """How single values of a type are written, where Arrow's own text is not the one that is wanted."""
    if kind == pa.float64():
        return repr
    if pa.types.is_floating(kind):
        return lambda value: str(np.float32(value))
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return lambda value: str(value.hex())
    return None
