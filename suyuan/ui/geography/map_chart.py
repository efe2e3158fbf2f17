"""The map of the geography page with its legend."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from suyuan import map_marks, map_view, maps
from suyuan.messages import _
from suyuan.ui import chips
from suyuan.ui.briefing import briefing_mode, room_screen
from suyuan.ui.findings import load
from suyuan.ui.geography import map_picks, map_sites, map_words
from suyuan.ui.theme import palette

WIDTH = 584
# Closer, the map of one place would show neither its province nor a name; what is picked may be a single one.
CLOSEST, CLOSEST_PICKED = 11.0, 7.5
MOST_CELLS, MOST_FLOWS, MOST_RINGS, MOST_DOTS, MOST_LABELS = 3000, 40, 40, 15, 24


def render(parameters: dict[str, Any], regions: pd.DataFrame, figures: pd.Series, height: int) -> None:
    """Hexagons, flows and registered places over the boundaries, the legend under them."""
    colours, everyone, whose = palette(), parameters["everyone"], map_words.whose(parameters)
    chart = st.container()
    # Before a room a switch that is off is not shown: its place is the words'.
    widths = [1 if not briefing_mode.is_on() or key in st.query_params else 0.01 for key in ("sites", "near")]
    words, with_sites, switch = st.columns([3.15 - sum(widths), *widths], vertical_alignment="center")
    is_near = switch.toggle(_("Zoom to the starts"), key="near", bind="query-params", on_change=chips.renew)
    shows_sites = with_sites.toggle(
        _("Rings' sites"),
        key="sites",
        bind="query-params",
        on_change=chips.renew,
        help=_("Sources and dens of the rings, all days; candidates for a check. A click opens the ring."),
    )
    sites = map_sites.rows(parameters["cleared"]) if shows_sites else pd.DataFrame()
    flows = load("geography__flows", **parameters, most=MOST_FLOWS)
    places = load("geography__registered", **parameters).head(MOST_RINGS)
    sides = [regions[["longitude", "latitude"]]]
    if not is_near:
        for side in ("origin_", "destination_"):
            sides.append(flows[[f"{side}longitude", f"{side}latitude"]].set_axis(sides[0].columns, axis=1))
    shown = pd.concat(sides)
    marks = map_words.marks(parameters)
    closest = CLOSEST_PICKED if len(marks) or parameters["shop"] else CLOSEST
    width = round(WIDTH * room_screen.wider())
    view = map_view.fit(shown["longitude"], shown["latitude"], width, height, closest=closest)
    cells = load("geography__hexagons", **parameters, size=map_view.hexagon_size(view), most=MOST_CELLS)
    cells["label"] = map_words.hexagon_labels(cells, whose)
    flows["label"] = map_words.flow_labels(flows, whose)
    places["label"] = map_words.registered_labels(places, everyone)
    starts = regions.dropna(subset=["longitude"]).head(MOST_DOTS).rename(columns={"parcels": "weight"})
    starts["label"] = map_words.region_labels(starts, whose)
    ring = colours["others" if everyone else "suspect"]
    layers = [
        *maps.ground(view, parameters["level"], colours),
        maps.hexagons(cells, colours),
        maps.flows(flows, colours, faint=is_near),
        maps.rings(maps.REGISTERED, places.rename(columns={"shops": "weight"}), ring),
        # A region's dot and a source's would look alike: one of the two.
        *(map_sites.layers(sites, colours) if len(sites) else [maps.dots(maps.REGIONS, starts, colours)]),
        *([map_marks.hexagon(parameters["cell"], colours)] if map_view.is_cell(parameters["cell"]) else []),
        *([map_marks.places(marks, colours)] if len(marks) else []),
        maps.labels(map_words.place_names(regions, flows, MOST_LABELS), view, colours),
    ]
    st.session_state[map_picks.KEYS] |= {
        maps.HEXAGONS: [(cell,) for cell in cells["cell"]],
        maps.FLOWS: list(zip(flows["origin_key"], flows["destination_key"], strict=True)),
        maps.REGISTERED: [(key,) for key in places["region_key"]],
        maps.REGIONS: [(key,) for key in starts["region_key"]],
        **(map_sites.keys(sites) if len(sites) else {}),
    }
    chart.pydeck_chart(
        maps.deck(layers, view, colours),
        height=height,
        key=chips.widget_key("geography_map"),
        on_select=map_picks.on_map,
    )
    chart.html(map_words.legend(cells, flows, places, colours, everyone, sites, is_marked=len(marks) > 0))
    words.caption(map_words.drawn(flows, figures))
