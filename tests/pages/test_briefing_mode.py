"""Briefing mode on the pages: pseudonyms in links, one name revealed after the log, nothing to enter, no methods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from suyuan.casework import audit
from suyuan.casework.errors import StorageError
from suyuan.casework.people import local_person
from suyuan.casework.roles import Person
from suyuan.casework.store import open_store
from suyuan.pseudonyms import Pseudonyms, is_shaped, own_key
from suyuan.ui import casework, findings
from suyuan.ui.overview.queue_view import NO_FILTER
from suyuan.ui.personal import REVEAL
from tests.pages.conftest import OpenPage, words

VIEWER = Person("Wei", "viewer", "wei")


@pytest.fixture
def shop(open_page: OpenPage) -> Iterator[tuple[str, str]]:
    """The most suspect shop that has a name: its id and name."""
    open_page("overview")
    queue = findings.load("overview__queue", **NO_FILTER).dropna(subset=["shop_name"])
    yield str(queue["shop_id"].iloc[0]), str(queue["shop_name"].iloc[0])


def pseudonym(casework_database: Path, value: str) -> str:
    return Pseudonyms(own_key(Path(f"{casework_database}.briefing-key"))).of(value)


def asked(page: AppTest, key: str) -> str:
    """A parameter of the page's link, which comes as a list where nobody changed it."""
    value = page.query_params[key]
    return value if isinstance(value, str) else value[0]


def pressed(page: AppTest, start: str) -> AppTest:
    [button] = [one for one in page.button if str(one.key).startswith(start)]
    return button.click().run()


def test_an_id_in_the_link_gives_way_to_its_pseudonym_and_comes_back(
    open_page: OpenPage, shop: tuple[str, str], casework_database: Path
) -> None:
    shop_id, name = shop
    code = pseudonym(casework_database, shop_id)
    page = open_page("shop", shop=shop_id, briefing="1")
    assert asked(page, "shop") == code
    assert page.title[0].value == f"Shop {code[:5]}"
    assert shop_id not in words(page) and name not in words(page)
    back = open_page("shop", shop=code)
    assert asked(back, "shop") == shop_id
    assert shop_id in words(back)


def test_an_id_under_any_word_of_the_link_gives_way_and_other_words_stay(
    open_page: OpenPage, shop: tuple[str, str], casework_database: Path
) -> None:
    codes = pseudonym(casework_database, shop[0])
    page = open_page("overview", some_pick=f"pair~{shop[0]}~350300", view="links", briefing="1")
    assert asked(page, "some_pick") == f"pair~{codes}~350300"
    assert asked(page, "view") == "links"
    back = open_page("overview", some_pick=f"pair~{codes}~350300")
    assert asked(back, "some_pick") == f"pair~{shop[0]}~350300"


def test_a_site_in_the_link_is_told_as_its_column_tells_it(
    open_page: OpenPage, casework_database: Path
) -> None:
    open_page("overview")
    sites = list(findings.load("cases__sites", ring=None)["site_id"])
    page = open_page("overview", at=sites[0], briefing="1")
    own = Pseudonyms(own_key(Path(f"{casework_database}.briefing-key")))
    assert asked(page, "at") == f"{own.of(sites[0].partition('-')[0])}-{own.of(sites[0])}"
    assert asked(open_page("overview", at=asked(page, "at")), "at") == sites[0]


def test_the_words_of_a_pseudonym_are_chinese_too(
    open_page: OpenPage, shop: tuple[str, str], casework_database: Path
) -> None:
    page = open_page("shop", "zh", shop=shop[0], briefing="1")
    assert page.title[0].value == f"店铺 {pseudonym(casework_database, shop[0])[:5]}"


def test_what_was_typed_leaves_the_link_of_a_room(open_page: OpenPage, shop: tuple[str, str]) -> None:
    page = open_page("rings", find="13800000000", to=shop[0], strike_accounts="A1", briefing="1")
    assert set(page.query_params) == {"lang", "briefing"}


def test_a_pseudonym_of_nothing_gets_the_usual_answer(open_page: OpenPage) -> None:
    page = open_page("shop", shop="2222222222", briefing="1")
    assert not page.exception
    assert "in these findings" in page.warning[0].value


def test_the_same_pseudonym_stands_for_a_shop_on_every_page(
    open_page: OpenPage, shop: tuple[str, str], casework_database: Path
) -> None:
    code = pseudonym(casework_database, shop[0])
    queue = open_page("overview", briefing="1")
    assert f"Shop {code[:5]}" in set(queue.dataframe[0].value["shop"])


def test_one_name_is_revealed_after_the_log_holds_it_and_for_this_view_alone(
    open_page: OpenPage, shop: tuple[str, str], casework_database: Path
) -> None:
    shop_id, name = shop
    page = open_page("shop", shop=shop_id, briefing="1")
    assert REVEAL not in {toggle.key for toggle in page.toggle}
    page = pressed(page, "eye_shop_")
    assert re.sub(r"\\", "", page.title[0].value) == name
    assert is_shaped(asked(page, "shop"))
    with open_store().read() as session:
        entries = audit.entries(session, local_person())
    assert [entry.subject for entry in entries if entry.action == "reveal"] == [f"shop/{shop_id}"]
    page.query_params["records"] = "orders"
    assert page.run().title[0].value.startswith("Shop ")


def test_a_name_that_cannot_be_logged_stays_hidden(
    open_page: OpenPage, shop: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page("shop", shop=shop[0], briefing="1")

    def full(*_args: object) -> None:
        raise StorageError("{place}: nothing of this change was kept: {cause}", place="disk", cause="full")

    monkeypatch.setattr("suyuan.casework.views.audit.append", full)
    page = pressed(page, "eye_shop_")
    assert page.title[0].value.startswith("Shop ")


def test_a_viewer_is_offered_no_name(
    open_page: OpenPage, shop: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(casework, "person", lambda: VIEWER)
    page = open_page("shop", shop=shop[0], briefing="1")
    assert not [one for one in page.button if str(one.key).startswith("eye_")]


def test_nothing_is_entered_before_a_room(open_page: OpenPage, shop: tuple[str, str]) -> None:
    here, there = open_page("shop", shop=shop[0]), open_page("shop", shop=shop[0], briefing="1")
    assert [one for one in here.button if str(one.key).startswith("casework_")]
    assert not [one for one in there.button if str(one.key).startswith("casework_")]
    assert not [one for one in open_page("cases", briefing="1").button if one.key == "case_main"]


@pytest.mark.parametrize("role", ["viewer", "lead"])
def test_sql_and_weights_are_shown_to_no_viewer_and_to_nobody_before_a_room(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.setattr(casework, "person", lambda: Person("Wei", role, "wei"))
    for view in ("queries", "weights"):
        shown = open_page("data", view=view)
        hidden = open_page("data", view=view, briefing="1")
        assert (asked(shown, "view") == view) == (role == "lead")
        assert asked(hidden, "view") == "extracts"
        assert not hidden.code
        assert bool(shown.code) == (role == "lead" and view == "queries")


def test_without_its_key_nothing_is_drawn_for_a_room(
    open_page: OpenPage, shop: tuple[str, str], casework_database: Path
) -> None:
    Path(f"{casework_database}.briefing-key").write_bytes(b"short")
    page = open_page("shop", shop=shop[0], briefing="1")
    assert "cannot be read" in page.error[0].value
    assert not page.title
    assert open_page("shop", shop=shop[0]).title
