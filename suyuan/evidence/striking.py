"""The exclusion test as tables: what falls with each strike, what the investigator struck, by how little each holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from suyuan.evidence.request import Request
from suyuan.exclusion import Breaking, Case, Conclusion, Struck, smallest_breaking_sets, stand
from suyuan.exclusion.pieces import MOST, Piece, single, whole

ORDER = "by what was struck, then by conclusion"
# What a ring's conclusions can rest on: each table of the delivery and each kind of trace is struck by itself.
TABLES = (
    "accounts",
    "complaints",
    "listings",
    "logins",
    "orders",
    "shipments",
    "shop_transfers",
    "test_buys",
)
STRIKES = ("strike", "what", "conclusion", "about", "stands")
BREAKING = ("conclusion", "about", "pieces", "number", "at_least", "is_exact", "is_bounded", "piece_kind", "piece",
            "piece_of")  # fmt: skip
Table = tuple[str, Sequence[str], list[tuple[str | None, ...]]]


def results(reader: Reader, catalogue: Catalogue, ring: str, request: Request) -> Iterator[Table]:
    """(name, columns, rows): `strikes`, and `breaking` where the request allows for the search."""
    case = Case(reader, catalogue, ring)
    [now] = stand(case, [Struck()])
    strikes = [("struck_by_investigator", "", request.struck)] if request.struck else []
    strikes += [("table", table, Struck(tables=frozenset([table]))) for table in TABLES]
    kinds = sorted(set(case.frame("account_traces")["kind"]))
    strikes += [("kind", kind, Struck(kinds=frozenset([kind]))) for kind in kinds]
    told: list[tuple[str | None, ...]] = []
    for (strike, what, struck), left in zip(strikes, _each(case, [one[2] for one in strikes]), strict=True):
        assert isinstance(struck, Struck)
        for conclusion in sorted(now.holds):
            told.append((strike, what, conclusion.kind, conclusion.about, _flag(conclusion in left)))
    yield "strikes", STRIKES, told
    if request.worlds:
        yield "breaking", BREAKING, list(_breaking(case, now.holds, request.worlds))


def _each(case: Case, strikes: Sequence[Struck]) -> list[frozenset[Conclusion]]:
    return [standing.holds for standing in stand(case, strikes)]


def _breaking(case: Case, holds: Collection[Conclusion], worlds: int) -> Iterator[tuple[str | None, ...]]:
    for name, pieces in (("records", single(case)), ("traces", whole(case))):
        for told in smallest_breaking_sets(case, sorted(holds), pieces, most_worlds=worlds):
            parts: Sequence[Piece | None] = told.pieces or (None,)
            for piece in parts:
                yield (
                    told.conclusion.kind,
                    told.conclusion.about,
                    name,
                    str(len(told.pieces)) if told.pieces else None,
                    str(told.at_least),
                    _flag(told.is_exact),
                    _flag(is_bounded(told)),
                    piece.kind if piece else None,
                    piece.what if piece else None,
                    piece.of if piece else None,
                )


def is_bounded(told: Breaking) -> bool:
    """Whether the search was cut short: neither a smallest set was proven, nor that more than three are needed."""
    return not told.is_exact and told.at_least <= MOST


def _flag(value: bool) -> str:
    return "true" if value else "false"
