"""Boundaries as plain lines, for figures that are no maps: the app's own GeoJSON in Mercator's proportions."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from suyuan import map_view

BOUNDARIES = Path(__file__).resolve().parent.parent / "static" / "boundaries"
# Closer points than this, in degrees, are one on a map of a country.
_THIN = 0.06
Line = tuple[list[float | None], list[float | None]]


def outlines(view: map_view.View) -> Line:
    """China's provinces and lines where they are in sight, else the world's countries."""
    names = ("china_provinces", "china_lines") if view.sees(map_view.CHINA) else ("world",)
    x: list[float | None] = []
    y: list[float | None] = []
    for name in names:
        own = _outline(name)
        x, y = x + own[0], y + own[1]
    return x, y


@lru_cache(maxsize=4)
def _outline(name: str) -> Line:
    drawn = json.loads((BOUNDARIES / f"{name}.geojson").read_text(encoding="utf-8"))
    x: list[float | None] = []
    y: list[float | None] = []
    for feature in drawn["features"]:
        for ring in _rings(feature["geometry"]):
            before: list[float] | None = None
            for place, point in enumerate(ring):
                if before and place < len(ring) - 1 and math.dist(point[:2], before) < _THIN:
                    continue
                before = point[:2]
                x.append(round(point[0], 2))
                y.append(round(north(point[1]), 2))
            x.append(None)
            y.append(None)
    return x, y


def _rings(geometry: Mapping[str, Any]) -> list[list[list[float]]]:
    kind, held = geometry["type"], geometry["coordinates"]
    if kind == "LineString":
        return [held]
    if kind in ("Polygon", "MultiLineString"):
        return list(held)
    return [ring for polygon in held for ring in polygon]


def north(latitude: float) -> float:
    """Degrees of latitude as Mercator draws them, in degrees of longitude at the equator."""
    bounded = max(-85.0, min(85.0, latitude))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(bounded) / 2)))


def segments(pairs: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> Line:
    """Straight lines from end to end, a gap behind each."""
    x: list[float | None] = []
    y: list[float | None] = []
    for one, other in pairs:
        x += [round(one[0], 3), round(other[0], 3), None]
        y += [round(one[1], 3), round(other[1], 3), None]
    return x, y
