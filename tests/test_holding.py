"""Shops before rings: what stands between the two steps of a watch, and that the end is a whole scan's findings."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from suyuan import in_force, scan
from suyuan.catalogue import Query
from suyuan.engines.duckdb import Workshop
from suyuan.evidence import EvidenceError, Request, making
from suyuan.holding import LAYER, Holding
from tests.deliveries import part, unlike
from tests.marketplace import catalogue
from tests.test_scan import table
from tests.test_watch import Running, watching

__all__ = ["watching"]

# The first shop of the marketplace's ring: suspect by its own records alone.
SHOP, OWNER, RING = "S892910", "A31770094", "R83DA4465"
ITS_ROWS = {
    "listings": ("shop_id", SHOP),
    "orders": ("shop_id", SHOP),
    "shipments": ("shop_id", SHOP),
    "complaints": ("shop_id", SHOP),
    "test_buys": ("shop_id", SHOP),
    "logins": ("account_id", OWNER),
}


@pytest.fixture(scope="module")
def deliveries(extracts: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The marketplace before one shop began to trade, and the files that bring all it did."""
    without, later = tmp_path_factory.mktemp("without"), tmp_path_factory.mktemp("later")
    own = {name: partial(_is, column, said) for name, (column, said) in ITS_ROWS.items()}
    return part(extracts, without, later, own, "ab")


def _is(column: str, said: str, rows: pa.Table) -> pa.Array:
    return pc.equal(rows[column], said)


