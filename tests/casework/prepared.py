"""What every function of the casework is called with, for a test that calls all of them with every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

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
from suyuan.casework.roles import Person

Call = Callable[[Session, Person], Any]
LEAD = Person("Lin", "lead", "lin@example.org")
HASH = "0" * 64


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
            "reviews.entered_at": lambda s, p: reviews.entered_at(
                s, p, reviews.move(s, LEAD, "S6", "reviewing")
            ),
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
