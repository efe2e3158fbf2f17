"""Two editors of one record: a thousand histories on each database, and two at the very same time."""

from __future__ import annotations

import random
import threading

from sqlalchemy import event

from suyuan.casework import cases, integrity, notes, undo
from suyuan.casework.errors import Conflict
from suyuan.casework.roles import Person
from suyuan.casework.store import Store

EDITORS = (Person("An", "lead", "an@example.org"), Person("Bo", "lead", "bo@example.org"))
HISTORIES = 1000
STEPS = 4


def hurried(store: Store) -> Store:
    """The same store without waiting for the disk: these histories are about order, not about power cuts."""
    lite = store.engine.dialect.name == "sqlite"
    command = "PRAGMA synchronous=OFF" if lite else "SET synchronous_commit = off"

    @event.listens_for(store.engine, "connect")
    def _hurry(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(command)
        cursor.close()
        if not lite:
            connection.commit()  # type: ignore[attr-defined]

    store.engine.dispose()
    return store


def test_in_a_thousand_histories_of_two_editors_nothing_is_silently_overwritten(store: Store) -> None:
    """Each reads, writes or undoes in an order of chance, from what he last saw; a model says what must come of it."""
    hurried(store)
    dice = random.Random(11)
    conflicts = 0
    for history in range(HISTORIES):
        with store.write() as session:
            seen = cases.open_case(session, EDITORS[0], f"history {history}")
        # What the model holds: the titles that stand, oldest first, and the version of the last.
        stack, version = [seen["title"]], seen.version
        events = [seen.version]
        held = [seen.version, seen.version]
        for step in range(STEPS):
            who = dice.randrange(2)
            what = dice.choice(("write", "write", "read", "undo"))
            with store.write() as session:
                if what == "read":
                    found = cases.case(session, EDITORS[who], seen.id)
                    assert (found["title"], found.version) == (stack[-1], version)
                    held[who] = version
                elif what == "undo" and len(stack) > 1:
                    undone = undo.undo(session, EDITORS[who], events.pop())
                    stack.pop()
                    version = undone.event_id
                else:
                    title = f"{history} {step} by {who}"
                    try:
                        row = cases.change_case(session, EDITORS[who], seen.id, held[who], title=title)
                    except Conflict as told:
                        conflicts += 1
                        assert held[who] != version, "told of a conflict that was none"
                        assert told.current is not None
                        assert (told.current["title"], told.current.version) == (stack[-1], version)
                        continue
                    assert held[who] == version, "overwrote what he had not seen"
                    stack.append(title)
                    version = held[who] = row.version
                    events.append(row.version)
        with store.read() as session:
            assert cases.case(session, EDITORS[0], seen.id)["title"] == stack[-1]
    assert conflicts > HISTORIES / 4, "the histories never collide: they test nothing"
    with store.read() as session:
        assert integrity.verify(session, EDITORS[0]) == []


def test_of_two_who_write_at_the_same_time_one_is_told_and_no_step_is_lost(store: Store) -> None:
    """Each adds one to a number that both have read; who is told of a conflict reads again."""
    rounds = 30
    with store.write() as session:
        note = notes.add_note(session, EDITORS[0], "case", "C1", "0")
    both_have_read = threading.Barrier(2, timeout=120)
    conflicts: list[int] = []
    faults: list[BaseException] = []

    def add_one(who: int, together: bool) -> None:
        with store.write() as session:
            [seen] = notes.note_list(session, EDITORS[who], "case", "C1", reveal=True)
        if together:
            both_have_read.wait()
        with store.write() as session:
            notes.change_note(session, EDITORS[who], note.id, seen.version, str(int(seen["text"]) + 1))

    def count(who: int) -> None:
        try:
            for _round in range(rounds):
                both_have_read.wait()
                try:
                    add_one(who, together=True)
                except Conflict:
                    conflicts.append(who)
                    add_one(who, together=False)
        except BaseException as error:
            faults.append(error)
            both_have_read.abort()

    threads = [threading.Thread(target=count, args=(who,)) for who in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(conflicts) == rounds, "each time exactly one of the two"
    with store.write() as session:
        [last] = notes.note_list(session, EDITORS[0], "case", "C1", reveal=True)
        assert last["text"] == str(2 * rounds)
        assert integrity.verify(session, EDITORS[0]) == []


def test_transactions_that_take_records_in_opposite_order_do_not_lock_each_other(store: Store) -> None:
    with store.write() as session:
        pair = [notes.add_note(session, EDITORS[0], "case", "C1", "x").id for _ in range(2)]
    faults: list[BaseException] = []

    def change(order: list[str]) -> None:
        try:
            for _round in range(15):
                with store.write() as session:
                    for note_id in order:
                        try:
                            from suyuan.casework import records
                            from suyuan.casework.tables import notes as table

                            row = records.raw(session, table, note_id)
                            assert row is not None
                            notes.change_note(session, EDITORS[0], note_id, row["version"], "y")
                        except Conflict as error:
                            raise AssertionError("the row was held") from error
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=change, args=(order,)) for order in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
