"""Maps without a network: frames in, a deck out. Boundaries come from the app's own `static/boundaries/`.

No map provider, no style, no tiles: deck.gl draws the GeoJSON that the server itself serves, so that no
request leaves for anywhere else. Every layer has an id; picks come back by layer id and row number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pydeck as pdk

from suyuan.map_view import CHINA, View, apart, corners, letters, log_shares

BOUNDARIES = "app/static/boundaries/"
HEXAGONS, FLOWS, REGISTERED, REGIONS = "hexagons", "flows", "registered", "regions"
# By role, drawn over all else; a cleared ring's under them, whatever their role.
SITES = {"source": "sources", "den": "dens"}
CLEARED = "cleared_sites"
FONT = "'Source Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
TOOLTIP = "<b>{line_1}</b><br>{line_2}<br>{line_3}"
LABEL_PX = 14
BLACK = "#000000"
_OUTLINES = {"province": "china_provinces", "city": "china_cities", "district": "china_districts"}
_FINEST_FROM_ZOOM = {"province": 0.0, "city": 4.5, "district": 6.5}


def deck(layers: list[pdk.Layer], view: View, colours: Mapping[str, str]) -> pdk.Deck:
    """The layers over their view. Each pickable row shows its `label`, up to three lines, under the pointer."""
    return pdk.Deck(
        layers=layers,
        map_provider=None,
        initial_view_state=pdk.ViewState(
            longitude=view.longitude,
            latitude=view.latitude,
            zoom=view.zoom,
            min_zoom=0.3,
            max_zoom=14,
            pitch=0,
        ),
        height=view.height,
        # Drawn in the order given: an arc that rises towards the eye would cover the names.
        parameters={"depthTest": False, "depthCompare": "always"},
        tooltip={
            "html": TOOLTIP,
            "style": {
                "backgroundColor": colours["panel"],
                "color": colours["text"],
                "border": f"1px solid {colours['line']}",
                "borderRadius": "4px",
                "fontSize": f"{letters(13)}px",
                "maxWidth": "320px",
                "zIndex": "10",
            },
        },
    )


def ground(view: View, level: str, colours: Mapping[str, str]) -> list[pdk.Layer]:
    """World and, where it is in sight, China's divisions: provinces always, finer lines when close enough."""
    if not view.sees(CHINA):
        return [_outline("world", "world", colours["others"], colours["panel"], 0.6, opacity=0.6)]
    layers = [_outline("world", "world", colours["line"], colours["ground"], 0.6)]
    layers.append(_outline("china", "china_provinces", None, colours["panel"], 0.0))
    for finer in ("city", "district"):
        if level in (finer, "district") and view.zoom >= _FINEST_FROM_ZOOM[finer]:
            layers.append(_outline(finer, _OUTLINES[finer], colours["line"], None, 0.5))
    layers.append(_outline("provinces", "china_provinces", colours["others"], None, 0.8, opacity=0.55))
    layers.append(_outline("dashes", "china_lines", colours["others"], None, 1.0))
    return layers


def hexagons(frame: pd.DataFrame, colours: Mapping[str, str]) -> pdk.Layer:
    """Cells by how many parcels start there. `frame`: `cell`, `parcels` (0: only others' do), `label`."""
    shares = log_shares(frame["parcels"])
    source, others = rgb(colours["source"]), rgb(colours["others"])
    rows = pd.DataFrame(
        {
            "polygon": [corners(cell) for cell in frame["cell"]],
            "colour": [
                [*source, _alpha(share)] if parcels else [*others, 60]
                for share, parcels in zip(shares, frame["parcels"], strict=True)
            ],
        },
        index=frame.index,
    ).join(lines(frame["label"]))
    return pdk.Layer(
        "PolygonLayer",
        rows,
        id=HEXAGONS,
        get_polygon="polygon",
        get_fill_color="colour",
        stroked=False,
        pickable=True,
        auto_highlight=True,
    )


