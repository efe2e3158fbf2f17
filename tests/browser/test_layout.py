"""Every page on both screens, in both themes and languages: all that is told can be read, before a room as well."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from suyuan.casework import briefings
from suyuan.casework.people import local_person
from suyuan.casework.store import open_store
from suyuan.ui.theme import PALETTES
from tests.browser import caseload, layout
from tests.browser.app import ROOT, guarded_page, running
from tests.browser.conftest import SAMPLE
from tests.browser.screenshots import pages
from tests.browser.test_every_page import query
from tests.browser.test_login import SECRETS

LOCALES = {"en": "en-GB", "zh": "zh-CN"}
EVIDENCE = {"en": "Evidence package", "zh": "证据包"}
NOTE = "Two groups stand out; both ship from the same market.\nNothing is closed: they are watched."
# Tables of records have more columns than a screen is wide: the first say what matters, the others are scrolled to.
MAY_SCROLL = re.compile(
    r"px wider than its place: “(?!rows_overview|rings_list|geography_list|case_reviews"
    r"|table_rows_times_events)"
)

# A port where no provider answers: the door stands before anybody asks one.
NOBODY = 9


@dataclass(frozen=True)
class Served:
    """The app over the sample with a caseload; its views by name, and a briefing's step."""

    address: str
    views: dict[str, str]
    step: str


@pytest.fixture(scope="module")
def served(findings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    log = tmp_path_factory.mktemp("layout") / "log.txt"
    case = caseload.fill(log.with_name("casework.db"), findings)
    store = open_store(str(log.with_name("casework.db")))
    with store.write() as session:
        person = local_person()
        made = briefings.make_briefing(session, person, "World Cup jerseys: where we stand")
        step = briefings.add_step(
            session, person, made.id, title="Whom to open next", note=NOTE, link="/", scan_id="s1"
        )
        steps = f"{made.id}.{step.id}"
    store.close()
    [account] = query(
        findings,
        "SELECT reseller_account_id FROM supply_edges WHERE ring_id IS NOT NULL "
        "ORDER BY units DESC, reseller_account_id LIMIT 1",
    )
    views = pages(findings, case)
    more = {
        "rings-replay": views["rings"] + "&view=replay",
        "account": f"rings?account={account}",
        "plan-case": f"plan?case={case}",
        "plan-people": views["plan"] + "&view=people",
        "briefing": "briefing",
        "briefing-one": f"briefing?open={made.id}",
        "data-weights": "data?view=weights",
        "evidence": views["shop"],
    }
    with running(SAMPLE, findings, log) as address:
        yield Served(address, {**views, **more}, steps)
    assert "Traceback" not in log.read_text(errors="replace")


@pytest.mark.parametrize(("theme", "language"), [("dark", "en"), ("light", "zh")])
def test_on_every_page_all_that_is_told_can_be_read(
    browser: Browser, served: Served, theme: str, language: str
) -> None:
    found = _looked_at(browser, served, theme, language, is_room=False)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "zh")])
def test_before_a_room_all_that_is_told_can_be_read(
    browser: Browser, served: Served, theme: str, language: str
) -> None:
    found = _looked_at(browser, served, theme, language, is_room=True)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("is_room", [False, True])
def test_the_prices_and_their_first_rows_stand_on_a_projector_s_screen(
    browser: Browser, served: Served, language: str, is_room: bool
) -> None:
    context = browser.new_context(locale=LOCALES[language])
    room = {"briefing": 1} if is_room else {}
    with guarded_page(context, served.address) as page:
        page.set_viewport_size({"width": 1280, "height": 720})
        for link in ("prices", "prices?rows=spread", "prices?brand=Nike"):
            page.goto(f"{served.address}/{layout.with_words(link, lang=language, **room)}")
            layout.laid_out(page)
            assert layout.below_the_screen(page) == 0, link
            table = page.get_by_test_id("stDataFrame").first.bounding_box()
            assert table and table["height"] >= 100
    context.close()


def test_the_themes_differ_in_colours_alone_so_that_what_is_read_in_one_is_read_in_the_other() -> None:
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert themes["light"].keys() == themes["dark"].keys()
    for name in ("light", "dark"):
        told = {**themes[name], **themes[name]["sidebar"]}
        assert [one for one in told if not one.endswith("Color") and one != "sidebar"] == []
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()


def test_the_door_before_the_pages_can_be_read(browser: Browser, findings: Path, tmp_path: Path) -> None:
    found = []
    with running(
        SAMPLE, findings, tmp_path / "log.txt", secrets=SECRETS % NOBODY, team="[roles]\n"
    ) as address:
        for theme, language in (("dark", "en"), ("light", "zh")):
            context = browser.new_context(locale=LOCALES[language], color_scheme=theme)  # type: ignore[arg-type]
            with guarded_page(context, address) as page:
                page.goto(f"{address}/?lang={language}")
                for size in layout.SIZES:
                    layout.resized(page, size)
                    layout.laid_out(page)
                    found += layout.faults(page)
            context.close()
    assert found == []


def test_what_is_cut_off_or_lies_over_another_is_told(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 400})
    page.set_content(
        "<div data-testid=stApp style='font:16px monospace'><div data-testid=stMain>"
        "<p style='width:60px;overflow:hidden;white-space:nowrap'>"
        "a heading that is cut</p><p style='width:30px;overflow-wrap:anywhere'>unbroken</p>"
        "<p style='width:20ch'>first seen on 2025-12-18 or 19</p><p style='width:8ch'>2025-12-18 11:50</p>"
        "<p style='margin:0'>below</p><p style='margin:-14px 0 0'>above</p><p>harmless</p>"
        "<div style='width:900px'>wide</div></div></div>"
    )
    told = " ".join(layout.faults(page))
    for what in ("cut off at its side", "word is broken in two", "lies over the other", "scrolls sideways"):
        assert what in told
    assert "a date or an id is broken in two: “2025-12-18” in first seen" in told
    assert "harmless" not in told
    page.close()


def _looked_at(browser: Browser, served: Served, theme: str, language: str, *, is_room: bool) -> list[str]:
    """Every view on both screens: 'view width: what cannot be read'."""
    found: list[str] = []
    context = browser.new_context(
        locale=LOCALES[language],
        timezone_id="Asia/Shanghai",
        color_scheme=theme,  # type: ignore[arg-type]
    )
    room = {"briefing": 1, "present": served.step} if is_room else {}
    with guarded_page(context, served.address) as page:
        for name, link in served.views.items():
            if is_room and name in ("briefing", "briefing-one", "evidence"):
                continue
            for size in layout.SIZES:
                # Letters before a room grow with the screen, and tables measure theirs when they are drawn.
                is_lettered_anew = is_room and language == "en"
                if is_lettered_anew or size == layout.SIZES[0]:
                    page.set_viewport_size({"width": size[0], "height": size[1]})
                    page.goto(f"{served.address}/{layout.with_words(link, lang=language, **room)}")
                    layout.laid_out(page)
                    if name == "evidence":
                        page.get_by_role("button", name=EVIDENCE[language]).first.click()
                        layout.laid_out(page)
                else:
                    layout.resized(page, size)
                told = layout.faults(page) + (layout.under_the_bar(page) if is_room else [])
                found += [f"{name} {size[0]}: {one}" for one in told if not MAY_SCROLL.search(one)]
    context.close()
    return found
