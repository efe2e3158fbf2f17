"""Who somebody is: from a login's claims, by the team's table of roles; without login, the one at this machine."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from typing import Any

from suyuan.casework.errors import N_, Forbidden, Unfit
from suyuan.casework.roles import ROLES, Person
from suyuan.casework.settings import Settings

# What the log says of somebody who has none.
NO_ROLE = "none"


def local_person() -> Person:
    """The one person of an app without login: a lead, since all is his. Such an app must serve 127.0.0.1 alone."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "unknown"
    return Person(name=user, role="lead", subject=f"local:{user}")


def stated_person(name: str, settings: Settings) -> Person:
    """Who acts from a shell, where nobody logs in: the team's table has his role, by the address or `sub:…` given.

    A team without a table, or one that names nobody, has the one at the machine alone. Whom the machine knows stays the
    subject, so the log holds both: who was stated, and whose account it was. Raises Unfit where a name is needed or
    cannot be used, Forbidden where the table does not have it.
    """
    local = local_person()
    if not any(getattr(settings.roles, role) for role in ROLES):
        if name:
            raise Unfit(N_("--as {who}: no team's file gives anybody a role here"), who=name)
        return local
    if not name:
        raise Unfit(N_("the team's file gives roles: say with --as who does this, as that file names him"))
    if name.startswith("group:"):
        raise Unfit(
            N_("--as {who}: a shell cannot show who is in a group; name the address or sub:…"), who=name
        )
    claims = {"sub": name[4:]} if name.startswith("sub:") else {"sub": local.subject, "email": name}
    found = person_of(claims, settings)
    return Person(name=name, role=found.role, subject=local.subject)


def person_of(claims: Mapping[str, Any], settings: Settings) -> Person:
    """The person behind verified OIDC claims (`sub`; `email`, `name`, groups where given).

    An e-mail address counts only if the provider does not call it unverified. Of viewer, analyst and lead the most
    allowed role is his. Raises Forbidden on claims without a subject, on somebody the table does not name, and on an
    auditor who has another role too: nobody oversees his own work.
    """
    subject = str(claims.get("sub") or "").strip()
    if not subject:
        raise Forbidden(N_("the login names nobody: its claims have no sub"))
    # `sub` is unique with its issuer alone.
    issuer = str(claims.get("iss") or "")
    known_as = f"{issuer}#{subject}" if issuer else subject
    keys = {f"sub:{subject}"}
    email = str(claims.get("email") or "").strip()
    # An address that reads like a group or a subject would borrow their roles.
    if "@" in email and ":" not in email and claims.get("email_verified", True) in (True, "true"):
        keys.add(email.casefold())
    groups = claims.get(settings.groups_claim) or ()
    keys |= {f"group:{group}" for group in ([groups] if isinstance(groups, str) else groups)}
    held = {
        role
        for role in ROLES
        for name in getattr(settings.roles, role)
        if (name if ":" in name else name.casefold()) in keys
    }
    name = str(claims.get("name") or email or subject)
    if not held:
        told = N_("{who} has no role here: a lead enters it in the team's settings")
        raise Forbidden(told, who=email or subject).of(Person(name, NO_ROLE, known_as), "read", "login/-")
    if "auditor" in held and len(held) > 1:
        told = N_("{who} is named as auditor and in another role too")
        raise Forbidden(told, who=email or subject).of(Person(name, NO_ROLE, known_as), "read", "login/-")
    return Person(name=name, role=max(held, key=ROLES.index), subject=known_as)
