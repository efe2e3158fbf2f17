"""Weeks picked on a chart: one Monday in the link, or the first and the last of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from suyuan.messages import _

_UNTIL = "~"


def read(points: Sequence[Mapping[str, Any]]) -> str:
    """What the link holds of the bars that were picked; '' where none was."""
    days = sorted({monday(date.fromisoformat(str(point["x"])[:10])) for point in points if point.get("x")})
    if not days:
        return ""
    return days[0].isoformat() if len(days) == 1 else f"{days[0].isoformat()}{_UNTIL}{days[-1].isoformat()}"


def window(text: str) -> tuple[datetime | None, datetime | None]:
    """Weeks in the link (one Monday, or the first and the last) as moments in UTC; None where they are not."""
    try:
        days = [date.fromisoformat(day) for day in text.split(_UNTIL)] if text else []
    except ValueError:
        return None, None
    if not days or days[-1] < days[0] or days[-1].year > 9000:
        return None, None
    first, last = monday(days[0]), monday(days[-1])
    return datetime.combine(first, datetime.min.time()), datetime.combine(
        last + timedelta(days=7), datetime.min.time()
    )


def told(text: str) -> str:
    """Weeks in the link by their first and last day; '' where they are none."""
    since, until = window(text)
    if since is None or until is None:
        return ""
    last = (until - timedelta(days=1)).date()
    return _("{first} to {last}").format(first=since.date().isoformat(), last=last.isoformat())


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
