"""Test buys: steps, custody, what a verdict covers, and the extract that a real scan takes in."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from suyuan import scan
from suyuan.casework import custody, extract, test_buys
from suyuan.casework.errors import Conflict, Unfit
from suyuan.casework.records import Record
from suyuan.casework.roles import Person
from suyuan.casework.store import Store
from suyuan.casework.test_buys import Tally
from suyuan.masking import HIDDEN

AN = Person("An", "analyst", "an@example.org")
LIN = Person("Lin", "lead", "lin@example.org")


def judged(store: Store, shop: str, listing: str | None, order: str, verdict: str | None) -> Record:
    with store.write() as session:
        row = test_buys.plan_test_buy(session, AN, shop, listing_id=listing)
        row = test_buys.mark_bought(
            session,
            AN,
            row.id,
            row.version,
            order_id=order,
            bought_at=datetime(2026, 6, 1),
            waybill_no="SF123",
        )
        if verdict is None:
            return row
        row = test_buys.mark_sent(session, AN, row.id, row.version, sent_to="the brand")
        return test_buys.record_verdict(
            session, AN, row.id, row.version, verdict=verdict, appraiser="Brand X", appraiser_relation="brand_owner",
            appraised_at=datetime(2026, 6, 20),
        )  # fmt: skip


def test_counterfeit_three_of_four_bought(store: Store) -> None:
    for number, verdict in enumerate(("counterfeit", "counterfeit", "counterfeit", "genuine")):
        judged(store, "S1", f"L{number}", f"O{number}", verdict)
    judged(store, "S2", "L9", "O9", "inconclusive")
    judged(store, "S2", "L9", "O10", None)
    with store.write() as session:
        test_buys.plan_test_buy(session, AN, "S1", listing_id="L5")
    with store.read() as session:
        assert test_buys.tally(session, AN, shop_id="S1") == Tally(4, 3, 1, 0, 0)
        assert test_buys.tally(session, AN, shop_id="S2") == Tally(2, 0, 0, 1, 1)


def test_no_step_is_left_out_and_none_taken_twice(lite: Store) -> None:
    with lite.write() as session:
        row = test_buys.plan_test_buy(session, AN, "S1")
    with pytest.raises(Unfit, match="planned cannot become sent"), lite.write() as session:
        test_buys.mark_sent(session, AN, row.id, row.version, sent_to="x")
    with pytest.raises(Unfit, match="cannot become verdict"), lite.write() as session:
        test_buys.record_verdict(
            session, AN, row.id, row.version, verdict="genuine", appraiser="x", appraiser_relation="platform"
        )
    done = judged(lite, "S1", "L1", "O1", "genuine")
    with pytest.raises(Unfit, match="verdict cannot become"), lite.write() as session:
        test_buys.cancel_test_buy(session, AN, done.id, done.version, reason="no")


def test_who_takes_the_step_second_is_told_of_a_conflict(lite: Store) -> None:
    with lite.write() as session:
        row = test_buys.plan_test_buy(session, AN, "S1")
        test_buys.mark_bought(session, AN, row.id, row.version, order_id="O1")
    with pytest.raises(Conflict), lite.write() as session:
        test_buys.mark_bought(session, LIN, row.id, row.version, order_id="O2")


def test_the_sealing_photo_is_known_by_its_hash(lite: Store, tmp_path: Path) -> None:
    photo = tmp_path / "seal.jpg"
    photo.write_bytes(b"sealed")
    expected = hashlib.sha256(b"sealed").hexdigest()
    row = judged(lite, "S1", "L1", "O1", None)
    with lite.write() as session:
        row = test_buys.seal(
            session, AN, row.id, row.version, seal_number="A-17", photo=photo, retained_sample="left shoe"
        )
    assert (row["photo_sha256"], row["seal_number"], row["retained_sample"]) == (
        expected,
        "A-17",
        "left shoe",
    )
    for given in (
        {"photo": tmp_path / "none.jpg"},
        {"photo_sha256": "x"},
        {"photo": photo, "photo_sha256": "0" * 64},
    ):
        with pytest.raises(Unfit, match="photo"), lite.write() as session:
            test_buys.seal(session, AN, row.id, row.version, seal_number="A-17", **given)  # type: ignore[arg-type]


def test_custody_is_told_in_order_and_its_people_are_hidden(store: Store) -> None:
    row = judged(store, "S1", "L1", "O1", None)
    with store.write() as session:
        for hour, (giver, taker) in enumerate((("courier", "An"), ("An", "safe 3"), ("safe 3", "brand"))):
            custody.add_custody_step(
                session,
                AN,
                row.id,
                handed_by=giver,
                taken_by=taker,
                at=datetime(2026, 6, 2, hour),
                is_seal_intact=True,
            )
        hidden = custody.custody(session, AN, row.id)
        shown = custody.custody(session, AN, row.id, reveal=True)
    assert {step["taken_by"] for step in hidden} == {HIDDEN}
    assert [step["taken_by"] for step in shown] == ["An", "safe 3", "brand"]


def test_goods_not_yet_bought_go_through_no_hands(lite: Store) -> None:
    with lite.write() as session:
        row = test_buys.plan_test_buy(session, AN, "S1")
    with pytest.raises(Unfit, match="nothing was bought"), lite.write() as session:
        custody.add_custody_step(session, AN, row.id, handed_by="x", taken_by="y")


@pytest.mark.parametrize("price", ["-1", "NaN", "12 yuan", "1e400000000", "0.00001"])
def test_a_price_that_is_none_is_refused(lite: Store, price: str) -> None:
    with lite.write() as session:
        row = test_buys.plan_test_buy(session, AN, "S1")
    with pytest.raises(Unfit, match="price"), lite.write() as session:
        test_buys.mark_bought(session, AN, row.id, row.version, order_id="O1", price=price)


def test_the_extract_holds_what_was_bought_and_no_personal_column(store: Store, tmp_path: Path) -> None:
    judged(store, "S1", "L1", "O1", "counterfeit")
    judged(store, "S1", "L2", "O2", None)
    with store.write() as session:
        test_buys.plan_test_buy(session, AN, "S1", listing_id="L3")
        cancelled = test_buys.plan_test_buy(session, AN, "S1", listing_id="L4")
        test_buys.cancel_test_buy(session, AN, cancelled.id, cancelled.version, reason="sold out")
        sha256 = extract.export_test_buys(session, AN, tmp_path / "extract")
    path = tmp_path / "extract" / "test_buys.parquet"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    told = json.loads((tmp_path / "extract" / "manifest.json").read_text())
    assert told["files"] == {"test_buys.parquet": {"sha256": sha256, "rows": 2}}
    rows = (
        duckdb.read_parquet(str(path)).project("shop_id, listing_id, order_id, verdict, appraiser").fetchall()
    )
    assert sorted(rows) == [("S1", "L1", "O1", "counterfeit", "Brand X"), ("S1", "L2", "O2", "pending", None)]
    assert b"SF123" not in path.read_bytes()


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from suyuan.sample import generate

    folder = tmp_path_factory.mktemp("market")
    generate(3_000, 3, folder, shops=60)
    return folder / "extracts"


def test_the_next_scan_takes_the_extract_and_the_shops_verdicts_change(
    lite: Store, market: Path, tmp_path: Path
) -> None:
    with duckdb.connect() as connection:
        [(shop, listing)] = connection.execute(
            "SELECT shop_id, min(listing_id) FROM read_parquet($listings) "
            "WHERE shop_id NOT IN (SELECT shop_id FROM read_parquet($bought)) "
            "GROUP BY shop_id ORDER BY shop_id LIMIT 1",
            {"listings": str(market / "listings.parquet"), "bought": str(market / "test_buys.parquet")},
        ).fetchall()
    judged(lite, shop, listing, "OX1", "counterfeit")
    judged(lite, shop, listing, "OX2", None)
    also = tmp_path / "also"
    with lite.write() as session:
        extract.export_test_buys(session, AN, also)
    outcome = scan.run(market, tmp_path / "after", also=[also])
    with duckdb.connect(str(tmp_path / "after" / "pages.duckdb"), read_only=True) as connection:
        taken = connection.execute(
            "SELECT verdict FROM test_buys WHERE shop_id = $s ORDER BY verdict", {"s": shop}
        )
        assert taken.fetchall() == [("counterfeit",), ("pending",)]
        weight = connection.execute(
            "SELECT signal_test_buys FROM shop_scores WHERE shop_id = $s", {"s": shop}
        )
        [(after,)] = weight.fetchall()
    assert outcome.rejected == 0
    assert after > 0
    # A later verdict of the same purchase supersedes the pending one.
    with lite.write() as session:
        [pending] = [row for row in test_buys.buy_list(session, AN) if row["status"] == "bought"]
        row = test_buys.mark_sent(session, AN, pending.id, pending.version, sent_to="the brand")
        test_buys.record_verdict(
            session,
            AN,
            row.id,
            row.version,
            verdict="genuine",
            appraiser="Brand X",
            appraiser_relation="brand_owner",
        )
        extract.export_test_buys(session, AN, tmp_path / "later")
    outcome = scan.run(market, tmp_path / "last", also=[also, tmp_path / "later"])
    with duckdb.connect(str(tmp_path / "last" / "pages.duckdb"), read_only=True) as connection:
        taken = connection.execute(
            "SELECT verdict FROM test_buys WHERE shop_id = $s ORDER BY verdict", {"s": shop}
        )
        assert taken.fetchall() == [("counterfeit",), ("genuine",)]
    assert outcome.rejected == 0


def test_an_extract_that_was_changed_on_the_way_stops_the_scan(
    lite: Store, market: Path, tmp_path: Path
) -> None:
    from suyuan.intake import InputError

    also = tmp_path / "also"
    with lite.write() as session:
        extract.export_test_buys(session, AN, also)
    shutil.copy(market / "test_buys.parquet", also / "test_buys.parquet")
    with pytest.raises(InputError, match="SHA-256"):
        scan.run(market, tmp_path / "findings", also=[also])
