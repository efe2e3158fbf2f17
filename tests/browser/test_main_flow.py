"""The main job in a real browser: from the queue to prices, a pick, a shop and its CSV, byte for byte."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Download, Page, expect

from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from suyuan.export import write_csv
from suyuan.price_pick import EVERYTHING, from_link
from tests.browser.app import Guard, press, settle

QUERIES = Catalogue.load().queries
NO_FILTER = {
    "brands": [],
    "categories": [],
    "ratio_low": 0.0,
    "ratio_high": EVERYTHING,
    "suspects_only": False,
    "by_brand": True,
    "cleared": [],
}
LANES = 13


@pytest.fixture(scope="module")
def reader(findings: Path) -> Reader:
    return Reader(findings / "pages.duckdb")


def expected_csv(reader: Reader, name: str, parameters: dict[str, object], folder: Path) -> bytes:
    path = folder / "expected.csv"
    write_csv(reader, QUERIES[name], parameters, path, {})
    return path.read_bytes()


def download(page: Page) -> tuple[Download, bytes, int]:
    """Click the page's first CSV button. Returns the download, its bytes, and the rows that the button told."""
    button = page.get_by_role("button", name=re.compile("CSV")).first
    told = int(re.sub(r"\D", "", button.inner_text()))
    with page.expect_download() as waiting:
        button.click()
    return waiting.value, Path(waiting.value.path()).read_bytes(), told


