"""How tests of the evidence run: a fresh database, literal rows of any relation in, relations asked for out.

A relation that is given is taken as it is, and nothing before it runs: a query can be tested on its parents
alone, or on extracts with everything between. Extracts that are not given are empty. What nothing given reaches
(seeds, and what rests on seeds and empty extracts alone) is the same in every test: it is built once and read there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from suyuan import linkage
from suyuan.before import COLUMNS as before_columns
from suyuan.catalogue import Catalogue
from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop, identifier

Row = dict[str, Any]
Columns = list[tuple[str, str]]
NOON = datetime(2026, 5, 1, 12)
# Which relation a shop's level for a signal is read from.
SIGNALS = {
    "price": "shop_price",
    "complaints": "shop_complaints",
    "description": "shop_description",
    "photos": "shop_photos",
    "geography": "shop_geography",
    "transfers": "shop_takeovers",
}

# What intake lays beside the extracts, and what a scan remembers of the one before it.
_BESIDE: dict[str, Columns] = {
    "extract_files": [
        ("source_file", "INTEGER"),
        ("file", "VARCHAR"),
        ("table_name", "VARCHAR"),
        ("bytes", "BIGINT"),
        ("rows", "BIGINT"),
        ("sha256", "VARCHAR"),
    ],
    "extract_columns": [("table_name", "VARCHAR"), ("column_name", "VARCHAR"), ("is_present", "BOOLEAN")],
}
_BEFORE: Columns = before_columns["before"]


@cache
def catalogue() -> Catalogue:
    return Catalogue.load()


def rows_of(relation: str, **given: list[Row]) -> list[Row]:
    """The rows of one relation over the given ones, in its own order."""
    return relations(relation, **given)[relation]


def by(key: str, rows: list[Row]) -> dict[Any, Row]:
    """Rows by a column that tells them apart."""
    found = {row[key]: row for row in rows}
    assert len(found) == len(rows), f"{key} does not tell these rows apart"
    return found


def levels_of(signal: str, **given: list[Row]) -> dict[str, Row]:
    """The level of each shop for one signal, by shop; the other signals are left out."""
    unread = {"listing_text"} if signal not in ("price", "description", "transfers") else set()
    others = unread | {relation for name, relation in SIGNALS.items() if name != signal}
    rows = rows_of("shop_levels", **{name: [] for name in others - given.keys()}, **given)
    return by("shop_id", [row for row in rows if row["signal"] == signal])


def relations(*wanted: str, threads: int = 1, **given: list[Row]) -> dict[str, list[Row]]:
    """Each wanted relation's rows as dicts. `before`, `before_hot` and `before_alerts`
    give the scan before: rows of raw.before and its kin."""
    earlier = {name: given.pop(name) for name in before_columns if name in given}
    laid = {**_beside({name: given.get(name, []) for name in EXTRACTS}), **given}
    shapes = {name: shape(name) for name in laid}
    ground, built = _blank(threads)
    apart = _apart(wanted, {*laid, *("raw." + name for name in earlier)})
    _run(ground, apart, built)
    workshop = _Own(ground)
    try:
        for name, rows in earlier.items():
            _lay(workshop, "raw." + name, before_columns[name], rows)
        for name, rows in laid.items():
            _lay(
                workshop,
                name,
                shapes[name],
                [_in_force(name, row, number) for number, row in enumerate(rows)],
            )
        _run(workshop, wanted, laid.keys() | apart)
        return {name: _read(workshop, name) for name in wanted}
    finally:
        workshop.close()


def shape(name: str) -> Columns:
    """The columns of any relation a scan builds, as its query makes them from nothing."""
    if name in _BESIDE:
        return _BESIDE[name]
    blank, built = _blank()
    _run(blank, [name], built)
    return blank.columns(name)


class _Own(Workshop):
    """A fresh database in memory, of one test alone; a relation that it has not is read from the ground beside it."""

    def __init__(self, ground: Workshop):
        self.connection = ground.connection.cursor()
        for statement in (
            "SET TimeZone = 'UTC'",
            "ATTACH ':memory:' AS own",
            "CREATE SCHEMA own.raw",
            "CREATE SCHEMA own.made",
            "SET search_path = 'own.main,memory.main,own.raw,memory.raw,own.made,memory.made'",
        ):
            self.connection.execute(statement)

    def close(self) -> None:
        self.connection.execute("USE memory")
        self.connection.execute("DETACH own")
        self.connection.close()


def _apart(wanted: Iterable[str], laid: set[str]) -> set[str]:
    """Of all that the wanted relations rest on, and of themselves, what nothing that was laid reaches."""
    reached: dict[str, bool] = {}

    def is_reached(name: str) -> bool:
        if name not in reached:
            query = catalogue().queries.get(name)
            before = [] if query is None else [*query.reads, *query.elsewhere]
            # Every parent is looked at, also behind one that is reached: each has to stand somewhere.
            reached[name] = name in laid or True in [is_reached(parent) for parent in before]
        return reached[name]

    for name in wanted:
        is_reached(name)
    return {name for name, yes in reached.items() if not yes and "." not in name}


@cache
def _blank(threads: int = 1) -> tuple[Workshop, set[str]]:
    """A scan of nothing, and the names of what was built of it so far."""
    workshop = Workshop(":memory:", threads=threads)
    source: Columns = [("source_file", "INTEGER"), ("source_row", "BIGINT")]
    for table in EXTRACTS.values():
        delivered = [(column.name, column.type) for column in table.columns]
        _lay(workshop, "raw." + table.name, delivered + source, [])
    for name, columns in before_columns.items():
        _lay(workshop, "raw." + name, columns, [])
    for name, columns in _BESIDE.items():
        _lay(workshop, name, columns, [])
    return workshop, set()


def _run(workshop: Workshop, wanted: Iterable[str], built: set[str]) -> None:
    """Build what lies between the relations that stand and the wanted ones, in the catalogue's order."""
    needed: set[str] = set()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in built:
            continue
        built.add(name)
        if name in catalogue().seeds:
            workshop.load_seed(name, catalogue().seeds[name])
        elif name in catalogue().queries:
            needed.add(name)
            waiting.extend(catalogue().parents(name))
    for query in catalogue().in_order(needed):
        if query.name in needed:
            linkage.lay(workshop, query)
            workshop.run(query)


