"""The forms of a test buy, step by step: plan, bought, received and sealed, handed on, sent, verdict, cancelled."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st
from sqlalchemy.orm import Session

from suyuan.casework import cases, custody, records, test_buys
from suyuan.casework.photos import MOST_MB
from suyuan.casework.roles import Person
from suyuan.messages import N_, _
from suyuan.ui import casework
from suyuan.ui.cases import case_fields as fields
from suyuan.ui.cases.case_dialog import FIELD, Asked, Save, form
from suyuan.ui.cases.case_watch_forms import follow
from suyuan.ui.findings import load
from suyuan.ui.shop.shop_picks import UNPICKED
from suyuan.wording import case_words

PHOTOS = ["jpg", "jpeg", "png"]


@form("plan_buy", N_("Plan a test buy"), "test_buy", N_("Plan it"))
def plan(asked: Asked) -> Save:
    """At a shop, best a named listing."""
    given = str(asked.about.get("shop_id") or "")
    shop = given or fields.text("shop_id", named=_("The shop's id")) or ""
    listing = _listing(given) if given else fields.text("listing_id", optional=True)
    why = fields.area("reason", optional=True)
    fields.no_names()
    left, right = st.columns(2)
    today = records.now().date()
    with left:
        buy_by = fields.day("buy_by", today + timedelta(days=7), least=today)
    with right:
        case_id = case_choice(asked.about.get("case_id"))

    def save(session: Session, person: Person, _version: int) -> object:
        made = test_buys.plan_test_buy(
            session, person, shop, listing_id=listing, reason=why, buy_by=buy_by, case_id=case_id
        )
        follow(session, person, shop, "test_buy")
        return made

    return save


@form("bought", N_("It was bought"), "test_buy", N_("It was bought"))
def bought(asked: Asked) -> Save:
    """In which order, for how much."""
    assert asked.record is not None
    order = fields.text("order_id") or ""
    listing = None if asked.record["listing_id"] else fields.text("listing_id", optional=True)
    at = fields.moment("bought_at")
    left, right = st.columns([2, 1])
    with left:
        price = fields.text("price", optional=True)
    with right:
        currency = fields.text("currency", optional=True, value="CNY")
    waybill = fields.text("waybill_no", optional=True)
    return lambda session, person, version: test_buys.mark_bought(
        session, person, asked.id, version, order_id=order, listing_id=listing, bought_at=at, price=price,
        currency=currency if price else None, waybill_no=waybill,
    )  # fmt: skip


@form("seal", N_("Received and sealed"), "test_buy", N_("It is sealed"))
def seal(asked: Asked) -> Save:
    """The parcel came: its seal, the photo of it, what is kept back."""
    number = fields.text("seal_number") or ""
    photo = st.file_uploader(
        _("Sealing photo (optional)"), PHOTOS, key=FIELD + "photo", max_upload_size=MOST_MB
    )
    at = fields.moment("received_at")
    left, right = st.columns(2)
    with left:
        waybill = fields.text("waybill_no", optional=True)
    with right:
        sample = fields.text("retained_sample", optional=True)

    def save(session: Session, person: Person, version: int) -> object:
        data = None if photo is None else photo.getvalue()
        return test_buys.seal(
            session, person, asked.id, version, seal_number=number, photo_data=data, waybill_no=waybill,
            retained_sample=sample, received_at=at,
        )  # fmt: skip

    return save


@form("hand_on", N_("Handed on"), "test_buy", N_("Note the hand-over"))
def hand_on(asked: Asked) -> Save:
    """One step of custody. Steps are added, never changed; a wrong one is undone."""
    left, right = st.columns(2)
    with left:
        handed_by = fields.text("handed_by") or ""
    with right:
        taken_by = fields.text("taken_by") or ""
    fields.personal()
    at = fields.moment("at")
    intact = fields.choice("is_seal_intact", [True, False], words=lambda one: case_words.value("", one))
    remark = fields.area("remark", optional=True)
    fields.no_names()
    seal_number = asked.record["seal_number"] if asked.record else None
    return lambda session, person, _version: custody.add_custody_step(
        session, person, asked.id, handed_by=handed_by, taken_by=taken_by, at=at, seal_number=seal_number,
        is_seal_intact=intact, remark=remark,
    )  # fmt: skip


@form("send", N_("Sent to be appraised"), "test_buy", N_("It was sent"))
def send(asked: Asked) -> Save:
    """To whom, and when."""
    sent_to = fields.text("sent_to") or ""
    at = fields.moment("sent_at")
    sample = fields.text("retained_sample", optional=True)
    return lambda session, person, version: test_buys.mark_sent(
        session, person, asked.id, version, sent_to=sent_to, sent_at=at, retained_sample=sample
    )


@form("verdict", N_("Verdict"), "test_buy", N_("Record the verdict"))
def verdict(asked: Asked) -> Save:
    """What was found, by whom, and what he is to the brand."""
    st.caption(_("A verdict covers the item that was bought, not the shop's other goods."))
    said = fields.choice("verdict", test_buys.VERDICTS, index=None)
    left, right = st.columns(2)
    with left:
        appraiser = (
            fields.text("appraiser", value=asked.record["sent_to"] or "" if asked.record else "") or ""
        )
    with right:
        relation = fields.choice("appraiser_relation", test_buys.RELATIONS)
    at = fields.moment("appraised_at")
    report = fields.text("report_number", optional=True)
    remark = fields.area("remark", optional=True)
    fields.no_names()
    return lambda session, person, version: test_buys.record_verdict(
        session, person, asked.id, version, verdict=said or "", appraiser=appraiser, appraiser_relation=relation,
        appraised_at=at, report_number=report, remark=remark,
    )  # fmt: skip


@form("cancel_buy", N_("Cancel the test buy"), "test_buy", N_("Cancel the test buy"))
def cancel(asked: Asked) -> Save:
    """It counts nowhere from then on."""
    why = fields.reason()
    return lambda session, person, version: test_buys.cancel_test_buy(
        session, person, asked.id, version, reason=why
    )


def case_choice(given: str | None = None) -> str | None:
    """Which open case it belongs to; none is fine."""
    found: list[records.Record] = []
    with casework.read() as session:
        found = [row for row in cases.case_list(session, casework.person()) if row["status"] == "open"]
    titles = {row.id: row["title"] for row in found}
    ids = list(titles)
    chosen: str | None = fields.choice(
        "case_id",
        ids,
        words=lambda one: titles[one],
        optional=True,
        index=ids.index(given) if given in ids else None,
    )
    return chosen


def _listing(shop_id: str) -> str | None:
    """One of the shop's listings, those with the lowest price beside the reference first as its page lists them."""
    listed = load("shop__listings", shop_id=shop_id, **UNPICKED)
    titles = dict(zip(listed["listing_id"], listed["title"].fillna(listed["listing_id"]), strict=True))
    chosen: str | None = fields.choice(
        "listing_id", list(titles), words=lambda one: f"{titles[one]} · {one}", optional=True
    )
    return chosen
