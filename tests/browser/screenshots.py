"""Pictures of every page at 1280 × 720, light and dark, in both languages: `python -m tests.browser.screenshots DIR`.

Without `--findings` it shows the sample and what `make scan` found in it, as the documentation does.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from tests.browser import caseload
from tests.browser.app import CHROMIUM_ARGS, ROOT, Guard, chromium, running, settle

THEMES = ("dark", "light")
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}


def pages(findings: Path, case: str) -> dict[str, str]:
    """Picture name → the page's link. Shop and ring are the first of their lists."""
    query = Catalogue.load().queries["overview__queue"]
    queue = Reader(findings / "pages.duckdb").frame(query, dict.fromkeys(query.parameters))
    first = f"shop?shop={queue['shop_id'].iloc[0]}" if len(queue) else "shop"
    listed = Catalogue.load().queries["rings__list"]
    rings = Reader(findings / "pages.duckdb").frame(listed, {"most": 1})
    ring = f"rings?ring={rings['ring_id'].iloc[0]}" if len(rings) else "rings"
    return {
        "overview": "",
        "prices": "prices",
        "prices-spread": "prices?rows=spread",
        "geography": "geography",
        "shop": first,
        "rings-list": "rings",
        "rings": ring,
        "rings-chain": f"{ring}{'&' if '?' in ring else '?'}view=chain",
        "rings-places": f"{ring}{'&' if '?' in ring else '?'}view=places",
        "rings-times": f"{ring}{'&' if '?' in ring else '?'}view=times",
        "cases": "cases",
        "cases-buys": "cases?view=buys",
        "cases-one": f"cases?case={case}",
        "cases-reviews": "cases?view=reviews",
        "plan": ring.replace("rings", "plan", 1),
        "data": "data",
        "data-queries": "data?view=queries",
    }


def take(browser: Browser, address: str, links: dict[str, str], folder: Path) -> None:
    """One picture a page, theme and language. Raises AssertionError where anybody else was asked."""
    for theme in THEMES:
        for language, locale in LANGUAGES.items():
            context = browser.new_context(
                viewport={"width": 1280, "height": 720},
                locale=locale,
                timezone_id="Asia/Shanghai",
                color_scheme=theme,  # type: ignore[arg-type]
            )
            guard = Guard(base=address)
            guard.watch(context)
            page = context.new_page()
            for name, link in links.items():
                page.goto(f"{address}/{link}{'&' if '?' in link else '?'}lang={language}")
                settle(page)
                _drawn(page)
                page.screenshot(path=folder / f"{name}-{theme}-{language}.png")
            context.close()
            guard.check()


def _drawn(page: Page) -> None:
    """Charts and maps come after the words: wait for them."""
    page.wait_for_timeout(1200)
    if page.get_by_test_id("stDeckGlJsonChart").count():
        page.wait_for_timeout(2500)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--extracts", type=Path)
    arguments.add_argument("--findings", type=Path)
    given = arguments.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    log = Path(tempfile.mkdtemp()) / "log.txt"
    findings = given.findings or ROOT / "var" / "findings"
    # Where `running` looks for the casework: beside its log.
    case = caseload.fill(log.with_name("casework.db"), findings)
    with running(given.extracts, given.findings, log) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGS)
        take(browser, address, pages(findings, case), given.folder)
        browser.close()


if __name__ == "__main__":
    main()
