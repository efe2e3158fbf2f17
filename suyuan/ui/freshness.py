"""How old the scan is, told anew by itself; and the page again when other findings are in force."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st
from babel.dates import format_timedelta

from suyuan.numbers import locale
from suyuan.ui.findings import identity

# Every open overview looks this often: minutes are told, so half of one is often enough.
EVERY = 30.0
_SHOWN = "findings_shown"


def age(finished_at: datetime, now: datetime | None = None) -> str:
    """'3 minutes ago', in the viewer's language. `finished_at`: UTC, without a zone."""
    passed = (now or datetime.now(UTC)).replace(tzinfo=None) - finished_at
    return str(format_timedelta(-passed, granularity="minute", add_direction=True, locale=locale()))


def keep_fresh(line: str, finished_at: datetime) -> None:
    """The line about the scan with its age behind it; every few seconds anew, at the cost of a look at one file."""
    st.session_state[_SHOWN] = identity()
    _line(line, finished_at)


@st.fragment(run_every=EVERY)
def _line(line: str, finished_at: datetime) -> None:
    now = identity()
    if now is not None and now != st.session_state.get(_SHOWN):
        st.rerun()
    st.caption(f"{line} · {age(finished_at)}")
