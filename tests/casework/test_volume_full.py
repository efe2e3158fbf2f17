"""PostgreSQL on a volume that is really full: each kind of write is refused whole, nothing that was told is lost."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from PIL import Image
from sqlalchemy import MetaData, func, select
from sqlalchemy.orm import Session

from suyuan.casework import (
    audit,
    briefings,
    cases,
    custody,
    integrity,
    notes,
    plans,
    retention,
    reviews,
    searches,
    sites,
    test_buys,
    unanswered,
    undo,
    views,
    watches,
)
from suyuan.casework.errors import StorageError
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, open_store
from tests.casework.postgres import Server

LEAD = Person("Lin", "lead", "lin@example.org")
# Of letters that do not compress: what is written takes its room.
LONG = os.urandom(6000).hex()
# Longer than any of these needs to use up the pages that its tables have left.
MOST_WRITES = 1500
MEGABYTES, PAGE = 64, 8192
Write = Callable[[Session, int], Any]


def picture(number: int) -> bytes:
    made = io.BytesIO()
    Image.frombytes("RGB", (200, 200), os.urandom(120_000)).save(made, "PNG")
    return made.getvalue()


def photographed(session: Session, number: int) -> None:
    row = test_buys.plan_test_buy(session, LEAD, f"S{number}")
    row = test_buys.mark_bought(session, LEAD, row.id, row.version, order_id="O1")
    test_buys.seal(session, LEAD, row.id, row.version, seal_number="A", photo_data=picture(number))


def bought_and_judged(session: Session, number: int) -> None:
    row = test_buys.plan_test_buy(session, LEAD, f"S{number}", reason=LONG)
    row = test_buys.mark_bought(session, LEAD, row.id, row.version, order_id="O1")
    row = test_buys.mark_sent(session, LEAD, row.id, row.version, sent_to="brand")
    custody.add_custody_step(session, LEAD, row.id, handed_by="a", taken_by="b")
    test_buys.record_verdict(session, LEAD, row.id, row.version, verdict="genuine", appraiser="x",
                             appraiser_relation="platform")  # fmt: skip


def filed(session: Session, number: int) -> None:
    case = cases.open_case(session, LEAD, LONG)
    cases.add_member(session, LEAD, case.id, "person", person_name="Wang", remark=LONG)
    cases.record_outcome(session, LEAD, case.id, source="told", dens=number)


def erased(session: Session, number: int) -> None:
    case = cases.open_case(session, LEAD, LONG)
    cases.add_member(session, LEAD, case.id, "person", person_name="Wang", remark=LONG)
    retention.erase_case(session, LEAD, case.id, reason="court order")


def briefed(session: Session, number: int) -> None:
    made = briefings.make_briefing(session, LEAD, "Fengxian")
    briefings.add_step(session, LEAD, made.id, title="x", link="rings", scan_id="s", note="n" * 2000)


def planned(session: Session, number: int) -> None:
    made = plans.enter_at_hand(session, LEAD, None, 51, ring_id=f"R{number}")
    plans.assign(session, LEAD, made.id, "P1", None, 6)


def taken_back(session: Session, number: int) -> None:
    made = reviews.move(session, LEAD, f"S{number}", "reviewing", reason=LONG)
    undo.undo(session, LEAD, made.version)


WRITES: dict[str, Write] = {
    "review": lambda s, n: reviews.clear(s, LEAD, f"S{n}", reason=LONG, evidence=[]),
    "note": lambda s, n: notes.add_note(s, LEAD, "shop", f"S{n}", LONG),
    "watch": lambda s, n: watches.watch(s, LEAD, "shop", f"S{n}", reason=LONG),
    "test buy": bought_and_judged,
    "sealing photo": photographed,
    "case": filed,
    "site check": lambda s, n: sites.plan_site_check(s, LEAD, f"P{n}", address=LONG),
    "briefing": briefed,
    "operation plan": planned,
    "undo": taken_back,
    "erasure": erased,
    "reveal": lambda s, n: views.log_reveal(s, LEAD, f"shop/S{n}", ["phone"] * 200),
    "export": lambda s, n: views.log_export(s, LEAD, "page/x", rows=n, sha256="0" * 64, filters=["x"] * 200),
    "search": lambda s, n: searches.log_search(s, LEAD, "0" * 32, ["phone"] * 200),
    "package": lambda s, n: views.log_package(s, LEAD, f"K{n}", subjects={"rings": ["R1"] * 200}),
}


@pytest.fixture(scope="module")
def small() -> Iterator[Server]:
    """A server all of whose files stand on a small volume."""
    made = Server.make(MEGABYTES)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def small_log() -> Iterator[Server]:
    """A server whose write-ahead log alone does."""
    made = Server.make(MEGABYTES // 2, log_alone=True)
    yield made
    made.stop()


@pytest.fixture
def roomy(small: Server) -> Iterator[Server]:
    """The same for each test: with room, and an answer."""
    yield small
    assert small.volume is not None
    small.volume.make_room()
    small.revive()


def head(store: Store) -> audit.Head:
    with store.read() as session:
        return audit.head(session)


def counted(store: Store) -> Counter[str]:
    """How many rows each table holds, whoever knows of it."""
    known = MetaData()
    with store.read() as session:
        known.reflect(session.connection())
        return Counter(
            {table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
             for table in known.sorted_tables}
        )  # fmt: skip


def sound(store: Store) -> None:
    with store.read() as session:
        assert integrity.verify(session, LEAD) == []


def refused_at_last(store: Store, write: Write, first: int = 0) -> tuple[StorageError, audit.Head, int]:
    """Write until it is refused: the refusal, the log's head after the last write that was acknowledged, how many."""
    last = head(store)
    for number in range(first, first + MOST_WRITES):
        try:
            with store.write() as session:
                write(session, number)
                # Within the session: what is told here stands once the block is left without an error.
                told = audit.head(session)
            last = told
        except StorageError as error:
            return error, last, number
    pytest.fail("a full volume took every write")


