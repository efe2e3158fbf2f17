"""What the map says: names in the viewer's language, labels under the pointer, the legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import pandas as pd

from suyuan import maps
from suyuan.map_view import centre, is_cell, legend_values
from suyuan.messages import _, language, ngettext
from suyuan.numbers import number, percent
from suyuan.ui.findings import load
from suyuan.ui.theme import SITE_COLOURS
from suyuan.wording import pick_words
from suyuan.wording.words import word


def names(frame: pd.DataFrame, prefix: str = "") -> pd.Series:
    """Names in the viewer's language, from the columns `<prefix>zh` and `<prefix>en`."""
    own = frame[prefix + ("zh" if language() == "zh" else "en")]
    return own.fillna("?").astype(str)


def told_apart(frame: pd.DataFrame) -> pd.Series:
    """Names, those that recur with their province: 'Suzhou · Anhui'."""
    own = names(frame, "name_")
    above = names(frame.fillna({"province_zh": "", "province_en": ""}), "province_")
    return own.where(~own.duplicated(keep=False) | (above == ""), own + " · " + above)


def hexagon_labels(cells: pd.DataFrame, whose: str) -> pd.Series:
    lines = []
    for place, row in zip(names(cells, "name_"), _rows(cells), strict=True):
        shops = int(row.shops if row.parcels else row.all_shops)
        told = ngettext("{shops} shop", "{shops} shops", shops).format(shops=number(shops))
        start = _("Starting near {place}").format(place=place)
        lines.append(f"{start}\n{_figures(row, whose)}\n{told}")
    return pd.Series(lines, index=cells.index, dtype=object)


def flow_labels(flows: pd.DataFrame, whose: str) -> pd.Series:
    said = _("{units} units")
    lines = [
        f"{start} → {end}\n{_figures(row, whose)}\n{said.format(units=number(row.units))}"
        for start, end, row in zip(
            names(flows, "origin_"), names(flows, "destination_"), _rows(flows), strict=True
        )
    ]
    return pd.Series(lines, index=flows.index, dtype=object)


def region_labels(regions: pd.DataFrame, whose: str) -> pd.Series:
    """What a region's dot says; `weight` are its parcels."""
    said = _("Starting in {place}")
    figures = regions.rename(columns={"weight": "parcels"})
    lines = [
        said.format(place=place) + "\n" + _figures(row, whose)
        for place, row in zip(told_apart(figures), _rows(figures), strict=True)
    ]
    return pd.Series(lines, index=regions.index, dtype=object)


def registered_labels(places: pd.DataFrame, everyone: bool) -> pd.Series:
    lines = []
    for place, row in zip(names(places, "name_"), _rows(places), strict=True):
        if everyone:
            said = ngettext(
                "{shops} shop registered in {place}", "{shops} shops registered in {place}", row.shops
            )
        else:
            said = ngettext(
                "{shops} suspect shop registered in {place}",
                "{shops} suspect shops registered in {place}",
                row.shops,
            )
        lines.append(said.format(shops=number(row.shops), place=place))
    return pd.Series(lines, index=places.index, dtype=object)


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return iter(frame.itertuples())


def whose(asked: Mapping[str, Any]) -> str:
    """Whose parcels are in question: those of the 'picked' shops, else 'all' or the 'suspects'."""
    if asked["shop"] or asked["registered"]:
        return "picked"
    return "all" if asked["everyone"] else "suspects"


def _figures(row: Any, whose: str) -> str:
    parcels, everything = row.parcels, row.all_parcels
    if whose == "all":
        return _("{parcels} parcels").format(parcels=number(parcels))
    said = _("{parcels} of suspects, {share} of all {all} there")
    if whose == "picked":
        said = _("{parcels} of what is picked, {share} of all {all} there")
    return said.format(
        parcels=number(parcels), share=percent(parcels / max(everything, 1)), all=number(everything)
    )


