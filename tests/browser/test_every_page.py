"""Every page, in both languages: nothing foreign, nothing cut off, its download in sight; on hostile data too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import small_findings
from tests.browser.app import WAIT_MS, guarded_page, running, settle

PAGES = ("", "prices", "geography", "shop", "rings", "plan", "cases", "briefing", "data")
LANGUAGES = ("en", "zh")


def query(findings: Path, sql: str) -> list[str]:
    """The first column of what the findings answer."""
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        return [row[0] for row in connection.execute(sql).fetchall()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_the_screen_with_its_download_in_sight(
    page: Page, app: str, findings: Path, name: str, language: str
) -> None:
    [suspect] = query(findings, "SELECT shop_id FROM shop_scores ORDER BY rank LIMIT 1")
    [ring] = query(findings, "SELECT ring_id FROM ring_cases ORDER BY priority DESC, ring_id LIMIT 1")
    subject = {"shop": f"&shop={suspect}", "plan": f"&ring={ring}"}.get(name, "")
    page.goto(f"{app}/{name}?lang={language}{subject}")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    # A briefing is handed out on paper; the list of briefings is no table of findings.
    if name != "briefing":
        button = page.get_by_role("button", name=re.compile("CSV")).first
        button.wait_for()
        box = button.bounding_box()
        assert box and box["y"] + box["height"] <= 720
    assert not re.search(r"Traceback|Error:", page.inner_text("body"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return small_findings.make(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def hostile_app(hostile: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(*hostile, tmp_path_factory.mktemp("hostile-app") / "log.txt") as address:
        yield address


@pytest.fixture
def hostile_page(context: BrowserContext, hostile_app: str) -> Iterator[Page]:
    with guarded_page(context, hostile_app) as opened:
        yield opened


def test_pages_opened_by_their_own_links_first_of_all_and_at_once_have_their_frame(
    hostile: tuple[Path, Path], context: BrowserContext, tmp_path: Path
) -> None:
    with running(*hostile, tmp_path / "log.txt") as address:
        tabs = [context.new_page() for _name in range(5)]
        for tab in tabs:
            tab.goto(f"{address}/rings?lang=zh", wait_until="commit")
        for tab in tabs:
            tab.bring_to_front()
            settle(tab)
            expect(tab.get_by_role("link", name="价格")).to_be_visible(timeout=WAIT_MS)
            expect(tab.get_by_role("link", name="app", exact=True)).to_have_count(0)


@pytest.mark.parametrize("name", PAGES)
def test_titles_and_names_that_would_phone_home_stay_silent(
    hostile_page: Page, hostile_app: str, name: str
) -> None:
    hostile_page.goto(f"{hostile_app}/{name}?lang=en")
    settle(hostile_page)
    hostile_page.mouse.move(700, 330)
    hostile_page.wait_for_timeout(500)
    assert hostile_page.locator("[data-testid='stMain'] img[src*='evil']").count() == 0
    assert hostile_page.locator("[data-testid='stMain'] a[href*='evil']").count() == 0


def test_a_hostile_shop_s_own_page_stays_silent(
    hostile_page: Page, hostile_app: str, hostile: tuple[Path, Path]
) -> None:
    shops = query(
        hostile[1],
        "SELECT shop_id FROM shop_summary WHERE shop_name LIKE '%evil.example%' ORDER BY orders DESC LIMIT 4",
    )
    assert len(shops) == 4
    for shop_id in shops:
        hostile_page.goto(f"{hostile_app}/shop?shop={shop_id}&lang=en")
        settle(hostile_page)
        assert hostile_page.locator("[data-testid='stMain'] a[href*='evil']").count() == 0


def test_people_are_shown_only_to_who_asks_and_the_link_does_not_tell(
    hostile_page: Page, hostile_app: str
) -> None:
    hostile_page.goto(f"{hostile_app}/data?view=rejected&lang=en")
    settle(hostile_page)
    hostile_page.get_by_text("Personal data").first.click()
    settle(hostile_page)
    assert "reveal" not in hostile_page.url and "personal" not in hostile_page.url


def test_a_scan_is_started_cancelled_and_leaves_the_findings_in_force(
    hostile_page: Page, hostile_app: str, hostile: tuple[Path, Path]
) -> None:
    before = (hostile[1] / "scan.parquet").read_bytes()
    hostile_page.goto(f"{hostile_app}/data?lang=en")
    settle(hostile_page)
    hostile_page.get_by_role("button", name="Scan now").click()
    hostile_page.get_by_role("button", name="Cancel").click()
    expect(hostile_page.get_by_text(re.compile("cancelled"))).to_be_visible(timeout=WAIT_MS)
    assert (hostile[1] / "scan.parquet").read_bytes() == before
