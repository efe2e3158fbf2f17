"""Counts that measures are made of: kept as part and whole, so that several marketplaces can be pooled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """`part` of `whole` things counted; `value` lies in 0–1 and is None where there is nothing to share."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


def f1(precision: float | None, recall: float | None) -> float | None:
    """The harmonic mean of both, 0 where both are 0, None where either is not known.

    Van Rijsbergen, Information Retrieval, 1979, chapter 7.
    """
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
