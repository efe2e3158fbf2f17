"""A scan that keeps what nothing new touches: the findings of a whole scan, whatever came in and in whatever order."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from suyuan import lineage, scan
from suyuan.appending import Appending
from suyuan.catalogue import Query
from suyuan.engines.duckdb import Workshop
from suyuan.growing import Growing
from tests.deliveries import DAILY, arrive, part, run_queries, unlike, whole, with_rows
from tests.marketplace import catalogue
from tests.test_scan import relations, table

# Queries that read of the scan before this one, which is another one each time.
OF_THE_SCAN_BEFORE = {"scan_before", "shop_changes", "alert_shops", "alert_rings", "new_alerts", "alerts"}


@pytest.fixture(scope="module")
def days(extracts: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The marketplace until its last week, and the files that this week brings."""
    until, last = tmp_path_factory.mktemp("until"), tmp_path_factory.mktemp("last")
    late = {name: partial(_is_late, column) for name, column in DAILY.items()}
    return part(extracts, until, last, late, "bc")


def _is_late(column: str, rows: pa.Table) -> pa.Array:
    times = rows[column]
    return pc.greater(times, pc.max(times).as_py() - timedelta(days=7))


@pytest.fixture(scope="module")
def scanned_until(days: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    findings = tmp_path_factory.mktemp("first") / "findings"
    scan.run(days[0], findings)
    return findings


@pytest.fixture
def in_force(scanned_until: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(scanned_until, tmp_path / "findings"))


@pytest.fixture
def delivery(days: tuple[Path, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(days[0], tmp_path / "extracts"))


@pytest.fixture
def grown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The relations that were worked out for new rows alone."""
    names: list[str] = []
    append = Growing.append

    def note(growing: Growing, query: Query) -> int:
        names.append(query.name)
        return append(growing, query)

    monkeypatch.setattr(Growing, "append", note)
    return names


# ---- The same findings.


def test_a_week_more_gives_the_findings_of_a_whole_scan_and_its_rows_alone_are_read(
    days: tuple[Path, Path],
    delivery: Path,
    in_force: Path,
    tmp_path: Path,
    grown: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    appended: list[str] = []
    append = Appending.append

    def note(appending: Appending, query: Query) -> int:
        appended.append(query.name)
        return append(appending, query)

    monkeypatch.setattr(Appending, "append", note)
    arrive(days, delivery, "c")
    expected = whole(delivery, in_force, tmp_path)
    outcome = scan.run(delivery, in_force, take_over=True)
    assert unlike(in_force, expected) == []
    assert set(DAILY) <= set(appended)
    assert grown == ["parcel_orders", "parcel_places"]
    assert {"title_text", "title_brands", "listings", "accounts"} & run_queries(outcome) == set()
    assert {"orders", "shipments", "logins", "shop_scores"} <= run_queries(outcome)


def test_old_parcels_are_worked_out_again_where_a_new_line_tells_of_them(
    days: tuple[Path, Path], delivery: Path, in_force: Path, tmp_path: Path, grown: list[str]
) -> None:
    """A further line of its shop adds units to a parcel; one of another shop in the same order adds none."""
    arrive(days, delivery, "c")
    parcels = pq.read_table(delivery / "shipments" / "b.parquet").to_pylist()
    lines = {row["order_id"]: row for row in pq.read_table(delivery / "orders" / "b.parquet").to_pylist()}
    one, other = (lines[parcel["order_id"]] for parcel in parcels[:2])
    more = [
        {**one, "order_line_id": "one more", "quantity": 3},
        {**other, "order_line_id": "of another", "shop_id": one["shop_id"], "listing_id": one["listing_id"]},
    ]
    with_rows(delivery / "orders" / "c.parquet", more)
    expected = whole(delivery, in_force, tmp_path)
    scan.run(delivery, in_force, take_over=True)
    assert unlike(in_force, expected) == []
    assert grown == ["parcel_orders", "parcel_places"]
    units = relations(in_force)["parcel_places"].filter(pc.field("order_id") == one["order_id"])["units"]
    assert units[0].as_py() >= one["quantity"] + 3


def test_of_orders_without_parcels_no_parcel_is_worked_out_again(
    days: tuple[Path, Path], delivery: Path, in_force: Path, grown: list[str]
) -> None:
    known = set(pq.read_table(delivery / "shipments" / "b.parquet")["order_id"].to_pylist())
    rows = pq.read_table(days[1] / "orders" / "c.parquet")
    apart = pc.invert(pc.is_in(rows["order_id"], pa.array(sorted(known))))
    pq.write_table(rows.filter(apart), delivery / "orders" / "c.parquet")
    outcome = scan.run(delivery, in_force, take_over=True)
    assert grown == ["parcel_orders"]
    assert "parcel_places" not in run_queries(outcome)


def test_a_week_whose_files_sort_before_the_others_gives_the_findings_of_a_whole_scan(
    days: tuple[Path, Path], delivery: Path, in_force: Path, tmp_path: Path
) -> None:
    arrive(days, delivery, "a")
    expected = whole(delivery, in_force, tmp_path)
    scan.run(delivery, in_force, take_over=True)
    assert unlike(in_force, expected) == []


def test_new_rows_that_repeat_or_contradict_old_ones_are_judged_with_them(
    days: tuple[Path, Path], delivery: Path, in_force: Path, tmp_path: Path
) -> None:
    """One line again as it was, one with another price, one twice within the new file, one of no known shop."""
    old = pq.read_table(delivery / "orders" / "b.parquet").slice(0, 4).to_pylist()
    new = pq.read_table(days[1] / "orders" / "c.parquet")
    rows = [
        old[0], {**old[1], "unit_price": old[1]["unit_price"] + 1}, {**old[2], "order_line_id": "twice"},
        {**old[2], "order_line_id": "twice"}, {**old[3], "order_line_id": "lost", "shop_id": "nobody's"},
    ]  # fmt: skip
    together = pa.concat_tables([new, pa.Table.from_pylist(rows, schema=new.schema)])
    pq.write_table(together, delivery / "orders" / "c.parquet")
    expected = whole(delivery, in_force, tmp_path)
    scan.run(delivery, in_force, take_over=True)
    assert unlike(in_force, expected) == []
    reasons = sorted(table(in_force, "rejected_rows")["reason"].to_pylist())
    assert reasons == ["conflicting_id", "conflicting_id", "unknown_shop"]


def test_a_file_that_is_gone_and_one_that_changed_are_noticed(
    days: tuple[Path, Path], delivery: Path, in_force: Path, tmp_path: Path
) -> None:
    (delivery / "test_buys.parquet").unlink()
    accounts = pq.read_table(delivery / "accounts.parquet")
    pq.write_table(accounts.slice(0, accounts.num_rows - 1), delivery / "accounts.parquet")
    expected = whole(delivery, in_force, tmp_path)
    outcome = scan.run(delivery, in_force, take_over=True)
    assert outcome.signals_off == ["test_buys: no_test_buys"]
    assert unlike(in_force, expected) == []


def test_rows_kept_out_are_kept_whole_again_when_another_value_of_theirs_changed(
    delivery: Path, in_force: Path, tmp_path: Path
) -> None:
    buys = pq.read_table(delivery / "test_buys.parquet")
    place = buys.column_names.index("shop_id")
    spoilt = buys.set_column(place, "shop_id", pa.array([None] * buys.num_rows, pa.string()))
    for note in ("one", "other"):
        noted = spoilt.append_column("written", pa.array([note] * buys.num_rows))
        pq.write_table(noted, delivery / "test_buys.parquet")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("suyuan.intake.opening._require", lambda _files, _filled: None)
            scan.run(delivery, in_force, take_over=True)
    assert {f'"written":"{note}"' in row for row in table(in_force, "rejected_rows")["row"].to_pylist()} == {
        True
    }


# ---- Only what is touched.


def test_of_an_unchanged_delivery_only_what_tells_of_the_scan_before_is_run(
    delivery: Path, in_force: Path
) -> None:
    outcome = scan.run(delivery, in_force, take_over=True)
    assert run_queries(outcome) == OF_THE_SCAN_BEFORE
    assert outcome.kept == outcome.queries - len(OF_THE_SCAN_BEFORE)


def test_a_file_written_anew_with_the_same_rows_goes_no_further_than_its_extract(
    delivery: Path, in_force: Path, tmp_path: Path
) -> None:
    rows = pq.read_table(delivery / "orders" / "b.parquet")
    pq.write_table(rows, delivery / "orders" / "b.parquet", compression="gzip")
    expected = whole(delivery, in_force, tmp_path)
    outcome = scan.run(delivery, in_force, take_over=True)
    checks = {"repeated_orders", "bad_orders"}
    # They look up the files' names.
    readers = {name for name, query in catalogue().queries.items() if "extract_files" in query.reads}
    laid = run_queries(outcome) - OF_THE_SCAN_BEFORE - readers
    assert laid == checks | {"orders"}
    assert unlike(in_force, expected) == []


def test_a_file_of_the_same_contents_is_not_decoded_again(
    delivery: Path, in_force: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def started(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the reader was started")

    monkeypatch.setattr("suyuan.intake.prober.subprocess.Popen", started)
    assert scan.run(delivery, in_force, take_over=True).kept > 0


def test_a_scan_is_whole_unless_it_is_told_to_take_over(delivery: Path, in_force: Path) -> None:
    assert scan.run(delivery, in_force).kept == 0


# ---- Where nothing may be kept.


@pytest.mark.parametrize(
    "spoil", ["another version", "another query", "nothing said", "cut off", "no file", "empty"]
)
def test_nothing_is_taken_over_from_a_database_of_another_version_or_one_that_cannot_be_read(
    spoil: str, in_force: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = in_force / scan.PAGES_DATABASE
    assert lineage.read(database, catalogue()) is not None
    if spoil == "another version":
        monkeypatch.setattr(lineage, "__version__", "0.0.0")
    elif spoil == "another query":
        with duckdb.connect(str(database)) as connection:
            connection.execute("DELETE FROM made.lineage WHERE relation = 'shop_scores'")
    elif spoil == "nothing said":
        with duckdb.connect(str(database)) as connection:
            connection.execute("DROP TABLE made.lineage")
    elif spoil == "empty":
        with duckdb.connect(str(database)) as connection:
            connection.execute("CREATE TABLE wide AS SELECT hash(range) AS n FROM range(20_000_000)")
            connection.execute("CREATE TABLE behind_it AS SELECT 1 AS n")
            connection.execute("CHECKPOINT")
            connection.execute("DROP TABLE wide")
    elif spoil == "cut off":
        database.write_bytes(database.read_bytes()[:4096])
    else:
        database.unlink()
    assert lineage.read(database, catalogue()) is None


def test_where_the_database_in_force_turns_out_damaged_everything_is_worked_out_anew(
    delivery: Path, in_force: Path, scanned_until: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query_of: Callable[[Workshop, Query], int] = Workshop.run
    damaged: list[str] = []

    def read(workshop: Workshop, query: Query) -> int:
        if not damaged:
            damaged.append(query.name)
            raise duckdb.IOException("Corrupt database file: computed checksum does not match")
        return query_of(workshop, query)

    monkeypatch.setattr(Workshop, "run", read)
    outcome = scan.run(delivery, in_force, take_over=True)
    assert (len(damaged), outcome.kept) == (1, 0)
    assert table(in_force, "shop_scores").equals(table(scanned_until, "shop_scores"))


def test_a_scan_that_dies_while_it_takes_over_leaves_the_findings_in_force(
    days: tuple[Path, Path], delivery: Path, in_force: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(days[1] / "complaints" / "c.parquet", delivery / "complaints")
    before = {path.name: path.read_bytes() for path in in_force.iterdir()}
    query_of: Callable[[Workshop, Query], int] = Workshop.run

    def stopped(workshop: Workshop, query: Query) -> int:
        if query.name == "alerts":
            raise KeyboardInterrupt
        return query_of(workshop, query)

    monkeypatch.setattr(Workshop, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        scan.run(delivery, in_force, take_over=True)
    assert {path.name: path.read_bytes() for path in in_force.iterdir()} == before
    assert [path.name for path in in_force.parent.iterdir() if "scanning" in path.name] == []
