"""rows/: the rows of the delivered files themselves that the findings rest on, one CSV a table, as delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from suyuan.catalogue import Catalogue
from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Reader
from suyuan.evidence.canonical import ROWS_A_BATCH, CanonicalFile, Written, flat
from suyuan.evidence.sources import SourceFile

ORDER = "by the file's number in the manifest, then by the row's place in the file"
LEADING = ("file", "row", "row_id")
_RAW = Path(__file__).with_name("raw_rows.sql")
_KEYS = ["table_name", "source_file", "source_row", "row_id"]


def wanted_rows(reader: Reader, catalogue: Catalogue, scope: Mapping[str, object]) -> pd.DataFrame:
    """`table_name`, `source_file`, `source_row`, `row_id` of each row behind the findings in scope, each once."""
    records = reader.frame(catalogue.page("evidence__finding_records"), scope)
    named = sorted(set(records["table_name"] + "|" + records["row_id"]))
    frames = [
        reader.frame(catalogue.page("evidence__record_places"), {"wanted": named}),
        reader.frame(catalogue.page("evidence__trade_records"), scope),
        reader.frame(catalogue.page("evidence__goods_records"), scope),
    ]
    together = pd.concat([frame[_KEYS] for frame in frames], ignore_index=True)
    return together.drop_duplicates(_KEYS[:3]).sort_values(_KEYS[:3], ignore_index=True)


def write_table(path: Path, wanted: pd.DataFrame, files: Sequence[SourceFile]) -> Written:
    """One table's wanted rows. Columns: file, row (its place in the file, from 0), row_id, then every delivered one."""
    ours = [file for file in files if file.number in set(wanted["source_file"])]
    connection = duckdb.connect(config={"threads": 2, "autoload_known_extensions": "false"})
    try:
        connection.execute("SET TimeZone = 'UTC'")
        columns = _columns(connection, ours)
        file_on_disk = CanonicalFile(path, [*LEADING, *columns])
        try:
            for file in ours:
                rows = wanted[wanted["source_file"] == file.number]
                _write_file(connection, file, rows, columns, file_on_disk)
        finally:
            written = file_on_disk.close()
    finally:
        connection.close()
    return written


def _columns(connection: duckdb.DuckDBPyConnection, files: Sequence[SourceFile]) -> list[str]:
    """Every column that one of the files has: the contract's first, in its order, then all others by name."""
    names: set[str] = set()
    for file in files:
        names |= set(connection.read_parquet(str(file.path), hive_partitioning=False).columns) | set(
            file.partitions
        )
    first = [name for name in EXTRACTS[files[0].table].column_names if name in names]
    return first + sorted(names - set(first))


def _write_file(
    connection: duckdb.DuckDBPyConnection,
    file: SourceFile,
    wanted: pd.DataFrame,
    columns: Sequence[str],
    out: CanonicalFile,
) -> None:
    connection.from_arrow(
        pa.Table.from_pandas(wanted[["source_row", "row_id"]], preserve_index=False)
    ).create_view("wanted", replace=True)
    rows = flat(connection.sql(_RAW.read_text(encoding="utf-8"), params={"path": str(file.path)}))
    for batch in rows.to_arrow_reader(ROWS_A_BATCH):
        count = batch.num_rows
        held = dict(zip(batch.schema.names, batch.columns, strict=True))
        told: list[pa.Array] = [
            pa.repeat(file.name, count),
            held["suyuan_wanted_row"],
            held["suyuan_wanted_id"],
        ]
        for name in columns:
            if name in held:
                told.append(held[name])
            else:
                told.append(pa.array([file.partitions.get(name)] * count, pa.string()))
        if count:
            out.write(told)
