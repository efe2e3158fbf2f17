"""Briefing mode before a room: nothing of anybody stands anywhere that a browser gets to know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from suyuan.casework import cases
from suyuan.casework.store import open_store
from suyuan.contract import EXTRACTS, FINDINGS
from suyuan.masking import PERSONAL
from suyuan.pseudonyms import Pseudonyms, own_key
from tests.browser import caseload
from tests.browser.app import ROOT, WAIT_MS, guarded_page, running, settle
from tests.browser.eavesdrop import Ear, Needles

SAMPLE = ROOT / "sample_data" / "extracts"
# What names somebody or something beside the contract's personal columns.
IDENTITY = re.compile(r"(account|shop|listing|order|order_line|complaint|ring|site|facility)(_id)(_[ab])?$")
NAMES = frozenset({"shop_name", "title"})
# Free text that people wrote is personal as a whole; a complaint's is often a sentence that hundreds wrote alike.
WHOLE_TABLES = {**EXTRACTS, **FINDINGS}
VIEWS = (
    "", "prices", "prices?pick=listings~{listing}", "prices?shop={shop}", "prices?shop={shop}&rows=spread", "geography",
    "geography?rows=parcels&sites=true", "geography?near=true&parcels=all", "geography?shop={shop}&rows=parcels",
    "shop", "shop?shop={shop}",
    *(f"shop?shop={{shop}}&records={kind}" for kind in (
        "listings", "orders", "complaints", "test_buys", "parcels", "dealings", "transfers")),
    "rings", "rings?ring={ring}",
    *(f"rings?ring={{ring}}&rows_links={rows}" for rows in ("ties", "candidates", "facilities")),
    "rings?ring={ring}&view=chain", "rings?ring={ring}&view=chain&rows_chain=provinces",
    "rings?ring={ring}&view=places", "rings?ring={ring}&view=places&rows_places=flows", "rings?ring={ring}&view=times",
    "rings?ring={ring}&view=replay", "rings?ring={ring}&view=times&rows_times=logins",
    "rings?account={account}", "rings?account={account}&rows_account=ties",
    "plan", "plan?ring={ring}", "plan?ring={ring}&view=people", "plan?ring={ring}&view=others",
    "plan?ring={ring}&view=enter", "plan?ring={ring}&view=sheets", "plan?case={case}",
    *(f"cases?view={view}" for view in ("due", "watch", "buys", "checks", "cases", "reviews", "log")),
    "cases?view=reviews&state=watched",
    *(f"cases?case={{case}}&part={part}" for part in ("members", "sites", "buys", "outcome", "notes")),
    "cases?case={case}&part=replay", "cases?case={single}&part=replay",
    "?lang=zh", "shop?shop={shop}&lang=zh", "rings?ring={ring}&lang=zh",
    "briefing", "data", "data?view=rejected", "data?view=queries&query=shops", "data?view=weights",
)  # fmt: skip

KEY = bytes(range(32))
SEEN = ("", "prices", "geography", "shop?shop={shop}", "rings?ring={ring}", "plan?ring={ring}", "cases")


def is_place(value: str) -> bool:
    """An address without a number or a door is a place, and stands on every map."""
    return not re.search(r"\d", value)


def needles(findings: Path) -> Iterator[tuple[str, str]]:
    """Every value that names somebody or something, of every table in the findings' database."""
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        tables = connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'main'"
        ).fetchall()
        for table, column, kind in tables:
            named = IDENTITY.search(column) or column in NAMES or column in PERSONAL
            if table not in WHOLE_TABLES or not named or kind != "VARCHAR" or column == "row":
                continue
            relation = connection.table(table).project(f'"{column}"').distinct()
            for (value,) in relation.fetchall():
                if value and not (column.endswith("address") and is_place(value)) and column != "text":
                    yield column, value
        for latitude, longitude in connection.execute("SELECT latitude, longitude FROM sites").fetchall():
            # To the block a place may be told, not to the door.
            for name, degrees in (("latitude", latitude), ("longitude", longitude)):
                if degrees is not None and len(str(degrees).partition(".")[2]) > 3:
                    yield name, str(degrees)


def single_shops(log: Path, findings: Path) -> str:
    """A case of shops that are in no ring, a suspect and an honest one: its id."""
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        shops = connection.execute(
            "(SELECT shop_id FROM shop_scores WHERE suspect AND ring_id IS NULL ORDER BY rank LIMIT 1) UNION ALL "
            "(SELECT unnest(shop_ids) FROM merchant_groups ORDER BY group_id LIMIT 1)"
        ).fetchall()
    opened = open_store(str(log.with_name("casework.db")))
    with opened.write() as session:
        made = cases.open_case(session, caseload.LIN, "单店")
        for (shop,) in shops:
            cases.add_member(session, caseload.LIN, made.id, "shop", subject_id=shop)
    opened.close()
    return made.id


