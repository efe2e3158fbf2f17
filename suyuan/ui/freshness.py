"""How old the scan is, told anew by itself; and the page again when other findings are in force."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import streamlit as st
from babel.dates import format_timedelta

from suyuan.messages import _
from suyuan.numbers import locale
from suyuan.ui.findings import Identity, identity
from suyuan.ui.zone import local_time

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


def tell_pending(scan: pd.Series) -> None:
    """Where shops were put in force before their rings: since when rings stand. `scan`: a row of `frame__scan`."""
    if pd.notna(scan["rings_of"]):
        _pending(identity(), local_time(scan["rings_as_of"]))


def rings_pending(as_of: str) -> str:
    """That rings stand since a moment, in words; on screen and on paper."""
    return _("Rings as of {time}, being worked out again").format(time=as_of)


@st.fragment(run_every=EVERY)
def _pending(shown: Identity | None, as_of: str) -> None:
    # Never anew by itself: somebody may be in the middle of a form.
    if identity() != shown:
        st.caption(_("New rings are in force: the next click shows them."))
        return
    st.caption(
        rings_pending(as_of),
        help=_(
            "Shops and their figures are of this scan. Who is tied to whom, and so who is in a ring, rests on the scan "
            "before until this is done."
        ),
    )


@st.fragment(run_every=EVERY)
def _line(line: str, finished_at: datetime) -> None:
    now = identity()
    if now is not None and now != st.session_state.get(_SHOWN):
        st.rerun()
    st.caption(f"{line} · {age(finished_at)}")
