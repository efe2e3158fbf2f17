"""Relations with a row for each row of a delivered table that only grew: worked out for the rows it touches alone.

Such a query says so in its header: `Grows with: shipments (orders by order_id)` means a row of its own for each row of
`shipments`, by source_file and source_row, which rests on the rows of `shipments` and of `orders` that share its
order_id, and on what else the query reads. Touched are the rows of new files and old ones that share the key with a new
row of the other table. They are worked out and laid behind the rest where the table was appended to
(suyuan/appending.py), so that no new row has an old one's id, and where every row that stood in what else the query
reads stands there still. All of it is looked up; else the relation is worked out as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from suyuan.appending import MOST_BEHIND, Appending
from suyuan.catalogue import Query
from suyuan.engines.duckdb import Workshop, identifier
from suyuan.engines.kept import Kept
from suyuan.lineage import Lineage

FIELD = "Grows with"
_SAME = "WHERE old.source_file = touched.source_file AND old.source_row = touched.source_row"


def grows_with(query: Query) -> tuple[str, dict[str, str]]:
    """The table whose rows a query's rows are, '' for none; and the column by which it reads other tables."""
    said = query.fields.get(FIELD, "")
    return said.split(" ")[0], dict(re.findall(r"(\w+) by (\w+)", said))


@dataclass
class Growing:
    """What may grow in this scan. `grown`: relations of which the touched rows alone were worked out, and of what."""

    workshop: Workshop
    lineage: Lineage
    kept: Kept
    appending: Appending
    grown: dict[str, str] = field(default_factory=dict)

    def may(self, query: Query) -> bool:
        """Whether only the rows that new files touch are to be worked out; notes which those are."""
        table, others = grows_with(query)
        if not table or query.name not in self.kept.tables or not self.lineage.is_same_query(query):
            return False
        if not all(self._only_grew(name) for name in (table, *others)):
            return False
        beside = query.reads - {table} - others.keys()
        if not all(self.grown.get(name) == table or self._stands(name) for name in sorted(beside)):
            return False
        if table not in self.grown.values():
            self._touch(table, others)
        behind = self.lineage.behind(query.name) + self.workshop.count("touched_" + table)
        return behind <= MOST_BEHIND * self.kept.rows[query.name]

    def append(self, query: Query) -> int:
        """Work the query out for the touched rows and lay them behind the others. Returns its rows."""
        table, others = grows_with(query)
        connection, own = self.workshop.connection, self.kept.own(query.name)
        narrowed = {name: self._of_touched(name, table) for name in query.reads if name in self.grown}
        narrowed[table] = self._of_touched(table, table)
        for name, key in others.items():
            keys = "(SELECT " + identifier(key) + " " + narrowed[table] + ")"
            narrowed[name] = (
                "FROM " + self.kept.own(name) + " SEMI JOIN " + keys + " AS of_table USING (" + identifier(key) + ")"
            )  # fmt: skip
        connection.execute("DELETE FROM " + own + " AS old USING " + _touched(table) + " AS touched " + _SAME)
        try:
            for name, rows_of in narrowed.items():
                connection.execute("CREATE OR REPLACE TEMP VIEW " + identifier(name) + " AS " + rows_of)
            self.workshop.lay_down("INSERT INTO " + own + " " + query.sql)
        finally:
            for name in narrowed:
                connection.execute("DROP VIEW IF EXISTS " + identifier("temp." + name))
        self.grown[query.name] = table
        touched = self.workshop.count("touched_" + table)
        self.lineage.grew(query.name, touched)
        if touched == 0:
            self.lineage.gave_the_same(query.name)
        return self.workshop.count(query.name)

    def _only_grew(self, name: str) -> bool:
        return name in self.appending.appended or self.lineage.is_as_before(name)

    def _touch(self, table: str, others: dict[str, str]) -> None:
        """Note the rows of `table` that came in, and those that share a key with a row of another that came in."""
        own = self.kept.own(table)
        rows = ["SELECT source_file, source_row " + self._new(table)]
        for name, key in others.items():
            keys = "(SELECT " + identifier(key) + " " + self._new(name) + ")"
            rows.append(
                "SELECT source_file, source_row FROM " + own + " SEMI JOIN " + keys
                + " AS came_in USING (" + identifier(key) + ")"
            )  # fmt: skip
        self.workshop.connection.execute(
            "CREATE OR REPLACE TEMP TABLE " + _touched(table) + " AS " + " UNION ".join(rows)
        )

    def _new(self, name: str) -> str:
        """The rows of new files in a table that only grew; none where no file came in."""
        own = "FROM " + self.kept.own(name)
        if name not in self.appending.appended:
            return own + " WHERE false"
        return own + " WHERE source_file >= " + str(self.appending.first_new(name))

    def _of_touched(self, name: str, table: str) -> str:
        return (
            "FROM " + self.kept.own(name) + " SEMI JOIN " + _touched(table)
            + " AS touched USING (source_file, source_row)"
        )  # fmt: skip

    def _stands(self, name: str) -> bool:
        """Whether every row that a relation had in the scan in force is still there."""
        if self.lineage.is_as_before(name):
            return True
        if name not in self.kept.tables:
            return False
        gone = "FROM (FROM " + self.kept.in_force(name) + " EXCEPT ALL FROM " + identifier(name) + ") LIMIT 1"
        return not self.workshop.connection.execute("SELECT 1 " + gone).fetchall()


def _touched(table: str) -> str:
    return identifier("touched_" + table)
