"""Records behind a shop's figures as tables: columns named, codes in words, times on the viewer's clock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from suyuan.messages import N_, _, language
from suyuan.numbers import money
from suyuan.ui.personal import hide_personal
from suyuan.ui.widths import to_the_edge, width_of_all
from suyuan.ui.zone import local_times
from suyuan.wording.reasons import sentence
from suyuan.wording.words import word

LABELS = {
    "amount": N_("Amount"),
    "amount_at_risk": N_("Brand goods sold"),
    "appraised_at": N_("Appraised"),
    "appraiser": N_("Appraiser"),
    "basis": N_("How known"),
    "bought_at": N_("Bought"),
    "brand": N_("Brand"),
    "buyer_account_id": N_("Buyer's account"),
    "category": N_("Category"),
    "complainant_account_id": N_("Complainant's account"),
    "complained_at": N_("Complained"),
    "complaint_id": N_("Complaint"),
    "courier": N_("Courier"),
    "days": N_("Days"),
    "delivered_at": N_("Delivered"),
    "destination": N_("To"),
    "destination_address": N_("Destination address"),
    "direction": N_("Direction"),
    "distance_km": N_("Distance, km"),
    "figure": N_("What was found"),
    "first_order_at": N_("First order"),
    "from_account_id": N_("From account"),
    "goods_kept": N_("Goods kept"),
    "innocent_reading": N_("Could also be"),
    "is_counterfeit": N_("Means counterfeit"),
    "kind": N_("Kind of evidence"),
    "last_order_at": N_("Last order"),
    "listing_id": N_("Listing"),
    "moved_km": N_("Origin moved, km"),
    "note": N_("Note"),
    "observed_at": N_("Observed"),
    "order_id": N_("Order"),
    "order_line_id": N_("Order line"),
    "ordered_at": N_("Ordered"),
    "orders": N_("Orders"),
    "origin": N_("From"),
    "origin_address": N_("Origin address"),
    "price": N_("Price"),
    "price_basis": N_("Compared with"),
    "price_before": N_("Price before"),
    "price_kept": N_("Price kept"),
    "price_ratio": N_("Of reference"),
    "price_use": N_("Use of the price"),
    "product": N_("Product"),
    "quantity": N_("Units"),
    "rank": N_("Rank"),
    "reason": N_("Reason"),
    "reference_price": N_("Reference"),
    "registered": N_("Registered"),
    "sender_phone": N_("Sender's phone"),
    "shipped_at": N_("Shipped"),
    "shop_id": N_("Shop id"),
    "shop_name": N_("Shop"),
    "signal": N_("Signal"),
    "status": N_("Status"),
    "strength": N_("Strength"),
    "suspect": N_("Suspect"),
    "test_buy_id": N_("Test buy"),
    "text": N_("Text"),
    "title": N_("Title"),
    "to_account_id": N_("To account"),
    "transferred_at": N_("Changed hands"),
    "unit_price": N_("Unit price"),
    "units": N_("Units"),
    "verdict": N_("Verdict"),
    "waybill_no": N_("Waybill"),
}
CODES = {
    "signal": "signal",
    "kind": "kind",
    "strength": "strength",
    "innocent_reading": "innocent_reading",
    "price_use": "price_use",
    "price_basis": "price_basis",
    "verdict": "verdict",
    "reason": "complaint_reason",
    "basis": "complaint_basis",
    "status": "order_status",
    "direction": "direction",
}
MONEY = ("price", "price_before", "reference_price", "unit_price", "amount", "amount_at_risk")
SHARES = ("price_ratio", "goods_kept", "price_kept")
FLAGS = ("suspect", "is_counterfeit")
# What is asked first is to be seen without scrolling: each right after another column.
_AFTER = {
    "category": "price_use",
    "innocent_reading": "price_ratio",
    "units": "innocent_reading",
    "amount": "units",
    "distance_km": "destination",
}
# Needed to read other columns, shown with them.
_SILENT = (
    "currency",
    "level",
    "usual",
    "weight",
    "suspects",
    "span_low",
    "span_high",
    "suspects_alike",
    "origin_adcode",
)


def readable(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Rows of a `shop__…` query → the same rows as people read them, and the table's column settings."""
    frame = hide_personal(frame)
    shown: dict[str, Any] = {}
    for column in frame.columns:
        name = column.removesuffix("_zh").removesuffix("_en")
        if column in _SILENT or (name != column and column != f"{name}_{language()}"):
            continue
        shown[name] = _values(frame, column)
    table = pd.DataFrame({name: shown[name] for name in _in_order(shown)}, index=frame.index)
    return table, to_the_edge(table, {name: _setting(name, table) for name in table.columns})


def _in_order(names: Iterable[str]) -> list[str]:
    """The names as the query gives them; what is asked first stands before what only explains it."""
    found = list(names)
    for name, after in _AFTER.items():
        if name in found and after in found:
            found.remove(name)
            found.insert(found.index(after) + 1, name)
    return found


def _values(frame: pd.DataFrame, column: str) -> Any:  # noqa: PLR0911
    if column == "figure":
        rows = zip(frame["signal"], frame["level"], frame["figure"], strict=True)
        return [sentence(*row) for row in rows]
    if column in MONEY:
        return [money(amount, code, 2) for amount, code in zip(frame[column], frame["currency"], strict=True)]
    if column == "innocent_reading" and "weight" in frame:
        # What speaks for the shop needs no innocent reading.
        readings = zip(frame[column], frame["weight"], strict=True)
        return [word(column, reading) if weight > 0 else "" for reading, weight in readings]
    if column in CODES:
        family = "shop_strength" if column == "strength" and "rank" in frame else CODES[column]
        return frame[column].map(lambda code: word(family, code)).astype("object")
    if column.endswith("_at"):
        return local_times(frame[column])
    if column in SHARES:
        return frame[column].astype(float)
    if column in FLAGS:
        yes, no = _("yes"), _("no")
        return frame[column].map(lambda flag: "" if pd.isna(flag) else yes if flag else no).astype("object")
    return frame[column]


def _setting(name: str, table: pd.DataFrame) -> Any:
    label = _(LABELS.get(name, name))
    if name in SHARES:
        return st.column_config.NumberColumn(label, format="percent")
    if name.endswith("_at"):
        return st.column_config.DatetimeColumn(label, format="YYYY-MM-DD HH:mm")
    if pd.api.types.is_numeric_dtype(table[name]):
        return st.column_config.NumberColumn(label, format="localized")
    return st.column_config.TextColumn(
        label, width=width_of_all(table[name], label), alignment="right" if name in MONEY else "left"
    )
