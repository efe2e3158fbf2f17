"""A story plays in the browser, by the space bar, without a word to the server, and its moment stands in the link."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from suyuan.casework import briefings, cases
from suyuan.casework.people import local_person
from suyuan.casework.store import open_store
from tests.browser.app import WAIT_MS, settle
from tests.browser.test_every_page import query

FIGURE = ":is(.st-key-ring_replay, .st-key-case_replay)"
DAYS = (
    f"([...document.querySelectorAll('{FIGURE} .textpoint')]"
    ".map((one) => one.textContent).find((text) => /^\\d{4}-\\d\\d-\\d\\d –/.test(text)) ?? '')"
)
# What is drawn on the map's axes and on the chart's: positions, sizes and colours.
DRAWN = (
    f"((axis) => JSON.stringify(document.querySelector('{FIGURE} .js-plotly-plot').data"
    ".filter((one) => (one.xaxis ?? 'x') === axis).map((one) => [one.x, one.marker?.size, one.marker?.color])))"
)
RING = "SELECT ring_id FROM ring_cases ORDER BY priority DESC, ring_id LIMIT 1"
ALONE = "SELECT shop_id FROM shop_scores WHERE suspect AND ring_id IS NULL ORDER BY rank LIMIT 1"
HONEST = "SELECT unnest(shop_ids) FROM merchant_groups ORDER BY group_id LIMIT 1"


@pytest.fixture(scope="module")
def case(findings: Path, place: Path) -> str:
    """A case of a ring, of a suspect shop in no ring, and of an honest merchant's shop: its id."""
    opened = open_store(str(place / "casework.db"))
    with opened.write() as session:
        made = cases.open_case(session, local_person(), "两店一团伙")
        for kind, asked in (("ring", RING), ("shop", ALONE), ("shop", HONEST)):
            cases.add_member(session, local_person(), made.id, kind, subject_id=query(findings, asked)[0])
    opened.close()
    return made.id


@pytest.fixture(params=["ring", "case"])
def story(request: pytest.FixtureRequest, own_app: str, findings: Path, case: str) -> str:
    """The address of a ring's replay, and of a case's."""
    if request.param == "ring":
        return f"{own_app}/rings?ring={query(findings, RING)[0]}&view=replay&lang=en"
    return f"{own_app}/cases?case={case}&part=replay&lang=en"


def stands(screen: Page) -> str:
    """The days at which the story stands, once it is drawn."""
    settle(screen)
    screen.locator(f"{FIGURE} .updatemenu-button").wait_for(timeout=3 * WAIT_MS)
    screen.wait_for_function(f"{DAYS} !== ''", timeout=WAIT_MS)
    # The page looks at a new figure twice a second.
    screen.wait_for_timeout(1200)
    return str(screen.evaluate(DAYS))


def slide(screen: Page, share: float) -> str:
    """Press the slider's rail at a share of its length; the days at which it stands then, once the link has them."""
    before = screen.evaluate(DAYS)
    box = screen.locator(f"{FIGURE} .slider-rail-touch-rect").bounding_box()
    assert box
    screen.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
    screen.wait_for_function(f"{DAYS} !== '{before}'", timeout=WAIT_MS)
    days = str(screen.evaluate(DAYS))
    expect(screen).to_have_url(re.compile(rf"at={days[:10]}"), timeout=WAIT_MS)
    return days


def test_the_space_bar_plays_and_stops_a_story_on_map_and_chart(screen: Page, story: str) -> None:
    screen.goto(story)
    first = stands(screen)
    drawn = {axis: screen.evaluate(f"{DRAWN}('{axis}')") for axis in ("x", "x2")}
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.keyboard.press(" ")
    screen.wait_for_function(f"{DAYS} > '{first}'", timeout=WAIT_MS)
    for axis, before in drawn.items():
        screen.wait_for_function(f"([axis, before]) => {DRAWN}(axis) !== before", arg=[axis, before])
    screen.keyboard.press(" ")
    screen.wait_for_timeout(800)
    stopped = screen.evaluate(DAYS)
    screen.wait_for_timeout(1500)
    assert screen.evaluate(DAYS) == stopped > first
    assert asked == []


def test_a_reload_and_a_play_go_on_from_the_moment_in_the_link(screen: Page, story: str) -> None:
    screen.goto(story)
    stands(screen)
    days = slide(screen, 0.5)
    screen.reload()
    assert stands(screen) == days
    screen.keyboard.press(" ")
    screen.wait_for_function(f"{DAYS} !== '{days}'", timeout=WAIT_MS)
    assert screen.evaluate(DAYS) > days
    screen.keyboard.press(" ")


def test_a_briefing_takes_the_moment_along(screen: Page, story: str, place: Path) -> None:
    screen.goto(story)
    stands(screen)
    days = slide(screen, 0.7)
    screen.get_by_role("button", name="Add this view").click()
    dialog = screen.get_by_role("dialog")
    dialog.locator('[data-testid="stSelectbox"] input').fill(days)
    screen.keyboard.press("Enter")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(screen.get_by_text(re.compile("Added to .* as step"))).to_be_visible(timeout=WAIT_MS)
    opened = open_store(str(place / "casework.db"))
    with opened.read() as session:
        made = briefings.briefing_list(session, local_person())
        steps = [one for each in made for one in briefings.step_list(session, local_person(), each.id)]
    opened.close()
    own = [one for one in steps if f"at={days[:10]}" in one["link"] and urlsplit(one["link"]).path in story]
    screen.goto(urljoin(story, f"/briefing?open={own[0]['briefing_id']}&lang=en"))
    settle(screen)
    screen.get_by_role("button", name="Present").first.click()
    expect(screen).to_have_url(re.compile("briefing=1"), timeout=WAIT_MS)
    assert stands(screen) == days
