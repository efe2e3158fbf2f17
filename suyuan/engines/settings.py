"""What a scan may use: memory, threads, and from how many rows on a cluster is asked.

A limit on memory holds for the process as a whole. DuckDB's own limit is that of its buffers: beside them it holds
what a hash table or a writer keeps for itself, and beside that stand Python, the libraries and the frames they are
handed. With 6 GB of buffers 20 million order lines held 6.4 GB. So DuckDB gets three quarters of what was allowed,
less where a quarter is not room enough for the rest.
"""

from __future__ import annotations

import os
import re

_UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000}
_BINARY = {unit: 1024**power for power, unit in enumerate(["", "K", "M", "G", "T"])}
_SHARE = 0.75
# Python with its libraries holds 0.2 GB, threads with a writer each 0.1, and allocators do not give all back at once.
_BESIDE = 600_000_000
# A query that reads no more rows is answered sooner here than a cluster begins to.
_ROWS_FOR_A_CLUSTER = 100_000
# Under this, DuckDB has no room to spill with.
_AT_LEAST = 1_000_000_000
# One thread sorts and groups within this.
_A_THREAD = 250_000_000


class SettingError(ValueError):
    """A setting that cannot be followed, in one line."""


def parse(text: str) -> int:
    """Bytes of '6GB', '1500MiB', '1.5 TB'. Raises SettingError on anything else and below one GB."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)(I?)B\s*", text.upper())
    if found is None:
        raise SettingError(f"--memory {text}: expected a number with its unit, e.g. 6GB")
    number, unit, is_binary = found.groups()
    size = int(float(number) * (_BINARY if is_binary else _UNITS)[unit])
    if size < _AT_LEAST:
        raise SettingError(f"--memory {text}: a scan needs 1GB at least")
    return size


def share(limit: int) -> int:
    """How many bytes of `limit` DuckDB may use for its buffers."""
    return int(min(limit * _SHARE, limit - _BESIDE))


def threads(limit: int, asked: int | None = None) -> int:
    """How many threads fit into `limit`: those asked for, or one a processor, and at least one."""
    return max(1, min(asked or os.cpu_count() or 1, share(limit) // _A_THREAD))


def rows_for_a_cluster() -> int:
    """Queries that read more rows than this go to the cluster: SUYUAN_SPARK_FEW. Raises SettingError."""
    written = os.environ.get("SUYUAN_SPARK_FEW") or str(_ROWS_FOR_A_CLUSTER)
    if not written.isdecimal():
        raise SettingError(f"SUYUAN_SPARK_FEW={written}: expected a number of rows")
    return int(written)


def cluster_of(engine: str, master: str | None) -> str | None:
    """The URL of the cluster that runs the queries, None where DuckDB does. Raises SettingError."""
    if engine == "duckdb" and master is not None:
        raise SettingError("--master names a Spark cluster; give --engine spark with it")
    if engine == "duckdb":
        return None
    if engine != "spark":
        raise SettingError(f"--engine {engine}: expected duckdb or spark")
    from suyuan.engines.spark import SparkMissingError, cluster_url

    rows_for_a_cluster()
    try:
        return cluster_url(master)
    except SparkMissingError as error:
        raise SettingError(str(error)) from error
