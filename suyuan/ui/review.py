"""Casework where the analyst stands: the state of a shop's review, and the next steps in one row of buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from suyuan.casework import notes, queue, records, reviews
from suyuan.casework.queue import Place, Queue, Suspect
from suyuan.casework.records import Record
from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.ui import casework, review_forms
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.cases import case_review_forms, case_shops
from suyuan.ui.cases.case_dialog import ask, may_ask
from suyuan.ui.escaping import escape
from suyuan.ui.findings import load
from suyuan.wording import case_words
from suyuan.wording.words import word

COLOURS = {"new": "gray", "reviewing": "blue", "cleared": "green", "watched": "orange", "test_buy": "violet"}
BUY = ":material/shopping_bag:"
# The shops of the queue as the viewer left it, in its order: the next one by key.
_WALK = "queue_left_at"


def standing(shop_ids: Sequence[str]) -> Queue | None:
    """Where these suspects stand in review, in their order; None where casework cannot be read, which is said.

    Only what was cleared is held against the findings: the rest stays in the queue whatever they say.
    """
    found: Queue | None = None
    with casework.read() as session:
        person = casework.person()
        cleared = {review.id for review in reviews.reviews(session, person, "cleared")} & set(shop_ids)
        known = case_shops.known_of(cleared) if cleared else {}
        suspects = [known.get(shop_id) or Suspect(shop_id, ()) for shop_id in shop_ids]
        found = queue.queue(session, person, suspects, records.now().date())
    return found


def mark(place: Place) -> str:
    """A suspect's state as the queue's table says it; '' for a new one."""
    if place.why == "new_evidence":
        return "↩ " + _(", ").join(word("signal", new.signal) for new in place.news)
    if place.why == "expired":
        return "↩ " + _("term over")
    return "" if place.state == "new" else case_words.word("state", place.state)


def hidden_table(places: Sequence[Place], names: Mapping[str, str]) -> pd.DataFrame:
    """The cleared shops: why, by whom and until when."""
    held = [(place, place.review) for place in places if place.review is not None]
    return pd.DataFrame(
        {
            "shop": [names.get(place.shop_id, place.shop_id) for place, _review in held],
            "why": [str(review["reason"] or "") for _place, review in held],
            "owner": [str(review["owner"] or "") for _place, review in held],
            "until": [review["cleared_until"] for _place, review in held],
        }
    )


def remember_walk(shop_ids: Sequence[str]) -> None:
    """Keep the queue as it stands on screen, for next and previous on the shop's page."""
    st.session_state[_WALK] = list(shop_ids)


def walk(shop_id: str) -> None:
    """Previous and next suspect of the queue the viewer came from; nothing where he came by another way."""
    left: list[str] = st.session_state.get(_WALK, [])
    if shop_id not in left:
        return
    at = left.index(shop_id)
    steps: tuple[tuple[str, str, str, str, int], ...] = (
        ("previous", _("Previous suspect"), "K", ":material/chevron_left:", at - 1),
        ("next", _("Next suspect"), "J", ":material/chevron_right:", at + 1),
    )
    for name, words, key, icon, to in steps:
        if 0 <= to < len(left):
            st.button(
                "",
                icon=icon,
                help=f"{words} ({key})",
                shortcut=key,
                key=f"{name}_suspect",
                type="tertiary",
                on_click=_go,
                args=(left[to],),
            )
        if name == "previous":
            st.markdown(f":gray[{number(at + 1)} / {number(len(left))}]", width="content")


def shop_row(shop_id: str, is_suspect: bool) -> None:
    """Where the shop's review stands, and what may be done next. Nothing before a room, or where casework is closed."""
    if briefing_mode.is_on():
        return
    with st.container(key="casework_row", gap=None):
        case_review_forms.refused()
        place, note_count = _of(shop_id)
        with _row():
            walk(shop_id)
            if place is None:
                return
            if is_suspect or place.state != "new":
                st.markdown(_badge(place), width="content")
            for words, icon, act, args in _steps(place, is_suspect):
                _button(words, icon, act, *args)
            label = _("Notes {n}").format(n=number(note_count)) if note_count else _("Note")
            if note_count or may_ask("shop_note"):
                _button(label, ":material/sticky_note_2:", review_forms.ask_note, "shop", shop_id)
        if line := _line(place):
            st.caption(line)


def ring_row(ring_id: str, where: DeltaGenerator) -> None:
    """Watch members of the ring, add it to a case."""
    with where, _row():
        if may_ask("watch_members"):
            _button(_("Watch"), ":material/visibility:", review_forms.ask_members, ring_id)
        if may_ask("add_to_case"):
            _button(_("Add to case"), ":material/folder_shared:", review_forms.ask_case, "ring", ring_id)


