"""The delivered files as relations: raw.<table> with the contract's columns, whatever each file held."""

from __future__ import annotations

from collections.abc import Sequence

from suyuan import contract
from suyuan.contract import EXTRACTS, Table
from suyuan.engines.duckdb import Workshop, identifier
from suyuan.intake import casts
from suyuan.intake.delivery import DeliveredFile, Delivery, groups

POINTS = {"GCJ02": "gcj02_point", "BD09": "bd09_point"}


def lay(workshop: Workshop, delivery: Delivery) -> None:
    """Create raw.<table> for all tables, extract_files and extract_columns. Replaces what was there."""
    connection = workshop.connection
    connection.execute("CREATE SCHEMA IF NOT EXISTS raw")
    casts.install(connection)
    for table in EXTRACTS.values():
        lay_table(workshop, table, delivery.files_of(table.name))
    lay_files(workshop, delivery)
    lay_columns(workshop, delivery)


def lay_table(workshop: Workshop, table: Table, files: Sequence[DeliveredFile], part: str = "") -> None:
    """Create raw.<table> over these of its files. A `part` of them keeps its variables apart from the whole's."""
    connection = workshop.connection
    selects = [_nothing(table)]
    for number, run in enumerate(groups(files)):
        variable = table.name + part + "_" + str(number)
        _set(workshop, variable + "_files", [str(file.path) for file in run])
        _set(workshop, variable + "_first", run[0].number)
        _set(workshop, variable + "_zone", run[0].time_zone)
        for column in run[0].in_folder_names:
            _set(workshop, variable + "_" + column, [dict(file.partitions)[column] for file in run])
        selects.append(_select(table, run[0], variable))
    # The empty select stands first: it gives the view its types, and a table without files its columns.
    view = "CREATE OR REPLACE VIEW " + identifier("raw." + table.name) + " AS "
    connection.execute(view + " UNION ALL ".join(selects if len(selects) == 1 else selects[1:]))


def clear(workshop: Workshop) -> None:
    """Drop the raw views: they read for this connection only and must not stay in the finished file."""
    for table in EXTRACTS:
        workshop.connection.execute("DROP VIEW IF EXISTS " + identifier("raw." + table))


def _set(workshop: Workshop, name: str, value: object) -> None:
    # Variables, because a view takes no parameters and no path may be pasted into SQL.
    workshop.connection.execute("SET VARIABLE " + identifier(name) + " = ?", [value])


def _nothing(table: Table) -> str:
    columns = ["CAST(NULL AS " + column.type + ") AS " + identifier(column.name) for column in table.columns]
    columns += ["CAST(NULL AS INTEGER) AS source_file", "CAST(NULL AS BIGINT) AS source_row"]
    return "SELECT " + ", ".join(columns) + " WHERE FALSE"


def _select(table: Table, file: DeliveredFile, variable: str) -> str:
    read = {column: cast + "(" + _delivered(column, file, variable) + ")" for column, cast in file.casts}
    columns = []
    for column in table.columns:
        value = read.get(column.name, "NULL")
        if column.type == contract.TIME and dict(file.casts).get(column.name) in casts.WALL_CLOCKS:
            value = _to_utc(value, file, variable)
        elif column.type == contract.REAL and column.name.endswith(("latitude", "longitude")):
            value = _to_wgs84(column.name, read, file.coordinate_system)
        columns.append("CAST(" + value + " AS " + column.type + ") AS " + identifier(column.name))
    columns.append("CAST(getvariable('" + variable + "_first') + file_index AS INTEGER) AS source_file")
    columns.append("file_row_number AS source_row")
    source = "read_parquet(getvariable('" + variable + "_files'), hive_partitioning = false)"
    return "SELECT " + ", ".join(columns) + " FROM " + source


def _delivered(column: str, file: DeliveredFile, variable: str) -> str:
    """The column itself, or the value that stands in the name of a folder, one a file."""
    if column in file.in_folder_names:
        values = "CAST(getvariable('" + variable + "_" + column + "') AS VARCHAR[])"
        return "list_extract(" + values + ", CAST(file_index AS BIGINT) + 1)"
    return identifier(column)


def _to_utc(value: str, file: DeliveredFile, variable: str) -> str:
    if file.time_zone in ("UTC", "Etc/UTC"):
        return value
    return "time_in_zone(" + value + ", getvariable('" + variable + "_zone'))"


def _to_wgs84(column: str, read: dict[str, str], system: str) -> str:
    """A latitude or longitude in WGS84; moving one takes both, so a half pair stays as it is."""
    latitude = column.replace("longitude", "latitude")
    longitude = column.replace("latitude", "longitude")
    if system not in POINTS or latitude not in read or longitude not in read:
        return read.get(column, "NULL")
    part = ".lat" if column == latitude else ".lon"
    return "(" + POINTS[system] + "(" + read[latitude] + ", " + read[longitude] + "))" + part


def lay_files(workshop: Workshop, delivery: Delivery) -> None:
    """Create extract_files: every file by the number that its rows carry."""
    workshop.connection.execute(
        "CREATE OR REPLACE TABLE extract_files "
        "(source_file INTEGER, file VARCHAR, table_name VARCHAR, bytes BIGINT, rows BIGINT, sha256 VARCHAR)"
    )
    rows = [
        [file.number, file.name, file.table, file.bytes, file.rows, file.sha256] for file in delivery.files
    ]
    if rows:
        workshop.connection.executemany("INSERT INTO extract_files VALUES (?, ?, ?, ?, ?, ?)", rows)


def lay_columns(workshop: Workshop, delivery: Delivery) -> None:
    """Create extract_columns: which column of the contract holds a value somewhere."""
    workshop.connection.execute(
        "CREATE OR REPLACE TABLE extract_columns "
        "(table_name VARCHAR, column_name VARCHAR, is_present BOOLEAN)"
    )
    workshop.connection.executemany(
        "INSERT INTO extract_columns VALUES (?, ?, ?)",
        [
            [table.name, column.name, column.name in delivery.present_columns[table.name]]
            for table in EXTRACTS.values()
            for column in table.columns
        ],
    )
