"""Drawings before a room on a larger screen: as much larger as its letters are."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import layout
from tests.browser.test_every_page import query

LINKS = {
    "rings?account={account}": "stEChartsChart",
    "geography": "stDeckGlJsonChart",
    "rings?ring={ring}&view=places": "stDeckGlJsonChart",
    "plan?ring={ring}": "stDeckGlJsonChart",
    "shop?shop={shop}": "stDeckGlJsonChart",
}


@pytest.mark.parametrize("link", LINKS)
def test_a_drawing_grows_with_the_room_s_screen(page: Page, app: str, findings: Path, link: str) -> None:
    [ring] = query(findings, "SELECT ring_id FROM ring_cases ORDER BY priority DESC, ring_id LIMIT 1")
    [account] = query(
        findings,
        "SELECT reseller_account_id FROM supply_edges WHERE ring_id IS NOT NULL "
        "ORDER BY units DESC, reseller_account_id LIMIT 1",
    )
    [shop] = query(findings, "SELECT shop_id FROM shop_scores ORDER BY rank LIMIT 1")
    own = layout.with_words(link.format(ring=ring, account=account, shop=shop), lang="en", briefing=1)
    heights = []
    for width, height in layout.SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{app}/{own}")
        layout.laid_out(page)
        box = page.get_by_test_id(LINKS[link]).first.bounding_box()
        assert box
        heights.append(box["height"])
    letters = max(19, 0.0142 * 1920) / 19
    assert heights[1] == pytest.approx(heights[0] * letters, rel=0.03)
