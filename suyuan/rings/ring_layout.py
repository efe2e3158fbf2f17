"""Where the nodes of a ring's chart stand: the few that matter on rings by their role, hundreds by their ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import cos, pi, sin

import numpy as np
import rustworkx as rx

Positions = dict[str, tuple[float, float]]
SEED = 20141130
_STEPS = 60
# How far out the inner ring stands: far enough for the names in the middle, near enough for those outside.
_INNER = 0.6


def by_role(
    tiers: Sequence[Sequence[str]], neighbours: Mapping[str, Sequence[str]], shape: float
) -> Positions:
    """The first tier in the middle, each further one on an ellipse around it, `shape` times as wide as high.

    `tiers`: node ids from the inside out. A node stands where its neighbours on the tiers within pull it, and the
    nodes of one tier keep equal distances, so that names have room. Returns x in ±`shape`, y in ±1.
    """
    found: Positions = {}
    outer = max(len(tiers) - 1, 1)
    for number, tier in enumerate(tiers):
        if not tier:
            continue
        if number == 0:
            for place, node in enumerate(tier):
                found[node] = ((place - (len(tier) - 1) / 2) * 0.9, 0.0)
            continue
        radius = number / outer if number < outer else 1.0
        radius = _INNER if outer > 1 and number == 1 else radius
        wanted = {node: _pull(node, neighbours, found) for node in tier}
        ordered = sorted(tier, key=lambda node: (wanted[node] is None, wanted[node] or 0.0, node))
        start = next((angle for node in ordered if (angle := wanted[node]) is not None), -pi / 2)
        # Turned so that the tier as a whole lies nearest to what its nodes are tied to.
        step = 2 * pi / len(ordered)
        offsets = [angle - step * i for i, node in enumerate(ordered) if (angle := wanted[node]) is not None]
        turn = _middle(offsets) if offsets and number > 1 else _off_the_axis(start, step, len(ordered))
        for i, node in enumerate(ordered):
            angle = turn + step * i
            found[node] = (radius * shape * cos(angle), radius * sin(angle))
    return found


def by_ties(nodes: Sequence[str], edges: Sequence[tuple[str, str, float]], shape: float) -> Positions:
    """Hundreds of nodes by a spring layout, drawn out over the whole box and pushed apart where they would overlap.

    `edges`: (one, other, weight ≥ 0). Returns x in ±`shape`, y in ±1, finite for every node.
    """
    return dict(_by_ties(tuple(nodes), tuple(edges), shape))


# A page draws the same ring again after every click.
@lru_cache(maxsize=32)
def _by_ties(nodes: tuple[str, ...], edges: tuple[tuple[str, str, float], ...], shape: float) -> Positions:
    if not nodes:
        return {}
    graph: rx.PyGraph[str, float] = rx.PyGraph(multigraph=False)
    number = {node: graph.add_node(node) for node in nodes}
    for one, other, weight in edges:
        if one in number and other in number and one != other:
            graph.add_edge(number[one], number[other], max(weight, 0.05))
    spring = rx.spring_layout(graph, seed=SEED, num_iter=_STEPS * 2, weight_fn=float)
    places = np.array([list(spring[place]) for place in range(len(nodes))], dtype=float)
    places = np.nan_to_num(places, nan=0.0, posinf=1.0, neginf=-1.0)
    # By place and by rank: the more nodes, the more by rank, so that a knot of many is opened over the whole box.
    by_rank = min(0.3 + len(nodes) / 400, 0.85)
    ranks = (
        places.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(nodes) - 1, 1) * 2 - 1
    )
    reach = np.abs(places).max(axis=0)
    places = places / np.where(reach > 0, reach, 1) * (1 - by_rank) + ranks * by_rank
    places = places * [shape, 1.0]
    places = _apart(places, 1.1 * (4 * shape / len(nodes)) ** 0.5 * 0.62)
    low, high = places.min(axis=0), places.max(axis=0)
    span = np.where(high > low, high - low, 1)
    places = ((places - low) / span * 2 - 1) * [shape, 1.0] if len(nodes) > 1 else places * 0
    return {
        node: (round(float(x), 4), round(float(y), 4)) for node, (x, y) in zip(nodes, places, strict=True)
    }


def _apart(places: np.ndarray, least: float) -> np.ndarray:
    """Push every two nodes that stand closer than `least` apart, a little at a time."""
    turn = np.arange(len(places)) * 2.399963  # two nodes on one spot part along their own ways
    places = places + 1e-4 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for _ in range(_STEPS):
        between = places[:, None, :] - places[None, :, :]
        distance = np.sqrt((between**2).sum(axis=2)) + 1e-9
        push = np.where(distance < least, (least - distance) / 2, 0.0)
        np.fill_diagonal(push, 0.0)
        places = places + 0.5 * (between / distance[:, :, None] * push[:, :, None]).sum(axis=1)
    return places


def _pull(node: str, neighbours: Mapping[str, Sequence[str]], found: Positions) -> float | None:
    ends = [found[other] for other in neighbours.get(node, ()) if other in found]
    x, y = sum(end[0] for end in ends), sum(end[1] for end in ends)
    return float(np.arctan2(y, x)) if abs(x) + abs(y) > 1e-9 else None


def _off_the_axis(start: float, step: float, count: int) -> float:
    """The turn at which no node comes near the horizontal, along which the middle's names are written."""
    turns = [start + step * part / 24 for part in range(24)]
    return max(turns, key=lambda turn: round(min(abs(sin(turn + step * i)) for i in range(count)), 6))


def _middle(angles: Sequence[float]) -> float:
    return float(np.arctan2(np.mean(np.sin(angles)), np.mean(np.cos(angles))))
