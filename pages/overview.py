"""Whom do I open next, and why? What the last scan found: the queue of suspects, and what changed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from suyuan import ui
from suyuan.cleared import head_without, totals_without
from suyuan.messages import _
from suyuan.ui.freshness import keep_fresh
from suyuan.ui.overview import cards, overview_words, queue_view
from suyuan.ui.overview.hot import hot_categories
from suyuan.ui.overview.queue_filters import CHANGES, queue_filters


def render_headline(cleared: pd.DataFrame) -> pd.Series:
    """When and over what; suspects, and never without them the innocents to expect; money; brands.

    What was cleared is in none of the figures, as it is not in the queue.
    """
    signals = ui.load("overview__signals")
    head = head_without(ui.load("overview__headline", cleared=list(cleared["shop_id"])).iloc[0], cleared)
    totals = totals_without(ui.load("overview__totals"), cleared)
    brands = ui.load("overview__brands", cleared=list(cleared["shop_id"]))
    scan = ui.load("frame__scan").iloc[0]
    keep_fresh(overview_words.scan_line(scan, signals), scan["finished_at"].to_pydatetime())
    off, why = overview_words.signals_off(signals)
    if off:
        st.caption(f":material/toggle_off: {off}", help=why)
    measured = _("Measured by this marketplace's own test buys; under 30 verdicts nothing is claimed.")
    figures = [
        (_("Innocents expected among them"), overview_words.innocents(head), measured),
        (_("Sales at risk"), overview_words.at_risk(totals), None),
    ]
    first, *middle, last = st.columns([1, 1.5, 1.2, 1.7])
    with first.container(gap="xxsmall"):
        cards.suspects(head)
    for column, (label, (value, basis), help_text) in zip(middle, figures, strict=True):
        with column.container(gap="xxsmall"):
            st.metric(label, value, help=help_text)
            st.caption(basis or "&nbsp;")
    with last.container(gap="xxsmall"):
        cards.brands(*overview_words.brands_hit(brands, totals))
    return head


ui.open_page()
ui.guard()
title, hot, offer = st.columns([1.6, 2.2, 1.2], vertical_alignment="bottom")
title.title(_("Suspect shops"), anchor=False)
reviewed, cleared = queue_view.standing()
with hot:
    hot_categories(list(cleared["shop_id"]))
with offer:
    ui.offer_scan()
head = render_headline(cleared)
shown, filters, place = queue_filters(head, list(cleared["shop_id"]))
if shown == CHANGES:
    queue_view.changes(filters, place, head)
else:
    queue_view.queue(filters, place, head, reviewed)
