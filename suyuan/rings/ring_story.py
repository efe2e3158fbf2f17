"""A ring's story in steps: what each step brought, and what had come to light by then. Frames in, plain values out.

A node comes to light with its first order or parcel; a shop that the ring took over is another owner's until then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from suyuan.rings.chains import rows
from suyuan.rings.ring_graph import Graph

MOST_STEPS = 120
WEEK = 7


@dataclass(frozen=True)
class Totals:
    """What the ring sold and sent up to a step, it included."""

    orders: int = 0
    units: int = 0
    corroborated: int = 0
    parcels: int = 0


@dataclass(frozen=True)
class Event:
    """Something that happened: in which step, to which shop, and its words."""

    step: int
    shop_id: str
    kind: str
    words: str


@dataclass
class Story:
    """`first`: node → the step in which it came to light; `taken`: shop → the step in which the ring took it over."""

    steps: list[tuple[date, date]]
    totals: list[Totals]
    orders: list[int]
    first: dict[str, int]
    taken: dict[str, int]
    ships: list[set[tuple[str, str]]]
    supplies: list[set[tuple[str, str]]]
    flows: list[dict[tuple[str, str], int]]
    events: list[Event] = field(default_factory=list)


def step_days(first: date, last: date) -> int:
    """How long a step is: a day, a week, or whole weeks, so that there are at most 120."""
    span = (last - first).days + 1
    if span <= MOST_STEPS:
        return 1
    return WEEK * max(1, -(-span // (WEEK * MOST_STEPS)))


def spans(first: date, last: date, days: int) -> list[tuple[date, date]]:
    """First and last day of each step."""
    count = (last - first).days // days + 1
    return [
        (first + timedelta(days=days * step), first + timedelta(days=days * (step + 1) - 1))
        for step in range(count)
    ]


def tell(
    steps: list[tuple[date, date]],
    graph: Graph,
    orders: pd.DataFrame,
    parcels: pd.DataFrame,
    supply: pd.DataFrame,
    events: list[Event],
    owners: Mapping[str, str],
) -> Story:
    """The story of the nodes and edges of `graph`.

    `orders`, `parcels`, `supply`: rows of `rings__replay_…`; `owners`: shop → its owner's account.
    """
    last = len(steps) - 1
    totals, so_far = [], Totals()
    by_step = orders.groupby("step")[["orders", "units", "corroborated"]].sum().to_dict("index")
    sent = parcels.groupby("step")["parcels"].sum()
    for step in range(last + 1):
        sold = by_step.get(step, {})
        so_far = Totals(
            so_far.orders + int(sold.get("orders", 0)),
            so_far.units + int(sold.get("units", 0)),
            so_far.corroborated + int(sold.get("corroborated", 0)),
            so_far.parcels + int(sent.get(step, 0)),
        )
        totals.append(so_far)
    story = Story(
        steps,
        totals,
        [int(by_step.get(step, {}).get("orders", 0)) for step in range(last + 1)],
        _first(graph, orders, parcels, last),
        {event.shop_id: event.step for event in events if event.kind == "takeover"},
        [set() for _step in steps],
        [set() for _step in steps],
        [{} for _step in steps],
        events,
    )
    _moves(story, graph, parcels, supply, owners)
    return story


def _first(graph: Graph, orders: pd.DataFrame, parcels: pd.DataFrame, last: int) -> dict[str, int]:
    found = {f"shop:{shop}": int(step) for shop, step in orders.groupby("shop_id")["step"].min().items()}
    for shop, step in parcels.groupby("shop_id")["step"].min().items():
        found[f"shop:{shop}"] = min(int(step), found.get(f"shop:{shop}", last))
    found |= {f"site:{site}": int(step) for site, step in parcels.groupby("site_id")["step"].min().items()}
    # Who has no record of his own with a day comes to light with the first of those he is tied to.
    for node in graph.nodes:
        if node.key not in found:
            ends = [
                edge.other if edge.one == node.key else edge.one
                for edge in graph.edges
                if node.key in (edge.one, edge.other)
            ]
            found[node.key] = min(
                (found[end] for end in ends if end.startswith("shop:") and end in found), default=0
            )
    return {node.key: found[node.key] for node in graph.nodes}


def _moves(
    story: Story, graph: Graph, parcels: pd.DataFrame, supply: pd.DataFrame, owners: Mapping[str, str]
) -> None:
    """Which edges carry something in which step, and how many parcels went from which site to which province."""
    ships = {(edge.one, edge.other) for edge in graph.edges if edge.kind == "ships"}
    stocked = {(edge.one, edge.other) for edge in graph.edges if edge.kind == "supply"}
    for row in rows(parcels):
        edge = (f"site:{row.site_id}", f"shop:{row.shop_id}")
        if edge in ships:
            story.ships[row.step].add(edge)
        if row.province_key:
            pair, flows = (row.site_id, row.province_key), story.flows[row.step]
            flows[pair] = flows.get(pair, 0) + int(row.parcels)
    buyers = {f"shop:{shop}": f"account:{owner}" for shop, owner in owners.items()}
    by_ends = {(one, buyers.get(other, other)): (one, other) for one, other in stocked}
    for row in rows(supply):
        ends = (f"shop:{row.shop_id}", f"account:{row.buyer_account_id}")
        if ends in by_ends:
            story.supplies[row.step].add(by_ends[ends])
