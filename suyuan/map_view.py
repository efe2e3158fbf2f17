"""What a flat map needs to know before anything is drawn: where to look, how wide, what fits side by side.

Web Mercator throughout, as deck.gl draws it: at zoom 0 the world is 512 pixels wide.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

EARTH_RADIUS_M = 6378137.0
EDGES_M = {1: 60_000.0, 2: 15_000.0, 3: 3_000.0}  # as in queries/geo/coordinate_cells.sql
CHINA = (73.5, 18.0, 135.1, 53.6)
_WORLD_PX = 512.0
_LIMIT = 85.0
_ask_larger: list[Callable[[], float]] = []


def ask_larger_by(ask: Callable[[], float]) -> None:
    """How to learn by how much letters grow for whoever looks on: names are kept apart at the size they are drawn."""
    _ask_larger[:] = [ask]


def letters(size_px: int) -> int:
    """Letters of this size, larger where a room looks on."""
    return round(size_px * (_ask_larger[0]() if _ask_larger else 1.0))


_CELL = re.compile(r"r([123]):(-?\d{1,6}):(-?\d{1,6})", re.ASCII)


@dataclass(frozen=True)
class View:
    """Centre, zoom and size of a map; `bounds` are west, south, east, north of what is in sight."""

    longitude: float
    latitude: float
    zoom: float
    width: int
    height: int

    def pixels(self, longitude: pd.Series, latitude: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Where points fall, in pixels from the map's upper left corner."""
        x, y = _unit(longitude, latitude)
        x0, y0 = _unit(pd.Series([self.longitude]), pd.Series([self.latitude]))
        scale = _WORLD_PX * 2**self.zoom
        return (x - x0[0]) * scale + self.width / 2, (y - y0[0]) * scale + self.height / 2

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        half_x = self.width / (_WORLD_PX * 2**self.zoom) / 2
        half_y = self.height / (_WORLD_PX * 2**self.zoom) / 2
        x, y = _unit(pd.Series([self.longitude]), pd.Series([self.latitude]))
        west, east = (float(x[0]) - half_x - 0.5) * 360, (float(x[0]) + half_x - 0.5) * 360
        north, south = _latitude(float(y[0]) - half_y), _latitude(float(y[0]) + half_y)
        return west, south, east, north

    def sees(self, box: tuple[float, float, float, float]) -> bool:
        west, south, east, north = self.bounds
        return west < box[2] and east > box[0] and south < box[3] and north > box[1]


def fit(
    longitude: Sequence[float] | pd.Series,
    latitude: Sequence[float] | pd.Series,
    width: int,
    height: int,
    *,
    margin_px: int = 40,
    closest: float = 11.0,
) -> View:
    """The view that shows all points with a margin; China where there is none. No closer than `closest`."""
    points = pd.DataFrame({"longitude": pd.Series(longitude), "latitude": pd.Series(latitude)}).astype(float)
    points = points.dropna()
    if points.empty:
        west, south, east, north = CHINA
    else:
        west, east = points["longitude"].min(), points["longitude"].max()
        south, north = points["latitude"].min(), points["latitude"].max()
    x, y = _unit(pd.Series([west, east]), pd.Series([south, north]))
    wide, high = max(x[1] - x[0], 1e-9), max(y[0] - y[1], 1e-9)
    scale = min((width - 2 * margin_px) / wide, (height - 2 * margin_px) / high)
    zoom = min(closest, max(0.3, math.log2(max(scale, 1.0) / _WORLD_PX)))
    middle = _latitude((y[0] + y[1]) / 2)
    return View(float(west + east) / 2, middle, round(zoom, 3), width, height)


def hexagon_size(view: View) -> int:
    """The largest of the three sizes of hexagon whose edge is no longer than 16 pixels."""
    for size in (1, 2):
        edge_px = EDGES_M[size] / (2 * math.pi * EARTH_RADIUS_M) * _WORLD_PX * 2**view.zoom
        if edge_px <= 16:
            return size
    return 3


