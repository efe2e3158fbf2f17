"""A ring's page: what falls when evidence is struck, in figures, in both languages, with nothing personal in it."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from tests.pages.conftest import OpenPage


@pytest.fixture(scope="module")
def ring_id(small: tuple[Path, Path]) -> str:
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        [(ring,)] = connection.execute("SELECT min(ring_id) FROM rings").fetchall()
    assert ring
    return str(ring)


def test_nothing_is_struck_until_it_is_asked_for(open_page: OpenPage, ring_id: str) -> None:
    page = open_page("rings", ring=ring_id)
    assert not page.exception
    assert [toggle.value for toggle in page.toggle if toggle.key == "strike"] == [False]
    assert not page.multiselect


@pytest.mark.parametrize(("language", "falls"), [("en", "of"), ("zh", "不再成立")])
def test_without_logins_and_registrations_no_link_of_a_ring_rests_on_them(
    language: str, falls: str, open_page: OpenPage, ring_id: str
) -> None:
    page = open_page(
        "rings", language, ring=ring_id, strike="true", strike_tables=["logins", "accounts", "shipments"]
    )
    assert not page.exception
    told = [metric.value for metric in page.metric if falls in metric.value]
    assert told
    # All the links, the last figure, fall with every record that ties accounts.
    fallen, of = sorted(int(figure) for figure in re.findall(r"\d+", told[-1]))
    assert fallen == of > 0


def test_traces_are_hidden_in_the_choice_and_in_the_link(open_page: OpenPage, ring_id: str) -> None:
    page = open_page("rings", ring=ring_id, strike="true")
    [choice] = [choice for choice in page.multiselect if choice.key == "strike_traces"]
    personal = [option for option in choice.options if "phone" in option or "device" in option]
    assert personal
    assert all("•••" in option for option in personal)
