"""The page of casework: each flow from its button to the record; what a role may not do is not there."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from suyuan import scan
from suyuan.casework import (
    audit,
    cases,
    custody,
    notes,
    people,
    records,
    reviews,
    sites,
    test_buys,
    undo,
    watches,
)
from suyuan.casework.errors import Forbidden
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, open_store
from suyuan.casework.watches import Activity
from suyuan.masking import HIDDEN
from suyuan.ui import findings
from suyuan.ui.cases import case_files, case_open, case_reviews
from suyuan.ui.overview.queue_filters import FILTERS
from tests.casework.test_photos import picture
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


def test_a_watch_shows_new_activity_until_it_is_seen(
    open_page: OpenPage, store: Store, shops: list[str]
) -> None:
    page = open_page("cases", view="watch")
    press(page, "case_main")
    fill(page, subject_id=shops[0], reason="low price")
    save(page)
    with store.read() as session:
        [watch] = watches.watch_list(session, LIN)
        review = reviews.review_of(session, LIN, shops[0])
    assert review is not None and review["state"] == "watched"
    assert watch["seen_orders"] > 0 and "New activity" not in words(page)
    with store.write() as session:
        seen = Activity(
            watch["seen_orders"] - 2, watch["seen_last_order_at"] - timedelta(days=9), watch["seen_listings"]
        )
        watches.acknowledge(session, LIN, watch.id, watch.version, seen)
    page.run()
    assert "+2 orders" in words(page).replace("\\", "")
    press(page, f"case_step_watch_{watch.id}")
    assert "New activity" not in words(page) and "+2 orders" not in words(page).replace("\\", "")


def test_an_innocent_watch_without_activity_alerts_nobody(
    open_page: OpenPage, store: Store, shops: list[str]
) -> None:
    page = open_page("cases", view="watch")
    press(page, "case_main")
    save(fill(page, subject_id=shops[0], reason="low price"))
    with store.read() as session:
        [watch] = watches.watch_list(session, LIN)
    page = open_page("cases")
    assert page.metric[0].value == "0" and watch["subject_id"] == shops[0]


def test_renewing_a_watch_is_a_leads_and_needs_a_reason(
    open_page: OpenPage, store: Store, shops: list[str], as_role: Callable[[str], Person]
) -> None:
    with store.write() as session:
        watch = watches.watch(session, AN, "shop", shops[0], reason="x")
    as_role("analyst")
    page = open_page("cases", view="watch")
    assert "Renew" not in page.menu_button[0].options
    as_role("lead")
    page = open_page("cases", view="watch")
    choose(page, f"watch_{watch.id}", "Renew")
    save(page)
    assert "it must be said" in words(page)
    save(fill(page, reason="still selling"))
    with store.read() as session:
        [renewed] = watches.watch_list(session, LIN)
    assert renewed["renewals"] == 1 and renewed["renewed_because"] == "still selling"


def test_a_test_buy_goes_from_plan_to_verdict_and_leaves_as_an_extract(
    open_page: OpenPage,
    store: Store,
    shops: list[str],
    small: tuple[Path, Path],
    tmp_path: Path,
    files: Files,
) -> None:
    page = open_page("cases", view="buys")
    save(fill(press(page, "case_main"), shop_id=shops[0], reason="30 % of the reference"))
    [plan] = bought(store)
    step = f"case_step_buy_{plan.id}"
    save(fill(press(page, step), order_id="O-1", price="168", waybill_no="SF1"))
    press(page, step)
    page.file_uploader(key="field_photo").upload("a.jpg", b"<svg onload='x()'/>", "image/jpeg")
    press(fill(page, seal_number="FX-1"), "case_save")
    assert "a sealing photo is a JPEG or a PNG" in words(page)
    photo = picture()
    page.file_uploader(key="field_photo").upload("a.jpg", photo, "image/jpeg")
    save(page)
    [sealed] = bought(store)
    assert sealed["photo_sha256"] == hashlib.sha256(photo).hexdigest()
    assert (store.photos / sealed["photo_path"]).read_bytes() == photo
    choose(page, f"buy_{plan.id}", "Handed on")
    save(fill(page, handed_by="Wang", taken_by="Li"))
    choose(page, f"buy_{plan.id}", "Facts and custody")
    assert "seal intact" in words(page) and "Wang" not in words(page) and "SF1" not in words(page)
    assert "There is a sealing photo" in words(page)
    page.session_state["reveal_personal"] = True
    page.run()
    assert "Wang" in words(page) and "There is a sealing photo" not in words(page)
    with store.read() as session:
        seen = [entry.subject for entry in audit.entries(session, LIN) if entry.action == "reveal"]
    assert f"test_buys/{plan.id}" in seen
    page.session_state["reveal_personal"] = False
    case_dialog_closed(page)
    save(fill(press(page, step), sent_to="Laboratory"))
    press(page, step)
    page.selectbox(key="field_verdict").set_value("counterfeit")
    page.selectbox(key="field_appraiser_relation").set_value("independent_laboratory")
    save(page)
    [judged] = bought(store)
    assert (judged["verdict"], judged["appraiser"]) == ("counterfeit", "Laboratory")
    assert page.metric[0].value == "1 of 1" and "Counterfeit 1 of 1 bought" in words(page)
    with store.read() as session:
        [step_taken] = custody.custody(session, LIN, plan.id)
    assert step_taken["handed_by"] == HIDDEN and step_taken["is_seal_intact"]
    with zipfile.ZipFile(io.BytesIO(files["test_buys_extract"]())) as archive:
        archive.extractall(tmp_path)
    with duckdb.connect() as connection:
        rows = connection.read_parquet(str(tmp_path / "extract" / "test_buys.parquet")).fetchall()
    assert [row[:3] for row in rows] == [(plan.id, shops[0], "counterfeit")]
    outcome = scan.run(small[0], tmp_path / "findings", also=[tmp_path / "extract"], threads=2)
    assert outcome


def case_dialog_closed(page: AppTest) -> None:
    """As its cross does it."""
    del page.session_state["case_form"]
    page.run()


def bought(store: Store) -> list[records.Record]:
    with store.read() as session:
        return test_buys.buy_list(session, LIN)


def test_a_cancelled_test_buy_counts_nowhere(open_page: OpenPage, store: Store, shops: list[str]) -> None:
    with store.write() as session:
        plan = test_buys.plan_test_buy(session, AN, shops[0])
    page = open_page("cases", view="buys")
    choose(page, f"buy_{plan.id}", "Cancel it")
    save(fill(page, reason="sold out"))
    assert page.metric[0].value == "0 of 0"
    assert f"case_step_buy_{plan.id}" not in keys(page)


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


def test_the_second_of_two_editors_sees_what_the_first_wrote_and_keeps_what_he_typed(
    open_page: OpenPage, store: Store
) -> None:
    with store.write() as session:
        case = cases.open_case(session, LIN, "Jerseys", owner="Lin")
    page = open_page("cases", view="cases")
    choose(page, f"case_{case.id}", "Change the case")
    fill(page, title="Football shirts")
    with store.write() as session:
        cases.change_case(session, AN, case.id, case.version, title="Jerseys, Yuexiu")
    save(page)
    said = words(page).replace("\\", "")
    assert "An changed it at" in said and "~~Jerseys~~ → **Jerseys, Yuexiu**" in said
    assert text_of(page, "title") == "Football shirts"
    with store.read() as session:
        assert cases.case(session, LIN, case.id)["title"] == "Jerseys, Yuexiu"
    press(page, "case_save_on_top")
    with store.read() as session:
        assert cases.case(session, LIN, case.id)["title"] == "Football shirts"


def test_the_last_change_is_undone_and_a_refusal_says_why(
    open_page: OpenPage, store: Store, shops: list[str]
) -> None:
    page = open_page("cases", view="cases")
    save(fill(press(page, "case_main"), title="Jerseys"))
    page = open_page("cases", view="log")
    assert "Title: **Jerseys**" in words(page)
    press(page, "case_undo_last")
    with store.read() as session:
        assert cases.case_list(session, LIN) == []
        [last, _first] = undo.history(session, LIN)
    assert last.undoes
    press(page, "case_undo_last")
    assert "nothing of yours to undo" in words(page)


def test_the_history_of_a_record_tells_before_and_after_and_takes_back(
    open_page: OpenPage, store: Store
) -> None:
    me = people.local_person()
    with store.write() as session:
        case = cases.open_case(session, me, "Jerseys")
        changed = cases.change_case(session, me, case.id, case.version, title="Shirts")
    page = open_page("cases", view="cases")
    choose(page, f"case_{case.id}", "History and undo")
    assert "Title: Jerseys → **Shirts**" in words(page)
    press(page, f"case_undo_{changed.version}")
    with store.read() as session:
        assert cases.case(session, LIN, case.id)["title"] == "Jerseys"


def test_every_table_leaves_as_csv_with_names_hidden_and_its_export_logged(
    open_page: OpenPage, store: Store, shops: list[str], files: Files
) -> None:
    from suyuan.casework import audit

    fill_everything(store, shops[0])
    books = {"watch": "watches", "buys": "test_buys", "checks": "site_checks", "cases": "cases",
             "reviews": "shop_reviews", "log": "events", "due": "due"}  # fmt: skip
    for view, book in books.items():
        open_page("cases", view=view)
        data = files[book]().decode("utf-8-sig")
        assert "解放路" not in data and data.count("\n") >= 1
    with store.read() as session:
        told = {entry.subject for entry in audit.entries(session, LIN) if entry.action == "export"}
    assert {f"file/{book}.csv" for book in books.values() if book != "due"} | {"page/due"} <= told
    with zipfile.ZipFile(io.BytesIO(files["casework"]())) as archive:
        assert {"case_members.csv", "events.csv", "extract/test_buys.parquet"} <= set(archive.namelist())


ALLOWED: dict[str, set[str]] = {
    "viewer": set(),
    "auditor": set(),
    "analyst": {"case_main", "step", "undo"},
    "lead": {"case_main", "step", "undo"},
}


@pytest.mark.parametrize("role", ["viewer", "auditor", "analyst", "lead"])
def test_what_a_role_may_not_do_is_not_offered_and_the_core_refuses_it(
    open_page: OpenPage, store: Store, shops: list[str], as_role: Callable[[str], Person], role: str
) -> None:
    made = fill_everything(store, shops[0])
    person = as_role(role)
    offered = set()
    for view in VIEWS:
        page = open_page("cases", view=view)
        assert not page.exception
        found = keys(page)
        offered |= {"case_main"} & found
        offered |= {"step" for key in found if re.match("case_(step|move)_", key) and "case_over" not in key
                    and not key.startswith("case_step_case_")}  # fmt: skip
        offered |= {"undo" for key in found if key.startswith("case_undo")}
        assert page.get("download_button") or role == "viewer"
    assert offered == ALLOWED[role]
    page = open_page("cases", case=made["case"].id)
    assert ("case_add" in keys(page)) == (role in ("analyst", "lead"))
    assert ("case_status" in keys(page)) == (role == "lead")
    page = open_page("cases", case=made["case"].id, part="outcome")
    assert ("case_add" in keys(page)) == (role == "lead")
    if role in ("viewer", "auditor"):
        with store.write() as session, pytest.raises(Forbidden):
            cases.change_case(session, person, made["case"].id, made["case"].version, title="x")


def test_a_form_that_was_open_when_the_role_went_is_closed(
    open_page: OpenPage, store: Store, as_role: Callable[[str], Person]
) -> None:
    page = open_page("cases", view="cases")
    press(page, "case_main")
    assert "case_save" in keys(page)
    as_role("viewer")
    page.run()
    assert not page.exception and "case_save" not in keys(page)


def test_a_row_leads_to_its_shop(
    open_page: OpenPage, store: Store, shops: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(case_open, "go", lambda page, **link: went.append((page, link)))
    with store.write() as session:
        watch = watches.watch(session, AN, "shop", shops[0], reason="x")
    press(open_page("cases", view="watch"), f"case_open_watch_{watch.id}")
    assert went == [("pages/shop.py", {"shop": shops[0]})]
