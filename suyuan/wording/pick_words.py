"""What was picked on a map, in words: on the screen and on paper. No Streamlit."""

from __future__ import annotations

from suyuan.messages import _


def on_map(name: str, called: str) -> str:
    """'starting in Putian'. `name`: one of `map_pick.PLACES`; `called`: the region's or the hexagon's own."""
    said = {
        "origin": _("starting in {place}"),
        "destination": _("ending in {place}"),
        "cell": _("starting in the hexagon near {place}"),
        "registered": _("of shops registered in {place}"),
    }
    return said[name].format(place=called)
