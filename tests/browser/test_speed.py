"""Clicks and idle sessions are measured on the real app, each until the page is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import speed
from tests.browser.app import served
from tests.browser.conftest import SAMPLE


def test_a_click_is_timed_until_what_it_asked_for_is_painted(
    browser: Browser, own_app: str, findings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {start for start, _ in speed.CLICKS.values()} <= set(speed.pages(findings, ""))
    monkeypatch.setattr(speed, "CLICKS", {name: speed.CLICKS[name] for name in ("to the rings",)})
    [[name, middle, longest]] = speed.clicks(browser, own_app, speed.pages(findings, ""), 1)
    assert name == "to the rings" and middle == longest
    assert 10 < float(middle.replace(",", "")) < 60_000


def test_sessions_that_wait_are_open_at_once_and_their_pages_were_shown(
    findings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "SETTLING_S", 0)
    with served(SAMPLE, findings, tmp_path / "log.txt") as (base, process):
        held = speed.idle(base, process, len(speed.PAGES_OF_SESSIONS))
    assert [row[0] for row in held] == ["none", "5", "5, half a minute later"]
    none, five, _ = (float(row[1].replace(",", "")) for row in held)
    assert five > none > 50
    assert "Traceback" not in (tmp_path / "log.txt").read_text(errors="replace")
