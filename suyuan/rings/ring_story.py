"""The story of a ring or a case in steps: what each brought, and what had come to light by then. Frames in, values out.

A node comes to light with its first order or parcel; a shop that the ring took over is another owner's until then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from suyuan.rings import ring_moves
from suyuan.rings.chains import rows
from suyuan.rings.ring_graph import Graph
from suyuan.rings.ring_moves import Move

MOST_STEPS = 120
WEEK = 7


@dataclass(frozen=True)
class Totals:
    """What was sold and sent up to a step, it included."""

    orders: int = 0
    units: int = 0
    corroborated: int = 0
    parcels: int = 0


@dataclass(frozen=True)
class Event:
    """Something that happened: in which step, to which shop and account ('' to none), and its words.

    `day`: where the day is known; of what parcels tell the step alone is.
    """

    step: int
    shop_id: str
    kind: str
    words: str
    account_id: str = ""
    day: date | None = None

    @property
    def told(self) -> str:
        """The words, with the day before them where it is known."""
        return f"{self.day.isoformat()} {self.words}" if self.day else self.words


@dataclass(frozen=True)
class TownMove:
    """Somebody's logins went from one town to another in step `step`: latitude and longitude of both."""

    step: int
    origin: tuple[float, float]
    to: tuple[float, float]


@dataclass
class Story:
    """`first`: node → the step in which it came to light; `taken`: shop → the step in which the ring took it over.

    `over`: place → the step of its last parcel, where it fell silent before the end.
    """

    steps: list[tuple[date, date]]
    totals: list[Totals]
    orders: list[int]
    first: dict[str, int]
    taken: dict[str, int]
    ships: list[set[tuple[str, str]]]
    supplies: list[set[tuple[str, str]]]
    flows: list[dict[tuple[str, str], int]]
    events: list[Event] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    over: dict[str, int] = field(default_factory=dict)
    towns: list[TownMove] = field(default_factory=list)

    def step_of(self, day: date) -> int:
        """The step that a day falls into; the first or the last where it lies outside."""
        days = (self.steps[0][1] - self.steps[0][0]).days + 1
        return min(max((day - self.steps[0][0]).days // days, 0), len(self.steps) - 1)


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
        ring_moves.moves(parcels),
        ring_moves.over(parcels, orders),
    )
    _flows(story, graph, parcels, supply, owners)
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


def _flows(
    story: Story, graph: Graph, parcels: pd.DataFrame, supply: pd.DataFrame, owners: Mapping[str, str]
) -> None:
    """Which edges carry something in which step, and how many parcels went from which site to which province."""
    ships = {(edge.one, edge.other) for edge in graph.edges if edge.kind == "ships"}
    stocked = {(edge.one, edge.other) for edge in graph.edges if edge.kind == "supply"}
    for row in rows(parcels):
        edge = (f"site:{row.site_id}", f"shop:{row.shop_id}")
        if edge in ships:
            story.ships[row.step].add(edge)
        if row.province_key and pd.notna(row.site_id):
            pair, flows = (row.site_id, row.province_key), story.flows[row.step]
            flows[pair] = flows.get(pair, 0) + int(row.parcels)
    buyers = {f"shop:{shop}": f"account:{owner}" for shop, owner in owners.items()}
    by_ends = {(one, buyers.get(other, other)): (one, other) for one, other in stocked}
    for row in rows(supply):
        ends = (f"shop:{row.shop_id}", f"account:{row.buyer_account_id}")
        if ends in by_ends:
            story.supplies[row.step].add(by_ends[ends])
