"""A ring's story plays in the browser, by the space bar, without another word to the server."""

from __future__ import annotations

from pathlib import Path

import duckdb
from playwright.sync_api import Page

from tests.browser.app import WAIT_MS, settle

DAYS = (
    "([...document.querySelectorAll('.st-key-ring_replay .textpoint')]"
    ".map((one) => one.textContent).find((text) => /^\\d{4}-\\d\\d-\\d\\d –/.test(text)) ?? '')"
)


def test_the_space_bar_plays_and_stops_a_ring_s_story(page: Page, app: str, findings: Path) -> None:
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        [(ring,)] = connection.execute(
            "SELECT ring_id FROM ring_cases ORDER BY priority DESC LIMIT 1"
        ).fetchall()
    page.goto(f"{app}/rings?ring={ring}&view=replay&lang=en")
    settle(page)
    page.locator(".st-key-ring_replay .updatemenu-button").wait_for(timeout=3 * WAIT_MS)
    page.wait_for_function(f"{DAYS} !== ''", timeout=WAIT_MS)
    first = page.evaluate(DAYS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press(" ")
    page.wait_for_function(f"{DAYS} > '{first}'", timeout=WAIT_MS)
    page.keyboard.press(" ")
    page.wait_for_timeout(800)
    stopped = page.evaluate(DAYS)
    page.wait_for_timeout(1500)
    assert page.evaluate(DAYS) == stopped > first
    assert asked == []
