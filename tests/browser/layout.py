"""Whether everything on a screen can be read: the views, the wait until one is laid out, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.app import WAIT_MS

CHECKS = Path(__file__).with_name("layout.js").read_text(encoding="utf-8")
SIZES = ((1280, 720), (1920, 1080))
# How long a screen must stand still to be taken for done.
STILL_MS = 350
_STILL = """([still]) => {
  const app = document.querySelector('[data-testid=stApp]');
  const main = document.querySelector('[data-testid=stMain]');
  if (!main?.innerText.trim() || app.dataset.testScriptState === 'running') return false;
  if (document.querySelector('[data-testid=stSkeleton]')) return false;
  const parts = [...main.querySelectorAll('*')].map((one) => one.childElementCount);
  const boxes = [...main.querySelectorAll('canvas, svg, button, p, h1, h2, h3')].map((one) => {
    const box = one.getBoundingClientRect();
    return [box.left, box.top, box.width, box.height].map(Math.round).join();
  });
  const now = [innerWidth, innerHeight, parts.length, main.innerText.length, ...boxes].join(';');
  if (window.laid_out !== now) { window.laid_out = now; window.laid_out_at = performance.now(); return false; }
  return performance.now() - window.laid_out_at > still;
}"""
# Of a presented view: the bar stands below all else, so that the end of the page is never under it.
_UNDER_THE_BAR = """() => {
  const bar = document.querySelector('.st-key-briefing_bar')?.closest('[data-testid=stLayoutWrapper]');
  if (!bar) return ['no bar at the foot'];
  const main = document.querySelector('[data-testid=stMain]');
  main.scrollTop = main.scrollHeight;
  const box = bar.getBoundingClientRect();
  const told = Math.abs(box.bottom - innerHeight) > 2 ? ['the bar is not at the foot of the screen'] : [];
  const lowest = '[data-testid=stElementContainer], [data-testid=stPlotlyChart], [data-testid=stDataFrame]';
  for (const one of main.querySelectorAll(lowest)) {
    const own = one.getBoundingClientRect();
    if (!bar.contains(one) && one.checkVisibility() && own.height > 3 && own.bottom > box.top + 1 &&
        getComputedStyle(one).position === 'static')
      told.push('under the bar: ' + one.innerText.slice(0, 60));
  }
  main.scrollTop = 0;
  return told;
}"""


def laid_out(page: Page) -> None:
    """Wait until the run is over and nothing on the screen has moved for a third of a second."""
    page.wait_for_selector("[data-testid='stMainBlockContainer']", timeout=WAIT_MS)
    page.evaluate("window.laid_out = ''")
    page.wait_for_function(_STILL, arg=[STILL_MS], polling=100, timeout=WAIT_MS)


def faults(page: Page) -> list[str]:
    """What nobody could read on the screen as it stands, a sentence each."""
    told: list[str] = page.evaluate(CHECKS)
    return told


def under_the_bar(page: Page) -> list[str]:
    """What the bar at the foot of a presented view hides even at the end of the page."""
    told: list[str] = page.evaluate(_UNDER_THE_BAR)
    return told


def below_the_screen(page: Page) -> int:
    """Pixels of the page that are only scrolled to."""
    pixels: int = page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return main.scrollHeight - main.clientHeight; }"
    )
    return pixels


def resized(page: Page, size: tuple[int, int]) -> None:
    """The same view on another screen, laid out anew without a reload."""
    width, height = size
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})
        laid_out(page)


def with_words(link: str, **words: Any) -> str:
    """A link with further parameters."""
    told = "&".join(f"{name}={value}" for name, value in words.items())
    return f"{link}{'&' if '?' in link else '?'}{told}"
