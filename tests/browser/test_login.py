"""Login by a real OIDC provider in a real browser: what each role sees and may, who stays outside, the way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from suyuan.casework import audit
from suyuan.casework.people import local_person
from suyuan.casework.store import open_store
from tests.browser.app import WAIT_MS, Guard, running, settle
from tests.browser.conftest import SAMPLE
from tests.browser.test_every_page import query

NAMES = {"viewer": "Vera", "analyst": "Ana", "lead": "Lin", "auditor": "Audrey", "nobody": "Norbert"}
HOSTILE = "![x](http://evil.example/x.png) <img src=http://evil.example/y> **Mallory**"
TEAM = """
contact = "Lin, extension 1234"
[roles]
viewer = ["vera@example.org"]
analyst = ["group:anti-counterfeit"]
lead = ["sub:lead"]
auditor = ["audrey@example.org"]
"""
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a secret of the tests, as long as a real one"
client_id = "suyuan"
client_secret = "a secret of the tests"
server_metadata_url = "http://127.0.0.1:%d/.well-known/openid-configuration"
"""


@dataclass
class Served:
    """The app with a login before it, its provider, and where its casework stands."""

    app: str
    provider: str
    casework: Path


def users() -> list[User]:
    told = {name: {"name": NAMES[name], "email": f"{NAMES[name].lower()}@example.org"} for name in NAMES}
    told["analyst"]["groups"] = ["anti-counterfeit"]  # type: ignore[assignment]
    told["hostile"] = {"name": HOSTILE, "email": "group:anti-counterfeit", "groups": [HOSTILE]}  # type: ignore[dict-item]
    return [User(sub=name, claims=dict(claims)) for name, claims in told.items()]


