"""What was picked on the map or in its list (hexagon, flow, region, registered place), and its link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from suyuan import maps

KINDS = {
    "start": ("origin",),
    "end": ("destination",),
    "flow": ("origin", "destination"),
    "cell": ("cell",),
    "registered": ("registered",),
}
_LAYERS = {maps.HEXAGONS: "cell", maps.FLOWS: "flow", maps.REGISTERED: "registered", maps.REGIONS: "start"}


@dataclass(frozen=True)
class MapPick:
    """One pick: its kind and the keys it stands on, one of a cell or region, two (from, to) of a flow."""

    kind: str
    keys: tuple[str, ...]

    @property
    def parameters(self) -> dict[str, str]:
        """The pick as parameters of the page's queries: `origin`, `destination`, `cell`, `registered`."""
        return NOTHING | dict(zip(KINDS[self.kind], self.keys, strict=True))


NOTHING = {"origin": "", "destination": "", "cell": "", "registered": ""}


def read(selection: Mapping[str, Any], keys: Mapping[str, Sequence[tuple[str, ...]]]) -> MapPick | None:
    """The map's selection event as a pick. `keys`: per layer the keys of its rows, in the order drawn."""
    found = maps.picked(selection)
    if found is None:
        return None
    layer, row = found
    rows = keys.get(layer, [])
    return MapPick(_LAYERS[layer], rows[row]) if layer in _LAYERS and row < len(rows) else None


def ring_of_site(selection: Mapping[str, Any], keys: Mapping[str, Sequence[tuple[str, ...]]]) -> str | None:
    """The ring whose site was picked; None where something else was, or nothing."""
    layer, row = maps.picked(selection) or ("", 0)
    rows = keys.get(layer, [])
    return rows[row][0] if layer in maps.SITES.values() and row < len(rows) else None


def to_link(pick: MapPick | None) -> str:
    """A pick as one query parameter: `flow~350300~310000`."""
    return "~".join((pick.kind, *pick.keys)) if pick else ""


def from_link(text: str | None) -> MapPick | None:
    """The pick that a link names; None where it is not one."""
    kind, *keys = (text or "").split("~")
    if kind in KINDS and len(keys) == len(KINDS[kind]) and all(keys):
        return MapPick(kind, tuple(keys))
    return None
