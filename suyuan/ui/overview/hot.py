"""What rises by itself, behind one button over the queue; nothing where nothing is hot."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from suyuan.messages import _, ngettext
from suyuan.numbers import number, times
from suyuan.ui import chips
from suyuan.ui.download import csv_button
from suyuan.ui.findings import load
from suyuan.ui.links import go
from suyuan.ui.personal import escape
from suyuan.ui.prices.price_filters import BRANDS, PRODUCTS

ROWS = 50


def hot_categories(cleared: list[str]) -> None:
    """A button with the strongest of them; behind it the list: a row keeps the suspects there, or opens its prices."""
    rows = load("overview__hot", cleared=cleared)
    if rows.empty:
        return
    with st.popover(headline(rows), icon=":material/trending_up:"):
        st.caption(
            _(
                "Sold at least twice what was to be expected, while the rest of the market did not. A place to look: "
                "a season, a tournament or a new product does it too, and it accuses nobody."
            )
        )
        picked = st.dataframe(
            table(rows.head(ROWS)),
            hide_index=True,
            on_select="rerun",
            selection_mode="single-cell",
            key=chips.widget_key("rows_hot"),
        )
        st.caption(
            _("A row keeps the suspects who sell that brand and category; its last cell opens their prices.")
        )
        csv_button("overview__hot", {"cleared": cleared}, "hot_categories", filters={})
    cells = picked["selection"]["cells"]
    if cells and cells[0][0] < len(rows):
        row = rows.iloc[cells[0][0]]
        if cells[0][1] == _("Prices"):
            _open_prices(row)
        _keep(row)


def headline(rows: pd.DataFrame) -> str:
    """Rows of `overview__hot`: the first, how far it rose, the suspects there, and how many more."""
    first = rows.iloc[0]
    what = escape(_name(first))
    told = _("Hot now: {what}") if first["is_now"] else _("Was hot: {what}")
    words = [told.format(what=what)]
    if pd.notna(first["rise"]):
        words.append(_("{times} the expected").format(times=times(first["rise"])))
    if first["suspects"]:
        suspects = int(first["suspects"])
        words.append(ngettext("{n} suspect there", "{n} suspects there", suspects).format(n=number(suspects)))
    more = len(rows) - 1
    if more:
        words.append(ngettext("{n} other", "{n} others", more).format(n=number(more)))
    return " · ".join(words)


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """The list as it is shown: text and whole numbers alone."""
    # Weeks are the data's, Monday to Sunday in UTC: a viewer's zone must not make Sundays of them.
    first = rows["first_week_starts_at"].dt.strftime("%Y-%m-%d")
    last = rows["last_week_starts_at"].dt.strftime("%Y-%m-%d")
    return pd.DataFrame(
        {
            _("Brand"): rows["brand"].where(rows["brand"] != "", _("no brand")),
            _("Category"): rows["category"].where(rows["category"] != "", _("no category")),
            _("Weeks from"): first,
            _("Weeks to"): last.where(~rows["is_now"], _("now")),
            _("Times the expected"): rows["rise"].round(1),
            _("Suspects there"): rows["suspects"],
            _("Sellers"): rows["sellers"],
            _("Order lines"): rows["orders"],
            _("Counterfeit complaints"): rows["complaints"],
            _("Prices"): _("open"),
        }
    )


def _name(row: pd.Series) -> str:
    names = [row["brand"] or _("no brand"), row["category"]]
    return " ".join(name for name in names if name)


def _keep(row: pd.Series) -> None:
    """The queue filtered to what the row names, and by no other goods."""
    for key in ("brand", "category"):
        if row[key]:
            st.query_params[key] = str(row[key])
        else:
            st.query_params.pop(key, None)
    chips.renew()
    st.rerun()


def _open_prices(row: pd.Series) -> None:
    link = {key: str(row[key]) for key in ("brand", "category") if row[key]}
    # What the row does not name must not be filtered by what the overview is: its filters go along.
    for key in {"brand", "category"} - link.keys():
        st.query_params.pop(key, None)
    # Said here, the page need not write it into its link itself: that would be one more step back.
    go("pages/prices.py", **link, rows=PRODUCTS if "brand" in link else BRANDS)
