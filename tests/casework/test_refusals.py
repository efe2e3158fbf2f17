"""A refusal is a sentence of its own in each language, its figures filled in."""

from __future__ import annotations

import pytest

from suyuan import messages
from suyuan.casework import notes, reviews
from suyuan.casework.errors import CaseworkError, Conflict, Forbidden, Unfit
from suyuan.casework.roles import Person
from suyuan.casework.store import Store
from suyuan.wording import refusals

AN = Person("An", "analyst", "an@example.org")
NAMESAKE = Person("An", "analyst", "another.an@example.org")
VI = Person("Vi", "viewer", "vi@example.org")


def chinese(error: CaseworkError) -> str:
    messages.set_language("zh")
    try:
        return refusals.told(error)
    finally:
        messages.set_language("en")


def test_a_step_that_is_none_is_told_in_both_languages(lite: Store) -> None:
    with lite.write() as session:
        seen = reviews.move(session, AN, "S1", "reviewing")
        with pytest.raises(Unfit) as told:
            reviews.move(session, AN, "S1", "reviewing", version=seen.version)
    assert refusals.told(told.value) == "what is under review cannot become under review"
    assert chinese(told.value) == "“核查中”不能变更为“核查中”"


def test_a_role_that_may_not_is_told_by_its_name(lite: Store) -> None:
    with lite.write() as session, pytest.raises(Forbidden) as told:
        notes.add_note(session, VI, "shop", "S1", "x")
    assert chinese(told.value) == "查看员无权执行：备注"


def test_who_takes_the_same_step_second_is_in_conflict_and_not_in_the_wrong(lite: Store) -> None:
    with lite.write() as session:
        reviews.move(session, AN, "S1", "reviewing")
    with pytest.raises(Conflict) as told, lite.write() as session:
        reviews.move(session, NAMESAKE, "S1", "reviewing")
    assert chinese(told.value) == "S1 已被他人修改：本次修改未保存"


def test_braces_in_a_value_are_left_as_they_are(lite: Store) -> None:
    with lite.write() as session, pytest.raises(Unfit) as told:
        notes.add_note(session, AN, "{field}{0}", "S1", "x")
    assert "{field}{0}" in refusals.told(told.value)


def test_a_namesake_does_not_change_ones_note(lite: Store) -> None:
    with lite.write() as session:
        note = notes.add_note(session, AN, "shop", "S1", "x")
        with pytest.raises(Forbidden):
            notes.change_note(session, NAMESAKE, note.id, note.version, "y")
        notes.change_note(session, AN, note.id, note.version, "y")
