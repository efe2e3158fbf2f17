"""One shop's case in words and drawings: its waterfall, its small map, its headline. Frames in, drawings out."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pydeck as pdk

from suyuan import charts, map_view, maps
from suyuan.messages import _, language, ngettext
from suyuan.numbers import number, percent
from suyuan.wording.reasons import sentence, usual
from suyuan.wording.words import word

MAP_WIDTH = 430
ORIGINS = "origins"


def waterfall(
    case: pd.Series, reasons: pd.DataFrame, bands: pd.DataFrame, colours: Mapping[str, str], height: int
) -> go.Figure:
    """`case`: a row of `shop__case` with `cleared`; `reasons`: `shop__reasons`; `bands`: `shop__strengths`."""
    prior = charts.Step(
        _("Before any evidence: 1 shop in {n}").format(n=number(1 + exp(-case["prior_log_odds"]))),
        "",
        _weight(case["prior_log_odds"]),
        "",
    )
    total = charts.Step(
        _("All evidence together"),
        _("cleared on review") if case["cleared"] else _("suspect") if case["suspect"] else _("not suspect"),
        _weight(case["log_odds"]),
        "" if case["strength"] == "none" else word("shop_strength", case["strength"]),
    )
    steps = [
        charts.Step(_found(row), _innocent(row), _weight(row.weight), word("strength", row.strength))
        for row in reasons.itertuples()
    ]
    begins = _weight(bands.set_index("strength").at["moderate", "low"])
    cut = (begins, _("suspicion begins here"))
    return charts.waterfall(prior, steps, total, cut, colours, height)


def headline(case: pd.Series) -> str:
    """Where it says it is, and where its parcels start: the map's title."""
    registered, origin = case[f"registered_{language()}"], case[f"origin_{language()}"]
    if not _is_known(registered):
        return _("No registered place")
    if not case["parcels"] or (pd.isna(case["far_parcels"]) and not _is_known(origin)):
        return _("Registered in {place}, where its parcels start is not known").format(place=registered)
    if pd.isna(case["far_parcels"]):
        return _("Registered in {place}, ships from {origin}").format(place=registered, origin=origin)
    if not case["far_parcels"]:
        return _("Registered in {place}, ships from there").format(place=registered)
    share = percent(case["far_parcels"] / case["origins_known"])
    if origin == registered or not _is_known(origin):
        return _("Registered in {place}; {share} ships from afar").format(place=registered, share=share)
    return _("Registered in {place}; {share} ships from afar: {origin}").format(
        place=registered, share=share, origin=origin
    )


def small_map(
    case: pd.Series, origins: pd.DataFrame, colours: Mapping[str, str], height: int
) -> pdk.Deck | None:
    """Registered place (a ring) against where parcels start (filled); None where neither is known."""
    started = placed(origins)
    started = started.assign(
        weight=started["parcels"],
        name=started[f"name_{language()}"].fillna(""),
        label=[
            ngettext("{place}: {n} parcel starts here", "{place}: {n} parcels start here", n).format(
                place=place, n=number(n)
            )
            for place, n in zip(_places(started), started["parcels"], strict=True)
        ],
    )
    registered = pd.DataFrame(
        {
            "latitude": [case["registered_latitude"]],
            "longitude": [case["registered_longitude"]],
            "name": [case[f"registered_{language()}"]],
        }
    ).dropna()
    registered["weight"] = 1
    registered["label"] = [_("Registered in {place}").format(place=name) for name in registered["name"]]
    points = pd.concat([started, registered])
    if points.empty:
        return None
    view = map_view.fit(points["longitude"], points["latitude"], MAP_WIDTH, height, closest=3.6)
    names = pd.concat([registered, started.head(4)]).drop_duplicates("name").query("name != ''")
    return maps.deck(
        [
            *maps.ground(view, "province", colours),
            maps.dots(ORIGINS, started, colours),
            maps.rings(maps.REGISTERED, registered, colours["text"]),
            maps.labels(names, view, colours),
        ],
        view,
        colours,
    )


def placed(origins: pd.DataFrame) -> pd.DataFrame:
    """The rows that the small map draws, in its order."""
    return origins.dropna(subset=["latitude", "longitude"])


def strip(listings: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """What the prices are compared with, and the listings that have one, as `charts.price_strip` wants them."""
    priced = listings[(listings["price_use"] == "used") & listings["price_ratio"].notna()]
    cells = zip(priced["price_ratio"], priced["price_basis"], strict=True)
    labels = [
        _("{share} of {basis}").format(share=percent(n), basis=word("price_basis", b)) for n, b in cells
    ]
    only_peers = len(priced) and (priced["price_basis"] == "peers").all()
    title = (
        _("Asking prices against other shops'") if only_peers else _("Asking prices against the reference")
    )
    return title, priced.assign(is_product=priced["price_basis"] == "product", label=labels)


def _places(origins: pd.DataFrame) -> list[str]:
    return [name if _is_known(name) else _("Place without a name") for name in origins[f"name_{language()}"]]


def _weight(cell: Any) -> float:
    return float(cell)


def _is_known(name: object) -> bool:
    return isinstance(name, str) and bool(name)


def _found(row: Any) -> str:
    found, normal = sentence(row.signal, row.level, row.figure), usual(row.signal, row.level, row.usual)
    return _("{what} ({more})").format(what=found, more=normal) if normal else found


def _innocent(row: Any) -> str:
    if row.weight <= 0 or row.strength == "neutral":
        return ""
    return _("may be {reading}").format(reading=word("innocent_reading", row.innocent_reading))
