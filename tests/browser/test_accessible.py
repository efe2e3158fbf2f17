"""axe-core over every page in both themes: nothing serious or critical that is the app's own to mend."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.app import WAIT_MS, settle

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
# What Streamlit draws wrong and takes no word for, by axe's rule and where; each with its reason.
STREAMLITS_OWN: dict[tuple[str, str], str] = {}
VIEWS = (
    "overview", "prices", "geography", "shop?shop={shop}", "shop?shop={shop}&records=orders", "rings",
    "rings?ring={ring}", "rings?ring={ring}&view=places", "rings?ring={ring}&view=times",
    "rings?ring={ring}&view=replay", "plan?ring={ring}", "cases", "briefing", "data",
)  # fmt: skip


def names(findings: Path) -> dict[str, str]:
    """The first shop in rank and the first ring."""
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        [(shop, ring)] = connection.execute(
            "SELECT (SELECT shop_id FROM shop_scores ORDER BY rank LIMIT 1), "
            "(SELECT ring_id FROM ring_cases ORDER BY priority DESC, ring_id LIMIT 1)"
        ).fetchall()
    return {"shop": shop, "ring": ring}


def visit(page: Page, url: str) -> None:
    """Open a page; a busy machine may take longer than the usual wait over the first of a kind."""
    page.goto(url)
    try:
        settle(page)
    except PlaywrightTimeout:
        settle(page)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_nothing_serious(browser: Browser, app: str, findings: Path, theme: str) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 720},
        color_scheme="dark" if theme == "dark" else "light",
        locale="en-GB",
    )
    page = context.new_page()
    page.set_default_timeout(2 * WAIT_MS)
    found = []
    for view in VIEWS:
        path = view.format(**names(findings)).replace("overview", "")
        visit(page, f"{app}/{path}{'&' if '?' in path else '?'}lang=en")
        page.evaluate(AXE)
        told = page.evaluate(
            "rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules})"
            ".then((told) => told.violations.map((one) => [one.id, one.impact, one.nodes.map((node) => node.html)]))",
            RULES,
        )
        for rule, impact, nodes in told:
            if impact in ("serious", "critical"):
                own = [
                    html
                    for html in nodes
                    if not any(rule == r and part in html for r, part in STREAMLITS_OWN)
                ]
                found += [f"{theme} {view}: {rule} {html[:160]}" for html in own]
    context.close()
    assert found == []


@pytest.mark.parametrize(("width", "height", "language"), [(1280, 720, "en"), (1920, 1080, "zh")])
def test_no_page_scrolls_sideways_nor_draws_anything_beyond_its_edge(
    browser: Browser, app: str, findings: Path, width: int, height: int, language: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(2 * WAIT_MS)
    wide = []
    for view in VIEWS:
        path = view.format(**names(findings)).replace("overview", "")
        visit(page, f"{app}/{path}{'&' if '?' in path else '?'}lang={language}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(f"{view}: the page")
        # What stands in the page's flow must end where it ends: buttons, words, tables, charts.
        beyond = page.evaluate(
            "width => [...document.querySelectorAll('[data-testid=stMain] :is(button, p, h1, [data-testid=stDataFrame],"
            " .js-plotly-plot, [data-testid=stMetric])')].filter((one) => one.getClientRects().length &&"
            " one.getBoundingClientRect().right > width + 1).map((one) => one.textContent.slice(0, 60))",
            width,
        )
        wide += [f"{view}: {text}" for text in beyond]
    context.close()
    assert wide == []
