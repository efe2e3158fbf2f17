"""Times in the viewer's zone, the zone named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd
import streamlit as st
from babel.dates import format_datetime, get_timezone_location, get_timezone_name

from suyuan.numbers import NONE, locale

ZONE = "time_zone"
VIEWER = ""
OTHERS = ("Asia/Shanghai", "UTC")


def viewer_zone() -> ZoneInfo:
    """The zone of the viewer's browser; UTC where it does not say."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def zone() -> ZoneInfo:
    """The zone chosen in the sidebar, else the viewer's own."""
    chosen = st.session_state.get(ZONE)
    return ZoneInfo(chosen) if chosen in OTHERS else viewer_zone()


def zone_name(which: ZoneInfo | None = None) -> str:
    """The zone as people call it, with its distance from UTC: 'UTC+8 China Standard Time'."""
    told = _offset(which or zone())
    if told == "UTC":
        return told
    return f"{told} {get_timezone_name(datetime.now(which or zone()), locale=locale())}"


def zone_place(which: ZoneInfo) -> str:
    """The zone by its town, short enough for the sidebar: 'UTC+8 Shanghai'."""
    told = _offset(which)
    if told == "UTC":
        return told
    return f"{told} {get_timezone_location(which, locale=locale(), return_city=True)}"


def _offset(which: ZoneInfo) -> str:
    now = datetime.now(which)
    if str(which) == "UTC":
        return "UTC"
    minutes = int((now.utcoffset() or timedelta()).total_seconds() // 60)
    offset = f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60}"
    offset += f":{abs(minutes) % 60:02d}" if minutes % 60 else ""
    return offset


def local_times(values: pd.Series) -> pd.Series:
    """UTC timestamps of the data → the viewer's clock, without a zone, as tables show them."""
    return pd.to_datetime(values, utc=True).dt.tz_convert(str(zone())).dt.tz_localize(None)


def local_time(value: object, *, seconds: bool = False, date_only: bool = False) -> str:
    """One UTC timestamp of the data as the viewer's clock shows it."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return NONE
    moment = pd.Timestamp(value).to_pydatetime()  # type: ignore[arg-type]
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    pattern = "yyyy-MM-dd" if date_only else "yyyy-MM-dd HH:mm:ss" if seconds else "yyyy-MM-dd HH:mm"
    return str(format_datetime(moment, pattern, tzinfo=zone(), locale=locale()))
