"""The map of a plan: its sites inside their provinces, targets filled, all others hollow."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pydeck as pdk

from suyuan import map_view, maps
from suyuan.map_view import View
from suyuan.plan import Plan, words
from suyuan.plan.model import TARGET
from suyuan.ui.theme import SITE_COLOURS, palette

WIDTH, CLOSEST = 300, 9.5
# Nearer than this, in pixels, two marks cannot be told apart; room for names right of the last mark.
APART, NAMES = 20, 96


def site_map(plan: Plan, height: int) -> pdk.Deck:
    """The sites that have coordinates; one at the least must."""
    colours = palette()
    placed = [site for site in plan.sites if site.latitude is not None]
    rows = pd.DataFrame(
        {
            "longitude": [site.longitude for site in placed],
            "latitude": [site.latitude for site in placed],
            "radius": [site.radius_m or 500.0 for site in placed],
            "number": [str(site.number) for site in placed],
            "town": [(*site.where.below, site.where.province_name)[0] for site in placed],
            "line": [[*maps.rgb(colours[SITE_COLOURS[site.role]]), 255] for site in placed],
            "fill": [
                [*maps.rgb(colours[SITE_COLOURS[site.role]]), 230 if site.standing == TARGET else 25]
                for site in placed
            ],
        }
    )
    told = [f"{site.number} · {words.role(site)}\n{words.standing(site.standing)}\n{words.whole(site.where)}"
            for site in placed]  # fmt: skip
    rows = rows.join(maps.lines(pd.Series(told)))
    longitude, latitude = rows["longitude"], rows["latitude"]
    view = map_view.fit(longitude, latitude, WIDTH - NAMES, height, margin_px=36, closest=CLOSEST)
    east = view.longitude + NAMES / 2 * 360 / (512 * 2**view.zoom)
    view = replace(view, longitude=east, width=WIDTH)
    areas = maps.areas("plan_sites", rows, least_px=6, line_px=2.5, pickable=True)
    names = maps.labels(_named(rows, view), view, colours)
    return maps.deck([*maps.ground(view, "city", colours), areas, names], view, colours)


def _named(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """One name for marks too near to tell apart: their numbers and the first one's town; those of most sites first."""
    x, y = view.pixels(rows["longitude"], rows["latitude"])
    groups: list[list[int]] = []
    for place in range(len(rows)):
        near = (
            one for one in groups if abs(x[one[0]] - x[place]) < APART and abs(y[one[0]] - y[place]) < APART
        )
        group = next(near, None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    groups.sort(key=lambda group: -len(group))
    first = rows.iloc[[group[0] for group in groups]][["longitude", "latitude", "town"]].reset_index(
        drop=True
    )
    numbers = pd.Series([", ".join(rows.iloc[group]["number"]) for group in groups])
    return first.assign(name=numbers + " " + first["town"])
