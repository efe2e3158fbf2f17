"""Relations of a large scan that later queries alone read: laid for the moment, never stored.

Storing text costs more than making it: of the time that a wide table of parcels takes, compressing its texts is
two thirds. What no page and no finding needs is therefore kept in memory, or spilled beside the database, until
its last reader has run; in the finished file it stands as a view, worked out when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Sequence

from suyuan.catalogue import PAGES, Catalogue, Query
from suyuan.contract import FINDINGS
from suyuan.engines import parts
from suyuan.engines.duckdb import Workshop
from suyuan.engines.kept import Kept

# Below this many delivered rows a scan takes seconds, and every relation is better stored, ready to be looked at.
ROWS_DELIVERED = 10_000_000
# A relation of fewer rows is cheap to store, however large the delivery.
ROWS_STORED = 250_000


class Passing:
    """Which relations of one scan pass, and until when. `order`: the queries in the order they run."""

    def __init__(
        self,
        workshop: Workshop,
        catalogue: Catalogue,
        order: Sequence[Query],
        delivered: int,
        kept: Kept | None = None,
    ):
        self._workshop = workshop
        self._kept = kept
        self._by_name = {query.name: query for query in order}
        # Views of the database in force whose rows are still those of this scan.
        self._views: set[str] = set()
        self._passing: dict[str, Query] = {}
        self._gone: set[str] = set()
        self._last = {parent: place for place, query in enumerate(order) for parent in query.reads}
        read_by_pages = {
            parent for query in catalogue.queries.values() if query.layer == PAGES for parent in query.reads
        }
        # Findings are worked out of links that stand (suyuan/holding.py), new rows are laid behind old ones
        # (suyuan/growing.py): with views neither could be.
        to_stay = {
            parent
            for query in order
            for parent in query.reads & self._by_name.keys()
            if (query.layer == "findings" and self._by_name[parent].layer == "links")
            or "Grows with" in query.fields
        }
        self._may_pass = {
            query.name
            for query in order
            if delivered >= ROWS_DELIVERED
            # Checks and extracts read the delivered files, which the finished database does not reach; a
            # relation that Python makes cannot be worked out by its query alone.
            and query.layer not in ("checks", "extracts")
            and "Made from" not in query.fields
            and query.name not in read_by_pages | to_stay | FINDINGS.keys()
        }

    def run(self, query: Query, place: int) -> int:
        """Lay one relation, the `place`th of the order, and let go of those that it was the last to read.

        Returns its number of rows.
        """
        for parent in sorted(query.reads & self._views):
            self._work_out(parent, place)
        if query.name in self._may_pass:
            rows = parts.lay(self._workshop, query, is_passing=True)
            if rows < ROWS_STORED:
                self._workshop.store(query.name)
            else:
                self._passing[query.name] = query
        else:
            rows = parts.lay(self._workshop, query, is_passing=False)
        self._let_go(query, place)
        return rows

    def keep(self, query: Query, place: int) -> int:
        """Leave a relation as it stands in the database in force. Returns its rows; of a view none are counted."""
        assert self._kept is not None
        if query.name in self._kept.views:
            self._views.add(query.name)
        self._let_go(query, place)
        return self._kept.rows[query.name]

    def is_stored(self, name: str) -> bool:
        """Whether a relation that ran stands in the database to stay."""
        return name not in self._passing

    def _work_out(self, name: str, place: int) -> None:
        """Lay a kept view's rows down until its last reader has run: each reader would work them out anew."""
        query = self._by_name[name]
        self._views.discard(name)
        for parent in sorted(query.reads & self._views):
            self._work_out(parent, place)
        parts.lay(self._workshop, query, is_passing=True)
        self._passing[name] = query
        self._let_go(query, place, but=name)

    def _let_go(self, query: Query, place: int, but: str = "") -> None:
        for name in query.reads | {query.name}:
            if name in self._passing and name not in self._gone | {but} and self._last.get(name, 0) <= place:
                self._workshop.let_go(name)
                self._gone.add(name)

    def close(self) -> None:
        """Leave each relation that passed as a view of its query."""
        for query in self._passing.values():
            self._workshop.view(query)