@pytest.fixture(scope="module")
def served(findings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    log = tmp_path_factory.mktemp("login") / "log.txt"
    with run_server_in_thread(user_claims=users()) as provider:
        secrets = SECRETS % provider.server_port
        with running(SAMPLE, findings, log, secrets=secrets, team=TEAM) as address:
            yield Served(address, f"http://127.0.0.1:{provider.server_port}", log.with_name("casework.db"))
    assert "Traceback" not in log.read_text(errors="replace")


class LoginGuard(Guard):
    """The provider is no stranger either; what its own pages would fetch is stopped and is none of the app's doing."""

    provider: str = ""

    def _request(self, request: Request) -> None:
        if not request.headers.get("referer", "").startswith(self.provider):
            super()._request(request)

    def _is_own(self, url: str) -> bool:
        return super()._is_own(url) or urlsplit(url).netloc == urlsplit(self.provider).netloc


@pytest.fixture
def fresh(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    """A browser that nobody used before; it may talk to the app and to the provider alone."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, locale="en-GB", accept_downloads=True
    )
    context.set_default_timeout(WAIT_MS)
    guard = LoginGuard(base=served.app)
    guard.provider = served.provider
    guard.watch(context)
    yield context
    context.close()
    assert not guard.foreign


def log_in(context: BrowserContext, served: Served, sub: str, link: str = "?lang=en") -> Page:
    page = context.new_page()
    page.goto(f"{served.app}/{link}")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name=sub, exact=True).click()
    page.wait_for_url(f"{served.app}/**")
    settle(page)
    return page


def test_before_the_login_nothing_is_shown_on_any_page(fresh: BrowserContext, served: Served) -> None:
    page = fresh.new_page()
    for path in ("", "data"):
        page.goto(f"{served.app}/{path}?lang=en")
        expect(page.get_by_role("button", name="Log in")).to_be_visible(timeout=WAIT_MS)
        assert page.locator("[data-testid='stSidebarNav']").count() == 0
        assert page.locator("[data-testid='stDataFrame'], [data-testid='stMetric']").count() == 0


# By role: whether personal data and the CSV are offered.
OFFERED = {
    "viewer": (False, False),
    "analyst": (True, True),
    "lead": (True, True),
    "auditor": (False, True),
}


def sees_what_the_role_may(page: Page, role: str) -> None:
    """The frame and the queue; every step on every role's shop page is tested without a browser."""
    sidebar = page.locator("[data-testid='stSidebar']")
    expect(sidebar.get_by_text(f"{NAMES[role]} · {role}")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_role("heading", name="Suspect shops")).to_be_visible(timeout=WAIT_MS)
    switch, files = (int(may) for may in OFFERED[role])
    expect(sidebar.get_by_text("Personal data")).to_have_count(switch)
    expect(page.get_by_role("button", name="CSV · 100 rows")).to_have_count(files)


@pytest.fixture(scope="module")
def shop(findings: Path) -> str:
    [found] = query(findings, "SELECT shop_id FROM shop_scores WHERE suspect ORDER BY rank LIMIT 1")
    return str(found)


def test_who_came_by_a_link_stands_there_after_the_login(
    fresh: BrowserContext, served: Served, shop: str
) -> None:
    page = log_in(fresh, served, "analyst", f"shop?lang=en&shop={shop}&records=parcels")
    page.wait_for_url(f"{served.app}/shop?**")
    settle(page)
    link = parse_qs(urlsplit(page.url).query)
    assert (link["shop"], link["records"], link["lang"]) == ([shop], ["parcels"], ["en"])
    expect(page.get_by_role("button", name="Evidence package")).to_be_visible(timeout=WAIT_MS)
    # A second visit is not taken there again.
    page.goto(f"{served.app}/data?lang=en")
    settle(page)
    assert urlsplit(page.url).path == "/data"


def test_a_link_that_would_lead_elsewhere_after_the_login_stays_inside_the_app(
    fresh: BrowserContext, served: Served, shop: str
) -> None:
    evil = "next=https://evil.example/&redirect_uri=//evil.example&page=../../evil&path=%2F%2Fevil.example"
    page = log_in(fresh, served, "analyst", f"shop?lang=en&shop={shop}&{evil}")
    page.wait_for_url(f"{served.app}/shop?**")
    settle(page)
    assert page.url.startswith(f"{served.app}/shop?")
    assert parse_qs(urlsplit(page.url).query)["shop"] == [shop]


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_who_only_looks_is_offered_no_personal_data(fresh: BrowserContext, served: Served, role: str) -> None:
    sees_what_the_role_may(log_in(fresh, served, role), role)


def test_an_analysts_reveal_and_export_stand_in_the_log_under_his_name(
    fresh: BrowserContext, served: Served, shop: str
) -> None:
    page = log_in(fresh, served, "analyst")
    sees_what_the_role_may(page, "analyst")
    page.goto(f"{served.app}/shop?lang=en&shop={shop}&records=parcels")
    settle(page)
    page.get_by_text("Personal data").click()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert "•••" in download.value.path().read_text(encoding="utf-8-sig")
    with open_store(str(served.casework)).read() as session:
        entries = [entry for entry in audit.entries(session, local_person()) if entry.name == "Ana"]
        assert audit.verify_store(session) == []
    [revealed] = [entry for entry in entries if entry.action == "reveal"]
    assert revealed.subject == f"shop/{shop}" and "waybill_no" in revealed.details["columns"]
    [exported] = [entry for entry in entries if entry.action == "export"]
    assert exported.subject.startswith(f"shop/{shop}/") and exported.details["personal_data"] == "hidden"


def test_a_lead_is_outside_once_logged_out(fresh: BrowserContext, served: Served) -> None:
    page = log_in(fresh, served, "lead")
    sees_what_the_role_may(page, "lead")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(f"{served.provider}/**")
    page.goto(f"{served.app}/?lang=en")
    expect(page.get_by_role("button", name="Log in")).to_be_visible(timeout=WAIT_MS)
    assert page.locator("[data-testid='stDataFrame']").count() == 0


def test_somebody_without_a_role_is_told_whom_to_ask_and_may_leave(
    fresh: BrowserContext, served: Served
) -> None:
    page = log_in(fresh, served, "nobody")
    expect(page.get_by_text("has no role here")).to_be_visible()
    expect(page.get_by_text("Lin, extension 1234")).to_be_visible()
    expect(page.get_by_text("norbert@example.org").last).to_be_visible()
    assert page.locator("[data-testid='stSidebarNav']").count() == 0
    page.goto(f"{served.app}/data?lang=en")
    expect(page.get_by_text("has no role here")).to_be_visible()
    assert page.locator("[data-testid='stDataFrame']").count() == 0


def test_hostile_claims_fetch_nothing_and_borrow_no_role(fresh: BrowserContext, served: Served) -> None:
    page = log_in(fresh, served, "hostile")
    expect(page.get_by_text("has no role here")).to_be_visible()
    assert page.locator("img[src*='evil']").count() == 0


def test_without_a_login_an_app_that_all_can_reach_shows_nobody_anything(
    fresh: BrowserContext, findings: Path, tmp_path: Path
) -> None:
    with running(SAMPLE, findings, tmp_path / "log.txt", listens_on="0.0.0.0") as address:
        page = fresh.browser.new_page()  # type: ignore[union-attr]
        page.goto(f"{address}/shop?lang=en")
        expect(page.get_by_text("serves 127.0.0.1 alone")).to_be_visible(timeout=WAIT_MS)
        assert page.locator("[data-testid='stSidebarNav'], [data-testid='stDataFrame']").count() == 0
        page.close()
