"""One small invented marketplace and the shipped sample, each scanned once a run; which tests share a worker."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# Tests that share what is dear to make: one running app, one scan, one set of pages' findings.
TOGETHER = {
    "tests/browser/": "browser",
    "tests/pages/": "pages",
    "tests/evidence/": "evidence",
    "tests/spark/": "spark",
    "tests/test_scan": "scans",
    "tests/test_catalogue.py": "scans",
    "tests/test_case_sites.py": "cases",
    "tests/test_ring_cases.py": "cases",
    "tests/plan/test_case_p.py": "cases",
}
# What takes longest begins first, so that no worker is left alone with it at the end. The cluster's five processes
# come last of these: beside the browser they would starve it.
LONGEST = (
    "browser",
    "pages",
    "evidence",
    "scans",
    "tests/test_lineage.py",
    "tests/test_holding.py",
    "tests/test_marketplaces.py",
    "cases",
    "spark",
)


def room(nodeid: str) -> str:
    """What a test shares a worker with: its room, or its file alone."""
    path = nodeid.split("::", maxsplit=1)[0]
    return next((name for start, name in TOGETHER.items() if path.startswith(start)), path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The rooms that take longest first; all others in the order of collection."""
    ranks = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(room(item.nodeid), len(LONGEST)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file's tests stay on one worker, and so do groups of files.

    By path, because marks do not reach xdist's own grouping: it writes them into ids that pytest 9 keeps to itself.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByRoom(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return room(nodeid)

    # In the order of LONGEST, not by the number of tests.
    config.option.loadscopereorder = False
    return ByRoom(config, log)


@pytest.fixture(autouse=True)
def unspoken() -> None:
    """No test speaks the language that the one before it on the same worker spoke at last."""
    from suyuan import messages

    messages._language.set(None)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first worker to need it makes and every other one reads; whoever writes takes a copy."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    shared.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = shared / name
        if not made.exists():
            # In place under its name only when it is whole: a worker that fails half-way leaves it to the next.
            begun = factory.mktemp(name)
            make(begun)
            begun.rename(made)
    return made


@pytest.fixture(scope="session")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A marketplace of 250 shops with every table of the contract but regions."""
    from suyuan.sample import generate

    return (
        once(tmp_path_factory, "market", lambda folder: generate(12_000, 5, folder, shops=250)) / "extracts"
    )


@pytest.fixture(scope="session")
def scanned(extracts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The findings of that marketplace, scanned on two threads."""
    from suyuan import scan

    def make(folder: Path) -> None:
        scan.run(extracts, folder / "findings", threads=2)

    return once(tmp_path_factory, "scanned", make) / "findings"


@pytest.fixture(scope="session")
def shipped_findings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The findings of the shipped sample, both cases in it, scanned on two threads into a folder of their own."""
    from suyuan import scan

    sample = Path(__file__).resolve().parent.parent / "sample_data" / "extracts"

    def make(folder: Path) -> None:
        scan.run(sample, folder / "findings", threads=2)

    return once(tmp_path_factory, "shipped", make) / "findings"
