"""Watches and test buys on the cases page."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import duckdb
from streamlit.testing.v1 import AppTest

from suyuan import scan
from suyuan.casework import (
    audit,
    custody,
    records,
    reviews,
    test_buys,
    watches,
)
from suyuan.casework.roles import Person
from suyuan.casework.store import Store
from suyuan.casework.watches import Activity
from suyuan.masking import HIDDEN
from tests.casework.test_photos import picture
from tests.pages.conftest import OpenPage, words
from tests.pages.test_cases import (
    AN,
    LIN,
    Files,
    as_role,
    choose,
    files,
    fill,
    keys,
    press,
    save,
    shops,
    store,
)

__all__ = ["as_role", "files", "shops", "store"]


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
