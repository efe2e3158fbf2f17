"""The data page: the verdict first, every row kept out shown whole but for people, every query openable."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from suyuan import messages
from suyuan.catalogue import Catalogue
from suyuan.masking import HIDDEN
from suyuan.ui import data
from suyuan.ui.widths import place
from suyuan.wording import data_words
from tests.pages.conftest import OpenPage, words
from tests.small_findings import SPOILT_ORDERS, SPOILT_PARCELS

VIEWS = ("extracts", "rejected", "signals", "queries", "weights")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_view_opens_in_both_languages(open_page: OpenPage, language: str, view: str) -> None:
    page = open_page("data", language, view=view)
    assert not page.exception
    assert (
        page.title[0].value == {"en": "Can today's figures be trusted?", "zh": "今天的数字可信吗？"}[language]
    )
    assert page.dataframe


@pytest.mark.parametrize("view", VIEWS)
def test_every_word_of_the_chinese_page_is_chinese(open_page: OpenPage, view: str) -> None:
    said = words(open_page("data", "zh", view=view))
    for english in ("rows", "extract", "kept", "signal", "Scan", "read", "weigh", "query"):
        assert english not in said


def test_the_verdict_counts_what_was_kept_out_and_says_what_was_assumed(open_page: OpenPage) -> None:
    [verdict] = open_page("data").success
    assert f"{SPOILT_ORDERS + SPOILT_PARCELS} of" in verdict.value
    assert "times are UTC" in verdict.value


def test_rows_that_do_not_add_up_turn_the_verdict(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    shutil.copy(small[1] / "pages.duckdb", tmp_path / "pages.duckdb")
    with duckdb.connect(str(tmp_path / "pages.duckdb")) as connection:
        connection.execute("UPDATE extract_health SET used = used - 1 WHERE table_name = 'orders'")
    page = open_page("data", folders=(small[0], tmp_path))
    assert not page.success
    assert "No: in 1 extract rows are unaccounted for" in page.error[0].value


def test_a_signal_that_is_off_is_named_with_what_is_missing(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    shutil.copy(small[1] / "pages.duckdb", tmp_path / "pages.duckdb")
    with duckdb.connect(str(tmp_path / "pages.duckdb")) as connection:
        connection.execute(
            "UPDATE signal_status SET is_on = false, off_reason = 'no_complaints' WHERE signal = 'complaints'"
        )
        connection.execute("DELETE FROM extract_files WHERE table_name = 'complaints'")
    page = open_page("data", folders=(small[0], tmp_path))
    assert "Complaints (no complaints delivered)" in page.success[0].value
    table = page.dataframe[0].value.set_index("table_name")
    assert table.loc["complaints", "state"] == "not delivered"
    assert table.loc["complaints", "off"] == "Complaints"


def test_rows_read_are_used_superseded_or_kept_out(open_page: OpenPage) -> None:
    table = open_page("data").dataframe[0].value
    assert (table["rows_read"] == table["used"] + table["superseded"] + table["rejected"]).all()
    assert table.set_index("table_name").loc["orders", "rejected"] == SPOILT_ORDERS
    assert table.set_index("table_name").loc["orders", "sha256"]


def test_rows_kept_out_are_shown_by_rule_and_whole(open_page: OpenPage) -> None:
    rules, rows = open_page("data", view="rejected").dataframe
    assert dict(zip(rules.value["rule"], rules.value["rows_out"], strict=True)) == {
        "quantity is zero or less": SPOILT_ORDERS,
        "a coordinate that is nowhere on earth": SPOILT_PARCELS,
    }
    assert len(rows.value) == SPOILT_ORDERS + SPOILT_PARCELS
    assert rows.value["row"].str.contains('"quantity":-1').sum() == SPOILT_ORDERS


def test_people_in_rows_kept_out_are_hidden_until_somebody_asks(open_page: OpenPage) -> None:
    page = open_page("data", view="rejected")
    hidden = " ".join(page.dataframe[1].value["row"])
    assert "13800001111" not in hidden
    assert f'"sender_phone": "{HIDDEN}"' in hidden
    page.session_state["reveal_personal"] = True
    page.run()
    assert "13800001111" in " ".join(page.dataframe[1].value["row"])


def test_a_query_opens_from_its_link_with_its_sql_and_its_neighbours(open_page: OpenPage) -> None:
    page = open_page("data", view="queries", query="listing_prices")
    [code] = page.code
    assert code.value == Catalogue.load().queries["listing_prices"].sql.strip()
    reads, read_by = page.get("button_group")[-2:]
    assert "listing_scores" in reads.options
    assert "prices__points" in read_by.options


def test_a_query_that_is_not_there_falls_back_to_one_that_is(open_page: OpenPage) -> None:
    page = open_page("data", view="queries", query="drop table orders")
    assert not page.exception
    assert page.selectbox(key="query").value == "shop_scores"


def test_every_query_of_the_catalogue_can_be_opened(open_page: OpenPage) -> None:
    page = open_page("data", view="queries")
    assert set(page.selectbox(key="query").options) >= set(Catalogue.load().queries)


def test_reasons_of_weights_and_cuts_are_told_in_chinese(small: tuple[Path, Path]) -> None:
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        reasons = connection.execute("SELECT reason FROM weights UNION SELECT reason FROM cuts").fetchall()
    messages.set_language("zh")
    try:
        assert [reason for (reason,) in reasons if messages._(reason) == reason] == []
    finally:
        messages.set_language("en")


def test_every_rule_that_a_check_can_name_has_words() -> None:
    queries = Catalogue.load().queries.values()
    checks = [query for query in queries if query.layer == "checks"]
    named = {code for query in checks for code in re.findall(r"THEN '([a-z_]+)'", query.sql)}
    assert named and named <= data_words.REASONS.keys()


@pytest.mark.parametrize("relation", ["rings", "shop_scores", "sites"])
def test_the_edge_of_a_preview_cuts_no_column(open_page: OpenPage, relation: str) -> None:
    preview = open_page("data", view="queries", query=relation).dataframe[-1]
    told = [one.get("width") for one in json.loads(preview.proto.columns).values()]
    in_sight = [width for width in told if isinstance(width, int)]
    assert 1 < len(in_sight) < len(told)
    assert sum(in_sight) == place(data.PREVIEW_SHARE)
