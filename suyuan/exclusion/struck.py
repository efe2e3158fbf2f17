"""What is struck, and which rows of a case go with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from suyuan.exclusion.case import Case

# Which extract each kind of record is written in.
TABLES = {
    "logins": "logins",
    "registration": "accounts",
    "parcels": "shipments",
    "purchases": "orders",
    "buyers": "orders",
}
PARCELS = ("parcel_origins", "parcel_spots")
Rows = dict[str, np.ndarray]


@dataclass(frozen=True)
class Struck:
    """Evidence that is left out. Empty: nothing is.

    `records`: (table, row id) pairs, ids as in `finding_records`. `traces`: (kind, trace) pairs, whoever left them.
    `kinds`, `sources`: of traces. `tables`: extracts. `accounts`: all that these accounts left. `signals`: (shop,
    signal) pairs.
    """

    records: frozenset[tuple[str, str]] = frozenset()
    traces: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    signals: frozenset[tuple[str, str]] = frozenset()

    def __or__(self, other: Struck) -> Struck:
        return Struck(*(getattr(self, field.name) | getattr(other, field.name) for field in fields(Struck)))

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(Struck))


def rows_struck(case: Case, struck: Struck) -> Rows:
    """Numbers of the rows that fall, by the case's relation.

    What falls with each trace, kind, source, account or signal falls by itself; records and tables add up.
    """
    parts = [
        Struck(**{name: frozenset([value])})
        for name in ("traces", "kinds", "sources", "accounts", "signals")
        for value in getattr(struck, name)
    ]
    if struck.tables:
        parts.append(Struck(records=struck.records, tables=struck.tables))
    else:
        parts += [Struck(records=together) for together in _that_add_up(case, struck.records)]
    found: dict[str, list[np.ndarray]] = {}
    for part in parts:
        if part not in case.fallen:
            case.fallen[part] = _rows(case, part)
        for name, rows in case.fallen[part].items():
            found.setdefault(name, []).append(rows)
    return {name: np.unique(np.concatenate(rows)) for name, rows in found.items()}


def _that_add_up(case: Case, records: frozenset[tuple[str, str]]) -> list[frozenset[tuple[str, str]]]:
    """The records in groups: two of one group stand behind one trace or signal; two groups have none in common."""
    groups: list[tuple[frozenset[Any], frozenset[tuple[str, str]]]] = []
    for record in sorted(records):
        says, together = case.says(record), frozenset([record])
        apart = []
        for other, group in groups:
            if other & says:
                says, together = says | other, together | group
            else:
                apart.append((other, group))
        groups = [*apart, (says, together)]
    return [group for _says, group in groups]


def _rows(case: Case, struck: Struck) -> Rows:
    found: dict[str, np.ndarray] = {"account_traces": _traces(case, struck)}
    only_records = Struck(records=struck.records) == struck
    # Single records leave alone what their tables have no part in.
    tables = {table for table, _row in struck.records}
    if not only_records or tables & case.signal_tables:
        found |= _signals(case, struck)
    if not only_records:
        found["outside_pair_evidence"] = _outside(case.frame("outside_pair_evidence"), struck)
    if not only_records or "orders" in tables:
        found |= _purchases(case, struck)
    if not only_records or "shipments" in tables:
        found |= _parcels(case, struck)
    accounts, logins = case.frame("accounts"), case.frame("logins")
    gone = accounts["account_id"].isin(struck.accounts | _ids(struck, "accounts"))
    found["accounts"] = gone.to_numpy() | ("accounts" in struck.tables)
    gone = logins["account_id"].isin(struck.accounts) | case.row_ids["logins"].isin(_ids(struck, "logins"))
    found["logins"] = gone.to_numpy(dtype=bool) | ("logins" in struck.tables)
    return {name: np.flatnonzero(mask) for name, mask in found.items() if mask.any()}


def _ids(struck: Struck, table: str) -> set[str]:
    return {row for name, row in struck.records if name == table}


def _pairs_in(frame: pd.DataFrame, columns: tuple[str, str], pairs: Iterable[tuple[str, str]]) -> np.ndarray:
    wanted = set(pairs)
    if not wanted or frame.empty:
        return np.zeros(len(frame), dtype=bool)
    return np.fromiter(
        (pair in wanted for pair in zip(frame[columns[0]], frame[columns[1]], strict=True)),
        dtype=bool,
        count=len(frame),
    )


def _traces(case: Case, struck: Struck) -> np.ndarray:
    frame = case.frame("account_traces")
    tables = frame["source"].map(TABLES)
    gone = (
        frame["kind"].isin(struck.kinds)
        | frame["source"].isin(struck.sources)
        | frame["account_id"].isin(struck.accounts)
    ).to_numpy() | _pairs_in(frame, ("kind", "trace"), struck.traces)
    behind = case.trace_records
    if struck.tables:
        # Of whom no single records are held, the whole table is the record.
        listed = pd.MultiIndex.from_frame(behind[["account_id", "kind", "trace"]])
        is_listed = pd.MultiIndex.from_frame(frame[["account_id", "kind", "trace"]]).isin(listed)
        gone |= tables.isin(struck.tables).to_numpy() & ~is_listed
        return gone | _fallen(frame, behind, struck)
    if struck.records:
        places = [place for record in struck.records for place in case.behind.get(record, [])]
        if places:
            gone |= _fallen(frame, behind[np.isin(case.uses, case.uses[places])], struck)
    return gone


def _fallen(frame: pd.DataFrame, behind: pd.DataFrame, struck: Struck) -> np.ndarray:
    """Traces of which no table has rows enough left."""
    left = ~(
        behind["table_name"].isin(struck.tables).to_numpy()
        | _pairs_in(behind, ("table_name", "row_id"), struck.records)
    )
    keys = ["account_id", "kind", "trace"]
    counted = behind.assign(left=left).groupby([*keys, "table_name"], sort=False)
    stands = counted["left"].sum() >= counted["least"].max()
    fallen = ~stands.groupby(level=keys, sort=False).any()
    gone = set(fallen.index[fallen])
    if not gone:
        return np.zeros(len(frame), dtype=bool)
    rows = zip(frame["account_id"], frame["kind"], frame["trace"], strict=True)
    return np.fromiter((row in gone for row in rows), dtype=bool, count=len(frame))


def _outside(frame: pd.DataFrame, struck: Struck) -> np.ndarray:
    return (
        frame["kind"].isin(struck.kinds)
        | frame["source"].isin(struck.sources)
        | frame["source"].map(TABLES).isin(struck.tables)
        | frame["account_id_a"].isin(struck.accounts)
        | frame["account_id_b"].isin(struck.accounts)
    ).to_numpy() | _pairs_in(frame, ("kind", "trace"), struck.traces)


def _signals(case: Case, struck: Struck) -> Mapping[str, np.ndarray]:
    """A signal falls with a table that it rests on, or with every row that it has in one."""
    behind = case.signal_records
    gone = behind["table_name"].isin(struck.tables).to_numpy() | _pairs_in(
        behind, ("table_name", "row_id"), struck.records
    )
    whole = behind.assign(gone=gone).groupby(["shop_id", "signal", "table_name"], sort=False)["gone"].all()
    fallen = {(shop, signal) for shop, signal, _table in whole.index[whole]} | set(struck.signals)
    found = {"shop_levels": _pairs_in(case.frame("shop_levels"), ("shop_id", "signal"), fallen)}
    for name, signal in (("verdicts", "test_buys"), ("shop_authorisations", "authorised")):
        shops = {shop for shop, told in fallen if told == signal}
        found[name] = case.frame(name)["shop_id"].isin(shops).to_numpy()
    return found


def _purchases(case: Case, struck: Struck) -> Mapping[str, np.ndarray]:
    """Repeated purchases: the order lines, and the custom that too few lines no longer show."""
    lines, pairs = case.frame("orders"), case.frame("supply_pairs")
    all_gone = "orders" in struck.tables or "purchases" in struck.sources or "supply" in struck.kinds
    suppliers = {trace for kind, trace in struck.traces if kind == "supply"}
    gone = (
        lines["order_line_id"].isin(_ids(struck, "orders"))
        | lines["shop_id"].isin(suppliers)
        | lines["buyer_account_id"].isin(struck.accounts)
    ).to_numpy() | all_gone
    behind = case.trace_records[case.trace_records["kind"] == "supply"]
    least = int(behind["least"].max()) if len(behind) else 0
    left = lines[~gone].groupby(["shop_id", "buyer_account_id"], sort=False).size()
    before = lines.groupby(["shop_id", "buyer_account_id"], sort=False).size()
    too_few = set(before.index[left.reindex(before.index, fill_value=0) < np.minimum(before, least)])
    silent = {shop for shop, signal in struck.signals if signal == "purchases"}
    fallen = (
        (
            pairs["supplier_shop_id"].isin(suppliers | silent)
            | pairs["reseller_shop_id"].isin(silent)
            | pairs["reseller_account_id"].isin(struck.accounts)
        ).to_numpy()
        | _pairs_in(pairs, ("supplier_shop_id", "reseller_account_id"), too_few)
        | all_gone
    )
    return {"orders": gone, "supply_pairs": fallen}


def _parcels(case: Case, struck: Struck) -> Mapping[str, np.ndarray]:
    all_gone = "shipments" in struck.tables or "parcels" in struck.sources or "origin" in struck.kinds
    rows = _ids(struck, "shipments")
    spots = {trace for kind, trace in struck.traces if kind == "origin"}
    delivered = case.frame("delivery_spots")
    found = {
        "delivery_spots": (
            delivered["spot_id"].isin(spots) | delivered["account_id"].isin(struck.accounts)
        ).to_numpy()
        | all_gone
        | ("orders" in struck.tables)
    }
    for name in PARCELS:
        frame = case.frame(name)
        gone = np.full(len(frame), all_gone)
        if rows:
            gone |= case.row_ids[name].isin(rows).to_numpy()
        if "owner_account_id" in frame:
            gone |= frame["owner_account_id"].isin(struck.accounts).to_numpy()
        if "spot_id" in frame:
            gone |= frame["spot_id"].isin(spots).to_numpy()
        found[name] = gone
    return found
