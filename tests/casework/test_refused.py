"""What a role does not allow is refused, and that it was tried stands in the log; nobody can fill the log with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from suyuan.casework import audit, cases, integrity, notes, records, refused, retention, reviews, watches
from suyuan.casework.errors import CaseworkError, Conflict, Forbidden, Unfit
from suyuan.casework.people import person_of
from suyuan.casework.roles import Person
from suyuan.casework.settings import Settings
from suyuan.casework.store import Store

LEAD = Person("Lin", "lead", "lin@example.org")
AN = Person("An", "analyst", "an@example.org")
VI = Person("Vi", "viewer", "https://id.example.org#7")


@pytest.fixture(autouse=True)
def nobody_was_refused_today() -> Iterator[None]:
    refused._today.clear()
    yield
    refused._today.clear()


def told(store: Store) -> list[audit.Entry]:
    with store.read() as session:
        assert integrity.verify(session, LEAD) == []
        return [entry for entry in audit.entries(session, LEAD) if entry.action == "refused"]


def test_a_refused_attempt_stands_in_the_log_with_who_what_and_about_what(store: Store) -> None:
    with store.write() as session:
        case = cases.open_case(session, LEAD, "Shoes")
    with pytest.raises(Forbidden), store.write() as session:
        cases.set_case_status(session, AN, case.id, case.version, "closed")
    [entry] = told(store)
    assert (entry.person, entry.name, entry.role) == (AN.subject, "An", "analyst")
    assert (entry.subject, entry.details) == (f"cases/{case.id}", {"asked": "close_case"})


def test_what_was_written_before_the_refusal_is_not_kept_but_the_entry_is(store: Store) -> None:
    with pytest.raises(Forbidden), store.write() as session:
        reviews.move(session, AN, "S1", "reviewing")
        retention.erase_case(session, AN, "C1", reason="x")
    with store.read() as session:
        assert reviews.review_of(session, LEAD, "S1") is None
    assert [(entry.subject, entry.details["asked"]) for entry in told(store)] == [("retention/C1", "erase")]


def test_a_refused_look_is_entered_too(lite: Store) -> None:
    with pytest.raises(Forbidden), lite.read() as session:
        audit.entries(session, VI)
    with pytest.raises(Forbidden), lite.write() as session:
        notes.note_list(session, VI, "shop", "S1", reveal=True)
    assert [(entry.subject, entry.details["asked"]) for entry in told(lite)] == [
        ("audit/-", "audit"),
        ("notes/S1", "reveal"),
    ]


def test_the_same_attempt_is_entered_once_a_day_and_again_the_next(
    lite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def attempt() -> None:
        with pytest.raises(Forbidden), lite.write() as session:
            watches.watch(session, VI, "shop", "S1", reason="x")

    for _click in range(20):
        attempt()
    assert len(told(lite)) == 1
    [(place, (_day, people))] = refused._today.items()
    monkeypatch.setitem(refused._today, place, (date(2020, 1, 1), people))
    attempt()
    assert len(told(lite)) == 2


def test_nobody_fills_the_log_with_refusals_and_it_says_that_there_were_more(lite: Store) -> None:
    for number in range(300):
        with pytest.raises(Forbidden), lite.write() as session:
            watches.watch(session, VI, "shop", f"S{number}", reason="x")
    entries = told(lite)
    assert len(entries) == refused.MOST_OF_ONE + 1
    assert [bool(entry.details.get("further_ones_today_not_entered")) for entry in entries[-2:]] == [
        False,
        True,
    ]
    # His flood does not hide what somebody else tries.
    with pytest.raises(Forbidden), lite.write() as session:
        watches.renew(session, AN, "W1", 1, reason="x", ends_on=date(2030, 1, 1))
    assert told(lite)[-1].person == AN.subject


def test_what_was_typed_is_not_in_the_entry(lite: Store) -> None:
    with pytest.raises(Forbidden), lite.write() as session:
        cases.open_case(session, VI, "Wang 大锤, 13800000000")
    with pytest.raises(Forbidden), lite.write() as session:
        notes.add_note(session, VI, "shop", "S1", "Wang 大锤")
    assert [entry.subject for entry in told(lite)] == ["cases/-", "notes/S1"]
    assert not any("大锤" in entry.line() for entry in told(lite))


def test_a_wrong_step_or_a_faster_colleague_is_no_refusal_of_a_role(lite: Store) -> None:
    with lite.write() as session:
        seen = reviews.move(session, AN, "S1", "reviewing")
        reviews.move(session, LEAD, "S1", "watched", version=seen.version)
    with pytest.raises(Unfit), lite.write() as session:
        reviews.clear(session, AN, "S2", reason="", evidence=[])
    with pytest.raises(Conflict), lite.write() as session:
        reviews.move(session, AN, "S1", "test_buy", version=seen.version)
    assert told(lite) == []


def test_a_note_of_a_colleague_is_refused_by_the_note_not_the_role_and_entered(lite: Store) -> None:
    with lite.write() as session:
        note = notes.add_note(session, LEAD, "shop", "S1", "x")
    with pytest.raises(Forbidden), lite.write() as session:
        notes.change_note(session, AN, note.id, note.version, "y")
    assert [(entry.name, entry.subject) for entry in told(lite)] == [("An", f"notes/{note.id}")]


def test_who_has_no_role_is_entered_by_the_name_that_the_login_gave(lite: Store) -> None:
    with pytest.raises(Forbidden) as error:
        person_of({"sub": "9", "iss": "https://id.example.org", "email": "mallory@example.org"}, Settings())
    refused.enter(lite, error.value)
    refused.enter(lite, error.value)
    [entry] = told(lite)
    assert (entry.person, entry.name, entry.role) == (
        "https://id.example.org#9",
        "mallory@example.org",
        "none",
    )
    assert (entry.subject, entry.details) == ("login/-", {"asked": "read"})


def test_a_refusal_stands_where_its_entry_cannot_be_written(lite: Store) -> None:
    with lite.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE audit_entries")
    with pytest.raises(Forbidden), lite.write() as session:
        records.require(VI, "review")
        pytest.fail(str(session))
    with pytest.raises(CaseworkError), lite.write() as session:
        reviews.move(session, AN, "S1", "reviewing")
