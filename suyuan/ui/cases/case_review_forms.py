"""Moves of several reviews at once: each shop its own change, so that one refusal takes none of the others along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import streamlit as st
from sqlalchemy.orm import Session

from suyuan.casework import records, reviews, settings, test_buys
from suyuan.casework.errors import CaseworkError, Unfit
from suyuan.casework.roles import Person
from suyuan.messages import N_, _, ngettext
from suyuan.numbers import number
from suyuan.ui import casework
from suyuan.ui.cases import case_fields as fields
from suyuan.ui.cases import case_shops
from suyuan.ui.cases.case_dialog import Asked, close, form, told
from suyuan.ui.cases.case_watch_forms import follow, put_under_watch, watch_days
from suyuan.ui.findings import scan_id
from suyuan.ui.personal import escape

REFUSED = "case_refused"
# Takes one shop's review on, over the version that was seen (None: it was new).
Move = Callable[[Session, Person, str, int | None], object]
Picked = Sequence[tuple[str, int | None]]


@form("clear_shops", N_("Clear"), "review", "")
def clear(asked: Asked) -> None:
    """A reason and a last day: until then the shops leave the queue, unless new evidence brings them back."""
    _named(asked)
    with st.form("case_form_fields", border=False):
        why = fields.reason()
        today, days = records.now().date(), settings.load().case.cleared_days
        until = fields.day("cleared_until", today + timedelta(days=days), least=today + timedelta(days=1))
        pressed = st.form_submit_button(_("Clear"), type="primary", key="case_save")
    if pressed:
        picked: Picked = asked.about["picked"]
        known, scan = case_shops.known_of(shop for shop, _version in picked), scan_id()
        _run(
            picked,
            lambda s, p, shop, version: reviews.clear(
                s, p, shop, reason=why, evidence=known[shop].reasons, known=known[shop].records, scan_id=scan,
                until=until, version=version,
            ),
        )  # fmt: skip


@form("watch_shops", N_("Put under watch"), "watch", "")
def watch(asked: Asked) -> None:
    """The shops stay open; each stands on the watch list."""
    _named(asked)
    with st.form("case_form_fields", border=False):
        why = fields.reason()
        review_on, ends_on = watch_days()
        pressed = st.form_submit_button(_("Put under watch"), type="primary", key="case_save")
    if pressed:

        def move(session: Session, person: Person, shop: str, version: int | None) -> object:
            _hold(session, person, shop, version)
            return put_under_watch(session, person, "shop", shop, why, review_on, ends_on)

        _run(asked.about["picked"], move)


@form("buy_from_shops", N_("Plan test buys"), "test_buy", "")
def buy(asked: Asked) -> None:
    """One test buy is planned at each."""
    _named(asked)
    with st.form("case_form_fields", border=False):
        why = fields.reason()
        today = records.now().date()
        buy_by = fields.day("buy_by", today + timedelta(days=7), least=today)
        pressed = st.form_submit_button(_("Plan test buys"), type="primary", key="case_save")
    if pressed:

        def move(session: Session, person: Person, shop: str, version: int | None) -> object:
            _hold(session, person, shop, version)
            made = test_buys.plan_test_buy(session, person, shop, reason=why, buy_by=buy_by)
            follow(session, person, shop, "test_buy")
            return made

        _run(asked.about["picked"], move)


@form("take_up_again", N_("Take up again"), "review", "")
def take_up_again(asked: Asked) -> None:
    """A cleared shop comes back under review: say why."""
    _named(asked)
    with st.form("case_form_fields", border=False):
        why = fields.reason()
        pressed = st.form_submit_button(_("Take up again"), type="primary", key="case_save")
    if pressed:
        _run(
            asked.about["picked"],
            lambda s, p, shop, version: reviews.move(s, p, shop, "reviewing", version=version, reason=why),
        )


def take_up(picked: Picked) -> None:
    """Under review, without a form. A callback."""
    _each(picked, lambda s, p, shop, version: reviews.move(s, p, shop, "reviewing", version=version))


def refused() -> None:
    """Say which shops of the last move were refused and why."""
    for line in st.session_state.pop(REFUSED, []):
        st.warning(line, icon=":material/lock:")


def _run(picked: Picked, move: Move) -> None:
    """Move them; a form whose every shop was refused stays open with what was typed."""
    done = _each(picked, move)
    if done:
        close()
        st.rerun()
    refused()


def _each(picked: Picked, move: Move) -> int:
    done, lines = 0, []
    for shop, version in picked:
        try:
            with casework.store().write() as session:
                move(session, casework.person(), shop, version)
            done += 1
        except CaseworkError as error:
            lines.append(f"**{escape(shop)}** · {casework.explain(error)}")
    st.session_state[REFUSED] = lines
    if done:
        told(ngettext("{n} shop moved on", "{n} shops moved on", done).format(n=number(done)))
    return done


def _hold(session: Session, person: Person, shop: str, version: int | None) -> None:
    """Refuse where the review is not the one that was seen: a colleague was faster."""
    review = reviews.review_of(session, person, shop)
    if (review.version if review else None) != version:
        raise Unfit(N_("{shop} was moved on by a colleague in the meantime: look at it again"), shop=shop)


def _named(asked: Asked) -> None:
    picked: Picked = asked.about["picked"]
    known = case_shops.names(shop for shop, _version in picked)
    listed = [escape(known.name(shop)) for shop, _version in picked[:4]]
    more = len(picked) - len(listed)
    if more > 0:
        listed.append(ngettext("{n} other", "{n} others", more).format(n=number(more)))
    st.markdown(" · ".join(listed))
