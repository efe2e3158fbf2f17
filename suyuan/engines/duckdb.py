"""DuckDB: runs the catalogue's queries into one database file, and reads that file for the pages.

Identifiers come from the catalogue or the contract alone (file names and declared columns), never from data.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from suyuan.catalogue import Query

# The copy of a page's few hundred rows costs less than a relation's second plan.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result", category=UserWarning)

_NO_EXTENSIONS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}


def identifier(name: str) -> str:
    """A relation's or column's name, quoted. Raises ValueError on anything but a plain lower-case name."""
    if not name.replace("_", "a").replace(".", "a").isalnum() or name.lower() != name or not name.isascii():
        raise ValueError(f"not a plain name: {name!r}")
    return ".".join(f'"{part}"' for part in name.split("."))


def whole_relation(name: str) -> Query:
    """The first `$most` rows of one relation of the catalogue, every column, in its own order."""
    return Query(
        name=name,
        layer="",
        path=Path(),
        sql="SELECT * FROM " + identifier(name) + " LIMIT $most",
        purpose="",
        fields={},
        reads=frozenset({name}),
        parameters=("most",),
    )


class Workshop:
    """A writable database file in which one scan runs. Not shared between threads."""

    engine = "duckdb"

    def __init__(self, database: Path | str, *, threads: int | None = None, memory_limit: str | None = None):
        config: dict[str, Any] = dict(_NO_EXTENSIONS)
        # Spilled data goes beside the database: the disk that the findings need anyway.
        if str(database) != ":memory:":
            config["temp_directory"] = f"{database}.tmp"
        if threads:
            config["threads"] = threads
        if memory_limit:
            config["memory_limit"] = memory_limit
        self.connection = duckdb.connect(str(database), config=config)
        self.connection.execute("SET TimeZone = 'UTC'")
        self.connection.execute("SET enable_progress_bar = false")
        self.connection.execute("CREATE SCHEMA IF NOT EXISTS raw")
        self.connection.execute("CREATE SCHEMA IF NOT EXISTS made")

    def run(self, query: Query) -> int:
        """Lay the query's relation down as a table of its name. Returns its number of rows."""
        return self.lay_down("CREATE OR REPLACE TABLE " + identifier(query.name) + " AS " + query.sql)

    def run_passing(self, query: Query) -> int:
        """Lay the query's relation down for this connection alone, in memory or spilled. Returns its rows."""
        return self.lay_down("CREATE OR REPLACE TEMP TABLE " + identifier(query.name) + " AS " + query.sql)

    def lay_down(self, sql: str) -> int:
        """Run what makes or fills a table; with one thread where memory is short: what spills needs room in each.

        Returns the rows it laid. Raises duckdb.OutOfMemoryException where memory is too short for one thread as well.
        """
        try:
            return self._laid(sql)
        except duckdb.OutOfMemoryException:
            [(threads,)] = self.connection.execute("SELECT current_setting('threads')").fetchall()
            if threads == 1:
                raise
            self.connection.execute("SET threads = 1")
            try:
                return self._laid(sql)
            finally:
                self.connection.execute("SET threads = " + str(int(threads)))

    def _laid(self, sql: str) -> int:
        return sum(int(rows) for (rows,) in self.connection.execute(sql).fetchall())

    def store(self, name: str) -> None:
        """Make a relation that passes one of the database's own tables."""
        own, passing = identifier("main." + name), identifier("temp." + name)
        self.lay_down("CREATE OR REPLACE TABLE " + own + " AS FROM " + passing)
        self.connection.execute("DROP TABLE " + passing)

    def let_go(self, name: str) -> None:
        """Drop a relation that passes."""
        self.connection.execute("DROP TABLE " + identifier("temp." + name))

    def view(self, query: Query) -> None:
        """Leave the query's relation as a view: worked out when it is read."""
        self.connection.execute("CREATE OR REPLACE VIEW " + identifier(query.name) + " AS " + query.sql)

    def bring(self, *names: str) -> None:
        """See that these relations stand in the database. Here they always do."""

    def finish(self) -> None:
        """See that every relation stands in the database. Here they always do."""

    def load_seed(self, name: str, path: Path) -> int:
        """Lay a seed CSV down as a table: every column text but those whose name says a number."""
        self.connection.read_csv(str(path), all_varchar=True, header=True, encoding="utf-8").create_view(
            "seed_as_written", replace=True
        )
        columns = [column[0] for column in self.connection.execute("DESCRIBE seed_as_written").fetchall()]
        numbers = {"latitude", "longitude", "weight", "value", "share"}
        typed = [
            "CAST(" + identifier(column) + " AS DOUBLE) AS " + identifier(column)
            if column in numbers
            else identifier(column)
            for column in columns
        ]
        select = "SELECT " + ", ".join(typed) + " FROM seed_as_written"
        self.connection.execute("CREATE OR REPLACE TABLE " + identifier(name) + " AS " + select)
        self.connection.execute("DROP VIEW seed_as_written")
        return self.count(name)

    def frame(self, name: str, columns: Sequence[str] = ()) -> pd.DataFrame:
        """Every row of a relation, in its own order; all columns or the named ones."""
        relation = self.connection.table(name)
        if columns:
            relation = relation.project(", ".join(identifier(column) for column in columns))
        return relation.to_arrow_table().to_pandas()

    def lay(self, name: str, frame: pd.DataFrame) -> None:
        """Lay a frame of texts down as a table."""
        columns = ", ".join(identifier(str(column)) + " VARCHAR" for column in frame.columns)
        self.connection.execute("CREATE OR REPLACE TABLE " + identifier(name) + " (" + columns + ")")
        rows = pa.Table.from_pandas(frame.astype("string"), preserve_index=False)
        self.connection.from_arrow(rows).insert_into(name)

    def count(self, name: str) -> int:
        [(rows,)] = self.connection.execute("SELECT count(*) FROM " + identifier(name)).fetchall()
        return int(rows)

    def columns(self, name: str) -> list[tuple[str, str]]:
        """(name, type) of each column of a relation, in order."""
        rows = self.connection.execute("DESCRIBE " + identifier(name)).fetchall()
        return [(row[0], row[1]) for row in rows]

    def export(self, name: str, path: Path) -> None:
        """Write a relation to one Parquet file, in its own order."""
        self.connection.table(name).write_parquet(str(path), compression="zstd")

    def close(self) -> None:
        self.connection.close()