def drag_box(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    """Draw a box on the first chart; the four edges as shares of its drawing area."""
    area = page.locator(".js-plotly-plot .nsewdrag").first
    area.wait_for()
    page.wait_for_timeout(800)
    box = area.bounding_box()
    assert box
    page.mouse.move(box["x"] + left * box["width"], box["y"] + top * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + right * box["width"], box["y"] + bottom * box["height"], steps=10)
    page.mouse.up()


def open_chart(page: Page, address: str) -> None:
    """Open a page and wait until the marks of its chart stand."""
    page.goto(address)
    settle(page)
    page.locator(".js-plotly-plot .nsewdrag").first.wait_for()
    page.wait_for_timeout(1500)


def click_a_mark(page: Page, x: float, y: float) -> None:
    """Click on a chart's mark as a hand does: Plotly asks first what lies under the pointer."""
    page.mouse.move(x - 3, y)
    page.wait_for_timeout(500)
    page.mouse.move(x, y)
    page.wait_for_timeout(700)
    page.mouse.down()
    page.wait_for_timeout(80)
    page.mouse.up()


def test_from_the_queue_to_a_pick_to_a_shop_to_its_csv(
    page: Page, app: str, reader: Reader, tmp_path: Path
) -> None:
    page.goto(app)
    settle(page)
    expect(page.get_by_role("heading", name="Suspect shops")).to_be_visible()
    page.get_by_role("link", name="Prices").click()
    settle(page)
    drag_box(page, 0.02, 0.02, 0.55, 0.6)
    page.wait_for_url(re.compile("pick=brands"))
    settle(page)
    expect(page.locator(".st-key-chip_pick")).to_be_visible()

    lanes = list(reader.frame(QUERIES["prices__lanes"], {**NO_FILTER, "shop": "", "most": LANES})["lane"])
    pick = from_link(unquote(parse_qs(urlsplit(page.url).query)["pick"][0]), [*lanes, ""])
    assert pick and len(pick.lanes) > 1
    parameters = {
        **NO_FILTER,
        "beside": lanes,
        "lanes": pick.lanes,
        "picked_by_brand": True,
        "picked_low": pick.low,
        "picked_high": pick.high,
        "listing_ids": [],
        "shop": "",
        "most": 10**12,
    }
    listings = reader.frame(QUERIES["prices__listings"], parameters)
    assert len(listings) > 0
    file, body, told = download(page)
    assert body == expected_csv(reader, "prices__listings", parameters, tmp_path)
    assert told == len(listings)
    assert re.fullmatch(r"suyuan_prices_pick=brands-.*_scan-[0-9a-f]{12}\.csv", file.suggested_filename)

    # The first row of the table, under the header: its shop is picked, and stands beside the way to its page.
    table = page.get_by_test_id("stDataFrame").first
    press(table, 150, 50)
    page.wait_for_url(re.compile("shop="))
    settle(page)
    shop_id = listings["shop_id"].iloc[0]
    own = {**parameters, "shop": shop_id}
    _file, body, told = download(page)
    assert body == expected_csv(reader, "prices__listings", own, tmp_path)
    assert 0 < told < len(listings)
    page.get_by_role("button", name="Open the shop").click()
    page.wait_for_url(re.compile("/shop"))
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["shop"] == [shop_id]
    file, body, _told = download(page)
    assert body.startswith(b"\xef\xbb\xbf") and body.count(b"\n") > 1
    assert file.suggested_filename.startswith("suyuan_")


def test_the_queue_s_csv_is_the_query_byte_for_byte(
    page: Page, app: str, reader: Reader, tmp_path: Path
) -> None:
    page.goto(app)
    settle(page)
    _file, body, told = download(page)
    filters: dict[str, object] = dict.fromkeys(QUERIES["overview__queue"].parameters)
    assert body == expected_csv(reader, "overview__queue", filters, tmp_path)
    assert told == len(reader.frame(QUERIES["overview__queue"], filters))


def test_a_refresh_keeps_filters_and_pick(page: Page, app: str) -> None:
    page.goto(f"{app}/prices?lang=en&suspects=true")
    settle(page)
    drag_box(page, 0.02, 0.02, 0.5, 0.5)
    page.wait_for_url(re.compile("pick=brands"))
    settle(page)
    words = page.locator(".st-key-chip_pick p").first.inner_text()
    [rows] = re.findall(
        r"CSV · [\d,]+ rows?", page.get_by_role("button", name=re.compile("CSV")).first.inner_text()
    )
    page.reload()
    settle(page)
    expect(page.locator(".st-key-chip_pick")).to_contain_text(words)
    expect(page.get_by_role("button", name=re.compile("CSV")).first).to_contain_text(rows)
    expect(page.get_by_label("Suspects only")).to_be_checked()


# Where the invisible marks of the first ridge stand, and the brand that they tell.
RIDGE = """() => {
  const plot = document.querySelector('.js-plotly-plot'), at = plot.getBoundingClientRect();
  const { xaxis, yaxis } = plot._fullLayout;
  const marks = plot._fullData.find((trace) => trace.mode === 'markers');
  const middle = Math.floor(marks.x.length / 2);
  return [at.left + xaxis._offset + xaxis.l2p(marks.x[middle]), at.top + yaxis._offset + yaxis.l2p(marks.y[middle]),
    marks.customdata[middle][1]];
}"""


def test_a_click_on_a_ridge_keeps_its_brand_in_figures_table_and_file(page: Page, app: str) -> None:
    open_chart(page, f"{app}/prices?lang=en&rows=spread")
    _file, _body, everything = download(page)
    x, y, brand = page.evaluate(RIDGE)
    click_a_mark(page, x, y)
    page.wait_for_url(re.compile("brand="))
    settle(page)
    expect(page.locator(".st-key-chip_brand")).to_contain_text(brand)
    file, body, told = download(page)
    assert 0 < told < everything and body.count(b"\n") - 1 == told
    assert brand.replace(" ", "-") in file.suggested_filename or "brand=" in file.suggested_filename
    page.locator(".st-key-chip_brand button").first.click()
    page.wait_for_url(lambda url: "brand=" not in url)
    settle(page)
    assert download(page)[2] == everything


# The cheapest suspect's mark, and its listing.
CHEAPEST = """() => {
  const plot = document.querySelector('.js-plotly-plot'), at = plot.getBoundingClientRect();
  const { xaxis, yaxis } = plot._fullLayout;
  const marks = plot._fullData.filter((trace) => trace.type === 'scattergl')[1];
  const first = marks.x.indexOf(Math.min(...marks.x));
  return [at.left + xaxis._offset + xaxis.l2p(marks.x[first]), at.top + yaxis._offset + yaxis.l2p(marks.y[first]),
    marks.customdata[first][0]];
}"""


def test_a_click_on_a_mark_of_the_chart_picks_its_listing_and_a_drag_a_box(page: Page, app: str) -> None:
    open_chart(page, f"{app}/prices?lang=en")
    x, y, listing_id = page.evaluate(CHEAPEST)
    click_a_mark(page, x, y)
    page.wait_for_url(re.compile(f"pick=listings~{listing_id}"))
    settle(page)
    expect(page.locator(".st-key-chip_pick")).to_contain_text("Listing:")
    assert download(page)[2] == 1
    drag_box(page, 0.02, 0.02, 0.5, 0.5)
    page.wait_for_url(re.compile("pick=brands"))
    settle(page)
    assert download(page)[2] > 1


def test_the_language_is_switched_in_the_sidebar_and_kept_in_the_link(page: Page, app: str) -> None:
    page.goto(f"{app}/prices?lang=en&rows=products")
    settle(page)
    page.get_by_role("radio", name="简体中文").or_(page.get_by_role("button", name="简体中文")).first.click()
    page.wait_for_url(re.compile("lang=zh"))
    settle(page)
    expect(page.get_by_role("heading", name="谁的价格低得不合常理？")).to_be_visible()
    assert "rows=products" in page.url
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name="谁的价格低得不合常理？")).to_be_visible()


