"""The queue of suspects as a table: words for codes, dots for the mix of evidence, its column settings beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from suyuan.messages import _, language
from suyuan.numbers import number, sold
from suyuan.ui.cell_colours import coloured
from suyuan.wording.reasons import sentence
from suyuan.wording.words import word

KINDS = ("prices", "listing", "buyers", "parcels", "accounts", "laboratory")
DOTS = {
    "very_strong": "●●●",
    "strong": "●●",
    "weak": "●",
    "slight": "·",
    "neutral": "·",
    "slight_for": "·",
    "weak_for": "○",
    "strong_for": "○○",
}


def queue_table(
    rows: pd.DataFrame, colours: Mapping[str, str], marks: Mapping[str, str] | None = None
) -> tuple[Styler, dict[str, Any]]:
    """Rows of `overview__queue` → a styled frame and its column settings. `marks`: by shop, the state of its review."""
    kinds = {f"kind_{kind}": rows[f"kind_{kind}"].map(dots) for kind in KINDS}
    shown = pd.DataFrame(
        {
            "shop": _names(rows),
            **({"state": rows["shop_id"].map(marks).fillna("")} if marks else {}),
            "strength": rows["strength"].map(lambda code: word("shop_strength", code)),
            "apart": _sentences(rows),
            **kinds,
            "at_risk": _amounts(rows),
            "region": rows[f"registered_{language()}"].fillna(""),
            "ring": _rings(rows),
        }
    )
    styled = coloured(shown, list(kinds), lambda text: _dot_colour(text, colours))
    columns: dict[str, Any] = {
        "shop": st.column_config.TextColumn(_("Shop")),
        "state": st.column_config.TextColumn(
            _("Review"),
            # Most are blank: the browser would take the rest for outliers.
            width=90,
            help=_("Where its review stands; ↩: it was cleared, and this is why it is back"),
        ),
        "strength": st.column_config.TextColumn(_("Evidence")),
        "apart": st.column_config.TextColumn(_("What sets it apart")),
        "at_risk": st.column_config.TextColumn(_("At risk"), alignment="right"),
        "region": st.column_config.TextColumn(_("Registered")),
        "ring": st.column_config.TextColumn(
            _("Ring"),
            # A figure of one or two digits under a short English word: the browser would give it more than it needs.
            width=44 if marks and language() == "en" else None,
            alignment="right",
            help=_("How many shops are in one hand with it, itself among them; blank: none is known"),
        ),
    }
    for kind in KINDS:
        columns[f"kind_{kind}"] = st.column_config.TextColumn(
            word("kind", kind),
            help=_("●●● very strong, ●● strong, ● weak, · says little, ○ for the shop, blank: no data"),
        )
    return styled, columns


def hidden_table(hidden: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Any]]:
    """What `review.hidden_table` tells of the cleared shops, and its column settings."""
    columns = {
        "shop": st.column_config.TextColumn(_("Shop")),
        "why": st.column_config.TextColumn(_("Cleared because")),
        "owner": st.column_config.TextColumn(_("By")),
        "until": st.column_config.DateColumn(_("Until"), format="YYYY-MM-DD"),
    }
    return hidden, columns


def changes_table(rows: pd.DataFrame, colours: Mapping[str, str]) -> tuple[Styler, dict[str, Any]]:
    """Rows of `overview__changes` → a styled frame and its column settings."""
    shown = pd.DataFrame(
        {
            "change": rows["change"].map(lambda code: word("change", code)),
            "shop": _names(rows),
            "strength": rows["strength"].map(lambda code: word("shop_strength", code)),
            "apart": _sentences(rows),
            "at_risk": _amounts(rows),
            "region": rows[f"registered_{language()}"].fillna(""),
            "rank_before": rows["rank_before"],
            "rank_now": rows["rank_now"],
        }
    )
    columns = {
        "change": st.column_config.TextColumn(_("Change")),
        "shop": st.column_config.TextColumn(_("Shop")),
        "strength": st.column_config.TextColumn(_("Evidence")),
        "apart": st.column_config.TextColumn(_("What sets it apart")),
        "at_risk": st.column_config.TextColumn(_("At risk"), alignment="right"),
        "region": st.column_config.TextColumn(_("Registered")),
        "rank_before": st.column_config.NumberColumn(_("Rank before"), format="localized"),
        "rank_now": st.column_config.NumberColumn(_("Rank now"), format="localized"),
    }
    return shown.style, columns


def dots(strength: object) -> str:
    """A strength as dots: full ones speak against the shop, hollow ones for it; '' where there is no data."""
    return DOTS.get(str(strength), "")


def _dot_colour(text: str, colours: Mapping[str, str]) -> str:
    if text.startswith("●"):
        return colours["suspect"]
    return colours["against"] if text.startswith("○") else colours["others"]


def _names(rows: pd.DataFrame) -> pd.Series:
    return rows["shop_name"].where(rows["shop_name"].notna(), rows["shop_id"])


def _sentences(rows: pd.DataFrame) -> list[str]:
    columns = zip(rows["apart_signal"], rows["apart_level"], rows["apart_figure"], strict=True)
    return [sentence(signal, level, figure) for signal, level, figure in columns]


def _rings(rows: pd.DataFrame) -> list[str]:
    return ["" if pd.isna(shops) else number(shops) for shops in rows["ring_shops"]]


def _amounts(rows: pd.DataFrame) -> list[str]:
    cells = zip(rows["amount_at_risk"], rows["currency"], rows["orders"], strict=True)
    return [sold(*cell) for cell in cells]
