"""The page of casework: each flow from its button to the record; what a role may not do is not there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from suyuan.casework import (
    cases,
    notes,
    people,
    records,
    reviews,
    sites,
    test_buys,
    watches,
)
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, open_store
from suyuan.casework.watches import Activity
from suyuan.masking import HIDDEN
from suyuan.ui import findings
from suyuan.ui.cases import case_files, case_open
from suyuan.ui.overview.queue_filters import FILTERS
from tests.pages.conftest import OpenPage, words
from tests.pages.test_overview import ENGLISH

VIEWS = ("due", "watch", "buys", "checks", "cases", "reviews", "log")
AN = Person("An", "analyst", "an@example.org")
LIN = Person("Lin", "lead", "lin@example.org")
Files = dict[str, Callable[[], bytes]]


@pytest.fixture
def store(casework_database: Path) -> Store:
    return open_store(str(casework_database))


@pytest.fixture
def as_role(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Person]:
    """Whoever is at the machine has this role."""

    def become(role: str) -> Person:
        person = Person(role.title(), role, f"{role}@example.org")
        monkeypatch.setattr(people, "local_person", lambda: person)
        return person

    return become


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What the download buttons would hand out, by what they hold."""
    offered: Files = {}

    def offer(_label: str, make: Callable[[], bytes], stem: str, _ending: str, _told: str = "") -> None:
        offered[stem] = make

    monkeypatch.setattr(case_files, "_button", offer)
    return offered


@pytest.fixture
def shops(open_page: OpenPage) -> list[str]:
    """The suspects of the small marketplace, the first to open first."""
    open_page("overview")
    filters = dict.fromkeys(FILTERS)
    found = list(findings.load("overview__queue", **filters)["shop_id"])
    assert len(found) >= 3
    return found


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception, page.exception
    return page


def keys(page: AppTest) -> set[str]:
    return {str(button.key) for button in page.button}


def fill(page: AppTest, **typed: str) -> AppTest:
    """Type into the open form's text fields."""
    fields = {str(field.key): field for field in (*page.text_input, *page.text_area)}
    for column, text in typed.items():
        fields[f"field_{column}"].set_value(text)
    return page


def save(page: AppTest) -> AppTest:
    return press(page, "case_save")


def choose(page: AppTest, key: str, label: str) -> AppTest:
    page.menu_button(key=f"case_menu_{key}").set_value(label).run()
    assert not page.exception
    return page


def fill_everything(store: Store, shop: str, ring: str = "") -> dict[str, records.Record]:
    """One of everything."""
    with store.write() as session:
        case = cases.open_case(session, LIN, "世界杯球衣", file_number="118")
        cases.add_member(session, AN, case.id, "shop", subject_id=shop)
        cases.add_member(
            session, AN, case.id, "person", person_name="王某", remark="![x](http://evil.example)"
        )
        cases.record_outcome(
            session, LIN, case.id, source="Yuexiu", suspects=9, dens=5, value="20000000", currency="CNY"
        )
        notes.add_note(session, AN, "case", case.id, "秘密")
        watch = watches.watch(session, AN, "shop", shop, reason="[x](http://evil.example)", seen=Activity(0))
        check = sites.plan_site_check(
            session, AN, "P1", ring_id=ring or None, case_id=case.id, address="解放路"
        )
        plan = test_buys.plan_test_buy(session, AN, shop, case_id=case.id)
        move = reviews.move(session, AN, shop, "reviewing", reason="价格")
    return {"case": case, "watch": watch, "check": check, "plan": plan, "review": move}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_with_and_without_records(
    open_page: OpenPage, store: Store, shops: list[str], view: str, language: str
) -> None:
    page = open_page("cases", language, view=view)
    assert not page.exception
    if view != "reviews":
        assert page.info, "an empty view says what to do next"
    fill_everything(store, shops[0])
    page.run()
    assert not page.exception
    assert view in ("log", "reviews") or not page.info
    assert "None" not in words(page)
    if language == "zh":
        data = r"S\d+|[A-Z][0-9A-F]{8,}|An|Lin|evil|example|http|root|P1"
        said = re.sub(r":\w+-badge|:\w+\[|&nbsp;|:material/\w+:|\u200b|" + data, "", words(page))
        names = "|".join(map(re.escape, findings.load("cases__shops", shops=shops)["shop_name"]))
        assert ENGLISH.findall(re.sub(names, "", said)) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("part", ["members", "sites", "buys", "outcome", "notes"])
def test_every_part_of_a_case_opens_and_names_stay_hidden(
    open_page: OpenPage, store: Store, shops: list[str], part: str, language: str
) -> None:
    case = fill_everything(store, shops[0])["case"]
    page = open_page("cases", language, case=case.id, part=part)
    assert not page.exception
    assert page.title[0].value == "世界杯球衣"
    said = words(page)
    assert not any(name in said for name in ("王某", "秘密", "解放路")) and "![x](" not in said
    if part in ("members", "sites", "notes"):
        assert HIDDEN in said.replace("\\", "")
    assert "¥20" in said or any("20" in metric.value for metric in page.metric)


def test_names_are_shown_to_who_asks_and_each_time_is_logged(
    open_page: OpenPage, store: Store, shops: list[str]
) -> None:
    from suyuan.casework import audit

    case = fill_everything(store, shops[0])["case"]
    page = open_page("cases", case=case.id)
    page.session_state["reveal_personal"] = True
    page.run()
    assert "王某" in words(page)
    with store.read() as session:
        assert {"reveal"} & {entry.action for entry in audit.entries(session, LIN)}


