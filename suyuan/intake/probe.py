"""The child process that reads a Parquet file whole and says what is in it (see prober.py).

In: {"path", "table", "hive": [contract columns that the folders' names hold]}.
Out: {"sha256", "rows", "columns": {name: {"type", "cast", "filled", "problem", "rounds"}}, "names", "error",
"error_column"}.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import duckdb

from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import identifier
from suyuan.intake import casts

_READ = "FROM read_parquet(?, hive_partitioning = false) delivered"
_READ_HIVE = "FROM read_parquet(?, hive_partitioning = true, hive_types_autocast = false) delivered"


def main() -> None:
    """Answer every line of standard input until it closes."""
    for line in sys.stdin:
        print(json.dumps(examine(json.loads(line))), flush=True)


def examine(request: dict[str, Any]) -> dict[str, Any]:
    """Hash the file, then decode every value of it. Never raises for a bad file: the answer has `error`."""
    try:
        digest = file_sha256(request["path"])
    except OSError as error:
        return {"error": f"cannot be read: {error.strerror}"}
    # A connection for this file alone: a bad footer can make a whole database object unusable.
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    try:
        connection.execute("SET TimeZone = 'UTC'")
        casts.install(connection)
        return {"sha256": digest, **_contents(connection, request)}
    except (duckdb.Error, ValueError, MemoryError) as error:
        return {"sha256": digest, "error": _first_line(error)}
    finally:
        connection.close()


def file_sha256(path: str) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _contents(connection: duckdb.DuckDBPyConnection, request: dict[str, Any]) -> dict[str, Any]:
    path = request["path"]
    # A file of no table of the contract (one to be imported) is decoded all the same.
    wanted = EXTRACTS[request["table"]].columns if request["table"] else ()
    read = _READ_HIVE if request["hive"] else _READ
    described = connection.execute("DESCRIBE SELECT * " + read, [path]).fetchall()
    types = {row[0]: row[1] for row in described}
    columns: dict[str, dict[str, Any]] = {}
    asked: list[str] = []
    for column in wanted:
        if column.name not in types:
            continue
        delivered = types[column.name]
        hive = column.name in request["hive"]
        cast = casts.from_folder_name(column.type) if hive else casts.choose(column.type, delivered)
        columns[column.name] = {"type": delivered, "cast": cast}
        name = identifier(column.name)
        asked.append("count(" + name + ")")
        # What has no cast is no problem where it is all NULL: such a column counts as absent.
        asked.append(
            "count(*) FILTER ("
            + name
            + " IS NOT NULL AND NOT coalesce(fits_"
            + cast
            + "("
            + name
            + "), FALSE))"
            if cast
            else "0"
        )
        rounds = casts.rounding(column.type, delivered) if cast and not hive else None
        asked.append("count(*) FILTER (" + rounds + "(" + name + "))" if rounds else "0")
    # Hashing the row makes the reader decode every value: counts and minima alone come from the footer.
    select = "SELECT count(hash(delivered)), bit_xor(hash(delivered))" + "".join(
        ", " + part for part in asked
    )
    try:
        [figures] = connection.execute(select + " " + read, [path]).fetchall()
    except (duckdb.Error, MemoryError) as error:
        return {"error": _first_line(error), "error_column": _undecodable(path, list(types))}
    for (_, facts), start in zip(columns.items(), range(2, len(figures), 3), strict=True):
        facts["filled"], facts["problem"], facts["rounds"] = figures[start : start + 3]
    return {"rows": figures[0], "columns": columns, "names": list(types)}


def _undecodable(path: str, names: list[str]) -> str:
    """The first column that does not decode by itself, '' where each does."""
    for name in names:
        connection = duckdb.connect()
        try:
            column = duckdb.ColumnExpression(name)
            hashed = duckdb.FunctionExpression("hash", column).alias("hashed")
            connection.read_parquet(path).select(hashed).aggregate("bit_xor(hashed)").fetchall()
        except (duckdb.Error, MemoryError):
            return name
        finally:
            connection.close()
    return ""


def _first_line(error: BaseException) -> str:
    # DuckDB quotes the path in its messages; the caller names the file as the user knows it.
    return (str(error).splitlines() or [type(error).__name__])[0].rsplit('": ', 1)[-1][:200]


if __name__ == "__main__":
    main()
