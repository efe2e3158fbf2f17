"""The plan's page: every view in both languages; checks and officers entered, by whose role allows it."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from suyuan.casework import audit, cases, plans, sites
from suyuan.casework.people import local_person
from suyuan.casework.roles import Person
from suyuan.casework.store import open_store
from suyuan.masking import HIDDEN
from suyuan.ui import casework, findings
from tests.pages.conftest import OpenPage, words
from tests.pages.test_overview import ENGLISH

VIEWS = ("sites", "enter", "people", "others", "sheets")
LEAD = local_person()


@pytest.fixture
def rings(open_page: OpenPage) -> list[str]:
    """Rings with a site, those with the most first."""
    open_page("overview")
    found = list(findings.load("rings__list", most=10**9, cleared=[])["ring_id"])
    return sorted(found, key=lambda ring: -len(findings.load("plan__sites", ring=ring)))


def html(page: AppTest) -> str:
    return "\n".join(str(getattr(element, "proto", "")) for element in page.get("html"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_every_ring_opens(
    open_page: OpenPage, rings: list[str], view: str, language: str
) -> None:
    for ring in rings[:4]:
        page = open_page("plan", language, ring=ring, view=view)
        assert not page.exception
        assert ring in words(page)


def test_without_a_ring_or_a_case_the_page_says_where_to_find_one(open_page: OpenPage) -> None:
    page = open_page("plan")
    assert not page.exception and "A plan belongs to a ring or a case" in page.info[0].value


def test_a_wrong_link_says_so(open_page: OpenPage) -> None:
    for link in ({"ring": "![x](http://evil.example/a.png)"}, {"case": "![x](http://evil.example/a.png)"}):
        page = open_page("plan", **link)
        assert not page.exception
        assert page.warning and "![x](" not in page.warning[0].value


def test_no_english_is_left_in_the_chinese_view(open_page: OpenPage, rings: list[str]) -> None:
    names = set(map(str, findings.load("rings__head", ring=rings[0]).iloc[0]))
    for view in VIEWS:
        page = open_page("plan", "zh", ring=rings[0], view=view)
        told = re.sub(r":material/\w+:|R[0-9A-F]{8}|[0-9a-f]{16}|UTC|WGS84|CSV", "", words(page))
        left = [word for word in ENGLISH.findall(told) if not any(word in name for name in names)]
        assert left == [], view


def test_a_check_recorded_on_the_page_makes_its_site_a_target(
    open_page: OpenPage, rings: list[str], casework_database: Path
) -> None:
    page = open_page("plan", ring=rings[0], view="enter")
    chosen = findings.load("plan__sites", ring=rings[0]).iloc[0]["site_id"]
    page.multiselect("plan_check_sites").set_value([chosen])
    page.text_input("plan_check_by").set_value("Wang")
    page.text_area("plan_check_found").set_value("boxes in the yard")
    page.button("plan_check_submit").click()
    page.run()
    assert not page.exception and not page.warning
    with closing(open_store(str(casework_database))) as store, store.read() as session:
        [check] = sites.site_check_list(session, LEAD, ring_id=rings[0])
    assert (check["site_id"], check["status"], check["checked_by"]) == (chosen, "checked", "Wang")
    assert check["found"] == HIDDEN


def test_a_check_that_does_not_say_what_was_seen_is_refused_and_nothing_is_kept(
    open_page: OpenPage, rings: list[str], casework_database: Path
) -> None:
    page = open_page("plan", ring=rings[0], view="enter")
    page.multiselect("plan_check_sites").set_value(
        [findings.load("plan__sites", ring=rings[0]).iloc[0]["site_id"]]
    )
    page.text_input("plan_check_by").set_value("Wang")
    page.button("plan_check_submit").click()
    page.run()
    assert not page.exception and "say what was seen" in page.warning[0].value
    with closing(open_store(str(casework_database))) as store, store.read() as session:
        assert sites.site_check_list(session, LEAD) == []


def test_the_number_at_hand_is_kept_and_what_is_short_is_said(
    open_page: OpenPage, rings: list[str], casework_database: Path
) -> None:
    ring = rings[0]
    site_id = findings.load("plan__sites", ring=ring).iloc[0]["site_id"]
    with closing(open_store(str(casework_database))) as store, store.write() as session:
        check = sites.plan_site_check(session, LEAD, site_id, ring_id=ring)
        sites.record_site_check(
            session, LEAD, check.id, check.version, status="checked", checked_by="Wang", found="boxes"
        )
        made = plans.enter_at_hand(session, LEAD, None, 51, ring_id=ring)
        plans.assign(session, LEAD, made.id, site_id, None, 60)
        # A late parcel is no matter of this test.
        plans.override(session, LEAD, made.id, site_id, plans.plan_site_list(session, LEAD, made.id)[0].version,
                       needs=["stale", "coordinates"], reason="seen", scan_id="s1")  # fmt: skip
    page = open_page("plan", ring=ring, view="enter")
    assert "9 officers short" in html(page)
    [number] = [one for one in page.number_input if "at_hand" in str(one.key)]
    number.set_value(70)
    page.button("plan_officers_submit").click()
    page.run()
    assert not page.exception and "10 officers over" in html(page)


@pytest.mark.parametrize(("role", "checks", "officers", "files"), [
    ("viewer", False, False, False), ("analyst", True, False, True), ("lead", True, True, True),
    ("auditor", False, False, True),
])  # fmt: skip
def test_each_role_is_offered_what_it_may(
    open_page: OpenPage, rings: list[str], monkeypatch: pytest.MonkeyPatch,
    role: str, checks: bool, officers: bool, files: bool,
) -> None:  # fmt: skip
    someone = Person("An", role, "an@example.org")
    monkeypatch.setattr(casework, "acting", lambda: lambda: someone)
    page = open_page("plan", ring=rings[0], view="enter")
    assert not page.exception
    keys = {str(button.key) for button in page.button}
    assert ("plan_check_submit" in keys, "plan_officers_submit" in keys) == (checks, officers)
    assert (len(page.get("download_button")) > 0) == files


def test_addresses_and_names_are_hidden_until_asked_for_and_the_log_knows(
    open_page: OpenPage, rings: list[str], casework_database: Path
) -> None:
    page = open_page("plan", ring=rings[0])
    assert set(page.dataframe[0].value["address"]) <= {HIDDEN, "–"}
    page = open_page("plan", ring=rings[0], view="people")
    assert set(page.dataframe[0].value["holder"]) <= {HIDDEN, "–"}
    page.session_state["reveal_personal"] = True
    page.run()
    assert HIDDEN not in set(page.dataframe[0].value["holder"])
    with closing(open_store(str(casework_database))) as store, store.read() as session:
        assert "reveal" in {entry.action for entry in audit.entries(session, LEAD)}


def test_a_cases_plan_holds_the_sites_of_its_rings_and_its_own_addresses(
    open_page: OpenPage, rings: list[str], casework_database: Path
) -> None:
    with closing(open_store(str(casework_database))) as store, store.write() as session:
        case = cases.open_case(session, LEAD, "Shoes, Putian")
        for ring in rings[:2]:
            cases.add_member(session, LEAD, case.id, "ring", subject_id=ring)
        cases.add_member(session, LEAD, case.id, "person", person_name="Zhu")
        sites.plan_site_check(
            session, LEAD, "the shed behind", case_id=case.id, adcode="350304", address="Shed Lane 1"
        )
    page = open_page("plan", case=case.id)
    assert not page.exception
    known = sum(len(findings.load("plan__sites", ring=ring)) for ring in rings[:2])
    table = page.dataframe[0].value
    assert len(table) == known + 1
    [own] = table[table["what"] == "address of casework, not in the data"].to_dict("records")
    assert (own["where"], own["address"]) == ("Licheng, Putian, Fujian", HIDDEN)
    assert set(table["standing"]) == {"verify first"}
    page = open_page("plan", case=case.id, view="people")
    assert "Zhu" not in str(page.dataframe[0].value.to_dict())
