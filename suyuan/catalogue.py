"""The catalogue of queries: what each file says of itself, which relations it reads, in which order they run.

It reads `queries/` and runs nothing. A file's name is the name of the relation it defines; its header (the
comment lines at its head) is its contract: purpose, `Grain:`, and for suspicions `Innocent reason:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import sqlglot
from sqlglot import exp

QUERIES = Path(__file__).resolve().parent.parent / "queries"
SEEDS = "seeds"
PAGES = "pages"
LAYERS = ("checks", "extracts", "geo", "signals", "links", "findings", PAGES)
_FIELD = re.compile(
    r"^(Grain|Innocent reason|Key|Source|Off without|Made from|Grows with|Falls apart by):\s*(.*)$"
)


class CatalogueError(ValueError):
    """A query file that breaks a habit of the house: no header, a cycle, two files of one name."""


@dataclass(frozen=True)
class Query:
    """One query file: what it `reads`, and what of other schemas (`elsewhere`: raw.orders); `parameters` its $names."""

    name: str
    layer: str
    path: Path
    sql: str
    purpose: str
    fields: dict[str, str]
    reads: frozenset[str]
    parameters: tuple[str, ...]
    elsewhere: frozenset[str] = frozenset()

    @property
    def is_ordered(self) -> bool:
        """Whether its rows have an order of their own: the last thing that it says."""
        return _parsed(self.sql).is_ordered

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that its rows are in the order of, from the first on; empty where one is reckoned or falls."""
        return _parsed(self.sql).order

    @property
    def grain(self) -> str:
        return self.fields.get("Grain", "")

    @property
    def innocent_reason(self) -> str:
        return self.fields.get("Innocent reason", "")

    @property
    def grain_columns(self) -> list[str]:
        """Columns named after 'one row per', e.g. ['shop_id', 'brand']; empty where the grain is one row."""
        after = re.split(r"one row per", self.grain, maxsplit=1)
        if len(after) < 2:
            return []
        words = re.split(r"\s*(?:,|×| and )\s*", after[1].split("(")[0].strip().rstrip("."))
        return [word.strip() for word in words if re.fullmatch(r"[a-z_][a-z0-9_]*", word.strip())]


@dataclass(frozen=True)
class Catalogue:
    """Every query below one folder, by name, and the seeds beside them."""

    queries: dict[str, Query]
    seeds: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path = QUERIES) -> Catalogue:
        """Read every `*.sql` and every seed below `folder`. Raises CatalogueError, naming the file."""
        queries: dict[str, Query] = {}
        for path in sorted(folder.rglob("*.sql")):
            query = _read(path, folder)
            if query.name in queries:
                raise CatalogueError(f"{path}: a relation named {query.name} stands already in {folder}")
            queries[query.name] = query
        seeds = {path.stem: path for path in sorted((folder / SEEDS).glob("*.csv"))}
        return cls(queries=queries, seeds=seeds)

    def parents(self, name: str) -> list[str]:
        """Relations of this catalogue (queries and seeds) that `name` reads, sorted."""
        return sorted(self.queries[name].reads & (self.queries.keys() | self.seeds.keys()))

    def in_order(self, names: Iterable[str] | None = None) -> list[Query]:
        """Queries in an order in which each comes after its parents; ties by name. Pages' queries stay out."""
        wanted = self.queries.keys() if names is None else self._with_ancestors(names)
        graph = {
            name: [parent for parent in self.parents(name) if parent in self.queries]
            for name in sorted(wanted)
            if self.queries[name].layer != PAGES
        }
        sorter = TopologicalSorter(graph)
        try:
            sorter.prepare()
        except CycleError as cycle:
            raise CatalogueError(f"queries read each other in a circle: {cycle.args[1]}") from cycle
        order: list[Query] = []
        while sorter.is_active():
            ready = sorted(sorter.get_ready())
            order.extend(self.queries[name] for name in ready)
            sorter.done(*ready)
        return order

    def page(self, name: str) -> Query:
        """One of the pages' queries, e.g. `overview__queue`. Raises KeyError."""
        return self.queries[name]

    def _with_ancestors(self, names: Iterable[str]) -> set[str]:
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in self.queries and name not in found:
                found.add(name)
                waiting.extend(self.parents(name))
        return found


def _read(path: Path, folder: Path) -> Query:
    sql = path.read_text(encoding="utf-8")
    header = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        header.append(line[2:].strip())
    if not header:
        raise CatalogueError(f"{path}: the header is missing: purpose and grain stand in its first lines")
    purpose, fields = _fields(header)
    try:
        parsed = _parsed(sql)
    except sqlglot.errors.ParseError as error:
        raise CatalogueError(f"{path}: {error}") from error
    return Query(
        name=path.stem,
        layer=path.relative_to(folder).parts[0],
        path=path,
        sql=sql,
        purpose=purpose,
        fields=fields,
        reads=(parsed.reads | _made_from(fields)) - {path.stem},
        parameters=parsed.parameters,
        elsewhere=parsed.elsewhere,
    )


@dataclass(frozen=True)
class _Parsed:
    """What the text of one query says: relations it reads, its $names, whether it ends with an order, and which."""

    reads: frozenset[str]
    elsewhere: frozenset[str]
    parameters: tuple[str, ...]
    is_ordered: bool
    order: tuple[str, ...]


# A scan, a package and a watch read the catalogue more than once, and the parser takes a second for all of it.
@lru_cache(maxsize=1024)
def _parsed(sql: str) -> _Parsed:
    tree = sqlglot.parse_one(sql, read="duckdb")
    nodes = list(tree.walk())
    tables = [node for node in nodes if isinstance(node, exp.Table)]
    ctes: dict[str, exp.Expr] = {}
    for node in nodes:
        if isinstance(node, exp.CTE):
            ctes.setdefault(node.alias, node)
    # A CTE may carry its parent's name (`WITH orders AS (SELECT … FROM orders)`): it still reads the parent.
    plain = {table.name for table in tables if not table.db}
    within = {table.name for table in tables if not table.db and _is_within(table, ctes.get(table.name))}
    names = {node.name for node in nodes if isinstance(node, (exp.Parameter, exp.Placeholder))}
    return _Parsed(
        reads=frozenset(plain - (ctes.keys() - within)),
        elsewhere=frozenset(f"{table.db}.{table.name}" for table in tables if table.db),
        parameters=tuple(sorted(names)),
        is_ordered=tree.args.get("order") is not None,
        order=_plain_order(tree.args.get("order")),
    )


def _plain_order(order: exp.Order | None) -> tuple[str, ...]:
    terms = order.expressions if order is not None else []
    if any(term.args.get("desc") or not isinstance(term.this, exp.Column) for term in terms):
        return ()
    return tuple(term.this.name for term in terms)


def _is_within(node: exp.Expr | None, outer: exp.Expr | None) -> bool:
    while node is not None and node is not outer:
        node = node.parent
    return node is not None


def _made_from(fields: dict[str, str]) -> set[str]:
    """Relations that Python reads to make what the query then reads: `Made from: one, other (module)`."""
    return set(re.findall(r"[a-z_][a-z0-9_]*", fields.get("Made from", "").split("(")[0]))


def _fields(header: list[str]) -> tuple[str, dict[str, str]]:
    purpose: list[str] = []
    fields: dict[str, str] = {}
    current = ""
    for line in header:
        match = _FIELD.match(line)
        if match:
            current = match.group(1)
            fields[current] = match.group(2)
        elif current:
            fields[current] += " " + line
        else:
            purpose.append(line)
    return " ".join(purpose), fields
