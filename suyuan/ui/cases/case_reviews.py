"""Suspects by the state of their review: several picked rows make one move, or one suspect after the other by key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

import pandas as pd
import streamlit as st

from suyuan.casework import reviews
from suyuan.casework.records import Record
from suyuan.messages import _, language, ngettext
from suyuan.numbers import number, sold
from suyuan.ui.cases import case_review_forms, case_shops
from suyuan.ui.cases.case_book import Book
from suyuan.ui.cases.case_dialog import ask, may_ask
from suyuan.ui.cases.case_open import open_subject
from suyuan.ui.findings import load
from suyuan.ui.links import linked
from suyuan.ui.overview.queue_filters import FILTERS
from suyuan.ui.personal import escape
from suyuan.ui.widths import width_of_all
from suyuan.wording import case_words
from suyuan.wording.reasons import sentence
from suyuan.wording.words import word

ROWS, REASONS = 500, 5
STATES = ("new", "reviewing", "watched", "test_buy", "cleared")
NO_FILTER = dict.fromkeys(FILTERS)
# The place of the one shop that is looked at.
_AT = "case_review_at"


def render(book: Book) -> None:
    """The states with their counts; the table; beside it one suspect and the moves."""
    by_shop = {row.id: row for row in book.reviews}
    queue = load("overview__queue", **NO_FILTER)
    rows = {"new": queue[~queue["shop_id"].isin(by_shop)]}
    for state in STATES[1:]:
        ids = [shop for shop, review in by_shop.items() if review["state"] == state]
        rows[state] = case_shops.names(ids).frame
    state = linked(
        st.segmented_control, _("State"), list(STATES), key="state", default="new", required=True,
        format_func=lambda code: f"{case_words.word('state', code)} {number(len(rows[code]))}",
        label_visibility="collapsed",
    ) or "new"  # fmt: skip
    case_review_forms.refused()
    found = rows[state].head(ROWS).reset_index(drop=True)
    if found.empty:
        st.info(
            _("No suspect is at this state.")
            + "  \n"
            + _("Choose another state above, or scan new extracts."),
            icon=":material/task_alt:",
        )
        return
    left, right = st.columns([2.3, 1], gap="medium")
    with left:
        picked = _table(found, by_shop, state)
    with right:
        _beside(found, picked, by_shop, state, book)


def _table(found: pd.DataFrame, by_shop: dict[str, Record], state: str) -> list[int]:
    owners = [by_shop[shop]["owner"] if shop in by_shop else "" for shop in found["shop_id"]]
    columns = zip(found["apart_signal"], found["apart_level"], found["apart_figure"], strict=True)
    amounts = zip(found["amount_at_risk"], found["currency"], found["orders"], strict=True)
    shown = pd.DataFrame(
        {
            "shop": found["shop_name"].where(found["shop_name"].notna(), found["shop_id"]),
            "strength": [word("shop_strength", code) for code in found["strength"]],
            "apart": [sentence(*one) for one in columns],
            "risk": [sold(*one) for one in amounts],
            "region": found[f"registered_{language()}"].fillna(""),
            "owner": owners,
        }
    )
    text = st.column_config.TextColumn
    picked = st.dataframe(
        shown if state != "new" else shown.drop(columns="owner"),
        column_config={
            "shop": text(_("Shop")),
            "strength": text(_("Evidence")),
            "apart": text(_("What sets it apart"), width=width_of_all(shown["apart"])),
            "risk": text(_("At risk"), alignment="right"),
            "region": text(_("Registered")),
            "owner": text(case_words.word("column", "owner")),
        },
        hide_index=True,
        height=440,
        on_select="rerun",
        selection_mode="multi-row",
        key=table_key(state, found["shop_id"]),
    )
    st.caption(_("Pick several rows to move them together."))
    return [int(place) for place in picked["selection"]["rows"] if place < len(found)]


def _beside(
    found: pd.DataFrame, picked: Sequence[int], by_shop: dict[str, Record], state: str, book: Book
) -> None:
    """The picked shops, or else one suspect after the other; under either the moves."""
    if picked:
        chosen = [str(found["shop_id"].iloc[place]) for place in picked]
        st.metric(_("Picked"), ngettext("{n} shop", "{n} shops", len(chosen)).format(n=number(len(chosen))))
    else:
        at = _walk(found)
        chosen = [str(found["shop_id"].iloc[at])]
        _one(found.iloc[at], by_shop.get(chosen[0]), book)
    versions = [(shop, by_shop[shop].version if shop in by_shop else None) for shop in chosen]
    _moves(versions, state)
    if len(chosen) == 1 and chosen[0] in by_shop:
        review = by_shop[chosen[0]]
        st.button(
            _("History and undo"),
            key="case_review_history",
            type="tertiary",
            on_click=ask,
            args=("history", review),
        )


def _walk(found: pd.DataFrame) -> int:
    """Which row is looked at: the next and the one before by key. Who is gone from the state gives way to the next."""
    last = len(found) - 1
    at = min(int(st.session_state.get(_AT, 0)), last)
    back, count, forth = st.columns([1, 1, 1], vertical_alignment="center")
    back.button(
        _("Back"),
        key="case_back",
        shortcut="K",
        disabled=at == 0,
        on_click=_go,
        args=(at - 1,),
        width="stretch",
    )
    count.markdown(f"**{number(at + 1)}** / {number(last + 1)}")
    forth.button(
        _("Next"),
        key="case_next",
        shortcut="J",
        disabled=at == last,
        on_click=_go,
        args=(at + 1,),
        width="stretch",
    )
    return at


def _go(at: int) -> None:
    st.session_state[_AT] = at


def _one(shop: pd.Series, review: Record | None, book: Book) -> None:
    shop_id = str(shop["shop_id"])
    name = shop["shop_name"] if isinstance(shop["shop_name"], str) else shop_id
    st.button(
        escape(name), type="tertiary", key="case_open_review", on_click=open_subject, args=("shop", shop_id),
        icon=":material/storefront:",
    )  # fmt: skip
    reasons = load("shop__reasons", shop_id=shop_id).head(REASONS)
    lines = [
        f"{':red[●]' if row['weight'] > 0 else ':blue[○]'} "
        + escape(sentence(row["signal"], row["level"], row["figure"]))
        for _i, row in reasons.iterrows()
    ]
    st.markdown("  \n".join(lines))
    if shop_id in book.news:
        signals = _(", ").join(word("signal", new.signal) for new in book.news[shop_id])
        st.warning(
            _("Cleared, and since then louder: {signals}").format(signals=signals), icon=":material/replay:"
        )
    if review is not None and review["reason"]:
        st.caption(escape(review["reason"]))
    if review is not None and review["cleared_until"]:
        st.caption(_("cleared until {day}").format(day=review["cleared_until"]))


def _moves(versions: list[tuple[str, int | None]], state: str) -> None:
    """The steps that may be taken from this state; one of them stands out."""
    steps = reviews.STEPS[state]
    offers: list[tuple[str, str, str]] = []
    if "reviewing" in steps and state != "cleared":
        offers.append(("reviewing", _("Take under review"), "take_up_again"))
    if "reviewing" in steps and state == "cleared":
        offers.append(("again", _("Take up again"), "take_up_again"))
    if "watched" in steps:
        offers.append(("watched", _("Put under watch"), "watch_shops"))
    if "test_buy" in steps:
        offers.append(("test_buy", _("Plan test buys"), "buy_from_shops"))
    if "cleared" in steps:
        offers.append(("cleared", _("Clear"), "clear_shops"))
    for place, (code, label, name) in enumerate(offer for offer in offers if may_ask(offer[2])):
        args = (versions,) if code == "reviewing" else (name, None)
        st.button(
            label,
            key=f"case_move_{code}",
            on_click=case_review_forms.take_up if code == "reviewing" else ask,
            args=args,
            kwargs={} if code == "reviewing" else {"picked": versions},
            type="primary" if place == 0 else "secondary",
            width="stretch",
        )


def table_key(state: str, shops: Iterable[str]) -> str:
    """The table's key: another list of shops is another table, so that no picked row slips to another shop."""
    return f"case_reviews_{state}_{crc32(' '.join(shops).encode())}"
