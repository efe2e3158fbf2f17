"""The smallest set of records, or of traces and signals, whose striking makes a conclusion fall.

Method: supports and hitting sets. A support is a set of pieces that is enough for the conclusion while all others are
struck; whatever breaks the conclusion must strike a piece of every support. So the smallest set that hits all supports
found so far is tried: if the conclusion falls, none smaller exists; if it stands, what is left holds a further
support, and the search goes on. Once three pieces cannot hit all supports, more than three are needed.

This takes for granted that striking more never restores a conclusion. Single pieces are all tried besides, so that
sizes one and two are exact in any case; where a rival's evidence counts against someone (the principal), a set
of three may have a smaller twin that restores and breaks at once. Every set given has been struck and seen to break.
Source: R. Reiter (1987), A theory of diagnosis from first principles: minimal diagnoses as minimal hitting sets.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from suyuan.exclusion.case import Case
from suyuan.exclusion.pieces import MOST, Piece
from suyuan.exclusion.struck import Struck
from suyuan.exclusion.worlds import Conclusion, stand

Strike = frozenset[int]
# What stood after each strike that was tried.
Known = dict[Strike, frozenset[Conclusion]]
# Worlds laid side by side in one run: more gain no speed and take memory.
WORLDS = 200
_PAIRS = 1500
# How many parts a row of pieces is cut into at a time.
_CUTS = 16
# Kinds of conclusions that take the same queries.
_TOGETHER = (("link",), ("account", "principal", "ring", "shop", "site", "suspect"))


@dataclass(frozen=True)
class Breaking:
    """The smallest breaking set of one conclusion: its pieces, or none and `at_least` so many are needed.

    `is_exact`: no smaller set breaks it. Where `pieces` is empty, fewer than `at_least` pieces do not break it.
    """

    conclusion: Conclusion
    pieces: tuple[Piece, ...]
    at_least: int

    @property
    def is_exact(self) -> bool:
        return len(self.pieces) == self.at_least


def smallest_breaking_sets(
    case: Case,
    conclusions: Sequence[Conclusion],
    pieces: Sequence[Piece],
    *,
    most_worlds: int = 20_000,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Breaking]:
    """The smallest breaking set of each conclusion (all must hold while nothing is struck), in their order.

    Searched to three pieces, or until `most_worlds` strikes were tried: then `at_least` is what was proven so far.
    """
    found: dict[Conclusion, Breaking] = {}
    for kinds in _TOGETHER:
        some = [conclusion for conclusion in conclusions if conclusion.kind in kinds]
        if some:
            found |= {told.conclusion: told for told in _search_all(case, some, pieces, most_worlds)}
            progress(len(found), len(conclusions))
    return [found[conclusion] for conclusion in conclusions]


def _search_all(
    case: Case,
    conclusions: Sequence[Conclusion],
    pieces: Sequence[Piece],
    most_worlds: int,
) -> list[Breaking]:
    known: Known = {}
    kinds = frozenset(conclusion.kind for conclusion in conclusions)
    singles = [frozenset([number]) for number in range(len(pieces))]
    # Where there are few pairs, to try them all is as fast as to search, and leaves no doubt.
    pairs = [frozenset(pair) for pair in combinations(range(len(pieces)), 2)]
    few = pairs if len(pairs) <= _PAIRS else []
    _try(case, pieces, [frozenset(), frozenset(range(len(pieces))), *singles, *few], known, kinds)
    searches = [_Search(conclusion, pieces, known) for conclusion in conclusions]
    while len(known) < most_worlds:
        waiting = {strike for search in searches for strike in search.asks}
        if not waiting:
            break
        _try(case, pieces, sorted(waiting, key=sorted), known, kinds)
        for search in searches:
            search.go_on()
    return [
        Breaking(search.conclusion, tuple(pieces[number] for number in sorted(search.found)), search.at_least)
        for search in searches
    ]


def _try(
    case: Case, pieces: Sequence[Piece], strikes: Iterable[Strike], known: Known, kinds: frozenset[str]
) -> None:
    new = [strike for strike in dict.fromkeys(strikes) if strike not in known]
    for start in range(0, len(new), WORLDS):
        some = new[start : start + WORLDS]
        laid = [_together(pieces, strike) for strike in some]
        for strike, standing in zip(some, stand(case, laid, kinds), strict=True):
            known[strike] = standing.holds


def _together(pieces: Sequence[Piece], strike: Strike) -> Struck:
    together = Struck()
    for number in strike:
        together |= pieces[number].struck
    return together


class _Search:
    """One conclusion's search. `asks`: the strikes it waits for; none once it has ended."""

    def __init__(self, conclusion: Conclusion, pieces: Sequence[Piece], known: Known):
        self.conclusion = conclusion
        self.found: Strike = frozenset()
        self.at_least = 1
        self.asks: tuple[Strike, ...] = ()
        self._known = known
        self._all = frozenset(range(len(pieces)))
        about = frozenset(conclusion.about.split("|"))
        # What those it is about left themselves is tried first as a support.
        self._nearest = sorted(self._all, key=lambda number: (not pieces[number].touches & about, number))
        self._steps = self._search()
        self.asks = next(self._steps, ())
        self.go_on()

    def go_on(self) -> None:
        """As far as what is known leads."""
        try:
            while self.asks and all(strike in self._known for strike in self.asks):
                self.asks = self._steps.send([self._stands(strike) for strike in self.asks])
        except StopIteration:
            self.asks = ()

    def _stands(self, strike: Strike) -> bool:
        return self.conclusion in self._known[strike]

    def _search(self) -> Generator[tuple[Strike, ...], list[bool], None]:
        if self._stands(self._all):
            self.at_least = MOST + 1
            return
        # The first that were tried are the smallest.
        for tried in list(self._known):
            if len(tried) <= 2 and not self._stands(tried):
                self.found, self.at_least = tried, len(tried)
                return
        self.at_least = 2
        supports: list[Strike] = []
        while True:
            hit = smallest_hitting_set(supports, MOST)
            if hit is None:
                self.at_least = MOST + 1
                return
            strike = hit
            self.at_least = max(self.at_least, len(strike))
            [stands] = yield (strike,)
            if not stands:
                self.found = strike
                return
            supports.append((yield from self._shrunk(strike)))

    def _shrunk(self, strike: Strike) -> Generator[tuple[Strike, ...], list[bool], Strike]:
        """A small support that `strike` does not hit: piece by piece, the last of the shortest row that is enough."""
        most = max((known for known in self._known if strike <= known and self._stands(known)), key=len)
        needed: list[int] = []
        row = [number for number in self._nearest if number not in most]
        while True:
            low, high = -1, len(row)  # needed + row[:high] is enough, needed + row[:low] is not
            while high - low > 1:
                cuts = sorted(
                    {low + 1, *(low + (high - low) * part // _CUTS for part in range(1, _CUTS))} - {low}
                )
                asked = tuple(self._all - frozenset(needed + row[:cut]) for cut in cuts)
                for cut, stands in zip(cuts, (yield asked), strict=True):
                    if stands:
                        high = min(high, cut)
                    elif cut < high:
                        low = max(low, cut)
            if high == 0:
                return frozenset(needed)
            needed.append(row[high - 1])
            row = row[: high - 1]


def smallest_hitting_set(supports: Sequence[Strike], most: int) -> Strike | None:
    """A smallest set, of at most `most` numbers, that has one of each support; None where there is none."""
    for size in range(most + 1):
        found = _hitting(supports, frozenset(), size)
        if found is not None:
            return found
    return None


def _shortest(support: Strike) -> tuple[int, list[int]]:
    return len(support), sorted(support)


def _hitting(supports: Sequence[Strike], struck: Strike, left: int) -> Strike | None:
    missed: list[Strike] = [support for support in supports if not support & struck]
    if not missed:
        return struck
    if left == 0:
        return None
    for number in sorted(sorted(missed, key=_shortest)[0]):
        found = _hitting(missed, struck | {number}, left - 1)
        if found is not None:
            return found
    return None
