"""The overview: whom to open next; innocents beside suspects; the queue, its filters and its download."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from suyuan.ui import findings
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
    suspects = int(findings.load("overview__headline").at[0, "suspects"])
    assert suspects > 0
    assert len(page.dataframe[0].value) == suspects
    assert page.metric[0].value == str(suspects)
    assert (
        findings.count("overview__queue", province=None, brand=None, category=None, signal=None) == suspects
    )


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
    queue = findings.load("overview__queue", province=None, brand=None, category=None, signal=None)
    assert queue["priority"].is_monotonic_decreasing
    top = queue.head(10)
    assert len(set(zip(top["apart_signal"], top["apart_figure"], top["amount_at_risk"], strict=True))) == len(
        top
    )
    assert top["apart_signal"].notna().all()


def test_a_filter_in_the_link_keeps_only_what_it_says(open_page: OpenPage) -> None:
    page = open_page("overview")
    choices = findings.load("overview__choices")
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
    brands = {str(brand) for brand in findings.load("overview__brands")["brand"]}
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
    assert [button.label for button in page.button] == ["Scan now"]
