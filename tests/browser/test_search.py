"""From any page to a parcel by its waybill, with the keyboard; what was picked stands on top and is taken off again."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
from playwright.sync_api import Page, expect

from tests.browser.app import WAIT_MS, settle


def test_a_waybill_leads_to_its_parcel_and_stands_in_no_link(page: Page, app: str, findings: Path) -> None:
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        [(waybill, order, shop)] = connection.execute(
            "SELECT waybill_no, order_id, shop_id FROM shipments WHERE waybill_no IS NOT NULL AND shop_id IS NOT NULL "
            "ORDER BY waybill_no LIMIT 1"
        ).fetchall()
    page.goto(f"{app}/data?lang=en")
    settle(page)
    page.keyboard.press("Control+k")
    box = page.get_by_label("Shop, ring, account, phone")
    box.wait_for(timeout=WAIT_MS)
    box.fill(f" {waybill.lower()} ")
    box.press("Enter")
    hit = page.get_by_role("button", name=f"Parcel of order {order}")
    hit.wait_for(timeout=WAIT_MS)
    hit.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/shop?**order={order}**", timeout=WAIT_MS)
    settle(page)
    assert waybill.lower() not in page.url.lower() and f"shop={shop}" in page.url
    expect(page.get_by_role("dialog")).to_have_count(0)
    chip = page.get_by_role("button", name=f"Order: {order}")
    expect(chip).to_be_visible()
    expect(page.get_by_role("button", name=re.compile(r"CSV · 1 row$"))).to_be_visible()
    chip.click()
    settle(page)
    assert "order=" not in page.url
    expect(page.get_by_role("button", name=re.compile(r"CSV · 1 row$"))).to_have_count(0)
