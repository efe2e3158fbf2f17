"""The queries of one scan in order: each is run, or its rows are kept where nothing that they rest on changed."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from suyuan import intake, linkage
from suyuan.appending import Appending
from suyuan.catalogue import Catalogue, Query
from suyuan.engines.duckdb import Workshop
from suyuan.engines.kept import Kept
from suyuan.engines.passing import Passing
from suyuan.growing import Growing
from suyuan.holding import Holding
from suyuan.lineage import Lineage

_TIMINGS = ("name", "layer", "rows", "seconds", "cpu_seconds", "kept")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Ran:
    """One query of a scan: its rows, seconds by the clock and of processors; `kept` where it was not run."""

    name: str
    layer: str
    rows: int
    seconds: float
    cpu: float
    kept: bool


def write_timings(ran: Iterable[Ran], path: Path) -> None:
    """Write what each query cost as CSV, in the order they ran. Raises OSError."""
    with path.open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file)
        written.writerow(_TIMINGS)
        for one in ran:
            cost = (f"{one.seconds:.3f}", f"{one.cpu:.3f}")
            written.writerow((one.name, one.layer, one.rows, *cost, str(one.kept).lower()))


@dataclass
class Steps:
    """`kept`: the database that the workshop began with, None where it began empty; `holding`: where rings follow."""

    workshop: Workshop
    catalogue: Catalogue
    delivery: intake.Delivery
    lineage: Lineage
    kept: Kept | None
    progress: Progress
    holding: Holding | None = None
    ran: list[Ran] = field(default_factory=list)

    def run(self) -> None:
        """Lay every relation of the catalogue, what intake lays beside them, and how it went."""
        self._seeds()
        order = self.catalogue.in_order()
        # The checks and the extracts come first, so that what was kept out is known before anything is concluded.
        early = [query for query in order if query.layer in ("checks", "extracts")]
        late = [query for query in order if query.layer not in ("checks", "extracts")]
        rows = sum(file.rows for file in self.delivery.files)
        passing = Passing(self.workshop, self.catalogue, early + late, rows, self.kept)
        appending, growing = None, None
        if self.kept is not None:
            appending = Appending(self.workshop, self.delivery, self.lineage, self.kept)
            growing = Growing(self.workshop, self.lineage, self.kept, appending)
        for place, query in enumerate(early + late):
            if query is (late[0] if late else None):
                self._reckon()
            self.progress(place + 1, len(order), query.name)
            self.ran.append(self._step(query, place, passing, appending, growing))
        passing.close()
        self.workshop.finish()
        self._lay_runs()

    def _step(
        self,
        query: Query,
        place: int,
        passing: Passing,
        appending: Appending | None,
        growing: Growing | None,
    ) -> Ran:
        began, cpu = time.monotonic(), time.process_time()
        is_kept = self.lineage.is_kept(query) and self.kept is not None
        if not is_kept and self.holding is not None and self.holding.may(query):
            self.holding.hold(query)
            is_kept = True
        if is_kept:
            rows = passing.keep(query, place)
        elif appending is not None and appending.may(query):
            rows = appending.append(query)
        elif growing is not None and growing.may(query):
            rows = growing.append(query)
        else:
            if self.kept is not None:
                self.kept.clear(query.name)
            linkage.lay(self.workshop, query)
            rows = passing.run(query, place)
            if (
                self.kept is not None
                and passing.is_stored(query.name)
                and self._is_as_before(self.kept, query)
            ):
                self.lineage.gave_the_same(query.name)
            if appending is not None:
                appending.note(query)
        seconds = time.monotonic() - began
        return Ran(query.name, query.layer, rows, seconds, time.process_time() - cpu, is_kept)

    def _is_as_before(self, kept: Kept, query: Query) -> bool:
        return kept.is_as_before(query.name, ordered=query.is_ordered)

    def _seeds(self) -> None:
        for name, path in self.catalogue.seeds.items():
            if not self.lineage.given(name, path.read_text(encoding="utf-8")) or self.kept is None:
                self.workshop.load_seed(name, path)

    def _reckon(self) -> None:
        """What was kept out, and the reckoning of all rows read."""
        workshop, lineage = self.workshop, self.lineage
        workshop.bring("bad_rows")
        tables = workshop.connection.execute("SELECT DISTINCT table_name FROM bad_rows").fetchall()
        read_from = [lineage.versions["raw." + name] for (name,) in sorted(tables)]
        is_kept = lineage.given("rejected_rows", lineage.versions["bad_rows"], read_from)
        if not is_kept or self.kept is None:
            intake.collect_rejected(workshop, self.delivery)
        intake.reckon(workshop, self.delivery)
        health = workshop.connection.execute("FROM extract_health ORDER BY table_name").fetchall()
        lineage.given("extract_health", health)
        intake.clear_raw(workshop)

    def _lay_runs(self) -> None:
        self.workshop.connection.execute(
            "CREATE OR REPLACE TABLE query_runs "
            "(name VARCHAR, layer VARCHAR, rows BIGINT, seconds DOUBLE, cpu_seconds DOUBLE, is_kept BOOLEAN)"
        )
        self.workshop.connection.executemany(
            "INSERT INTO query_runs VALUES (?, ?, ?, ?, ?, ?)",
            [[ran.name, ran.layer, ran.rows, ran.seconds, ran.cpu, ran.kept] for ran in self.ran],
        )
