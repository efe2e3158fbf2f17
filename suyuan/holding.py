"""Shops before rings: who is tied to whom stands for a moment as it did, while everything else is worked out.

What ties accounts together is a large part of a scan, and few new orders change it. So the first step of a watch holds
the layer `links` as it is in the scan in force; every finding is then worked out of that and of the new files, all of
the same rows, so that none contradicts another: a shop that turns suspect makes a ring of the group it is in at once,
and no finding names a ring that another does not know. The second step works out the links.

Three things are looked up first; where one does not hold, the scan is whole at once:
- the findings in force were made by this version and these queries, from another delivery than this;
- files came in behind those that parcels, logins and orders were read from, none is gone or changed: links name their
  rows by file and line;
- every shop, account and change of hands of the scan in force is still there, as it was: no tie names somebody gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from suyuan import intake
from suyuan.catalogue import Catalogue, Query
from suyuan.engines.duckdb import Workshop, identifier
from suyuan.engines.kept import Kept
from suyuan.in_force import InForce
from suyuan.lineage import Lineage

LAYER = "links"
_NAMED_BY_LINE = ("orders", "shipments", "logins", "shop_transfers")
_STANDING = ("shops", "accounts", "shop_transfers", "regions")
_OF_THE_FILE = {"source_file", "source_row"}


@dataclass
class Holding:
    """What may be held in this scan. `held`: the relations that are not what this delivery would give."""

    workshop: Workshop
    delivery: intake.Delivery
    lineage: Lineage
    kept: Kept
    in_force: InForce
    catalogue: Catalogue
    held: list[str] = field(default_factory=list)
    _is_sound: bool | None = None

    def may(self, query: Query) -> bool:
        """Whether a query whose input changed may be left as it is in the scan in force."""
        if query.layer != LAYER:
            return False
        if self._is_sound is None:
            self._is_sound = (
                self.in_force.is_by(self.catalogue)
                and self.in_force.extracts_sha256 != self.delivery.sha256
                and all(self._grew(table) for table in _NAMED_BY_LINE)
                and all(self._stands(table) for table in _STANDING)
            )
        return self._is_sound

    def hold(self, query: Query) -> None:
        """Leave a relation as it is in the scan in force."""
        self.lineage.hold(query)
        self.held.append(query.name)

    def _grew(self, table: str) -> bool:
        files = self.delivery.files_of(table)
        return self.lineage.is_as_before("raw." + table) or bool(self.lineage.new_files(table, files))

    def _stands(self, name: str) -> bool:
        if self.lineage.is_as_before(name):
            return True
        columns = [column for column, _kind in self.workshop.columns(name) if column not in _OF_THE_FILE]
        listed = ", ".join(identifier(column) for column in columns)
        gone = (
            "SELECT " + listed + " FROM " + self.kept.in_force(name)
            + " EXCEPT ALL SELECT " + listed + " FROM " + identifier(name) + " LIMIT 1"
        )  # fmt: skip
        return not self.workshop.connection.execute(gone).fetchall()
