"""The smallest set of records, or of traces and signals, whose striking makes a conclusion fall.

Where there are few enough sets of one, two and three pieces, all are struck, and the answer is exact. Pieces that are
alike (two machines that the same people share, two logins from one machine) stand for one another, which leaves few.

In larger rings: supports and hitting sets. A support is a set of pieces that is enough for the conclusion while all
others are struck; whatever breaks the conclusion must strike a piece of every support. So the smallest set that hits
all supports found so far is struck: if the conclusion falls, none smaller exists; if it stands, what is left holds a
further support, and the search goes on. Once three pieces cannot hit all supports, more than three are needed. This
takes for granted that striking more never restores a conclusion, as a rival's evidence does where somebody is named
principal. Every set that is given has been struck and was seen to break.
Source: R. Reiter (1987), A theory of diagnosis from first principles: minimal diagnoses as minimal hitting sets.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, islice

from suyuan.exclusion.case import Case
from suyuan.exclusion.pieces import MOST, Piece, near
from suyuan.exclusion.struck import Struck
from suyuan.exclusion.worlds import Conclusion, stand

Strike = frozenset[int]
# What stood after each strike that was tried.
Known = dict[Strike, frozenset[Conclusion]]
# Worlds laid side by side in one run: more gain no speed and take memory.
WORLDS = 400
# Up to so many sets of one size are all tried: that leaves no doubt, and takes no longer than to search.
_MOST_TRIED = 6000
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
    if len(conclusions) == 1 and conclusions[0].kind == "link":
        one, _bar, other = conclusions[0].about.partition("|")
        pieces, users = near(case, one, other, pieces)
        case = case.part(users)
    found: dict[Conclusion, Breaking] = {}
    for kinds in _TOGETHER:
        some = [conclusion for conclusion in conclusions if conclusion.kind in kinds]
        if some:
            found |= {told.conclusion: told for told in _search_all(case, some, pieces, most_worlds)}
            progress(len(found), len(conclusions))
    return [found[conclusion] for conclusion in conclusions]


def _search_all(
    case: Case, conclusions: Sequence[Conclusion], pieces: Sequence[Piece], most_worlds: int
) -> list[Breaking]:
    known: Known = {}
    kinds = frozenset(conclusion.kind for conclusion in conclusions)
    _try(case, pieces, [frozenset(), frozenset(range(len(pieces)))], known, kinds)
    searches = [_Search(conclusion, pieces, known) for conclusion in conclusions]
    for size in range(1, MOST + 1):
        tried = list(islice(sets_unlike(pieces, size), _MOST_TRIED + 1))
        open_ones = [search for search in searches if not search.is_settled]
        if not open_ones or len(known) + len(tried) > most_worlds or len(tried) > _MOST_TRIED:
            break
        _try(case, pieces, tried, known, kinds)
        for search in open_ones:
            search.all_tried(tried, size)
    for search in searches:
        search.go_on()
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


def sets_unlike(pieces: Sequence[Piece], size: int) -> Iterator[Strike]:
    """Every set of so many pieces, but one alone of those that differ by pieces which are alike."""
    classes: dict[Hashable, list[int]] = {}
    for number, piece in enumerate(pieces):
        classes.setdefault(number if piece.alike is None else piece.alike, []).append(number)
    # The place of each piece among those like it: in a set, the first of them stand for all.
    for chosen in combinations_with_replacement(range(len(classes)), size):
        members = list(classes.values())
        picked: list[int] = []
        for place, one in enumerate(chosen):
            nth = chosen[:place].count(one)
            if nth < len(members[one]):
                picked.append(members[one][nth])
        if len(picked) == size:
            yield frozenset(picked)


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
        self.is_settled = self._stands(self._all)
        if self.is_settled:
            self.at_least = MOST + 1

    def all_tried(self, tried: Iterable[Strike], size: int) -> None:
        """Every set of this size was struck."""
        found = next((strike for strike in tried if not self._stands(strike)), None)
        self.is_settled = found is not None or size == MOST
        self.at_least = size if found is not None else size + 1
        self.found = found or frozenset()

    def go_on(self) -> None:
        """As far as what is known leads."""
        try:
            if not self.is_settled and not self.asks:
                self.asks = next(self._steps)
            while self.asks and all(strike in self._known for strike in self.asks):
                self.asks = self._steps.send([self._stands(strike) for strike in self.asks])
        except StopIteration:
            self.asks, self.is_settled = (), True

    def _stands(self, strike: Strike) -> bool:
        return self.conclusion in self._known[strike]

    def _search(self) -> Generator[tuple[Strike, ...], list[bool], None]:
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
