"""The overview's filters: which table, and which suspects it holds, kept in the link."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Place

from suyuan import ui
from suyuan.messages import _
from suyuan.ui import chips
from suyuan.ui.chips import Chip
from suyuan.ui.overview import overview_words
from suyuan.wording.words import WORDS, word

QUEUE, CHANGES = "queue", "changes"
BOXES = ("province", "brand", "category", "signal")
# Picked by a click alone: a strength in the table, a change in the table or over it.
PICKS = ("strength", "change")
FILTERS = (*BOXES, *PICKS)

_CODES = {"strength": set(WORDS["shop_strength"]), "change": set(WORDS["change"])}


def queue_filters(head: pd.Series, cleared: list[str]) -> tuple[str, dict[str, str | None], Place]:
    """What the table holds, kept in the link; and the place for its download. `cleared`: shops that are no suspects."""
    choices = ui.load("overview__choices", cleared=cleared)
    columns = st.columns([2.45, 1.2, 1.2, 1.2, 1.2, 1.35], vertical_alignment="center")
    names = {
        QUEUE: _("Queue"),
        CHANGES: _("Changed since last scan {n}").format(n=ui.number(head["changes"])),
    }
    with columns[0]:
        shown = ui.linked(
            st.segmented_control,
            _("Table"),
            list(names),
            key="table",
            default=QUEUE,
            required=True,
            format_func=lambda code: names[code],
            label_visibility="collapsed",
        )
    labels = (_("Region"), _("Brand"), _("Category"), _("Signal"))
    for column, name, label in zip(columns[1:], BOXES, labels, strict=False):
        own = choices[choices["filter"] == name].set_index("code")
        with column:
            ui.linked(
                st.selectbox,
                label,
                list(own.index),
                key=name,
                format_func=partial(overview_words.choice, own, name),
                placeholder=label,
                label_visibility="collapsed",
            )
    kept = {name: st.session_state.get(name) for name in BOXES}
    kept |= {name: code if (code := chips.picked(name)) in _CODES[name] else None for name in PICKS}
    _chips(choices, dict(zip(FILTERS, (*labels, _("Evidence"), _("Change")), strict=True)), kept)
    return shown or QUEUE, kept, columns[5]


def stands_on_top(kept: dict[str, str | None]) -> bool:
    """Whether chips stand over the table: where one box alone is filled, it says so itself."""
    found = {name for name, code in kept.items() if code}
    return len(found) > 1 or bool(found & set(PICKS))


def _chips(choices: pd.DataFrame, labels: dict[str, str], kept: dict[str, str | None]) -> None:
    """What is kept, as chips."""
    found = {name: code for name, code in kept.items() if code}
    if stands_on_top(kept):
        chips.show(
            [Chip(name, f"{labels[name]}: {_named(choices, name, code)}") for name, code in found.items()]
        )


def _named(choices: pd.DataFrame, name: str, code: str) -> str:
    own = choices[choices["filter"] == name].set_index("code")
    if name in PICKS:
        return word("shop_strength" if name == "strength" else name, code)
    return overview_words.choice(own, name, code)
