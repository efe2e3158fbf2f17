"""Casework in a real browser: a test buy from plan to the file for the next scan, two editors, keys and links."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from getpass import getuser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.app import WAIT_MS, guarded_page, running, settle
from tests.browser.conftest import SAMPLE
from tests.browser.test_chinese import english
from tests.browser.test_every_page import query

VIEWS = ("due", "watch", "buys", "checks", "cases", "reviews", "log")


@pytest.fixture(scope="module")
def office(findings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app of its own: what these tests write is nobody else's."""
    log = tmp_path_factory.mktemp("office") / "log.txt"
    with running(SAMPLE, findings, log) as address:
        yield address
    assert "Traceback" not in log.read_text(errors="replace")


@pytest.fixture
def desk(context: BrowserContext, office: str) -> Iterator[Page]:
    with guarded_page(context, office) as opened:
        yield opened


def go(page: Page, office: str, link: str, language: str = "en") -> None:
    page.goto(f"{office}/cases?lang={language}&{link}")
    settle(page)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def save(page: Page, label: str) -> None:
    dialog(page).get_by_role("button", name=label, exact=True).click()
    expect(dialog(page)).to_have_count(0, timeout=WAIT_MS)
    settle(page)


def test_a_test_buy_goes_over_the_board_and_out_to_the_next_scan(
    desk: Page, office: str, findings: Path, tmp_path: Path
) -> None:
    [shop] = query(findings, "SELECT shop_id FROM shop_scores WHERE suspect ORDER BY rank LIMIT 1")
    go(desk, office, "view=buys")
    desk.get_by_role("button", name="Plan a test buy").click()
    dialog(desk).get_by_label("The shop's id").fill(shop)
    save(desk, "Plan it")
    desk.get_by_role("button", name="It was bought").click()
    dialog(desk).get_by_label("Order", exact=True).fill("O-1")
    save(desk, "It was bought")
    desk.get_by_role("button", name="Received and sealed").click()
    dialog(desk).get_by_label("Seal number").fill("FX-1")
    photo = tmp_path / "seal.png"
    desk.screenshot(path=photo)
    dialog(desk).locator("input[type=file]").set_input_files(photo)
    expect(dialog(desk).get_by_text("seal.png")).to_be_visible(timeout=WAIT_MS)
    save(desk, "It is sealed")
    desk.get_by_role("button", name="Send", exact=True).click()
    # What was refused keeps what was typed.
    dialog(desk).get_by_label("Retained sample (optional)").fill("left shoe")
    dialog(desk).get_by_role("button", name="It was sent").click()
    expect(dialog(desk).get_by_text("it must be said")).to_be_visible(timeout=WAIT_MS)
    expect(dialog(desk).get_by_label("Retained sample (optional)")).to_have_value("left shoe")
    dialog(desk).get_by_label("Sent to").fill("Laboratory")
    save(desk, "It was sent")
    desk.get_by_role("button", name="Verdict", exact=True).click()
    dialog(desk).get_by_label("Verdict").click()
    desk.get_by_role("option", name="Counterfeit").click()
    save(desk, "Record the verdict")
    expect(desk.get_by_text("1 of 1", exact=True)).to_be_visible(timeout=WAIT_MS)
    with desk.expect_download() as download:
        desk.get_by_role("button", name=re.compile("For the next scan")).click()
    download.value.save_as(tmp_path / "extract.zip")
    with zipfile.ZipFile(tmp_path / "extract.zip") as packed:
        assert set(packed.namelist()) == {"extract/test_buys.parquet", "extract/manifest.json"}


def test_two_editors_of_a_case_and_the_second_is_told(
    desk: Page, office: str, browser: Browser, browser_context_args: dict[str, object]
) -> None:
    go(desk, office, "view=cases")
    desk.get_by_role("button", name="Open a case").click()
    dialog(desk).get_by_label("Title").fill("Jerseys")
    save(desk, "Open the case")
    other = browser.new_context(**browser_context_args)  # type: ignore[arg-type]
    colleague = other.new_page()
    go(colleague, office, "view=cases")
    for page, title in ((desk, "Shirts"), (colleague, "Jerseys, Yuexiu")):
        page.locator("[class*=st-key-case_menu_case_] button").first.click()
        page.get_by_text("Change the case").click()
        dialog(page).get_by_label("Title").fill(title)
    save(colleague, "Save")
    other.close()
    dialog(desk).get_by_role("button", name="Save", exact=True).click()
    expect(dialog(desk).get_by_text("Jerseys, Yuexiu")).to_be_visible(timeout=WAIT_MS)
    expect(dialog(desk).get_by_label("Title")).to_have_value("Shirts")
    save(desk, "I have read it: save mine on top")
    expect(desk.get_by_role("button", name="Shirts")).to_be_visible(timeout=WAIT_MS)


def test_suspects_are_gone_through_by_key_and_a_row_leads_to_its_shop(desk: Page, office: str) -> None:
    go(desk, office, "view=reviews")
    name = desk.locator(".st-key-case_open_review p")
    # A label is drawn a moment after its button.
    expect(name).not_to_have_text("", timeout=WAIT_MS)
    first = name.inner_text()
    desk.keyboard.press("j")
    expect(name).not_to_have_text(first, timeout=WAIT_MS)
    settle(desk)
    desk.keyboard.press("k")
    expect(name).to_have_text(first, timeout=WAIT_MS)
    settle(desk)
    desk.get_by_role("button", name="Take under review").click()
    expect(desk.get_by_role("radio", name="Under review 1")).to_be_visible(timeout=WAIT_MS)
    desk.locator(".st-key-case_open_review button").click()
    desk.wait_for_url(re.compile(r"/shop\?.*shop="), timeout=WAIT_MS)
    settle(desk)
    assert "view=" not in desk.url


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_fits_the_screen_in_chinese_without_an_english_word(
    desk: Page, office: str, findings: Path, view: str
) -> None:
    go(desk, office, f"view={view}", "zh")
    desk.wait_for_timeout(500)
    assert desk.evaluate("document.documentElement.scrollWidth") <= 1280
    button = desk.get_by_role("button", name=re.compile("CSV")).first
    box = button.bounding_box()
    assert box and box["y"] + box["height"] <= 720
    brands = query(findings, "SELECT DISTINCT brand FROM listing_scores WHERE brand IS NOT NULL")
    data = {word for brand in brands for word in re.findall(r"[A-Za-z]{2,}", brand)}
    typed = {"Jerseys", "Shirts", "Yuexiu", "Laboratory", "FX", *re.findall(r"[A-Za-z]{2,}", getuser())}
    assert english(desk, data | typed) == []
