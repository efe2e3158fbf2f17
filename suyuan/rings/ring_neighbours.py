"""One account among those it deals with and is tied to, as a chart: upstream left, downstream right, ties around."""

from __future__ import annotations

from typing import Any

import pandas as pd

from suyuan.messages import _
from suyuan.numbers import number
from suyuan.rings.chains import rows
from suyuan.rings.ring_graph import Graph, GraphEdge, GraphNode
from suyuan.rings.ring_layout import Positions
from suyuan.wording.ring_words import account_name, innocents, tie

# As many as have room for their names.
SIDE, AROUND = 5, 8


def build(
    account: pd.Series, trade: pd.DataFrame, ties: pd.DataFrame, shape: float
) -> tuple[Graph, Positions, int]:
    """The chart's nodes, edges and places, and how many neighbours found no room.

    `account`, `trade`, `ties`: rows of `rings__account`, `rings__trade`, `rings__account_ties`.
    """
    graph, places = Graph(), {}
    own = f"account:{account['account_id']}"
    name = account_name(account["account_id"], account["shop_names"])
    graph.nodes.append(GraphNode(own, "account", name, (name, str(account["account_id"])), size=1.0))
    places[own] = (0.0, 0.0)
    up = trade[trade["direction"] == "buys"]
    down = trade[trade["direction"] == "supplies"].drop_duplicates("account_id")
    tied = ties.drop_duplicates("account_id")
    for place, row in enumerate(rows(up.head(SIDE))):
        key = f"shop:{row.shop_id}"
        label = row.shop_name if isinstance(row.shop_name, str) else row.shop_id
        graph.nodes.append(GraphNode(key, "shop", label, (label, _bought(row)), bool(row.suspect)))
        graph.edges.append(GraphEdge(key, own, "supply", _share(row.units, up["units"]), (_bought(row),)))
        places[key] = (-shape * 0.85, _spread(place, min(len(up), SIDE)))
    seen = {own, *(f"shop:{row.shop_id}" for row in rows(up.head(SIDE)))}
    buyers = [row for row in rows(down) if _key(row) not in seen][:SIDE]
    for place, row in enumerate(buyers):
        key = _key(row)
        seen.add(key)
        graph.nodes.append(_node(row, _bought(row)))
        graph.edges.append(GraphEdge(own, key, "supply", _share(row.units, down["units"]), (_bought(row),)))
        places[key] = (shape * 0.85, _spread(place, len(buyers)))
    around = [row for row in rows(tied) if _key(row) not in seen]
    for place, row in enumerate(around[:AROUND]):
        key = _key(row)
        graph.nodes.append(_node(row, str(row.account_id)))
        above, number_here = place % 2 == 0, place // 2
        columns = (min(len(around), AROUND) + (1 if above else 0)) // 2
        x = (number_here - (columns - 1) / 2) * shape * 1.2 / max(columns, 1)
        places[key] = (x, -0.95 if above else 0.95)
    shown = graph.keys
    for row in rows(tied):
        key = _key(row)
        if key in shown:
            lines = (tie(row.kind), innocents(row.innocents_expected))
            graph.edges.append(
                GraphEdge(own, key, "tie", _share(row.pair_weight, tied["pair_weight"]), lines)
            )
    wanted = {own} | {f"shop:{row.shop_id}" for row in rows(up)}
    wanted |= {_key(row) for row in [*rows(down), *rows(tied)]}
    return graph, places, len(wanted - shown)


def key_of(row: pd.Series) -> str:
    """The node that a row of `rings__trade` or `rings__account_ties` is about: `shop:…` or `account:…`."""
    if row.get("direction") == "buys":
        return f"shop:{row['shop_id']}"
    return _key(row)


def names(trade: pd.DataFrame, ties: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Every neighbour by its id: `shop` or `account`, and what it is called."""
    found: dict[str, tuple[str, str]] = {}
    for frame in (ties, trade):
        for _no, row in frame.iterrows():
            kind, _colon, own = key_of(row).partition(":")
            bought = row.get("direction") == "buys"
            shops = row["shop_name" if bought else "shop_names"]
            name = shops.partition(" · ")[0] if isinstance(shops, str) else account_name(own, None)
            found[own] = (kind, name if isinstance(shops, str) or kind == "account" else own)
    return found


def _key(row: Any) -> str:
    """An account with a shop is shown as the shop."""
    return f"shop:{row.own_shop_id}" if isinstance(row.own_shop_id, str) else f"account:{row.account_id}"


def _node(row: Any, told: str) -> GraphNode:
    if isinstance(row.own_shop_id, str):
        label = str(row.shop_names).partition(" · ")[0]
        return GraphNode(
            _key(row), "shop", label, (label, told), row.own_suspect is True or row.own_suspect == 1
        )
    label = account_name(row.account_id, None)
    return GraphNode(_key(row), "account", label, (label, told), size=0.1)


def _bought(row: object) -> str:
    units, orders = getattr(row, "units", 0), getattr(row, "orders", 0)
    return _("{orders} orders, {units} units").format(orders=number(orders), units=number(units))


def _share(value: float, values: pd.Series) -> float:
    return float(value) / max(float(values.max()), 1e-9)


def _spread(place: int, count: int) -> float:
    return 0.0 if count < 2 else (place / (count - 1) * 2 - 1) * 0.8
