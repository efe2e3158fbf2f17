"""The map in a real browser: drawn from the server's own files, and picked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
from playwright.sync_api import FloatRect, Page, TimeoutError

from suyuan import map_view
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from tests.browser.app import WAIT_MS, settle

MAP = "[data-testid='stDeckGlJsonChart']"


def open_map(page: Page, app: str, link: str) -> None:
    with page.expect_response(lambda answer: "china_provinces.geojson" in answer.url, timeout=WAIT_MS) as got:
        page.goto(f"{app}/geography?lang=en&{link}")
    assert got.value.ok
    settle(page)
    page.wait_for_selector(f"{MAP} canvas", timeout=WAIT_MS)
    page.wait_for_timeout(3000)


def busiest_start(findings: Path, box: FloatRect) -> tuple[float, float]:
    """Where on the screen the region stands that most parcels start from."""
    everything = {"since": datetime(1900, 1, 1), "until": datetime(2900, 1, 1), "whole": True}
    asked = {**everything, "everyone": True, "level": "province", "province": "", "ends": False, "most": 40}
    queries, reader = Catalogue.load().queries, Reader(findings / "pages.duckdb")
    regions = reader.frame(queries["geography__regions"], asked)
    flows = reader.frame(queries["geography__flows"], asked)
    reader.close()
    axes = {
        axis: pd.concat([regions[axis], flows[f"origin_{axis}"], flows[f"destination_{axis}"]])
        for axis in ("longitude", "latitude")
    }
    view = map_view.fit(axes["longitude"], axes["latitude"], 584, 344)
    x, y = view.pixels(regions["longitude"].head(1), regions["latitude"].head(1))
    # The map on screen is wider than the one that was fitted; its middle is the same.
    left, top = box["x"] + (box["width"] - view.width) / 2, box["y"] + (box["height"] - view.height) / 2
    return left + float(x[0]), top + float(y[0])


def rest_and_press(page: Page, spot: tuple[float, float]) -> None:
    """As a hand does it: along a way, a rest on the mark, the button held for a moment."""
    page.mouse.move(spot[0] - 3, spot[1])
    page.wait_for_timeout(1000)
    page.mouse.move(*spot)
    page.locator(".deck-tooltip", has_text="Starting in ").wait_for(timeout=WAIT_MS)
    page.wait_for_timeout(1000)
    page.mouse.down()
    page.wait_for_timeout(80)
    page.mouse.up()


def test_the_map_is_drawn_and_a_click_on_it_fills_the_table(page: Page, app: str, findings: Path) -> None:
    open_map(page, app, "parcels=all&level=province")
    box = page.locator(f"{MAP} canvas").first.bounding_box()
    assert box and box["width"] > 400 and box["height"] > 250
    spot = busiest_start(findings, box)
    # Drawn in software, on a busy machine, the map may still be loading its borders: then nothing answers yet.
    for _ in range(5):
        rest_and_press(page, spot)
        try:
            page.get_by_text("Picked:").wait_for(timeout=6000)
            break
        except TimeoutError:
            continue
    assert page.get_by_text("Picked:").is_visible()
    assert "pick=start" in page.url
    settle(page)
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
