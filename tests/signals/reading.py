"""How the tests of reading text run: literal rows in, the relations asked for out."""

from __future__ import annotations

from tests.marketplace import Row, relations

__all__ = ["Row", "read"]


def read(relation: str, *, also: tuple[str, ...] = (), **tables: list[Row]) -> dict[str, list[Row]]:
    """Run `relation` (and `also`) over the given extracts; the rows of each as dicts, by relation."""
    return relations(relation, *also, **tables)
