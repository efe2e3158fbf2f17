"""Figures as people read them, in the viewer's language: separators, currencies, shares. No Streamlit."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent

from suyuan.messages import _, language

NONE = "–"
_LOCALES = {"en": "en", "zh": "zh_CN"}
# What a frame's cell holds: a number of any make, or nothing.
Number = Any


def locale() -> str:
    """The viewer's locale as babel names it."""
    return _LOCALES[language()]


def number(value: Number, digits: int = 0) -> str:
    """1234567.8 → '1,234,568'; a dash where there is no figure."""
    if _is_missing(value):
        return NONE
    # What is nought by rounding has no sign.
    return _decimal(round(value, digits) + 0, locale())


def percent(value: Number, digits: int = 0) -> str:
    """0.243 → '24 %'-style text in the viewer's language."""
    if _is_missing(value):
        return NONE
    pattern = "0" + ("." + "0" * digits if digits else "") + "%"
    return _percent(value, pattern, locale())


def money(amount: Number, currency: str | None, digits: int = 0) -> str:
    """An amount with its currency, whole units by default."""
    if _is_missing(amount):
        return NONE
    pattern = (
        "¤#,##0"
        + ("." + "0" * digits if digits else "")
        + ";-¤#,##0"
        + ("." + "0" * digits if digits else "")
    )
    return _short(_currency(amount, currency or "CNY", pattern, locale()))


def sold(amount: Number, currency: str | None, orders: Number) -> str:
    """A sum of orders; without an order nothing is known of sales: a dash, no nought."""
    return NONE if _is_missing(orders) or not orders else money(amount, currency)


def money_span(low: Number, high: Number, currency: str | None) -> str:
    """From the cheapest to the dearest: '¥599–1,299'; one amount where the two are equal."""
    if _is_missing(low) or _is_missing(high) or low == high:
        return money(high if _is_missing(low) else low, currency)
    return f"{money(low, currency)}–{number(high)}"


def compact_money(amount: Number, currency: str | None) -> str:
    """6420000 CNY → '¥6.42M' or '¥642万': for the large figures of a page."""
    if _is_missing(amount):
        return NONE
    value = Decimal(str(amount))
    # Three or four digits that count: 42.1M, 642K, 4212万.
    lead, step = abs(value), 10_000 if locale() == "zh_CN" else 1_000
    while lead >= step:
        lead /= step
    digits = 0 if lead >= 100 or abs(value) < step else 1
    return _short(format_compact_currency(value, currency or "CNY", locale=locale(), fraction_digits=digits))


def times(value: Number) -> str:
    """How many times something is the usual: 3.2 → '3.2 ×'."""
    return NONE if _is_missing(value) else _("{figure} ×").format(figure=number(value, 1))


# A page writes the same few thousand figures at every rerun: babel takes some twenty microseconds for each.
_AT_HAND = 50_000


@lru_cache(_AT_HAND)
def _decimal(value: Number, written_in: str) -> str:
    return str(format_decimal(value, locale=written_in))


@lru_cache(_AT_HAND)
def _percent(value: Number, pattern: str, written_in: str) -> str:
    return str(format_percent(value, format=pattern, locale=written_in))


@lru_cache(_AT_HAND)
def _currency(amount: Number, currency: str, pattern: str, written_in: str) -> str:
    return str(format_currency(amount, currency, pattern, locale=written_in, currency_digits=False))


def _short(text: str) -> str:
    # In English the yuan is written like this too; only the yen is then told apart by its country.
    return (
        text.replace("CN¥", "¥") if "CN¥" in text else text.replace("¥", "JP¥") if locale() == "en" else text
    )


def _is_missing(value: Number) -> bool:
    return value is None or not isfinite(value)
