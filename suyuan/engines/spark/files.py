"""Files as a cluster names them: `file://` and a path, or the URL of an object store."""

from __future__ import annotations

import re
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from suyuan.engines.spark.session import SparkFaultError, first_line

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
# The same for a cluster: Spark writes one path with one slash here and with three there.
SCHEME_AND_SLASHES = "^[A-Za-z][A-Za-z0-9+.-]+:/*"


def is_url(path: Path | str) -> bool:
    """Whether a path names a place beyond this machine's own folders, e.g. `s3a://bucket/extracts`.

    A Path keeps one of a URL's two slashes: that is how it is known here.
    """
    return _SCHEME.match(str(path)) is not None


def address(path: Path | str) -> str:
    """How Spark is told to read or write a path: as it is written, with no character escaped."""
    if not is_url(path):
        return f"file://{Path(path).absolute()}"
    scheme, _, rest = str(path).partition(":")
    return f"{scheme}://{'/' if scheme == 'file' else ''}{rest.lstrip('/')}"


def after_scheme(told: str) -> str:
    """What two ways to write one path have in common."""
    return unquote(re.sub(SCHEME_AND_SLASHES, "", told))


@dataclass(frozen=True)
class Listed:
    """One file that the cluster found: `name` is its path below where it was looked for."""

    name: str
    bytes: int
    changed_at: int
    sha256: str


class ClusterFiles(ABC):
    """What a cluster tells of files that it reaches. Raises RuntimeError with Spark's word for what is wrong."""

    @property
    @abstractmethod
    def session(self) -> SparkSession:
        """The cluster's session; whoever can open one says how."""

    def list_files(self, url: Path, *, hashed: bool = True) -> list[Listed]:
        """Every file below a URL, or the one it names, by name; none where there is no such place."""
        from pyspark.sql import functions as spark

        reader = self.session.read.format("binaryFile").option("recursiveFileLookup", "true")
        digest = spark.sha2("content", 256) if hashed else spark.lit("")
        columns = [
            spark.col("path"),
            spark.col("length"),
            spark.unix_micros(spark.col("modificationTime").cast("timestamp")),
            digest,
        ]
        try:
            told = reader.load(address(url)).select(*columns).toArrow()
        except Exception as error:
            if "PATH_NOT_FOUND" in str(error):
                return []
            raise SparkFaultError(first_line(error)) from error
        start = after_scheme(address(url)).rstrip("/") + "/"
        rows = zip(*(column.to_pylist() for column in told.columns), strict=True)
        found = [Listed(after_scheme(path).removeprefix(start), *others) for path, *others in rows]
        return sorted(found, key=lambda file: file.name)

    def content_of(self, url: Path) -> bytes:
        told = self.session.read.format("binaryFile").load(address(url)).select("content").toArrow()
        return bytes(told.column(0)[0].as_py())

    def fetched(self, url: Path) -> Path:
        """A copy of a file on this machine, kept until the scan ends."""
        copy = self.copies / f"{len(list(self.copies.iterdir()))}.parquet"
        copy.write_bytes(self.content_of(url))
        return copy

    @cached_property
    def copies(self) -> Path:
        return Path(tempfile.mkdtemp(prefix="suyuan-"))

    def types_of(self, path: Path) -> list[tuple[str, str]]:
        """A Parquet file's columns and their types by Spark's names."""
        try:
            read = self.session.read.parquet(address(path)).schema
        except Exception as error:
            raise SparkFaultError(first_line(error)) from error
        return [(field.name, field.dataType.simpleString()) for field in read.fields]

    def figures_of(self, path: Path, asked: Sequence[str]) -> list[int]:
        """A file's rows, every value of them decoded, and the figures asked for in Spark's SQL."""
        from pyspark.sql import functions as spark

        try:
            frame = self.session.read.parquet(address(path))
            whole = spark.count(spark.xxhash64(*(spark.col(f"`{name}`") for name in frame.columns)))
            [row] = frame.agg(whole, *(spark.expr(figure) for figure in asked)).collect()
        except Exception as error:
            raise SparkFaultError(first_line(error)) from error
        return list(row)

    def holds(self, condition: str) -> bool:
        """Whether a condition in Spark's SQL is true."""
        return bool(self.session.range(1).selectExpr(condition).collect()[0][0])

    def forget_copies(self) -> None:
        if "copies" in self.__dict__:
            shutil.rmtree(self.copies, ignore_errors=True)
