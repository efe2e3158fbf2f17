"""A shop's evidence package in a real browser: the form, the progress, the file, and that the file is whole."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from suyuan.evidence.verifying import WHOLE, verify
from tests.browser.app import WAIT_MS, settle
from tests.browser.test_every_page import query


def test_one_click_a_short_form_and_the_signed_file(
    page: Page, app: str, findings: Path, tmp_path: Path
) -> None:
    [shop] = query(findings, "SELECT shop_id FROM shop_scores WHERE suspect ORDER BY rank LIMIT 1")
    page.goto(f"{app}/shop?lang=zh&shop={shop}")
    settle(page)
    page.get_by_role("button", name="证据包").click()
    page.get_by_label("案件编号").fill("沪公〔2026〕1号")
    page.get_by_role("button", name="制作证据包").click()
    button = page.get_by_role("button", name="下载证据包")
    expect(button).to_be_visible(timeout=2 * WAIT_MS)
    with page.expect_download() as download:
        button.click()
    download.value.save_as(tmp_path / "package.zip")
    assert verify(tmp_path / "package.zip").exit_code == WHOLE
    page.get_by_role("button", name="关闭").click()
    expect(page.get_by_role("button", name="下载证据包")).to_have_count(0, timeout=WAIT_MS)
