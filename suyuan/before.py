"""What a scan remembers of the one in force before it: laid as raw.before and its kin, kept with the findings."""

from __future__ import annotations

from pathlib import Path

from suyuan import in_force
from suyuan.engines.duckdb import Workshop

# By relation of the schema raw: the finding it is taken from, and its columns beside those of the scan before.
TAKEN_FROM = {"before": "shop_states", "before_hot": "hot_categories", "before_alerts": "alerts"}
_SCAN = [("scan_id", "VARCHAR"), ("finished_at", "TIMESTAMP")]
COLUMNS: dict[str, list[tuple[str, str]]] = {
    "before": [
        *_SCAN,
        ("shop_id", "VARCHAR"),
        ("rank", "BIGINT"),
        ("score", "DOUBLE"),
        ("suspect", "BOOLEAN"),
        ("ring_id", "VARCHAR"),
        ("listings", "BIGINT"),
        ("last_order_at", "TIMESTAMP"),
    ],
    "before_hot": [
        *_SCAN,
        ("brand", "VARCHAR"),
        ("category", "VARCHAR"),
        ("week_starts_at", "TIMESTAMP"),
        ("orders", "BIGINT"),
        ("is_hot", "BOOLEAN"),
    ],
    "before_alerts": [
        *_SCAN,
        ("alert_id", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("since_scan", "VARCHAR"),
        ("since_at", "TIMESTAMP"),
        ("shop_id", "VARCHAR"),
        ("ring_id", "VARCHAR"),
        ("brand", "VARCHAR"),
        ("category", "VARCHAR"),
        ("week_starts_at", "TIMESTAMP"),
        ("figure", "DOUBLE"),
        ("reason", "VARCHAR"),
    ],
}


def lay(workshop: Workshop) -> None:
    """Create every relation of COLUMNS in the schema raw, empty."""
    for name, columns in COLUMNS.items():
        declared = ", ".join(column + " " + kind for column, kind in columns)
        workshop.connection.execute("CREATE OR REPLACE TABLE raw." + name + " (" + declared + ")")


def remember(workshop: Workshop, findings: Path, scan_id: str) -> None:
    """Lay what is in force in `findings`; where this scan repeats it or finishes it, what was in force before it.

    Findings whose rings are pending are half of a scan: what is new is new against the scan before, and told once.

    Findings of an older version may lack a table or a column: what is not there stays empty.
    """
    lay(workshop)
    old = in_force.read(findings)
    if old is None:
        return
    connection = workshop.connection
    for name, finding in TAKEN_FROM.items():
        if old.scan_id == scan_id or old.is_pending:
            path = findings / _file(name)
            if path.is_file():
                connection.read_parquet(str(path)).insert_into("raw." + name)
            continue
        path = findings / f"{finding}.parquet"
        if name == "before" and not path.is_file():
            path = findings / "shop_scores.parquet"
        if path.is_file():
            _take(workshop, name, path, old.scan_id, old.finished_at)


def export(workshop: Workshop, staging: Path) -> None:
    """Keep with the findings what this scan remembered, and what the next one will."""
    for name in COLUMNS:
        workshop.export("raw." + name, staging / _file(name))
    workshop.export("shop_states", staging / "shop_states.parquet")


def _file(name: str) -> str:
    return name + ".parquet"


def _take(workshop: Workshop, name: str, path: Path, scan_id: str, finished_at: object) -> None:
    connection = workshop.connection
    rows = connection.read_parquet(str(path))
    known = set(rows.columns)
    columns = [column for column, _kind in COLUMNS[name] if column in known and column not in dict(_SCAN)]
    rows.create_view("rows_before", replace=True)
    listed = ", ".join(columns)
    connection.execute(
        "INSERT INTO raw." + name + " (scan_id, finished_at, " + listed + ") "
        "SELECT $scan_id, $finished_at, " + listed + " FROM rows_before",
        {"scan_id": scan_id, "finished_at": finished_at},
    )
    connection.execute("DROP VIEW rows_before")
