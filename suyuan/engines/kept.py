"""The database of the scan in force as the ground of the next one: copied whole, then laid anew where it changed."""

from __future__ import annotations

import os
from pathlib import Path

from suyuan.engines.duckdb import Workshop, identifier

# The database in force, as the workshop reads it beside its own copy.
_IN_FORCE = "in_force"
# Rows in no order are compared as sets, at ten times the cost: beyond so many, working on is as cheap.
_COMPARED_AS_SETS = 200_000
_COPIED_AT_ONCE = 1 << 30


def copy(database: Path, to: Path) -> None:
    """Copy a database that nobody writes. File systems that can share the blocks of both do. Raises OSError."""
    with database.open("rb") as source, to.open("wb") as target:
        while os.copy_file_range(source.fileno(), target.fileno(), _COPIED_AT_ONCE):
            pass


class Kept:
    """A workshop that began as a copy of `database`: what stands in it, and what became of it since."""

    def __init__(self, workshop: Workshop, database: Path):
        self._workshop = workshop
        path = str(database).replace("'", "''")
        workshop.connection.execute("ATTACH '" + path + "' AS " + _IN_FORCE + " (READ_ONLY)")
        [(self._catalog,)] = workshop.connection.execute("SELECT current_database()").fetchall()
        rows = workshop.connection.execute(
            "SELECT table_name, table_type = 'VIEW' FROM information_schema.tables "
            "WHERE table_catalog = current_database() AND table_schema = 'main'"
        ).fetchall()
        self.views = {name for name, is_view in rows if is_view}
        runs = workshop.connection.execute("SELECT name, rows FROM query_runs").fetchall()
        self.rows: dict[str, int] = dict(runs)
        self.tables = {name for name, is_view in rows if not is_view}

    def in_force(self, name: str) -> str:
        """A relation of the scan in force, quoted."""
        return identifier(_IN_FORCE + ".main." + name)

    def own(self, name: str) -> str:
        """A relation of the workshop's database, quoted so that nothing that passes is taken for it."""
        return identifier(self._catalog + ".main." + name)

    def clear(self, name: str) -> None:
        """Make room for a relation that is laid anew: a table cannot replace a view, nor a view a table."""
        if name in self.views:
            self._workshop.connection.execute("DROP VIEW IF EXISTS " + identifier("main." + name))
        elif name in self.tables:
            self._workshop.connection.execute("DROP TABLE IF EXISTS " + identifier("main." + name))

    def is_as_before(self, name: str, *, ordered: bool) -> bool:
        """Whether a relation that was laid anew holds the rows of the scan in force, to the last value.

        Where the relation is `ordered`, in the same order. False where it was a view, to be worked out first.
        """
        own, before = identifier(name), self.in_force(name)
        if name not in self.tables or self._workshop.columns(name) != self._columns(before):
            return False
        rows = self._workshop.count(name)
        [(rows_before,)] = self._workshop.connection.execute("SELECT count(*) FROM " + before).fetchall()
        if rows != rows_before:
            return False
        differs = (
            "FROM " + own + " AS one POSITIONAL JOIN " + before + " AS other WHERE one IS DISTINCT FROM other"
        )
        if not self._any(differs):
            return True
        if ordered or rows > _COMPARED_AS_SETS:
            return False
        return not self._any("FROM (FROM " + own + " EXCEPT ALL FROM " + before + ")")

    def close(self) -> None:
        """Let go of the database in force."""
        self._workshop.connection.execute("DETACH " + _IN_FORCE)

    def _columns(self, quoted: str) -> list[tuple[str, str]]:
        return [
            (row[0], row[1]) for row in self._workshop.connection.execute("DESCRIBE " + quoted).fetchall()
        ]

    def _any(self, rows: str) -> bool:
        return bool(self._workshop.connection.execute("SELECT 1 " + rows + " LIMIT 1").fetchall())
