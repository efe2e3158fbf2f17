"""Whom a plan names: candidates; owners in name and those ruled out are no targets."""

from __future__ import annotations

from tests.plan.rows import SHANGHAI, person, plan, site


def test_a_nominal_owner_is_no_target_and_the_principal_comes_first() -> None:
    made = plan(
        [site("A")], people=[person("A2", "nominal_owner"), person("A1", "seller"), person("A3", "principal")]
    )
    assert [(one.accounts, one.role, one.why_not) for one in made.people] == [
        (("A3",), "principal", ""),
        (("A1",), "seller", ""),
        (("A2",), "nominal_owner", "nominal_owner"),
    ]


def test_two_accounts_of_one_document_are_one_person_of_the_weightier_role() -> None:
    rows = [
        person("A1", "nominal_owner", person=4),
        person("A2", "seller", person=4, **SHANGHAI),
        person("A3", "helper"),
    ]
    first, second = plan([site("A")], people=rows).people
    assert (first.accounts, first.role, first.why_not) == (("A1", "A2"), "seller", "")
    assert first.where.province == "310000"
    assert second.accounts == ("A3",)


def test_people_stand_in_the_province_where_they_are_registered() -> None:
    made = plan([site("A")], people=[person("A1", "seller", **SHANGHAI), person("A2", "seller")])
    assert [(one.name, len(one.sites), len(one.people)) for one in made.jurisdictions] == [
        ("Shanghai", 0, 1),
        ("Fujian", 1, 1),
    ]


def test_who_was_ruled_out_in_the_case_is_no_target_and_a_named_person_stands_at_the_end() -> None:
    def member(member_type: str, standing: str, **more: str) -> dict[str, str | None]:
        return {
            "member_type": member_type,
            "standing": standing,
            "subject_id": None,
            "person_name": None,
            **more,
        }

    made = plan(
        [site("A")],
        people=[person("A1", "seller"), person("A2", "seller")],
        members=[
            member("account", "ruled_out", subject_id="A1"),
            member("account", "candidate", subject_id="A2"),
            member("person", "candidate", person_name="•••"),
        ],
        kind="case",
    )
    assert [(one.accounts, one.role, one.why_not) for one in made.people] == [
        (("A2",), "seller", ""),
        (("A1",), "seller", "ruled_out"),
        ((), "named", ""),
    ]


def test_what_speaks_for_and_against_stands_in_one_line() -> None:
    signs = [
        {"account_id": "A1", "signal": "supplies", "figure": 5.0, "weight": 1.0},
        {"account_id": "A1", "signal": "own_shop_only", "figure": 1.0, "weight": -2.0},
    ]
    [one] = plan([site("A")], people=[person("A1", "principal")], signs=signs).people
    assert one.speaks_for == ("5 of the others stock up at its shop",)
    assert one.speaks_against == ("runs its own shop, as others do",)
