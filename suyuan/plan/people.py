"""Whom a plan names: candidates, the likely principal first; nominal owners and those ruled out are no targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from suyuan.messages import N_
from suyuan.plan.model import Person, Where
from suyuan.plan.places import where
from suyuan.rings.chains import rows as rows_of
from suyuan.wording.ring_words import sign

# A person is called by the weightiest role of his accounts; an owner in name only where he is nothing else.
ROLES = ("principal", "supplier", "seller", "helper", "nominal_owner")
NOT_TARGETS = {
    "nominal_owner": N_("owner in name: not a target"),
    "ruled_out": N_("ruled out in the case: not a target"),
}


def of(people: pd.DataFrame, signs: pd.DataFrame, members: Sequence[Mapping[str, Any]] = ()) -> list[Person]:
    """The people of `plan__people` rows, with what speaks for and against each, and those whom the case names.

    `signs`: `account_id`, `signal`, `figure`, `weight`; `members`: a case's members as casework keeps them.
    """
    ruled_out = {
        str(member["subject_id"])
        for member in members
        if member["member_type"] == "account" and member["standing"] == "ruled_out"
    }
    told = _told(signs)
    found = [
        _person(rows, told, ruled_out)
        for _key, rows in people.assign(own=_keys(people)).groupby("own", sort=False)
    ]
    found.sort(key=lambda one: (bool(one.why_not), ROLES.index(one.role), one.accounts))
    return [*found, *_named(members)]


def _keys(people: pd.DataFrame) -> list[str]:
    """Accounts of one document in one ring are one person."""
    return [
        f"{row.ring_id} {row.account_id if pd.isna(row.person) else int(row.person)}"
        for row in rows_of(people)
    ]


def _person(
    rows: pd.DataFrame, told: Mapping[str, tuple[list[str], list[str]]], ruled_out: set[str]
) -> Person:
    accounts = tuple(sorted(map(str, rows["account_id"])))
    role = min(map(str, rows["role"]), key=ROLES.index)
    first = rows[rows["role"] == role].iloc[0]
    speaks = [told.get(account, ([], [])) for account in accounts]
    why_not = "nominal_owner" if role == "nominal_owner" else ""
    if ruled_out.issuperset(accounts):
        why_not = "ruled_out"
    return Person(
        accounts,
        tuple(sorted({name for name in rows["holder_name"] if isinstance(name, str)})),
        role,
        where(first),
        tuple(dict.fromkeys(text for one, _other in speaks for text in one)),
        tuple(dict.fromkeys(text for _one, other in speaks for text in other)),
        why_not,
    )


def _told(signs: pd.DataFrame) -> dict[str, tuple[list[str], list[str]]]:
    told: dict[str, tuple[list[str], list[str]]] = {}
    for row in rows_of(signs):
        text = sign(row.signal, row.figure)
        if text:
            told.setdefault(str(row.account_id), ([], []))[0 if row.weight > 0 else 1].append(text)
    return told


def _named(members: Sequence[Mapping[str, Any]]) -> list[Person]:
    return [
        Person(
            (), (str(member["person_name"]),), "named", Where(), (), (),
            "ruled_out" if member["standing"] == "ruled_out" else "",
        )
        for member in members
        if member["member_type"] == "person"
    ]  # fmt: skip
