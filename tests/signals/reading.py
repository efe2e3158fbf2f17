"""How the tests of reading text run: a fresh database, literal rows in, the relation asked for out."""

from __future__ import annotations

from functools import cache
from typing import Any

from suyuan.catalogue import Catalogue
from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop

Row = dict[str, Any]
SEEDS = ("brand_names", "trade_words", "look_alikes", "same_sounds", "complaint_phrases")


@cache
def catalogue() -> Catalogue:
    return Catalogue.load()


def read(relation: str, *, also: tuple[str, ...] = (), **tables: list[Row]) -> dict[str, list[Row]]:
    """Run `relation` (and `also`) over the given extracts; the rows of each as dicts, by relation."""
    workshop = Workshop(":memory:", threads=1)
    connection = workshop.connection
    for name, table in EXTRACTS.items():
        columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
        connection.execute(f'CREATE TABLE "{name}" ({columns})')
        for row in tables.get(name, []):
            columns = ", ".join(f'"{column}"' for column in row)
            marks = ", ".join("?" for _ in row)
            connection.execute(f'INSERT INTO "{name}" ({columns}) VALUES ({marks})', list(row.values()))
    for seed in SEEDS:
        workshop.load_seed(seed, catalogue().seeds[seed])
    for query in catalogue().in_order([relation, *also]):
        if query.name not in EXTRACTS and query.layer == "signals":
            workshop.run(query)
    found = {}
    for name in (relation, *also):
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        heads = [column[0] for column in cursor.description or []]
        found[name] = [dict(zip(heads, values, strict=True)) for values in cursor.fetchall()]
    workshop.close()
    return found