def test_a_wrong_case_says_so(open_page: OpenPage) -> None:
    page = open_page("cases", case="![x](http://evil.example/a.png)")
    assert not page.exception and "![x](" not in page.warning[0].value


def test_what_is_due_stands_first_with_its_figure_and_its_next_step(
    open_page: OpenPage, store: Store, shops: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write() as session:
        fine = watches.watch(session, AN, "shop", shops[0], reason="x", seen=Activity(10**6, None, 10**6))
        urgent = watches.watch(
            session, AN, "shop", shops[1], reason="x", goods=["化妆品"], seen=Activity(10**6, None, 10**6)
        )
    page = open_page("cases")
    assert page.metric[0].label == "Due today"
    # Both did something after "never": their last order is news.
    assert f"case_step_escalated_{urgent.id}" in keys(page)
    order = [key for key in (str(button.key) for button in page.button) if key.startswith("case_step_")]
    assert order[0] == f"case_step_escalated_{urgent.id}"
    press(page, f"case_step_escalated_{urgent.id}")
    assert f"case_step_escalated_{urgent.id}" not in keys(page)
    assert f"case_step_new_activity_{fine.id}" in keys(page)


def test_a_site_of_a_ring_is_a_candidate_until_somebody_was_there(open_page: OpenPage, store: Store) -> None:
    page = open_page("cases", view="checks")
    candidates = findings.load("cases__sites", ring=None)
    press(page, "case_main")
    first = candidates["site_id"].iloc[0]
    page.multiselect(key="field_sites").set_value([first])
    save(page)
    with store.read() as session:
        [check] = sites.site_check_list(session, LIN)
    assert (check["site_id"], check["status"]) == (first, "candidate")
    assert check["ring_id"] == candidates["ring_id"].iloc[0]
    press(page, f"case_step_site_{check.id}")
    save(fill(page, found="shoes in boxes"))
    assert "checked by: it must be said" in words(page).replace("\\", "")
    assert text_of(page, "found") == "shoes in boxes", "what was typed stays"
    save(fill(page, checked_by="Wang"))
    assert "Checked on the ground" in words(page)
    assert f"case_step_site_{check.id}" not in keys(page)


def text_of(page: AppTest, column: str) -> str:
    fields = {str(field.key): field.value for field in (*page.text_input, *page.text_area)}
    return str(fields[f"field_{column}"])


def test_a_case_gets_members_an_outcome_and_its_evidence_package(
    open_page: OpenPage, store: Store, shops: list[str]
) -> None:
    page = open_page("cases", view="cases")
    save(fill(press(page, "case_main"), title="Jerseys, Yuexiu", file_number="118"))
    with store.read() as session:
        [case] = cases.case_list(session, LIN)
    press(page, f"case_step_case_{case.id}")
    assert page.title[0].value == "Jerseys, Yuexiu"
    assert f"open_package_case_{case.id}" in keys(page)
    save(fill(press(page, "case_add"), subject_id=shops[0]))
    assert "To be checked" in words(page)
    press(page, "case_add")
    save(fill(page, subject_id=shops[0]))
    assert "is in the case already" in words(page)
    page = open_page("cases", case=case.id, part="outcome")
    press(page, "case_add")
    page.number_input(key="field_dens").set_value(5)
    save(fill(page, value="20,000,000", source="Yuexiu"))
    assert {"5", "¥20M"} <= {metric.value for metric in page.metric}


def test_a_member_is_ruled_out_with_a_reason_and_stays_in_the_file(
    open_page: OpenPage, store: Store, shops: list[str]
) -> None:
    with store.write() as session:
        case = cases.open_case(session, LIN, "Jerseys")
        member = cases.add_member(session, AN, case.id, "shop", subject_id=shops[0])
    page = open_page("cases", case=case.id)
    assert page.metric[0].value == "1"
    press(page, f"case_step_member_{member.id}")
    page.selectbox(key="field_standing").set_value("ruled_out")
    save(page)
    assert "it must be said" in words(page)
    save(fill(page, remark="authorised"))
    assert "Ruled out" in words(page) and page.metric[0].value == "0"


def test_the_end_of_a_term_is_due_and_erasing_takes_the_names(
    open_page: OpenPage, store: Store, shops: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write() as session, monkeypatch.context() as then:
        then.setattr(records, "now", lambda long_ago=records.now: long_ago() - timedelta(days=800))
        case = cases.open_case(session, LIN, "Jerseys")
        cases.add_member(session, AN, case.id, "person", person_name="王某")
    page = open_page("cases")
    assert "Its personal data must go" in words(page)
    press(page, f"case_step_case_over_{case.id}")
    press(press(page, "case_erase_open"), "case_erase")
    with store.write() as session:
        [member] = cases.members(session, LIN, case.id, reveal=True)
    assert member["person_name"] == "[erased]"
    assert open_page("cases").metric[0].value == "0"


def test_a_row_leads_to_its_shop(
    open_page: OpenPage, store: Store, shops: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(case_open, "go", lambda page, **link: went.append((page, link)))
    with store.write() as session:
        watch = watches.watch(session, AN, "shop", shops[0], reason="x")
    press(open_page("cases", view="watch"), f"case_open_watch_{watch.id}")
    assert went == [("pages/shop.py", {"shop": shops[0]})]
