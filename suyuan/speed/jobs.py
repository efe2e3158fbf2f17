"""The jobs that are measured, each in a process of its own: `python -m suyuan.speed.jobs '{"job": …}'`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from suyuan.contract import EXTRACTS
from suyuan.speed import questions
from suyuan.speed.floor import bare_scan
from suyuan.speed.meter import metered, peak_mb

Answer = dict[str, Any]


def floor(extracts: str, columns: dict[str, Sequence[str]] | None = None) -> Answer:
    """Decode columns of the extracts once and keep nothing; without `columns` all that the contract knows."""
    wanted = columns or {name: table.column_names for name, table in EXTRACTS.items()}
    folder = Path(extracts)
    return metered(lambda: {"rows": bare_scan(folder, wanted)})


def scan(extracts: str, findings: str, memory: str | None = None) -> Answer:
    """A whole scan, and what each query of it took: `steps` as [name, layer, rows, seconds, CPU seconds]."""
    import duckdb

    from suyuan import scan as scanning
    from suyuan.catalogue import Catalogue

    marks: list[tuple[str, float, float, float]] = []

    def note(_done: int, _total: int, name: str) -> None:
        marks.append((name, time.monotonic(), time.process_time(), peak_mb()))

    def work() -> Answer:
        scanning.run(Path(extracts), Path(findings), memory_limit=memory, progress=note)
        note(0, 0, "")
        return {}

    answer = metered(work)
    database = Path(findings) / scanning.PAGES_DATABASE
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = {row[0]: row[1] for row in connection.table("query_runs").project("name, rows").fetchall()}
    layers = {query.name: query.layer for query in Catalogue.load().queries.values()}
    steps = [
        [name, layers.get(name, "intake"), rows.get(name, 0), after[1] - at, after[2] - cpu, after[3]]
        for (name, at, cpu, _), after in pairwise(marks)
    ]
    own = sum(step[4] for step in steps)
    # What the reading child took is no query's, and is the intake's.
    steps[0][4] += answer["cpu_seconds"] - own
    return {**answer, "steps": steps, "database_mb": database.stat().st_size / 1e6}


def question(extracts: str, name: str, library: str) -> Answer:
    """One of the questions by one library: rows and a digest of the answer beside what it cost."""
    ask = questions.asked(name, library)
    answers: list[Any] = []

    def work() -> Answer:
        answers.append(ask(Path(extracts)))
        return {}

    cost = metered(work)
    return {**questions.digested(answers[0]), **cost}


def visit(findings: str, users: int, rounds: int) -> Answer:
    """What each page's queries take, for so many users at once."""
    from suyuan.speed.visits import latencies

    return metered(lambda: {"pages": latencies(Path(findings), users, rounds)})


def cancel(findings: str) -> Answer:
    """How long a query goes on after it was told to stop: the longest of ten, in milliseconds."""
    from suyuan.speed.visits import cancelling

    return metered(lambda: {"longest_ms": cancelling(Path(findings), 10)})


def csv(findings: str, relation: str, most: int, path: str) -> Answer:
    """One relation's rows, `most` of them, as a CSV file, which is removed."""
    from suyuan import export
    from suyuan.engines.duckdb import Reader, whole_relation

    reader = Reader(Path(findings) / "pages.duckdb")
    file = Path(path)
    try:
        return metered(
            lambda: {
                "rows": export.write_csv(reader, whole_relation(relation), {"most": most}, file, {}),
                "file_mb": file.stat().st_size / 1e6,
            }
        )
    finally:
        reader.close()
        file.unlink(missing_ok=True)
        export.about_path(file).unlink(missing_ok=True)


JOBS: dict[str, Callable[..., Answer]] = {
    "floor": floor,
    "scan": scan,
    "question": question,
    "visit": visit,
    "cancel": cancel,
    "csv": csv,
}


if __name__ == "__main__":
    request = json.loads(sys.argv[1])
    print(json.dumps(JOBS[request.pop("job")](**request)))
