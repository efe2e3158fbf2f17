"""Where a ring works from and where its goods go: two small maps without a network."""

from __future__ import annotations

import pandas as pd
import pydeck as pdk
import streamlit as st

from suyuan import map_view, maps
from suyuan.messages import _, language, ngettext
from suyuan.numbers import number
from suyuan.rings.ring_graph import Ring
from suyuan.ui.briefing import room_screen
from suyuan.ui.findings import load
from suyuan.ui.rings import ring_picks
from suyuan.ui.states import nothing_here
from suyuan.ui.theme import SITE_COLOURS, palette
from suyuan.wording.ring_words import place_name
from suyuan.wording.words import word

WIDTH, HEIGHT, MOST_FLOWS = 500, 380, 40
CLOSEST = 11.3


def render(ring_id: str, ring: Ring) -> None:
    """Left the sites with their search areas, right where their parcels go: of what is picked, or of all."""
    bound = {"ring": ring_id, **ring_picks.parameters(ring)}
    # What is picked on a map stays among its like there.
    own = set(load("rings__sites", **bound | {"nodes": ring_picks.shops(ring), "site": ""})["site_id"])
    sites = ring.sites[ring.sites["site_id"].isin(own)]
    placed = sites.dropna(subset=["latitude", "longitude"])
    if placed.empty:
        if len(sites):
            nothing_here(_("These sites have no coordinates: their addresses stand in the table."))
        return
    left, right = st.columns(2)
    width, height = (round(pixels * room_screen.wider()) for pixels in (WIDTH, HEIGHT))
    with left:
        ring_picks.sites_map(site_map(placed, width, height), placed, height)
        st.html(_legend(set(placed["role"])))
    with right:
        flows = load("rings__flows", **bound | {"province": ""})
        ring_picks.flows_map(flow_map(placed, flows, width, height), flows, height)
        st.caption(_("Arcs: parcels from the ring's sites to provinces, the wider the more. Sketch map."))


def _legend(roles: set[str]) -> str:
    colours = palette()
    marks = [
        f'<span style="color:{colours[colour]}">●</span> {word("site_role", role)}'
        for role, colour in reversed(SITE_COLOURS.items())
        if role in roles
    ]
    words = _("Circles: search areas, never the address itself. Sketch map.")
    told = " &nbsp; ".join([*marks, f'<span style="color:{colours["quiet"]}">{words}</span>'])
    return f'<div style="font-size:0.875rem">{told}</div>'


def site_map(sites: pd.DataFrame, width: int, height: int) -> pdk.Deck:
    """The sites as dots inside their search areas, named."""
    colours = palette()
    view = map_view.fit(sites["longitude"], sites["latitude"], width, height, margin_px=70, closest=CLOSEST)
    marked = _marked(sites)
    return maps.deck(
        [
            *maps.ground(view, "district", colours),
            _areas(marked, colours),
            *maps.sites(marked, colours, SITE_COLOURS),
            maps.labels(marked, view, colours),
        ],
        view,
        colours,
    )


def flow_map(sites: pd.DataFrame, flows: pd.DataFrame, width: int, height: int) -> pdk.Deck:
    """The flows of parcels over the country."""
    colours = palette()
    drawn = flows.head(MOST_FLOWS)
    longitude = pd.concat([sites["longitude"], drawn["destination_longitude"]])
    latitude = pd.concat([sites["latitude"], drawn["destination_latitude"]])
    view = map_view.fit(longitude, latitude, width, height)
    to = drawn[f"province_{language()}"]
    drawn = drawn.assign(
        label=[
            f"{word('site_role', role)} → {name}\n"
            + ngettext("{n} parcel", "{n} parcels", int(n)).format(n=number(n))
            for role, name, n in zip(drawn["role"], to, drawn["parcels"], strict=True)
        ]
    )
    ends = pd.DataFrame(
        {"name": to, "longitude": drawn["destination_longitude"], "latitude": drawn["destination_latitude"]}
    ).drop_duplicates("name")
    layers = [*maps.ground(view, "province", colours)]
    if len(drawn):
        layers += [maps.flows(drawn, colours), maps.labels(ends.head(12), view, colours)]
    return maps.deck([*layers, *maps.sites(_marked(sites), colours, SITE_COLOURS)], view, colours)


def _marked(sites: pd.DataFrame) -> pd.DataFrame:
    rows = [row for _i, row in sites.iterrows()]
    return sites.assign(
        weight=sites["shipments"].clip(lower=1),
        # The colour tells the role; a long name would find no room.
        name=[place_name(row) for row in rows],
        label=[
            f"{word('site_role', row['role'])} · {place_name(row, full=True)}\n{word('site_basis', row['basis'])}\n"
            + ngettext("{n} parcel", "{n} parcels", int(row["shipments"])).format(n=number(row["shipments"]))
            for row in rows
        ],
    )


def _areas(marked: pd.DataFrame, colours: dict[str, str]) -> pdk.Layer:
    rows = marked[["longitude", "latitude"]].copy()
    rows["radius"] = marked["radius_m"].fillna(500).astype(float)
    rows["line"] = [[*maps.rgb(colours[SITE_COLOURS[role]]), 255] for role in marked["role"]]
    rows["fill"] = [[*line[:3], 40] for line in rows["line"]]
    return maps.areas("areas", rows, least_px=9, line_px=1.5)
