"""Words on drawings for paper: whole, in as many lines as they need."""

from __future__ import annotations

from suyuan.evidence.drawing import in_lines, width_of


def test_a_name_too_long_for_its_place_goes_on_in_the_next_line_whole() -> None:
    lines = in_lines("Owner of Sunrise Sports Outlet Store", 90, 10)
    assert len(lines) > 1 and all(width_of(line, 10) <= 90 for line in lines)
    assert " ".join(lines) == "Owner of Sunrise Sports Outlet Store"


def test_a_name_without_blanks_is_broken_where_its_line_ends() -> None:
    assert in_lines("莆田市荔城区", 30, 10) == ["莆田市", "荔城区"]


def test_a_name_that_fits_stays_in_one_line() -> None:
    assert in_lines("den", 90, 10) == ["den"] and in_lines("", 90, 10) == [""]