def _in_force(name: str, row: Row, number: int) -> Row:
    """A literal row as intake would have left it: with its place in its file, a currency, an order line's id."""
    if name not in EXTRACTS:
        return row
    filled: Row = {"source_file": list(EXTRACTS).index(name), "source_row": number}
    if EXTRACTS[name].column("currency"):
        filled["currency"] = "CNY"
    if name == "orders":
        filled |= {"order_line_id": row["order_id"], "is_listing_known": True}
    return {**filled, **row}


def _beside(extracts: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    files = [
        {"source_file": number, "file": f"{name}.parquet", "table_name": name, "rows": len(extracts[name])}
        for number, name in enumerate(EXTRACTS)
        if extracts[name]
    ]
    columns = [
        {
            "table_name": table.name,
            "column_name": column.name,
            "is_present": any(row.get(column.name) is not None for row in extracts[table.name]),
        }
        for table in EXTRACTS.values()
        for column in table.columns
    ]
    return {"extract_files": files, "extract_columns": columns}


def _lay(workshop: Workshop, name: str, columns: Columns, rows: list[Row]) -> None:
    declared = ", ".join(identifier(column) + " " + kind for column, kind in columns)
    workshop.connection.execute("CREATE TABLE " + identifier(name) + " (" + declared + ")")
    known = {column for column, _ in columns}
    for row in rows:
        unknown = row.keys() - known
        assert not unknown, f"{name} has no column {', '.join(sorted(unknown))}"
    marks = "(" + ", ".join("?" for _ in columns) + ")"
    # Some rows a statement: one row a statement takes a millisecond each.
    for start in range(0, len(rows), 200):
        some = rows[start : start + 200]
        values = [row.get(column) for row in some for column, _ in columns]
        statement = "INSERT INTO " + identifier(name) + " VALUES " + ", ".join([marks] * len(some))
        workshop.connection.execute(statement, values)


def _read(workshop: Workshop, name: str) -> list[Row]:
    cursor = workshop.connection.execute("SELECT * FROM " + identifier(name))
    heads = [column[0] for column in cursor.description or []]
    return [dict(zip(heads, values, strict=True)) for values in cursor.fetchall()]


def listing(listing_id: str, shop_id: str, price: float, **more: Any) -> Row:
    """A listing; what it says stands in `title`, `brand`, `category`, `product`."""
    return {"listing_id": listing_id, "shop_id": shop_id, "price": price, "category": "shoes", **more}


def sold(order_id: str, listing_id: str, shop_id: str, unit_price: float, **more: Any) -> Row:
    """One order line of one unit, bought by nobody in particular at noon on 1 May."""
    plain = {"buyer_account_id": f"buyer of {order_id}", "quantity": 1, "ordered_at": NOON}
    bought = {"order_id": order_id, "listing_id": listing_id, "shop_id": shop_id, "unit_price": unit_price}
    return {**plain, **bought, **more}


def read_as(listing_id: str, shop_id: str, brand: str | None, **flags: Any) -> Row:
    """What was read in a listing's text: the brand its goods claim, and what `flags` say."""
    wording = (
        "second_hand",
        "outlet",
        "parallel_import",
        "kids",
        "fits",
        "deposit",
        "difference",
        "single_unit",
    )
    silent = {f"is_{word}": False for word in (*wording, "brand_avoided")}
    silent |= {"slang_terms": [], "code_words": [], "has_telling_code_word": False}
    basis = "stated" if brand else None
    claimed = {"listing_id": listing_id, "shop_id": shop_id, "goods_brand": brand, "goods_brand_basis": basis}
    return {**silent, **claimed, **flags}
