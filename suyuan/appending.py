"""Delivered tables that only grew: the rows of new files are judged by themselves and laid behind the old ones.

A row's judgement rests on its own values, on other tables, and on the rows that share its id. So the rows of new
files alone are read, checked and laid where three things hold: every file of the scan in force is still there and
comes first; what the query reads beside its own table is as it was; and no row of a new file has the id of an old row.
Each is looked up; where one does not hold, the table is read as a whole. The rows are those of a whole scan, in
another order: once a tenth of a relation lies behind the rest, it is laid anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from suyuan import intake
from suyuan.catalogue import Query
from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop, identifier
from suyuan.engines.kept import Kept
from suyuan.intake import raw
from suyuan.lineage import Lineage

MOST_BEHIND = 0.1
# More ids delivered twice than this are not compared one by one.
_MOST_REPEATED = 200_000
_FIRST_NEW = "first_new_file"
_OLD = "source_file < getvariable('first_new_file')"
_NEW = "source_file >= getvariable('first_new_file')"


@dataclass
class Appending:
    """What may be appended in this scan. `appended`: relations whose old rows stand as they were."""

    workshop: Workshop
    delivery: intake.Delivery
    lineage: Lineage
    kept: Kept
    appended: set[str] = field(default_factory=set)
    _new: dict[str, list[intake.DeliveredFile]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table in EXTRACTS:
            files = self.delivery.files_of(table)
            if new := self.lineage.new_files(table, files):
                self._new[table] = new

    def note(self, query: Query) -> None:
        """Look whether a query that found the repeated ids of a grown table found none shared by old and new rows."""
        table = _table_of(query)
        if table not in self._new or "Key" not in query.fields or query.name not in self.kept.tables:
            return
        self._begin(table)
        old = self.kept.in_force(query.name)
        own = identifier(query.name)
        [(rows, olds)] = self._rows(
            "SELECT (SELECT count(*) FROM " + old + "), count(*) FILTER (WHERE " + _OLD + ") FROM " + own
        )
        if rows != olds or rows > _MOST_REPEATED:
            return
        still = "(FROM " + own + " WHERE " + _OLD + ")"
        if self._rows("SELECT 1 FROM (" + still + " EXCEPT ALL FROM " + old + ") LIMIT 1"):
            return
        keys = ", ".join(identifier(column) for column in query.fields["Key"].split(", "))
        shared = (
            "SELECT 1 FROM (SELECT " + keys + " FROM " + own + " WHERE " + _NEW + ") SEMI JOIN "
            + still + " AS old USING (" + keys + ") LIMIT 1"
        )  # fmt: skip
        if not self._rows(shared):
            self.appended.add(query.name)

    def may(self, query: Query) -> bool:
        """Whether the rows of new files can be appended to what the query gave in the scan in force."""
        table = _table_of(query)
        repeated = "repeated_" + table
        if repeated not in self.appended or query.name not in self.kept.tables - {repeated}:
            return False
        if not self.lineage.is_same_query(query):
            return False
        return self.lineage.behind(query.name) <= MOST_BEHIND * self.kept.rows[query.name] and all(
            name in self.appended or self.lineage.is_as_before(name) for name in query.reads
        )

    def first_new(self, table: str) -> int:
        """The number of the first new file of a table that only grew."""
        return self._new[table][0].number

    def append(self, query: Query) -> int:
        """Work the query out for the rows of new files and lay them behind the others. Returns its rows."""
        connection, table = self.workshop.connection, _table_of(query)
        self._begin(table)
        narrowed = sorted(query.reads & self.appended)
        raw.lay_table(self.workshop, EXTRACTS[table], self._new[table], part="_new")
        try:
            for name in narrowed:
                connection.execute(
                    "CREATE OR REPLACE TEMP VIEW " + identifier(name) + " AS FROM " + self.kept.own(name)
                    + " WHERE " + _NEW
                )  # fmt: skip
            self.workshop.lay_down("INSERT INTO " + self.kept.own(query.name) + " " + query.sql)
        finally:
            for name in narrowed:
                connection.execute("DROP VIEW IF EXISTS " + identifier("temp." + name))
            raw.lay_table(self.workshop, EXTRACTS[table], self.delivery.files_of(table))
        rows = self.workshop.count(query.name)
        new = rows - self.kept.rows[query.name]
        self.appended.add(query.name)
        self.lineage.grew(query.name, new)
        if new == 0:
            self.lineage.gave_the_same(query.name)
        return rows

    def _begin(self, table: str) -> None:
        self.workshop.connection.execute("SET VARIABLE " + _FIRST_NEW + " = ?", [self.first_new(table)])

    def _rows(self, sql: str) -> list[tuple[int, ...]]:
        return list(self.workshop.connection.execute(sql).fetchall())


def _table_of(query: Query) -> str:
    """The delivered table whose rows a check judges one by one or an extract lays; '' for any other query."""
    for table in EXTRACTS:
        if query.name in ("repeated_" + table, "bad_" + table, "superseded_" + table, table):
            return table
    return ""
