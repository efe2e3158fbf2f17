"""Picks on the geography page: from the map or its list into the link, and out of it again."""

from __future__ import annotations

from typing import Any

import streamlit as st

from suyuan import map_pick
from suyuan.map_pick import MapPick
from suyuan.ui.geography import map_sites

PICK, KEYS = "pick", "geography_keys"


def current() -> MapPick | None:
    """The pick that the link names."""
    return map_pick.from_link(st.query_params.get(PICK))


def keep(pick: MapPick | None) -> None:
    """A pick stands in the link; none leaves it."""
    if pick is None:
        st.query_params.pop(PICK, None)
    else:
        st.query_params[PICK] = map_pick.to_link(pick)


def forget() -> None:
    """A pick belongs to the map it was made on; with new filters the old marks go too."""
    st.query_params.pop(PICK, None)
    st.session_state["geography_round"] = st.session_state.get("geography_round", 0) + 1


def widget_key(name: str) -> str:
    return f"geography_{name}_{st.session_state.get('geography_round', 0)}"


def on_map() -> None:
    """A site opens its ring; anything else fills the table under the map."""
    selection, keys = st.session_state[widget_key("map")]["selection"], st.session_state[KEYS]
    ring_id = map_pick.ring_of_site(selection, keys)
    if ring_id:
        map_sites.remember(ring_id)
    else:
        keep(map_pick.read(selection, keys))


def in_list() -> None:
    rows = st.session_state[widget_key("list")]["selection"]["rows"]
    keep(MapPick(*st.session_state[KEYS]["list"][rows[0]]) if rows else None)


def told(parameters: dict[str, Any], pick: MapPick | None = None) -> dict[str, object]:
    """The filters as the file's name tells them."""
    return {
        "parcels": "all" if parameters["everyone"] else "suspects",
        "level": parameters["level"],
        "from": parameters["province"],
        "days": None if parameters["whole"] else f"{parameters['since']:%Y%m%d}-{parameters['until']:%Y%m%d}",
        "pick": map_pick.to_link(pick).replace("~", "-"),
    }
