"""Where names find room in the figure of a story: a node's beside its mark, a province's beside its dot, or nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from suyuan import map_view
from suyuan.rings.replay_words import width
from suyuan.rings.ring_graph import GraphNode
from suyuan.rings.ring_layout import Positions

# A side of the mark → how far the name's middle lies from the mark's, in marks and in halves of the name's own size.
_SIDES = {
    "bottom center": (0.0, -1.0),
    "top center": (0.0, 1.0),
    "middle right": (1.0, 0.0),
    "middle left": (-1.0, 0.0),
}
_MARK = 12.0
# A place is named on the map too, an account by its shop.
_ORDER = ("principal", "shop", "source", "den", "start", "account", "person")
_PROVINCE = 12
Box = tuple[float, float, float, float]


def order(node: GraphNode) -> tuple[int, str]:
    """Whose name is given room first."""
    return _ORDER.index(node.kind), node.key


def named(
    provinces: Mapping[str, Any], sites: Iterable[Any], sent: Mapping[str, int], view: map_view.View
) -> set[str]:
    """The provinces whose names find room, those with most parcels first; none is written across a site."""
    first = sorted(provinces, key=lambda key: (-sent[key], key))
    drawn = pd.DataFrame(
        [("", "", site.longitude, site.latitude) for site in sites]
        + [(key, provinces[key].label, provinces[key].longitude, provinces[key].latitude) for key in first],
        columns=["key", "name", "longitude", "latitude"],
    )
    free = map_view.apart(drawn["name"], drawn["longitude"], drawn["latitude"], view, _PROVINCE)
    return set(drawn.loc[free, "key"]) - {""}


def sides(
    names: Mapping[str, str], places: Positions, unit: tuple[float, float], letter: float
) -> dict[str, str]:
    """Node → the side on which its name meets no mark and no name before it; who finds no room is left out.

    `names`: node → name, those that matter most first; `unit`: pixels of one unit to the right and upwards; `letter`:
    pixels that a letter is high.
    """
    right, up = unit
    at = {node: (x * right, y * up) for node, (x, y) in places.items()}
    taken: list[Box] = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in at.values()]
    edge = max((abs(x) for x, _y in at.values()), default=0.0) + 0.45 * right
    found: dict[str, str] = {}
    for node, name in names.items():
        x, y = at[node]
        half = (width(name) * letter * 0.27 + 2, letter * 0.6)
        # A name leans outwards where it can: what stands within is nearer to others.
        ordered = sorted(_SIDES, key=lambda side: _SIDES[side][1] * y < 0)
        for side in ordered:
            to_right, upwards = _SIDES[side]
            middle = (x + to_right * (_MARK + half[0]), y + upwards * (_MARK + half[1]))
            box = (middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1])
            if -edge <= box[0] and box[2] <= edge and not any(_meet(box, other) for other in taken):
                found[node] = side
                taken.append(box)
                break
    return found


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
