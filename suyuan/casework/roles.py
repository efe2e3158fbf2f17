"""Who may do what: one table, action × role, and the guard that every public function of casework stands behind.

docs/roles.md shows the same table to people; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from suyuan.casework.errors import N_, Forbidden

LONGEST_ID = 200
ROLES = ("viewer", "analyst", "lead", "auditor")

_EVERYBODY = frozenset(ROLES)
_AT_WORK = frozenset({"analyst", "lead"})
_LEAD = frozenset({"lead"})
_OVERSIGHT = frozenset({"lead", "auditor"})

POLICY: dict[str, frozenset[str]] = {
    "read": _EVERYBODY,
    "start_scan": _AT_WORK,
    "reveal": _AT_WORK,
    "review": _AT_WORK,
    "watch": _AT_WORK,
    "renew_watch": _LEAD,
    "take_escalation": _LEAD,
    "note": _AT_WORK,
    "site_check": _AT_WORK,
    "test_buy": _AT_WORK,
    "case": _AT_WORK,
    "close_case": _LEAD,
    "outcome": _LEAD,
    "plan": _LEAD,
    "brief": _AT_WORK,
    "undo": _AT_WORK,
    "undo_others": _LEAD,
    "export": frozenset({"analyst", "lead", "auditor"}),
    "export_personal": _LEAD,
    "package": _AT_WORK,
    "audit": _OVERSIGHT,
    "erase": _LEAD,
    "maintain": _LEAD,
}
# By function, `module.name`: the action it asks for. The role matrix is tested over it.
OPERATIONS: dict[str, str] = {}

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Person:
    """Who acts. `subject` is what the identity provider knows him by and does not change."""

    name: str
    role: str
    subject: str


def may(person: Person, action: str) -> bool:
    """Whether the person's role allows the action. Raises KeyError on an unknown action."""
    return person.role in POLICY[action]


def require(person: Person, action: str) -> None:
    """Raise Forbidden where the person's role does not allow the action."""
    if not may(person, action):
        told = N_("the role {role} may not do this: {action}")
        raise Forbidden(told, role=person.role, action=action).of(person, action)


def acts(
    action: str,
) -> Callable[[Callable[Concatenate[Session, Person, P], R]], Callable[Concatenate[Session, Person, P], R]]:
    """Guard a function of (session, person, …) by the policy's action, and enter it in OPERATIONS."""
    POLICY[action]

    def guard(
        function: Callable[Concatenate[Session, Person, P], R],
    ) -> Callable[Concatenate[Session, Person, P], R]:
        @wraps(function)
        def guarded(session: Session, person: Person, *args: P.args, **kwargs: P.kwargs) -> R:
            try:
                require(person, action)
                return function(session, person, *args, **kwargs)
            except Forbidden as error:
                raise error.of(person, action, _about(function, args, kwargs)) from error.__cause__

        OPERATIONS[f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"] = action
        return guarded

    return guard


def _about(function: Callable[..., object], args: Sequence[object], kwargs: Mapping[str, object]) -> str:
    """What a refused call was about, as `MODULE/ID`: ids alone, since any other argument may be what somebody typed."""
    given = {**dict(zip(list(signature(function).parameters)[2:], args, strict=False)), **kwargs}
    if isinstance(given.get("subject"), str):
        return str(given["subject"])[:LONGEST_ID]
    named = [str(value) for name, value in given.items() if name.endswith("_id") and value is not None]
    return f"{function.__module__.rsplit('.', 1)[-1]}/{named[0] if named else '-'}"[:LONGEST_ID]
