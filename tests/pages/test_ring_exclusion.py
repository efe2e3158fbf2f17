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


def fallen(page: object) -> list[str]:
    """The figures that say how much falls."""
    return [metric.value for metric in page.metric if " of " in metric.value]  # type: ignore[attr-defined]


def test_a_single_record_of_the_ring_can_be_struck_by_its_id(
    open_page: OpenPage, ring_id: str, small: tuple[Path, Path]
) -> None:
    """A registration is one record: with it the links that rest on it lose theirs."""
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        accounts = [
            row
            for (row,) in connection.execute(
                "SELECT member_id FROM ring_members WHERE ring_id = $1 AND member_type = 'account' ORDER BY 1",
                [ring_id],
            ).fetchall()
        ]
    codes = [f"accounts:{account}" for account in accounts]
    page = open_page("rings", ring=ring_id, strike="true", strike_records=codes)
    assert not page.exception
    [choice] = [choice for choice in page.multiselect if choice.key == "strike_records"]
    assert choice.value == [code for code in codes if code in choice.value]
    assert choice.value
    everybody = open_page("rings", ring=ring_id, strike="true", strike_tables=["accounts"])
    assert fallen(page) == fallen(everybody)
    assert not all(figure.startswith("0 of") for figure in fallen(page))


def test_a_record_of_somebody_else_is_struck_by_no_link(open_page: OpenPage, ring_id: str) -> None:
    page = open_page("rings", ring=ring_id, strike="true", strike_records=["accounts:nobody"])
    [choice] = [choice for choice in page.multiselect if choice.key == "strike_records"]
    assert choice.value == []
    assert all(figure.startswith("0 of") for figure in fallen(page))


def test_all_that_speaks_against_its_shops_struck_leaves_no_suspects_in_a_ring(
    open_page: OpenPage, ring_id: str, small: tuple[Path, Path]
) -> None:
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        told = connection.execute(
            "SELECT shop_id, signal FROM shop_evidence SEMI JOIN shop_scores "
            "ON shop_scores.shop_id = shop_evidence.shop_id AND shop_scores.ring_id = $1 ORDER BY ALL",
            [ring_id],
        ).fetchall()
    codes = [f"{shop}~{signal}" for shop, signal in told]
    page = open_page("rings", ring=ring_id, strike="true", strike_signals=codes)
    assert not page.exception
    [choice] = [choice for choice in page.multiselect if choice.key == "strike_signals"]
    assert len(choice.value) > 3
    assert fallen(page)[0] == "1 of 1 fall"
