"""What was picked on a map, in words: on the screen, in a file's heading and on paper. No Streamlit."""

from __future__ import annotations

from collections.abc import Callable

from suyuan.map_pick import MapPick
from suyuan.messages import _


def on_map(pick: MapPick, name_of: Callable[[str], str]) -> str:
    """'Putian → Shanghai'; `name_of`: what a region or a hexagon is called, by its key."""
    called = [name_of(key) for key in pick.keys]
    if pick.kind == "flow":
        return " → ".join(called)
    said = {
        "start": _("starting in {place}"),
        "end": _("ending in {place}"),
        "cell": _("starting in the hexagon near {place}"),
        "registered": _("of shops registered in {place}"),
    }
    return said[pick.kind].format(place=called[0])