def flows(frame: pd.DataFrame, colours: Mapping[str, str], *, faint: bool = False) -> pdk.Layer:
    """Arcs from origins to destinations, wide by the logarithm of parcels; `faint` where ends matter more.

    `frame`: `origin_longitude`, `origin_latitude`, `destination_longitude`, `destination_latitude`,
    `parcels`, `label`.
    """
    rows = frame[
        ["origin_longitude", "origin_latitude", "destination_longitude", "destination_latitude"]
    ].copy()
    alpha = 80 if faint else 205
    rows["width"] = flow_widths(frame["parcels"])
    return pdk.Layer(
        "ArcLayer",
        rows.join(lines(frame["label"])),
        id=FLOWS,
        get_source_position=["origin_longitude", "origin_latitude"],
        get_target_position=["destination_longitude", "destination_latitude"],
        get_source_color=[*rgb(colours["source"]), alpha],
        get_target_color=[*rgb(colours["control"]), alpha],
        get_width="width",
        get_height=0.35,
        get_tilt=28,
        pickable=True,
        auto_highlight=True,
    )


def flow_widths(parcels: pd.Series) -> pd.Series:
    """Pixels: 1 for a single parcel, 6 for the busiest flow."""
    return 1 + 5 * log_shares(parcels)


def flow_width(parcels: float, drawn: pd.Series) -> float:
    """The width of one flow among those drawn, as the legend shows it."""
    return float(flow_widths(pd.Series([parcels, drawn.max()])).iloc[0])


def hexagon_alpha(parcels: float, drawn: pd.Series) -> int:
    """How opaque (0-255) a hexagon of so many parcels is among those drawn."""
    return _alpha(float(log_shares(pd.Series([parcels, drawn.max()])).iloc[0]))


def rings(layer_id: str, frame: pd.DataFrame, colour: str) -> pdk.Layer:
    """Hollow marks of a constant size on screen. `frame`: `longitude`, `latitude`, `weight`, `label`."""
    rows = _marks(frame, 5, 10)
    # Hardly filled: what is wholly empty cannot be picked.
    return _circles(layer_id, rows, [*rgb(colour), 12], [*rgb(colour), 255], 2)


def dots(layer_id: str, frame: pd.DataFrame, colours: Mapping[str, str]) -> pdk.Layer:
    """Solid marks of sources, small enough to stand inside a ring. Columns as in `rings`."""
    return _circles(
        layer_id, _marks(frame, 2.5, 5), [*rgb(colours["source"]), 255], [*rgb(colours["ground"]), 255], 1
    )


def sites(frame: pd.DataFrame, colours: Mapping[str, str], by_role: Mapping[str, str]) -> list[pdk.Layer]:
    """A layer for each role of site in its colour, in the order of `by_role`. `frame`: `role` and as in `rings`."""
    return [
        dots(SITES[role], kept, {**colours, "source": colours[colour]})
        for role, colour in by_role.items()
        if len(kept := frame[frame["role"] == role])
    ]


def cleared_sites(frame: pd.DataFrame, colours: Mapping[str, str]) -> pdk.Layer:
    """Sites of rings that were cleared: small, in the others' colour and empty. Columns as in `rings`."""
    rows = _marks(frame, 3, 5)
    return _circles(CLEARED, rows, [*rgb(colours["ground"]), 255], [*rgb(colours["others"]), 255], 1.5)


def areas(
    layer_id: str, rows: pd.DataFrame, *, least_px: float, line_px: float, pickable: bool = False
) -> pdk.Layer:
    """Search areas to scale, never smaller than `least_px`. `rows`: `longitude`, `latitude`, `radius` (metres), `fill`,
    `line`; where pickable, the tooltip's lines too."""
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        id=layer_id,
        get_position=["longitude", "latitude"],
        get_radius="radius",
        radius_units=pdk.types.String("meters"),
        radius_min_pixels=least_px,
        stroked=True,
        get_fill_color="fill",
        get_line_color="line",
        line_width_units=pdk.types.String("pixels"),
        get_line_width=line_px,
        pickable=pickable,
    )


