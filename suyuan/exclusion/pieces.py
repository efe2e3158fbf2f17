"""What a breaking set is made of: whole traces and signals, or single records."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from suyuan.exclusion.case import Case
from suyuan.exclusion.struck import Struck

MOST = 3
# Whose name says where or who it is: no other is like it.
_OWN = ("origin", "supply", "buyers", "login_place")


@dataclass(frozen=True)
class Piece:
    """One thing to strike. `kind`: of the trace, or `signal`, or `record`; `what` and `of` name it; `touches`: the
    accounts and shops that left it. Pieces that are `alike` can stand for one another: to strike either is the same.
    """

    kind: str
    what: str
    of: str
    struck: Struck
    touches: frozenset[str] = frozenset()
    alike: Hashable = None


def whole(case: Case) -> list[Piece]:
    """Every trace that two of the ring's neighbourhood share, the ring's own spots, every signal of its shops."""
    traces, strangers = case.frame("account_traces"), case.frame("strangers")
    users: dict[Any, frozenset[str]] = (
        traces.groupby(["kind", "trace"])["account_id"].agg(frozenset).to_dict()
    )
    keys: set[tuple[str, str]] = {key for key, of in users.items() if len(of) > 1 and of & case.members}
    keys |= {("origin", spot) for spot in case.frame("spots")["spot_id"]}
    flags = [*zip(traces["account_id"], traces["is_circumstance"], strict=True)]
    ways: dict[Any, frozenset[Any]] = (
        traces.assign(way=pd.Series(flags, index=traces.index, dtype="object"))
        .groupby(["kind", "trace"])["way"]
        .agg(frozenset)
        .to_dict()
    )
    counted = zip(
        strangers["kind"], strangers["trace"], strangers["accounts"], strangers["sellers"], strict=True
    )
    others = {(kind, trace): (accounts, sellers) for kind, trace, accounts, sellers in counted}
    pieces = [
        Piece(
            kind,
            trace,
            "",
            Struck(traces=frozenset([(kind, trace)])),
            users.get((kind, trace), frozenset()),
            # Two machines that the same people share, and as many strangers, say the same. Places and dealings have
            # more to them.
            (kind, ways.get((kind, trace)), others.get((kind, trace)), trace if kind in _OWN else ""),
        )
        for kind, trace in sorted(keys)
    ]
    told = set(zip(case.signal_records["shop_id"], case.signal_records["signal"], strict=True))
    return pieces + [
        Piece(
            "signal",
            signal,
            shop,
            Struck(signals=frozenset([(shop, signal)])),
            frozenset([shop]),
            (shop, signal),
        )
        for shop, signal in sorted(told)
    ]


def single(case: Case) -> list[Piece]:
    """Every record of which three or fewer make a trace or a signal fall. More stand behind all others."""
    traces, signals = case.trace_records, case.signal_records
    rows = traces.groupby(["account_id", "kind", "trace", "table_name"])["row_id"].transform("size")
    of_traces = traces[rows - traces["least"] + 1 <= MOST].rename(
        columns={"account_id": "of", "trace": "what"}
    )
    rows = signals.groupby(["shop_id", "signal", "table_name"])["row_id"].transform("size")
    of_signals = (
        signals[rows <= MOST].rename(columns={"shop_id": "of", "signal": "what"}).assign(kind="signal")
    )
    few = pd.concat(
        [frame[["table_name", "row_id", "of", "kind", "what"]] for frame in (of_traces, of_signals)]
    )
    pieces = []
    for (table, row), behind in few.groupby(["table_name", "row_id"], sort=True):
        # Two logins from one machine, line and place say the same.
        says = frozenset(zip(behind["of"], behind["kind"], behind["what"], strict=True))
        alike = (table, row) if table == "accounts" else (table, says)
        struck = Struck(records=frozenset([(table, row)]))
        pieces.append(Piece("record", str(row), str(table), struck, frozenset(behind["of"]), alike))
    return pieces


def near(case: Case, one: str, other: str, pieces: Sequence[Piece]) -> tuple[list[Piece], set[str]]:
    """The pieces that can matter to the link of two accounts, and the accounts whose traces do.

    It rests on the traces that both left, on how many left each, and on which of those users other traces tie to one
    another: a trace or record of none of them, or a trace of one alone, says nothing of the pair.
    """
    left: dict[str, set[tuple[str, str]]] = {}
    traces = case.frame("account_traces")
    for account, kind, trace in zip(traces["account_id"], traces["kind"], traces["trace"], strict=True):
        left.setdefault(account, set()).add((kind, trace))
    shared = left.get(one, set()) & left.get(other, set())
    users = {account for account, keys in left.items() if keys & shared}
    enough = {"record": 1, "signal": len(users) + 1}
    return [piece for piece in pieces if len(piece.touches & users) >= enough.get(piece.kind, 2)], users
