"""Who may see and do what on the pages: the role matrix, the log before the reveal, nobody in without a role."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from suyuan.casework import audit
from suyuan.casework.people import local_person
from suyuan.casework.roles import POLICY, ROLES
from suyuan.casework.store import open_store
from suyuan.ui import casework, download, login
from suyuan.ui.personal import PAGE, REVEAL
from tests.pages.conftest import OpenPage, words

APP = Path(__file__).resolve().parents[2] / "app.py"
TEAM = """
contact = "Lin"
[roles]
viewer = ["viewer@example.org"]
analyst = ["analyst@example.org"]
lead = ["lead@example.org"]
auditor = ["auditor@example.org"]
"""
LogIn = Callable[..., None]


@pytest.fixture
def log_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> LogIn:
    """`log_in("analyst")`: the claims of the page's viewer from here on."""
    (tmp_path / "team.toml").write_text(TEAM, encoding="utf-8")
    monkeypatch.setenv("SUYUAN_TEAM", str(tmp_path / "team.toml"))

    def logged(who: str, **claims: Any) -> None:
        told = {"sub": who, "email": f"{who}@example.org", "name": who.title(), **claims}
        monkeypatch.setattr(login, "claims", lambda: told)

    return logged


@pytest.fixture
def app(small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(small[0]))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["lang"] = "en"
    return page


@pytest.fixture
def address() -> Iterator[Callable[[str], None]]:
    """`address("0.0.0.0")`: where Streamlit's server listens, as far as the app can tell."""
    before = config.get_option("server.address")
    yield lambda text: config.set_option("server.address", text)
    config.set_option("server.address", before)


def suspect() -> str:
    import duckdb

    with duckdb.connect(os.environ["SUYUAN_FINDINGS"] + "/pages.duckdb", read_only=True) as connection:
        [(shop,)] = connection.execute(
            "SELECT shop_id FROM shop_cases WHERE suspect AND parcels > 0 ORDER BY rank LIMIT 1"
        ).fetchall()
    return str(shop)


def logged(database: Path, action: str) -> list[audit.Entry]:
    with open_store(str(database)).read() as session:
        assert audit.verify_store(session) == []
        return [entry for entry in audit.entries(session, local_person()) if entry.action == action]


STEPS = {
    "Review": "review",
    "Clear": "review",
    "Watch": "watch",
    "Plan a test buy": "test_buy",
    "Add to case": "case",
    "Evidence package": "package",
}


