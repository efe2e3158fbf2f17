"""One scan of a small invented marketplace and one running app a session; every page is guarded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.app import CHROMIUM_ARGS, ROOT, WAIT_MS, chromium, guarded_page, running

SAMPLE = ROOT / "sample_data" / "extracts"
# What is expected is waited for as patiently as a page: a busy machine answers a key in more than five seconds.
expect.set_options(timeout=WAIT_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests go to one worker: they share one app, and two browsers starve two cores."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def findings(shipped_findings: Path) -> Path:
    """The shipped sample's."""
    return shipped_findings


@pytest.fixture(scope="session")
def app(findings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("app") / "log.txt"
    with running(SAMPLE, findings, log) as address:
        yield address
    assert "Traceback" not in log.read_text(errors="replace")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "viewport": {"width": 1280, "height": 720},
        "locale": "en-GB",
        "timezone_id": "Asia/Shanghai",
        "color_scheme": "dark",
        "accept_downloads": True,
    }


@pytest.fixture(scope="module")
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a module's own app keeps its log and its casework; what the module writes there is nobody else's."""
    return tmp_path_factory.mktemp(Path(request.node.name).stem)


@pytest.fixture(scope="module")
def own_app(findings: Path, place: Path) -> Iterator[str]:
    """An app of a module's own, with its own casework."""
    with running(SAMPLE, findings, place / "log.txt") as address:
        yield address
    assert "Traceback" not in (place / "log.txt").read_text(errors="replace")


@pytest.fixture
def screen(context: BrowserContext, own_app: str) -> Iterator[Page]:
    with guarded_page(context, own_app) as opened:
        yield opened


@pytest.fixture
def page(context: BrowserContext, app: str) -> Iterator[Page]:
    """A page whose test fails when anything but the app is asked, or the browser reports an error."""
    with guarded_page(context, app) as opened:
        yield opened
