"""What is not SQL in the rings: which accounts are in one hand, once SQL has said what ties every two.

A group is accounts that hold together whatever one kind of record is struck: without logins, registrations, parcels,
purchases or common buyers, and without all circumstances (places and dealings, which strangers share), its accounts
must each time still be connected. In the language of graphs: every cut is crossed by evidence of two independent
kinds. Computed by refinement: components of the whole graph, then of each struck graph within them, until nothing falls
apart any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import rustworkx as rx

from suyuan.catalogue import Query
from suyuan.engines.duckdb import Workshop

MADE = "made"
CIRCUMSTANCES = "circumstances"
SOURCES = ("logins", "registration", "parcels", "purchases", "buyers")
# Two parts that only one account holds together, each with two shop owners or more, are two groups with a go-between.
_PART_OWNERS = 2
# Three others who hold together without an owner are a group that he hangs on; two may be halves of one with him.
_CORE = 3


@dataclass(frozen=True)
class Ties:
    """The evidence between accounts as arrays: ends (node numbers), source, whether a circumstance, weight."""

    nodes: int
    one: np.ndarray
    other: np.ndarray
    source: np.ndarray  # place in SOURCES
    is_circumstance: np.ndarray
    weight: np.ndarray

    def without(self, struck: str) -> Ties:
        """The ties that are left when one kind of record, or all circumstances, are struck."""
        if struck == CIRCUMSTANCES:
            return self.take(~self.is_circumstance)
        kept = self.source != SOURCES.index(struck)
        return self.take(kept)

    def among(self, nodes: np.ndarray) -> Ties:
        """The ties with both ends among `nodes`."""
        return self.take(np.isin(self.one, nodes) & np.isin(self.other, nodes))

    def members(self) -> np.ndarray:
        """The nodes that any tie touches, sorted."""
        return np.unique(np.concatenate([self.one, self.other]))

    def take(self, kept: np.ndarray | slice) -> Ties:
        """The ties that a mask, an order or a slice picks."""
        return Ties(
            self.nodes,
            self.one[kept],
            self.other[kept],
            self.source[kept],
            self.is_circumstance[kept],
            self.weight[kept],
        )


def lay(workshop: Workshop, query: Query) -> None:
    """Lay the relation of schema `made` that a query marked `Made from` reads. Does nothing for other queries."""
    if "Made from" not in query.fields:
        return
    frame = _MAKERS[query.name](workshop)
    workshop.lay(f"{MADE}.{query.name}", frame)


def control_groups(evidence: pd.DataFrame, owners: Iterable[str]) -> pd.DataFrame:
    """Accounts under common control.

    `evidence`: one row per linked pair and trace (`account_id_a`, `account_id_b`, `source`, `is_circumstance`,
    `weight`). `owners`: accounts that own shops. Returns `account_id`, `group_account_id` (the first of
    the group by id), `standing`: `joint`, or `attached` for an account without a shop that one kind of record ties to
    two or more accounts of one group and to no other.
    """
    columns = ["account_id", "group_account_id", "standing"]
    if evidence.empty:
        return pd.DataFrame(columns=columns, dtype="object")
    ends, names = pd.factorize(
        pd.concat([evidence["account_id_a"], evidence["account_id_b"]], ignore_index=True), sort=True
    )
    ties = Ties(
        len(names),
        ends[: len(evidence)],
        ends[len(evidence) :],
        pd.Categorical(evidence["source"], categories=SOURCES).codes,
        evidence["is_circumstance"].to_numpy(dtype=bool),
        evidence["weight"].to_numpy(dtype=float),
    )
    owns = names.isin(pd.Index(owners)) if len(names) else np.zeros(0, dtype=bool)
    group = without_relatives(ties, without_brokers(ties, hold_together(ties), owns), owns)
    joint = np.flatnonzero(np.bincount(group, minlength=ties.nodes)[group] > 1)
    loose = np.array(attached(ties, group, owns), dtype=int).reshape(-1, 2)
    nodes = np.concatenate([joint, loose[:, 0]])
    found = pd.DataFrame(
        {
            "account_id": names[nodes],
            "group_account_id": names[np.concatenate([group[joint], loose[:, 1]])],
            "standing": np.repeat(["joint", "attached"], [len(joint), len(loose)]),
        },
        columns=columns,
    )
    return found.iloc[np.argsort(nodes, kind="stable")].reset_index(drop=True)


def hold_together(ties: Ties) -> np.ndarray:
    """The group of each node, named by its smallest node: connected whatever one kind of record is struck."""
    struck = [ties.without(SOURCES[code]) for code in np.unique(ties.source)]
    struck.append(ties.without(CIRCUMSTANCES))
    group = components(ties)
    while True:
        before = group
        for left in struck:
            group = components(left.take(group[left.one] == group[left.other]))
        if np.array_equal(group, before):
            return group


def components(ties: Ties) -> np.ndarray:
    """The connected component of each node, named by its smallest node. Linear in nodes and ties."""
    graph = rx.PyGraph(multigraph=True)
    graph.add_nodes_from(range(ties.nodes))
    graph.add_edges_from_no_data(list(zip(ties.one.tolist(), ties.other.tolist(), strict=True)))
    group = np.arange(ties.nodes)
    for part in rx.connected_components(graph):
        if len(part) > 1:
            group[list(part)] = min(part)
    return group


def without_brokers(ties: Ties, group: np.ndarray, owns: np.ndarray) -> np.ndarray:
    """Part groups that a single account holds together: who serves two groups does not make them one.

    The go-between stays with the part to which more weight ties it.
    """
    group = group.copy()
    inside = ties.take(group[ties.one] == group[ties.other])
    order = np.argsort(group[inside.one], kind="stable")
    inside, names = inside.take(order), group[inside.one][order]
    sizes = np.bincount(group, minlength=ties.nodes)
    owners = np.bincount(group, weights=owns, minlength=ties.nodes)
    for name in np.flatnonzero((sizes > 4) & (owners >= 2 * _PART_OWNERS)):
        first, last = np.searchsorted(names, [name, name + 1])
        own = inside.take(slice(first, last))
        waiting = [own.members()]
        while waiting:
            nodes = waiting.pop()
            parts = _parted(nodes, own.among(nodes), owns)
            if len(parts) > 1:
                waiting.extend(parts)
            else:
                group[nodes] = nodes.min()
    return group


def _parted(nodes: np.ndarray, ties: Ties, owns: np.ndarray) -> list[np.ndarray]:
    """The parts of one group that fall apart without its first go-between; the group itself where it has none."""
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(nodes)))
    ends = np.searchsorted(nodes, np.stack([ties.one, ties.other], axis=1))
    graph.add_edges_from_no_data([(int(a), int(b)) for a, b in ends])
    for cut in sorted(rx.articulation_points(graph)):
        rest = graph.copy()
        rest.remove_node(cut)
        parts = sorted(
            (nodes[sorted(part)] for part in rx.connected_components(rest)), key=lambda part: part[0]
        )
        if sum(int(owns[part].sum()) >= _PART_OWNERS for part in parts) > 1:
            pull = [_weight_between(ties, int(nodes[cut]), part) for part in parts]
            closest = int(np.argmax(pull))
            parts[closest] = np.sort(np.append(parts[closest], nodes[cut]))
            return parts
    return [nodes]


def without_relatives(ties: Ties, group: np.ndarray, owns: np.ndarray) -> np.ndarray:
    """Leave out owners whom one account alone ties to a group of three others or more.

    A spouse with a shop of the own shares machine and phone with one of the group and nothing with the rest: that
    one's household, not the group's hand. The tie itself stands among the links.
    """
    inside = group[ties.one] == group[ties.other]
    ends = np.unique(ties.one[inside] * np.int64(ties.nodes) + ties.other[inside])
    tied_to = np.bincount(np.concatenate([ends // ties.nodes, ends % ties.nodes]), minlength=ties.nodes)
    hanging = owns & (tied_to == 1)
    others = np.bincount(group[~hanging], minlength=ties.nodes)
    alone = hanging & (others[group] >= _CORE)
    labels = np.where(alone, ties.nodes + np.arange(ties.nodes), group)
    _, first, place = np.unique(labels, return_index=True, return_inverse=True)
    return np.asarray(first[place])


def _weight_between(ties: Ties, node: int, part: np.ndarray) -> float:
    crossing = ((ties.one == node) & np.isin(ties.other, part)) | (
        (ties.other == node) & np.isin(ties.one, part)
    )
    return float(ties.weight[crossing].sum())


def attached(ties: Ties, group: np.ndarray, owns: np.ndarray) -> Sequence[tuple[int, int]]:
    """Nodes without a shop that evidence of one kind ties to two or more nodes of exactly one group."""
    sizes = np.bincount(group, minlength=ties.nodes)
    is_joint = sizes[group] > 1
    ends = pd.DataFrame(
        {
            "node": np.concatenate([ties.one, ties.other]),
            "to": np.concatenate([ties.other, ties.one]),
            "is_circumstance": np.concatenate([ties.is_circumstance, ties.is_circumstance]),
        }
    )
    ends = ends[
        ~is_joint[ends["node"]] & ~owns[ends["node"]] & is_joint[ends["to"]] & ~ends["is_circumstance"]
    ]
    ends["group"] = group[ends["to"]]
    tied = ends.groupby(["node", "group"])["to"].nunique().reset_index()
    only = tied.groupby("node")["group"].transform("size") == 1
    kept = tied[only & (tied["to"] >= 2)]
    return [(int(node), int(to)) for node, to in zip(kept["node"], kept["group"], strict=True)]


def _control_groups(workshop: Workshop) -> pd.DataFrame:
    evidence = workshop.frame(
        "link_ties", ["account_id_a", "account_id_b", "source", "is_circumstance", "weight"]
    )
    owners = workshop.frame("seller_accounts")["account_id"]
    return control_groups(evidence, owners)


_MAKERS: dict[str, Callable[[Workshop], pd.DataFrame]] = {"control_groups": _control_groups}
