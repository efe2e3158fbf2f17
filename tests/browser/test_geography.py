"""The map in a real browser: drawn from the server's own files, and picked."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
from playwright.sync_api import FloatRect, Locator, Page, TimeoutError

from suyuan import map_view
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from tests.browser.app import WAIT_MS, press, settle

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
    nothing = dict.fromkeys(("origin", "destination", "cell", "registered", "shop"), "")
    asked = {
        **everything,
        **nothing,
        "everyone": True,
        "level": "province",
        "province": "",
        "cleared": [],
        "ends": False,
        "most": 40,
    }
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
    page.locator(".deck-tooltip", has_text="Starting in ").wait_for(timeout=6000)
    page.wait_for_timeout(1000)
    page.mouse.down()
    page.wait_for_timeout(80)
    page.mouse.up()


def chip(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-chip_{name}")


def told(page: Page) -> int:
    """How many shops the table holds, as its file's button says."""
    return int(re.sub(r"\D", "", page.get_by_role("button", name="CSV").last.inner_text()))


def test_the_map_is_drawn_and_a_click_on_it_keeps_what_starts_there(
    page: Page, app: str, findings: Path
) -> None:
    open_map(page, app, "parcels=all&level=province")
    box = page.locator(f"{MAP} canvas").first.bounding_box()
    assert box and box["width"] > 400 and box["height"] > 250
    everybody = told(page)
    spot = busiest_start(findings, box)
    # Drawn in software, on a busy machine, the map may still be loading its borders: then nothing answers yet.
    for _ in range(10):
        try:
            rest_and_press(page, spot)
            chip(page, "origin").wait_for(timeout=6000)
            break
        except TimeoutError:
            continue
    assert chip(page, "origin").is_visible()
    assert "origin=" in page.url
    settle(page)
    assert told(page) < everybody
    chip(page, "origin").get_by_role("button").click()
    page.wait_for_url(lambda url: "origin=" not in url, timeout=WAIT_MS)
    settle(page)
    assert told(page) == everybody


def test_a_click_on_the_list_and_one_on_the_table_pick_together(page: Page, app: str) -> None:
    open_map(page, app, "parcels=all&level=province")
    everybody = told(page)
    listed, shops = page.get_by_test_id("stDataFrame").nth(0), page.get_by_test_id("stDataFrame").nth(1)
    press(listed, 40, 50)
    page.wait_for_url(re.compile("origin="), timeout=WAIT_MS)
    settle(page)
    of_region = told(page)
    assert 0 < of_region < everybody
    press(shops, 140, 50)
    page.wait_for_url(re.compile("shop="), timeout=WAIT_MS)
    settle(page)
    assert told(page) == 1
    assert chip(page, "origin").is_visible() and chip(page, "shop").is_visible()
    page.reload()
    settle(page)
    assert told(page) == 1
    [shop_id] = parse_qs(urlsplit(page.url).query)["shop"]
    page.get_by_role("button", name="Open the shop").click()
    page.wait_for_url(re.compile("/shop"), timeout=WAIT_MS)
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["shop"] == [shop_id]


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
    before = chip(page, "origin").inner_text()
    page.reload()
    settle(page)
    assert chip(page, "origin").inner_text() == before
    assert "Putian" in before
