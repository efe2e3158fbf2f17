"""A shop picked on a page that shows many: its chip, and beside the chip the way to its own page."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from suyuan.messages import _
from suyuan.ui import chips
from suyuan.ui.chips import Chip
from suyuan.ui.findings import load
from suyuan.ui.links import open_shop

SHOP = "shop"


def chip() -> list[Chip]:
    """The picked shop as a chip, by its name where it has one; none where none is picked."""
    shop_id = chips.picked(SHOP)
    if not shop_id:
        return []
    found = load("frame__shop", shop_id=shop_id)
    name = found["shop_name"].iloc[0] if len(found) else None
    return [Chip(SHOP, _("Shop: {what}").format(what=name if isinstance(name, str) else shop_id))]


def way(row: DeltaGenerator | None, shop_id: str = "") -> None:
    """The button to the page of the picked shop, else of this one."""
    shop_id = chips.picked(SHOP) or shop_id
    if row is not None and shop_id:
        with row:
            if st.button(_("Open the shop"), icon=":material/storefront:", key="open_shop"):
                open_shop(shop_id)
