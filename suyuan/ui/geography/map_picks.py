"""Picks on the geography page: from the map, its list and its table into the link, and out of it again."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from suyuan import map_pick
from suyuan.map_pick import PLACES
from suyuan.ui import chips, picked_shop
from suyuan.ui.chips import Chip
from suyuan.ui.geography import map_sites, map_words
from suyuan.ui.picked_shop import SHOP

KEYS = "geography_keys"
_OLD = "pick"
# What a click on a cell of a parcel picks; on any other its shop.
_CELLS = {
    "origin": ("origin",),
    "destination": ("destination",),
    "distance_km": ("origin", "destination"),
}


def parameters() -> dict[str, str]:
    """The picks as parameters of the page's queries: '' leaves out nothing."""
    if chips.picked(_OLD):
        keep(map_pick.from_old_link(chips.picked(_OLD)))
        st.query_params.pop(_OLD, None)
    return {name: chips.picked(name) for name in (*PLACES, SHOP)}


def show() -> bool:
    """What is picked, as chips; beside them the way to the shop, if one is. Returns whether anything is."""
    places = [Chip(name, map_words.picked(name, key)) for name in PLACES if (key := chips.picked(name))]
    row = chips.show([*places, *picked_shop.chip()])
    picked_shop.way(row)
    return row is not None


def keep(picks: dict[str, str]) -> None:
    """Picks by their name into the link; the same again take themselves out."""
    if picks and all(chips.picked(name) == key for name, key in picks.items()):
        for name in picks:
            st.query_params.pop(name, None)
    else:
        for name, key in picks.items():
            st.query_params[name] = key


def on_map() -> None:
    """A site opens its ring; anything else is a pick. A callback."""
    selection, keys = st.session_state[chips.widget_key("geography_map")]["selection"], st.session_state[KEYS]
    chips.renew()
    ring_id = map_pick.ring_of_site(selection, keys)
    if ring_id:
        map_sites.remember(ring_id)
    else:
        keep(map_pick.read(selection, keys))


def in_list(name: str, widget: str) -> None:
    """A row of the ranked list: its region is picked as a start or an end. A callback."""
    cells, rows = st.session_state[widget]["selection"]["cells"], st.session_state[KEYS]["list"]
    if cells and cells[0][0] < len(rows):
        chips.renew()
        keep({name: rows[cells[0][0]]})


def in_table(rows: pd.DataFrame, widget: str) -> None:
    """A row of the table: its shop is picked; of a parcel, where it starts, where it ends, or both. A callback."""
    cells = st.session_state[widget]["selection"]["cells"]
    if not cells or cells[0][0] >= len(rows):
        return
    row, column = rows.iloc[cells[0][0]], cells[0][1]
    picks = {name: row.get(f"{name}_key") for name in _CELLS.get(column, ())} or {SHOP: row["shop_id"]}
    chips.renew()
    keep({name: str(key) for name, key in picks.items() if isinstance(key, str)})


def told(asked: dict[str, Any]) -> dict[str, object]:
    """Filters and picks as the file's name tells them."""
    return {
        "parcels": "all" if asked["everyone"] else "suspects",
        "level": asked["level"],
        "from": asked["province"],
        "days": None if asked["whole"] else f"{asked['since']:%Y%m%d}-{asked['until']:%Y%m%d}",
        **{name: asked[name].replace(":", "-") for name in (*PLACES, SHOP)},
    }
