"""The frame in a real browser: links, the way back, the language, and a scan started from the screen."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.app import WAIT_MS, running, settle
from tests.browser.conftest import SAMPLE

SWITCH = "button[data-variant=segmented_control]"


def link(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_row_of_the_queue_opens_its_shop_and_back_leads_to_the_same_queue(page: Page, app: str) -> None:
    page.goto(f"{app}/?lang=en&signal=price")
    settle(page)
    table = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert table
    page.mouse.click(table["x"] + 60, table["y"] + 50)
    page.wait_for_url("**/shop?*")
    settle(page)
    assert link(page)["lang"] == ["en"]
    assert link(page)["shop"][0] in page.get_by_test_id("stMain").inner_text()
    page.go_back()
    settle(page)
    assert (link(page)["lang"], link(page)["signal"]) == (["en"], ["price"])
    expect(page.locator("h1").first).to_have_text("Suspect shops")


def test_a_page_change_leaves_one_step_in_the_history_and_keeps_the_language(page: Page, app: str) -> None:
    page.goto(f"{app}/?lang=zh")
    settle(page)
    page.get_by_test_id("stSidebarNavLink").nth(3).click()
    page.wait_for_url("**/shop*")
    settle(page)
    assert link(page)["lang"] == ["zh"]
    page.go_back()
    settle(page)
    expect(page.locator("h1").first).to_have_text("疑似售假店铺")


def test_a_change_of_language_keeps_what_was_chosen_and_the_page_goes_on_working(
    page: Page, app: str
) -> None:
    page.goto(f"{app}/?lang=zh&signal=price")
    settle(page)
    page.locator(SWITCH).filter(has_text="English").click()
    settle(page)
    page.locator(SWITCH).filter(has_text="Changed").click()
    settle(page)
    assert link(page) == {"lang": ["en"], "signal": ["price"], "table": ["changes"]}
    expect(page.locator("h1").first).to_have_text("Suspect shops")


def test_a_scan_is_started_from_the_screen_cancelled_and_started_again(
    context: BrowserContext, tmp_path: Path
) -> None:
    findings = tmp_path / "findings"
    findings.mkdir()
    with running(SAMPLE, findings, tmp_path / "log.txt") as address:
        page = context.new_page()
        page.goto(f"{address}/?lang=zh")
        settle(page)
        page.get_by_role("button", name="立即扫描").click()
        expect(page.get_by_text("正在扫描")).to_be_visible(timeout=WAIT_MS)
        page.get_by_role("button", name="取消").click()
        expect(page.get_by_text("扫描已取消")).to_be_visible(timeout=WAIT_MS)
        assert not (findings / "pages.duckdb").exists()
        page.get_by_role("button", name="立即扫描").click()
        expect(page.locator("h1").first).to_have_text("疑似售假店铺", timeout=10 * WAIT_MS)
        page.close()