def _marks(frame: pd.DataFrame, smallest_px: float, largest_px: float) -> pd.DataFrame:
    rows = frame[["longitude", "latitude"]].copy()
    rows["radius"] = smallest_px + (largest_px - smallest_px) * log_shares(frame["weight"])
    return rows.join(lines(frame["label"]))


def _circles(
    layer_id: str, rows: pd.DataFrame, fill: list[int], line: list[int], line_px: float
) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        id=layer_id,
        get_position=["longitude", "latitude"],
        get_radius="radius",
        radius_units=pdk.types.String("pixels"),
        filled=True,
        stroked=True,
        get_fill_color=fill,
        get_line_color=line,
        line_width_units=pdk.types.String("pixels"),
        get_line_width=line_px,
        pickable=True,
        auto_highlight=True,
    )


def labels(frame: pd.DataFrame, view: View, colours: Mapping[str, str]) -> pdk.Layer:
    """Names right of their points; of two that would collide the later row goes.

    `frame`: `name`, `longitude`, `latitude`.
    """
    size = letters(LABEL_PX)
    kept = frame[apart(frame["name"], frame["longitude"], frame["latitude"], view, size)]
    rows = kept[["longitude", "latitude"]].copy()
    rows["text"] = [plain(name) for name in kept["name"]]
    return pdk.Layer(
        "TextLayer",
        rows,
        id="labels",
        get_position=["longitude", "latitude"],
        get_text="text",
        get_size=size,
        get_color=[*rgb(colours["text"]), 255],
        get_pixel_offset=[8, 0],
        get_text_anchor=pdk.types.String("start"),
        get_alignment_baseline=pdk.types.String("center"),
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FONT),
        background=True,
        get_background_color=[*rgb(colours["ground"]), 175],
        background_padding=[3, 1],
    )


def picked(selection: Mapping[str, Any] | None) -> tuple[str, int] | None:
    """Layer id and row number of what was clicked, from Streamlit's selection; None where nothing is."""
    indices = (selection or {}).get("indices") or {}
    for layer_id in (*SITES.values(), CLEARED, REGIONS, REGISTERED, FLOWS, HEXAGONS):
        if indices.get(layer_id):
            return layer_id, int(indices[layer_id][0])
    return None


def lines(labels: pd.Series) -> pd.DataFrame:
    """Labels as the tooltip's columns `line_1` to `line_3`; what could be markup or a placeholder is made text.

    Streamlit escapes the values once more; quotes that only look like brackets need no trust in that.
    """
    told = [[*map(_harmless, str(label).split("\n")), "", "", ""][:3] for label in labels]
    return pd.DataFrame(told, columns=["line_1", "line_2", "line_3"], index=labels.index)


def _harmless(text: str) -> str:
    return plain(text).translate(str.maketrans("<>{}", "‹›()"))


def plain(text: object) -> str:
    """Text that deck.gl takes for text: what begins with @@ would be read as an expression."""
    return str(text).replace("@@", "@\u200b@")


def rgb(colour: str) -> list[int]:
    """`#F2B134` → [242, 177, 52]."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _alpha(share: float) -> int:
    return int(70 + 170 * share)


def _outline(
    layer_id: str, file: str, line: str | None, fill: str | None, width_px: float, *, opacity: float = 1.0
) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        f"{BOUNDARIES}{file}.geojson",
        id=layer_id,
        filled=fill is not None,
        stroked=line is not None,
        get_fill_color=[*rgb(fill or BLACK), 255],
        get_line_color=[*rgb(line or BLACK), int(255 * opacity)],
        line_width_units=pdk.types.String("pixels"),
        get_line_width=width_px,
        pickable=False,
    )
