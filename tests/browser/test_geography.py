"""The map in a real browser: drawn from the server's own files, and picked."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import FloatRect, Page, TimeoutError

from tests.browser.app import WAIT_MS, settle

MAP = "[data-testid='stDeckGlJsonChart']"


def open_map(page: Page, app: str, link: str) -> None:
    with page.expect_response(lambda answer: "china_provinces.geojson" in answer.url, timeout=WAIT_MS) as got:
        page.goto(f"{app}/geography?lang=en&{link}")
    assert got.value.ok
    settle(page)
    page.wait_for_selector(f"{MAP} canvas", timeout=WAIT_MS)
    page.wait_for_timeout(3000)


def spots(page: Page, box: FloatRect) -> Iterator[tuple[float, float]]:
    """Spots of the map that answer the pointer, wherever the sample puts its parcels."""
    tooltip = page.locator(".deck-tooltip")
    for row in range(4, 18):
        for column in range(8, 19):
            x, y = box["x"] + box["width"] * column / 20, box["y"] + box["height"] * row / 20
            page.mouse.move(x, y)
            page.wait_for_timeout(80)
            if tooltip.is_visible():
                # The tooltip comes late: it may belong to the spot before.
                page.wait_for_timeout(1000)
                if tooltip.is_visible():
                    yield x, y


def picked_somewhere(page: Page, box: FloatRect, tries: int = 8) -> bool:
    """Click on spots until one is picked: marks are small, and their edges answer the pointer but not the button."""
    for _, (x, y) in zip(range(tries), spots(page, box), strict=False):
        # The map looks up what lies under the pointer when the button goes down: nobody lets go at once.
        page.mouse.click(x, y, delay=120)
        try:
            page.get_by_text("Picked:").wait_for(timeout=4000)
        except TimeoutError:
            continue
        return True
    return False


def test_the_map_is_drawn_and_a_click_on_it_fills_the_table(page: Page, app: str) -> None:
    open_map(page, app, "parcels=all&level=province")
    box = page.locator(f"{MAP} canvas").first.bounding_box()
    assert box and box["width"] > 400 and box["height"] > 250
    assert picked_somewhere(page, box), "nothing on the map can be picked"
    assert "pick=" in page.url
    settle(page)
    assert page.get_by_text("Picked:").is_visible()
    page.get_by_role("button", name="Drop the pick").click()
    page.get_by_text("Pick a hexagon, a flow or a region").wait_for(timeout=WAIT_MS)
    assert "pick=" not in page.url


def test_the_csv_of_the_regions_is_the_query_s(page: Page, app: str) -> None:
    open_map(page, app, "parcels=all&level=province")
    with page.expect_download(timeout=WAIT_MS) as download:
        page.get_by_role("button", name="CSV").first.click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("region_key,") or lines[0].startswith('"region_key"')
    label = page.get_by_role("button", name="CSV").first.inner_text()
    assert f"{len(lines) - 1} row" in label


def test_a_link_opens_the_same_view_after_a_refresh(page: Page, app: str) -> None:
    open_map(page, app, "parcels=all&level=city&from=350000&pick=start~350300&rows=parcels")
    before = page.get_by_text("Picked:").inner_text()
    page.reload()
    settle(page)
    assert page.get_by_text("Picked:").inner_text() == before
    assert "Putian" in before
