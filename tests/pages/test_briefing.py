"""The page of briefings and the control that adds a view, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from suyuan.briefing import parsed
from suyuan.casework import briefings
from suyuan.casework.people import local_person
from suyuan.casework.records import Record
from suyuan.casework.store import Store, open_store
from suyuan.ui.escaping import escape
from tests.pages.conftest import OpenPage, words
from tests.small_findings import HOSTILE

PRICES = "/prices?suspects=true"


def collected(database: Path, *titles: str, link: str = PRICES, note: str | None = None) -> Record:
    """A briefing with a step of each title."""
    opened = open_store(str(database))
    with opened.write() as session:
        person = local_person()
        made = briefings.make_briefing(session, person, "Fengxian")
        for title in titles:
            briefings.add_step(session, person, made.id, title=title, link=link, scan_id="s1", note=note)
    opened.close()
    return made


def order(database: Path, briefing: Record) -> list[str]:
    opened: Store = open_store(str(database))
    with opened.read() as session:
        found = [step["title"] for step in briefings.step_list(session, local_person(), briefing.id)]
    opened.close()
    return found


def test_without_a_briefing_the_page_says_how_one_comes_about(open_page: OpenPage) -> None:
    page = open_page("briefing")
    assert not page.exception
    assert "Add this view" in words(page)
    assert "暂无简报" in words(open_page("briefing", "zh"))


def test_the_list_tells_steps_and_who_made_each(open_page: OpenPage, casework_database: Path) -> None:
    collected(casework_database, "whom", "where")
    page = open_page("briefing")
    assert "Fengxian" in words(page) and "2 steps" in words(page)
    assert local_person().name in words(page)


def test_a_briefing_without_steps_cannot_be_presented(open_page: OpenPage, casework_database: Path) -> None:
    made = collected(casework_database)
    page = open_page("briefing", open=made.id)
    assert not page.exception
    assert page.button(key="briefing_present").disabled
    page = open_page("briefing", present=made.id)
    assert not page.exception and "This briefing has no step yet" in words(page)


def test_a_step_is_moved_by_one_click(open_page: OpenPage, casework_database: Path) -> None:
    made = collected(casework_database, "a", "b", "c")
    page = open_page("briefing", open=made.id)
    [last] = [button for button in page.button if button.key.startswith("step_up_")][-1:]
    last.click().run()
    assert not page.exception
    assert order(casework_database, made) == ["a", "c", "b"]


def test_the_first_step_has_nothing_before_it_and_the_last_nothing_after(
    open_page: OpenPage, casework_database: Path
) -> None:
    made = collected(casework_database, "a", "b")
    page = open_page("briefing", open=made.id)
    ups = [button.disabled for button in page.button if button.key.startswith("step_up_")]
    downs = [button.disabled for button in page.button if button.key.startswith("step_down_")]
    assert (ups, downs) == ([True, False], [False, True])


def test_who_ordered_second_is_told_and_sees_the_order_that_stands(
    open_page: OpenPage, casework_database: Path
) -> None:
    made = collected(casework_database, "a", "b")
    page = open_page("briefing", open=made.id)
    opened = open_store(str(casework_database))
    with opened.write() as session:
        [first, _second] = briefings.step_list(session, local_person(), made.id)
        briefings.move_step(session, local_person(), made.id, made.version, first.id, 1)
    opened.close()
    [down] = [button for button in page.button if button.key.startswith("step_down_")][:1]
    down.click().run()
    assert "changed by somebody else" in words(page)
    assert order(casework_database, made) == ["b", "a"]


def test_two_hundred_steps_stand_on_pages_of_eight(open_page: OpenPage, casework_database: Path) -> None:
    made = collected(casework_database, *(f"step {n}" for n in range(200)))
    page = open_page("briefing", open=made.id)
    assert not page.exception
    assert len([button for button in page.button if button.key.startswith("step_up_")]) == 8


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_and_notes_stand_as_text(
    open_page: OpenPage, casework_database: Path, text: str
) -> None:
    made = collected(casework_database, text, note=text)
    said = words(open_page("briefing", open=made.id))
    assert escape(text) in said and text not in said


@pytest.mark.parametrize(
    ("link", "is_gone"),
    [
        ("/rings?ring=R404", True),
        ("/shop?shop=S404", True),
        ("/rings?account=A404", True),
        ("/cases?case=C404", True),
        ("/cases?view=watch", False),
        (PRICES, False),
        ("/nowhere?x=1", False),
    ],
)
def test_a_step_whose_subject_is_gone_says_so(
    open_page: OpenPage, casework_database: Path, link: str, is_gone: bool
) -> None:
    made = collected(casework_database, "a", link=link)
    page = open_page("briefing", open=made.id)
    assert ("not in the present scan any more" in words(page)) is is_gone


def test_of_steps_that_are_all_gone_none_is_presented_where_they_are_skipped(
    open_page: OpenPage, casework_database: Path
) -> None:
    made = collected(casework_database, "a", link="/shop?shop=S404")
    page = open_page("briefing", open=made.id)
    assert not page.button(key="briefing_present").disabled
    page.toggle(key="skip_gone").set_value(True).run()
    assert page.button(key="briefing_present").disabled


def test_an_unknown_briefing_is_a_wrong_link(open_page: OpenPage) -> None:
    page = open_page("briefing", open="B404")
    assert not page.exception
    assert "No briefing B404 here" in words(page)


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("/?table=changes", "Suspects · Changed since last scan"),
        ("/", "Suspects"),
        ("/prices?brand=Nike&rows=products", "Prices · Nike · Products"),
        ("/shop?shop=K7Q2M9FJD4", "Shop"),
        ("/rings?account=K7Q2M9FJD4", "Account"),
        ("/rings?ring=K7Q2M9FJD4&view=places", "Ring · Places"),
        ("/rings?ring=K7Q2M9FJD4&view=%3Cscript%3E", "Ring"),
        ("/plan?ring=K7Q2M9FJD4", "Ring · Operation plan"),
        ("/prices?shop=K7Q2M9FJD4&brand=Nike", "Shop · Prices · Nike"),
    ],
)
def test_a_title_is_suggested_that_names_nobody(link: str, title: str) -> None:
    assert parsed(link).title() == title


def sidebar_of_the_overview() -> None:
    from suyuan.messages import set_language
    from suyuan.ui.briefing import briefing_add
    from suyuan.ui.personal import stand_on

    set_language("en")
    stand_on("overview")
    briefing_add.draw()


@pytest.fixture
def sidebar(small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(small[0]))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    page = AppTest.from_function(sidebar_of_the_overview, default_timeout=60)
    page.query_params["lang"] = "zh"
    page.query_params["table"] = "changes"
    page.query_params["find"] = "Wang"
    return page


def test_a_view_is_added_with_its_filters_without_language_or_searched_text(
    sidebar: AppTest, casework_database: Path
) -> None:
    made = collected(casework_database)
    sidebar.run()
    sidebar.button(key="add_view").click().run()
    assert not sidebar.exception
    sidebar.button(key="add_view_save").click().run()
    assert not sidebar.exception
    opened = open_store(str(casework_database))
    with opened.read() as session:
        [step] = briefings.step_list(session, local_person(), made.id)
    opened.close()
    assert step["title"] == "Suspects · Changed since last scan"
    assert step["link"] == "/?table=changes"
    assert sidebar.toast[0].value == "Added to Fengxian as step 1"
    # The briefing that was used last is the one that is offered.
    sidebar.button(key="add_view").click().run()
    assert sidebar.selectbox(key="briefing_adds_to").value == made.id


def test_a_briefing_without_a_name_is_not_made_and_what_was_typed_stays(
    sidebar: AppTest, casework_database: Path
) -> None:
    sidebar.run()
    sidebar.button(key="add_view").click().run()
    [title] = [field for field in sidebar.text_input if "_title_" in str(field.key)]
    title.set_value("first")
    sidebar.button(key="add_view_save").click().run()
    assert "it must be said" in words(sidebar)
    [title] = [field for field in sidebar.text_input if "_title_" in str(field.key)]
    assert title.value == "first"
    opened = open_store(str(casework_database))
    with opened.read() as session:
        assert briefings.briefing_list(session, local_person()) == []
    opened.close()


def test_without_the_key_of_the_pseudonyms_no_view_is_added(
    sidebar: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key = tmp_path / "briefing.key"
    key.write_bytes(b"short")
    monkeypatch.setenv("SUYUAN_BRIEFING_KEY", str(key))
    sidebar.query_params["ring"] = "R1"
    sidebar.run()
    assert not sidebar.exception and len(sidebar.button) == 0


def bar_of_the_data_page() -> None:
    from suyuan.messages import set_language
    from suyuan.ui.briefing import briefing_bar
    from suyuan.ui.personal import stand_on

    set_language("en")
    stand_on("data")
    briefing_bar.draw()


def bar(small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, **link: str) -> AppTest:
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(small[0]))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    page = AppTest.from_function(bar_of_the_data_page, default_timeout=60)
    for key, value in {"briefing": "1", **link}.items():
        page.query_params[key] = value
    return page.run()


def steps_of(database: Path, briefing: Record) -> list[Record]:
    opened = open_store(str(database))
    with opened.read() as session:
        found = briefings.step_list(session, local_person(), briefing.id)
    opened.close()
    return found


def test_the_bar_tells_title_note_and_place_of_the_step(
    small: tuple[Path, Path], casework_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = collected(casework_database, "whom", "where", note="first line\nsecond *line*")
    [first, second] = steps_of(casework_database, made)
    page = bar(small, monkeypatch, present=f"{made.id}.{second.id}")
    assert not page.exception
    assert "**where** &nbsp; :gray[2 of 2]  \nfirst line  \nsecond \\*line\\*" in words(page)
    ends = {button.key: button.disabled for button in page.button}
    assert ends == {"briefing_back": False, "briefing_forth": True, "briefing_leave": False}
    ends = {
        button.key: button.disabled
        for button in bar(small, monkeypatch, present=f"{made.id}.{first.id}").button
    }
    assert ends == {"briefing_back": True, "briefing_forth": False, "briefing_leave": False}


def test_steps_whose_subject_is_gone_are_passed_over_where_that_is_wished(
    small: tuple[Path, Path], casework_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = collected(casework_database, "here", link="/data")
    opened = open_store(str(casework_database))
    with opened.write() as session:
        briefings.add_step(
            session, local_person(), made.id, title="gone", link="/shop?shop=S404", scan_id="s1"
        )
    opened.close()
    [first, _gone] = steps_of(casework_database, made)
    link = f"{made.id}.{first.id}"
    assert not bar(small, monkeypatch, present=link).button(key="briefing_forth").disabled
    assert bar(small, monkeypatch, present=link, skip="1").button(key="briefing_forth").disabled


def test_a_step_that_was_taken_out_while_it_was_shown_says_so_and_the_first_follows(
    small: tuple[Path, Path], casework_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = collected(casework_database, "a", "b")
    page = bar(small, monkeypatch, present=f"{made.id}.V404")
    assert "taken out of the briefing" in words(page)
    assert page.button(key="briefing_back").disabled and not page.button(key="briefing_forth").disabled


def test_without_a_sequence_the_bar_is_the_way_out(
    small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = bar(small, monkeypatch)
    assert [button.key for button in page.button] == ["briefing_leave"]
