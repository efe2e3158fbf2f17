"""From the claims of a login to a person with a role; whom the table does not name has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from suyuan.casework import people, settings
from suyuan.casework.errors import Forbidden, Unfit

TABLE = """
groups_claim = "teams"
[roles]
viewer = ["group:everybody"]
analyst = ["An@example.org", "sub:248"]
lead = ["lin@example.org", "group:leads"]
auditor = ["au@example.org", "group:audit"]
"""


def role(team: Callable[[str], Path], **claims: object) -> str:
    return people.person_of({"sub": "x", **claims}, settings.load(team(TABLE))).role


def test_a_person_is_known_by_address_subject_or_group(team: Callable[[str], Path]) -> None:
    assert role(team, email="an@EXAMPLE.org") == "analyst"
    assert role(team, sub="248") == "analyst"
    assert role(team, teams=["leads"]) == "lead"
    assert role(team, teams="audit") == "auditor"


def test_the_most_allowed_role_holds(team: Callable[[str], Path]) -> None:
    assert role(team, email="an@example.org", teams=["everybody", "leads"]) == "lead"


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": "lin@example.org", "email_verified": False},
        {"email": "group:leads"},
        {"email": "sub:248"},
        {"groups": ["leads"]},
        {"teams": ["Leads"]},
        {"sub": ""},
        {"sub": None, "email": "lin@example.org"},
        {"email": "au@example.org", "teams": ["leads"]},
    ],
)
def test_who_is_not_named_or_named_wrongly_has_no_role(
    team: Callable[[str], Path], claims: dict[str, object]
) -> None:
    with pytest.raises(Forbidden):
        role(team, **claims)


def test_the_same_subject_of_another_provider_is_another_person(team: Callable[[str], Path]) -> None:
    table = settings.load(team(TABLE))
    one, other = (
        people.person_of({"sub": "248", "iss": f"https://{host}", "name": "An"}, table) for host in ("a", "b")
    )
    assert one.subject != other.subject
    assert one.name == "An"


def test_without_a_login_the_user_at_the_machine_is_the_lead() -> None:
    person = people.local_person()
    assert person.role == "lead"
    assert person.subject.startswith("local:")


def test_an_empty_table_lets_nobody_in(team: Callable[[str], Path]) -> None:
    with pytest.raises(Forbidden):
        people.person_of({"sub": "x", "email": "lin@example.org"}, settings.load(team("")))


def test_a_role_that_does_not_exist_is_named(team: Callable[[str], Path]) -> None:
    with pytest.raises(Unfit, match=r"roles\.admin"):
        settings.load(team('[roles]\nadmin = ["x"]'))
