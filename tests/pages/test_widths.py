"""Columns whose widest cell the browser would not measure are told their width; the rest measures itself."""

from __future__ import annotations

from decimal import Decimal
from unittest import mock

import pandas as pd
from streamlit.column_config import NumberColumn, TextColumn

from suyuan.ui.briefing import briefing_mode
from suyuan.ui.widths import place, to_the_edge, width_of_all, with_wrapped, wrapped_row


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


RECORDS = pd.DataFrame(
    {
        "name": ["莆田 Nike 板鞋 顶级复刻"] * 3,
        "amount": [12.5, 1931.0, None],
        "why": ["the product's own reference price, nothing else" * 2] * 3,
        "at": pd.to_datetime(["2026-01-01", "2026-01-02", None]),
        "id": ["L4"] * 3,
    }
)
SETTINGS = {name: {"label": name.capitalize()} for name in RECORDS}


def test_the_right_edge_cuts_no_column_and_what_is_behind_it_is_measured_by_the_browser() -> None:
    with mock.patch.object(briefing_mode, "is_on", lambda: False):
        told = to_the_edge(RECORDS, SETTINGS, share=0.6)
        assert list(told) == list(SETTINGS)
        in_sight = [name for name in told if "width" in told[name]]
        assert in_sight == list(SETTINGS)[: len(in_sight)] and 0 < len(in_sight) < len(SETTINGS)
        assert sum(told[name]["width"] for name in in_sight) == place(0.6)


def test_a_whole_amount_that_is_written_with_its_cents_has_room_for_them() -> None:
    records = pd.DataFrame({"price": [278.0, 1931.0], "title": ["x" * 40] * 2, "rest": ["y" * 60] * 2})
    cents = {"price": NumberColumn("P", format="%.2f"), "title": TextColumn("T"), "rest": TextColumn("R")}
    plain = cents | {"price": NumberColumn("P")}
    with mock.patch.object(briefing_mode, "is_on", lambda: False):
        with_cents, without = (
            to_the_edge(records, one, share=0.6)["price"]["width"] for one in (cents, plain)
        )
        # As they come from a query of amounts.
        exact = records.assign(price=[Decimal("278.00"), Decimal("1931.00")])
        assert to_the_edge(exact, cents, share=0.6)["price"]["width"] == with_cents
    assert with_cents > without


def test_columns_that_all_have_their_place_are_left_to_the_browser() -> None:
    with mock.patch.object(briefing_mode, "is_on", lambda: False):
        assert to_the_edge(RECORDS, SETTINGS, share=2.0) == SETTINGS
        assert to_the_edge(RECORDS.iloc[:0], SETTINGS) == SETTINGS


def test_columns_that_are_wrapped_share_what_the_others_leave() -> None:
    headings = {name: name for name in RECORDS}
    with mock.patch.object(briefing_mode, "is_on", lambda: False):
        told = with_wrapped(RECORDS, headings, ("why", "name"))
        assert told["why"] == told["name"] and 0 <= place() - sum(told.values()) <= 1


def test_a_row_of_wrapped_text_is_as_high_as_its_longest_cell_and_no_higher_than_eight_lines() -> None:
    reason = "2 of the other accounts or their parcels carry its phone"
    told = pd.DataFrame({"for": [reason, "-"], "against": ["-", None]})
    longer = told.assign(against=[f"{reason}; {reason}; {reason}", None])
    wrapped = ("for", "against")
    with mock.patch.object(briefing_mode, "is_on", lambda: False):
        at_a_desk = {
            width: wrapped_row(told, dict.fromkeys(wrapped, width), wrapped) for width in (900, 220, 120)
        }
        # Streamlit wraps no row that is lower than four letters of the page.
        assert at_a_desk[900] == at_a_desk[220] == 63
        assert at_a_desk[120] > 4 * 18
        assert wrapped_row(longer, dict.fromkeys(wrapped, 220), wrapped) > at_a_desk[220]
        endless = told.assign(against=[reason * 40, None])
        assert wrapped_row(endless, dict.fromkeys(wrapped, 220), wrapped) < 9 * 19
    with mock.patch.object(briefing_mode, "is_on", lambda: True):
        assert wrapped_row(told, dict.fromkeys(wrapped, 120), wrapped) > at_a_desk[120]
