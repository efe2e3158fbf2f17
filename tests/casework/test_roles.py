"""The role matrix: every function of casework with every role, on both databases, equal to the table of the docs."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

import suyuan.casework
from suyuan.casework import (
    audit,
    backup,
    briefings,
    cases,
    custody,
    due,
    extract,
    integrity,
    notes,
    plans,
    queue,
    records,
    retention,
    reviews,
    searches,
    sites,
    tables_out,
    test_buys,
    undo,
    views,
    watches,
)
from suyuan.casework.errors import Forbidden
from suyuan.casework.roles import OPERATIONS, POLICY, ROLES, Person, may
from suyuan.casework.store import Store

LEAD = Person("Lin", "lead", "lin@example.org")
HASH = "0" * 64
Call = Callable[[Session, Person], Any]


class Prepared:
    """One of everything, made by a lead, and a fitting call of each function on it."""

    def __init__(self, session: Session, folder: Path):
        self.today = records.now().date()
        self.case = cases.open_case(session, LEAD, "Jerseys")
        self.member = cases.add_member(session, LEAD, self.case.id, "person", person_name="Wang")
        self.watch = watches.watch(session, LEAD, "shop", "S1", reason="x")
        self.note = notes.add_note(session, LEAD, "shop", "S1", "seen")
        self.check = sites.plan_site_check(session, LEAD, "P1", case_id=self.case.id, address="Jiefang Road")
        self.plan = test_buys.plan_test_buy(session, LEAD, "S1")
        plan = test_buys.plan_test_buy(session, LEAD, "S1")
        self.bought = test_buys.mark_bought(
            session, LEAD, plan.id, plan.version, order_id="O1", waybill_no="SF1"
        )
        plan = test_buys.plan_test_buy(session, LEAD, "S1")
        plan = test_buys.mark_bought(session, LEAD, plan.id, plan.version, order_id="O2")
        self.sent = test_buys.mark_sent(session, LEAD, plan.id, plan.version, sent_to="brand")
        custody.add_custody_step(session, LEAD, self.sent.id, handed_by="a", taken_by="b")
        self.operation = plans.enter_at_hand(session, LEAD, None, 51, case_id=self.case.id)
        self.officers = plans.assign(session, LEAD, self.operation.id, "P1", None, 6)
        self.briefing = briefings.make_briefing(session, LEAD, "Briefing")
        self.step = briefings.add_step(session, LEAD, self.briefing.id, title="x", link="rings", scan_id="x")
        self.folder = folder

    def calls(self) -> dict[str, Call]:
        one, later = self, self.today + timedelta(days=30)
        return {
            "audit.entries": audit.entries,
            "audit.export": lambda s, p: audit.export(s, p, one.folder / "audit.jsonl"),
            "backup.back_up": lambda s, p: backup.back_up(s, p, one.folder / f"{p.role}.backup"),
            "briefings.make_briefing": lambda s, p: briefings.make_briefing(s, p, "x"),
            "briefings.rename_briefing": lambda s, p: briefings.rename_briefing(
                s, p, one.briefing.id, one.briefing.version, "x"
            ),
            "briefings.set_briefing_status": lambda s, p: briefings.set_briefing_status(
                s, p, one.briefing.id, one.briefing.version, "put_away"
            ),
            "briefings.add_step": lambda s, p: briefings.add_step(
                s, p, one.briefing.id, title="x", link="rings", scan_id="x"
            ),
            "briefings.change_step": lambda s, p: briefings.change_step(
                s, p, one.step.id, one.step.version, title="x", note=None
            ),
            "briefings.drop_step": lambda s, p: briefings.drop_step(s, p, one.step.id, one.step.version),
            "briefings.move_step": lambda s, p: briefings.move_step(
                s, p, one.briefing.id, one.briefing.version, one.step.id, 1
            ),
            "briefings.briefing_list": briefings.briefing_list,
            "briefings.briefing": lambda s, p: briefings.briefing(s, p, one.briefing.id),
            "briefings.step_list": lambda s, p: briefings.step_list(s, p, one.briefing.id),
            "briefings.step_counts": briefings.step_counts,
            "cases.open_case": lambda s, p: cases.open_case(s, p, "Shoes"),
            "cases.change_case": lambda s, p: cases.change_case(
                s, p, one.case.id, one.case.version, title="x"
            ),
            "cases.set_case_status": lambda s, p: cases.set_case_status(
                s, p, one.case.id, one.case.version, "handed_over"
            ),
            "cases.add_member": lambda s, p: cases.add_member(s, p, one.case.id, "shop", subject_id="S1"),
            "cases.change_member": lambda s, p: cases.change_member(
                s, p, one.member.id, one.member.version, role="helper"
            ),
            "cases.drop_member": lambda s, p: cases.drop_member(s, p, one.member.id, one.member.version),
            "cases.record_outcome": lambda s, p: cases.record_outcome(s, p, one.case.id, source="x", dens=1),
            "cases.case_list": cases.case_list,
            "cases.case": lambda s, p: cases.case(s, p, one.case.id),
            "cases.members": lambda s, p: cases.members(s, p, one.case.id),
            "cases.outcome_list": cases.outcome_list,
            "custody.add_custody_step": lambda s, p: custody.add_custody_step(
                s, p, one.bought.id, handed_by="a", taken_by="b"
            ),
            "custody.custody": lambda s, p: custody.custody(s, p, one.sent.id),
            "due.due": lambda s, p: due.due(s, p, later),
            "extract.export_test_buys": lambda s, p: extract.export_test_buys(s, p, one.folder / p.role),
            "integrity.verify": integrity.verify,
            "notes.add_note": lambda s, p: notes.add_note(s, p, "shop", "S1", "x"),
            "notes.note_list": lambda s, p: notes.note_list(s, p, "shop", "S1"),
            "plans.enter_at_hand": lambda s, p: plans.enter_at_hand(s, p, None, 51, ring_id="R1"),
            "plans.assign": lambda s, p: plans.assign(s, p, one.operation.id, "P1", one.officers.version, 7),
            "plans.override": lambda s, p: plans.override(
                s, p, one.operation.id, "P2", None, needs=["stale"], reason="x", scan_id="x"
            ),
            "plans.withdraw_override": lambda s, p: plans.withdraw_override(
                s, p, one.operation.id, "P1", one.officers.version
            ),
            "plans.plan_of": lambda s, p: plans.plan_of(s, p, case_id=one.case.id),
            "plans.plan_site_list": lambda s, p: plans.plan_site_list(s, p, one.operation.id),
            "queue.queue": lambda s, p: queue.queue(s, p, [], one.today),
            "retention.overdue": lambda s, p: retention.overdue(s, p, one.today),
            "retention.erase_case": lambda s, p: retention.erase_case(s, p, one.case.id, reason="x"),
            "retention.sweep_photos": retention.sweep_photos,
            "reviews.review_of": lambda s, p: reviews.review_of(s, p, "S1"),
            "reviews.reviews": reviews.reviews,
            "reviews.move": lambda s, p: reviews.move(s, p, "S1", "reviewing"),
            "reviews.clear": lambda s, p: reviews.clear(s, p, "S1", reason="x", evidence=[]),
            "sites.plan_site_check": lambda s, p: sites.plan_site_check(s, p, "P2"),
            "sites.record_site_check": lambda s, p: sites.record_site_check(
                s, p, one.check.id, one.check.version, status="checked", checked_by="x", found="x"
            ),
            "sites.site_check_list": sites.site_check_list,
            "tables_out.export_all": lambda s, p: tables_out.export_all(s, p, one.folder / f"all-{p.role}"),
            "test_buys.plan_test_buy": lambda s, p: test_buys.plan_test_buy(s, p, "S2"),
            "test_buys.mark_bought": lambda s, p: test_buys.mark_bought(
                s, p, one.plan.id, one.plan.version, order_id="O9"
            ),
            "test_buys.seal": lambda s, p: test_buys.seal(
                s, p, one.bought.id, one.bought.version, seal_number="1", photo_sha256=HASH
            ),
            "test_buys.mark_sent": lambda s, p: test_buys.mark_sent(
                s, p, one.bought.id, one.bought.version, sent_to="brand"
            ),
            "test_buys.record_verdict": lambda s, p: test_buys.record_verdict(
                s,
                p,
                one.sent.id,
                one.sent.version,
                verdict="genuine",
                appraiser="x",
                appraiser_relation="platform",
            ),
            "test_buys.cancel_test_buy": lambda s, p: test_buys.cancel_test_buy(
                s, p, one.plan.id, one.plan.version, reason="x"
            ),
            "test_buys.buy_list": test_buys.buy_list,
            "test_buys.photo_of": lambda s, p: test_buys.photo_of(s, p, one.plan.id),
            "test_buys.sealed": lambda s, p: test_buys.sealed(s, p, ["S1"]),
            "test_buys.tally": test_buys.tally,
            "tables_out.book_csv": lambda s, p: tables_out.book_csv(s, p, "watches"),
            "undo.history": undo.history,
            "undo.differences": lambda s, p: undo.differences(s, p, one.member.version),
            "searches.log_search": lambda s, p: searches.log_search(s, p, HASH[:32], ["phone"]),
            "views.log_reveal": lambda s, p: views.log_reveal(s, p, "shop/S1", ["phone"]),
            "views.log_export": lambda s, p: views.log_export(s, p, "page/x", rows=1, sha256=HASH),
            "views.log_personal_export": lambda s, p: views.log_personal_export(
                s, p, "page/x", rows=1, sha256=HASH, columns=["phone"]
            ),
            "views.log_scan": lambda s, p: views.log_scan(s, p, "findings/x", step="start"),
            "views.log_package": lambda s, p: views.log_package(s, p, "K1", subjects={"rings": ["R1"]}),
            "views.log_package_made": lambda s, p: views.log_package_made(s, p, "K1", sha256=HASH, size=1),
            "watches.watch": lambda s, p: watches.watch(s, p, "shop", "S9", reason="x"),
            "watches.watch_list": watches.watch_list,
            "watches.plan_review": lambda s, p: watches.plan_review(
                s, p, one.watch.id, one.watch.version, one.today
            ),
            "watches.renew": lambda s, p: watches.renew(
                s, p, one.watch.id, one.watch.version, reason="x", ends_on=later
            ),
            "watches.end_watch": lambda s, p: watches.end_watch(
                s, p, one.watch.id, one.watch.version, reason="x"
            ),
            "watches.take_escalation": lambda s, p: watches.take_escalation(
                s, p, one.watch.id, one.watch.version
            ),
            "watches.new_activity": lambda s, p: watches.new_activity(s, p, {}),
            "watches.acknowledge": lambda s, p: watches.acknowledge(
                s, p, one.watch.id, one.watch.version, watches.Activity(1)
            ),
            # Of one's own: the role alone decides.
            "notes.change_note": lambda s, p: own_note(s, p, "change"),
            "notes.drop_note": lambda s, p: own_note(s, p, "drop"),
            "undo.undo": lambda s, p: undo.undo(s, p, own_review(s, p)),
            "undo.undo_last": lambda s, p: undo.undo_last(
                s, Person(p.name, p.role, f"again-{own_review(s, p, 'again-')}")
            ),
        }


def own_note(session: Session, person: Person, step: str) -> None:
    made = notes.add_note(session, Person(person.name, "lead", person.subject), "shop", "S1", "x")
    if step == "change":
        notes.change_note(session, person, made.id, made.version, "y")
    else:
        notes.drop_note(session, person, made.id, made.version)


def own_review(session: Session, person: Person, prefix: str = "") -> int:
    subject = f"{prefix}1" if prefix else person.subject
    made = reviews.move(session, Person(person.name, "lead", subject), "S7", "reviewing")
    return 1 if prefix else made.version


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
