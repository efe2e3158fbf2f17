"""Figures and charts without the suspects that were cleared: the same on the pages and on paper."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from suyuan.rings.ring_graph import Ring


def head_without(head: pd.Series, cleared: pd.DataFrame) -> pd.Series:
    """`overview__headline` less the suspects that were cleared (rows of `overview__queue`), their number beside."""
    left = head.copy()
    left["suspects"], left["cleared"] = head["suspects"] - len(cleared), len(cleared)
    return left


def totals_without(totals: pd.DataFrame, cleared: pd.DataFrame) -> pd.DataFrame:
    """`overview__totals` less them; a currency that none is left of goes."""
    if cleared.empty:
        return totals
    out = cleared.groupby("currency")[["amount_at_risk", "orders"]].sum()
    out["suspects"] = cleared.groupby("currency").size()
    left = totals.set_index("currency")
    for column in ("suspects", "amount_at_risk", "orders"):
        left[column] = left[column] - out[column].reindex(left.index, fill_value=0)
    return left[left["suspects"] > 0].reset_index()


def ring_without(ring: Ring, cleared: Collection[str]) -> Ring:
    """A ring's frames in which shops that were cleared are no suspects: they stay in it, in the others' colour."""
    members, supply = ring.members.copy(), ring.supply.copy()
    members["suspect"] = members["suspect"].where(~members["member_id"].isin(cleared), other=False)
    for side, shop in (("supplier_suspect", "supplier_shop_id"), ("reseller_suspect", "reseller_shop_id")):
        supply[side] = supply[side].where(~supply[shop].isin(cleared), other=False)
    return replace(ring, members=members, supply=supply)
