"""Figures as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from suyuan import messages
from suyuan.numbers import NONE, compact_money, money, money_span, number, percent, sold


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    messages.set_language("en")
    yield
    messages.set_language("en")


def test_thousands_are_separated_and_nothing_is_a_dash() -> None:
    assert [number(1234567), number(None), number(float("nan"))] == ["1,234,567", "–", "–"]


def test_a_share_is_told_in_percent() -> None:
    assert [percent(0.243), percent(0.243, 1)] == ["24%", "24.3%"]


@pytest.mark.parametrize(
    ("currency", "told"), [("CNY", "¥1,234.50"), ("JPY", "JP¥1,234.50"), ("BRL", "R$1,234.50"), ("TWD", "NT$1,234.50")]
)  # fmt: skip
def test_an_amount_wears_its_currency_and_the_yen_is_not_the_yuan(currency: str, told: str) -> None:
    assert money(Decimal("1234.5"), currency, 2) == told


def test_a_span_of_equal_ends_is_one_amount() -> None:
    assert [money_span(599, 1299, "CNY"), money_span(599, 599, "CNY")] == ["¥599–1,299", "¥599"]


@pytest.mark.parametrize(
    ("language", "amount", "told"),
    [
        ("en", 42118000, "¥42.1M"),
        ("en", 642000, "¥642K"), ("zh", 42118000, "¥4212万"), ("zh", 64200, "¥6.4万"), ("en", 0, "¥0")],
)  # fmt: skip
def test_large_amounts_are_short(language: str, amount: int, told: str) -> None:
    messages.set_language(language)
    assert compact_money(Decimal(amount), "CNY") == told


def test_sales_without_an_order_are_a_dash_and_no_nought() -> None:
    assert sold(0, "CNY", 0) == sold(0, "CNY", None) == NONE
    assert sold(0, "CNY", 3) == money(0, "CNY")
    assert sold(1200, "CNY", 3) == money(1200, "CNY")
