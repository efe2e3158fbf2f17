"""Rows kept out, kept whole; and the reckoning of every row read."""

from __future__ import annotations

from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop, identifier
from suyuan.intake.delivery import Delivery
from suyuan.intake.errors import wrong


def collect_rejected(workshop: Workshop, delivery: Delivery) -> None:
    """Lay `rejected_rows` and `extract_health` from raw.<table>, bad_<table>, superseded_<table> and <table>.

    Raises InputError where rows read are not the sum of used, superseded and rejected.
    """
    connection = workshop.connection
    connection.execute(
        "CREATE OR REPLACE TABLE rejected_rows (table_name VARCHAR, reason VARCHAR, "
        'source_file INTEGER, source_row BIGINT, "row" VARCHAR)'
    )
    for number, file in enumerate(delivery.files):
        bad = identifier("bad_" + file.table)
        some = connection.execute(
            "SELECT 1 FROM " + bad + " WHERE source_file = ? LIMIT 1", [number]
        ).fetchall()
        if some:
            connection.execute(
                "INSERT INTO rejected_rows SELECT ?, bad.reason, bad.source_file, bad.source_row, delivered.whole "
                "FROM (SELECT file_row_number AS source_row, CAST(to_json(kept) AS VARCHAR) AS whole "
                "FROM read_parquet(?) kept) delivered "
                "JOIN " + bad + " bad ON bad.source_row = delivered.source_row AND bad.source_file = ? "
                "ORDER BY bad.source_row",
                [file.table, str(file.path), number],
            )
    _reckon(workshop, delivery)


def _reckon(workshop: Workshop, delivery: Delivery) -> None:
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