@pytest.mark.parametrize("role", ROLES)
def test_the_shop_page_offers_what_the_policy_allows_the_role_and_no_more(
    open_page: OpenPage, small: tuple[Path, Path], log_in: LogIn, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    log_in(role)
    page = open_page("shop", shop=suspect())
    labels = {button.label for button in page.button}
    assert {step: step in labels for step in STEPS} == {
        step: role in POLICY[action] for step, action in STEPS.items()
    }
    assert not page.exception and not page.error and not page.warning


@pytest.mark.parametrize("role", ROLES)
def test_the_frame_names_the_role_and_offers_the_switch_to_whom_may_reveal(
    app: AppTest, log_in: LogIn, role: str
) -> None:
    log_in(role)
    app.run()
    assert bool(app.sidebar.toggle) == (role in POLICY["reveal"])
    assert f"**{role.title()}** · {role}" in app.sidebar.caption[0].value
    assert app.title[0].value == "Suspect shops"


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_a_switch_that_was_set_by_force_reveals_nothing_to_whom_may_not(
    open_page: OpenPage, small: tuple[Path, Path], log_in: LogIn, casework_database: Path,
    monkeypatch: pytest.MonkeyPatch, role: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    log_in(role)
    page = open_page("shop", shop=suspect(), records="parcels")
    page.session_state[REVEAL] = True
    page.run()
    assert set(parcels(page)) == {"•••"}
    assert logged(casework_database, "reveal") == []


def parcels(page: AppTest) -> list[str]:
    frame = page.dataframe[-1].value
    [column] = [name for name in frame.columns if "waybill" in str(name)]
    return [str(value) for value in frame[column]]


def test_a_reveal_is_logged_once_a_session_with_its_shop_and_columns_before_it_is_shown(
    open_page: OpenPage, small: tuple[Path, Path], log_in: LogIn, casework_database: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    log_in("analyst")
    shop = suspect()
    page = open_page("shop", shop=shop, records="parcels")
    assert set(parcels(page)) == {"•••"} and logged(casework_database, "reveal") == []
    page.session_state[REVEAL] = True
    page.session_state[PAGE] = "shop"
    page.run()
    page.run()
    assert "•••" not in parcels(page)
    [entry] = logged(casework_database, "reveal")
    assert (entry.name, entry.role, entry.subject) == ("Analyst", "analyst", f"shop/{shop}")
    assert "waybill_no" in entry.details["columns"]


def test_what_cannot_be_logged_is_not_revealed_and_the_page_says_so(
    open_page: OpenPage, small: tuple[Path, Path], casework_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    casework_database.mkdir()
    page = open_page("shop", shop=suspect(), records="parcels")
    page.session_state[REVEAL] = True
    page.run()
    assert set(parcels(page)) == {"•••"}
    assert any("could not be entered in the log" in error.value for error in page.error)
    assert not page.exception


def test_who_has_no_role_sees_no_page_but_whom_to_ask(app: AppTest, log_in: LogIn) -> None:
    log_in("mallory", name="![x](http://evil/x.png)", email="[lead](http://evil)@example.org")
    app.run()
    assert not app.dataframe and not app.metric and not app.sidebar.toggle
    said = words(app)
    assert "has no role here" in said and "Ask Lin to enter you" in said
    assert "](" not in said


def test_a_colleague_who_lost_his_role_is_outside_at_the_next_click(
    app: AppTest, log_in: LogIn, tmp_path: Path
) -> None:
    log_in("analyst")
    app.run()
    assert app.title[0].value == "Suspect shops"
    (tmp_path / "team.toml").write_text("[roles]\nlead = ['lead@example.org']\n", encoding="utf-8")
    app.run()
    assert not app.dataframe and "has no role here" in words(app)


@pytest.mark.parametrize("listens_on", ["0.0.0.0", "::", "192.168.1.20", "", "unix:///tmp/app.sock"])
def test_without_a_login_an_app_beyond_this_machine_shows_one_sentence_and_nothing_else(
    app: AppTest, address: Callable[[str], None], listens_on: str
) -> None:
    address(listens_on)
    app.run()
    assert [error.value[:48] for error in app.error] == ["Without a login this app serves 127.0.0.1 alone."]
    assert not app.dataframe and not app.metric and not app.sidebar.toggle


@pytest.mark.parametrize("listens_on", ["127.0.0.1", "localhost", "::1"])
def test_without_a_login_this_machine_is_served_and_told_so(
    app: AppTest, address: Callable[[str], None], listens_on: str
) -> None:
    address(listens_on)
    app.run()
    assert app.title[0].value == "Suspect shops"
    assert "local, no login" in app.sidebar.caption[0].value


@pytest.mark.parametrize(
    "headers", [{"Host": "suyuan.example.org"}, {"Host": "127.0.0.1:8501", "X-Forwarded-For": "10.0.0.7"}]
)
def test_without_a_login_nobody_comes_in_through_a_proxy(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    monkeypatch.setattr(login, "_headers", lambda: headers)
    app.run()
    assert app.error and not app.dataframe


def test_secrets_that_cannot_be_read_let_nobody_in(app: AppTest, tmp_path: Path) -> None:
    before = config.get_option("secrets.files")
    (tmp_path / "secrets.toml").write_text("[auth\nredirect_uri", encoding="utf-8")
    config.set_option("secrets.files", [str(tmp_path / "secrets.toml")])
    try:
        app.run()
    finally:
        config.set_option("secrets.files", before)
    assert "cannot be read" in app.error[0].value
    assert not app.dataframe and not app.metric


@pytest.mark.parametrize(("role", "is_clear"), [("lead", True), ("analyst", False)])
def test_a_file_leaves_with_its_entry_in_clear_for_a_lead_alone(
    open_page: OpenPage, small: tuple[Path, Path], log_in: LogIn, casework_database: Path,
    monkeypatch: pytest.MonkeyPatch, role: str, is_clear: bool,
) -> None:  # fmt: skip
    made: list[Callable[[], bytes]] = []
    monkeypatch.setattr(download.st, "download_button", lambda _words, make, **_named: made.append(make))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    log_in(role)
    shop = suspect()
    page = open_page("shop", shop=shop, records="parcels")
    page.session_state[REVEAL] = True
    page.session_state[PAGE] = "shop"
    made.clear()
    page.run()
    content = made[-1]().decode("utf-8-sig")
    assert ("•••" in content) != is_clear
    [entry] = logged(casework_database, "export_personal" if is_clear else "export")
    assert (entry.subject, entry.role) == (f"shop/{shop}/shop__parcels", role)
    assert ("waybill_no" in entry.details.get("columns", [])) == is_clear


def test_a_file_whose_entry_cannot_be_written_does_not_leave(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Callable[[], bytes]] = []
    monkeypatch.setattr(download.st, "download_button", lambda _words, make, **_named: made.append(make))
    open_page("overview")
    store = casework.store()
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE audit_entries")
    with pytest.raises(Exception, match="nothing of this change was kept"):
        made[-1]()