def is_cell(text: str) -> bool:
    """Whether a text, of a link perhaps, names a hexagon on the globe."""
    found = _CELL.fullmatch(text)
    if found is None:
        return False
    edge, steps = EDGES_M[int(found[1])], (int(found[2]), int(found[3]))
    return all(abs(step) * edge < math.pi * EARTH_RADIUS_M for step in steps)


def corners(cell: str) -> list[list[float]]:
    """The six corners of a cell such as `r2:12:-7` as [longitude, latitude]; the centre is `centre(cell)`."""
    x, y, edge = _cell(cell)
    angles = [math.pi / 6 + math.pi / 3 * corner for corner in range(6)]
    return [_degrees(x + edge * math.cos(angle), y + edge * math.sin(angle)) for angle in angles]


def centre(cell: str) -> list[float]:
    """The middle of a cell as [longitude, latitude]."""
    x, y, _ = _cell(cell)
    return _degrees(x, y)


def log_shares(values: pd.Series) -> pd.Series:
    """0 to 1 by the logarithm of counts: 1 parcel is the least, the largest count 1."""
    top = math.log1p(float(values.max())) if len(values) else 1.0
    return pd.Series(np.log1p(values.astype(float)) / max(top, 1e-9), index=values.index)


def legend_values(values: pd.Series) -> list[int]:
    """Two or three round counts that span the values, smallest first: 1, 40, 1500."""
    if values.empty or float(values.max()) < 1:
        return []
    low, high = max(1.0, float(values.min())), float(values.max())
    found = [low, math.sqrt(low * high), high]
    return sorted({_round_to_one_digit(value) if value < high else int(high) for value in found})


def apart(
    names: pd.Series, longitude: pd.Series, latitude: pd.Series, view: View, size_px: int = 13
) -> pd.Series:
    """Which labels can stand side by side, the earlier rows first: True where a name overlaps none before it.

    A label stands right of its point; Chinese characters are as wide as high, Latin ones about half.
    """
    x, y = view.pixels(longitude, latitude)
    taken: list[tuple[float, float, float, float]] = []
    kept = []
    for name, left, middle in zip(names, x, y, strict=True):
        width = sum(size_px if ord(letter) > 0x2E7F else size_px * 0.6 for letter in str(name)) + 14
        box = (left - 6, middle - size_px * 0.75, left + width, middle + size_px * 0.75)
        inside = left >= 0 and box[2] <= view.width and box[1] >= 0 and box[3] <= view.height
        free = inside and not any(
            box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1]
            for other in taken
        )
        kept.append(free)
        if free:
            taken.append(box)
    return pd.Series(kept, index=names.index, dtype=bool)


def _unit(longitude: pd.Series, latitude: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude → the unit square, y downwards."""
    radians = np.radians(np.clip(np.asarray(latitude, dtype=float), -_LIMIT, _LIMIT))
    x = np.asarray(longitude, dtype=float) / 360 + 0.5
    return x, 0.5 - np.log(np.tan(np.pi / 4 + radians / 2)) / (2 * np.pi)


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp((0.5 - y) * 2 * math.pi)) - math.pi / 2)


def _cell(cell: str) -> tuple[float, float, float]:
    size, q, r = cell.removeprefix("r").split(":")
    edge = EDGES_M[int(size)]
    return edge * math.sqrt(3) * (int(q) + int(r) / 2), edge * 1.5 * int(r), edge


def _degrees(x: float, y: float) -> list[float]:
    latitude = math.degrees(2 * math.atan(math.exp(y / EARTH_RADIUS_M)) - math.pi / 2)
    return [round(math.degrees(x / EARTH_RADIUS_M), 5), round(latitude, 5)]


def _round_to_one_digit(value: float) -> int:
    step = 10 ** math.floor(math.log10(max(value, 1)))
    return int(max(1, round(value / step) * step))
