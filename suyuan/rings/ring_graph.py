"""A ring as nodes and edges: the dozen that matter, or all of it. Frames in, nodes and edges out; no drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from suyuan.masking import HIDDEN
from suyuan.messages import _, ngettext
from suyuan.numbers import NONE, money, number
from suyuan.rings import chains
from suyuan.rings.chains import rows
from suyuan.wording.ring_words import account_name, innocents, place_name, sure, tie
from suyuan.wording.words import word

FRONT, ALL = "front", "all"
# A screen's worth: more names than this cannot be read from the back of the room.
FRONT_SHOPS, FRONT_SITES, MOST_NODES = 9, 7, 300
# Beyond this many ties an account each node keeps its strongest; the table holds all.
TIES_KEPT, EDGES_DRAWN_WHOLE = 3, 120
Name = Callable[[str], str]


@dataclass(frozen=True)
class GraphNode:
    """`kind`: principal, account, person, shop, source, den. `lines`: what a pointer resting on it is told."""

    key: str
    kind: str
    label: str
    lines: tuple[str, ...]
    suspect: bool = False
    size: float = 0.5


@dataclass(frozen=True)
class GraphEdge:
    """`kind`: tie, weakest, owns, supply, ships, person. `weight`: 0 to 1. `kinds`: of a tie, its kinds of trace."""

    one: str
    other: str
    kind: str
    weight: float
    lines: tuple[str, ...]
    label: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ring:
    """One ring's frames, as the `rings__…` queries return them, personal data already hidden."""

    members: pd.DataFrame
    ties: pd.DataFrame
    sites: pd.DataFrame
    site_shops: pd.DataFrame
    supply: pd.DataFrame
    candidate: str | None = None

    @property
    def leaders(self) -> frozenset[str]:
        """The accounts that stand for whoever may be in charge."""
        return frozenset([self.candidate] if self.candidate else [])


@dataclass
class Graph:
    nodes: list[GraphNode] = field(default_factory=list)
    edges: list[GraphEdge] = field(default_factory=list)
    tiers: list[list[str]] = field(default_factory=list)
    left_out: int = 0

    @property
    def keys(self) -> set[str]:
        return {node.key for node in self.nodes}


def kept_ties(ties: pd.DataFrame, sources: Sequence[str], *, hide_hubs: bool) -> pd.DataFrame:
    """Ties of the chosen kinds of record (none: all), without traces that more strangers than members use."""
    kept = ties[ties["source"].isin(list(sources))] if len(sources) else ties
    return kept[kept["strangers"] <= kept["accounts"] - kept["strangers"]] if hide_hubs else kept


def build(
    ring: Ring, view: str, sources: Sequence[str] = (), *, hide_hubs: bool = False, also: Sequence[str] = ()
) -> Graph:
    """The chart's nodes and edges. `view` FRONT: principal candidate, shops, suppliers, sites; ALL: accounts too.

    `also`: ids of members and sites that are drawn among the few, however little else they matter.
    """
    weakest = chains.weakest_tie(chains.pairs(ring.ties))
    ties = chains.pairs(kept_ties(ring.ties, sources, hide_hubs=hide_hubs))
    parts = _Parts(ring, ties, weakest)
    return parts.front(also) if view == FRONT else parts.whole()