def account_row(account: str, where: DeltaGenerator) -> None:
    """The same for one account; `account` may also be the id of a shop it owns."""
    known = load("rings__account", account=account, cleared=[])
    if known.empty:
        return
    account_id = str(known["account_id"].iloc[0])
    with where, _row():
        if may_ask("watch_account"):
            _button(_("Watch"), ":material/visibility:", review_forms.ask_account, account_id)
        if may_ask("add_to_case"):
            _button(
                _("Add to case"), ":material/folder_shared:", review_forms.ask_case, "account", account_id
            )


def listing_row(listing: pd.Series, where: DeltaGenerator) -> None:
    """A picked listing: buy it, watch its shop."""
    shop_id, listing_id = str(listing["shop_id"]), str(listing["listing_id"])
    with where:
        if may_ask("buy_listing"):
            title = str(listing["title"] or "")
            _button(_("Plan a test buy"), BUY, review_forms.ask_buy, shop_id, listing_id, title)
        if may_ask("watch_shops"):
            _button(_("Watch the shop"), ":material/visibility:", _ask_moved, "watch_shops", shop_id)


def _button(words: str, icon: str, act: Callable[..., None], *args: object) -> None:
    st.button(words, icon=icon, key=f"casework_{words}", on_click=act, args=args, type="tertiary")


def _row() -> DeltaGenerator:
    return st.container(horizontal=True, gap="small", vertical_alignment="center")


def _of(shop_id: str) -> tuple[Place | None, int]:
    place: Place | None = None
    count = 0
    with casework.read() as session:
        person = casework.person()
        known = case_shops.known_of([shop_id])[shop_id]
        told = queue.queue(session, person, [known], records.now().date())
        count = len(notes.note_list(session, person, "shop", briefing_mode.meant(shop_id)))
        [place] = [*told.shown, *told.hidden]
    return place, count


def _steps(place: Place, is_suspect: bool) -> list[tuple[str, str, Callable[..., None], tuple[object, ...]]]:
    """(words, icon, what is called, with what) of each step that the state and the viewer's role allow."""
    picked = [(place.shop_id, place.review.version if place.review else None)]
    onward = reviews.STEPS[place.state]
    found: list[tuple[str, str, Callable[..., None], tuple[object, ...]]] = []
    if place.state == "cleared" and may_ask("take_up_again"):
        found.append(
            (_("Take up again"), ":material/replay:", review_forms.ask_picked, ("take_up_again", picked))
        )
    elif is_suspect and "reviewing" in onward and may_ask("take_up_again"):
        found.append((_("Review"), ":material/rate_review:", case_review_forms.take_up, (picked,)))
    if "cleared" in onward and (is_suspect or place.review) and may_ask("clear_shops"):
        found.append(
            (_("Clear"), ":material/check_circle:", review_forms.ask_picked, ("clear_shops", picked))
        )
    if place.state not in ("watched", "cleared") and may_ask("watch_shops"):
        found.append((_("Watch"), ":material/visibility:", review_forms.ask_picked, ("watch_shops", picked)))
    if may_ask("plan_buy"):
        found.append((_("Plan a test buy"), BUY, _ask_buy, (place.shop_id,)))
    if may_ask("add_to_case"):
        found.append(
            (_("Add to case"), ":material/folder_shared:", review_forms.ask_case, ("shop", place.shop_id))
        )
    return found


def _badge(place: Place) -> str:
    owner = str(place.review["owner"] or "") if place.review else ""
    told = f":{COLOURS[place.state]}-badge[{case_words.word('state', place.state)}]"
    return told + (f" :gray[{escape(owner)}]" if owner else "")


def _line(place: Place) -> str:
    """Why it was cleared and until when; what is new since then."""
    review = place.review
    if review is None or place.state != "cleared":
        return ""
    until = review["cleared_until"]
    told = [_("Cleared until {day}: {reason}").format(day=_day(until), reason=escape(review["reason"]))]
    if place.why == "expired":
        told.append("**↩ " + _("The term is over: it stands in the queue again.") + "**")
    for new in place.news:
        told.append("**↩ " + escape(_news(new)) + "**")
    return " · ".join(told)


def _news(new: queue.News) -> str:
    told = word("signal", new.signal)
    if casework.may_see_methods():
        told = _("{signal}: weight {then} at the clearing, {now} now").format(
            signal=told, then=f"{new.weight_then:+.1f}", now=f"{new.weight_now:+.1f}"
        )
    if new.records:
        more = ngettext("{n} record since", "{n} records since", len(new.records))
        told += " (" + more.format(n=number(len(new.records))) + ")"
    return told


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _ask_buy(shop_id: str) -> None:
    ask("plan_buy", None, shop_id=shop_id)


def _ask_moved(name: str, shop_id: str) -> None:
    """A form that moves one shop's review on, from where it stands now."""
    review: Record | None = None
    with casework.read() as session:
        review = reviews.review_of(session, casework.person(), shop_id)
    if casework.kept(session):
        review_forms.ask_picked(name, [(shop_id, review.version if review else None)])


def _go(shop_id: str) -> None:
    st.query_params["shop"] = shop_id
