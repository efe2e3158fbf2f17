"""The Chinese view holds no English of the screen's own: what the pages say, and what the widgets add to it.

Left aside: data (brands, titles, ids, the names and text of queries), what only a screen reader is told.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from suyuan.casework.people import local_person
from tests.browser.app import settle
from tests.browser.test_every_page import query

VIEWS = (
    "",
    "prices",
    "prices?rows=spread",
    "geography",
    "shop",
    "data",
    "data?view=rejected",
    "data?view=signals",
    "data?view=weights",
)
# What has no other name in Chinese: a file's kind, units, zones, the language's own name, a hash, the engine.
SAID_SO = {"Ctrl", "CSV", "UTC", "English", "MB", "SHA", "duckdb", "Suyuan", "VIP", "IP", "ID"}
# Text on screen, written by pages and widgets: letters of data in canvases, code and icons are none.
WRITTEN = """
() => {
  const said = [];
  const shown = (element) => {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== 'hidden' && parseFloat(style.fontSize) > 0
      && Number(style.opacity) > 0;
  };
  const aside = 'script, style, canvas, code, pre, [data-testid=stIconMaterial], [data-testid$=DynamicIcon]';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (element && !element.closest(aside) && shown(element)) said.push(walk.currentNode.textContent.trim());
  }
  for (const field of document.querySelectorAll('[placeholder]')) if (shown(field)) said.push(field.placeholder);
  return said.filter((text) => /[A-Za-z]{2,}/.test(text));
}
"""


@pytest.fixture(scope="module")
def data(findings: Path) -> set[str]:
    """Words of the data that stand on screen: brands and ids."""
    brands = query(findings, "SELECT DISTINCT brand FROM listing_scores WHERE brand IS NOT NULL")
    # Who is at this machine is named in the sidebar.
    names = [*brands, local_person().name]
    return {word for name in names for word in re.findall(r"[A-Za-z]{2,}", name)}


def english(page: Page, data: set[str]) -> list[str]:
    """The texts on screen that hold a Latin word which neither the data nor custom has brought."""
    scan_or_shop = re.compile(r"\b(?=\w*\d)[A-Za-z0-9_-]+\b")
    found = []
    for text in page.evaluate(WRITTEN):
        words = set(re.findall(r"[A-Za-z]{2,}", scan_or_shop.sub(" ", text)))
        if words - data - SAID_SO:
            found.append(text)
    return found


def opened(page: Page, app: str, view: str, findings: Path) -> None:
    suspect = query(findings, "SELECT shop_id FROM shop_scores ORDER BY rank LIMIT 1")[0]
    link = f"{view}?shop={suspect}" if view == "shop" else view
    page.goto(f"{app}/{link}{'&' if '?' in link else '?'}lang=zh")
    settle(page)
    page.wait_for_timeout(1000)


@pytest.mark.parametrize("view", VIEWS)
def test_no_english_word_stands_in_the_chinese_view(
    page: Page, app: str, findings: Path, data: set[str], view: str
) -> None:
    opened(page, app, view, findings)
    assert english(page, data) == []


def test_a_list_without_a_match_says_so_in_chinese(
    page: Page, app: str, findings: Path, data: set[str]
) -> None:
    opened(page, app, "prices", findings)
    for kind in ("stMultiSelect", "stSelectbox"):
        page.get_by_test_id(kind).locator("input").first.click()
        page.keyboard.type("zzqqzz")
        nothing = page.locator("[role=listbox][data-empty=true] [role=option] span")
        nothing.wait_for()
        assert written_after(nothing) == "没有匹配项"
        assert [text for text in english(page, data) if "zzqqzz" not in text] == []
        page.keyboard.press("Escape")


def test_a_field_that_waits_for_enter_says_so_in_chinese(
    page: Page, app: str, findings: Path, data: set[str]
) -> None:
    page.goto(f"{app}/shop?lang=zh")
    settle(page)
    page.get_by_test_id("stMain").get_by_test_id("stTextInput").locator("input").first.fill("店")
    hint = page.get_by_test_id("InputInstructions").locator("> *").first
    hint.wait_for(state="attached")
    assert written_after(hint) == "按回车键生效"
    assert english(page, data) == []


def test_a_tables_tools_and_its_menu_speak_chinese(
    page: Page, app: str, findings: Path, data: set[str]
) -> None:
    opened(page, app, "prices", findings)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.hover()
    for name, said in (("Search", "在表中查找"), ("Fullscreen", "全屏")):
        page.get_by_test_id("stElementToolbar").first.get_by_role("button", name=name).hover()
        tip = page.get_by_test_id("stTooltipContent").locator("p")
        tip.wait_for(state="attached")
        page.wait_for_timeout(500)
        assert written_after(tip) == said
        assert english(page, data) == []
    expect(page.get_by_role("button", name="Show/hide columns")).to_have_count(0)
    box = table.bounding_box()
    assert box is not None
    menu = page.get_by_test_id("stDataFrameColumnMenu")
    # Its sign stands at the right end of a column's heading, wherever that ends.
    for x in range(20, int(box["width"]), 8):
        page.mouse.click(box["x"] + x, box["y"] + 14)
        page.wait_for_timeout(100)
        if menu.count():
            break
    assert [written_after(menu.get_by_role("menuitem").nth(place)) for place in (0, 1)] == [
        "从低到高",
        "从高到低",
    ]
    assert english(page, data) == []


def test_a_charts_tools_are_named_in_chinese(page: Page, app: str, findings: Path) -> None:
    opened(page, app, "prices", findings)
    tools = page.locator(".modebar-btn").all()
    assert tools
    for tool in tools:
        tool.hover()
        assert re.fullmatch(r"[\u4e00-\u9fff]+", written_after(tool))


def test_the_english_view_keeps_the_words_of_the_widgets(page: Page, app: str) -> None:
    page.goto(f"{app}/shop?lang=en")
    settle(page)
    page.get_by_test_id("stMain").get_by_test_id("stTextInput").locator("input").first.fill("shop")
    hint = page.get_by_test_id("InputInstructions").locator("> *").first
    hint.wait_for()
    assert written_after(hint) == "none"
    assert hint.inner_text() == "Press Enter to apply"


def written_after(place: Locator) -> str:
    """What style writes in place of an element's own text; "none" where it writes nothing."""
    return str(place.evaluate("element => getComputedStyle(element, '::after').content")).strip('"')
