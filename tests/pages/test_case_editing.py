"""Two editors of one record, what is undone, what it was before, and how the tables leave."""

from __future__ import annotations

import io
import zipfile

from suyuan.casework import (
    cases,
    people,
    undo,
)
from suyuan.casework.store import Store
from tests.pages.conftest import OpenPage, words
from tests.pages.test_cases import (
    AN,
    LIN,
    Files,
    choose,
    files,
    fill,
    fill_everything,
    press,
    save,
    shops,
    store,
    text_of,
)

__all__ = ["files", "shops", "store"]


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
