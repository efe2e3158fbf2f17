"""A shop's ring on the shop's page: the way to it, and the shops it is tied to, by which records."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Place

from suyuan.messages import _
from suyuan.numbers import number
from suyuan.ui.findings import load
from suyuan.ui.links import go
from suyuan.ui.personal import escape
from suyuan.wording import ring_words

NAMED = 3


def button(shop_id: str, place: Place) -> None:
    """The button that opens the shop's ring; nothing where it belongs to none."""
    rings = load("shop__ring", shop_id=shop_id)
    if rings.empty:
        return
    ring = rings.iloc[0]
    words = _("Ring of {n} shops: {name}").format(n=number(ring["shops"]), name=ring_words.ring_name(ring))
    if place.button(escape(words), icon=":material/hub:", key="open_ring_of_shop", width="stretch"):
        go("pages/rings.py", ring=str(ring["ring_id"]))


def path(shop_id: str) -> None:
    """The shops it is tied to and what ties them: by this way suspicion reaches it from others."""
    ties = load("shop__ties", shop_id=shop_id)
    if ties.empty:
        return
    told = [
        "**" + escape(row["shop_id" if pd.isna(row["shop_name"]) else "shop_name"]) + "** "
        + _("({kinds})").format(kinds=escape(ring_words.kinds(row["kinds"])))
        for _i, row in ties.rename(columns={"other_shop_id": "shop_id"}).head(NAMED).iterrows()
    ]  # fmt: skip
    more = len(ties) - len(told)
    line = _("Tied to {shops}").format(shops=" · ".join(told))
    st.caption(line + (" · " + _("{n} more").format(n=number(more)) if more else ""))
