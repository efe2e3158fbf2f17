"""Columns whose widest cell the browser would not measure are told their width; the rest measures itself."""

from __future__ import annotations

from unittest import mock

from suyuan.ui.briefing import briefing_mode
from suyuan.ui.widths import width_of_all


def told(values: list[object]) -> int | None:
    with mock.patch.object(briefing_mode, "is_on", lambda: False):
        return width_of_all(values)


def test_one_long_cell_among_short_ones_gets_its_width() -> None:
    width = told(["seller"] * 8 + ["principal (candidate)"])
    assert width is not None and width >= 130


def test_a_heading_wider_than_its_cells_is_whole_too() -> None:
    values = ["", "", "", "", "", "", "", "", "R4EFA"]
    with mock.patch.object(briefing_mode, "is_on", lambda: False):
        assert (width_of_all(values, "Ring implicated") or 0) > (width_of_all(values) or 0)


def test_a_long_cell_below_the_first_rows_gets_its_width() -> None:
    assert told(["aaaa"] * 20 + ["aaaaaa"]) is not None


def test_cells_of_like_length_and_numbers_are_left_to_the_browser() -> None:
    assert told(["Putian", "Shantou", "Foshan"]) is None
    assert told([1, 2, None]) is None and told([]) is None


def test_before_a_room_letters_and_their_room_are_larger() -> None:
    values: list[object] = ["a"] * 8 + ["疑似实控人（待核）"]
    with mock.patch.object(briefing_mode, "is_on", lambda: True):
        larger = width_of_all(values)
    assert larger and larger > (told(values) or 0)