@pytest.fixture(scope="module")
def scanned_without(deliveries: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    findings = tmp_path_factory.mktemp("first") / "findings"
    scan.run(deliveries[0], findings)
    return findings


@pytest.fixture(scope="module")
def delivery(deliveries: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both together."""
    folder = tmp_path_factory.mktemp("all") / "extracts"
    shutil.copytree(deliveries[0], folder)
    shutil.copytree(deliveries[1], folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def whole(delivery: Path, scanned_without: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    findings = tmp_path_factory.mktemp("whole") / "findings"
    shutil.copytree(scanned_without, findings)
    scan.run(delivery, findings)
    return findings


@pytest.fixture(scope="module")
def between(delivery: Path, scanned_without: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The findings after the first step."""
    findings = tmp_path_factory.mktemp("between") / "findings"
    shutil.copytree(scanned_without, findings)
    scan.run(delivery, findings, take_over=True, rings_later=True)
    return findings


@pytest.fixture
def pending(between: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(between, tmp_path / "findings"))


@pytest.fixture
def before(scanned_without: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(scanned_without, tmp_path / "findings"))


def scores(findings: Path) -> dict[str, tuple[bool, str | None]]:
    rows = table(findings, "shop_scores").to_pylist()
    return {row["shop_id"]: (row["suspect"], row["ring_id"]) for row in rows}


def alerts(findings: Path) -> set[tuple[str, str]]:
    return {(row["alert_id"], row["kind"]) for row in table(findings, "alerts").to_pylist() if row["is_new"]}


def asked(findings: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(findings / scan.PAGES_DATABASE), read_only=True) as connection:
        return connection.execute(sql).fetchall()


# ---- Between the steps.


def test_a_new_suspect_is_seen_at_once_and_its_ring_later(
    scanned_without: Path, between: Path, whole: Path
) -> None:
    assert scores(scanned_without)[SHOP] == (False, None)
    assert scores(between)[SHOP] == (True, None)
    assert scores(whole)[SHOP] == (True, RING)


def test_the_findings_say_whose_rings_they_hold_and_bear_an_id_of_their_own(
    scanned_without: Path, between: Path, whole: Path
) -> None:
    one, first, end = (in_force.read(findings) for findings in (scanned_without, between, whole))
    assert one and first and end
    assert (one.is_pending, first.is_pending, end.is_pending) == (False, True, False)
    assert first.rings == (one.scan_id, one.finished_at)
    assert len({one.scan_id, first.scan_id, end.scan_id}) == 3
    assert first.is_by(catalogue()) and end.is_by(catalogue())


def test_ties_stand_as_they_did_and_no_other_finding_does(
    scanned_without: Path, between: Path, whole: Path
) -> None:
    assert table(between, "account_links").equals(table(scanned_without, "account_links"))
    assert not table(whole, "account_links").equals(table(scanned_without, "account_links"))
    assert table(between, "listing_scores").equals(table(whole, "listing_scores"))
    assert table(between, "rejected_rows").equals(table(whole, "rejected_rows"))


def test_no_finding_names_a_ring_a_shop_or_a_row_that_another_does_not_know(between: Path) -> None:
    rings = {row[0] for row in asked(between, "SELECT ring_id FROM rings")}
    for name in (
        "ring_members",
        "sites",
        "principal_candidates",
        "supply_edges",
        "shop_scores",
        "ring_lines",
    ):
        named = asked(between, f"SELECT DISTINCT ring_id FROM {name} WHERE ring_id IS NOT NULL")
        assert {row[0] for row in named} <= rings, name
    assert {row[0] for row in asked(between, "SELECT ring_id FROM shop_scores")} - {None} == rings
    lost = {
        "a shop of a ring": "SELECT 1 FROM ring_members LEFT JOIN shops ON shop_id = member_id "
        "WHERE member_type = 'shop' AND shop_id IS NULL",
        "an account of a ring": "SELECT 1 FROM ring_members LEFT JOIN accounts ON account_id = member_id "
        "WHERE member_type = 'account' AND account_id IS NULL",
        "an order": "SELECT 1 FROM finding_records LEFT JOIN orders "
        "ON row_id IN (order_id, order_line_id) WHERE table_name = 'orders' AND orders.order_id IS NULL",
        "a supplier": "SELECT 1 FROM supply_edges LEFT JOIN shops ON shop_id = supplier_shop_id "
        "WHERE shop_id IS NULL",
        "a ring without a suspect": "SELECT 1 FROM rings LEFT JOIN shop_scores "
        "ON shop_scores.ring_id = rings.ring_id AND suspect WHERE shop_id IS NULL",
    }
    assert {what for what, sql in lost.items() if asked(between, sql)} == set()


def test_a_pending_scan_is_not_sealed_as_evidence(between: Path, delivery: Path, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="rings are being worked out again"):
        making.make(tmp_path / "package.zip", between, delivery, Request(shops=(SHOP,)))
    assert not (tmp_path / "package.zip").exists()


# ---- The end.


def test_the_second_step_gives_the_findings_of_a_whole_scan(
    pending: Path, delivery: Path, whole: Path
) -> None:
    outcome = scan.run(delivery, pending, take_over=True, rings_later=True)
    assert outcome.rings_as_of is None
    assert "listing_scores" in {ran.name for ran in outcome.ran if ran.kept}
    assert unlike(pending, whole) == []


def test_what_is_new_is_told_once(pending: Path, delivery: Path, whole: Path) -> None:
    """Against the scan before both steps: the same alert in both, none again at the next scan."""
    first = alerts(pending)
    assert {kind for _id, kind in first} == {"new_suspect"}
    scan.run(delivery, pending, take_over=True)
    assert first <= alerts(pending) == alerts(whole)
    since = {row["since_scan"] for row in table(pending, "alerts").to_pylist()}
    again = scan.run(delivery, pending, take_over=True)
    assert {row["since_scan"] for row in table(pending, "alerts").to_pylist()} == since
    assert again.new_alerts == len(alerts(whole))


def test_more_files_before_the_second_step_are_held_against_the_same_scan(
    pending: Path, delivery: Path, scanned_without: Path, tmp_path: Path
) -> None:
    more = Path(shutil.copytree(delivery, tmp_path / "more"))
    rows = pq.read_table(more / "complaints" / "b.parquet")
    ids = pa.array([f"later {number}" for number in range(rows.num_rows)])
    place = rows.column_names.index("complaint_id")
    pq.write_table(rows.set_column(place, "complaint_id", ids), more / "complaints" / "c.parquet")
    one = in_force.read(scanned_without)
    outcome = scan.run(more, pending, take_over=True, rings_later=True)
    now = in_force.read(pending)
    assert one and now and outcome.rings_as_of == one.finished_at
    assert now.rings_of == one.scan_id
    expected = Path(shutil.copytree(scanned_without, tmp_path / "expected"))
    scan.run(more, expected)
    scan.run(more, pending, take_over=True, rings_later=True)
    assert unlike(pending, expected) == []


def test_a_watch_killed_between_the_steps_leaves_the_first_in_force_and_the_next_one_ends_it(
    deliveries: tuple[Path, Path], before: Path, whole: Path, tmp_path: Path, watching: Callable[[], Running]
) -> None:
    shutil.copytree(deliveries[0], tmp_path / "extracts")
    watch = watching()
    told = watch.wait_for("the findings in force are of this delivery")
    shutil.copytree(deliveries[1], tmp_path / "extracts", dirs_exist_ok=True)
    told = watch.wait_for("being worked out again", told)
    watch.process.send_signal(signal.SIGKILL)
    watch.process.wait()
    first = in_force.read(before)
    assert first and first.is_pending
    assert scores(before)[SHOP] == (True, None)
    again = watching()
    again.wait_for("shops suspect")
    assert not any("being worked out again" in line for line in again.lines)
    assert unlike(before, whole) == []


def test_the_second_step_that_dies_leaves_the_first_in_force(
    pending: Path, delivery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = {path.name: path.read_bytes() for path in pending.iterdir()}
    query_of = Workshop.run

    def stopped(workshop: Workshop, query: Query) -> int:
        if query.name == "control_groups":
            raise KeyboardInterrupt
        return query_of(workshop, query)

    monkeypatch.setattr(Workshop, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        scan.run(delivery, pending, take_over=True)
    assert {path.name: path.read_bytes() for path in pending.iterdir()} == standing


# ---- Where nothing is held.


def test_complaints_alone_tie_nobody_and_leave_nothing_pending(
    deliveries: tuple[Path, Path], before: Path, tmp_path: Path
) -> None:
    shutil.copytree(deliveries[0], tmp_path / "extracts")
    shutil.copy(deliveries[1] / "complaints" / "b.parquet", tmp_path / "extracts" / "complaints")
    assert scan.run(tmp_path / "extracts", before, take_over=True, rings_later=True).rings_as_of is None


def swapped_owners(shops: Path) -> None:
    rows = pq.read_table(shops).to_pylist()
    one, other = (row["owner_account_id"] for row in rows[:2])
    rows[0]["owner_account_id"], rows[1]["owner_account_id"] = other, one
    pq.write_table(pa.Table.from_pylist(rows, schema=pq.read_schema(shops)), shops)


@pytest.mark.parametrize(
    "what",
    ["nothing", "an account is gone", "a shop has another owner", "a file sorts before", "other rules"],
)
def test_rings_are_worked_out_at_once_where_what_they_name_might_not_stand(
    what: str, delivery: Path, before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped as soon as the first relation of the links was looked at."""
    changed = Path(shutil.copytree(delivery, tmp_path / "extracts"))
    if what == "an account is gone":
        rows = pq.read_table(changed / "accounts.parquet")
        pq.write_table(rows.slice(1), changed / "accounts.parquet")
    elif what == "a shop has another owner":
        swapped_owners(changed / "shops.parquet")
    elif what == "a file sorts before":
        (changed / "shipments" / "b.parquet").rename(changed / "shipments" / "0.parquet")
    elif what == "other rules":
        monkeypatch.setattr(in_force.InForce, "is_by", lambda _self, _catalogue: False)
    answers: list[bool] = []
    may = Holding.may

    def looked_at(holding: Holding, query: Query) -> bool:
        answer = may(holding, query)
        if query.layer == LAYER:
            answers.append(answer)
            raise KeyboardInterrupt
        return answer

    monkeypatch.setattr(Holding, "may", looked_at)
    with pytest.raises(KeyboardInterrupt):
        scan.run(changed, before, take_over=True, rings_later=True)
    assert answers == [what == "nothing"]


def test_a_listing_written_anew_with_new_ones_does_not_keep_the_shops_waiting(
    deliveries: tuple[Path, Path], delivery: Path, before: Path, tmp_path: Path
) -> None:
    """Whoever delivers the whole list of listings each time: links name none of its lines."""
    changed = Path(shutil.copytree(delivery, tmp_path / "extracts"))
    parts = [pq.read_table(path) for path in sorted((changed / "listings").iterdir())]
    shutil.rmtree(changed / "listings")
    pq.write_table(pa.concat_tables(parts), changed / "listings.parquet")
    outcome = scan.run(changed, before, take_over=True, rings_later=True)
    assert outcome.rings_as_of is not None
    assert scores(before)[SHOP] == (True, None)


def test_links_are_held_whole(between: Path) -> None:
    """Each relation of the layer says of itself that it was made of the scan before."""
    laid = {query.name for query in catalogue().in_order() if query.layer == LAYER}
    kept = {str(row[0]) for row in asked(between, "SELECT name FROM query_runs WHERE is_kept")}
    assert laid <= kept