class Reader:
    """A finished database file, read-only and locked down, for many threads at once.

    One connection a process, one cursor a call: a connection object shared by threads gives wrong answers.
    """

    def __init__(self, database: Path):
        self.database = database
        # Attached rather than connected to: within one process DuckDB hands out the database it has open under
        # a path, even after a new scan has put another file there.
        self._connection = duckdb.connect(":memory:", config=dict(_NO_EXTENSIONS))
        self._connection.execute("SET TimeZone = 'UTC'")
        path = str(database).replace("'", "''")
        self._connection.execute("ATTACH '" + path + "' AS pages (READ_ONLY)")
        # More rows than a page lists: when they are picked out, they alone are read, not all that lie between them.
        self._connection.execute("SET dynamic_or_filter_threshold = 1000")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._connection.cursor()
        try:
            cursor.execute("USE pages")
            yield cursor
        finally:
            cursor.close()

    def frame(self, query: Query, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Run one query with its own parameters bound. Raises KeyError where one of them is missing."""
        bound = {name: (parameters or {})[name] for name in query.parameters}
        with self.cursor() as cursor:
            # Through Arrow: several times faster than DuckDB's own conversion to pandas. Executed, not made a relation:
            # that plans the query twice, and planning is most of what a page's queries take.
            rows: pa.Table = cursor.execute(query.sql, bound).to_arrow_table()
            return rows.to_pandas()

    def close(self) -> None:
        self._connection.close()