def test_the_theme_follows_the_viewer_s_screen(page: Page, app: str) -> None:
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    page.goto(f"{app}/prices")
    settle(page)
    assert page.evaluate(ground) == "rgb(15, 20, 27)"
    page.emulate_media(color_scheme="light")
    page.reload()
    settle(page)
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_the_map_is_drawn_and_a_hexagon_is_picked(page: Page, app: str) -> None:
    page.goto(f"{app}/geography?lang=en")
    settle(page)
    canvas = page.get_by_test_id("stDeckGlJsonChart").first
    canvas.wait_for()
    page.wait_for_timeout(3000)
    picture = Image.open(BytesIO(canvas.screenshot())).convert("RGB")
    colours = picture.getcolors(maxcolors=10**6) or []
    assert len(colours) > 200, "the map is blank"
    for x, y in _places_of(picture, (242, 177, 52)):
        press(canvas, x, y)
        page.wait_for_timeout(1500)
        if page.locator(".st-key-chips").count():
            break
    settle(page)
    expect(page.locator(".st-key-chips")).to_be_visible()
    _file, body, told = download(page)
    assert body.count(b"\n") - 1 == told


def _places_of(picture: Image.Image, colour: tuple[int, int, int]) -> list[tuple[int, int]]:
    """Up to eight spots where the picture has about this colour over a few pixels, far from one another."""
    found: list[tuple[int, int]] = []
    for y in range(8, picture.height - 8, 3):
        for x in range(8, picture.width - 8, 3):
            near = all(
                abs(part - wanted) < 45
                for spot in ((x, y), (x + 3, y), (x, y + 3))
                for part, wanted in zip(picture.getpixel(spot), colour, strict=True)  # type: ignore[arg-type]
            )
            if near and all(abs(x - a) + abs(y - b) > 25 for a, b in found):
                found.append((x, y))
    return found[:8]


def test_the_guard_sees_a_request_to_somebody_else(page: Page, app: str, context) -> None:  # type: ignore[no-untyped-def]
    guard = Guard(base=app)
    other = context.browser.new_context()
    guard.watch(other)
    stray = other.new_page()
    stray.goto(app)
    stray.evaluate("fetch('http://evil.example/x').catch(() => 0)")
    stray.evaluate("new WebSocket('ws://evil.example/y') && 0")
    stray.wait_for_timeout(500)
    other.close()
    assert "http://evil.example/x" in guard.foreign
    assert any("evil.example/y" in url for url in guard.foreign)
