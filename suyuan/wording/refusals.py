"""What casework refused, in the viewer's language."""

from __future__ import annotations

from suyuan.casework.errors import CaseworkError
from suyuan.messages import N_, _

# Words of the core that stand inside a refusal: states, fields, roles. What is not here is said as it is.
WORDS = {
    "new": N_("new"),
    "reviewing": N_("under review"),
    "cleared": N_("cleared"),
    "watched": N_("watched"),
    "test_buy": N_("test buy"),
    "planned": N_("planned"),
    "bought": N_("bought"),
    "sent": N_("sent"),
    "verdict": N_("verdict given"),
    "cancelled": N_("cancelled"),
    "open": N_("open"),
    "handed_over": N_("handed over"),
    "closed": N_("closed"),
    "viewer": N_("viewer"),
    "analyst": N_("analyst"),
    "lead": N_("lead"),
    "auditor": N_("auditor"),
    "reason": N_("reason"),
    "reason before the term": N_("reason, since the term has not ended"),
    "remark": N_("remark"),
    "title": N_("title"),
    "name": N_("name"),
    "id": N_("id"),
    "shop": N_("shop"),
    "order": N_("order"),
    "subject": N_("shop or account"),
    "note": N_("note"),
    "text": N_("note"),
    "site": N_("site"),
    "source": N_("source of the figures"),
    "seal": N_("seal number"),
    "sent to": N_("sent to"),
    "appraiser": N_("appraiser"),
    "relation": N_("the appraiser's relation to the brand"),
    "handed by": N_("handed by"),
    "taken by": N_("taken by"),
    "checked by": N_("checked by"),
    "price": N_("price"),
    "value": N_("value"),
    "read": N_("read"),
    "start_scan": N_("start a scan"),
    "reveal": N_("see personal data"),
    "review": N_("review shops"),
    "watch": N_("keep the watch list"),
    "renew_watch": N_("renew a watch"),
    "take_escalation": N_("take an escalated watch"),
    "site_check": N_("record site checks"),
    "case": N_("keep cases"),
    "close_case": N_("close or hand over a case"),
    "outcome": N_("record outcomes"),
    "plan": N_("enter officers and overrides"),
    "brief": N_("collect briefings"),
    "scan": N_("scan"),
    "undo": N_("take back a change"),
    "undo_others": N_("take back another's change"),
    "export": N_("export"),
    "export_personal": N_("export personal data"),
    "package": N_("make evidence packages"),
    "audit": N_("read the audit log"),
    "erase": N_("erase personal data"),
    "maintain": N_("back up and upgrade"),
}


def told(error: CaseworkError) -> str:
    """The refusal as one sentence in the viewer's language. Escape it where it is shown: values may stand in it."""
    values = {
        name: _(WORDS[value]) if isinstance(value, str) and value in WORDS else value
        for name, value in error.values.items()
    }
    return _(error.template).format(**values)
