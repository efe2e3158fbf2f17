"""What casework calls its states, steps, records and columns, in the casebook's words. No Streamlit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from suyuan.casework.retention import ERASED
from suyuan.casework.test_buys import Tally
from suyuan.messages import N_, _, ngettext
from suyuan.numbers import NONE, number
from suyuan.wording.words import word as signal_word

WORDS: dict[str, dict[str, str]] = {
    "due": {
        "escalated": N_("Health risk"),
        "watch_over": N_("Watch term over"),
        "case_over": N_("Case term over"),
        "new_evidence": N_("New evidence"),
        "new_activity": N_("New activity"),
        "watch_review": N_("Watch review"),
        "test_buy_planned": N_("To be bought"),
        "test_buy_to_send": N_("To be sent"),
        "verdict_overdue": N_("Verdict overdue"),
        "site_check": N_("Site to check"),
        "clearing_over": N_("Clearing over"),
    },
    "state": {
        "new": N_("New"),
        "reviewing": N_("Under review"),
        "watched": N_("Watched"),
        "test_buy": N_("Test buy"),
        "cleared": N_("Cleared"),
    },
    "status": {
        "planned": N_("Planned"),
        "bought": N_("bought"),
        "sent": N_("Sent"),
        "verdict": N_("Verdict"),
        "cancelled": N_("Cancelled"),
        "open": N_("Open"),
        "handed_over": N_("Handed over"),
        "closed": N_("Closed"),
        "current": N_("Current"),
        "put_away": N_("Put away"),
        "active": N_("Active"),
        "ended": N_("Ended"),
        "candidate": N_("To be checked"),
        "corroborated": N_("Corroborated"),
        "checked": N_("Checked on the ground"),
        "ruled_out": N_("Ruled out"),
    },
    "verdict": {
        "counterfeit": N_("Counterfeit"),
        "genuine": N_("Genuine"),
        "inconclusive": N_("Inconclusive"),
    },
    "relation": {
        "brand_owner": N_("The brand's owner (a party)"),
        "appointed_by_brand": N_("Appointed by the brand"),
        "independent_laboratory": N_("Independent laboratory"),
        "platform": N_("The platform"),
        "other": N_("Somebody else"),
    },
    "member": {
        "shop": N_("Shop"),
        "account": N_("Account"),
        "ring": N_("Ring"),
        "site": N_("Site"),
        "person": N_("Person"),
    },
    "role": {
        "principal": N_("Principal (to be checked)"),
        "seller": N_("Seller"),
        "supplier": N_("Supplier"),
        "nominal_owner": N_("Owner in name"),
        "helper": N_("Helper"),
    },
    "book": {
        "shop_reviews": N_("Reviews"),
        "watches": N_("Watch list"),
        "notes": N_("Notes"),
        "cases": N_("Cases"),
        "case_members": N_("Case members"),
        "outcomes": N_("Outcomes"),
        "site_checks": N_("Site checks"),
        "test_buys": N_("Test buys"),
        "custody_steps": N_("Custody"),
        "plans": N_("Operation plans"),
        "plan_sites": N_("Sites of operation plans"),
        "briefings": N_("Briefings"),
        "briefing_steps": N_("Steps of briefings"),
    },
    "what": {
        "review reviewing": N_("taken under review"),
        "review cleared": N_("cleared"),
        "review watched": N_("set to watched"),
        "review test_buy": N_("set to test buy"),
        "watch": N_("put under watch"),
        "watch and escalate": N_("put under watch, health risk"),
        "plan review": N_("next look planned"),
        "renew watch": N_("watch renewed"),
        "end watch": N_("watch ended"),
        "take escalation": N_("escalation taken"),
        "acknowledge activity": N_("activity seen"),
        "plan test buy": N_("test buy planned"),
        "test buy bought": N_("bought"),
        "seal": N_("received and sealed"),
        "test buy sent": N_("sent to be appraised"),
        "test buy verdict": N_("verdict recorded"),
        "test buy cancelled": N_("test buy cancelled"),
        "custody step": N_("handed on"),
        "open case": N_("case opened"),
        "change case": N_("case changed"),
        "case open": N_("case reopened"),
        "case handed_over": N_("case handed over"),
        "case closed": N_("case closed"),
        "case erased": N_("personal data erased"),
        "add member": N_("member added"),
        "change member": N_("member changed"),
        "drop member": N_("member taken out"),
        "record outcome": N_("outcome recorded"),
        "write note": N_("note written"),
        "change note": N_("note changed"),
        "drop note": N_("note taken away"),
        "plan site check": N_("site taken as candidate"),
        "site candidate": N_("site a candidate again"),
        "site checked": N_("site checked on the ground"),
        "site ruled_out": N_("site ruled out"),
        "make plan": N_("operation plan made"),
        "officers at hand": N_("officers at hand entered"),
        "officers": N_("officers of a site entered"),
        "override": N_("override given"),
        "withdraw override": N_("override taken back"),
        "make briefing": N_("briefing made"),
        "rename briefing": N_("briefing renamed"),
        "briefing current": N_("briefing taken up again"),
        "briefing put_away": N_("briefing put away"),
        "add step": N_("view added"),
        "change step": N_("step changed"),
        "drop step": N_("step taken out"),
        "order steps": N_("steps ordered"),
    },
    "column": {
        "state": N_("State"),
        "status": N_("Status"),
        "standing": N_("Standing"),
        "reason": N_("Reason"),
        "owner": N_("Whose"),
        "cleared_until": N_("Cleared until"),
        "cleared_scan": N_("Cleared on scan"),
        "evidence": N_("Evidence then"),
        "subject_type": N_("Kind"),
        "subject_id": N_("Shop, account, ring or site"),
        "review_on": N_("Next look"),
        "started_on": N_("Since"),
        "ends_on": N_("Ends on"),
        "renewed_because": N_("Renewed because"),
        "renewals": N_("Times renewed"),
        "goods": N_("Goods"),
        "is_health_risk": N_("Health risk"),
        "escalated_at": N_("Escalated at"),
        "escalation_taken_by": N_("Escalation taken by"),
        "seen_orders": N_("Orders seen"),
        "seen_listings": N_("Listings seen"),
        "seen_last_order_at": N_("Last order seen"),
        "about_type": N_("About"),
        "about_id": N_("About which"),
        "text": N_("Text"),
        "author": N_("Author"),
        "written_at": N_("Written at"),
        "title": N_("Title"),
        "file_number": N_("File number"),
        "opened_at": N_("Opened at"),
        "closed_at": N_("Closed at"),
        "erased_at": N_("Erased at"),
        "erased_because": N_("Erased because"),
        "case_id": N_("Case"),
        "member_type": N_("Kind"),
        "person_name": N_("Person's name"),
        "role": N_("Role"),
        "remark": N_("Remark"),
        "recorded_on": N_("Recorded on"),
        "suspects": N_("People suspected"),
        "dens": N_("Dens"),
        "units": N_("Units"),
        "value": N_("Worth"),
        "currency": N_("Currency"),
        "source": N_("Source"),
        "site_id": N_("Site"),
        "ring_id": N_("Ring"),
        "checked_by": N_("Checked by"),
        "checked_at": N_("Checked at"),
        "adcode": N_("Division code"),
        "address": N_("Address"),
        "found": N_("What was seen"),
        "shop_id": N_("Shop"),
        "listing_id": N_("Listing"),
        "order_id": N_("Order"),
        "buy_by": N_("Buy by"),
        "bought_at": N_("Bought at"),
        "bought_by": N_("Bought by"),
        "price": N_("Price"),
        "waybill_no": N_("Waybill"),
        "received_at": N_("Received at"),
        "seal_number": N_("Seal number"),
        "photo_path": N_("Sealing photo"),
        "photo_sha256": N_("SHA-256 of the photo"),
        "retained_sample": N_("Retained sample"),
        "sent_at": N_("Sent at"),
        "sent_to": N_("Sent to"),
        "appraiser": N_("Appraiser"),
        "appraiser_relation": N_("Appraiser's relation to the brand"),
        "appraised_at": N_("Appraised at"),
        "verdict": N_("Verdict"),
        "report_number": N_("Report number"),
        "changed_at": N_("Changed at"),
        "test_buy_id": N_("Test buy"),
        "at": N_("At"),
        "handed_by": N_("Handed by"),
        "taken_by": N_("Taken by"),
        "is_seal_intact": N_("Seal intact"),
        "plan_id": N_("Operation plan"),
        "officers_at_hand": N_("Officers at hand"),
        "officers": N_("Officers"),
        "override_needs": N_("Overridden"),
        "override_reason": N_("Reason of the override"),
        "override_by": N_("Overridden by"),
        "override_at": N_("Overridden at"),
        "override_scan": N_("Overridden on scan"),
        "briefing_id": N_("Briefing"),
        "made_at": N_("Made at"),
        "step_order": N_("Order of the steps"),
        "note": N_("Note"),
        "link": N_("Link"),
        "scan_id": N_("Scan"),
        "added_by": N_("Added by"),
        "added_at": N_("Added at"),
    },
}
# By column: the family that its codes belong to.
CODED = {
    "state": "state",
    "status": "status",
    "standing": "status",
    "verdict": "verdict",
    "appraiser_relation": "relation",
    "member_type": "member",
    "subject_type": "member",
    "about_type": "member",
    "role": "role",
}


def word(family: str, code: object) -> str:
    """What a code is called; a code without a word as it stands, '' for none."""
    if not isinstance(code, str) or not code:
        return ""
    said = _(WORDS[family][code]) if code in WORDS[family] else code
    return said[:1].upper() + said[1:] if family == "status" else said


def what(change: str) -> str:
    """An event in words; an undo names what it took back."""
    if change.startswith("undo "):
        return _("taken back: {change}").format(change=word("what", change.removeprefix("undo ")))
    return word("what", change)


def value(column: str, raw: Any) -> str:
    """A column's value as people read it; a dash for none."""
    if raw is None or raw == "":
        return NONE
    if isinstance(raw, bool | int):
        return (_("yes") if raw else _("no")) if isinstance(raw, bool) else number(raw)
    if isinstance(raw, datetime):
        return raw.strftime("%Y-%m-%d %H:%M UTC")
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, dict):
        # What a clearing remembers: each signal's weight.
        weights = raw.get("weights") or {}
        return (
            " · ".join(f"{signal_word('signal', code)} {weight:+.1f}" for code, weight in weights.items())
            or NONE
        )
    return word(CODED[column], raw) if column in CODED else _("erased") if raw == ERASED else str(raw)


def days(since: date, today: date) -> str:
    """How long something has been due: 'today', '3 days'."""
    late = (today - since).days
    return _("today") if late <= 0 else ngettext("{n} day", "{n} days", late).format(n=number(late))


def tally(found: Tally) -> str:
    """'Counterfeit 3 of 4 bought': said of items, never of a shop's other goods."""
    if not found.bought:
        return _("nothing bought yet")
    return _("Counterfeit {n} of {all} bought").format(n=number(found.counterfeit), all=number(found.bought))
