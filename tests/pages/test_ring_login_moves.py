"""Logins that move in a ring's table of times: with the reading that accuses nobody, in its file, masked in a room."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from suyuan import export
from suyuan.masking import HIDDEN
from suyuan.rings import login_table
from suyuan.ui import findings
from tests.pages.conftest import OpenPage

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "extracts"
VIEW = {"view": "times", "rows_times": "logins"}


@pytest.fixture(scope="module")
def folders(shipped_findings: Path) -> tuple[Path, Path]:
    return SAMPLE, shipped_findings


@pytest.fixture
def moved(open_page: OpenPage, folders: tuple[Path, Path]) -> str:
    """A ring two of whose people, or more, begin to log in from another town."""
    open_page("overview", folders=folders)
    for ring in findings.load("rings__list", most=10**6, cleared=[])["ring_id"]:
        page = open_page("rings", ring=ring, folders=folders, **VIEW)
        if len(page.dataframe) and len(page.dataframe[0].value) > 1:
            return str(ring)
    raise AssertionError("no ring of the sample has two logins that move")


@pytest.mark.parametrize(
    ("language", "readings"),
    [
        ("en", {"travel, or a mobile network", "a network that strangers share: a café's, a courier hub's"}),
        ("zh", {"出行，或移动网络", "多人共用的网络（网吧、快递网点等）"}),
    ],
)
def test_each_move_has_a_reading_that_accuses_nobody_and_its_source_rows(
    open_page: OpenPage, folders: tuple[Path, Path], moved: str, language: str, readings: set[str]
) -> None:
    page = open_page("rings", language, ring=moved, folders=folders, **VIEW)
    assert not page.exception
    shown = page.dataframe[0].value
    assert set(shown["innocent_reading"]) <= readings
    assert shown["records"].str.contains("logins.parquet#").all()
    assert shown["moved_on"].is_monotonic_decreasing


def test_an_account_that_is_picked_keeps_its_own_moves(
    open_page: OpenPage, folders: tuple[Path, Path], moved: str
) -> None:
    every = open_page("rings", ring=moved, folders=folders, **VIEW).dataframe[0].value
    one = str(every["account_id"].iloc[0])
    kept = open_page("rings", ring=moved, node=one, folders=folders, **VIEW).dataframe[0].value
    assert set(kept["account_id"]) == {one} and 0 < len(kept) < len(every)


def test_the_file_holds_every_move_with_code_and_reading(
    open_page: OpenPage, folders: tuple[Path, Path], moved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: list[pd.DataFrame] = []

    def kept(frame: pd.DataFrame, **how: bool) -> bytes:
        files.append(frame)
        return b""

    monkeypatch.setattr(export, "frame_csv", kept)
    page = open_page("rings", ring=moved, folders=folders, **VIEW)
    [file] = files
    assert tuple(file.columns) == login_table.COLUMNS
    assert len(file) == len(page.dataframe[0].value)
    assert set(file["innocent_reading"]) <= {"travel", "strangers_share"}


def test_a_room_sees_who_moved_by_pseudonym_and_no_source_row(
    open_page: OpenPage, folders: tuple[Path, Path], moved: str
) -> None:
    every = open_page("rings", ring=moved, folders=folders, **VIEW).dataframe[0].value
    page = open_page("rings", ring=moved, briefing="1", folders=folders, **VIEW)
    assert not page.exception
    shown = page.dataframe[0].value
    assert len(shown) == len(every)
    assert set(shown["records"]) == {HIDDEN}
    assert not set(shown["account_id"]) & set(every["account_id"])
    assert not set(shown["who"]) & set(every["who"])
