"""What was picked on the price chart: a band of some lanes, or single listings; and its place in a link."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# More ids than these are packed; an address longer than 6,000 signs is cut by some servers on its way (8 KB).
MOST_SPELT_OUT = 150
MOST_SIGNS = 6000
_MOST_UNPACKED = 1_000_000
EVERYTHING = 1e9
# Rows of the chart; what has none of its own shares one more.
LANES = 13
# A band by the kind of its lanes; an older link does not say which: those that it was opened with.
_BANDS = {"brands": True, "products": False}
_OLD_BAND = "band"


@dataclass(frozen=True)
class Pick:
    """Either listings by id, or every listing of `lanes` whose price ratio lies in the band.

    `by_brand`: whether the lanes are brands; else they are products.
    """

    lanes: list[str] = field(default_factory=list)
    low: float = 0.0
    high: float = EVERYTHING
    listing_ids: list[str] = field(default_factory=list)
    by_brand: bool = True

    @property
    def is_band(self) -> bool:
        return not self.listing_ids


def read(selection: Mapping[str, Any], lanes: Sequence[str], by_brand: bool) -> Pick | None:
    """The chart's selection event as a pick; None where nothing is picked.

    One box stands for all listings in it, drawn or not: the chart shows a sample, the table must not. A lane
    belongs to the box when its middle lies inside, or when it is the only one that the box touches. A click,
    a lasso or several boxes stand for the points they hit; for the box round them where a link cannot hold so many.
    """
    boxes = list(selection.get("box") or [])
    if len(boxes) == 1 and len(boxes[0].get("x", [])) == 2:
        return _band(boxes[0]["x"], boxes[0]["y"], lanes, by_brand)
    points = [point for point in selection.get("points") or [] if point.get("customdata")]
    if not points:
        return None
    pick = Pick(listing_ids=sorted({point["customdata"][0] for point in points}))
    if to_link(pick) or any(axis not in point for point in points for axis in "xy"):
        return pick
    x, y = [point["x"] for point in points], [point["y"] for point in points]
    # What is hit lies on the very edge: rounding must not lose it.
    return _band(x, y, lanes, by_brand, slack=0.0001)


def brands(selection: Mapping[str, Any]) -> list[str]:
    """The brands whose ridges the distribution's selection event holds, in the order drawn."""
    hit = [point["customdata"] for point in selection.get("points") or [] if point.get("customdata")]
    return list(dict.fromkeys(str(one[1]) for one in hit if len(one) > 1))


def _band(
    x: Sequence[Any], y: Sequence[Any], lanes: Sequence[str], by_brand: bool, slack: float = 0.0
) -> Pick | None:
    """The band that reaches over these places of the chart: ratios as log10, lanes counted from below."""
    # Rounded as the link rounds: a refresh must keep the very same rows.
    low, high = round(10 ** float(min(x)) - slack, 4), round(10 ** float(max(x)) + slack, 4)
    bottom, top = float(min(y)), float(max(y))
    places = {len(lanes) - 1 - row: lane for row, lane in enumerate(lanes)}
    inside = [lane for place, lane in places.items() if bottom <= place <= top]
    nearest = places.get(round((bottom + top) / 2))
    kept = inside or ([nearest] if nearest is not None else [])
    return Pick(lanes=kept, low=low, high=high, by_brand=by_brand) if kept else None


def to_link(pick: Pick) -> str:
    """A pick as one query parameter; empty where it holds too many listings for an address."""
    if pick.is_band:
        kind = next(word for word, by_brand in _BANDS.items() if by_brand == pick.by_brand)
        return "~".join([kind, f"{pick.low:.4f}", f"{pick.high:.4f}", *map(_short, pick.lanes)])
    if any("~" in one for one in pick.listing_ids):
        return ""
    if len(pick.listing_ids) <= MOST_SPELT_OUT:
        return "~".join(["listings", *pick.listing_ids])
    packed = "packed~" + _pack(pick.listing_ids)
    return packed if len(packed) <= MOST_SIGNS else ""


def is_packed(link: str) -> bool:
    """Whether the link's word for a pick says nothing to people."""
    return link.startswith("packed~")


def is_by_brand(link: str, otherwise: bool) -> bool | None:
    """Whether the lanes of a link's band are brands; `otherwise` where it does not say; None where it is no band."""
    kind = link.split("~", maxsplit=1)[0]
    return otherwise if kind == _OLD_BAND else _BANDS.get(kind)


def from_link(text: str, lanes: Sequence[str], by_brand: bool = True) -> Pick | None:
    """The pick that a link names, among today's lanes; None where the link says nothing that still holds.

    `by_brand`: what the lanes are, as `is_by_brand` says of the link.
    """
    kind, *words = text.split("~")
    if kind == "listings":
        ids = [one for one in words if one]
        return Pick(listing_ids=ids) if ids else None
    if kind == "packed" and len(words) == 1:
        ids = _unpack(words[0])
        return Pick(listing_ids=ids) if ids else None
    if is_by_brand(text, by_brand) is None or len(words) < 3:
        return None
    by_short = {_short(lane): lane for lane in lanes}
    kept = [by_short[word] for word in words[2:] if word in by_short]
    try:
        low, high = float(words[0]), float(words[1])
    except ValueError:
        return None
    return Pick(lanes=kept, low=low, high=high, by_brand=by_brand) if kept and low <= high else None


def missing(text: str, lanes: Sequence[str]) -> bool:
    """Whether a link's band names a lane that is not among these."""
    known = set(map(_short, lanes))
    return is_by_brand(text, True) is not None and any(word not in known for word in text.split("~")[3:])


def _pack(ids: Sequence[str]) -> str:
    return base64.urlsafe_b64encode(zlib.compress("~".join(ids).encode(), 9)).decode().rstrip("=")


def _unpack(text: str) -> list[str]:
    """The ids of a packed link; none where it is no such link, or would swell beyond any pick."""
    try:
        opened = zlib.decompressobj()
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        ids = opened.decompress(raw, _MOST_UNPACKED).decode()
    except (binascii.Error, zlib.error, ValueError):
        return []
    return [one for one in ids.split("~") if one] if opened.eof else []


def _short(lane: str) -> str:
    return hashlib.sha256(lane.encode()).hexdigest()[:8]
