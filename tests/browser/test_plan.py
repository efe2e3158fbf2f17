"""From a ring to the printed plan in a real browser: checks, officers against 51, one PDF, nothing personal."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.app import settle
from tests.browser.test_every_page import query

OFFICERS = ("51", "7", "6", "5", "5", "5", "7", "7", "6", "6")


def test_from_a_ring_to_the_printed_plan(page: Page, app: str, findings: Path, tmp_path: Path) -> None:
    [ring] = query(
        findings,
        "SELECT ring_id FROM sites GROUP BY ring_id ORDER BY count(*) DESC, ring_id LIMIT 1",
    )
    names = query(
        findings,
        "SELECT holder_name FROM accounts JOIN ring_members ON member_id = account_id WHERE ring_id = '"
        + ring + "' AND holder_name IS NOT NULL UNION SELECT address FROM sites WHERE address IS NOT NULL",
    )  # fmt: skip
    page.goto(f"{app}/rings?ring={ring}&lang=en")
    settle(page)
    page.get_by_role("button", name="Plan", exact=False).last.click()
    page.get_by_text("Enter checks and officers").click()
    page.locator('[data-testid="stMultiSelect"] input').first.click()
    page.get_by_text("Select all").first.click()
    page.keyboard.press("Escape")
    page.get_by_label("Checked by").fill("Wang")
    page.get_by_label("What was seen").fill("boxes in the yard")
    page.get_by_role("button", name="Record the check").click()
    expect(page.get_by_text("The check is recorded.")).to_be_visible()
    settle(page)
    page.get_by_label("Officers at hand").fill(OFFICERS[0])
    fields = page.get_by_label(re.compile("^Officers: site"))
    sites = fields.count()
    for place in range(sites):
        fields.nth(place).fill(OFFICERS[1 + place % 9])
    page.get_by_role("button", name="Save officers").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    settle(page)
    page.get_by_text("Sites", exact=True).first.click()
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    shown = page.content()
    assert not [name for name in names if name in shown]
    with page.expect_download() as download:
        page.get_by_role("button", name="Print all sheets").click()
    assert re.fullmatch(
        rf"suyuan(_DEMO-DATA)?_plan_ring={ring}_scan-\w+\.pdf", download.value.suggested_filename
    )
    path = tmp_path / "plan.pdf"
    download.value.save_as(path)
    read = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    told = "".join(read.stdout.split())
    assert "Operationplan·alljurisdictions" in told and "51athand" in told
    assert not [name for name in names if "".join(name.split()) in told]
