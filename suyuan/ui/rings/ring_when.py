"""When a ring was at work: orders and events week by week, parcel scans by weekday and hour."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st
from babel.dates import get_day_names

from suyuan import charts
from suyuan.messages import _
from suyuan.numbers import locale
from suyuan.rings import ring_times
from suyuan.rings.event_words import events
from suyuan.rings.ring_graph import Ring
from suyuan.ui.briefing.room_charts import for_the_room
from suyuan.ui.findings import load
from suyuan.ui.rings import ring_picks
from suyuan.ui.theme import palette
from suyuan.ui.zone import local_times, zone, zone_name
from suyuan.wording.words import WORDS, word

HEIGHT = 370


def render(ring_id: str, ring: Ring) -> None:
    """Left the weeks with what happened, right the rhythm: of what is picked, or of all."""
    bound = {"ring": ring_id, **ring_picks.parameters(ring)}
    # The chart shows every week: what is picked on it stays among its like.
    always = bound | {"since": None, "until": None}
    weeks, told = load("rings__weeks", **always), events(load("rings__events", **always))
    told["event_at"] = local_times(told["event_at"])
    told["label"] = told["shop_name"].fillna(told["shop_id"]) + " · " + told["label"].astype(str)
    rows = {code: word("event", code) for code in WORDS["event"]}
    left, right = st.columns([1.6, 1])
    with left:
        st.markdown("**" + _("Orders a week, and what happened") + "**")
        figure = ring_times.timeline(weeks, told, rows, palette(), HEIGHT)
        ring_picks.weeks_chart(figure)
        st.caption(
            _("Solid bars: orders of the lower bound. Above: every change of hands, place, price; test buys.")
        )
    with right:
        st.markdown("**" + _("First scans of parcels") + "**")
        rhythm = local_hours(load("rings__rhythm", **bound), zone())
        if rhythm.empty:
            st.caption(_("No parcel carries a time of dispatch."))
            return
        names = get_day_names("abbreviated", locale=locale())
        days = [names[day] for day in range(7)]  # 0 is Monday
        hover = _("{day} {hour}:00: {n} parcels")
        figure = ring_times.rhythm(rhythm, days, hover, palette(), HEIGHT)
        st.plotly_chart(for_the_room(figure, grows=False), theme=None, config=charts.STILL, key="ring_rhythm")
        st.caption(_("Scans by the courier, not presence. Hours in {zone}.").format(zone=zone_name()))


def local_hours(rhythm: pd.DataFrame, where: object) -> pd.DataFrame:
    """Weekday and hour of UTC → those of the zone, whole hours; the zone's offset today stands for the year."""
    if rhythm.empty:
        return rhythm
    now = datetime.now(where)  # type: ignore[arg-type]
    hours = round((now.utcoffset() or now - now).total_seconds() / 3600)
    place = (rhythm["weekday"].astype(int) - 1) * 24 + rhythm["hour"].astype(int) + hours
    return rhythm.assign(weekday=place // 24 % 7 + 1, hour=place % 24)
