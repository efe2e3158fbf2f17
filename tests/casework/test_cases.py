"""Cases, their members and outcomes, notes and sites; and what is erased when a case's term is over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from suyuan.casework import (
    audit,
    cases,
    custody,
    due,
    integrity,
    notes,
    plans,
    records,
    retention,
    reviews,
    sites,
    test_buys,
    undo,
    watches,
)
from suyuan.casework.errors import Forbidden, UndoRefused, Unfit
from suyuan.casework.records import Record
from suyuan.casework.roles import Person
from suyuan.casework.store import Store
from suyuan.masking import HIDDEN

AN = Person("An", "analyst", "an@example.org")
BO = Person("Bo", "analyst", "bo@example.org")
VI = Person("Vi", "viewer", "vi@example.org")
LIN = Person("Lin", "lead", "lin@example.org")
# Every personal value that the tests below write: none may be left anywhere.
SECRETS = ("Wang Dachui", "fixed the labels", "Jiefang Road 18", "sewing machines", "he owns a van", "SF778899",
           "porter Li", "the name he was struck under")  # fmt: skip


def filled_case(store: Store) -> Record:
    with store.write() as session:
        case = cases.open_case(session, AN, "Jerseys")
        cases.add_member(session, AN, case.id, "shop", subject_id="S1")
        cases.add_member(session, AN, case.id, "person", person_name=SECRETS[0], remark=SECRETS[1])
        struck = cases.add_member(session, AN, case.id, "person", person_name=SECRETS[7])
        cases.drop_member(session, AN, struck.id, struck.version)
        check = sites.plan_site_check(session, AN, "P1", case_id=case.id, address=SECRETS[2])
        sites.record_site_check(
            session, AN, check.id, check.version, status="checked", checked_by="unit 7", found=SECRETS[3]
        )
        notes.add_note(session, AN, "shop", "S1", SECRETS[4])
        notes.add_note(session, AN, "shop", "S2", "another shop altogether")
        buy = test_buys.plan_test_buy(session, AN, "S1", listing_id="L1", case_id=case.id)
        test_buys.mark_bought(session, AN, buy.id, buy.version, order_id="O1", waybill_no=SECRETS[5])
        custody.add_custody_step(session, AN, buy.id, handed_by=SECRETS[6], taken_by="An")
    return case


def test_members_are_candidates_and_their_names_hidden_from_who_did_not_ask(store: Store) -> None:
    case = filled_case(store)
    with store.write() as session:
        told = cases.members(session, VI, case.id)
        assert {(row["member_type"], row["person_name"], row["standing"]) for row in told} == {
            ("shop", None, "candidate"), ("person", HIDDEN, "candidate")}  # fmt: skip
        with pytest.raises(Forbidden):
            cases.members(session, VI, case.id, reveal=True)
        before = audit.head(session).sequence
        assert "Wang Dachui" in {
            row["person_name"] for row in cases.members(session, AN, case.id, reveal=True)
        }
        last = audit.entries(session, LIN, newest=1)[0]
    assert (last.sequence, last.action, last.person) == (before + 1, "reveal", AN.subject)
    assert last.details["columns"] == ["person_name", "remark"]


def test_a_shop_is_in_a_case_once_and_ruling_out_says_why(lite: Store) -> None:
    case = filled_case(lite)
    with lite.write() as session, pytest.raises(Unfit, match="already"):
        cases.add_member(session, AN, case.id, "shop", subject_id="S1")
    with lite.write() as session:
        [shop] = [row for row in cases.members(session, AN, case.id) if row["member_type"] == "shop"]
        with pytest.raises(Unfit, match="remark"):
            cases.change_member(session, AN, shop.id, shop.version, standing="ruled_out")
        out = cases.change_member(
            session, AN, shop.id, shop.version, standing="ruled_out", remark="rented out"
        )
    assert out["standing"] == "ruled_out"


def test_a_site_is_a_candidate_until_somebody_says_what_he_saw(lite: Store) -> None:
    with lite.write() as session:
        check = sites.plan_site_check(session, AN, "P1", ring_id="R1")
        assert check["status"] == "candidate"
        with pytest.raises(Unfit, match="seen on the ground"):
            sites.record_site_check(
                session, AN, check.id, check.version, status="ruled_out", checked_by="unit 7"
            )
        sites.record_site_check(
            session, AN, check.id, check.version, status="ruled_out", checked_by="unit 7", found="a school"
        )
        assert [row["status"] for row in sites.site_check_list(session, AN, ring_id="R1")] == ["ruled_out"]


def test_the_ledger_keeps_value_and_currency_together_to_the_cent(store: Store) -> None:
    case = filled_case(store)
    with store.write() as session:
        with pytest.raises(Unfit, match="currency"):
            cases.record_outcome(session, LIN, case.id, source="bureau", value="1")
        with pytest.raises(Unfit, match="at least one figure"):
            cases.record_outcome(session, LIN, case.id, source="bureau")
        cases.record_outcome(
            session, LIN, case.id, source="bureau", suspects=9, dens=5, value="20,000,000.10", currency="cny"
        )
        [line] = cases.outcome_list(session, AN, case.id)
    assert (line["suspects"], line["dens"], line["units"]) == (9, 5, None)
    assert (line["value"], line["currency"]) == ("20000000.10", "CNY")


def test_a_colleagues_note_is_changed_by_a_lead_alone(lite: Store) -> None:
    with lite.write() as session:
        note = notes.add_note(session, AN, "shop", "S1", "first")
        with pytest.raises(Forbidden):
            notes.change_note(session, BO, note.id, note.version, "second")
        notes.change_note(session, LIN, note.id, note.version, "second")


def test_a_case_past_its_term_is_due_and_listed(lite: Store) -> None:
    case = filled_case(lite)
    late = case["ends_on"] + timedelta(days=1)
    with lite.read() as session:
        assert [row.id for row in retention.overdue(session, AN, late)] == [case.id]
        assert retention.overdue(session, AN, case["ends_on"]) == []
        assert "case_over" in {one.kind for one in due.due(session, AN, late)}


def test_a_case_is_not_erased_before_its_term_without_a_reason(lite: Store) -> None:
    case = filled_case(lite)
    with pytest.raises(Unfit, match="before the term"), lite.write() as session:
        retention.erase_case(session, LIN, case.id)


def test_erasing_leaves_no_personal_value_and_the_log_whole(store: Store) -> None:
    case = filled_case(store)
    with store.write() as session:
        touched = retention.erase_case(session, LIN, case.id, reason="court order 12")
    assert touched == 6, "the case's title among them"
    with store.read() as session:
        assert integrity.verify(session, LIN) == []
        assert [row["status"] for row in sites.site_check_list(session, AN)] == ["checked"]
    with store.write() as session:
        kept = notes.note_list(session, AN, "shop", "S2", reveal=True)
        member_event = undo.history(session, AN, "case_members")[0].event_id
    assert [row["text"] for row in kept] == ["another shop altogether"]
    everything = "".join(held(store))
    assert [secret for secret in SECRETS if secret in everything] == []
    with pytest.raises(UndoRefused, match="erased"), store.write() as session:
        undo.undo(session, LIN, member_event)
    with pytest.raises(Unfit, match="erased"), store.write() as session:
        cases.add_member(session, AN, case.id, "shop", subject_id="S9")


TYPED = ("the title names Wang", "bought for Wang's sake", "Wang came to the door", "as Wang's lawyer told",
         "Wang will be there", "a plan that Wang knew of", "opened the parcel before Wang", "Wang again")  # fmt: skip


def typed_case(store: Store) -> Record:
    """A case with a name in every text that everybody reads."""
    with store.write() as session:
        case = cases.open_case(session, LIN, TYPED[0])
        cases.add_member(session, LIN, case.id, "shop", subject_id="S1")
        buy = test_buys.plan_test_buy(session, AN, "S1", case_id=case.id, reason=TYPED[1])
        test_buys.mark_bought(session, AN, buy.id, buy.version, order_id="O1")
        custody.add_custody_step(session, AN, buy.id, handed_by="a", taken_by="b", remark=TYPED[6])
        gone = test_buys.plan_test_buy(session, AN, "S3", case_id=case.id, reason=TYPED[5])
        undo.undo(session, AN, gone.version)
        cases.record_outcome(session, LIN, case.id, source=TYPED[3], dens=1)
        plan = plans.enter_at_hand(session, LIN, None, 51, case_id=case.id)
        plans.override(session, LIN, plan.id, "P1", None, needs=["stale"], reason=TYPED[4], scan_id="x")
        over = watches.watch(session, AN, "shop", "S1", reason=TYPED[2])
        watches.end_watch(session, AN, over.id, over.version, reason=TYPED[7])
        watches.watch(session, AN, "shop", "S1", reason="a watch that goes on")
        watches.watch(session, AN, "shop", "S2", reason="a shop of no case")
    return case


def test_erasing_reaches_every_text_that_was_typed_and_the_log_still_verifies(store: Store) -> None:
    case = typed_case(store)
    before = "".join(held(store))
    assert [text for text in TYPED if text not in before] == []
    with store.write() as session:
        retention.erase_case(session, LIN, case.id, reason="court order 12")
    after = "".join(held(store))
    assert [text for text in TYPED if text in after] == []
    assert "a watch that goes on" in after and "a shop of no case" in after
    with store.read() as session:
        assert integrity.verify(session, LIN) == []
        assert cases.case(session, LIN, case.id)["title"] == retention.ERASED
        [outcome] = cases.outcome_list(session, LIN, case.id)
    assert outcome["dens"] == 1


def test_a_review_and_a_watch_that_name_a_person_of_the_case_lose_what_was_typed(store: Store) -> None:
    """Those that name nobody of it stand as they were, and so do all of another case's shops."""
    with store.write() as session:
        case = cases.open_case(session, LIN, "Shoes")
        for number in (1, 2, 3, 4, 5):
            cases.add_member(session, LIN, case.id, "shop", subject_id=f"S{number}")
        cases.add_member(session, LIN, case.id, "person", person_name="Wang Dachui")
        struck = cases.add_member(session, LIN, case.id, "person", person_name="Zhao Liu")
        cases.drop_member(session, LIN, struck.id, struck.version)
        cases.add_member(session, LIN, case.id, "person", person_name="X")
        other = cases.open_case(session, LIN, "Bags")
        cases.add_member(session, LIN, other.id, "shop", subject_id="S5")
        reviews.clear(session, AN, "S1", reason="it is wang dachui's sister's", evidence=[])
        once = reviews.move(session, AN, "S2", "reviewing", reason="Zhao Liu called")
        reviews.move(session, AN, "S2", "watched", version=once.version, reason="prices rise")
        reviews.move(session, AN, "S3", "reviewing", reason="X-ray of the parcel")
        reviews.move(session, AN, "S5", "reviewing", reason="Wang Dachui, of the bags")
        reviews.move(session, AN, "S9", "reviewing", reason="Wang Dachui, of no case")
        watches.watch(session, AN, "shop", "S1", reason="Wang Dachui opens at night")
        watches.watch(session, AN, "shop", "S4", reason="opens at night")
        retention.erase_case(session, LIN, case.id, reason="court order 12")
    with store.read() as session:
        assert integrity.verify(session, LIN) == []
        said = {row["shop_id"]: (row["state"], row["reason"]) for row in reviews.reviews(session, AN)}
        assert sorted(row["reason"] for row in watches.watch_list(session, AN)) == [
            retention.ERASED,
            "opens at night",
        ]
    assert said == {
        "S1": ("cleared", retention.ERASED),
        "S2": ("watched", retention.ERASED),
        "S3": ("reviewing", "X-ray of the parcel"),
        "S5": ("reviewing", "Wang Dachui, of the bags"),
        "S9": ("reviewing", "Wang Dachui, of no case"),
    }
    left = "".join(held(store))
    assert "sister" not in left and "Zhao Liu" not in left and "Dachui opens" not in left


