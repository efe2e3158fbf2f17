"""What was picked on a map, marked over everything else in the colour of text. No mark answers a click."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pydeck as pdk

from suyuan.map_view import corners
from suyuan.maps import rgb


def hexagon(cell: str, colours: Mapping[str, str]) -> pdk.Layer:
    """The outline of a hexagon that was picked; nothing on it answers."""
    return pdk.Layer(
        "PolygonLayer",
        pd.DataFrame({"polygon": [corners(cell)]}),
        id="marked_cell",
        get_polygon="polygon",
        **_outline(colours),
    )


def places(frame: pd.DataFrame, colours: Mapping[str, str]) -> pdk.Layer:
    """Rings round regions that were picked, wider than any other mark. `frame`: `longitude`, `latitude`."""
    return pdk.Layer(
        "ScatterplotLayer",
        frame[["longitude", "latitude"]],
        id="marked_places",
        get_position=["longitude", "latitude"],
        get_radius=14,
        radius_units=pdk.types.String("pixels"),
        **_outline(colours),
    )


def _outline(colours: Mapping[str, str]) -> dict[str, Any]:
    """A layer's settings that draw nothing but an outline."""
    return {
        "filled": False,
        "stroked": True,
        "get_line_color": [*rgb(colours["text"]), 255],
        "line_width_units": pdk.types.String("pixels"),
        "get_line_width": 3,
        "pickable": False,
    }
