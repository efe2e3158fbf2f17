"""The role matrix: every function of casework with every role, on both databases, equal to the table of the docs."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest

import suyuan.casework
from suyuan.casework import (
    audit,
    cases,
    custody,
    notes,
    records,
    sites,
    tables_out,
    test_buys,
    undo,
)
from suyuan.casework.errors import Forbidden
from suyuan.casework.roles import OPERATIONS, POLICY, ROLES, Person, may
from suyuan.casework.store import Store
from tests.casework.prepared import LEAD, Call, Prepared


def test_every_function_with_every_role_on_both_databases(store: Store, tmp_path: Path) -> None:
    with store.write() as session:
        calls = Prepared(session, tmp_path).calls()
    assert calls.keys() == OPERATIONS.keys(), "a guarded function without its row in the matrix"
    wrong = []
    for name, call in calls.items():
        for role in ROLES:
            person = Person(role, role, f"{role}@example.org")
            with store.write() as session:
                part = session.begin_nested()
                try:
                    call(session, person)
                    allowed = True
                except Forbidden:
                    allowed = False
                part.rollback()
            if allowed != (role in POLICY[OPERATIONS[name]]):
                wrong.append((name, role, allowed))
    assert wrong == []


REVEALING = (
    "cases.members",
    "custody.custody",
    "notes.note_list",
    "sites.site_check_list",
    "test_buys.buy_list",
)


def test_personal_data_is_revealed_to_analyst_and_lead_alone_and_each_time_logged(
    store: Store, tmp_path: Path
) -> None:
    with store.write() as session:
        one = Prepared(session, tmp_path)
    ways: dict[str, Call] = {
        "cases.members": lambda s, p: cases.members(s, p, one.case.id, reveal=True),
        "custody.custody": lambda s, p: custody.custody(s, p, one.sent.id, reveal=True),
        "notes.note_list": lambda s, p: notes.note_list(s, p, "shop", "S1", reveal=True),
        "sites.site_check_list": lambda s, p: sites.site_check_list(s, p, reveal=True),
        "test_buys.buy_list": lambda s, p: test_buys.buy_list(s, p, reveal=True),
        "tables_out.export_all": lambda s, p: tables_out.export_all(s, p, tmp_path / "revealed", reveal=True),
        "tables_out.book_csv": lambda s, p: tables_out.book_csv(s, p, "case_members", reveal=True),
        "undo.differences": lambda s, p: undo.differences(s, p, one.member.version, reveal=True),
    }
    revealing = {
        name for name in OPERATIONS
        if "reveal" in inspect.signature(getattr(module(name), name.split(".")[1])).parameters
    }  # fmt: skip
    assert ways.keys() == revealing
    for name, way in ways.items():
        for role in ROLES:
            person = Person(role, role, f"{role}@example.org")
            with store.write() as session:
                before = audit.head(session).sequence
                if may(person, "export_personal" if name.startswith("tables_out.") else "reveal"):
                    way(session, person)
                    told = audit.entries(session, LEAD, newest=audit.head(session).sequence - before)
                    assert "reveal" in {entry.action for entry in told}, name
                else:
                    with pytest.raises(Forbidden):
                        way(session, person)


def module(name: str) -> Any:
    return importlib.import_module(f"suyuan.casework.{name.split('.', maxsplit=1)[0]}")


# Below the guarded functions: these ask for the role of their own accord, or are the log that every one writes.
UNGUARDED = {"audit.append", "audit.draft", "audit.lock", "audit.head", "audit.stored", "audit.verify_store",
             "records.put", "records.drop", "records.get", "records.find", "records.raw", "records.enter",
             "records.restore"}  # fmt: skip


def test_no_public_function_takes_a_session_past_the_guard() -> None:
    found = set()
    for info in pkgutil.iter_modules(suyuan.casework.__path__):
        if info.ispkg:
            continue
        own = importlib.import_module(f"suyuan.casework.{info.name}")
        for name, function in inspect.getmembers(own, inspect.isfunction):
            takes = list(inspect.signature(function).parameters)
            if function.__module__ == own.__name__ and not name.startswith("_") and takes[:1] == ["session"]:
                found.add(f"{info.name}.{name}")
    assert found - OPERATIONS.keys() == UNGUARDED


@pytest.mark.parametrize("role", ROLES)
def test_the_lowest_functions_ask_for_the_role_themselves(lite: Store, role: str) -> None:
    from sqlalchemy import select

    from suyuan.casework.tables import shop_reviews

    person = Person(role, role, role)
    for action in sorted(POLICY):
        with lite.write() as session:
            if may(person, action):
                made = records.put(session, person, action, "x", shop_reviews, action, 0, {"state": "new"})
                records.drop(session, person, action, "x", shop_reviews, action, made.version)
            else:
                with pytest.raises(Forbidden):
                    records.put(session, person, action, "x", shop_reviews, action, 0, {"state": "new"})
                with pytest.raises(Forbidden):
                    records.drop(session, person, action, "x", shop_reviews, action, 1)
    if not may(person, "reveal"):
        with lite.write() as session, pytest.raises(Forbidden):
            records.find(session, person, shop_reviews, select(shop_reviews), reveal=True)


def test_the_table_of_the_docs_is_the_codes_own() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "roles.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (\w+) \| (\w+) \| (\w+) \|", text, re.M)
    told = {
        row[0]: frozenset(role for role, word in zip(ROLES, row[1:], strict=True) if word == "yes")
        for row in rows
    }
    assert told == POLICY


def test_every_action_of_the_policy_is_asked_for_somewhere() -> None:
    asked = set(OPERATIONS.values()) | {"reveal", "export_personal", "undo_others"}
    assert asked == POLICY.keys()
