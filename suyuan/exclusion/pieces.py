"""What a breaking set is made of: whole traces and signals, or single records."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from suyuan.exclusion.case import Case
from suyuan.exclusion.struck import Struck

MOST = 3


@dataclass(frozen=True)
class Piece:
    """One thing to strike. `kind`: of the trace, or `signal`, or `record`; `what` and `of` name it; `touches`: the
    accounts and shops that left it."""

    kind: str
    what: str
    of: str
    struck: Struck
    touches: frozenset[str] = frozenset()


def whole(case: Case) -> list[Piece]:
    """Every trace that two of the ring's neighbourhood share, the ring's own spots, every signal of its shops."""
    traces = case.frame("account_traces")
    shared = traces.assign(ours=traces["account_id"].isin(case.members)).groupby(["kind", "trace"])["ours"]
    counted = shared.agg(["size", "any"])
    keys = set(counted.index[(counted["size"] > 1) & counted["any"]])
    keys |= {("origin", spot) for spot in case.frame("spots")["spot_id"]}
    told = set(zip(case.signal_records["shop_id"], case.signal_records["signal"], strict=True))
    users = traces.groupby(["kind", "trace"])["account_id"].agg(frozenset).to_dict()
    return [
        Piece(
            kind, trace, "", Struck(traces=frozenset([(kind, trace)])), users.get((kind, trace), frozenset())
        )
        for kind, trace in sorted(keys)
    ] + [
        Piece("signal", signal, shop, Struck(signals=frozenset([(shop, signal)])), frozenset([shop]))
        for shop, signal in sorted(told)
    ]


def single(case: Case) -> list[Piece]:
    """Every record of which three or fewer make a trace or a signal fall. More stand behind all others."""
    traces, signals = case.trace_records, case.signal_records
    rows = traces.groupby(["account_id", "kind", "trace", "table_name"])["row_id"].transform("size")
    of_traces = traces[rows - traces["least"] + 1 <= MOST].rename(columns={"account_id": "of"})
    rows = signals.groupby(["shop_id", "signal", "table_name"])["row_id"].transform("size")
    of_signals = signals[rows <= MOST].rename(columns={"shop_id": "of"})
    few = pd.concat([frame[["table_name", "row_id", "of"]] for frame in (of_traces, of_signals)])
    touched = few.groupby(["table_name", "row_id"])["of"].agg(frozenset)
    return [
        Piece("record", row, table, Struck(records=frozenset([(table, row)])), touched[table, row])
        for table, row in sorted(touched.index)
    ]