def place_names(regions: pd.DataFrame, flows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The regions that deserve a label, the busiest first: origins, then where the flows end."""
    starts = pd.DataFrame(
        {
            "key": regions["region_key"],
            "name": names(regions, "name_"),
            "longitude": regions["longitude"],
            "latitude": regions["latitude"],
            "parcels": regions["parcels"],
        }
    )
    ends = pd.DataFrame(
        {
            "key": flows["destination_key"],
            "name": names(flows, "destination_"),
            "longitude": flows["destination_longitude"],
            "latitude": flows["destination_latitude"],
            "parcels": flows["parcels"],
        }
    )
    ends["parcels"] = ends.groupby("key")["parcels"].transform("sum")
    together = pd.concat([starts, ends]).dropna(subset=["longitude", "latitude"])
    # Areas without a name are told by coordinates: no label on a map.
    together = together[~together["name"].str.match(r"^-?\d+\.\d+, ")]
    together = together.sort_values("parcels", ascending=False, kind="stable").drop_duplicates("key")
    return together.head(most)


def drawn(flows: pd.DataFrame, figures: pd.Series) -> str:
    """What the map leaves out: flows beyond the busiest, parcels without a place, guessed places."""
    parts = []
    if len(flows):
        parts.append(
            _("{drawn} of {all} flows drawn: {share} of the parcels between regions").format(
                drawn=number(len(flows)),
                all=number(flows["flows"].iloc[0]),
                share=percent(flows["parcels"].sum() / flows["flowing_parcels"].iloc[0]),
            )
        )
    if figures["unplaced_parcels"]:
        parts.append(
            _("{parcels} parcels without a place").format(parcels=number(figures["unplaced_parcels"]))
        )
    if figures["guessed_parcels"]:
        parts.append(
            _("{parcels} placed by the nearest region").format(parcels=number(figures["guessed_parcels"]))
        )
    parts.append(_("Sketch map"))
    return " · ".join(parts)


def picked(name: str, key: str) -> str:
    """What is picked, in words: 'starting in Putian'."""
    return pick_words.on_map(name, _name(key))


def marks(asked: Mapping[str, Any]) -> pd.DataFrame:
    """Where the regions and the hexagon stand that were picked: `longitude`, `latitude`."""
    found = [
        load("geography__name", key=asked[name])
        for name in ("origin", "destination", "registered")
        if asked[name]
    ]
    if is_cell(asked["cell"]):
        found.append(pd.DataFrame([centre(asked["cell"])], columns=["longitude", "latitude"]))
    together = [frame[["longitude", "latitude"]] for frame in found if len(frame)]
    return pd.concat(together).astype(float).dropna() if together else pd.DataFrame()


def _name(key: str) -> str:
    found = load("geography__name", key=key)
    return key if found.empty else str(names(found, "name_").iloc[0])


def legend(
    cells: pd.DataFrame,
    flows: pd.DataFrame,
    places: pd.DataFrame,
    colours: Mapping[str, str],
    everyone: bool,
    sites: pd.DataFrame,
    *,
    is_marked: bool,
) -> str:
    """The legend under the map as HTML: what each mark means, with the counts it stands for."""
    parts = []
    counts = cells.loc[cells["parcels"] > 0, "parcels"]
    if len(counts):
        title = _("Parcels start") if everyone else _("Suspects' parcels start")
        chips = "".join(
            _chip(colours["source"], maps.hexagon_alpha(value, counts) / 255, number(value))
            for value in legend_values(counts)
        )
        parts.append(f"<b>{escape(title)}</b>{chips}")
    if (cells["parcels"] == 0).any():
        parts.append(_chip(colours["others"], 60 / 255, _("only other shops' parcels")))
    if len(flows):
        lines = "".join(
            _line(maps.flow_width(value, flows["parcels"]), colours, number(value))
            for value in legend_values(flows["parcels"])
        )
        title = _("Parcels between regions")
        parts.append(f"<b>{escape(title)}</b>{lines}")
    if len(places):
        ring = colours["others"] if everyone else colours["suspect"]
        said = _("where the shops are registered") if everyone else _("where the suspects are registered")
        parts.append(_ring(ring, said))
    if len(sites):
        open_roles = set(sites.loc[~sites["is_cleared"], "role"])
        parts += [
            _dot(colours[colour], word("site_role", role))
            for role, colour in SITE_COLOURS.items()
            if role in open_roles
        ]
        if sites["is_cleared"].any():
            parts.append(_ring(colours["others"], _("of a ring cleared on review"), px=7))
    if is_marked:
        parts.append(_ring(colours["text"], _("picked")))
    items = "".join(f'<span style="{_ITEM}">{part}</span>' for part in parts)
    return f'<div style="{_BOX}color:{colours["quiet"]}">{items}</div>'


_BOX = "display:flex;flex-wrap:wrap;gap:0.15rem 1.3rem;font-size:0.86rem;line-height:1.5;"
_ITEM = "display:inline-flex;align-items:center;gap:0.35rem;white-space:nowrap"


def _chip(colour: str, alpha: float, text: str) -> str:
    red, green, blue = maps.rgb(colour)
    return (
        '<span style="width:13px;height:14px;clip-path:polygon(50% 0,100% 25%,100% 75%,50% 100%,0 75%,0 25%);'
        f'background:rgba({red},{green},{blue},{alpha:.2f})"></span>{escape(text)}'
    )


def _line(width: float, colours: Mapping[str, str], text: str) -> str:
    return (
        f'<span style="width:26px;height:{width:.1f}px;'
        f'background:linear-gradient(90deg,{colours["source"]},{colours["control"]})"></span>{escape(text)}'
    )


def _ring(colour: str, text: str, *, px: int = 11) -> str:
    return (
        f'<span style="width:{px}px;height:{px}px;border:2px solid {colour};border-radius:50%"></span>'
        f"{escape(text)}"
    )


def _dot(colour: str, text: str) -> str:
    return f'<span style="width:9px;height:9px;background:{colour};border-radius:50%"></span>{escape(text)}'
