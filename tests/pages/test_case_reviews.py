"""Suspects under review on the cases page: cleared, picked together, one after another."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from suyuan.casework import (
    reviews,
    test_buys,
    undo,
    watches,
)
from suyuan.casework.store import Store
from suyuan.ui import findings
from suyuan.ui.cases import case_reviews
from suyuan.ui.overview.queue_filters import FILTERS
from tests.pages.conftest import OpenPage, words
from tests.pages.test_cases import AN, LIN, fill, press, save, shops, store

__all__ = ["shops", "store"]


def test_a_cleared_shop_comes_back_on_new_evidence_alone(
    open_page: OpenPage, store: Store, shops: list[str]
) -> None:
    page = open_page("cases", view="reviews")
    first = shop_at(page)
    press(page, "case_move_cleared")
    save(fill(page, reason="authorised"))
    assert shop_at(page) != first, "the next suspect stands there"
    with store.read() as session:
        review = reviews.review_of(session, LIN, first)
    assert review is not None and review["state"] == "cleared" and review["evidence"]["weights"]
    assert open_page("cases").metric[0].value == "0", "nothing new came: it stays cleared"
    weights = dict(review["evidence"]["weights"])
    loudest = max(weights, key=lambda signal: weights[signal])
    with store.write() as session:
        known = [
            {"signal": signal, "weight": w - 1 if signal == loudest else w} for signal, w in weights.items()
        ]
        reviews.clear(session, AN, first, reason="authorised", evidence=known,
                      known=review["evidence"]["records"], version=review.version)  # fmt: skip
    page = open_page("cases")
    assert "Cleared, and since then louder" in words(page)
    press(page, f"case_step_new_evidence_{first}")
    save(fill(page, reason="it went on"))
    with store.read() as session:
        review = reviews.review_of(session, LIN, first)
    assert review is not None and review["state"] == "reviewing"


def shop_at(page: AppTest) -> str:
    """The suspect that is looked at."""
    shown = page.dataframe[0].value["shop"].iloc[int(page.session_state["case_review_at"]) if
                                                    "case_review_at" in page.session_state else 0]  # fmt: skip
    known = findings.load("overview__queue", **dict.fromkeys(FILTERS))
    return str(known[known["shop_name"].fillna(known["shop_id"]) == shown]["shop_id"].iloc[0])


def test_several_suspects_are_moved_at_once_each_by_its_own_event(
    open_page: OpenPage, store: Store, shops: list[str]
) -> None:
    page = open_page("cases", view="reviews")
    page.session_state[case_reviews.table_key("new", shops)] = {
        "selection": {"rows": [0, 1, 2], "columns": [], "cells": []}
    }
    page.run()
    assert page.metric[0].value == "3 shops"
    with store.write() as session:
        reviews.move(session, AN, shops[1], "watched")
    press(page, "case_move_reviewing")
    said = words(page)
    assert "changed by somebody else" in said and shops[1] in said, "the colleague's shop is told apart"
    with store.read() as session:
        states = {row.id: row["state"] for row in reviews.reviews(session, LIN)}
        changes = undo.history(session, LIN, "shop_reviews")
    assert states == {shops[0]: "reviewing", shops[1]: "watched", shops[2]: "reviewing"}
    assert len(changes) == 3


@pytest.mark.parametrize(
    ("move", "state"),
    [("watch_shops", "watched"), ("buy_from_shops", "test_buy"), ("clear_shops", "cleared")],
)
def test_one_move_watches_buys_or_clears_all_that_were_picked(
    open_page: OpenPage, store: Store, shops: list[str], move: str, state: str
) -> None:
    page = open_page("cases", view="reviews")
    page.session_state[case_reviews.table_key("new", shops)] = {
        "selection": {"rows": [0, 1], "columns": [], "cells": []}
    }
    page.run()
    press(page, f"case_move_{state}")
    save(fill(page, reason="World Cup"))
    with store.read() as session:
        assert {row.id: row["state"] for row in reviews.reviews(session, LIN)} == dict.fromkeys(
            shops[:2], state
        )
        made = {"watch_shops": watches.watch_list, "buy_from_shops": test_buys.buy_list}.get(move)
        assert made is None or len(made(session, LIN)) == 2


def test_the_next_suspect_and_the_one_before_are_a_key_away(open_page: OpenPage, shops: list[str]) -> None:
    page = open_page("cases", view="reviews")
    assert page.button(key="case_back").disabled
    assert "**1**" in words(page)
    assert "**2**" in words(press(page, "case_next"))
    assert "**1**" in words(press(page, "case_back"))
