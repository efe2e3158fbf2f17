"""The child process that reads a Parquet file whole and says what is in it (see prober.py).

In: {"path", "table", "partitions": {name: value} of its Hive folders, "sha256": as declared, or null}.
Out: {"sha256", "rows", "names", "columns": {contract column: Facts}} or {"error", "error_column"}. Facts are
"type", "cast" (a macro of casts.sql or null), "in_folder" (its value stands in a folder's name), and how many
values are "filled", do not fit the cast ("problem") or lose decimals ("rounds").
"""

from __future__ import annotations

import json
import os
import re
import sys
from typing import Any

import duckdb

from suyuan.contract import EXTRACTS, Column
from suyuan.engines.duckdb import identifier
from suyuan.intake import casts
from suyuan.intake.hashes import file_sha256

_READ = "FROM read_parquet(?, hive_partitioning = false) delivered"
Facts = dict[str, Any]


def main() -> None:
    """Answer every line of standard input until it closes."""
    connection: duckdb.DuckDBPyConnection | None = None
    # Answers alone go where the parent reads: DuckDB draws a progress bar on standard output when a file takes long.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        connection = connection or _connect()
        answer = examine(json.loads(line), connection)
        if "error" in answer:
            # A bad footer can make a whole database object unusable: none outlives an error.
            connection.close()
            connection = None
        print(json.dumps(answer), file=answers, flush=True)


def examine(request: dict[str, Any], connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Hash the file, then decode every value of it. Never raises for a bad file: the answer has `error`."""
    try:
        digest = file_sha256(request["path"])
    except OSError as error:
        return {"error": f"{error.strerror}"}
    if request.get("sha256") not in (None, digest):
        return {"sha256": digest, "error": "its SHA-256 is another"}
    try:
        return {"sha256": digest, **_contents(connection, request)}
    except (duckdb.Error, ValueError, MemoryError) as error:
        return {"sha256": digest, "error": _first_line(error, request["path"])}


def _connect() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_progress_bar = false")
    casts.install(connection)
    return connection


def _contents(connection: duckdb.DuckDBPyConnection, request: dict[str, Any]) -> dict[str, Any]:
    path, partitions = request["path"], request["partitions"]
    # A file of no table of the contract (one to be imported) is decoded all the same.
    wanted = EXTRACTS[request["table"]].columns if request["table"] else ()
    described = connection.execute("DESCRIBE SELECT * " + _READ, [path]).fetchall()
    types = {row[0]: row[1] for row in described}
    held = [column for column in wanted if column.name in types]
    for column in held:
        if column.name + "_1" in types and _stands_twice(connection, path, column.name):
            return {"error": "the column stands there twice", "error_column": column.name}
    columns = {column.name: _facts(column, types[column.name]) for column in held}
    # Hashing the row makes the reader decode every value: counts and minima alone come from the footer.
    asked = ["count(hash(delivered))", "bit_xor(hash(delivered))"]
    for name, facts in columns.items():
        asked += _figures(identifier(name), facts)
    try:
        [figures] = connection.execute("SELECT " + ", ".join(asked) + " " + _READ, [path]).fetchall()
    except (duckdb.Error, MemoryError) as error:
        return {"error": _first_line(error, path), "error_column": _undecodable(path, list(types))}
    for facts, start in zip(columns.values(), range(2, len(figures), 3), strict=True):
        facts["filled"], facts["problem"], facts["rounds"] = figures[start : start + 3]
    for column in wanted:
        if column.name not in types and column.name in partitions:
            columns[column.name] = _folder_facts(connection, column, partitions[column.name], figures[0])
    return {"rows": figures[0], "columns": columns, "names": list(types)}


def _facts(column: Column, delivered: str) -> Facts:
    cast = casts.choose(column.type, delivered)
    rounding = casts.rounding(column.type, delivered) if cast else None
    return {"type": delivered, "cast": cast, "rounding": rounding, "in_folder": False}


def _figures(name: str, facts: Facts) -> list[str]:
    """Three counts over one column: values, values that its cast loses, prices with too many decimals."""
    figures = ["count(" + name + ")", "0", "0"]
    # What has no cast is no problem where it is all NULL: such a column counts as absent.
    if facts["cast"]:
        fits = "coalesce(fits_" + facts["cast"] + "(" + name + "), FALSE)"
        figures[1] = "count(*) FILTER (" + name + " IS NOT NULL AND NOT " + fits + ")"
    if facts["rounding"]:
        figures[2] = "count(*) FILTER (" + facts["rounding"] + "(" + name + "))"
    return figures


def _folder_facts(
    connection: duckdb.DuckDBPyConnection, column: Column, value: str | None, rows: int
) -> Facts:
    cast = casts.from_folder_name(column.type)
    fits = "SELECT coalesce(fits_" + cast + "(CAST(? AS VARCHAR)), FALSE)"
    [(fit,)] = connection.execute(fits, [value]).fetchall()
    filled = 0 if value is None else rows
    problem = 0 if fit or value is None else max(rows, 1)
    return {
        "type": "VARCHAR",
        "cast": cast,
        "in_folder": True,
        "filled": filled,
        "problem": problem,
        "rounds": 0,
    }


def _stands_twice(connection: duckdb.DuckDBPyConnection, path: str, name: str) -> bool:
    """DuckDB renames the second of two like-named columns: which of them is meant nobody can say."""
    rows = connection.execute("SELECT name FROM parquet_schema(?)", [path]).fetchall()
    return sum(row[0].lower() == name for row in rows) > 1


def _undecodable(path: str, names: list[str]) -> str:
    """The first column that does not decode by itself, '' where each does."""
    for name in names:
        connection = duckdb.connect()
        try:
            column = duckdb.ColumnExpression(name)
            hashed = duckdb.FunctionExpression("hash", column).alias("hashed")
            connection.read_parquet(path, hive_partitioning=False).select(hashed).aggregate(
                "bit_xor(hashed)"
            ).fetchall()
        except (duckdb.Error, MemoryError):
            return name
        finally:
            connection.close()
    return ""


def _first_line(error: BaseException, path: str) -> str:
    """What the reader said, without its class and the path: the caller names the file as it is known."""
    said = (str(error).splitlines() or [type(error).__name__])[0]
    for quoted in (f'"{path}"', f"'{path}'", path):
        said = said.replace(quoted, "")
    said = re.sub(r"^[A-Za-z ]*Error: ", "", said).replace("Failed to read file : ", "")
    return said.rstrip()[:200]


if __name__ == "__main__":
    main()
