"""What a pick on a ring's page is about: which accounts and shops it comes to, and what of the chart it marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from suyuan.rings.ring_graph import Graph, Ring

# What no id can be: a pick that comes to nobody keeps nothing, where an empty list would keep everything.
NOBODY = "\0"
# A ring's queries without a pick.
UNPICKED: dict[str, Any] = {
    "nodes": [], "within": [], "tie": "", "site": "", "province": "", "since": None, "until": None, "cleared": [],
}  # fmt: skip


@dataclass(frozen=True)
class Picks:
    """What is picked, by id or code; '' for nothing. `person`: an account, for all on its holder's document."""

    node: str = ""
    person: str = ""
    site: str = ""
    tie: str = ""
    province: str = ""


@dataclass(frozen=True)
class Marks:
    """Of a graph: the nodes that were picked, all that stay in full colour, and the numbers of the edges that do."""

    picked: frozenset[str]
    nodes: frozenset[str]
    edges: frozenset[int]


def hand(ring: Ring, node: str) -> list[str]:
    """An account with its shops in the ring, or a shop with its owner; sorted. Of a stranger himself alone."""
    # A picked shop is that shop alone: what else its owner runs is the owner's pick.
    other_end = {owner if node == shop else shop for shop, owner in _owned(ring) if node in (shop, owner)}
    return sorted({node, *other_end})


def person(ring: Ring, account: str) -> list[str]:
    """All accounts of the person who holds this one, with their shops; sorted."""
    return sorted({one for own in same_person(ring, account) for one in hand(ring, own)})


def same_person(ring: Ring, account: str) -> list[str]:
    """The accounts on the identity document of this one, itself among them."""
    accounts = ring.members[ring.members["member_type"] == "account"]
    own = accounts.loc[accounts["member_id"] == account, "person"].dropna()
    if own.empty:
        return [account]
    return sorted(accounts.loc[accounts["person"] == own.iloc[0], "member_id"])


def at_site(ring: Ring, site: str) -> list[str]:
    """The shops that send from a site, and their owners; sorted."""
    own = ring.site_shops[ring.site_shops["site_id"] == site]
    return sorted({one for column in ("shop_id", "account_id") for one in own[column].dropna()})


def bound(ring: Ring, picks: Picks) -> dict[str, Any]:
    """The picks as parameters of the ring's queries; weeks are the caller's."""
    kept = [
        set(ids) for ids in (_hand(ring, picks), at_site(ring, picks.site) if picks.site else None) if ids
    ]
    nodes = sorted(set.intersection(*kept)) if kept else []
    return UNPICKED | {
        # An end of a tie is whose pick it is; both ends send from the site.
        "nodes": nodes or ([NOBODY] if kept or picks.site else []),
        "within": at_site(ring, picks.site) or ([NOBODY] if picks.site else []),
        "tie": picks.tie,
        "site": picks.site,
        "province": picks.province,
    }


def marks(graph: Graph, ring: Ring, picks: Picks) -> Marks | None:
    """What of the graph the picks keep in full colour; None where none of them is about it."""
    own = set(_keys(_hand(ring, picks) or ())) & graph.keys
    # Where a shop stands for its owner, a pick of the owner marks it; else what the pick owns is a tie of its own.
    chosen = set(_keys([picks.node] if picks.node else same_person(ring, picks.person))) & graph.keys
    picked = chosen or own
    if not (picks.node or picks.person or picks.site or picks.tie):
        return None
    edges = set(range(len(graph.edges)))
    if picks.node or picks.person:
        edges &= {no for no, edge in enumerate(graph.edges) if own & {edge.one, edge.other}}
    if picks.site:
        key = f"site:{picks.site}"
        there = {key, *_keys(at_site(ring, picks.site))}
        edges &= {no for no, edge in enumerate(graph.edges) if {edge.one, edge.other} <= there}
        picked |= {key} & graph.keys
    if picks.tie:
        edges &= {no for no, edge in enumerate(graph.edges) if picks.tie in edge.kinds}
    ends = {end for no in edges for end in (graph.edges[no].one, graph.edges[no].other)}
    return Marks(frozenset(picked), frozenset(picked | own | ends), frozenset(edges))


def names(ring: Ring) -> dict[str, tuple[str, str]]:
    """Every account and shop that can be picked, by id: `account` and its shops' names, or `shop` and its own."""
    found: dict[str, tuple[str, str]] = {}
    for supply in _each(ring.supply):
        found[supply["supplier_shop_id"]] = ("shop", _text(supply["supplier_name"]))
        found[supply["reseller_account_id"]] = ("account", _text(supply["reseller_names"]))
        if isinstance(supply["reseller_shop_id"], str):
            found[supply["reseller_shop_id"]] = (
                "shop", _text(supply["reseller_names"]).partition(" · ")[0],
            )  # fmt: skip
    shops: dict[str, list[str]] = {}
    for member in _each(ring.members):
        found[member["member_id"]] = (str(member["member_type"]), _text(member["shop_name"]))
        if member["member_type"] == "shop" and isinstance(member["owner_account_id"], str):
            shops.setdefault(member["owner_account_id"], []).append(_text(member["shop_name"]))
    for owner, own in shops.items():
        if owner in found and not found[owner][1]:
            found[owner] = ("account", " · ".join(name for name in own if name))
    return found


def _hand(ring: Ring, picks: Picks) -> list[str] | None:
    if picks.person:
        own = person(ring, picks.person)
        return [one for one in own if one in hand(ring, picks.node)] or [NOBODY] if picks.node else own
    return hand(ring, picks.node) if picks.node else None


def _keys(ids: Iterable[str]) -> list[str]:
    """The keys that an id may have in the graph."""
    return [f"{kind}:{one}" for one in ids for kind in ("account", "shop")]


def _owned(ring: Ring) -> list[tuple[str, str]]:
    """Shop and owner, of the ring's members and of whom its supply chain names."""
    shops = ring.members[ring.members["member_type"] == "shop"]
    pairs = [
        *zip(shops["member_id"], shops["owner_account_id"], strict=True),
        *zip(ring.supply["reseller_shop_id"], ring.supply["reseller_account_id"], strict=True),
    ]
    return sorted(
        {(str(shop), str(owner)) for shop, owner in pairs if isinstance(shop, str) and isinstance(owner, str)}
    )


def _each(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
