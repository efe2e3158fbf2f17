"""Walks along the ties: where a ring is thinnest, and the shortest chain of evidence between any two accounts or shops.

Frames in, rows out; rustworkx does the walking. An account or a shop is a node: ("account", id) or ("shop", id).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd
import rustworkx as rx

Node = tuple[str, str]
# What a step costs: fewest steps first, the stronger evidence among chains of one length. Owning is no suspicion.
OWNS_COST, SUPPLY_COST, CUSTOMER_COST, TIE_COST = 0.01, 1.2, 2.0, 1.0


@dataclass(frozen=True)
class Step:
    """One step of a chain: from where to where, by which record ('tie', 'supply', 'owns'), and the record's figures."""

    begin: Node
    end: Node
    record: str
    figures: dict[str, Any]


def rows(frame: pd.DataFrame) -> list[Any]:
    """A frame's rows by the names of its columns."""
    return list(frame.itertuples(index=False))


def pairs(ties: pd.DataFrame) -> pd.DataFrame:
    """Ties by trace → one row a pair: `weight`, `traces`, `kinds`, and its strongest trace's `kind`, `trace_key`, …

    `ties`: `account_id_a`, `account_id_b`, `kind`, `weight`, `pair_weight`, `innocents_expected`, …
    """
    if ties.empty:
        return ties.assign(traces=pd.Series(dtype=int), kinds=pd.Series(dtype=object))
    keys = ["account_id_a", "account_id_b"]
    ordered = ties.sort_values([*keys, "weight", "kind"], ascending=[True, True, False, True])
    best = ordered.drop_duplicates(keys).set_index(keys)
    grouped = ordered.groupby(keys)
    best["traces"] = grouped.size()
    best["kinds"] = grouped["kind"].agg(lambda kinds: list(dict.fromkeys(kinds)))
    return best.reset_index()


def weakest_tie(tied: pd.DataFrame) -> pd.Series | None:
    """The tie by which the accounts hang together at their weakest; None where nothing ties them.

    `tied`: as `pairs` returns it. Of all ways to hold the accounts together the strongest is taken (a maximum spanning
    tree over `pair_weight`); its weakest tie cannot be gone around by stronger ones.
    """
    if tied.empty:
        return None
    graph, number = rx.PyGraph(multigraph=False), {}
    for account in sorted({*tied["account_id_a"], *tied["account_id_b"]}):
        number[account] = graph.add_node(account)
    ends = zip(tied["account_id_a"], tied["account_id_b"], tied["pair_weight"], strict=True)
    for place, (one, other, weight) in enumerate(ends):
        graph.add_edge(number[one], number[other], (place, float(weight)))
    tree = rx.minimum_spanning_edges(graph, weight_fn=lambda edge: -edge[1])
    place, _ = min((edge for *_, edge in tree), key=lambda edge: (edge[1], edge[0]))
    return tied.iloc[place]


class Chains:
    """All linked pairs, supply edges and owners of one scan, ready to be walked."""

    def __init__(self, links: pd.DataFrame, supply: pd.DataFrame, owners: pd.DataFrame) -> None:
        """`links`: `account_id_a`, `account_id_b`, `weight`, `kind`, `innocents_expected`, `sources`.

        `supply`: `supplier_shop_id`, `reseller_account_id`, `ring_id`, `orders`, `units`.
        `owners`: `shop_id`, `account_id`.
        """
        self._graph: rx.PyGraph[Node, tuple[float, str, Node, dict[str, Any]]] = rx.PyGraph()
        self._number: dict[Node, int] = {}
        for row in rows(owners):
            self._add(("account", row.account_id), ("shop", row.shop_id), OWNS_COST, "owns", {})
        for row in rows(links):
            cost = TIE_COST + 1 / (1 + max(float(row.weight), 0.0))
            told = {"kind": row.kind, "innocents_expected": row.innocents_expected, "sources": row.sources}
            self._add(("account", row.account_id_a), ("account", row.account_id_b), cost, "tie", told)
        for row in rows(supply):
            # A regular customer is the weakest of links: only a ring's own dealings count as steps of their own.
            cost = CUSTOMER_COST if pd.isna(row.ring_id) else SUPPLY_COST
            told = {"orders": row.orders, "units": row.units, "implicated": not pd.isna(row.ring_id)}
            self._add(
                ("shop", row.supplier_shop_id), ("account", row.reseller_account_id), cost, "supply", told
            )

    def knows(self, node: Node) -> bool:
        """Whether anything ties this account or shop to another."""
        return node in self._number

    def shortest(self, begin: Node, end: Node) -> list[Step] | None:
        """The shortest chain of evidence from one to the other; [] from a node to itself, None where there is none."""
        if begin == end:
            return []
        if begin not in self._number or end not in self._number:
            return None
        found = rx.dijkstra_shortest_paths(
            self._graph, self._number[begin], target=self._number[end], weight_fn=lambda edge: edge[0]
        )
        if self._number[end] not in found:
            return None
        path = list(found[self._number[end]])
        return [self._step(one, other) for one, other in pairwise(path)]

    def _step(self, one: int, other: int) -> Step:
        edge = min(self._graph.get_all_edge_data(one, other), key=lambda edge: (edge[0], edge[1]))
        return Step(self._graph[one], self._graph[other], edge[1], {**edge[3], "from": edge[2]})

    def _add(self, begin: Node, end: Node, cost: float, record: str, figures: dict[str, Any]) -> None:
        self._graph.add_edge(self._node(begin), self._node(end), (cost, record, begin, figures))

    def _node(self, node: Node) -> int:
        if node not in self._number:
            self._number[node] = self._graph.add_node(node)
        return self._number[node]
