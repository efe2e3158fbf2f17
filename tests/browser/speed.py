"""How long a click takes until it is painted, and what idle sessions hold: `python -m tests.browser.speed FILE`.

Writes a table in Markdown to FILE. Without `--findings` it invents and scans a market of `--orders` order lines.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from suyuan import scan
from suyuan.sample import generate
from suyuan.speed.paper import table
from tests.browser.app import CHROMIUM_ARGS, chromium, served, settle
from tests.browser.screenshots import pages

SESSIONS = 200
PAGES_OF_SESSIONS = ("", "prices", "geography", "shop", "rings")
MOST_BYTES = 1 << 30
SETTLING_S = 30

# From the pressing of the button to the last frame in which anything changed, once nothing has run or changed for as
# long as `quiet`. Frames of an animation that changes no element are not waited for.
WATCH = """quiet => {
  const app = () => document.querySelector('[data-testid=stApp]');
  const told = window.told = {};
  let changed = 0;
  const note = () => { changed = performance.now(); };
  const seen = new MutationObserver(note);
  addEventListener('pointerdown', () => {
    told.began = performance.now();
    note();
    seen.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true,
      attributeFilter: ['data-test-script-state', 'src', 'd', 'transform', 'value']});
    const look = () => {
      const now = performance.now();
      if (app()?.dataset.testScriptState === 'running') note();
      if (now - changed < quiet) return requestAnimationFrame(look);
      seen.disconnect();
      told.ms = changed - told.began;
    };
    requestAnimationFrame(look);
  }, {capture: true, once: true});
}"""
QUIET_MS = 700


def tab(name: str) -> Callable[[Page], None]:
    """Click an entry of the sidebar."""
    return lambda page: page.get_by_test_id("stSidebarNavLink").filter(has_text=name).click()


def choice(name: str) -> Callable[[Page], None]:
    """Click a button of a choice, e.g. one of a page's views."""
    return lambda page: page.get_by_role("radio", name=name).or_(
        page.get_by_role("button", name=name)
    ).first.click()  # fmt: skip


def row(page: Page) -> None:
    """Click the second row of a page's first table."""
    page.get_by_test_id("stDataFrame").first.click(position={"x": 200, "y": 80})


# What is clicked, from which page of `screenshots.pages`.
CLICKS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "to the prices": ("overview", tab("Prices")),
    "to the map": ("overview", tab("Geography")),
    "to the rings": ("overview", tab("Rings")),
    "back to the suspects": ("prices", tab("Suspects")),
    "a suspect of the queue": ("overview", row),
    "a ring's supply chain": ("rings", choice("Supply chain")),
    "a ring's places": ("rings", choice("Places")),
    "a ring's times": ("rings", choice("Times")),
}


def clicks(browser: Browser, base: str, links: dict[str, str], repeats: int) -> list[list[str]]:
    """By click the milliseconds until it is painted: median and longest of so many."""
    rows = []
    for name, (start, click) in CLICKS.items():
        times = []
        for _ in range(repeats):
            page = browser.new_page(viewport={"width": 1280, "height": 720}, locale="en-GB")
            page.goto(f"{base}/{links[start]}")
            settle(page)
            page.evaluate(WATCH, QUIET_MS)
            click(page)
            page.wait_for_function("() => window.told.ms !== undefined", timeout=120_000)
            times.append(float(page.evaluate("() => window.told.ms")))
            page.close()
        rows.append([name, f"{median(times):,.0f}", f"{max(times):,.0f}"])
    return rows


def idle(base: str, process: subprocess.Popen[bytes], sessions: int) -> list[list[str]]:
    """What the server holds in MB, with no session and with so many that have each opened a page and wait."""
    rows = [["none", f"{resident(process):,.0f}"]]
    with ExitStack() as open_ones:
        for number in range(1, sessions + 1):
            open_ones.enter_context(session(base, PAGES_OF_SESSIONS[number % len(PAGES_OF_SESSIONS)]))
            if number in (len(PAGES_OF_SESSIONS), sessions):
                rows.append([f"{number:,}", f"{resident(process):,.0f}"])
        time.sleep(SETTLING_S)
        rows.append([f"{sessions:,}, half a minute later", f"{resident(process):,.0f}"])
    return rows


@contextmanager
def session(base: str, name: str) -> Iterator[ClientConnection]:
    """A viewer's connection that has opened the page `name` and got all of it."""
    address = f"ws://{urlsplit(base).netloc}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=MOST_BYTES) as connection:  # type: ignore[list-item]
        asked = BackMsg()
        asked.rerun_script.page_name = name
        connection.send(asked.SerializeToString())
        finished = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
        while True:
            told = ForwardMsg.FromString(connection.recv(timeout=120, decode=False))
            if told.WhichOneof("type") == "script_finished" and told.script_finished == finished:
                break
        yield connection


def resident(process: subprocess.Popen[bytes]) -> float:
    """The memory that a process holds, in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmRSS"))


def paper(size: str, painted: list[list[str]], held: list[list[str]]) -> str:
    """The part on the browser and on sessions, in Markdown."""
    return (
        f"\n## In the browser\n\nFrom pressing the button to the last change on the screen, {size}, 1280 × 720, "
        "headless and without a graphics card; the page before it had come to rest.\n\n"
        + table(["click", "median ms", "longest ms"], painted)
        + "\n\nWhat the server holds while so many viewers have a page open, five pages in turn.\n\n"
        + table(["sessions", "MB"], held)
        + "\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--orders", type=int, default=2_000_000)
    parser.add_argument("--extracts", type=Path)
    parser.add_argument("--findings", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        extracts, findings = given.extracts, given.findings
        if findings is None:
            generate(given.orders, 7, place / "market")
            extracts, findings = place / "market" / "extracts", place / "market" / "findings"
            scan.run(extracts, findings)
        links = pages(findings, "")
        with (
            served(extracts, findings, place / "log.txt") as (base, _process),
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGS)
            painted = clicks(browser, base, links, given.repeats)
            browser.close()
        with served(extracts, findings, place / "log.txt") as (base, process):
            held = idle(base, process, given.sessions)
    given.file.write_text(paper(f"{given.orders:,} order lines", painted, held), encoding="utf-8")


if __name__ == "__main__":
    main()
