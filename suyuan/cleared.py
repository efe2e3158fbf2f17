"""The overview's figures without the suspects that were cleared: the same on the page and on paper."""

from __future__ import annotations

import pandas as pd


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
