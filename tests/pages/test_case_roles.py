"""What each role is offered on the cases page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from suyuan.casework import (
    cases,
)
from suyuan.casework.errors import Forbidden
from suyuan.casework.roles import Person
from suyuan.casework.store import Store
from tests.pages.conftest import OpenPage
from tests.pages.test_cases import VIEWS, as_role, fill_everything, keys, press, shops, store

__all__ = ["as_role", "shops", "store"]

ALLOWED: dict[str, set[str]] = {
    "viewer": set(),
    "auditor": set(),
    "analyst": {"case_main", "step", "undo"},
    "lead": {"case_main", "step", "undo"},
}


@pytest.mark.parametrize("role", ["viewer", "auditor", "analyst", "lead"])
def test_what_a_role_may_not_do_is_not_offered_and_the_core_refuses_it(
    open_page: OpenPage, store: Store, shops: list[str], as_role: Callable[[str], Person], role: str
) -> None:
    made = fill_everything(store, shops[0])
    person = as_role(role)
    offered = set()
    for view in VIEWS:
        page = open_page("cases", view=view)
        assert not page.exception
        found = keys(page)
        offered |= {"case_main"} & found
        offered |= {"step" for key in found if re.match("case_(step|move)_", key) and "case_over" not in key
                    and not key.startswith("case_step_case_")}  # fmt: skip
        offered |= {"undo" for key in found if key.startswith("case_undo")}
        assert page.get("download_button") or role == "viewer"
    assert offered == ALLOWED[role]
    page = open_page("cases", case=made["case"].id)
    assert ("case_add" in keys(page)) == (role in ("analyst", "lead"))
    assert ("case_status" in keys(page)) == (role == "lead")
    page = open_page("cases", case=made["case"].id, part="outcome")
    assert ("case_add" in keys(page)) == (role == "lead")
    if role in ("viewer", "auditor"):
        with store.write() as session, pytest.raises(Forbidden):
            cases.change_case(session, person, made["case"].id, made["case"].version, title="x")


def test_a_form_that_was_open_when_the_role_went_is_closed(
    open_page: OpenPage, store: Store, as_role: Callable[[str], Person]
) -> None:
    page = open_page("cases", view="cases")
    press(page, "case_main")
    assert "case_save" in keys(page)
    as_role("viewer")
    page.run()
    assert not page.exception and "case_save" not in keys(page)
