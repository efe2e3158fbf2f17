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

QUEUE, CHANGES = "queue", "changes"
FILTERS = ("province", "brand", "category", "signal")


def queue_filters(head: pd.Series) -> tuple[str, dict[str, str | None], Place]:
    """What the table holds, kept in the link; and the place for its download."""
    choices = ui.load("overview__choices")
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
    for column, name, label in zip(columns[1:], FILTERS, labels, strict=False):
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
                disabled=shown == CHANGES,
            )
    if shown == QUEUE:
        _chips(choices, dict(zip(FILTERS, labels, strict=True)))
    return shown or QUEUE, {name: st.session_state.get(name) for name in FILTERS}, columns[5]


def _chips(choices: pd.DataFrame, labels: dict[str, str]) -> None:
    """What is kept, as chips; where one filter alone is on, its box says it."""
    kept = {name: str(code) for name in FILTERS if (code := st.session_state.get(name))}
    if len(kept) > 1:
        chips.show(
            [Chip(name, f"{labels[name]}: {_named(choices, name, code)}") for name, code in kept.items()]
        )


def _named(choices: pd.DataFrame, name: str, code: str) -> str:
    own = choices[choices["filter"] == name].set_index("code")
    return overview_words.choice(own, name, code)
