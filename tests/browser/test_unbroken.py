"""Dates and ids in running text: on one line however narrow the place, copied as the data has them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.browser import layout
from tests.browser.test_every_page import query

NARROWED = """(width) => {
  const told = [...document.querySelectorAll("[data-testid=stMain] p")].find((one) => one.innerText.includes(" · "));
  told.style.width = `${width}px`;
  return told.innerText;
}"""
COPIED = """() => {
  const told = [...document.querySelectorAll("[data-testid=stMain] p")].find((one) => one.innerText.includes(" · "));
  getSelection().selectAllChildren(told);
  let copied = null;
  document.addEventListener("copy", (event) => { copied = event.clipboardData.getData("text/plain"); }, {once: true});
  document.execCommand("copy");
  return copied;
}"""


def test_a_date_in_a_shop_s_head_is_broken_at_no_width_and_is_copied_without_what_holds_it(
    page: Page, app: str, findings: Path
) -> None:
    [shop, opened] = query(
        findings,
        "SELECT unnest([shop_id, strftime(opened_at + INTERVAL 8 HOUR, '%Y-%m-%d')]) FROM (SELECT shop_id, opened_at "
        "FROM shop_scores JOIN shops USING (shop_id) WHERE opened_at IS NOT NULL ORDER BY rank LIMIT 1)",
    )
    page.goto(f"{app}/shop?shop={shop}&lang=en")
    layout.laid_out(page)
    for width in range(100, 420, 8):
        told = page.evaluate(NARROWED, width)
        assert [one for one in layout.faults(page) if "broken in two" in one and "date" in one] == [], width
    assert opened not in told and opened in told.replace("\u2060", "")
    copied = page.evaluate(COPIED)
    assert opened in copied and "\u2060" not in copied


def test_words_with_hyphens_may_still_break(page: Page, app: str) -> None:
    page.goto(f"{app}/data?lang=en")
    layout.laid_out(page)
    page.evaluate(
        "document.querySelector('[data-testid=stMain] p').append(' second-hand make-up WB-17-A2 17-a ')"
    )
    page.wait_for_timeout(100)
    told = page.evaluate("document.querySelector('[data-testid=stMain] p').textContent")
    assert " second-hand make-up " in told
    assert "WB\u2060-\u206017\u2060-\u2060A2" in told
