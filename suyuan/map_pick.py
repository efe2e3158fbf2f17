"""What was picked on the map or in its list (hexagon, flow, region, registered place), and its words in a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from suyuan import maps

# Each stands in the link under its own name, and is a parameter of the page's queries under the same.
PLACES = ("origin", "destination", "cell", "registered")
_LAYERS = {
    maps.HEXAGONS: ("cell",),
    maps.FLOWS: ("origin", "destination"),
    maps.REGISTERED: ("registered",),
    maps.REGIONS: ("origin",),
}
# How older links say it, in one word: `flow~350300~310000`.
_OLD = {
    "start": ("origin",),
    "end": ("destination",),
    "flow": ("origin", "destination"),
    "cell": ("cell",),
    "registered": ("registered",),
}
Keys = Mapping[str, Sequence[tuple[str, ...]]]


def read(selection: Mapping[str, Any], keys: Keys) -> dict[str, str]:
    """The map's selection event as picks by their name. `keys`: per layer the keys of its rows, in the order drawn."""
    layer, row = maps.picked(selection) or ("", 0)
    rows = keys.get(layer, [])
    return dict(zip(_LAYERS[layer], rows[row], strict=True)) if layer in _LAYERS and row < len(rows) else {}


def ring_of_site(selection: Mapping[str, Any], keys: Keys) -> str | None:
    """The ring whose site was picked; None where something else was, or nothing."""
    layer, row = maps.picked(selection) or ("", 0)
    rows = keys.get(layer, [])
    return rows[row][0] if layer in (*maps.SITES.values(), maps.CLEARED) and row < len(rows) else None


def from_old_link(text: str) -> dict[str, str]:
    """The picks that an older link names; none where it is not one."""
    kind, *keys = text.split("~")
    names = _OLD.get(kind, ())
    return dict(zip(names, keys, strict=True)) if len(keys) == len(names) and all(keys) else {}
