"""The way to a cluster: by URL, and no other. pyspark is imported in this room alone."""

from __future__ import annotations

import os
import socket
import warnings
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

VARIABLE = "SUYUAN_SPARK"
# What equal findings rest on, whatever the cluster's own settings are. All can be set in a session that runs.
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    # Else a difference of two sums loses its ninth decimal.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.sources.default": "parquet",
}
_SECONDS_TO_ANSWER = 10


class ClusterError(RuntimeError):
    """Anything that keeps a scan from running on a cluster."""


class SparkMissingError(ClusterError):
    """No cluster was given, or none answers, or pyspark is not installed. Says what to do."""


class SparkFaultError(ClusterError):
    """The cluster failed while the scan ran."""


def cluster_url(master: str | None = None) -> str:
    """The URL of the cluster that `master`, or else the variable SUYUAN_SPARK, names, once it was found to answer.

    `spark://host:port`, `yarn`, `k8s://…` open a driver in this process; `sc://host:port` is Spark Connect. A local
    mode is refused: it is one machine, where DuckDB is faster. Raises SparkMissingError.
    """
    url = master or os.environ.get(VARIABLE, "")
    if not url:
        raise SparkMissingError(
            "--engine spark: no cluster was given; give its URL with --master or in SUYUAN_SPARK, "
            "e.g. spark://host:7077 or sc://host:15002"
        )
    if not (url.startswith(("spark://", "sc://", "k8s://")) or url == "yarn"):
        known = "spark://host:port, sc://host:port, k8s://… or yarn"
        raise SparkMissingError(f"--engine spark: {url!r} is no cluster's URL; expected {known}")
    if find_spec("pyspark") is None:
        said = "pyspark is not installed; run pip install -r requirements-spark.txt"
        raise SparkMissingError(f"--engine spark: {said}")
    _ensure_answering(url)
    return url


def connect(url: str) -> SparkSession:
    """A session on the cluster. Raises SparkMissingError where it does not take the scan."""
    # Rows come and go as Arrow tables alone: that pyspark lags behind pandas is of no matter.
    warnings.filterwarnings("ignore", message=".*does not yet fully support pandas.*", category=FutureWarning)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder
    try:
        if url.startswith("sc://"):
            session = builder.remote(url).create()
        else:
            # A driver's screen would be one more open port; the cluster's own stays as it is configured.
            builder = builder.master(url).appName("suyuan").config("spark.ui.enabled", "false")
            builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "OFF")
            session = builder.getOrCreate()
        for name, value in _SETTINGS.items():
            session.conf.set(name, value)
    except Exception as error:
        raise SparkMissingError(
            f"--engine spark: {url} does not take the scan: {first_line(error)}"
        ) from error
    return session


def first_line(error: BaseException) -> str:
    """What Spark says of an error, without the plan and the Java stack behind it."""
    said = str(error).strip() or type(error).__name__
    return said.splitlines()[0][:300]


def _ensure_answering(url: str) -> None:
    """Ask before Spark does: it would try for minutes, and tell nobody why."""
    if not url.startswith(("spark://", "sc://")):
        return
    # A standalone cluster may name several masters, of which one answers.
    asked = url.split("://", 1)[1].split("/", maxsplit=1)[0].split(";", maxsplit=1)[0].split(",")
    said = ""
    for place in asked:
        parts = urlsplit(f"//{place}")
        try:
            address = (parts.hostname or "", parts.port or (15002 if url.startswith("sc://") else 7077))
            with socket.create_connection(address, timeout=_SECONDS_TO_ANSWER):
                return
        except (OSError, ValueError) as error:
            said = str(error)
    raise SparkMissingError(f"--engine spark: no cluster answers at {url}: {said}")
