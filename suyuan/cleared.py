"""Figures and charts without the suspects that were cleared: the same on the pages and on paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from suyuan.messages import ngettext
from suyuan.numbers import number
from suyuan.rings.ring_graph import Ring


def not_counted(cleared: int) -> str:
    """Under a number of suspects: how many were cleared and are none of them; '' where nobody was."""
    if not cleared:
        return ""
    return ngettext("{n} cleared, not counted", "{n} cleared, not counted", cleared).format(n=number(cleared))


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


def case_without(case: Mapping[Any, Any], cleared: Collection[str]) -> dict[Any, Any]:
    """A row of `shop__case`, `cleared` beside: whether a review cleared it; then it is no suspect."""
    suspect = bool(case["suspect"])
    is_cleared = suspect and case["shop_id"] in cleared
    return {**case, "suspect": suspect and not is_cleared, "cleared": is_cleared}


def ring_head_without(
    head: Mapping[Any, Any], members: pd.DataFrame, cleared: Collection[str]
) -> dict[Any, Any]:
    """A row of `rings__head` less the suspects among its `members` that were cleared, their number beside."""
    suspects = members.loc[members["suspect"].fillna(False).astype(bool), "member_id"]
    out = int(suspects.isin(cleared).sum())
    return {**head, "suspects": head["suspects"] - out, "cleared": out}


def ring_without(ring: Ring, cleared: Collection[str]) -> Ring:
    """A ring's frames in which shops that were cleared are no suspects: they stay in it, in the others' colour."""
    members, supply = ring.members.copy(), ring.supply.copy()
    members["suspect"] = members["suspect"].where(~members["member_id"].isin(cleared), other=False)
    for side, shop in (("supplier_suspect", "supplier_shop_id"), ("reseller_suspect", "reseller_shop_id")):
        supply[side] = supply[side].where(~supply[shop].isin(cleared), other=False)
    return replace(ring, members=members, supply=supply)
