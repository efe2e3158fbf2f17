"""Every code that a query can produce has its word: no raw code reaches the screen."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from suyuan import messages
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Workshop
from suyuan.wording.reasons import SENTENCES, sentence, usual
from suyuan.wording.words import WORDS, word

CATALOGUE = Catalogue.load()


@pytest.fixture
def weights(tmp_path: Path) -> list[tuple[str, str, str]]:
    workshop = Workshop(tmp_path / "words.duckdb")
    for name in ("cuts", "weights", "strengths"):
        workshop.run(CATALOGUE.queries[name])
    rows = workshop.connection.execute("SELECT signal, level, innocent_reading FROM weights").fetchall()
    workshop.close()
    return rows


def test_every_signal_level_has_its_sentence(weights: list[tuple[str, str, str]]) -> None:
    messages.set_language("en")
    for signal, level, _reading in weights:
        said = sentence(signal, level, 0.25)
        assert said and "{" not in said, (signal, level)


def test_every_innocent_reading_has_its_word(weights: list[tuple[str, str, str]]) -> None:
    unknown = {reading for _, _, reading in weights} - WORDS["innocent_reading"].keys()
    assert unknown == set()


def test_every_reason_why_a_signal_is_off_has_its_word() -> None:
    sql = CATALOGUE.queries["signal_status"].sql
    connection = duckdb.connect()
    connection.execute("CREATE TABLE extract_columns (table_name TEXT, column_name TEXT, is_present BOOLEAN)")
    connection.execute("CREATE TABLE listing_text (goods_brand TEXT)")
    connection.execute("CREATE TABLE shop_price (shop_id TEXT)")
    rows = connection.execute(sql).fetchall()
    assert {signal for signal, _, _ in rows} == WORDS["signal"].keys() == SENTENCES.keys()
    assert all(not is_on for _, is_on, _ in rows)
    assert {reason for _, _, reason in rows} | {"no_measure"} <= WORDS["off_reason"].keys()


def test_every_strength_has_its_word(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path / "strengths.duckdb")
    for name in ("cuts", "strengths"):
        workshop.run(CATALOGUE.queries[name])
    rows = workshop.connection.execute("SELECT measure, strength FROM strengths").fetchall()
    families = {"signal": "strength", "shop": "shop_strength"}
    assert all(strength in WORDS[families[measure]] for measure, strength in rows)


def test_a_code_without_a_word_is_shown_as_it_stands_and_none_is_empty() -> None:
    assert word("signal", "smell") == "smell"
    assert word("signal", None) == "" == word("signal", float("nan"))


def test_what_is_usual_is_only_told_where_a_figure_is() -> None:
    messages.set_language("en")
    assert usual("price", "below_30", 0.86) == "usual 86%"
    assert usual("photos", "none", 0.0) == ""
    assert usual("geography", "far_all", None) == ""


def test_a_reason_is_told_in_the_viewers_language() -> None:
    messages.set_language("zh")
    assert sentence("price", "below_30", 0.23) == "售价为品牌参考价的 23%"
    messages.set_language("en")
