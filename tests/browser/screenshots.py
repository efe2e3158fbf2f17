"""Pictures of every page at 1280 × 720, light and dark, in both languages: `python -m tests.browser.screenshots DIR`.

A picture holds 256 colours: a page has few, and the folder stays small.

Without `--findings` it shows the sample and what `make scan` found in it, as the documentation does.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from suyuan.casework import briefings
from suyuan.casework.store import open_store
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from tests.browser import caseload
from tests.browser.app import CHROMIUM_ARGS, ROOT, Guard, chromium, running, settle
from tests.browser.layout import laid_out

THEMES = ("dark", "light")
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
# Of the briefing in the pictures: view, title, note.
STEPS = (
    ("overview", "Whom to open next · 先查谁", "Nothing is closed: they are watched. 先关注，不下架。"),
    (
        "rings",
        "Who with whom · 谁与谁",
        "Two independent kinds of record for every tie. 每条关联至少两类独立记录。",
    ),
    ("geography", "Where parcels start · 包裹从哪里发出", ""),
)


def pages(findings: Path, case: str) -> dict[str, str]:
    """Picture name → the page's link. Shop and ring are the first of their lists."""
    query = Catalogue.load().queries["overview__queue"]
    queue = Reader(findings / "pages.duckdb").frame(query, dict.fromkeys(query.parameters))
    first = f"shop?shop={queue['shop_id'].iloc[0]}" if len(queue) else "shop"
    listed = Catalogue.load().queries["rings__list"]
    rings = Reader(findings / "pages.duckdb").frame(listed, {"most": 1, "cleared": []})
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


def briefing_pages(database: Path, views: dict[str, str]) -> dict[str, str]:
    """Picture name → link: the briefings, one of them, and steps as a room sees them. Writes it into the casework."""
    store = open_store(str(database))
    with store.write() as session:
        made = briefings.make_briefing(session, caseload.ZHOU, "世界杯球衣 · World Cup jerseys")
        steps = {
            view: briefings.add_step(
                session, caseload.ZHOU, made.id, title=title, note=note, link=f"/{views[view]}", scan_id="s1"
            )
            for view, title, note in STEPS
        }
        told = {view: f"{made.id}.{step.id}" for view, step in steps.items()}
    store.close()
    presented = {
        f"room-{view}": f"{views[view]}{'&' if '?' in views[view] else '?'}briefing=1&present={step}"
        for view, step in told.items()
    }
    return {"briefing": "briefing", "briefing-one": f"briefing?open={made.id}", **presented}


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
                laid_out(page)
                _drawn(page)
                _kept(page.screenshot(), folder / f"{name}-{theme}-{language}.png")
            context.close()
            guard.check()


def _kept(picture: bytes, path: Path) -> None:
    with Image.open(io.BytesIO(picture)) as taken:
        taken.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


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
    links = pages(findings, case)
    links |= briefing_pages(log.with_name("casework.db"), links)
    with running(given.extracts, given.findings, log) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGS)
        take(browser, address, links, given.folder)
        browser.close()


if __name__ == "__main__":
    main()
