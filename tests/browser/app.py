"""The real app, started on a free port over given folders; a browser that reports every foreign request."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Route, WebSocket

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_ARGS = [
    "--no-sandbox",
    # Software GL: maps and charts draw without a graphics card.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    # The browser itself must not talk either.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WAIT_MS = 30_000


def chromium() -> str:
    """The browser to drive: SUYUAN_CHROMIUM, else Debian's. Raises where there is none."""
    for candidate in (os.environ.get("SUYUAN_CHROMIUM"), "chromium", "chromium-browser"):
        path = shutil.which(candidate) if candidate else None
        if path:
            return path
    raise RuntimeError("no chromium here: run tests/browser/install.sh")


@contextmanager
def running(extracts: Path | None, findings: Path | None, log: Path, **further: str) -> Iterator[str]:
    """As `served`; yields its address alone."""
    with served(extracts, findings, log, **further) as (address, _):
        yield address


@contextmanager
def served(
    extracts: Path | None,
    findings: Path | None,
    log: Path,
    *,
    secrets: str = "",
    team: str = "",
    listens_on: str = "127.0.0.1",
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve app.py over the two folders on a free port; yields its address and its process, ends it afterwards.

    Its casework stands beside the log. `secrets`: a secrets.toml, `{port}` in it filled in; `team`: the team's file.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SUYUAN_")}
    if extracts:
        environment["SUYUAN_EXTRACTS"] = str(extracts)
    if findings:
        environment["SUYUAN_FINDINGS"] = str(findings)
    environment["SUYUAN_CASEWORK"] = str(log.with_name("casework.db"))
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.address", listens_on, "--server.port", str(port), "--server.headless", "true"]
    if team:
        log.with_name("team.toml").write_text(team, encoding="utf-8")
        environment["SUYUAN_TEAM"] = str(log.with_name("team.toml"))
    if secrets:
        path = log.with_name("secrets.toml")
        path.write_text(secrets.replace("{port}", str(port)), encoding="utf-8")
        command += ["--secrets.files", str(path)]
    command += ["--server.fileWatcherType", "none"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the app ended by itself:\n{log.read_text(errors='replace')[-4000:]}")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the app does not answer:\n{log.read_text(errors='replace')[-4000:]}")


@dataclass
class Guard:
    """What went wrong in a browser: requests to anyone but the app, console errors, pages that crashed."""

    base: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.route("**/*", self._route)
        context.on("request", self._request)
        context.on("page", self._page)
        context.on("console", self._console)

    def check(self) -> None:
        assert not self.foreign, f"requests to others: {self.foreign}"
        assert not self.errors, f"errors in the browser: {self.errors}"

    def _is_own(self, url: str) -> bool:
        parts = urlsplit(url)
        own = urlsplit(self.base).netloc
        return parts.scheme in ("data", "blob", "about") or parts.netloc == own

    def _route(self, route: Route) -> None:
        if self._is_own(route.request.url):
            route.continue_()
        else:
            route.abort()

    def _request(self, request: Request) -> None:
        if not self._is_own(request.url):
            self.foreign.append(request.url)

    def _page(self, page: Page) -> None:
        page.on("websocket", self._websocket)
        page.on("pageerror", lambda error: self.errors.append(f"{error}"))

    def _websocket(self, socket_: WebSocket) -> None:
        if not self._is_own(socket_.url):
            self.foreign.append(socket_.url)

    def _console(self, message: ConsoleMessage) -> None:
        # Opened by its path, Streamlit first asks for /<page>/_stcore/… and gets a 404 of its own.
        known = "_stcore/" in message.location.get("url", "") and "404" in message.text
        if message.type == "error" and not known:
            self.errors.append(message.text)


def settle(page: Page) -> None:
    """Wait until the app has finished its run and shows no traceback."""
    page.wait_for_selector("[data-testid='stApp']", timeout=WAIT_MS)
    page.wait_for_selector("[data-testid='stMainBlockContainer']", timeout=WAIT_MS)
    page.wait_for_timeout(400)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'running'"
        " && !document.querySelector('[data-testid=stSkeleton]')"
        # Opened by a link, a page runs twice: between, nothing runs and nothing stands there yet.
        " && document.querySelector('[data-testid=stMainBlockContainer]')?.innerText.trim()",
        timeout=WAIT_MS,
    )
    page.wait_for_timeout(400)
    assert page.locator("[data-testid='stException']").count() == 0, page.locator(
        "[data-testid='stException']"
    ).first.inner_text()


def press(drawn: Locator, x: float, y: float) -> None:
    """Click at a place of a canvas, as a hand does: it comes to rest there first.

    A canvas asks where it stands when something moves over it; one that was scrolled to and clicked in the same
    instant takes the click for one beside it.
    """
    drawn.scroll_into_view_if_needed()
    drawn.hover(position={"x": x, "y": y})
    drawn.page.wait_for_timeout(400)
    drawn.click(position={"x": x, "y": y})


@contextmanager
def guarded_page(context: BrowserContext, base: str) -> Iterator[Page]:
    """A page of the app at `base`; its test fails where anything else is asked, or the browser reports an error."""
    guard = Guard(base=base)
    guard.watch(context)
    context.set_default_timeout(WAIT_MS)
    opened = context.new_page()
    yield opened
    opened.close()
    guard.check()
