"""Briefings: views in order, annotated, kept by everybody's versions; and what no link may be."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from suyuan.casework import audit, briefings, integrity, tables_out, undo
from suyuan.casework.errors import Conflict, Forbidden, Missing, StorageError, Unfit
from suyuan.casework.records import Record
from suyuan.casework.roles import Person
from suyuan.casework.store import Store

AN = Person("An", "analyst", "an@example.org")
BO = Person("Bo", "analyst", "bo@example.org")
VIEWER = Person("Vi", "viewer", "vi@example.org")
LINK = "rings?ring=k7Qx_2&view=places"


def made(store: Store, *titles: str) -> tuple[Record, list[Record]]:
    with store.write() as session:
        briefing = briefings.make_briefing(session, AN, "Fengxian, 26 October")
        steps = [
            briefings.add_step(session, AN, briefing.id, title=title, link=LINK, scan_id="scan1")
            for title in titles
        ]
    return briefing, steps


def titles(store: Store, briefing: Record) -> list[str]:
    with store.read() as session:
        return [step["title"] for step in briefings.step_list(session, VIEWER, briefing.id)]


def test_views_stand_in_the_order_in_which_they_were_added(store: Store) -> None:
    briefing, _steps = made(store, "whom", "where", "who")
    assert titles(store, briefing) == ["whom", "where", "who"]
    with store.read() as session:
        [found] = briefings.briefing_list(session, VIEWER)
        assert (found["title"], found["owner"], found["status"]) == ("Fengxian, 26 October", "An", "current")
        assert briefings.step_counts(session, VIEWER) == {briefing.id: 3}


@pytest.mark.parametrize(
    ("moved", "places", "order"),
    [
        ("c", -1, ["a", "c", "b"]),
        ("a", 1, ["b", "a", "c"]),
        ("a", 2, ["b", "c", "a"]),
        ("c", -9, ["c", "a", "b"]),
        ("a", -1, ["a", "b", "c"]),
    ],
)
def test_a_step_is_moved_as_far_as_there_are_places(
    lite: Store, moved: str, places: int, order: list[str]
) -> None:
    briefing, steps = made(lite, "a", "b", "c")
    [step] = [step for step in steps if step["title"] == moved]
    with lite.write() as session:
        briefings.move_step(session, AN, briefing.id, briefing.version, step.id, places)
    assert titles(lite, briefing) == order


def test_what_is_added_after_the_order_was_set_stands_at_the_end(store: Store) -> None:
    briefing, steps = made(store, "a", "b")
    with store.write() as session:
        briefings.move_step(session, AN, briefing.id, briefing.version, steps[1].id, -1)
        briefings.add_step(session, BO, briefing.id, title="c", link=LINK, scan_id="scan1")
    assert titles(store, briefing) == ["b", "a", "c"]


def test_two_who_add_at_once_are_both_heard_two_who_order_at_once_are_not(store: Store) -> None:
    briefing, steps = made(store, "a", "b")
    with store.write() as session:
        briefings.add_step(session, BO, briefing.id, title="of Bo", link=LINK, scan_id="scan1")
        briefings.add_step(session, AN, briefing.id, title="of An", link=LINK, scan_id="scan1")
        briefings.move_step(session, BO, briefing.id, briefing.version, steps[1].id, -1)
    with pytest.raises(Conflict, match="changed by somebody else"), store.write() as session:
        briefings.move_step(session, AN, briefing.id, briefing.version, steps[0].id, 1)
    assert titles(store, briefing) == ["b", "a", "of Bo", "of An"]


def test_of_two_who_write_one_note_the_second_is_told_what_stands(store: Store) -> None:
    _briefing, [step] = made(store, "a")
    with store.write() as session:
        briefings.change_step(session, BO, step.id, step.version, title="a", note="ships from Putian")
    with pytest.raises(Conflict) as told, store.write() as session:
        briefings.change_step(session, AN, step.id, step.version, title="a", note="mine")
    assert told.value.current is not None
    assert told.value.current["note"] == "ships from Putian"
    with pytest.raises(Conflict), store.write() as session:
        briefings.drop_step(session, AN, step.id, step.version)


def test_a_step_that_was_taken_out_comes_back_to_its_place(store: Store) -> None:
    briefing, steps = made(store, "a", "b", "c")
    with store.write() as session:
        briefings.move_step(session, AN, briefing.id, briefing.version, steps[2].id, -2)
        briefings.drop_step(session, AN, steps[0].id, steps[0].version)
    assert titles(store, briefing) == ["c", "b"]
    with store.write() as session:
        undo.undo_last(session, AN)
    assert titles(store, briefing) == ["c", "a", "b"]
    with store.write() as session:
        undo.undo_last(session, AN)
        assert integrity.verify(session, Person("Lin", "lead", "lin")) == []
    assert titles(store, briefing) == ["a", "b", "c"]


def test_a_briefing_that_was_put_away_keeps_everything_and_stands_last(store: Store) -> None:
    old, _steps = made(store, "a")
    with store.write() as session:
        briefings.set_briefing_status(session, AN, old.id, old.version, "put_away")
        new = briefings.make_briefing(session, AN, "new")
        assert [one.id for one in briefings.briefing_list(session, VIEWER)] == [new.id, old.id]
    assert titles(store, old) == ["a"]
    with pytest.raises(Unfit), store.write() as session:
        briefings.set_briefing_status(session, AN, new.id, new.version, "burnt")


def test_who_only_looks_neither_collects_nor_orders(lite: Store) -> None:
    briefing, [step] = made(lite, "a")
    with pytest.raises(Forbidden), lite.write() as session:
        briefings.add_step(session, VIEWER, briefing.id, title="x", link=LINK, scan_id="scan1")
    with pytest.raises(Forbidden), lite.write() as session:
        briefings.drop_step(session, VIEWER, step.id, step.version)
    assert titles(lite, briefing) == ["a"]


def test_a_briefing_without_steps_is_one(lite: Store) -> None:
    briefing, _none = made(lite)
    assert titles(lite, briefing) == []
    with lite.read() as session:
        assert briefings.step_counts(session, VIEWER) == {}
        with pytest.raises(Missing):
            briefings.briefing(session, VIEWER, "B404")
    with pytest.raises(Missing), lite.write() as session:
        briefings.add_step(session, AN, "B404", title="x", link=LINK, scan_id="scan1")


def test_two_hundred_steps_are_ordered_and_the_five_hundred_and_first_is_refused(
    lite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    briefing, steps = made(lite, *(f"{n}" for n in range(200)))
    with lite.write() as session:
        briefings.move_step(session, AN, briefing.id, briefing.version, steps[199].id, -199)
    assert titles(lite, briefing) == ["199", *(f"{n}" for n in range(199))]
    # The order of a full briefing still is a text that can be kept.
    assert briefings.MOST_STEPS * (len(steps[0].id) + 1) < 20_000
    monkeypatch.setattr(briefings, "MOST_STEPS", 200)
    with pytest.raises(Unfit, match="200 steps at most"), lite.write() as session:
        briefings.add_step(session, AN, briefing.id, title="one more", link=LINK, scan_id="scan1")


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/",
        "//example.org/rings",
        "javascript:alert(1)",
        "rings#ring=1",
        "../rings",
        "rings?ring=\\\\host\\share",
        "rings?ring=<script>",
        "rings?ring=a b",
        "rings\n?ring=a",
        "rings?" + "x" * 6001,
        "环?ring=a",
    ],
)
def test_a_link_leads_to_a_page_of_this_program_and_nowhere_else(lite: Store, link: str) -> None:
    briefing, _none = made(lite)
    with pytest.raises(Unfit), lite.write() as session:
        briefings.add_step(session, AN, briefing.id, title="x", link=link, scan_id="scan1")


@pytest.mark.parametrize(
    "link", ["", "/", "rings", "/rings?ring=k7Qx", "?table=changes", "prices?brand=%E8%80%90&band=0&band=50"]
)
def test_the_first_page_has_no_name_and_filters_are_kept(lite: Store, link: str) -> None:
    briefing, _none = made(lite)
    with lite.write() as session:
        step = briefings.add_step(session, AN, briefing.id, title="x", link=link, scan_id="scan1")
    assert step["link"] == "/" + link.removeprefix("/")


HOSTILE = "![x](http://evil.example/p.png) <script>alert(1)</script> =1+1 \u202e 莆田 👟 {name} %s $x$"


def test_hostile_words_come_back_as_they_were_written_and_leave_as_text(lite: Store) -> None:
    briefing, _none = made(lite)
    with lite.write() as session:
        step = briefings.add_step(
            session, AN, briefing.id, title=HOSTILE, note="=cmd|' /C calc'!A0", link=LINK, scan_id="scan1"
        )
        assert (step["title"], step["note"]) == (HOSTILE, "=cmd|' /C calc'!A0")
        told = tables_out.book_csv(session, AN, "briefing_steps").decode("utf-8-sig")
    assert "'=cmd|" in told


@pytest.mark.parametrize(
    ("title", "note"), [("", None), ("  ", None), ("x" * 201, None), ("x", "y" * 2001), ("a\x00b", None)]
)
def test_words_that_cannot_be_shown_are_refused(lite: Store, title: str, note: str | None) -> None:
    briefing, _none = made(lite)
    with pytest.raises(Unfit), lite.write() as session:
        briefings.add_step(session, AN, briefing.id, title=title, note=note, link=LINK, scan_id="scan1")


def test_each_change_is_in_the_log_without_its_words(lite: Store) -> None:
    briefing, [step] = made(lite, "Wang of Putian")
    with lite.write() as session:
        lead = Person("Lin", "lead", "lin")
        entries = audit.entries(session, lead, newest=10)
        assert {entry.action for entry in entries} == {"make briefing", "add step"}
        assert {entry.subject for entry in entries} == {
            f"briefings/{briefing.id}",
            f"briefing_steps/{step.id}",
        }
        assert "Putian" not in "".join(audit.stored(session))


def test_a_full_disk_keeps_nothing_of_a_step_and_says_so(lite: Store) -> None:
    """Every size between what is there and what the step needs is tried: each page that it asks for fails once."""
    pages = [0]

    @event.listens_for(lite.engine, "connect")
    def _limit(connection: object, _record: object) -> None:
        if pages[0]:
            connection.execute(f"PRAGMA max_page_count={pages[0]}")  # type: ignore[attr-defined]

    briefing, _none = made(lite)
    with lite.read() as session:
        [(there,)] = session.connection().exec_driver_sql("PRAGMA page_count").fetchall()
    refused = 0
    while refused < 100:
        pages[0] = there + refused
        lite.engine.dispose()
        try:
            with lite.write() as session:
                briefings.add_step(
                    session,
                    AN,
                    briefing.id,
                    title="x",
                    note="y" * 2000,
                    link="/prices?" + "z" * 6000,
                    scan_id="s",
                )
        except StorageError as error:
            assert "the disk is full" in str(error)
            assert titles(lite, briefing) == []
            refused += 1
            continue
        break
    assert refused >= 3
    assert titles(lite, briefing) == ["x"]
    with lite.read() as session:
        assert integrity.verify(session, Person("Lin", "lead", "lin")) == []
