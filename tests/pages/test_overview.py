"""The overview: whom to open next; innocents beside suspects; the queue, its filters and its download."""

from __future__ import annotations

import os
import re
import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from suyuan.messages import set_language
from suyuan.ui import findings, freshness
from suyuan.ui.overview import hot
from suyuan.ui.overview.queue_view import NO_FILTER
from tests.pages.conftest import OpenPage, words

ENGLISH = re.compile(r"(?<![A-Za-z_:/-])[A-Za-z]{4,}(?![A-Za-z_:/-])")


def changed(small: tuple[Path, Path], folder: Path, *statements: str) -> tuple[Path, Path]:
    """The small marketplace with its findings changed by SQL."""
    shutil.copytree(small[1], folder / "findings")
    with duckdb.connect(str(folder / "findings" / "pages.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)
    return small[0], folder / "findings"


def test_the_queue_holds_every_suspect_and_the_button_counts_the_same(open_page: OpenPage) -> None:
    page = open_page("overview")
    assert not page.exception
    suspects = int(findings.load("overview__headline", cleared=[]).at[0, "suspects"])
    assert suspects > 0
    assert len(page.dataframe[0].value) == suspects
    assert page.metric[0].value == str(suspects)
    assert findings.count("overview__queue", **NO_FILTER) == suspects


def test_innocents_stand_beside_the_suspects_and_are_not_claimed_from_few_verdicts(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    few = "UPDATE innocents_expected SET verdicts = 29, is_measured = FALSE, share = NULL"
    page = open_page("overview", folders=changed(small, tmp_path, few))
    assert [page.metric[0].label, page.metric[1].label] == ["Suspect shops", "Innocents expected among them"]
    assert page.metric[1].value == "not measured here"
    assert "29 verdicts, 30 needed" in words(page)


def test_innocents_are_told_with_interval_and_number_of_tests(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    measured = (
        "UPDATE innocents_expected SET suspects = 100, verdicts = 60, genuine = 3, share = 0.05, share_low = 0.02, "
        "share_high = 0.14, is_measured = TRUE"
    )
    page = open_page("overview", folders=changed(small, tmp_path, measured))
    assert page.metric[1].value == "about 5"
    assert "2–14; 3 of 60 tested were genuine" in words(page)


def test_the_queue_is_ordered_by_strength_times_sales_and_tells_shops_apart(open_page: OpenPage) -> None:
    open_page("overview")
    queue = findings.load("overview__queue", **NO_FILTER)
    assert queue["priority"].is_monotonic_decreasing
    top = queue.head(10)
    assert len(set(zip(top["apart_signal"], top["apart_figure"], top["amount_at_risk"], strict=True))) == len(
        top
    )
    assert top["apart_signal"].notna().all()


def test_a_filter_in_the_link_keeps_only_what_it_says(open_page: OpenPage) -> None:
    page = open_page("overview")
    choices = findings.load("overview__choices", cleared=[])
    provinces = choices[choices["filter"] == "province"]
    first = provinces.iloc[-1]
    page = open_page("overview", province=first["code"])
    assert len(page.dataframe[0].value) == first["suspects"]
    assert first["code"] in page.query_params["province"]


def test_no_code_and_no_column_name_is_left_on_screen(open_page: OpenPage) -> None:
    page = open_page("overview")
    shown = page.dataframe[0].value
    texts = {str(cell) for column in ("strength", "apart") for cell in shown[column]}
    assert not [text for text in texts if "_" in text]


def test_no_english_is_left_in_the_chinese_view(open_page: OpenPage) -> None:
    page = open_page("overview", "zh")
    assert not page.exception
    brands = {str(brand) for brand in findings.load("overview__brands", cleared=[])["brand"]}
    said = words(page) + "\n" + "\n".join(metric.label for metric in page.metric)
    for brand in sorted(brands, key=len, reverse=True):
        said = said.replace(brand, "")
    assert [word for word in ENGLISH.findall(said) if word not in ("English", "nbsp")] == []
    sentences = "".join(page.dataframe[0].value["apart"])
    assert not ENGLISH.search(sentences)


def test_signals_that_are_off_are_named_and_never_counted_as_clean(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    off = "UPDATE signal_status SET is_on = FALSE, off_reason = 'no_shipments' WHERE signal = 'geography'"
    page = open_page("overview", folders=changed(small, tmp_path, off))
    assert "never counts as clean: Geography" in words(page)


def test_without_suspects_the_page_says_what_to_do(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    nobody = (
        "UPDATE shop_cases SET suspect = FALSE",
        "UPDATE shop_scores SET suspect = FALSE",
        "UPDATE innocents_expected SET suspects = 0",
    )
    page = open_page("overview", folders=changed(small, tmp_path, *nobody))
    assert not page.exception
    assert "No shop is suspect" in page.info[0].value
    assert not page.dataframe


def test_the_first_scan_has_nothing_to_compare(open_page: OpenPage) -> None:
    page = open_page("overview", table="changes")
    assert "no other scan came before" in page.info[0].value


def test_what_changed_since_the_scan_before_can_be_opened(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    new = "SELECT shop_id, 'new_suspect', 90, rank, 0.1, score FROM shop_scores WHERE suspect LIMIT 2"
    changes = (
        "INSERT INTO shop_changes " + new,
        "INSERT INTO scan_before SELECT 'before', TIMESTAMP '2026-01-01 00:00:00', 10, 1",
    )
    page = open_page("overview", table="changes", folders=changed(small, tmp_path, *changes))
    assert not page.exception
    assert list(page.dataframe[0].value["change"]) == ["new suspect", "new suspect"]
    assert "2 new" in words(page)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_shops_with_hostile_names_are_shown_as_they_are(open_page: OpenPage, language: str) -> None:
    page = open_page("overview", language)
    assert not page.exception
    assert "evil.example" not in words(page)


def test_extracts_that_came_in_after_the_scan_are_told_of(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    shutil.copytree(small[1], tmp_path / "findings")
    database = tmp_path / "findings" / "pages.duckdb"
    os.utime(database, (2**32, 2**32))
    open_page("overview", folders=(small[0], tmp_path / "findings"))
    assert not findings.is_outdated()
    os.utime(database, (1, 1))
    page = open_page("overview", folders=(small[0], tmp_path / "findings"))
    assert findings.is_outdated()
    assert "Scan now" in [button.label for button in page.button]


HOT = (
    "INSERT INTO hot_categories BY NAME SELECT 'Nike' AS brand, 'jerseys' AS category, "
    "TIMESTAMP '2026-06-08 00:00:00' AS week_starts_at, 120 AS orders, 130 AS units, 9 AS sellers, 4 AS suspects, "
    "7 AS complaints, 12.0 AS rise, 15.0 AS z, TRUE AS is_hot"
)
HOT_NOW = "INSERT INTO hot_now SELECT 'Nike', 'jerseys', TIMESTAMP '2026-06-08 00:00:00', 12.0"  # fmt: skip
COLD = ("DELETE FROM hot_categories", "DELETE FROM hot_now")


def hot_table(page: AppTest) -> list[list[str]]:
    """The cells of the list of hot categories; none where it is not there."""
    return [
        [str(cell) for cell in row]
        for frame in page.dataframe
        for row in frame.value.to_numpy().tolist()
        if "Nike" in map(str, row) and "jerseys" in map(str, row)
    ]


def test_where_nothing_is_hot_the_overview_says_nothing_of_it(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    page = open_page("overview", folders=changed(small, tmp_path, *COLD))
    assert not page.exception
    assert len(page.dataframe) == 1
    assert "A place to look" not in words(page)


@pytest.mark.parametrize(
    ("language", "told", "until", "opens"),
    [("en", "accuses nobody", "now", "open"), ("zh", "不指向任何店铺", "至今", "查看")],
)
def test_what_is_hot_is_listed_as_a_place_to_look_with_its_suspects(
    open_page: OpenPage,
    small: tuple[Path, Path],
    tmp_path: Path,
    language: str,
    told: str,
    until: str,
    opens: str,
) -> None:
    page = open_page("overview", language, folders=changed(small, tmp_path, *COLD, HOT, HOT_NOW))
    assert not page.exception
    [row] = hot_table(page)
    assert row == ["Nike", "jerseys", "2026-06-08", until, "12.0", "4", "9", "120", "7", opens]
    assert told in words(page)


def test_the_button_over_the_queue_names_what_is_hot_now_and_what_was(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    open_page("overview", folders=changed(small, tmp_path, *COLD, HOT, HOT_NOW))
    set_language("en")
    rows = findings.load("overview__hot", cleared=[])
    assert hot.headline(rows) == "Hot now: Nike jerseys · 12 × the expected · 4 suspects there"
    rows["is_now"] = False
    assert hot.headline(rows).startswith("Was hot: Nike jerseys")
    rows["suspects"], rows["brand"] = 0, ""
    assert hot.headline(rows) == "Was hot: no brand jerseys · 12 × the expected"


def test_the_age_of_the_scan_is_told_in_the_viewers_language(open_page: OpenPage) -> None:
    assert "ago" in words(open_page("overview"))
    assert "前" in words(open_page("overview", "zh"))
    set_language("en")
    assert freshness.age(datetime(2026, 6, 1, 12), datetime(2026, 6, 1, 12, 3)) == "3 minutes ago"


def clicked(page: AppTest, row: int, column: str) -> AppTest:
    page.session_state["rows_overview__queue_0"] = {
        "selection": {"rows": [], "columns": [], "cells": [(row, column)]}
    }
    return page.run()


def test_a_click_on_a_place_keeps_the_suspects_registered_there(open_page: OpenPage) -> None:
    page = open_page("overview")
    queue = findings.load("overview__queue", **NO_FILTER)
    row = int(queue["registered_province"].notna().argmax())
    province = queue["registered_province"].iloc[row]
    page = clicked(page, row, "region")
    assert not page.exception and page.query_params["province"] == province
    assert len(page.dataframe[0].value) == (queue["registered_province"] == province).sum()


def test_two_filters_stand_on_top_as_chips_and_one_click_takes_one_off(open_page: OpenPage) -> None:
    open_page("overview")
    queue = findings.load("overview__queue", **NO_FILTER)
    first = queue[queue["registered_province"].notna()].iloc[0]
    page = open_page("overview", province=first["registered_province"], signal=first["apart_signal"])
    chips = {button.key: button.label for button in page.button if str(button.key).startswith("chip_")}
    assert set(chips) == {"chip_province", "chip_signal"}
    assert (
        first["registered_province"] not in chips["chip_province"]
        and first["apart_signal"] not in chips["chip_signal"]
    )
    kept = len(page.dataframe[0].value)
    page.button(key="chip_signal").click().run()
    assert "signal" not in page.query_params and len(page.dataframe[0].value) >= kept
    assert not [button for button in page.button if str(button.key).startswith("chip_")]


def test_a_click_on_a_strength_keeps_its_like_and_stands_on_top(open_page: OpenPage) -> None:
    page = open_page("overview")
    queue = findings.load("overview__queue", **NO_FILTER)
    strength = queue["strength"].iloc[-1]
    alike = int((queue["strength"] == strength).sum())
    page = clicked(page, len(queue) - 1, "strength")
    assert not page.exception and page.query_params["strength"] == strength
    assert len(page.dataframe[0].value) == alike
    assert findings.count("overview__queue", **NO_FILTER | {"strength": strength}) == alike
    page.button(key="chip_strength").click().run()
    assert "strength" not in page.query_params and len(page.dataframe[0].value) == len(queue)


def test_a_click_on_a_brand_over_the_queue_keeps_its_suspects_and_the_same_again_lets_go(
    open_page: OpenPage,
) -> None:
    page = open_page("overview")
    brand = str(findings.load("overview__brands", cleared=[])["brand"].iloc[0])
    page.button(key=f"overview_card_brand_{brand}").click().run()
    assert page.query_params["brand"] == brand
    kept = findings.load("overview__queue", **NO_FILTER | {"brand": brand})
    sold = [findings.load("shop__case", shop_id=shop).iloc[0]["brands"] for shop in kept["shop_id"]]
    assert len(page.dataframe[0].value) == len(kept) and all(brand in brands for brands in sold)
    page.button(key=f"overview_card_brand_{brand}").click().run()
    assert "brand" not in page.query_params


def test_what_is_hot_keeps_the_suspects_who_sell_it_and_says_so_where_none_does(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    page = open_page("overview", folders=changed(small, tmp_path, *COLD, HOT, HOT_NOW))
    page.session_state["rows_hot_0"] = {
        "selection": {"rows": [], "columns": [], "cells": [(0, "Order lines")]}
    }
    page.run()
    assert (page.query_params["brand"], page.query_params["category"]) == ("Nike", "jerseys")
    assert {"chip_brand", "chip_category"} <= {button.key for button in page.button}
    kept = findings.load("overview__queue", **NO_FILTER | {"brand": "Nike", "category": "jerseys"})
    assert (
        len(page.dataframe[-1].value) == len(kept) if len(kept) else "No suspect fits" in page.info[0].value
    )


def test_what_is_new_is_kept_in_the_queue_and_among_the_changes(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    two = "(SELECT shop_id FROM shop_scores WHERE suspect ORDER BY rank LIMIT 2)"
    enter = "INSERT INTO shop_changes SELECT shop_id, '{}', 90, rank, 0.1, score FROM shop_scores WHERE shop_id {} "
    changes = (
        enter.format("new_suspect", "IN") + two,
        enter.format("rose", "NOT IN") + two + " AND suspect",
        "INSERT INTO scan_before SELECT 'before', TIMESTAMP '2026-01-01 00:00:00', 10, 1",
    )
    folders = changed(small, tmp_path, *changes)
    page = open_page("overview", folders=folders)
    page.button(key="overview_card_change_new_suspect").click().run()
    assert page.query_params["change"] == "new_suspect" and len(page.dataframe[0].value) == 2
    page = open_page("overview", table="changes", change="new_suspect", folders=folders)
    assert set(page.dataframe[0].value["change"]) == {"new suspect"}
    page = open_page("overview", table="changes", change="no such change", folders=folders)
    assert len(page.dataframe[0].value) > 2 and not [b for b in page.button if b.key == "chip_change"]


def test_a_cleared_shop_s_sales_are_in_no_brand_s_figure(open_page: OpenPage) -> None:
    open_page("overview")
    queue = findings.load("overview__queue", **NO_FILTER)
    suspects = queue.dropna(subset=["main_brand"])
    shop, brand = suspects.iloc[0]["shop_id"], suspects.iloc[0]["main_brand"]

    def sellers(cleared: list[str]) -> int:
        rows = findings.load("overview__brands", cleared=cleared)
        return int(rows.loc[rows["brand"] == brand, "suspects"].sum())

    assert sellers([shop]) == sellers([]) - 1
    assert findings.load("overview__brands", cleared=list(queue["shop_id"])).empty
