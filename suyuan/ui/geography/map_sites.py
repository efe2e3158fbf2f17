"""The sites of rings over the geography page's map: sources and dens, each the way to its ring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pydeck as pdk
import streamlit as st

from suyuan import maps
from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.ui.findings import load
from suyuan.ui.links import go
from suyuan.ui.theme import SITE_COLOURS
from suyuan.wording import ring_words
from suyuan.wording.words import word

MOST = 400
_OPEN = "ring_of_a_picked_site"


def rows(cleared: Sequence[str]) -> pd.DataFrame:
    """The sites to draw, labelled; `is_cleared`: of a ring whose suspects were all cleared."""
    sites = load("geography__sites", most=MOST, cleared=cleared)
    each = [row for _i, row in sites.iterrows()]
    return sites.assign(
        weight=sites["shipments"].clip(lower=1),
        label=[
            f"{word('site_role', row['role'])} · {ring_words.place_name(row, full=True)}\n"
            + _("Ring: {name}").format(name=ring_words.ring_name(row))
            + (" · " + _("cleared on review") if row["is_cleared"] else "")
            + "\n"
            + ngettext("{n} parcel", "{n} parcels", int(row["shipments"])).format(n=number(row["shipments"]))
            for row in each
        ],
    )


def layers(sites: pd.DataFrame, colours: Mapping[str, str]) -> list[pdk.Layer]:
    """Sources and dens by their colours; a cleared ring's among the others, whatever they are."""
    kept, out = sites[~sites["is_cleared"]], sites[sites["is_cleared"]]
    beneath = [maps.cleared_sites(out, colours)] if len(out) else []
    return [*beneath, *maps.sites(kept, colours, SITE_COLOURS)]


def keys(sites: pd.DataFrame) -> dict[str, list[tuple[str, ...]]]:
    """Per layer the ring of each of its rows, in the order drawn."""
    layer = sites["role"].map(maps.SITES).where(~sites["is_cleared"], maps.CLEARED)
    return {name: [(ring,) for ring in own] for name, own in sites["ring_id"].groupby(layer)}


def remember(ring_id: str) -> None:
    """A picked site's ring: opened once the page runs again."""
    st.session_state[_OPEN] = ring_id


def open_picked() -> None:
    """Go to the ring whose site was picked on the map, if one was."""
    ring_id = st.session_state.pop(_OPEN, None)
    if ring_id:
        go("pages/rings.py", ring=ring_id, view="places")
