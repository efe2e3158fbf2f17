"""Rows kept out, kept whole; and the reckoning of every row read."""

from __future__ import annotations

import json
from pathlib import Path

from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop
from suyuan.intake.delivery import Delivery
from suyuan.intake.errors import wrong

_KEEP = Path(__file__).with_name("keep_rejected.sql")


def collect_rejected(workshop: Workshop, delivery: Delivery) -> None:
    """Lay `rejected_rows` from bad_rows and the delivered files."""
    connection = workshop.connection
    workshop.bring("bad_rows")
    connection.execute(
        "CREATE OR REPLACE TABLE rejected_rows (table_name VARCHAR, reason VARCHAR, "
        'source_file INTEGER, source_row BIGINT, "row" VARCHAR)'
    )
    counts = connection.execute("SELECT source_file, count(*) FROM bad_rows GROUP BY source_file").fetchall()
    files = {file.number: file for file in delivery.files}
    for number in sorted(source_file for source_file, _ in counts):
        file = files[number]
        connection.execute(
            _KEEP.read_text(encoding="utf-8"),
            {
                "path": str(delivery.local(file)),
                "number": number,
                "folders": json.dumps(dict(file.partitions)),
            },
        )


def reckon(workshop: Workshop, delivery: Delivery) -> None:
    """Lay `extract_health` from bad_<table>, superseded_<table> and <table>.

    Raises InputError where rows read are not the sum of used, superseded and rejected.
    """
    connection = workshop.connection
    connection.execute(
        "CREATE OR REPLACE TABLE extract_health "
        "(table_name VARCHAR, rows_read BIGINT, used BIGINT, superseded BIGINT, rejected BIGINT)"
    )
    for table in EXTRACTS:
        read = sum(file.rows for file in delivery.files_of(table))
        used, superseded, rejected = (
            workshop.count(name) for name in (table, "superseded_" + table, "bad_" + table)
        )
        if read != used + superseded + rejected:
            raise wrong(
                f"{read} rows were read, but {used} used + {superseded} superseded + {rejected} rejected "
                f"are {used + superseded + rejected}",
                table=table,
                file=f"{table}.parquet",
                expected="files that stay as they are while they are read",
            )
        connection.execute(
            "INSERT INTO extract_health VALUES (?, ?, ?, ?, ?)", [table, read, used, superseded, rejected]
        )
