"""Reviews where the analyst stands: the queue without the cleared, the returned marked with why, next and previous."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from suyuan.casework import cases, notes, records, reviews, test_buys, watches
from suyuan.casework.people import local_person
from suyuan.casework.queue import News, Place
from suyuan.casework.records import Record
from suyuan.casework.store import open_store
from suyuan.rings.ring_marks import UNPICKED
from suyuan.ui import download, review
from suyuan.ui.cases import case_shops
from suyuan.ui.overview.queue_view import NO_FILTER
from suyuan.ui.personal import REVEAL
from suyuan.ui.shop import shop_picks
from tests.pages.conftest import OpenPage, words

ME = local_person()


@pytest.fixture(autouse=True)
def findings_in_force(small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(small[0]))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))


def queue_of(page: AppTest) -> list[str]:
    return [str(name) for name in page.dataframe[0].value["shop"]]


def first_suspect() -> tuple[str, str]:
    """(id, name as the queue shows it) of the suspect on top."""
    from suyuan.ui.findings import load

    top = load("overview__queue", **NO_FILTER).iloc[0]
    return str(top["shop_id"]), str(top["shop_name"] or top["shop_id"])


def clear(database: Path, shop: str, *, weaker_by: float = 0.0) -> None:
    """Clear the shop on what is known of it; `weaker_by`: as if its strongest signal had spoken so much less then."""
    known = case_shops.known_of([shop])[shop]
    evidence = [dict(reason) for reason in known.reasons]
    evidence[0]["weight"] -= weaker_by
    with open_store(str(database)).write() as session:
        reviews.clear(
            session, ME, shop, reason="invoices of the brand seen", evidence=evidence, known=known.records
        )


def test_a_cleared_shop_is_hidden_behind_a_switch_that_says_why_by_whom_and_until_when(
    open_page: OpenPage, casework_database: Path
) -> None:
    shop, name = first_suspect()
    before = queue_of(open_page("overview"))
    clear(casework_database, shop)
    page = open_page("overview")
    assert len(queue_of(page)) == len(before) - 1
    [switch] = [toggle for toggle in page.toggle if toggle.key == "cleared"]
    assert switch.label == "1 cleared, hidden"
    switch.set_value(True).run()
    [row] = page.dataframe[0].value.to_dict("records")
    assert (row["shop"], row["why"], row["owner"]) == (name, "invoices of the brand seen", ME.name)
    assert row["until"] > records.now().date()


def test_a_cleared_shop_that_speaks_louder_is_back_and_marked_with_what_is_new(
    open_page: OpenPage, casework_database: Path
) -> None:
    shop, name = first_suspect()
    clear(casework_database, shop, weaker_by=1.0)
    page = open_page("overview")
    rows = page.dataframe[0].value
    assert rows.iloc[0]["shop"] == name and rows.iloc[0]["state"].startswith("↩ ")
    assert not [toggle for toggle in page.toggle if toggle.key == "cleared"]
    told = words(open_page("shop", shop=shop))
    assert "invoices of the brand seen" in told and "at the clearing" in told


def test_a_term_that_is_over_is_marked_as_such() -> None:
    assert review.mark(Place("S1", "cleared", "expired")) == "↩ term over"
    louder = Place("S1", "cleared", "new_evidence", (News("price", 0.1, 1.4),))
    assert review.mark(louder) == "↩ Price"
    assert review.mark(Place("S1", "new")) == ""


def test_a_queue_that_nobody_reviewed_has_no_column_for_it(open_page: OpenPage) -> None:
    assert "state" not in open_page("overview").dataframe[0].value.columns


def test_without_casework_the_queue_is_whole_and_the_page_says_what_is_wrong(
    open_page: OpenPage, casework_database: Path
) -> None:
    casework_database.mkdir()
    page = open_page("overview")
    assert not page.exception and len(page.error) == 1
    assert len(queue_of(page)) > 0


def press(page: AppTest, label: str) -> AppTest:
    [button] = [button for button in page.button if button.label == label]
    return button.click().run()


def fill(page: AppTest, field: str, text: str) -> None:
    [area] = [one for one in [*page.text_area, *page.text_input] if one.key == f"field_{field}"]
    area.set_value(text)


def save(page: AppTest) -> AppTest:
    [button] = [button for button in page.button if button.key and "case_save" in button.key]
    return button.click().run()


def test_a_shop_is_taken_under_review_and_cleared_on_its_own_page(
    open_page: OpenPage, casework_database: Path
) -> None:
    shop, _name = first_suspect()
    page = press(open_page("shop", shop=shop), "Review")
    assert "Under review" in words(page)
    page = press(page, "Clear")
    fill(page, "reason", "an outlet of the brand")
    save(page)
    with open_store(str(casework_database)).read() as session:
        held = reviews.review_of(session, ME, shop)
    assert held is not None and held["state"] == "cleared" and held["reason"] == "an outlet of the brand"
    assert "Cleared until" in words(open_page("shop", shop=shop))


def test_a_watch_from_the_shops_page_remembers_what_it_did_so_far(
    open_page: OpenPage, casework_database: Path
) -> None:
    shop, _name = first_suspect()
    page = press(open_page("shop", shop=shop), "Watch")
    fill(page, "reason", "raises its prices")
    save(page)
    with open_store(str(casework_database)).read() as session:
        [held] = watches.watch_list(session, ME)
        seen = case_shops.seen("shop", shop)
    assert (held["subject_id"], held["seen_orders"]) == (shop, seen.orders) and seen.orders > 0


def test_a_shop_is_added_to_a_new_case_from_its_page(open_page: OpenPage, casework_database: Path) -> None:
    shop, _name = first_suspect()
    page = press(open_page("shop", shop=shop), "Add to case")
    fill(page, "title", "Jerseys in Yuexiu")
    save(page)
    with open_store(str(casework_database)).read() as session:
        [case] = cases.case_list(session, ME)
        [member] = cases.members(session, ME, case.id)
    assert (case["title"], member["subject_id"], member["standing"]) == (
        "Jerseys in Yuexiu",
        shop,
        "candidate",
    )


def test_the_text_of_a_note_is_hidden_unless_revealed_and_its_reading_is_logged_once(
    open_page: OpenPage, casework_database: Path
) -> None:
    shop, _name = first_suspect()
    with open_store(str(casework_database)).write() as session:
        notes.add_note(session, ME, "shop", shop, "Mr Wang, ![x](http://evil/x.png)")
    page = press(open_page("shop", shop=shop), "Notes 1")
    assert "Wang" not in words(page) and "•••" in words(page)
    page.session_state[REVEAL] = True
    page.run()
    page.run()
    assert "Mr Wang" in words(page) and "](http" not in words(page)
    from suyuan.casework import audit

    with open_store(str(casework_database)).read() as session:
        read = [entry for entry in audit.entries(session, ME) if entry.subject.startswith("notes/")]
    assert [entry.action for entry in read if entry.action == "reveal"] == ["reveal"]


def test_figures_table_and_file_tell_the_same_of_what_was_cleared(
    open_page: OpenPage, casework_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: dict[str, Callable[[], bytes]] = {}

    def catch(words: str, make: Callable[[], bytes], **named: object) -> None:
        made[f"{named['key']} {words}"] = make

    def file_of(stem: str) -> tuple[int, list[str]]:
        """The rows that the button tells, and the shops in its file."""
        [(label, make)] = [one for one in made.items() if one[0].startswith(f"csv_overview__queue_{stem}")]
        shops = list(pd.read_csv(io.BytesIO(make()), dtype=str)["shop_id"])
        return int(re.findall(r"(\d+) rows?$", label)[0]), shops

    monkeypatch.setattr(download.st, "download_button", catch)
    page = open_page("overview")
    suspects, risk = int(page.metric[0].value), page.metric[2].value
    told, shops = file_of("suspects")
    assert (told, len(shops)) == (suspects, suspects)
    shop, _name = first_suspect()
    clear(casework_database, shop)
    made.clear()
    page = open_page("overview")
    assert int(page.metric[0].value) == len(queue_of(page)) == suspects - 1
    assert page.metric[2].value != risk, "the sales of what was cleared are not at risk"
    assert "1 cleared, not counted" in words(page)
    told, shops = file_of("suspects")
    assert (told, len(shops)) == (suspects - 1, suspects - 1) and shop not in shops
    made.clear()
    [switch] = [toggle for toggle in page.toggle if toggle.key == "cleared"]
    switch.set_value(True).run()
    assert file_of("cleared") == (1, [shop])


def test_next_and_previous_follow_the_queue_the_viewer_came_from(open_page: OpenPage) -> None:
    from suyuan.ui.findings import load

    rows = load("overview__queue", **NO_FILTER)
    ids = [str(one) for one in rows["shop_id"][:3]]
    page = open_page("shop", shop=ids[0])
    assert not [button for button in page.button if button.key == "next_suspect"]
    page.session_state["queue_left_at"] = ids
    page.run()
    assert not [button for button in page.button if button.key == "previous_suspect"]
    page.button("next_suspect").click().run()
    page.button("next_suspect").click().run()
    assert ids[2] in page.query_params["shop"]
    assert not [button for button in page.button if button.key == "next_suspect"]
    page.button("previous_suspect").click().run()
    assert ids[1] in page.query_params["shop"]


def test_a_ring_is_added_to_a_case_and_its_members_are_watched(
    open_page: OpenPage, casework_database: Path
) -> None:
    from suyuan.ui.findings import load

    ring = str(load("rings__list", most=1, cleared=[])["ring_id"].iloc[0])
    page = press(open_page("rings", ring=ring), "Add to case")
    fill(page, "title", "One ring")
    page = save(page)
    page = press(page, "Watch")
    fill(page, "reason", "one hand")
    save(page)
    held: list[Record]
    with open_store(str(casework_database)).read() as session:
        [case] = cases.case_list(session, ME)
        [member] = cases.members(session, ME, case.id)
        held = watches.watch_list(session, ME)
    assert (member["member_type"], member["subject_id"]) == ("ring", ring)
    members = load("rings__members", ring=ring, **UNPICKED)
    assert held and {row["subject_id"] for row in held} <= set(members["member_id"])


def test_an_account_is_watched_from_its_own_page(open_page: OpenPage, casework_database: Path) -> None:
    from suyuan.ui.findings import load

    account = str(load("shop__case", shop_id=first_suspect()[0])["owner_account_id"].iloc[0])
    page = press(open_page("rings", account=account), "Watch")
    fill(page, "reason", "buys from a suspect supplier")
    save(page)
    with open_store(str(casework_database)).read() as session:
        [held] = watches.watch_list(session, ME)
    assert (held["subject_type"], held["subject_id"]) == ("account", account)


def test_a_listing_picked_on_the_chart_is_bought(open_page: OpenPage, casework_database: Path) -> None:
    from suyuan import price_pick
    from suyuan.ui.findings import load

    choices = load("shop__listings", shop_id=first_suspect()[0], **shop_picks.UNPICKED)
    listing = str(choices.loc[choices["price_ratio"].notna(), "listing_id"].iloc[0])
    link = price_pick.to_link(price_pick.Pick(listing_ids=[listing]))
    page = press(open_page("prices", pick=str(link)), "Plan a test buy")
    save(page)
    with open_store(str(casework_database)).read() as session:
        [bought] = test_buys.buy_list(session, ME)
    assert (bought["listing_id"], bought["status"]) == (listing, "planned")
