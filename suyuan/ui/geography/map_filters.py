"""The filters of the geography page, kept in the link, as parameters of its queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from suyuan.messages import _
from suyuan.ui.findings import load
from suyuan.ui.geography import map_words
from suyuan.ui.links import linked
from suyuan.ui.zone import zone, zone_name

SUSPECTS, EVERYONE = "suspects", "all"
ALWAYS = (
    datetime(1, 1, 1, tzinfo=UTC).replace(tzinfo=None),
    datetime(9999, 1, 1, tzinfo=UTC).replace(tzinfo=None),
)


def render(period: pd.Series, cleared: list[str], on_change: Callable[[], None]) -> dict[str, Any]:
    """The filter widgets in one row. `period`: the row of `geography__period`; `cleared`: shops that are no suspects.

    Returns `everyone`, `level`, `province`, `since`, `until`, `whole`, `cleared`.
    """
    st.query_params.setdefault("parcels", SUSPECTS if period["suspect_parcels"] else EVERYONE)
    st.query_params.setdefault("level", "city")
    whose = {SUSPECTS: _("Suspects'"), EVERYONE: _("All")}
    levels = {"province": _("Provinces"), "city": _("Cities"), "district": _("Districts")}
    columns = st.columns([1.9, 2.9, 2.1, 2.6], vertical_alignment="bottom")
    with columns[0]:
        meant = linked(
            st.segmented_control,
            _("Parcels"),
            list(whose),
            format_func=lambda code: whose[code],
            key="parcels",
            required=True,
            on_change=on_change,
        )
    level = "city"
    with columns[1]:
        if period["coded_parcels"]:
            level = linked(
                st.segmented_control,
                _("Between"),
                list(levels),
                format_func=lambda code: levels[code],
                key="level",
                required=True,
                on_change=on_change,
            )
        else:
            st.caption(_("No region is known by code or name: areas about 100 km wide stand for regions."))
    provinces = load("geography__provinces", cleared=cleared)
    called = dict(zip(provinces["region_key"], map_words.names(provinces, "name_"), strict=True))
    with columns[2]:
        province = linked(
            st.selectbox,
            _("Starting in"),
            list(called),
            format_func=lambda key: called[key],
            key="from",
            placeholder=_("anywhere"),
            on_change=on_change,
        )
    with columns[3]:
        since, until, whole = _window(period, on_change)
    return {
        "everyone": meant == EVERYONE,
        "level": level or "city",
        "province": province or "",
        "since": since,
        "until": until,
        "whole": whole,
        "cleared": cleared,
    }


def _window(period: pd.Series, on_change: Callable[[], None]) -> tuple[datetime, datetime, bool]:
    """Days on the viewer's calendar as moments in UTC; undated parcels belong to the whole span alone."""
    if pd.isna(period["first_seen_at"]):
        return *ALWAYS, True
    here = zone()
    first, last = (
        pd.Timestamp(period[end]).tz_localize("UTC").tz_convert(str(here)).date()
        for end in ("first_seen_at", "last_seen_at")
    )
    chosen = st.date_input(
        _("Days, {zone}").format(zone=zone_name()),
        (first, last),
        first,
        last,
        key="days",
        bind="query-params",
        format="YYYY-MM-DD",
        on_change=on_change,
    )
    # A single day comes back from the link as one date, not two.
    days = (chosen[0], chosen[-1]) if isinstance(chosen, tuple) and chosen else (first, last)

    def moment(day: date) -> datetime:
        return datetime.combine(day, time(), here).astimezone(UTC).replace(tzinfo=None)

    return moment(days[0]), moment(days[1] + timedelta(days=1)), days == (first, last)
