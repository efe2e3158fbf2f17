"""The rings page in a real browser: opened from the list, drawn, clicked, downloaded; nobody else is asked."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.app import WAIT_MS, settle
from tests.browser.test_every_page import query

CHART = "[data-testid='stEChartsChart'] canvas"


# What the chart's tooltip says; '' while none is shown.
TOOLTIP = """[...document.querySelectorAll("[data-testid='stEChartsChart'] div")]
  .filter(part => part.style.zIndex === '9999999' && part.style.visibility !== 'hidden')
  .map(part => part.innerText).join('')"""


def first_ring(findings: Path) -> str:
    [ring] = query(findings, "SELECT ring_id FROM ring_cases ORDER BY priority DESC, ring_id LIMIT 1")
    return ring


def open_ring(page: Page, app: str, ring: str, link: str = "") -> None:
    page.goto(f"{app}/rings?lang=en&ring={ring}{link}")
    settle(page)


def test_a_click_in_the_list_opens_the_ring(page: Page, app: str, findings: Path) -> None:
    page.goto(f"{app}/rings?lang=en")
    settle(page)
    table = page.locator("[data-testid='stDataFrame']").first
    table.wait_for(timeout=WAIT_MS)
    page.wait_for_timeout(1500)
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 80, box["y"] + 52)
    page.wait_for_url(f"**ring={first_ring(findings)}**", timeout=WAIT_MS)
    settle(page)
    expect(page.get_by_text("Hangs together at its weakest by")).to_be_visible(timeout=WAIT_MS)


def test_a_click_on_the_chart_keeps_a_shop_and_one_more_opens_it(
    page: Page, app: str, findings: Path
) -> None:
    open_ring(page, app, first_ring(findings))
    chart = page.locator(CHART).first
    chart.wait_for(timeout=WAIT_MS)
    page.wait_for_timeout(1500)
    box = chart.bounding_box()
    assert box and box["width"] > 700 and box["height"] > 300
    # A rest on a node tells what it is: the pointer goes over the chart until a shop answers.
    steps = (
        (box["x"] + box["width"] * x / 44, box["y"] + box["height"] * y / 20)
        for y in range(2, 19)
        for x in range(4, 41)
    )
    for x, y in steps:
        page.mouse.move(x, y)
        page.wait_for_timeout(20)
        if re.search("^(not )?suspect · ", page.evaluate(TOOLTIP), re.M):
            page.mouse.click(x, y)
            break
    page.wait_for_url("**node=**", timeout=WAIT_MS)
    settle(page)
    shop = parse_qs(urlsplit(page.url).query)["node"][0]
    [name] = query(findings, f"SELECT coalesce(shop_name, shop_id) FROM shops WHERE shop_id = '{shop}'")
    chip = page.locator(".st-key-chip_node button").first
    expect(chip).to_contain_text(name, timeout=WAIT_MS)
    # The shop and its owner are left of the members; a reload shows the same.
    expect(page.get_by_role("button", name=re.compile(r"CSV · 2 rows$")).first).to_be_visible()
    page.reload()
    settle(page)
    expect(chip).to_contain_text(name, timeout=WAIT_MS)
    page.get_by_role("button", name="Open the shop").click()
    page.wait_for_url(f"**/shop?**shop={shop}**", timeout=WAIT_MS)
    settle(page)
    expect(page.get_by_role("button", name="Ring of")).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("button", name="Ring of").click()
    page.wait_for_url(f"**/rings?**ring={first_ring(findings)}**", timeout=WAIT_MS)


def test_the_csv_of_a_ring_s_members_is_the_query_s_and_hides_what_is_personal(
    page: Page, app: str, findings: Path
) -> None:
    ring = first_ring(findings)
    open_ring(page, app, ring)
    with page.expect_download(timeout=WAIT_MS) as download:
        page.get_by_role("button", name="CSV").first.click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert ring in download.value.suggested_filename
    [members] = query(findings, f"SELECT count(*) FROM ring_members WHERE ring_id = '{ring}'")
    data = [line for line in lines[1:] if line.startswith(("account,", "shop,", '"account"', '"shop"'))]
    assert len(data) == members
    holders = query(
        findings,
        "SELECT DISTINCT holder_name FROM accounts JOIN ring_members ON member_id = account_id "
        f"WHERE ring_id = '{ring}' AND holder_name IS NOT NULL",
    )
    cells = {cell.strip('"') for line in data for cell in line.split(",")}
    assert holders and not cells & set(holders)


def test_every_view_is_drawn_without_asking_anybody_else(page: Page, app: str, findings: Path) -> None:
    for view, drawn in (
        ("links", "canvas"),
        ("chain", "canvas"),
        ("places", "[data-testid='stDeckGlJsonChart'] canvas"),
        ("times", ".js-plotly-plot"),
    ):
        open_ring(page, app, first_ring(findings), f"&view={view}")
        page.locator(drawn).first.wait_for(timeout=WAIT_MS)
        page.wait_for_timeout(1000)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
