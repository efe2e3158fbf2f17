"""The findings in force, as frames: where they are, one reader a process, every page's query cached."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from suyuan import veil
from suyuan.catalogue import PAGES, QUERIES, Catalogue, Query
from suyuan.engines.duckdb import Reader
from suyuan.messages import language
from suyuan.veil import Veil

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "pages.duckdb"
Identity = tuple[str, int, int, int]
_IDS_AT_ONCE = 50_000


class MissingFolderError(FileNotFoundError):
    """A folder that the environment names is not there, or only one of the two is named."""


@dataclass(frozen=True)
class Place:
    """Where extracts come from and findings go; `is_demo` where nobody named a folder."""

    extracts: Path | None
    findings: Path
    is_demo: bool

    @property
    def database(self) -> Path:
        return self.findings / DATABASE


def place() -> Place:
    """The folders of SUYUAN_EXTRACTS and SUYUAN_FINDINGS; the sample where neither is set.

    Raises MissingFolderError, whose argument is the variable and the folder it names ('' where it is not set).
    """
    extracts, findings = os.environ.get("SUYUAN_EXTRACTS", ""), os.environ.get("SUYUAN_FINDINGS", "")
    if not extracts and not findings:
        return Place(ROOT / "sample_data" / "extracts", ROOT / "var" / "findings", is_demo=True)
    if not findings:
        raise MissingFolderError("SUYUAN_FINDINGS", "")
    for variable, folder in (("SUYUAN_EXTRACTS", extracts), ("SUYUAN_FINDINGS", findings)):
        if folder and not Path(folder).is_dir():
            raise MissingFolderError(variable, folder)
    return Place(Path(extracts) if extracts else None, Path(findings), is_demo=False)


def identity() -> Identity | None:
    """What tells one scan's database from the next; None where there is none."""
    database = place().database
    try:
        stat = database.stat()
    except FileNotFoundError:
        return None
    return str(database), stat.st_ino, stat.st_mtime_ns, stat.st_size


def has_findings() -> bool:
    """Whether there is a scan to read, in folders that are there."""
    try:
        return identity() is not None
    except MissingFolderError:
        return False


def is_outdated() -> bool:
    """Whether an extract was delivered after the scan in force."""
    where = place()
    if where.extracts is None or not where.database.is_file():
        return False
    scanned = where.database.stat().st_mtime
    return any(path.stat().st_mtime > scanned for path in where.extracts.rglob("*.parquet"))


def reader() -> Reader:
    """The reader of the findings in force. Raises FileNotFoundError where nothing was scanned yet."""
    now = identity()
    if now is None:
        raise FileNotFoundError(place().database)
    return _reader(now)


def page_query(name: str) -> Query:
    """One of the catalogue's queries. Raises KeyError."""
    return _catalogue(_queries_changed()).queries[name]


def catalogue() -> Catalogue:
    """Every query, read once until one of them changes."""
    return _catalogue(_queries_changed())


def load(query_name: str, /, **parameters: object) -> pd.DataFrame:
    """All rows of a page's query with its parameters bound; a fresh frame each time, safe to change.

    Where a room looks on, pseudonyms go in and come out (`suyuan/veil.py`): no page holds an id or a name then.
    Raises KeyError on an unknown query or a missing parameter, FileNotFoundError before the first scan.
    """
    over = veil.current()
    if over is None:
        return _attempt(_rows, query_name, meant(parameters))
    return _attempt(partial(_veiled_rows, over, over.key, language()), query_name, meant(parameters))


def count(query_name: str, /, **parameters: object) -> int:
    """How many rows `load` would return, counted without fetching them."""
    return _attempt(_row_count, query_name, meant(parameters))


def meant(parameters: Mapping[str, object]) -> dict[str, object]:
    """Parameters with the ids that pseudonyms among them stand for: a briefing's link holds no others."""
    return {name: _meant(value) for name, value in parameters.items()}


def ids() -> Iterator[str]:
    """Every id that a link may name, those named most first; none before the first scan."""
    if not has_findings():
        return
    with reader().cursor() as cursor:
        found = cursor.sql(page_query("frame__ids").sql, params={"asked": None})
        for batch in found.to_arrow_reader(_IDS_AT_ONCE):
            yield from batch.column(0).to_pylist()


