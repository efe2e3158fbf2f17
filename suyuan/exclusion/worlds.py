"""What still stands after a strike; many strikes at once, each in a world of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from suyuan import linkage
from suyuan.engines.duckdb import Workshop, identifier
from suyuan.exclusion.case import TARGETS, Case
from suyuan.exclusion.struck import Struck, rows_struck

# Columns that tell one thing from another: in a world of its own each carries the world's number.
IDS = frozenset(
    {
        "account_id",
        "account_id_a",
        "account_id_b",
        "buyer_account_id",
        "group_id",
        "order_id",
        "order_line_id",
        "owner_account_id",
        "reseller_account_id",
        "reseller_shop_id",
        "ring_id",
        "shop_id",
        "spot_id",
        "supplier_shop_id",
        "trace",
    }
)
# What the scan says of those outside takes the place of what their few rows here would say.
_ADDED = {
    "trace_sizes": (
        "UPDATE trace_sizes SET accounts = trace_sizes.accounts + strangers.accounts, "
        "sellers = trace_sizes.sellers + strangers.sellers, shops = trace_sizes.shops + strangers.shops "
        "FROM strangers WHERE strangers.kind = trace_sizes.kind AND strangers.trace = trace_sizes.trace",
    ),
    "pair_evidence": (
        "DELETE FROM pair_evidence WHERE account_id_a NOT IN (SELECT account_id FROM people WHERE is_member) "
        "AND account_id_b NOT IN (SELECT account_id FROM people WHERE is_member)",
        "INSERT INTO pair_evidence SELECT * FROM outside_pair_evidence",
    ),
    "group_ties": (
        "DELETE FROM group_ties WHERE shop_id NOT IN (SELECT shop_id FROM near_shops WHERE is_inside)",
        "INSERT INTO group_ties SELECT * FROM outside_group_ties",
    ),
    "supplier_hearsay": ("INSERT INTO supplier_hearsay SELECT * FROM outside_supplier_hearsay",),
    "shop_scores": (
        "DELETE FROM shop_scores WHERE shop_id NOT IN (SELECT shop_id FROM near_shops WHERE is_inside)",
        "INSERT INTO shop_scores SELECT * FROM outside_shop_scores",
    ),
    "site_starts": ("INSERT INTO site_starts SELECT * FROM outside_site_starts",),
}
_LEFT = {
    "link": "SELECT account_id_a, account_id_b FROM linked_pairs",
    "group": "SELECT group_id, account_id FROM control_groups WHERE standing = 'joint'",
    "account": "SELECT ring_id, account_id FROM ring_accounts",
    "member": "SELECT ring_id, member_type, member_id FROM ring_members",
    "suspect": "SELECT shop_id FROM shop_scores WHERE suspect",
    "principal": "SELECT ring_id, principal_account_id FROM ring_principals WHERE principal_account_id IS NOT NULL",
    "site": "SELECT ring_id, role, spot_id FROM sites",
}


class Conclusion(NamedTuple):
    """Something the findings say of a ring: `kind` ring, principal, account, shop, suspect, site or link; of whom."""

    kind: str
    about: str


# What must be read to know of each kind of conclusion.
_TELL: Mapping[str, tuple[str, ...]] = {
    "link": ("link",),
    "suspect": ("suspect",),
    "ring": ("group", "account"),
    "account": ("group", "account", "member"),
    "shop": ("group", "account", "member"),
    "principal": ("group", "account", "principal"),
    "site": ("group", "account", "site"),
}
_OF_RINGS = ("account", "group", "member", "principal", "site")


@dataclass(frozen=True)
class Standing:
    """What stands after a strike: the conclusions that hold, the ring's id (None: no ring is left of it; among many
    strikes a ring made of other people is named for its place among them), the groups that its people still form."""

    holds: frozenset[Conclusion]
    ring_id: str | None
    groups: tuple[frozenset[str], ...]


EVERY_KIND = frozenset(TARGETS)


def stand(case: Case, strikes: Sequence[Struck], kinds: frozenset[str] = EVERY_KIND) -> list[Standing]:
    """What stands after each of the strikes, each made by itself; of some `kinds` alone it is found sooner."""
    with case.lock:
        marks = [""] if len(strikes) == 1 else [f"{number:06d}" for number in range(len(strikes))]
        _lay_worlds(case, marks, strikes)
        _run(case, kinds)
        found = _read(case.workshop, len(marks[0]), kinds)
    return [_standing(case, mark, found) for mark in marks]


def _lay_worlds(case: Case, marks: Sequence[str], strikes: Sequence[Struck]) -> None:
    connection = case.workshop.connection
    connection.execute("CREATE OR REPLACE TABLE struck_rows (mark VARCHAR, relation VARCHAR, row_no BIGINT)")
    fallen = [
        (mark, name, rows)
        for mark, struck in zip(marks, strikes, strict=True)
        for name, rows in rows_struck(case, struck).items()
    ]
    if fallen:
        sizes = [len(rows) for _mark, _name, rows in fallen]
        columns = {
            "mark": np.repeat(np.array([mark for mark, _name, _rows in fallen], dtype=object), sizes),
            "relation": np.repeat(np.array([name for _mark, name, _rows in fallen], dtype=object), sizes),
            "row_no": np.concatenate([rows for _mark, _name, rows in fallen]),
        }
        connection.from_arrow(pa.table(columns)).insert_into("struck_rows")
    connection.from_arrow(pa.table({"mark": pa.array(marks, pa.string())})).create_view("marks", replace=True)
    connection.execute("CREATE OR REPLACE TABLE worlds AS SELECT mark FROM marks")
    for name in case.tables:
        if name not in case.shared:
            connection.execute(_laying(case, name))


def _laying(case: Case, name: str) -> str:
    """The statement that lays one relation for every world, without its struck rows."""
    columns = case.tables[name].column_names
    told = ", ".join(
        "worlds.mark || held." + identifier(column) + " AS " + identifier(column)
        if column in IDS
        else "held." + identifier(column)
        for column in columns
    )
    return (
        "CREATE OR REPLACE TABLE " + identifier(name) + " AS SELECT " + told + " FROM base." + identifier(name)
        + " AS held CROSS JOIN worlds ANTI JOIN struck_rows ON struck_rows.mark = worlds.mark "
        + "AND struck_rows.row_no = held.row_no AND struck_rows.relation = '" + name + "'"
    )  # fmt: skip


def _run(case: Case, kinds: frozenset[str]) -> None:
    for query in case.steps_to(kinds):
        linkage.lay(case.workshop, query)
        case.workshop.connection.execute(
            "CREATE OR REPLACE TABLE " + identifier(query.name) + " AS " + query.sql
        )
        for statement in _ADDED.get(query.name, ()):
            case.workshop.connection.execute(statement)


def _read(
    workshop: Workshop, width: int, kinds: frozenset[str]
) -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """Rows by what they tell and by the world (a mark of `width` characters) they stand in; ids as the scan's."""
    world_of: dict[str, str] = {}
    found: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    told = {name for kind in kinds for name in _TELL[kind]}
    for kind, sql in ((kind, sql) for kind, sql in _LEFT.items() if kind in told):
        by_world: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for row in workshop.connection.execute(sql).fetchall():
            if kind == "group":
                world_of[row[0]] = row[1][:width]
            # A ring is named anew from its people's ids: its name bears no mark.
            mark = world_of.get(row[0], "?") if kind in _OF_RINGS else row[-1][:width]
            if kind in _OF_RINGS:
                by_world[mark].append((row[0], *_unmarked(row[1:], width)))
            else:
                by_world[mark].append(tuple(value[width:] for value in row))
        found[kind] = by_world
    return found


