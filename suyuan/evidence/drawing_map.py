"""A map for paper, drawn from static/boundaries: outlines, search areas, where parcels start and go. A sketch map."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any

import pandas as pd

from suyuan import map_view
from suyuan.evidence.drawing import COLOURS, Drawing, Point, shortened, width_of
from suyuan.map_view import View

_FOLDER = Path(__file__).resolve().parents[2] / "static" / "boundaries"
_METRES_A_DEGREE = 111_320.0
LABEL = 11


@dataclass(frozen=True)
class Mark:
    """A place on the map: its name, a colour, its search radius in metres (0: none), larger for more parcels."""

    latitude: float
    longitude: float
    name: str
    colour: str
    radius_m: float = 0.0
    size: float = 4.0
    filled: bool = True


@dataclass(frozen=True)
class Flow:
    """Parcels from one place to another; `share`: 0 to 1 of the largest; `is_faint`: of an earlier day."""

    begin: tuple[float, float]
    end: tuple[float, float]
    share: float
    is_faint: bool = False


@dataclass(frozen=True)
class Arrow:
    """Something went from one place to another: a broken line with a head."""

    begin: tuple[float, float]
    end: tuple[float, float]
    colour: str


def draw(
    marks: Sequence[Mark],
    flows: Sequence[Flow],
    size: tuple[int, int],
    sans: str,
    *,
    closest: float = 11.3,
    margin_px: int = 60,
    arrows: Sequence[Arrow] = (),
) -> str:
    """The map as SVG, `size` pixels wide and high, showing every mark, flow and arrow."""
    ends = [end for flow in flows for end in (flow.begin, flow.end)]
    ends += [end for arrow in arrows for end in (arrow.begin, arrow.end)]
    latitude = [mark.latitude for mark in marks] + [end[0] for end in ends]
    longitude = [mark.longitude for mark in marks] + [end[1] for end in ends]
    view = map_view.fit(longitude, latitude, *size, margin_px=margin_px, closest=closest)
    drawing = Drawing(*size, sans)
    drawing.box(0, 0, *size, "#E7EEF4")
    _ground(drawing, view)
    for flow in flows:
        begin, end = _at(view, *flow.begin), _at(view, *flow.end)
        bend = ((begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2 - 0.18 * abs(end[0] - begin[0]) - 6)
        drawing.curve(begin, bend, end, COLOURS["source"], 0.6 + 4 * flow.share,
                      0.2 if flow.is_faint else 0.55)  # fmt: skip
        drawing.circle(end, 1.8, COLOURS["quiet"])
    for mark in marks:
        place = _at(view, mark.latitude, mark.longitude)
        if mark.radius_m:
            drawing.circle(place, _pixels(view, mark), mark.colour, stroke=mark.colour, opacity=0.15)
    for mark in marks:
        place = _at(view, mark.latitude, mark.longitude)
        drawing.circle(place, mark.size, mark.colour if mark.filled else "none", stroke=mark.colour)
    for arrow in arrows:
        begin, end = _at(view, *arrow.begin), _at(view, *arrow.end)
        drawing.line([begin, end], arrow.colour, 1.8, dash="6 3")
        drawing.head(begin, end, arrow.colour, away=7)
    _labels(drawing, view, marks)
    return drawing.svg()


def _at(view: View, latitude: float, longitude: float) -> Point:
    x, y = view.pixels(pd.Series([longitude]), pd.Series([latitude]))
    return float(x[0]), float(y[0])


def _pixels(view: View, mark: Mark) -> float:
    degrees = mark.radius_m / (_METRES_A_DEGREE * max(cos(radians(mark.latitude)), 0.05))
    one, other = _at(view, mark.latitude, mark.longitude), _at(view, mark.latitude, mark.longitude + degrees)
    return max(other[0] - one[0], 3)


def _ground(drawing: Drawing, view: View) -> None:
    layers = [("world", 0.4), ("china_provinces", 0.6)]
    if view.zoom > 7:
        layers.append(("china_districts", 0.4))
    elif view.zoom > 5:
        layers.append(("china_cities", 0.4))
    layers.append(("china_lines", 1.0))
    for name, width in layers:
        for box, kind, rings in _features(name):
            if not view.sees(box):
                continue
            drawn = [_path(view, ring) for ring in rings]
            if kind.endswith("LineString"):
                for path in drawn:
                    drawing.line(path, COLOURS["others"], width)
            else:
                fill = COLOURS["land"] if name in ("world", "china_provinces") else "none"
                drawing.shape(drawn, fill, COLOURS["line"], width)


def _path(view: View, ring: Sequence[Sequence[float]]) -> list[Point]:
    x, y = view.pixels(pd.Series([point[0] for point in ring]), pd.Series([point[1] for point in ring]))
    return [(float(one), float(other)) for one, other in zip(x, y, strict=True)]


@cache
def _features(name: str) -> list[tuple[tuple[float, float, float, float], str, list[list[list[float]]]]]:
    """(bounding box, kind, rings) of each feature of one layer; none where the folder lacks it."""
    try:
        document = json.loads((_FOLDER / f"{name}.geojson").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    found = []
    for feature in document["features"]:
        rings = list(_rings(feature["geometry"]))
        points = [point for ring in rings for point in ring]
        longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
        box = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
        found.append((box, str(feature["geometry"]["type"]), rings))
    return found


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[list[float]]]:
    kind, held = geometry["type"], geometry["coordinates"]
    if kind == "MultiPolygon":
        for polygon in held:
            yield from polygon
    elif kind in ("Polygon", "MultiLineString"):
        yield from held
    else:
        yield held


def _labels(drawing: Drawing, view: View, marks: Sequence[Mark]) -> None:
    """Names beside their marks, each once, where they overlap none before."""
    named = [
        mark
        for place, mark in enumerate(marks)
        if mark.name and mark.name not in {m.name for m in marks[:place]}
    ]
    taken: list[tuple[float, float, float, float]] = []
    for mark in named:
        text = shortened(mark.name, 170, LABEL)
        wide = width_of(text, LABEL)
        x, y = _at(view, mark.latitude, mark.longitude)
        gap = mark.size + 3
        for left, middle in _spots(x, y, wide, gap):
            box = (left, middle - LABEL, left + wide, middle + 3)
            inside = box[0] > 2 and box[1] > 2 and box[2] < view.width - 2 and box[3] < view.height - 2
            if inside and not any(
                box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1]
                for other in taken
            ):
                drawing.text((left, middle), text, size=LABEL)
                taken.append(box)
                break


def _spots(x: float, y: float, wide: float, gap: float) -> Iterator[Point]:
    """Where a name may stand: beside its mark, over or under it, then ever further away."""
    for step in range(4):
        away = 15 * step
        yield x + gap, y + 4 + away
        yield x - gap - wide, y + 4 + away
        yield x + gap, y + 4 - away
        yield x - gap - wide, y + 4 - away
        yield x - wide / 2, y - gap - 2 - away
        yield x - wide / 2, y + gap + 10 + away
