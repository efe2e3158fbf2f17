"""A workshop whose queries run on a Spark cluster; the finished database is DuckDB's, as with the other engine.

A relation is worked out on the cluster and written as Parquet to the work folder, from where the next query reads
it: no plan grows longer than one query, and what a lost machine had done is not done again. What the pages and the
findings need is laid into the database at the end, in the order it was written.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from functools import cached_property, partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
import pyarrow as pa
import sqlglot

from suyuan.catalogue import Query
from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop, identifier
from suyuan.engines.spark.dialect import to_spark, view_name
from suyuan.engines.spark.files import SCHEME_AND_SLASHES, ClusterFiles, address, after_scheme, is_url
from suyuan.engines.spark.session import SparkFaultError, connect, first_line
from suyuan.engines.spark.types import schema, spark_type

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

T = TypeVar("T")
Columns = list[tuple[str, str]]
Run = tuple[dict[Path, int], list[str]]
SOURCE: Columns = [("source_file", "INTEGER"), ("source_row", "BIGINT")]


class SparkWorkshop(ClusterFiles, Workshop):
    """As Workshop. `work` is a path or URL that this machine and every worker of the cluster reach.

    A query that reads `few` rows or less is answered on this machine: a cluster takes longer to begin.
    """

    engine = "spark"

    def __init__(self, database: Path | str, url: str, work: str, few: int = 0, **options: Any):
        super().__init__(database, **options)
        self._few = few
        self._url = url
        self._work = work.rstrip("/")
        # Empty relations of the same names: what a query's columns and types are, DuckDB says.
        self._shapes = duckdb.connect(":memory:")
        self._shapes.execute("SET TimeZone = 'UTC'")
        for name in ("raw", "made"):
            self._shapes.execute("CREATE SCHEMA " + name)
        self._columns: dict[str, Columns] = {}
        self._rows: dict[str, int] = {}
        self._there: set[str] = set()
        self._here: set[str] = set()
        for table in EXTRACTS.values():
            columns = [(column.name, column.type) for column in table.columns]
            self._declare("raw." + table.name, [*columns, *SOURCE])

    @cached_property
    def session(self) -> SparkSession:
        """Opened when it is first needed: wrong input is told without troubling the cluster."""
        return connect(self._url)

    def run(self, query: Query) -> int:
        """Work the query's relation out: on the cluster, or here where it reads few rows. Returns its rows."""
        parents = sorted(read_by(query))
        for name in parents:
            self._know(name)
        self._shapes.execute("CREATE OR REPLACE TABLE " + identifier(query.name) + " AS " + query.sql)
        described = self._shapes.execute("DESCRIBE " + identifier(query.name)).fetchall()
        self._columns[query.name] = [(row[0], row[1]) for row in described]
        read = sum(self._rows[name] for name in parents if name in self._rows)
        if read == 0:
            # Over empty relations its shape is the answer.
            rows = self._shapes.table(query.name).to_arrow_table()
            self._lay_empty(query.name)
            self.connection.from_arrow(rows).insert_into(query.name)
            self._rows[query.name] = rows.num_rows
            self._here.add(query.name)
        elif read <= self._few and not any(
            name.startswith("raw.") and name in self._there for name in parents
        ):
            self.bring(*parents)
            self._rows[query.name] = super().run(query)
            self._here.add(query.name)
        else:
            for name in parents:
                self._send(name)
            self._rows[query.name] = self._asked(query.name, partial(self._written, query))
        return self._rows[query.name]

    def run_passing(self, query: Query) -> int:
        return self.run(query)

    def store(self, name: str) -> None:
        """Every relation is stored in the work folder, and laid at the end."""

    def let_go(self, name: str) -> None:
        self.session.catalog.dropTempView(view_name(name))
        self._there.discard(name)
        if self._is_reached():
            shutil.rmtree(self._place(name), ignore_errors=True)

    def lay_files(self, name: str, columns: Columns, runs: Sequence[Run], count: int) -> None:
        """Name the rows of Parquet files a relation, without reading them yet.

        Each run is files of like columns by their numbers, and what each of `columns` is in Spark's SQL;
        `source_file` and `source_row` are added. `count` is how many rows they hold together.
        """
        self._rows["raw." + name] = count
        if count:
            self._asked("raw." + name, partial(self._read, name, columns, runs))

    def _read(self, name: str, columns: Columns, runs: Sequence[Run]) -> None:
        from pyspark.sql import functions as spark

        parts = []
        for files, values in runs:
            frame = self.session.read.parquet(*(address(path) for path in files))
            read = self._numbered(frame, files)
            picked = [
                spark.expr(value).alias(column) for (column, _), value in zip(columns, values, strict=True)
            ]
            parts.append(read.select(*picked, "source_file", "source_row"))
        self._name("raw." + name, reduce(lambda one, other: one.unionByName(other), parts))

    def _numbered(self, frame: DataFrame, files: dict[Path, int]) -> DataFrame:
        """The rows with their file's number and their place in it."""
        from pyspark.sql import functions as spark

        row = spark.col("_metadata.row_index").alias("source_row")
        if len(files) == 1:
            return frame.select("*", row, spark.lit(next(iter(files.values()))).alias("source_file"))
        # What Spark tells of a row is compared with what it tells of the files, both without their scheme.
        numbers = {after_scheme(address(path)): number for path, number in files.items()}
        told = frame.inputFiles()
        known = pa.table(
            {
                "told_path": [re.sub(SCHEME_AND_SLASHES, "", name) for name in told],
                "source_file": pa.array([numbers[after_scheme(name)] for name in told], pa.int32()),
            }
        )
        own = spark.regexp_replace(spark.col("_metadata.file_path"), SCHEME_AND_SLASHES, "")
        read = frame.select("*", row, own.alias("told_path"))
        return read.join(spark.broadcast(self.session.createDataFrame(known)), "told_path")

    def _name(self, name: str, frame: DataFrame) -> None:
        frame.createOrReplaceTempView(view_name(name))
        self._there.add(name)

    def bring(self, *names: str) -> None:
        """Lay relations that stand on the cluster down as tables of the database."""
        for name in names:
            if name in self._there and name not in self._here and not name.startswith("raw."):
                self._asked(name, partial(self._fetch, name))
                self._here.add(name)

    def finish(self) -> None:
        """Bring every relation that is left."""
        self.bring(*sorted(self._there))

    def frame(self, name: str, columns: Any = ()) -> Any:
        self.bring(name)
        return super().frame(name, columns)

    def count(self, name: str) -> int:
        return self._rows[name] if name in self._rows else super().count(name)

    def export(self, name: str, path: Path) -> None:
        self.bring(name)
        super().export(name, path)

    def close(self) -> None:
        super().close()
        self._shapes.close()
        self.forget_copies()
        if "session" in self.__dict__:
            self.session.stop()
        if self._is_reached():
            shutil.rmtree(self._work, ignore_errors=True)

    def _know(self, name: str) -> None:
        """See that the shape and the size of a relation that stands in the database alone are known."""
        if name in self._rows or not self._stands(name):
            return
        columns = super().columns(name)
        self._declare(name, columns)
        self._rows[name] = super().count(name)
        self._here.add(name)

    def _stands(self, name: str) -> bool:
        schema_name, _, own = name.rpartition(".")
        found = self.connection.execute(
            "SELECT 1 FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?",
            [schema_name or "main", own],
        )
        return bool(found.fetchall())

    def _send(self, name: str) -> None:
        """Put a relation that stands in the database alone where the cluster reads it."""
        if name in self._there or name not in self._here:
            return
        columns = super().columns(name)
        rows = self.connection.table(name)
        wide = [
            f"CAST({identifier(column)} AS DECIMAL(38, 0)) AS {identifier(column)}"
            if kind == "HUGEINT"
            else identifier(column)
            for column, kind in columns
        ]
        rows = rows.project(", ".join(wide))
        if self._is_reached():
            self._place(name).mkdir(parents=True)
            rows.write_parquet(str(self._place(name) / "part-0.parquet"))
        else:
            frame = self.session.createDataFrame(rows.to_arrow_table(), schema(columns))
            frame.write.mode("overwrite").parquet(self._address(name))
        self._register(name, columns)

    def _lay_empty(self, name: str) -> None:
        declared = ", ".join(identifier(column) + " " + kind for column, kind in self._columns[name])
        self.connection.execute("CREATE OR REPLACE TABLE " + identifier(name) + " (" + declared + ")")

    def _declare(self, name: str, columns: Columns) -> None:
        self._columns[name] = columns
        declared = ", ".join(identifier(column) + " " + kind for column, kind in columns)
        self._shapes.execute("CREATE OR REPLACE TABLE " + identifier(name) + " (" + declared + ")")

    def _written(self, query: Query) -> int:
        from pyspark.sql import Observation
        from pyspark.sql import functions as spark

        columns = self._columns[query.name]
        frame = self.session.sql(to_spark(query.sql))
        typed = [spark.col(f"`{name}`").cast(spark_type(kind)).alias(name) for name, kind in columns]
        seen = Observation()
        frame = frame.select(*typed).observe(seen, spark.count(spark.lit(1)).alias("rows"))
        frame.write.mode("overwrite").parquet(self._address(query.name))
        self._register(query.name, columns)
        return int(seen.get.get("rows", 0))

    def _register(self, name: str, columns: Columns) -> None:
        self._name(name, self.session.read.schema(schema(columns)).parquet(self._address(name)))

    def _fetch(self, name: str) -> None:
        columns = self._columns[name]
        self._lay_empty(name)
        if self._is_reached():
            parts = sorted(str(part) for part in self._place(name).glob("*.parquet"))
            if parts:
                self.connection.read_parquet(parts).insert_into(name)
            return
        frame = self.session.read.schema(schema(columns)).parquet(self._address(name))
        # One file at a time: no more than that has to fit into memory here.
        for part in sorted(frame.inputFiles(), key=lambda address: address.rsplit("/", 1)[-1]):
            rows = self.session.read.schema(schema(columns)).parquet(part).toArrow()
            self.connection.from_arrow(rows).insert_into(name)

    def _is_reached(self) -> bool:
        """Whether the work folder is one of this machine's own."""
        return not is_url(self._work)

    def _place(self, name: str) -> Path:
        return Path(self._work) / view_name(name)

    def _address(self, name: str) -> str:
        return address(f"{self._work}/{view_name(name)}")

    def _asked(self, name: str, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except duckdb.Error:
            raise
        except Exception as error:
            raise SparkFaultError(f"{name}: {first_line(error)}") from error


def read_by(query: Query) -> set[str]:
    """What a query reads, relations of other schemas included, e.g. `raw.orders`."""
    tables = sqlglot.parse_one(query.sql, read="duckdb").find_all(sqlglot.exp.Table)
    return set(query.reads) | {f"{table.db}.{table.name}" for table in tables if table.db}