@pytest.fixture(scope="module")
def room(findings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The app over the sample with a caseload; its address, and the pseudonyms of what is opened in it."""
    log = tmp_path_factory.mktemp("room") / "log.txt"
    case, single = caseload.fill(log.with_name("casework.db"), findings), single_shops(log, findings)
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        [(shop, ring, account)] = connection.execute(
            "SELECT shop_id, ring_id, principal_account_id FROM shop_scores JOIN rings USING (ring_id) "
            "WHERE suspect AND principal_account_id IS NOT NULL ORDER BY rank LIMIT 1"
        ).fetchall()
        [(listing,)] = connection.execute(
            "SELECT min(listing_id) FROM listing_scores WHERE shop_id = $shop AND price_ratio < 0.5",
            {"shop": shop},
        ).fetchall()
    # A key of its own: among the thousand pseudonyms of a drawn one some would spell a shop's id by chance.
    key = log.with_name("casework.db.briefing-key")
    key.touch(mode=0o600)
    key.write_bytes(KEY)
    with running(SAMPLE, findings, log) as address:
        own = Pseudonyms(own_key(key))
        ids = {"shop": shop, "ring": ring, "account": account, "listing": listing}
        told = {f"{name}_id": value for name, value in ids.items()}
        yield (
            address,
            {**{name: own.of(value) for name, value in ids.items()}, "case": case, "single": single, **told},
        )
    assert "Traceback" not in log.read_text(errors="replace")


@pytest.fixture(scope="module")
def sought(findings: Path) -> Needles:
    found = Needles(needles(findings))
    assert found.many > 100_000
    return found


def opened(page: Page, address: str, view: str) -> None:
    page.goto(address + "/" + view)
    settle(page)
    # A page that tells an error alone has nothing to leak.
    assert page.locator("[data-testid='stAlertContentError']").count() == 0, view


def before_a_room(view: str) -> str:
    return view + ("&" if "?" in view else "?") + "briefing=1"


@pytest.mark.parametrize("view", VIEWS)
def test_nobody_is_named_anywhere_on_a_page(
    context: BrowserContext, room: tuple[str, dict[str, str]], sought: Needles, view: str
) -> None:
    address, ids = room
    with guarded_page(context, address) as page:
        ear = Ear()
        ear.listen(page)
        opened(page, address, before_a_room(view.format(**ids)))
        ear.look(page)
        ear.take_files(page)
    assert set(ear.heard(sought)) == set()


def test_the_same_ear_hears_names_where_no_room_looks_on(
    context: BrowserContext, room: tuple[str, dict[str, str]], sought: Needles
) -> None:
    address, ids = room
    with guarded_page(context, address) as page:
        ear = Ear()
        ear.listen(page)
        opened(page, address, "shop?records=orders&shop=" + ids["shop_id"])
        ear.look(page)
        ear.take_files(page)
    heard = set(ear.heard(sought))
    assert {"shop_id", "shop_name", "listing_id", "order_id", "buyer_account_id"} <= {
        kind for _, kind, _ in heard
    }
    assert {"address", "received", "source", "file's name"} <= {where for where, _, _ in heard}


def test_the_switch_takes_the_id_out_of_the_address_and_escape_leaves_by_it(
    page: Page, app: str, findings: Path
) -> None:
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        [(shop_id, name)] = connection.execute(
            "SELECT shop_id, shop_name FROM shop_scores JOIN shops USING (shop_id) ORDER BY rank LIMIT 1"
        ).fetchall()
    opened(page, app, f"shop?shop={shop_id}")
    page.get_by_role("button", name="Briefing mode").click()
    expect(page.get_by_role("heading", name=re.compile("^Shop "))).to_be_visible(timeout=WAIT_MS)
    expect(page).to_have_url(re.compile("briefing=1"), timeout=WAIT_MS)
    assert shop_id not in page.url and name not in page.content()
    expect(page.locator("[data-testid='stSidebar']")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=WAIT_MS)
    expect(page.locator("[data-testid='stSidebar']")).to_be_visible()
    assert f"shop={shop_id}" in page.url and "briefing" not in page.url


def test_digits_turn_to_the_pages(page: Page, app: str) -> None:
    opened(page, app, "?briefing=1")
    for digit, path in (("3", "geography"), ("2", "prices")):
        page.keyboard.press(digit)
        expect(page).to_have_url(re.compile(rf"/{path}\?.*briefing=1"), timeout=WAIT_MS)
        settle(page)
    assert not page.get_by_text("Scan again").count()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)], ids=str)
def test_a_room_sees_nothing_cut_off_sideways_and_the_title_on_top(
    context: BrowserContext, room: tuple[str, dict[str, str]], size: tuple[int, int]
) -> None:
    address, ids = room
    with guarded_page(context, address) as page:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for view in SEEN:
            opened(page, address, before_a_room(view.format(**ids)))
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], view
            title = page.get_by_role("heading").first.bounding_box()
            assert title and title["y"] < size[1] / 6, view


DRAWINGS = {
    "rings?ring={ring}": "[class*=st-key-ring_chart]",
    "rings?ring={ring}&view=chain": "[class*=st-key-ring_chain]",
    "rings?ring={ring}&view=places": "[class*=st-key-ring_sites]",
    "rings?ring={ring}&view=replay": ".st-key-ring_replay .slider-container",
    "cases?case={case}&part=replay": ".st-key-case_replay .slider-container",
}


def test_on_a_projector_the_bar_hides_no_drawing(
    context: BrowserContext, room: tuple[str, dict[str, str]]
) -> None:
    address, ids = room
    with guarded_page(context, address) as page:
        page.set_viewport_size({"width": 1280, "height": 720})
        for view, drawing in DRAWINGS.items():
            opened(page, address, before_a_room(view.format(**ids)))
            shown = page.locator(drawing).first
            shown.wait_for(timeout=3 * WAIT_MS)
            bar = page.locator(".st-key-briefing_bar").bounding_box()
            box = shown.bounding_box()
            assert bar and box and box["y"] + box["height"] <= bar["y"], view