def _unmarked(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*row[:-1], "" if row[-1] is None else row[-1][width:])


def _standing(case: Case, mark: str, found: dict[str, dict[str, list[tuple[str, ...]]]]) -> Standing:
    rings: dict[str, set[str]] = defaultdict(set)
    for ring, account in found.get("account", {}).get(mark, []):
        rings[ring].add(account)
    groups: dict[str, set[str]] = defaultdict(set)
    for group, account in found.get("group", {}).get(mark, []):
        groups[group].add(account)
    ours = {ring: len(people & case.members) for ring, people in rings.items()}
    # What is left of the ring is the ring that holds most of its people: two at the least.
    left = min((ring for ring in ours if ours[ring] >= 2), key=lambda ring: (-ours[ring], ring), default=None)
    holds = {
        Conclusion("link", "|".join(pair))
        for pair in found.get("link", {}).get(mark, [])
        if pair[0] in case.members and pair[1] in case.members
    }
    holds |= {
        Conclusion("suspect", shop)
        for (shop,) in found.get("suspect", {}).get(mark, [])
        if shop in case.shops
    }
    if left is not None:
        holds.add(Conclusion("ring", case.ring_id))
        for kind in ("principal", "site"):
            rows = (row[1:] for row in found.get(kind, {}).get(mark, []) if row[0] == left)
            holds |= {Conclusion(kind, "|".join(row)) for row in rows}
        holds |= {
            Conclusion(row[1], row[2]) for row in found.get("member", {}).get(mark, []) if row[0] == left
        }
    parts = (frozenset(people & case.members) for people in groups.values())
    together = sorted((part for part in parts if len(part) > 1), key=lambda part: (-len(part), min(part)))
    return Standing(frozenset(holds), left, tuple(together))
