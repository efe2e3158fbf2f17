"""The forms of the watch list: put under watch, look again, renew, end."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st
from sqlalchemy.orm import Session

from suyuan.casework import records, reviews, settings, watches
from suyuan.casework.roles import Person
from suyuan.messages import N_, _
from suyuan.ui.cases import case_fields as fields
from suyuan.ui.cases import case_shops
from suyuan.ui.cases.case_dialog import Asked, Save, form


@form("watch", N_("Put under watch"), "watch")
def watch(_asked: Asked) -> Save:
    """A shop or account by its id."""
    st.caption(_("It stays open, nothing is done to it, while somebody looks at what it does next."))
    left, right = st.columns(2)
    with left:
        kind = fields.choice("subject_type", watches.SUBJECTS)
    with right:
        subject = fields.text("subject_id", named=_("Its id")) or ""
    why = fields.reason()
    review_on, ends_on = watch_days()

    def save(session: Session, person: Person, _version: int) -> object:
        return put_under_watch(session, person, kind, subject, why, review_on, ends_on)

    return save


@form("look_again", N_("Watch review"), "watch", N_("Seen, look again then"))
def look_again(asked: Asked) -> Save:
    """The look was had: what is known by now is seen, and the next look has its day."""
    assert asked.record is not None
    ends_on, subject = asked.record["ends_on"], asked.record["subject_id"]
    kind, day = asked.record["subject_type"], settings.load().watch.review_days
    today = records.now().date()
    review_on = fields.day(
        "review_on",
        min(today + timedelta(days=day), max(ends_on, today)),
        least=min(today, ends_on),
        most=ends_on,
    )

    def save(session: Session, person: Person, version: int) -> object:
        seen = watches.acknowledge(session, person, asked.id, version, case_shops.seen(kind, subject))
        return watches.plan_review(session, person, asked.id, seen.version, review_on)

    return save


@form("renew_watch", N_("Renew the watch"), "renew_watch", N_("Renew"))
def renew(asked: Asked) -> Save:
    """A further term: a lead's step, with a reason."""
    today = records.now().date()
    last = today + timedelta(days=settings.load().watch.longest_days)
    why = fields.reason()
    ends_on = fields.day("ends_on", last, least=today + timedelta(days=1), most=last)
    return lambda session, person, version: watches.renew(
        session, person, asked.id, version, reason=why, ends_on=ends_on
    )


@form("end_watch", N_("End the watch"), "watch", N_("End the watch"))
def end(asked: Asked) -> Save:
    """Off the list; nothing happens to the shop."""
    why = fields.reason()
    return lambda session, person, version: watches.end_watch(session, person, asked.id, version, reason=why)


def watch_days() -> tuple[date, date]:
    """Next look and end of a watch that begins today, within the team's terms."""
    terms, today = settings.load().watch, records.now().date()
    last = today + timedelta(days=terms.longest_days)
    left, right = st.columns(2)
    with left:
        look = min(today + timedelta(days=terms.review_days), last)
        review_on = fields.day("review_on", look, least=today, most=last)
    with right:
        ends_on = fields.day("ends_on", last, least=today + timedelta(days=1), most=last)
    return review_on, ends_on


def put_under_watch(
    session: Session,
    person: Person,
    kind: str,
    subject: str,
    why: str,
    review_on: date | None = None,
    ends_on: date | None = None,
) -> object:
    """Watch it from what it has done so far; goods that endanger health escalate at once; a shop's review follows."""
    made = watches.watch(
        session, person, kind, subject, reason=why, review_on=review_on, ends_on=ends_on,
        goods=case_shops.goods([subject]) if kind == "shop" else (), seen=case_shops.seen(kind, subject),
    )  # fmt: skip
    if kind == "shop":
        follow(session, person, subject, "watched")
    return made


def follow(session: Session, person: Person, shop_id: str, state: str) -> None:
    """Take the shop's review to the state that a watch or a test buy means, where it may go there from where it is."""
    review = reviews.review_of(session, person, shop_id)
    standing = review["state"] if review else "new"
    if state in reviews.STEPS[standing]:
        version = review.version if review else None
        reviews.move(
            session, person, shop_id, state, version=version, owner=review["owner"] if review else None
        )
