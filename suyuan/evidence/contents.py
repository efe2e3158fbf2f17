"""Everything in a package that a replay rebuilds: rows, findings, views, exclusion tests, rules and their SQL.

Same extracts, same version, same request: the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from suyuan.catalogue import Catalogue, Query
from suyuan.engines.duckdb import Reader, whole_relation
from suyuan.evidence import lineage, rows, striking
from suyuan.evidence.canonical import Written, write_relation, write_rows
from suyuan.evidence.errors import EvidenceError
from suyuan.evidence.request import Request
from suyuan.evidence.sources import SourceFile

Progress = Callable[[int, int, str], None]
EVERYTHING = 10**9
# What a page's query is told where nobody picked anything on the page: all rows.
UNPICKED: dict[str, Any] = {
    "most": EVERYTHING, "listing": "", "order": "", "site": "", "since": None, "until": None,
    "nodes": [], "within": [], "tie": "", "province": "", "start": "", "buyer": "", "cleared": [],
}  # fmt: skip
# The contract's findings on the subject, and what their sums are made of: one query each, bound to the whole scope.
FINDINGS = (
    "shop_scores",
    "shop_cases",
    "shop_reasons",
    "listing_scores",
    "rings",
    "ring_members",
    "ring_lines",
    "principal_candidates",
    "account_links",
    "sites",
    "supply_edges",
    "finding_records",
)
# What the pages show of one ring or shop, bound to its id.
OF_RINGS = (
    "head",
    "members",
    "candidates",
    "ties",
    "sites",
    "site_shops",
    "supply",
    "provinces",
    "flows",
    "events",
    "weeks",
    "rhythm",
    "facilities",
)
OF_SHOPS = (
    "case",
    "reasons",
    "listings",
    "prices",
    "origins",
    "weeks",
    "complaints",
    "test_buys",
    "transfers",
    "ties",
    "dealings",
    "ring",
)
RULES = ("cuts", "weights", "level_rates", "link_cuts", "principal_weights", "trace_kinds", "signal_status")


@dataclass(frozen=True)
class Scope:
    """The ids that a request comes to: a ring's own shops and people taken in, its outside suppliers named."""

    rings: tuple[str, ...]
    shops: tuple[str, ...]
    suppliers: tuple[str, ...]
    accounts: tuple[str, ...]

    @property
    def parameters(self) -> dict[str, list[str]]:
        return {
            "rings": list(self.rings),
            "shops": list(self.shops),
            "supplier_shops": list(self.suppliers),
            "accounts": list(self.accounts),
        }


@dataclass(frozen=True)
class Output:
    """One file of a package: what was written, by which query with which parameters, in which order."""

    path: str
    written: Written
    query: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    order: str = ""


def scope_of(reader: Reader, catalogue: Catalogue, request: Request) -> Scope:
    """Raises EvidenceError, naming it, where one of the ids is not in the findings, or none is asked for."""
    asked = {"shops": request.shops, "rings": request.rings, "accounts": request.accounts}
    if not any(asked.values()):
        raise EvidenceError("name a shop, a ring or an account that the package is to be about")
    bound = {name: list(ids) for name, ids in asked.items()}
    found = reader.frame(catalogue.page("evidence__scope"), bound)
    ids = {kind: tuple(frame["id"]) for kind, frame in found.groupby("kind")}
    for name, kind in (("shops", "shop"), ("rings", "ring"), ("accounts", "account")):
        unknown = sorted(set(asked[name]) - set(ids.get(kind, ())))
        if unknown:
            raise EvidenceError(f"no {kind} {unknown[0]} in these findings")
    return Scope(*(ids.get(kind, ()) for kind in ("ring", "shop", "supplier", "account")))


def write(
    folder: Path,
    reader: Reader,
    catalogue: Catalogue,
    files: Sequence[SourceFile],
    request: Request,
    progress: Progress = lambda done, total, name: None,
) -> list[Output]:
    """Write all of it below `folder`. Raises EvidenceError on ids that the findings do not hold."""
    scope = scope_of(reader, catalogue, request)
    queries = list(_queries(request, scope))
    wanted = rows.wanted_rows(reader, catalogue, scope.parameters)
    tables = sorted(set(wanted["table_name"]))
    total = len(queries) + len(tables) + len(scope.rings) + 2
    outputs: list[Output] = []

    def step(name: str) -> None:
        progress(len(outputs), total, name)

    for table in tables:
        step(f"rows/{table}.csv")
        outputs.append(_table(folder, table, wanted, files, scope))
    for path, query, bound in queries:
        step(path)
        outputs.append(_query(folder, path, reader, catalogue, query, bound))
    for number, ring in enumerate(scope.rings, start=1):
        step(f"exclusion/ring-{number}")
        outputs += _exclusion(folder, number, ring, reader, catalogue, request)
    step("sql")
    used = {output.query for output in outputs if output.query} | set(RULES)
    outputs += [Output(path, written) for path, written in lineage.write(folder, catalogue, used)]
    return outputs


def _queries(request: Request, scope: Scope) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(path, query, parameters) of every CSV that one of the catalogue's queries makes as it stands."""
    for name in FINDINGS:
        yield f"findings/{name}.csv", f"evidence__{name}", scope.parameters
    for number, ring in enumerate(scope.rings, start=1):
        for name in OF_RINGS:
            yield f"views/ring-{number}-{name}.csv", f"rings__{name}", {"ring": ring}
    for number, shop in enumerate(request.shops, start=1):
        for name in OF_SHOPS:
            yield f"views/shop-{number}-{name}.csv", f"shop__{name}", {"shop_id": shop}
        yield f"views/shop-{number}-lines.csv", "evidence__shop_lines", {"shop_id": shop}
    yield "rules/rejected.csv", "evidence__rejected", {"least": 0}
    for name in RULES:
        yield f"rules/{name}.csv", "", {"relation": name}


def _query(
    folder: Path, path: str, reader: Reader, catalogue: Catalogue, name: str, bound: Mapping[str, Any]
) -> Output:
    query: Query = catalogue.page(name) if name else whole_relation(bound["relation"])
    own = {key: bound[key] if key in bound else UNPICKED[key] for key in query.parameters}
    with reader.cursor() as cursor:
        relation = cursor.sql(query.sql, params=own) if own else cursor.sql(query.sql)
        written = write_relation(folder / path, relation)
    order = "the query's own ORDER BY"
    return Output(path, written, name or bound["relation"], own if name else {}, order)


def _table(
    folder: Path, table: str, wanted: pd.DataFrame, files: Sequence[SourceFile], scope: Scope
) -> Output:
    path = f"rows/{table}.csv"
    written = rows.write_table(folder / path, wanted[wanted["table_name"] == table], files)
    return Output(path, written, "evidence__finding_records", scope.parameters, rows.ORDER)


def _exclusion(
    folder: Path, number: int, ring: str, reader: Reader, catalogue: Catalogue, request: Request
) -> list[Output]:
    outputs = []
    for name, columns, told in striking.results(reader, catalogue, ring, request):
        path = f"exclusion/ring-{number}-{name}.csv"
        written = write_rows(folder / path, columns, told)
        outputs.append(Output(path, written, "", {"ring": ring, "worlds": request.worlds}, striking.ORDER))
    return outputs
