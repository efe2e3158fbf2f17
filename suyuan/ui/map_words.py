"""What the map says: names in the viewer's language, labels under the pointer, the legend."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from suyuan import maps
from suyuan.map_pick import MapPick
from suyuan.map_view import legend_values
from suyuan.messages import _, language
from suyuan.ui.findings import load
from suyuan.numbers import number, percent


def names(frame: pd.DataFrame, prefix: str = "") -> pd.Series:
    """The regions' names in the viewer's language, from `<prefix>zh` and `<prefix>en`; the key where unnamed."""
    own = frame[prefix + ("zh" if language() == "zh" else "en")]
    return own.fillna("?").astype(str)


def with_province(frame: pd.DataFrame) -> pd.Series:
    """'Suzhou · Anhui': the province beside a name, since names recur."""
    above = names(frame.fillna({"province_zh": "", "province_en": ""}), "province_")
    own = names(frame, "name_")
    return own.where(above == "", own + " · " + above)


def meant(everyone: bool) -> str:
    """Whose parcels are counted."""
    return _("parcels") if everyone else _("suspects' parcels")


def hexagon_labels(cells: pd.DataFrame, everyone: bool) -> pd.Series:
    lines = [
        _("Starting near {place}").format(place=place)
        + "\n"
        + _figures(row, everyone)
        + "\n"
        + _("{shops} shops").format(shops=number(row.shops if row.parcels else row.all_shops))
        for place, row in zip(names(cells, "name_"), cells.itertuples(), strict=True)
    ]
    return pd.Series(lines, index=cells.index, dtype=object)


def flow_labels(flows: pd.DataFrame, everyone: bool) -> pd.Series:
    lines = [
        f"{start} → {end}\n{_figures(row, everyone)}\n{_('{units} units').format(units=number(row.units))}"
        for start, end, row in zip(
            names(flows, "origin_"), names(flows, "destination_"), flows.itertuples(), strict=True
        )
    ]
    return pd.Series(lines, index=flows.index, dtype=object)


def registered_labels(places: pd.DataFrame, everyone: bool) -> pd.Series:
    said = (
        _("{shops} shops registered in {place}")
        if everyone
        else _("{shops} suspect shops registered in {place}")
    )
    lines = [
        said.format(shops=number(row.shops), place=place)
        for place, row in zip(names(places, "name_"), places.itertuples(), strict=True)
    ]
    return pd.Series(lines, index=places.index, dtype=object)


def _figures(row: object, everyone: bool) -> str:
    parcels, everything = row.parcels, row.all_parcels  # type: ignore[attr-defined]
    if everyone:
        return _("{parcels} parcels").format(parcels=number(parcels))
    return _("{parcels} of suspects, {share} of all {all} there").format(
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
    together = pd.concat([starts, ends]).dropna(subset=["longitude", "latitude"])
    # Areas without a name are told by coordinates: no label on a map.
    together = together[~together["name"].str.match(r"^-?\d+\.\d+, ")]
    together = together.sort_values("parcels", ascending=False, kind="stable").drop_duplicates("key")
    return together.head(most)


def drawn(flows: pd.DataFrame, figures: pd.Series) -> str:
    """What the map leaves out, in one line: flows beyond the busiest, parcels without a place, guessed places."""
    parts = []
    if len(flows):
        parts.append(
            _("{drawn} of {all} flows drawn, {share} of the parcels that leave their region").format(
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
    parts.append(_("sketch map"))
    return " · ".join(parts) + "."


def picked(pick: MapPick) -> str:
    """What is picked, in words: 'Putian → Shanghai'."""
    called = [_name(key) for key in pick.keys]
    if pick.kind == "flow":
        return " → ".join(called)
    said = {
        "start": _("starting in {place}"),
        "end": _("ending in {place}"),
        "cell": _("starting in the hexagon near {place}"),
        "registered": _("of shops registered in {place}"),
    }
    return said[pick.kind].format(place=called[0])


def _name(key: str) -> str:
    found = load("geography__name", key=key)
    return key if found.empty else str(names(found, "name_").iloc[0])


def legend(
    cells: pd.DataFrame, flows: pd.DataFrame, places: pd.DataFrame, colours: Mapping[str, str], everyone: bool
) -> str:
    """The legend under the map as HTML: what each mark means, with the counts it stands for."""
    parts = []
    counts = cells.loc[cells["parcels"] > 0, "parcels"]
    if len(counts):
        whose = meant(everyone)
        chips = "".join(
            _chip(colours["source"], maps.hexagon_alpha(value, counts) / 255, number(value))
            for value in legend_values(counts)
        )
        parts.append(f"<b>{escape(_('Start of {whose}').format(whose=whose))}</b>{chips}")
    if (cells["parcels"] == 0).any():
        parts.append(_chip(colours["others"], 60 / 255, _("only other shops' parcels")))
    if len(flows):
        lines = "".join(
            _line(maps.flow_width(value, flows["parcels"]), colours, number(value))
            for value in legend_values(flows["parcels"])
        )
        parts.append(f"<b>{escape(_('Flow'))}</b>{lines}")
    if len(places):
        ring = colours["others"] if everyone else colours["suspect"]
        said = _("where the shops are registered") if everyone else _("where the suspects are registered")
        parts.append(
            f'<svg width="14" height="14"><circle cx="7" cy="7" r="5" fill="none" stroke="{ring}" '
            f'stroke-width="2"/></svg>{escape(said)}'
        )
    items = "".join(f'<span style="{_ITEM}">{part}</span>' for part in parts)
    return f'<div style="{_BOX}color:{colours["quiet"]}">{items}</div>'


_BOX = "display:flex;flex-wrap:wrap;gap:0.15rem 1.3rem;font-size:0.86rem;line-height:1.5;"
_ITEM = "display:inline-flex;align-items:center;gap:0.35rem;white-space:nowrap"


def _chip(colour: str, alpha: float, text: str) -> str:
    red, green, blue = maps.rgb(colour)
    return (
        f'<svg width="13" height="14"><polygon points="6.5,0 13,3.5 13,10.5 6.5,14 0,10.5 0,3.5" '
        f'fill="rgba({red},{green},{blue},{alpha:.2f})"/></svg>{escape(text)}'
    )


def _line(width: float, colours: Mapping[str, str], text: str) -> str:
    half = 4 - width / 2
    return (
        f'<svg width="26" height="8"><rect x="0" y="{half:.1f}" width="13" height="{width:.1f}" '
        f'fill="{colours["source"]}"/><rect x="13" y="{half:.1f}" width="13" height="{width:.1f}" '
        f'fill="{colours["control"]}"/></svg>{escape(text)}'
    )
