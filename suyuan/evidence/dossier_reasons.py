"""Reasons against and for, side by side, each with the innocent reading that may explain it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from suyuan.evidence import blocks
from suyuan.evidence.blocks import Block
from suyuan.messages import _
from suyuan.wording import reasons, ring_words
from suyuan.wording.words import word


def of_shop(path: str, shop: Iterable[Any]) -> Block:
    """A shop's reasons, from rows of `path` (`signal`, `level`, `figure`, `usual`, `weight`, `strength`, …)."""
    left: list[dict[str, str]] = []
    right: list[dict[str, str]] = []
    for row in shop:
        found, usual = (
            reasons.sentence(row.signal, row.level, row.figure),
            reasons.usual(row.signal, row.level, row.usual),
        )
        signal = word("signal", row.signal)
        text = (
            found if found.startswith(signal) else _("{signal}: {found}").format(signal=signal, found=found)
        )
        text += f" ({usual})" if usual else ""
        told = blocks.reason(text, word("strength", row.strength), _reading(row), str(row.no))
        (left if row.weight > 0 else right).append(told)
    return blocks.sides(
        _("Speaks against the shop"),
        left or [_nothing()],
        _("Speaks for the shop"),
        right or [_nothing()],
        _rows(path),
    )


def of_candidate(path: str, candidate: Iterable[Any]) -> Block:
    """What speaks for and against one account's being in charge, from rows of `path`."""
    left: list[dict[str, str]] = []
    right: list[dict[str, str]] = []
    for row in candidate:
        text = ring_words.sign(row.signal, row.figure)
        if text:
            told = blocks.reason(text, f"{row.weight:+.2f}", _reading(row), str(row.no))
            (left if row.weight > 0 else right).append(told)
    return blocks.sides(
        _("For being in charge"),
        left or [_nothing()],
        _("Against being in charge"),
        right or [_nothing()],
        _rows(path),
    )


def _rows(path: str) -> str:
    return _("{file}; # is the row in the file").format(file=path)


def _reading(row: Any) -> str:
    told = word("innocent_reading", row.innocent_reading)
    if not told:
        return ""
    return _("may be {reading}").format(reading=told) if row.weight > 0 else ""


def _nothing() -> dict[str, str]:
    return blocks.reason(_("Nothing"), "", "", "")