def known(texts: Iterable[str]) -> set[str]:
    """Those of the texts that are an id of the findings; none before the first scan."""
    asked = sorted(set(texts))
    now = identity() if has_findings() else None
    if now is None or not asked:
        return set()
    try:
        return set(_rows(now, _queries_changed(), "frame__ids", {"asked": asked})["id"])
    except duckdb.Error:
        # Another version's findings: the page says so itself.
        return set()


def shop_names() -> Mapping[str, str]:
    """A shop's id by its name, where it alone bears it; kept in memory from one run to the next."""
    now = identity() if has_findings() else None
    return {} if now is None else _shop_names(now, _queries_changed())


def missing_relations() -> set[str]:
    """What today's queries lay down and the findings in force do not hold: another version wrote them."""
    laid = set(load("frame__relations")["relation"])
    return {query.name for query in catalogue().queries.values() if query.layer != PAGES} - laid


def scan_id() -> str:
    """The id of the scan in force."""
    return str(load("frame__scan").at[0, "scan_id"])


def _attempt(run: Any, query_name: str, parameters: Mapping[str, object]) -> Any:
    now = identity()
    if now is None:
        raise FileNotFoundError(place().database)
    version = _queries_changed()
    try:
        return run(now, version, query_name, dict(parameters))
    except duckdb.FatalException:
        # A damaged file can take the whole connection down with it: open it anew, once.
        _reader.clear()
        return run(now, version, query_name, dict(parameters))


def _queries_changed() -> int:
    return _queries_changed_at(int(time.monotonic()))


@lru_cache(maxsize=1)
def _queries_changed_at(_second: int) -> int:
    # Looked up once a second: each rerun asks a dozen times, and hundreds of files are a millisecond or two each time.
    return max(path.stat().st_mtime_ns for path in QUERIES.rglob("*.sql"))


@st.cache_resource(max_entries=2, show_spinner=False)
def _reader(identity: Identity) -> Reader:
    opened = Reader(Path(identity[0]))
    # Everything imported by now stays: collecting it after each script run costs a tenth of a second.
    gc.freeze()
    return opened


@st.cache_resource(max_entries=1, show_spinner=False)
def _catalogue(changed: int) -> Catalogue:
    return Catalogue.load()


@st.cache_data(max_entries=256, show_spinner=False)
def _rows(identity: Identity, version: int, query_name: str, parameters: dict[str, object]) -> pd.DataFrame:
    return _reader(identity).frame(_catalogue(version).queries[query_name], parameters)


@st.cache_data(max_entries=256, show_spinner=False)
def _veiled_rows(
    _over: Veil,
    key: str,
    said: str,
    identity: Identity,
    version: int,
    query_name: str,
    parameters: dict[str, object],
) -> pd.DataFrame:
    return _over.frame(query_name, _rows(identity, version, query_name, parameters))


@st.cache_resource(max_entries=1, show_spinner=False)
def _shop_names(identity: Identity, version: int) -> dict[str, str]:
    try:
        found = _reader(identity).frame(_catalogue(version).queries["frame__shop_names"], {})
    except duckdb.Error:
        # Another version's findings: the page says so itself.
        return {}
    return dict(zip(found["shop_name"], found["shop_id"], strict=True))


def _meant(value: object) -> object:
    if isinstance(value, str):
        return veil.meant(value, ids)
    if isinstance(value, list | tuple):
        return [_meant(one) for one in value]
    return value


@st.cache_data(max_entries=1024, show_spinner=False)
def _row_count(identity: Identity, version: int, query_name: str, parameters: dict[str, object]) -> int:
    query = _catalogue(version).queries[query_name]
    bound = {name: parameters[name] for name in query.parameters}
    with _reader(identity).cursor() as cursor:
        relation = cursor.sql(query.sql, params=bound) if bound else cursor.sql(query.sql)
        [(rows,)] = relation.aggregate("count(*)").fetchall()
    return int(rows)