class _Parts:
    def __init__(self, ring: Ring, ties: pd.DataFrame, weakest: pd.Series | None) -> None:
        self.ring, self.ties, self.weakest = ring, ties, weakest
        of = ring.members["member_type"]
        self.shops = ring.members[of == "shop"].sort_values(
            ["role", "units", "member_id"], ascending=[False, False, True]
        )
        self.accounts = ring.members[of == "account"]
        self.graph = Graph()
        self.names = self.shops.groupby("owner_account_id")["shop_name"].agg(
            lambda names: " · ".join(n for n in names if isinstance(n, str))
        )
        self.first_shop = self.shops.drop_duplicates("owner_account_id").set_index("owner_account_id")[
            "member_id"
        ]

    def front(self, also: Sequence[str] = ()) -> Graph:
        """The few that matter: a shop stands for its owner, but the candidate in charge stands for himself."""
        shops = _first(self.shops, FRONT_SHOPS, "member_id", also)
        sites = _first(self.ring.sites, FRONT_SITES, "site_id", also)
        self.graph.left_out = len(self.ring.members) + len(self.ring.sites)
        extra = set() if self.weakest is None else {*self.weakest[["account_id_a", "account_id_b"]]}
        alone = {*self.ring.leaders, *({*extra, *also} - {*self.first_shop.index})}
        middle = [self._account(row) for row in self._rows(alone)]
        inner = [self._shop(row) for row in rows(shops)]
        outer = [self._site(row) for row in rows(sites)]
        self.graph.nodes = [*middle, *inner, *outer]
        self.graph.tiers = [[node.key for node in tier] for tier in (middle, inner, outer)]
        shown = self.graph.keys

        def stand_in(account: str) -> str:
            own = f"account:{account}"
            return own if own in shown else f"shop:{self.first_shop.get(account)}"

        self._tie_edges(stand_in)
        for row in rows(shops):
            if f"account:{row.owner_account_id}" in shown:
                self._owns(row)
            elif self.first_shop.get(row.owner_account_id) != row.member_id:
                self._edge(
                    stand_in(row.owner_account_id), f"shop:{row.member_id}", "owns", 0.1, [_("one owner")]
                )
        self._supply_edges(stand_in)
        self._ship_edges()
        self.graph.left_out -= len(self.graph.nodes)
        return self.graph

    def whole(self) -> Graph:
        """Every account, shop, site and person with several accounts; the surest first where there are too many."""
        people = self.accounts.dropna(subset=["person"]).groupby("person")["member_id"].agg(list)
        several = [(f"{no:.0f}", ids) for no, ids in people.items() if len(ids) > 1]
        nodes = [self._account(row) for row in rows(self.accounts)]
        nodes += [self._shop(row) for row in rows(self.shops)]
        nodes += [self._site(row) for row in rows(self.ring.sites)]
        nodes += [
            GraphNode(
                f"person:{no}",
                "person",
                _("one person"),
                (_("{n} accounts on one identity document").format(n=number(len(ids))),),
            )
            for no, ids in several
        ]
        self.graph.left_out = max(len(nodes) - MOST_NODES, 0)
        self.graph.nodes = nodes[:MOST_NODES]
        self._tie_edges(lambda account: f"account:{account}")
        for row in rows(self.shops):
            self._owns(row)
        for no, ids in several:
            for account in ids:
                self._edge(f"account:{account}", f"person:{no}", "person", 0.1, [_("one identity document")])
        self._supply_edges(lambda account: f"account:{account}")
        self._ship_edges()
        return self.graph

    def _rows(self, accounts: set[str]) -> list[Any]:
        return rows(self.accounts[self.accounts["member_id"].isin(accounts)])

    def _account(self, row: Any) -> GraphNode:
        in_charge = row.member_id in self.ring.leaders
        shops = self.names.get(row.member_id, None)
        label = account_name(row.member_id, shops, _shown(row.holder_name))
        if in_charge:
            label = _("in charge?") + "\n" + label
        role, share = word("role", row.role), _("{share} sure").format(share=sure(row.confidence))
        told = f"{role} · {share}" if role else _("in no ring")
        lines = [account_name(row.member_id, shops), told, str(row.member_id)]
        kind = "principal" if in_charge else "account"
        return GraphNode(f"account:{row.member_id}", kind, label, tuple(lines), size=0.1)

    def _shop(self, row: Any) -> GraphNode:
        name = row.shop_name if isinstance(row.shop_name, str) else row.member_id
        verdict = _("suspect") if row.suspect else _("not suspect")
        lines = [
            name,
            f"{verdict} · {word('role', row.role) or _('in no ring')}",
            f"{money(row.amount, row.currency)} · "
            + _("{n} units").format(n=number(row.units) if pd.notna(row.units) else NONE),
        ]
        top = float(self.shops["amount"].astype(float).max() or 1)
        size = (float(row.amount or 0) / top) ** 0.5 if top > 0 and pd.notna(row.amount) else 0.3
        return GraphNode(f"shop:{row.member_id}", "shop", name, tuple(lines), bool(row.suspect), size)

    def _site(self, row: Any) -> GraphNode:
        lines = [
            f"{word('site_role', row.role)} · {place_name(row._asdict(), full=True)}",
            word("site_basis", row.basis),
            ngettext("{n} parcel", "{n} parcels", int(row.shipments)).format(n=number(row.shipments)),
        ]
        label = place_name(row._asdict())
        return GraphNode(f"site:{row.site_id}", row.role, label, tuple(lines))

    def _tie_edges(self, stand_in: Name) -> None:
        shown, ties = self.graph.keys, self.ties
        if len(ties) > EDGES_DRAWN_WHOLE:
            ties = _strongest(ties)
        if self.weakest is not None:
            same = (ties["account_id_a"] == self.weakest["account_id_a"]) & (
                ties["account_id_b"] == self.weakest["account_id_b"]
            )
            ties = pd.concat([ties[~same], ties[same]])
        top = float(ties["pair_weight"].max()) if len(ties) else 1.0
        for row in rows(ties):
            one, other = stand_in(row.account_id_a), stand_in(row.account_id_b)
            if one == other or not {one, other} <= shown:
                continue
            weakest = self.weakest is not None and (row.account_id_a, row.account_id_b) == (
                self.weakest["account_id_a"],
                self.weakest["account_id_b"],
            )
            lines = [" · ".join(tie(kind) for kind in row.kinds), innocents(row.innocents_expected)]
            lines.append(_("{n} independent kinds of record").format(n=number(row.sources)))
            label = _("weakest tie")
            self._edge(
                one, other, "weakest" if weakest else "tie", float(row.pair_weight) / max(top, 1e-9), lines,
                label if weakest else "", tuple(row.kinds),
            )  # fmt: skip

    def _owns(self, row: Any) -> None:
        self._edge(
            f"account:{row.owner_account_id}", f"shop:{row.member_id}", "owns", 0.1, [_("owns the shop")]
        )

    def _supply_edges(self, stand_in: Name) -> None:
        implicated = self.ring.supply[self.ring.supply["implicated"].astype(bool)]
        top = float(implicated["units"].max()) if len(implicated) else 1.0
        for row in rows(implicated):
            lines = [
                _("stocks up: {n} units in {orders} orders").format(
                    n=number(row.units), orders=number(row.orders)
                )
            ]
            self._edge(
                f"shop:{row.supplier_shop_id}", stand_in(row.reseller_account_id), "supply",
                float(row.units) / max(top, 1), lines,
            )  # fmt: skip

    def _ship_edges(self) -> None:
        top = float(self.ring.site_shops["parcels"].max()) if len(self.ring.site_shops) else 1.0
        for row in rows(self.ring.site_shops):
            parcels = ngettext("{n} parcel", "{n} parcels", int(row.parcels)).format(n=number(row.parcels))
            self._edge(
                f"site:{row.site_id}",
                f"shop:{row.shop_id}",
                "ships",
                float(row.parcels) / max(top, 1),
                [parcels],
            )

    def _edge(
        self,
        one: str,
        other: str,
        kind: str,
        weight: float,
        lines: list[str],
        label: str = "",
        kinds: tuple[str, ...] = (),
    ) -> None:
        if one != other and {one, other} <= self.graph.keys:
            self.graph.edges.append(GraphEdge(one, other, kind, weight, tuple(lines), label, kinds))


def _first(frame: pd.DataFrame, most: int, column: str, also: Sequence[str]) -> pd.DataFrame:
    """The first rows, and those that are asked for by id besides."""
    return frame[frame[column].isin([*frame[column].head(most), *also])]


def _strongest(ties: pd.DataFrame) -> pd.DataFrame:
    """Each account's strongest ties, so that hundreds stay legible."""
    places = pd.concat(
        [ties.assign(end=ties["account_id_a"]), ties.assign(end=ties["account_id_b"])]
    ).sort_values(["pair_weight", "account_id_a", "account_id_b"], ascending=[False, True, True])
    kept = places.groupby("end").head(TIES_KEPT)
    return ties.loc[sorted(set(kept.index))]


def _shown(holder: object) -> str | None:
    """A holder's name where the viewer may see it."""
    return holder if isinstance(holder, str) and holder != HIDDEN else None
