"""One ring's rows, taken out of the findings in force: all that the exclusion test works on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from suyuan.catalogue import Catalogue, Query
from suyuan.engines.duckdb import Reader, Workshop, identifier, whole_relation

PREFIX = "rings__exclusion_"
# What each strike starts from: relations of the scan, cut down to the ring and its neighbours.
RESTRICTED = (
    "account_traces",
    "accounts",
    "delivery_spots",
    "logins",
    "orders",
    "parcel_origins",
    "parcel_spots",
    "seller_accounts",
    "shop_authorisations",
    "shop_levels",
    "shops",
    "spots",
    "supply_pairs",
    "verdicts",
)
# What the scan says of those outside the ring, by the relation that it is added to.
OUTSIDE = ("group_ties", "pair_evidence", "shop_scores", "site_starts", "supplier_hearsay")
# What no strike changes: how common things are, and every number that decides. So are regions, by their layer.
WHOLE = (
    "cuts",
    "dealing_chance",
    "level_rates",
    "link_cuts",
    "principal_weights",
    "signal_status",
    "trace_chance",
    "trace_kinds",
)
# Wording alone, which no conclusion rests on.
UNREAD = ("shop_signals",)
# Which relations tell of each kind of conclusion: the least that must run to know.
_MEMBERS = ("linked_pairs", "ring_accounts", "shop_scores")
_ROLES = (*_MEMBERS, "ring_members", "ring_principals")
TARGETS: Mapping[str, tuple[str, ...]] = {
    "link": ("linked_pairs",),
    "suspect": _MEMBERS,
    "ring": _MEMBERS,
    "account": _ROLES,
    "shop": _ROLES,
    "principal": _ROLES,
    "site": (*_ROLES, "sites"),
}
_EVERY = 10**9


class UnknownRingError(KeyError):
    """No ring of this id in the findings."""


class Case:
    """The rows of one ring in a database of their own. One strike runs in it at a time (`lock`).

    `tables`: the restricted relations by name, each row numbered by its place. `trace_records` and
    `signal_records`: the rows of the extracts behind each account's trace and each shop's signal.
    """

    def __init__(self, reader: Reader, catalogue: Catalogue, ring_id: str):
        """Raises UnknownRingError where the findings hold no such ring."""
        self.ring_id = ring_id
        self.lock = Lock()
        self._frames: dict[str, pd.DataFrame] = {}
        self._steps_to: dict[frozenset[str], list[Query]] = {}
        # Which rows fall with what: remembered, since one piece of evidence is struck in many sets.
        self.fallen: dict[Any, dict[str, np.ndarray]] = {}
        self.catalogue = catalogue
        given = {name: _page(reader, catalogue, name, ring_id) for name in RESTRICTED}
        outside = {
            "outside_" + name: _page(reader, catalogue, "outside_" + name, ring_id) for name in OUTSIDE
        }
        beside = {
            name: _page(reader, catalogue, name, ring_id) for name in ("people", "near_shops", "strangers")
        }
        shared = steps(catalogue, TARGETS["site"])[1]
        whole = {name: _rows(reader, whole_relation(name), {"most": _EVERY}) for name in shared}
        unread = {name: _rows(reader, whole_relation(name), {"most": 0}) for name in UNREAD}
        self.tables: Mapping[str, pa.Table] = {**given, **outside, **beside, **whole, **unread}
        self.trace_records = _page(reader, catalogue, "trace_records", ring_id).to_pandas()
        self.signal_records = _page(reader, catalogue, "signal_records", ring_id).to_pandas()
        self.files: dict[int, str] = dict(
            _page(reader, catalogue, "files", ring_id)
            .select(["source_file", "file"])
            .to_pandas()
            .to_numpy()
            .tolist()
        )
        people = self.frame("people")
        self.members = frozenset(people["account_id"][people["is_member"]])
        shops = self.frame("near_shops")
        self.shops = frozenset(shops["shop_id"][shops["is_inside"]])
        if not self.members:
            raise UnknownRingError(ring_id)
        self.shared = frozenset(whole) | frozenset(unread)
        self.workshop = _laid(self.tables, self.shared)

    @cached_property
    def records(self) -> list[tuple[str, str]]:
        """Every record behind a trace or a signal, as table and row id as in `finding_records`, in order."""
        told = pd.concat(
            [frame[["table_name", "row_id"]] for frame in (self.trace_records, self.signal_records)]
        )
        pairs = told.drop_duplicates().sort_values(["table_name", "row_id"])
        return list(zip(pairs["table_name"], pairs["row_id"].astype(str), strict=True))

    def part(self, accounts: Collection[str]) -> Case:
        """The case cut down to some of its accounts, for what is between them alone: links. All others only count."""
        part = copy(self)
        part.lock, part._frames, part.fallen = Lock(), {}, {}
        for name in ("uses", "behind", "signal_tables", "row_ids", "_signals_of", "records"):
            part.__dict__.pop(name, None)
        kept = {
            name: table.filter(pc.is_in(table[column], pa.array(sorted(accounts), table[column].type)))
            for name, column in (("account_traces", "account_id"), ("outside_pair_evidence", "account_id_a"))
            for table in [self.tables[name]]
        }
        part.tables = {**self.tables, **kept, "strangers": self._counted(kept["account_traces"].to_pandas())}
        records = self.trace_records
        part.trace_records = records[records["account_id"].isin(accounts)].reset_index(drop=True)
        part.workshop = _laid(part.tables, self.shared)
        return part

    def _counted(self, kept: pd.DataFrame) -> pa.Table:
        """How many accounts left each of the kept traces beside those that are kept."""
        keys, sells = ["kind", "trace"], self.frame("seller_accounts").set_index("account_id")["shops"]

        def sizes(traces: pd.DataFrame) -> pd.DataFrame:
            shops = traces["account_id"].map(sells)
            told = traces.assign(
                accounts=1, sellers=shops.notna().astype(int), shops=shops.fillna(0).astype(int)
            )
            return told.groupby(keys)[["accounts", "sellers", "shops"]].sum()

        everyone = sizes(self.frame("account_traces")).add(
            self.frame("strangers").set_index(keys)[["accounts", "sellers", "shops"]], fill_value=0
        )
        here = sizes(kept)
        beside = (everyone.loc[here.index] - here).astype("int64").reset_index()
        return pa.Table.from_pandas(beside[beside["accounts"] > 0], preserve_index=False)

    def frame(self, name: str) -> pd.DataFrame:
        """One of the tables; its index is the number of the row."""
        if name not in self._frames:
            self._frames[name] = self.tables[name].to_pandas()
        return self._frames[name]

    def steps_to(self, kinds: frozenset[str]) -> list[Query]:
        """The queries that conclusions of these kinds need."""
        if kinds not in self._steps_to:
            wanted = {name for kind in kinds for name in TARGETS[kind]}
            self._steps_to[kinds] = steps(self.catalogue, wanted)[0]
        return self._steps_to[kinds]

    @cached_property
    def signal_tables(self) -> frozenset[str]:
        """Extracts that the shops' signals rest on."""
        return frozenset(self.signal_records["table_name"])

    @cached_property
    def uses(self) -> np.ndarray:
        """Which use of a trace (one account's) each of the `trace_records` stands behind, as a number."""
        return self.trace_records.groupby(["account_id", "kind", "trace"], sort=False).ngroup().to_numpy()

    @cached_property
    def behind(self) -> Mapping[tuple[str, str], list[int]]:
        """Each record of the `trace_records` and the places where it stands there."""
        places: dict[tuple[str, str], list[int]] = {}
        rows = zip(self.trace_records["table_name"], self.trace_records["row_id"], strict=True)
        for place, record in enumerate(rows):
            places.setdefault(record, []).append(place)
        return places

    def says(self, record: tuple[str, str]) -> frozenset[Any]:
        """Which uses of traces and which signals a record stands behind."""
        return frozenset(self.uses[self.behind.get(record, [])]) | self._signals_of.get(record, frozenset())

    @cached_property
    def _signals_of(self) -> Mapping[tuple[str, str], frozenset[Any]]:
        told: dict[tuple[str, str], set[Any]] = {}
        for shop, signal, table, row in self.signal_records.itertuples(index=False):
            told.setdefault((table, row), set()).add((shop, signal))
        return {record: frozenset(said) for record, said in told.items()}

    @cached_property
    def row_ids(self) -> Mapping[str, pd.Series]:
        """How the rows of logins and parcels are called, by relation: `file#row`."""
        named = {}
        for name in ("logins", "parcel_origins", "parcel_spots"):
            frame = self.frame(name)
            named[name] = (
                frame["source_file"].map(self.files).astype("object")
                + "#"
                + frame["source_row"].astype("int64").astype("str")
            )
        return named


