"""Who may start a scan from the screen: what the policy says, entered in the log before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from suyuan.casework import audit, refused
from suyuan.casework.people import local_person
from suyuan.casework.roles import POLICY, ROLES
from suyuan.casework.store import open_store
from suyuan.ui import scanning
from tests.pages.test_login import TEAM, LogIn, log_in

__all__ = ["log_in"]


def scan_panel(folder: str) -> None:
    """A page with nothing but the panel, over extracts that hold no table: the scan ends at once."""
    from pathlib import Path

    import streamlit as st

    from suyuan.ui import scanning
    from suyuan.ui.findings import Place

    where = Place(Path(folder) / "extracts", Path(folder) / "findings", is_demo=False)
    if st.button("by force", key="force") and scanning._is_allowed(where, "start"):
        scanning.start(where)
    scanning.panel(where)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "extracts").mkdir()
    refused._today.clear()
    yield tmp_path
    for job in scanning._jobs().values():
        job.process.kill()
    scanning._jobs().clear()


def opened(folder: Path) -> AppTest:
    return AppTest.from_function(scan_panel, kwargs={"folder": str(folder)}, default_timeout=60).run()


def logged(database: Path) -> list[tuple[str, str, str]]:
    with open_store(str(database)).read() as session:
        assert audit.verify_store(session) == []
        return [(one.name, one.action, one.subject) for one in audit.entries(session, local_person())]


@pytest.mark.parametrize("role", ROLES)
def test_the_button_is_offered_to_whom_the_policy_allows_a_scan(
    folder: Path, log_in: LogIn, casework_database: Path, role: str
) -> None:
    assert role in TEAM
    log_in(role)
    page = opened(folder)
    offered = [button for button in page.button if button.key == "scan_now"]
    assert bool(offered) == (role in POLICY["start_scan"])
    if offered:
        offered[0].click().run()
        assert scanning._jobs()
        assert logged(casework_database) == [(role.title(), "scan", "findings/findings")]
    else:
        assert ["ask an analyst or a lead" in said.value for said in page.caption] == [True]


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_a_scan_by_force_does_not_begin_and_the_attempt_stands_in_the_log(
    folder: Path, log_in: LogIn, casework_database: Path, role: str
) -> None:
    log_in(role)
    page = opened(folder)
    page.button(key="force").click().run()
    assert scanning._jobs() == {}
    [said] = page.warning
    assert "may not do this" in said.value and "start a scan" in said.value
    assert logged(casework_database) == [(role.title(), "refused", "findings/findings")]


def test_where_casework_cannot_be_opened_a_scan_begins_all_the_same(
    folder: Path, log_in: LogIn, casework_database: Path
) -> None:
    casework_database.mkdir()
    log_in("analyst")
    opened(folder).button(key="scan_now").click().run()
    assert scanning._jobs()
