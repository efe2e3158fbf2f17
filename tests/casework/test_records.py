"""One record: every change an event, the second of two editors told, the last change undone, on both databases."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import update

from suyuan.casework import (
    audit,
    cases,
    custody,
    integrity,
    notes,
    records,
    reviews,
    tables_out,
    test_buys,
    undo,
    watches,
)
from suyuan.casework.errors import Conflict, Forbidden, Missing, UndoRefused, Unfit
from suyuan.casework.roles import Person
from suyuan.casework.store import Store
from suyuan.casework.tables import shop_reviews
from suyuan.masking import HIDDEN

AN = Person("An", "analyst", "an@example.org")
BO = Person("Bo", "analyst", "bo@example.org")
LIN = Person("Lin", "lead", "lin@example.org")


def faults(store: Store) -> list[str]:
    with store.read() as session:
        return [fault.told for fault in integrity.verify(session, LIN)]


def test_a_change_is_an_event_with_who_when_and_both_states(store: Store) -> None:
    with store.write() as session:
        first = reviews.move(session, AN, "S1", "reviewing", reason="price")
    with store.write() as session:
        second = reviews.move(session, BO, "S1", "watched", version=first.version)
    with store.read() as session:
        told = undo.history(session, AN, "shop_reviews", "S1")
    assert [(change.name, change.what, change.event_id) for change in told] == [
        ("Bo", "review watched", second.version),
        ("An", "review reviewing", first.version),
    ]
    assert faults(store) == []


def test_the_second_of_two_editors_is_told_and_shown_what_stands(store: Store) -> None:
    with store.write() as session:
        seen = cases.open_case(session, AN, "Jerseys")
    with store.write() as session:
        cases.change_case(session, AN, seen.id, seen.version, title="Jerseys, Yuexiu")
    with pytest.raises(Conflict) as told, store.write() as session:
        cases.change_case(session, BO, seen.id, seen.version, title="Football shirts")
    assert told.value.current is not None
    assert told.value.current["title"] == "Jerseys, Yuexiu"
    with store.read() as session:
        assert cases.case(session, AN, seen.id)["title"] == "Jerseys, Yuexiu"
    assert faults(store) == []


def test_two_who_see_a_shop_as_new_do_not_both_take_it_up(store: Store) -> None:
    with store.write() as session:
        reviews.move(session, AN, "S1", "reviewing")
    with pytest.raises(Conflict, match="changed by somebody else"), store.write() as session:
        reviews.move(session, BO, "S1", "watched")


def test_a_record_made_anew_under_its_old_id_is_not_the_one_that_was_seen(store: Store) -> None:
    """A version never comes twice: an editor of the first cannot overwrite the second."""
    with store.write() as session:
        seen = reviews.move(session, AN, "S1", "reviewing")
    with store.write() as session:
        undo.undo(session, AN, seen.version)
    with store.write() as session:
        reviews.move(session, BO, "S1", "reviewing")
    with pytest.raises(Conflict), store.write() as session:
        reviews.move(session, AN, "S1", "watched", version=seen.version)


def test_an_undo_puts_back_what_was_and_is_an_event_itself(store: Store) -> None:
    with store.write() as session:
        first = reviews.move(session, AN, "S1", "reviewing", reason="price")
        second = reviews.move(session, AN, "S1", "watched", version=first.version)
    with store.write() as session:
        undone = undo.undo_last(session, AN)
    assert (undone.undoes, undone.what) == (second.version, "undo review watched")
    with store.write() as session:
        row = reviews.review_of(session, AN, "S1")
        assert row is not None
        assert (row["state"], row["reason"], row.version) == ("reviewing", "price", undone.event_id)
        undo.undo_last(session, AN)
        assert reviews.review_of(session, AN, "S1") is None
        with pytest.raises(Missing, match="nothing of yours"):
            undo.undo_last(session, AN)
    assert faults(store) == []


def test_an_undo_restores_dates_flags_figures_and_nested_values(store: Store) -> None:
    with store.write() as session:
        seen = watches.Activity(12, records.now(), 3)
        watched = watches.watch(session, AN, "shop", "S1", reason="rises", goods=["美妆"], seen=seen)
        cleared = reviews.clear(
            session, AN, "S2", reason="outlet", evidence=[{"signal": "price", "weight": 1.25}]
        )
        before = [dict(watched), dict(cleared)]
        watches.acknowledge(session, AN, watched.id, watched.version, watches.Activity(20, records.now(), 4))
        undo.undo_last(session, AN)
        reviews.move(session, AN, "S2", "reviewing", version=cleared.version, reason="a new complaint")
        undo.undo_last(session, AN)
        after = [dict(watches.watch_list(session, AN)[0]), dict(reviews.reviews(session, AN)[0])]
    for row in (*before, *after):
        row.pop("version")
    assert after == before


def test_an_undo_is_refused_where_the_record_was_changed_since(store: Store) -> None:
    with store.write() as session:
        first = reviews.move(session, AN, "S1", "reviewing")
        reviews.move(session, BO, "S1", "watched", version=first.version)
    with pytest.raises(UndoRefused, match="changed again"), store.write() as session:
        undo.undo(session, AN, first.version)


def test_an_undo_is_refused_where_something_rests_on_the_change(store: Store) -> None:
    with store.write() as session:
        case = cases.open_case(session, AN, "Jerseys")
        member = cases.add_member(session, AN, case.id, "shop", subject_id="S1")
    with pytest.raises(UndoRefused, match="case_members"), store.write() as session:
        undo.undo(session, AN, case.version)
    with store.write() as session:
        undo.undo(session, AN, member.version)
        undo.undo(session, AN, case.version)
        assert cases.case_list(session, AN) == []
    assert faults(store) == []


def test_a_purchase_is_not_undone_after_the_goods_went_from_hand_to_hand(store: Store) -> None:
    with store.write() as session:
        plan = test_buys.plan_test_buy(session, AN, "S1", listing_id="L1")
        bought = test_buys.mark_bought(session, AN, plan.id, plan.version, order_id="O1")
        step = custody.add_custody_step(session, AN, plan.id, handed_by="courier", taken_by="An")
    with pytest.raises(UndoRefused, match="custody_steps"), store.write() as session:
        undo.undo(session, AN, bought.version)
    with store.write() as session:
        undo.undo(session, AN, step.version)
        undo.undo(session, AN, bought.version)
        assert test_buys.buy_list(session, AN)[0]["status"] == "planned"


def test_what_was_taken_away_comes_back_and_a_note_with_it(store: Store) -> None:
    with store.write() as session:
        note = notes.add_note(session, AN, "shop", "S1", "ships from Putian")
        notes.drop_note(session, AN, note.id, note.version)
        assert notes.note_list(session, AN, "shop", "S1") == []
        undo.undo_last(session, AN)
        [back] = notes.note_list(session, AN, "shop", "S1", reveal=True)
    assert back["text"] == "ships from Putian"
    assert faults(store) == []


def test_only_a_lead_undoes_what_another_did(lite: Store) -> None:
    with lite.write() as session:
        first = reviews.move(session, AN, "S1", "reviewing")
    with pytest.raises(Forbidden), lite.write() as session:
        undo.undo(session, BO, first.version)
    with lite.write() as session:
        undo.undo(session, LIN, first.version)
        with pytest.raises(UndoRefused, match="not undone"):
            undo.undo(session, LIN, undo.history(session, LIN)[0].event_id)


def test_a_row_changed_past_its_event_is_found(store: Store) -> None:
    with store.write() as session:
        reviews.move(session, AN, "S1", "reviewing")
        session.execute(update(shop_reviews).values(state="cleared"))
    assert faults(store) == ["shop_reviews S1 is not as its last change left it"]


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x" * 20_001, "   "])
def test_a_text_that_cannot_be_kept_is_refused(store: Store, text: str) -> None:
    with pytest.raises(Unfit), store.write() as session:
        notes.add_note(session, AN, "shop", "S1", text)


def test_any_other_text_comes_back_as_it_was_written(store: Store) -> None:
    text = '\'; DROP TABLE cases; -- \\ "quoted" 莆田 👟 \u202e %s {x} =1+1'
    with store.write() as session:
        notes.add_note(session, AN, "shop", "S1", text)
        assert [row["text"] for row in notes.note_list(session, AN, "shop", "S1", reveal=True)] == [text]


def test_what_an_event_changed_is_told_column_by_column(store: Store) -> None:
    with store.write() as session:
        made = cases.open_case(session, AN, "Jerseys", owner="An")
        changed = cases.change_case(session, BO, made.id, made.version, title="Jerseys, Yuexiu", owner="An")
    with store.read() as session:
        first = undo.differences(session, AN, made.version)
        assert ("title", None, "Jerseys") in [(one.column, one.before, one.after) for one in first]
        assert "closed_at" not in [one.column for one in first]
        [second] = undo.differences(session, AN, changed.version)
        assert (second.column, second.before, second.after) == ("title", "Jerseys", "Jerseys, Yuexiu")
        with pytest.raises(Missing):
            undo.differences(session, AN, 999)


def test_names_in_what_an_event_changed_are_hidden_unless_revealed_and_then_logged(store: Store) -> None:
    with store.write() as session:
        case = cases.open_case(session, AN, "Jerseys")
        made = cases.add_member(session, AN, case.id, "person", person_name="Wang")
        hidden = {one.column: one.after for one in undo.differences(session, AN, made.version)}
        assert hidden["person_name"] == HIDDEN and hidden["standing"] == "candidate"
        before = audit.head(session).sequence
        shown = {one.column: one.after for one in undo.differences(session, AN, made.version, reveal=True)}
        assert shown["person_name"] == "Wang"
        [entry] = audit.entries(session, LIN, newest=audit.head(session).sequence - before)
        assert (entry.action, entry.details["columns"]) == ("reveal", ["person_name"])


def test_one_book_leaves_as_csv_with_its_hash_in_the_log(store: Store) -> None:
    with store.write() as session:
        case = cases.open_case(session, AN, "=1+1")
        cases.add_member(session, AN, case.id, "person", person_name="Wang")
        data = tables_out.book_csv(session, AN, "case_members")
        assert "Wang" not in data.decode() and HIDDEN in data.decode()
        assert "'=1+1" in tables_out.book_csv(session, AN, "cases").decode()
        assert tables_out.book_csv(session, AN, "events").decode().count("add member") == 1
        with pytest.raises(Forbidden):
            tables_out.book_csv(session, AN, "case_members", reveal=True)
        assert "Wang" in tables_out.book_csv(session, LIN, "case_members", reveal=True).decode()
        told = [entry for entry in audit.entries(session, LIN) if entry.subject == "file/case_members.csv"]
    assert [entry.action for entry in told] == ["export", "export_personal"]
    assert told[0].details["sha256"] == hashlib.sha256(data).hexdigest()
