"""A briefing in a real browser: views collected on their pages, walked by keys, opened by its link, nobody named."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from suyuan.casework import briefings
from suyuan.casework.people import local_person
from suyuan.casework.store import open_store
from tests.browser.app import WAIT_MS, guarded_page, settle
from tests.browser.test_every_page import query
from tests.small_findings import HOSTILE

BAR = ".st-key-briefing_bar"


def collected(place: Path, title: str, *steps: tuple[str, str, str]) -> str:
    """A briefing made beside the app: its id. `steps`: title, note, link."""
    opened = open_store(str(place / "casework.db"))
    with opened.write() as session:
        made = briefings.make_briefing(session, local_person(), title)
        for told, note, link in steps:
            briefings.add_step(
                session, local_person(), made.id, title=told, note=note, link=link, scan_id="s1"
            )
    opened.close()
    return made.id


def stands(screen: Page, told: str) -> None:
    """The bar says so, and the page has settled."""
    expect(screen.locator(BAR)).to_contain_text(told, timeout=WAIT_MS)
    settle(screen)


def add_view(screen: Page, address: str, *, briefing: str = "", note: str = "") -> None:
    screen.goto(address)
    settle(screen)
    screen.get_by_role("button", name="Add this view").click()
    dialog = screen.get_by_role("dialog")
    dialog.get_by_label("Note, shown with the view").fill(note)
    if briefing:
        dialog.locator('[data-testid="stSelectbox"] input').fill(briefing)
        screen.keyboard.press("Enter")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(screen.get_by_text(re.compile("Added to .* as step"))).to_be_visible(timeout=WAIT_MS)
    settle(screen)


def test_views_are_collected_walked_by_keys_and_left_again(
    screen: Page, own_app: str, findings: Path, place: Path, tmp_path: Path
) -> None:
    [ring] = query(findings, "SELECT ring_id FROM ring_cases ORDER BY priority DESC, ring_id LIMIT 1")
    [shop] = query(findings, "SELECT shop_id FROM shop_scores ORDER BY rank LIMIT 1")
    open_store(str(place / "casework.db")).close()
    add_view(
        screen, f"{own_app}/rings?ring={ring}&view=places&lang=en", briefing="Main talk", note="Two dens."
    )
    add_view(screen, f"{own_app}/shop?shop={shop}&lang=en")
    add_view(screen, f"{own_app}/?table=changes&lang=en")
    screen.goto(f"{own_app}/briefing?lang=en")
    settle(screen)
    screen.get_by_role("button", name="Main talk").click()
    settle(screen)
    with screen.expect_download() as download:
        screen.get_by_role("button", name="Hand-out").first.click()
    download.value.save_as(tmp_path / "handout.pdf")
    read = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "handout.pdf"), "-"], capture_output=True, text=True, check=True
    )
    assert "Two dens." in read.stdout and ring not in read.stdout and shop not in read.stdout
    screen.get_by_role("button", name="Present").click()
    stands(screen, "1 of 3")
    stands(screen, "Two dens.")
    for key, told in (("ArrowRight", "2 of 3"), ("ArrowRight", "3 of 3"), ("ArrowLeft", "2 of 3")):
        screen.keyboard.press(key)
        stands(screen, told)
        assert ring not in screen.url and shop not in screen.url
        assert ring not in screen.content() and shop not in screen.content()
    screen.reload()
    settle(screen)
    stands(screen, "2 of 3")
    screen.keyboard.press("Escape")
    expect(screen.get_by_role("button", name="All briefings")).to_be_visible(timeout=WAIT_MS)
    settle(screen)
    assert "briefing=1" not in screen.url


def test_two_steps_on_one_page_show_each_its_own_filters(screen: Page, own_app: str, place: Path) -> None:
    """Streamlit keeps what is bound to the link in its own memory: a step shows its link and nothing else."""
    made = collected(
        place, "Prices",
        ("first", "", "/prices?brand=Nike&rows=products&suspects=true&band=0&band=50"),
        ("second", "", "/prices?brand=Jordan&rows=products"),
        ("third", "", "/prices"),
    )  # fmt: skip
    screen.goto(f"{own_app}/briefing?present={made}&lang=en")
    chosen = screen.locator('[data-testid="stMultiSelect"]').first
    only = screen.get_by_role("switch", name="Suspects only").or_(screen.get_by_label("Suspects only"))
    for key, told, brand, suspects in (
        ("", "1 of 3", "Nike", True),
        ("ArrowRight", "2 of 3", "Jordan", False),
        ("ArrowRight", "3 of 3", "all brands", False),
        ("ArrowLeft", "2 of 3", "Jordan", False),
        ("ArrowLeft", "1 of 3", "Nike", True),
    ):
        if key:
            screen.keyboard.press(key)
        stands(screen, told)
        if brand == "all brands":
            expect(chosen).not_to_contain_text("Nike")
            expect(chosen).not_to_contain_text("Jordan")
        else:
            expect(chosen).to_contain_text(brand)
        expect(only.first).to_be_checked(checked=suspects)


def test_the_link_presents_the_first_step_to_whoever_opens_it(
    browser: Browser, own_app: str, place: Path
) -> None:
    made = collected(place, "Shared", ("Prices now", "what is new", "/prices"), ("Data", "", "/data"))
    other = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB", color_scheme="light")
    with guarded_page(other, own_app) as visitor:
        # Another language than the browser speaks: a page that the program itself turns to keeps it.
        visitor.goto(f"{own_app}/briefing?present={made}&lang=zh")
        stands(visitor, "what is new")
        assert "briefing=1" in visitor.url and "/prices" in visitor.url and "lang=zh" in visitor.url
        expect(visitor.get_by_role("button", name="下一步")).to_be_visible()
        assert visitor.evaluate("document.documentElement.scrollWidth") <= 1280
    other.close()


def test_a_step_whose_subject_is_gone_says_so_and_is_skipped_on_wish(
    screen: Page, own_app: str, place: Path
) -> None:
    made = collected(
        place,
        "After a rescan",
        ("one", "", "/data"),
        ("two", "", "/rings?ring=R404"),
        ("three", "", "/cases"),
    )
    screen.goto(f"{own_app}/briefing?open={made}&lang=en")
    settle(screen)
    expect(screen.get_by_text("not in the present scan any more")).to_be_visible()
    screen.get_by_role("button", name="Present").click()
    stands(screen, "1 of 3")
    screen.keyboard.press("ArrowRight")
    stands(screen, "2 of 3")
    stands(screen, "not in the present scan any more")
    screen.keyboard.press("Escape")
    expect(screen.get_by_role("button", name="All briefings")).to_be_visible(timeout=WAIT_MS)
    settle(screen)
    screen.get_by_text("Skip them when presenting").click()
    settle(screen)
    screen.get_by_role("button", name="Present").click()
    stands(screen, "1 of 3")
    screen.keyboard.press("ArrowRight")
    stands(screen, "3 of 3")


def test_hostile_titles_and_notes_fetch_nothing_and_format_nothing(
    screen: Page, own_app: str, place: Path
) -> None:
    made = collected(place, HOSTILE[0], *((text, text, "/data") for text in HOSTILE))
    screen.goto(f"{own_app}/briefing?open={made}&lang=en")
    settle(screen)
    for text in HOSTILE[:2]:
        expect(screen.get_by_text(text, exact=False).first).to_be_visible()
    screen.goto(f"{own_app}/briefing?present={made}&lang=en")
    for place_of in range(1, len(HOSTILE) + 1):
        stands(screen, f"{place_of} of {len(HOSTILE)}")
        assert screen.locator(f"{BAR} a, {BAR} img, {BAR} code, {BAR} strong strong").count() == 0
        screen.keyboard.press("ArrowRight")