def steps(catalogue: Catalogue, targets: Iterable[str]) -> tuple[list[Query], list[str]]:
    """The queries between what a case holds and the targets, and the relations they read that are the same for all.

    Raises LookupError where they need rows of shops or accounts that no case holds.
    """
    held = {*RESTRICTED, *WHOLE, *UNREAD}
    needed: set[str] = set()
    shared = set(WHOLE)
    waiting = list(targets)
    while waiting:
        name = waiting.pop()
        if name in held or name in needed or name in shared:
            continue
        if name in catalogue.seeds or name in ("places", "origin_scatter"):
            shared.add(name)
        elif name in catalogue.queries and catalogue.queries[name].layer in ("links", "findings"):
            needed.add(name)
            waiting.extend(catalogue.queries[name].reads)
        else:
            raise LookupError(f"the exclusion test holds no rows of {name}")
    return [query for query in catalogue.in_order(needed) if query.name in needed], sorted(shared)


def _page(reader: Reader, catalogue: Catalogue, name: str, ring_id: str) -> pa.Table:
    return _rows(reader, catalogue.page(PREFIX + name), {"ring": ring_id})


def _rows(reader: Reader, query: Query, parameters: Mapping[str, object]) -> pa.Table:
    bound = {name: parameters[name] for name in query.parameters}
    with reader.cursor() as cursor:
        relation = cursor.sql(query.sql, params=bound) if bound else cursor.sql(query.sql)
        return relation.to_arrow_table()


def _laid(tables: Mapping[str, pa.Table], shared: Collection[str]) -> Workshop:
    # So few rows gain nothing by a second thread.
    workshop = Workshop(":memory:", threads=1)
    workshop.connection.execute("CREATE SCHEMA base")
    for name, table in tables.items():
        if name in shared:
            workshop.connection.from_arrow(table).create(identifier(name))
            continue
        numbered = table.append_column("row_no", pa.array(range(table.num_rows), pa.int64()))
        workshop.connection.from_arrow(numbered).create("base." + identifier(name))
    return workshop
