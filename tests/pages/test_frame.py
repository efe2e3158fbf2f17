"""The frame around every page: language and its link, demo data, missing folders, nothing scanned yet."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from suyuan.ui import findings
from suyuan.ui.personal import escape
from tests.pages.conftest import OpenPage, words
from tests.small_findings import HOSTILE

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture
def app(small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(small[0]))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    yield AppTest.from_file(str(APP), default_timeout=60)


def test_the_language_is_switched_in_the_sidebar_and_kept_in_the_link(app: AppTest) -> None:
    app.query_params["lang"] = "en"
    app.run()
    assert app.title[0].value == "Suspect shops"
    app.sidebar.segmented_control[0].set_value("zh").run()
    assert app.title[0].value == "疑似售假店铺"
    assert "zh" in app.query_params["lang"]


def test_a_link_in_chinese_opens_in_chinese(app: AppTest) -> None:
    app.query_params["lang"] = "zh"
    app.run()
    assert not app.exception
    assert [widget.label for widget in app.sidebar.toggle] == ["显示个人信息"]


def test_the_switch_for_personal_data_never_enters_the_link(app: AppTest) -> None:
    app.query_params["lang"] = "en"
    app.run()
    app.sidebar.toggle[0].set_value(True).run()
    assert set(app.query_params) <= {"lang"}


def test_times_name_their_zone(app: AppTest) -> None:
    app.query_params["lang"] = "en"
    app.run()
    app.sidebar.selectbox[0].set_value("Asia/Shanghai").run()
    assert "UTC+8 China Standard Time" in words(app)


def test_a_filter_survives_a_change_of_language(app: AppTest) -> None:
    app.query_params["lang"] = "en"
    app.query_params["signal"] = "price"
    app.run()
    app.sidebar.segmented_control[0].set_value("zh").run()
    assert "price" in app.query_params["signal"]
    chosen = next(box for box in app.selectbox if box.key == "signal")
    assert chosen.value == "price"


def test_a_folder_that_is_set_and_missing_is_an_error(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("overview", folders=(tmp_path / "not there", tmp_path))
    assert "names a folder that is not there" in page.error[0].value
    assert not page.exception and not page.dataframe


def test_one_folder_without_the_other_is_an_error(
    small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(small[0]))
    monkeypatch.delenv("SUYUAN_FINDINGS", raising=False)
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "set both" in page.error[0].value
    assert not page.dataframe


def test_before_the_first_scan_the_page_offers_to_scan(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    page = open_page("overview", "zh", folders=(small[0], tmp_path))
    assert page.header[0].value == "尚未扫描"
    assert [button.label for button in page.button] == ["立即扫描"]


def test_findings_that_cannot_be_read_are_told_of_and_can_be_scanned_anew(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "pages.duckdb").write_bytes(b"this is no database" * 1000)
    page = open_page("overview", folders=(small[0], tmp_path))
    assert not page.exception
    assert "cannot be read" in page.error[0].value
    assert [button.label for button in page.button] == ["Scan now"]


@pytest.mark.parametrize("name", ["overview", "rings", "data"])
def test_findings_that_another_version_wrote_are_told_of_and_can_be_scanned_anew(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path, name: str
) -> None:
    """A relation that today's queries lay down is not in them."""
    shutil.copy(small[1] / "pages.duckdb", tmp_path / "pages.duckdb")
    with duckdb.connect(str(tmp_path / "pages.duckdb")) as connection:
        connection.execute("DROP TABLE dealing_chance")
    page = open_page(name, folders=(small[0], tmp_path))
    assert not page.exception
    assert "another version wrote them" in page.error[0].value
    assert any(button.label == "Scan now" for button in page.button)


def test_a_new_scan_is_picked_up_without_a_restart(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "findings"
    shutil.copytree(small[1], folder)
    open_page("overview", folders=(small[0], folder))
    before = findings.scan_id()
    newer = tmp_path / "newer"
    shutil.copytree(small[1], newer)
    _rename_scan(newer / "pages.duckdb")
    shutil.rmtree(folder)
    newer.rename(folder)
    assert (before, findings.scan_id()) == (before, "another scan")


@pytest.mark.parametrize(("name", "said"), [("rings", "zh"), ("overview", "en"), ("shop", "en")])
def test_a_page_says_that_rings_are_those_of_the_scan_before(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path, name: str, said: str
) -> None:
    shutil.copy(small[1] / "pages.duckdb", tmp_path / "pages.duckdb")
    with duckdb.connect(str(tmp_path / "pages.duckdb")) as connection:
        connection.execute("UPDATE scan SET rings_of = 'before', rings_as_of = '2026-11-20 10:31:00'")
    words = {"en": "being worked out again", "zh": "正在重新计算"}[said]
    whole = open_page(name, folders=small, language=said)
    assert not [caption for caption in whole.caption if words in caption.value]
    page = open_page(name, folders=(small[0], tmp_path), language=said)
    assert not page.exception
    [told] = [caption.value for caption in page.caption if words in caption.value]
    assert "2026-11-20" in told


def test_with_neither_folder_set_the_sample_is_shown_and_said_to_be_demo_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SUYUAN_EXTRACTS", raising=False)
    monkeypatch.delenv("SUYUAN_FINDINGS", raising=False)
    where = findings.place()
    assert where.is_demo and where.extracts == findings.ROOT / "sample_data" / "extracts"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_loses_its_meaning_in_markdown(text: str) -> None:
    safe = escape(text)
    assert not re.search(r"(?<!\\)[!\[\]()<>*`$:]", safe)
    assert "\n" not in escape("one\n\n# two")


def test_an_unknown_page_parameter_is_ignored(open_page: OpenPage) -> None:
    page = open_page("overview", province="999999", table="nonsense")
    assert not page.exception
    assert page.dataframe


def _rename_scan(database: Path) -> None:
    import duckdb

    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE scan SET scan_id = 'another scan'")