@pytest.mark.parametrize("kind", WRITES)
def test_each_kind_of_write_on_a_full_volume_is_refused_whole_and_goes_on_once_there_is_room(
    roomy: Server, kind: str, photos_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert roomy.volume is not None
    if roomy.volume.is_writable:
        monkeypatch.setenv("SUYUAN_PHOTOS", str(roomy.volume.seen / "photos"))
    store = open_store(roomy.emptied())
    with store.write() as session:
        notes.add_note(session, LEAD, "shop", "S1", "first")
    refused = 0
    # A page more at a time: each that the write asks for is refused once.
    for leaving in range(0, MEGABYTES << 20, PAGE):
        assert roomy.volume.fill(leaving) <= leaving
        error, last, number = refused_at_last(store, WRITES[kind], 100 * refused)
        assert "disk is full" in str(error) or "No space left on device" in str(error), str(error)
        assert "nothing of this change was kept" in str(error) and "\n" not in str(error)
        # Full as it is, it can be read; one that crashed as it extended its log can once it has room.
        if not roomy.answers():
            roomy.volume.make_room()
            roomy.revive()
        assert head(store) == last, "acknowledged and lost, or refused and kept"
        sound(store)
        refused += 1
        if number > 100 * (refused - 1):
            break
    before = counted(store)
    roomy.volume.make_room()
    with store.write() as session:
        WRITES[kind](session, 100 * refused)
    assert sum(counted(store).values()) > sum(before.values())
    sound(store)
    store.close()


def test_an_empty_database_on_a_full_volume_gets_all_its_tables_or_none(roomy: Server) -> None:
    assert roomy.volume is not None
    address = roomy.emptied()
    roomy.volume.fill()
    with pytest.raises(StorageError, match="disk is full"):
        open_store(address)
    roomy.revive()
    with psycopg.connect(address) as connection:
        assert connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall() == [(0,)]
    roomy.volume.make_room()
    store = open_store(address)
    with store.write() as session:
        notes.add_note(session, LEAD, "shop", "S1", "x")
    sound(store)
    store.close()


def test_a_server_whose_log_finds_no_room_crashes_and_loses_nothing_that_was_acknowledged(
    small_log: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables have room, the log has none: PostgreSQL panics as it is to commit, and cannot come back by itself."""
    assert small_log.volume is not None
    monkeypatch.setattr(unanswered, "WAITED_SECONDS", 3.0)
    store = open_store(small_log.emptied())
    first = 0
    for _time in range(3):
        small_log.volume.fill()
        error, last, first = refused_at_last(store, filed, first)
        assert "PANIC" in small_log.told() and "No space left on device" in small_log.told()
        assert "disk is full" in str(error), str(error)
        assert "\n" not in str(error)
        small_log.volume.make_room()
        small_log.revive()
        with store.read() as session:
            lines = list(audit.stored(session))
        kept = audit.parsed(lines[-1])
        assert kept is not None
        if "nothing of this change was kept" in str(error):
            assert (kept.sequence, kept.sha256) == (last.sequence, last.sha256)
        else:
            assert "whether it was kept shows" in str(error)
            assert any(last.sha256 in line for line in lines), "acknowledged and lost"
        sound(store)
        first += 1
        with store.write() as session:
            filed(session, first)
        first += 1
    store.close()
