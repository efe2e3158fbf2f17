"""Forms asked for on shop, ring and price pages: notes, members to watch, a listing to buy, a case to add to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd
import streamlit as st
from sqlalchemy.orm import Session

from suyuan.casework import cases, notes, records, test_buys
from suyuan.casework.errors import Unfit
from suyuan.casework.records import Record
from suyuan.casework.roles import Person
from suyuan.messages import N_, _
from suyuan.numbers import NONE
from suyuan.rings.ring_marks import UNPICKED
from suyuan.ui import casework
from suyuan.ui.cases import case_buy_forms
from suyuan.ui.cases import case_fields as fields
from suyuan.ui.cases.case_dialog import FIELD, Asked, Save, ask, form
from suyuan.ui.cases.case_watch_forms import follow, put_under_watch, watch_days
from suyuan.ui.escaping import escape
from suyuan.ui.findings import load
from suyuan.ui.personal import is_asked_for
from suyuan.ui.zone import local_time
from suyuan.wording import ring_words

_READ = "note_texts_read"


def ask_note(about_type: str, about_id: str) -> None:
    """Open the notes on something. A callback, as all of these."""
    ask("shop_note", None, about_type=about_type, about_id=about_id)


def ask_picked(name: str, picked: Sequence[tuple[str, int | None]]) -> None:
    """A form that moves reviews on, over the versions that were seen."""
    ask(name, None, picked=picked)


def ask_members(ring_id: str) -> None:
    ask("watch_members", None, ring_id=ring_id)


def ask_account(account_id: str) -> None:
    ask("watch_account", None, account_id=account_id)


def ask_case(kind: str, subject_id: str) -> None:
    ask("add_to_case", None, kind=kind, subject_id=subject_id)


def ask_buy(shop_id: str, listing_id: str, title: str) -> None:
    ask("buy_listing", None, shop_id=shop_id, listing_id=listing_id, title=title)


@form("shop_note", N_("Notes"), "read", "")
def note(asked: Asked) -> None:
    """What was noted, newest first; a new note under it, for whoever may write one."""
    about_type, about_id = asked.about["about_type"], asked.about["about_id"]
    found, texts = known_notes(about_type, about_id)
    for one in found:
        text = texts.get((one.id, one.version), one["text"])
        st.markdown(f"**{escape(one['author'])}** :gray[{local_time(one['written_at'])}]  \n{escape(text)}")
    if found and not texts:
        st.caption(":material/lock: " + _("Texts may name people: switch personal data on to read them."))
    if not casework.may("note"):
        return
    with st.form("case_form_fields", border=False, clear_on_submit=True):
        text = fields.area("text") or ""
        fields.personal()
        pressed = st.form_submit_button(_("Leave the note"), type="primary", key="case_save")
    if pressed:
        with casework.write() as session:
            notes.add_note(session, casework.person(), about_type, about_id, text)
        if casework.kept(session):
            st.rerun()


@form("buy_listing", N_("Plan a test buy"), "test_buy", N_("Plan it"))
def buy_listing(asked: Asked) -> Save:
    """Of one listing, picked on the price page."""
    shop, listing = asked.about["shop_id"], asked.about["listing_id"]
    st.markdown(f"**{escape(asked.about['title'])}**  \n:gray[{escape(listing)} · {escape(shop)}]")
    why = fields.area("reason", optional=True)
    fields.no_names()
    today = records.now().date()
    left, right = st.columns(2)
    with left:
        buy_by = fields.day("buy_by", today + timedelta(days=7), least=today)
    with right:
        case_id = case_buy_forms.case_choice()

    def save(session: Session, person: Person, _version: int) -> object:
        made = test_buys.plan_test_buy(
            session, person, shop, listing_id=listing, reason=why, buy_by=buy_by, case_id=case_id
        )
        follow(session, person, shop, "test_buy")
        return made

    return save


@form("watch_members", N_("Put under watch"), "watch", N_("Put under watch"))
def watch_members(asked: Asked) -> Save:
    """Accounts and shops of a ring: whoever may be in charge and the sellers are chosen already."""
    members = load("rings__members", ring=asked.about["ring_id"], **UNPICKED)
    names = {(str(row["member_type"]), str(row["member_id"])): _member(row) for _i, row in members.iterrows()}
    held = members[members["role"].isin(["principal", "supplier"]) | members["suspect"].eq(True)]
    given = [(str(row["member_type"]), str(row["member_id"])) for _i, row in held.iterrows()]
    chosen = st.multiselect(
        _("Accounts and shops"), list(names), given, format_func=lambda one: names[one], key=FIELD + "members"
    )
    why = fields.reason()
    review_on, ends_on = watch_days()

    def save(session: Session, person: Person, _version: int) -> object:
        if not chosen:
            raise Unfit(N_("nobody is chosen"))
        return [put_under_watch(session, person, kind, one, why, review_on, ends_on) for kind, one in chosen]

    return save


@form("watch_account", N_("Put under watch"), "watch", N_("Put under watch"))
def watch_account(asked: Asked) -> Save:
    """One account: what it buys, and what its shops sell."""
    account_id = asked.about["account_id"]
    st.markdown(f"**{escape(ring_words.account_name(account_id, ''))}**")
    why = fields.reason()
    review_on, ends_on = watch_days()
    return lambda session, person, _version: put_under_watch(
        session, person, "account", account_id, why, review_on, ends_on
    )


@form("add_to_case", N_("Add to a case"), "case", N_("Add as a candidate"))
def add_to_case(asked: Asked) -> Save:
    """To an open case, or to a new one that the title opens."""
    kind, subject = asked.about["kind"], asked.about["subject_id"]
    chosen = case_buy_forms.case_choice()
    title = fields.text("title", optional=True, named=_("Or the title of a new case"))
    fields.no_names()

    def save(session: Session, person: Person, _version: int) -> object:
        case_id = chosen or cases.open_case(session, person, title or "").id
        return cases.add_member(session, person, case_id, kind, subject_id=subject)

    return save


def _member(row: pd.Series) -> str:
    """A member of a ring as the choice names it, nothing personal in it."""
    if row["member_type"] == "shop":
        name = row["shop_name"]
        return f"{name if isinstance(name, str) else NONE} · {row['member_id']}"
    return ring_words.account_name(row["member_id"], "")


def known_notes(about_type: str, about_id: str) -> tuple[list[Record], dict[tuple[str, int], str]]:
    """The notes, and the texts that the viewer may read: each is entered in the log once a session."""
    found: list[Record] = []
    with casework.read() as session:
        found = notes.note_list(session, casework.person(), about_type, about_id)
    if not found or not is_asked_for():
        return found, {}
    read: dict[tuple[str, int], str] = st.session_state.setdefault(_READ, {})
    wanted = {(one.id, one.version) for one in found}
    if not wanted <= read.keys():
        with casework.write() as session:
            shown = notes.note_list(session, casework.person(), about_type, about_id, reveal=True)
        if casework.kept(session):
            read.update({(one.id, one.version): str(one["text"]) for one in shown})
    return found, {key: read[key] for key in wanted if key in read}