def held(store: Store) -> list[str]:
    """Every value of every table."""
    from sqlalchemy import MetaData, select

    known = MetaData()
    with store.read() as session:
        known.reflect(session.connection())
        return [str(tuple(row)) for table in known.sorted_tables for row in session.execute(select(table))]


def test_erased_is_gone_from_the_file_itself(lite: Store, tmp_path: Path) -> None:
    case = filled_case(lite)
    with lite.write() as session:
        retention.erase_case(session, LIN, case.id, reason="court order 12")
    lite.scrub()
    lite.close()
    left = b"".join(path.read_bytes() for path in tmp_path.glob("casework.db*"))
    assert [secret for secret in SECRETS if secret.encode() in left] == []
    assert b"another shop altogether" in left


def test_a_note_on_a_shop_that_another_case_needs_is_kept(lite: Store) -> None:
    case = filled_case(lite)
    with lite.write() as session:
        other = cases.open_case(session, AN, "Shoes")
        cases.add_member(session, AN, other.id, "shop", subject_id="S1")
        retention.erase_case(session, LIN, case.id, reason="court order 12")
        assert [row["text"] for row in notes.note_list(session, AN, "shop", "S1", reveal=True)] == [
            SECRETS[4]
        ]


def test_a_blanking_that_no_erasure_tells_of_is_found(lite: Store) -> None:
    from sqlalchemy import update

    from suyuan.casework.tables import events

    filled_case(lite)
    with lite.write() as session:
        session.execute(update(events).where(events.c.event_id == 3).values(salt=None))
    with lite.read() as session:
        assert [fault.told for fault in integrity.verify(session, LIN)] == [
            "event 3 was blanked and no erasure says so"
        ]


def test_only_a_lead_closes_and_only_along_the_steps(lite: Store) -> None:
    case = filled_case(lite)
    with pytest.raises(Forbidden), lite.write() as session:
        cases.set_case_status(session, AN, case.id, case.version, "closed")
    with lite.write() as session:
        over = cases.set_case_status(session, LIN, case.id, case.version, "handed_over")
        closed = cases.set_case_status(
            session, LIN, case.id, over.version, "closed", ends_on=records.now().date()
        )
        assert closed["closed_at"] is not None
        with pytest.raises(Unfit, match="cannot become handed_over"):
            cases.set_case_status(session, LIN, case.id, closed.version, "handed_over")
