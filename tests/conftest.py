"""One small invented marketplace a session, scanned once; and which tests share a worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

# Tests that share what is dear to make: one running app, one scan, one set of pages' findings.
TOGETHER = {
    "tests/browser/": "browser",
    "tests/pages/": "pages",
    "tests/evidence/": "evidence",
    "tests/spark/": "spark",
    "tests/test_scan.py": "scans",
    "tests/test_catalogue.py": "scans",
    "tests/test_case_sites.py": "cases",
    "tests/test_ring_cases.py": "cases",
    "tests/plan/test_case_p.py": "cases",
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file's tests stay on one worker, and so do groups of files.

    By path, because marks do not reach xdist's own grouping: it writes them into ids that pytest 9 keeps to itself.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByRoom(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            path = nodeid.split("::", maxsplit=1)[0]
            return next((room for start, room in TOGETHER.items() if path.startswith(start)), path)

    # In the order of collection: the browser's long walk begins first, beside everything else.
    config.option.loadscopereorder = False
    return ByRoom(config, log)


@pytest.fixture(scope="session")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A marketplace of 250 shops with every table of the contract but regions."""
    from suyuan.sample import generate

    folder = tmp_path_factory.mktemp("market")
    generate(12_000, 5, folder, shops=250)
    return folder / "extracts"


@pytest.fixture(scope="session")
def scanned(extracts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The findings of that marketplace, scanned on two threads."""
    from suyuan import scan

    findings = tmp_path_factory.mktemp("scanned") / "findings"
    scan.run(extracts, findings, threads=2)
    return findings


@pytest.fixture(scope="session")
def shipped_findings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The findings of the shipped sample, both cases in it, scanned on two threads into a folder of their own."""
    from suyuan import scan

    findings = tmp_path_factory.mktemp("shipped") / "findings"
    scan.run(Path(__file__).resolve().parent.parent / "sample_data" / "extracts", findings, threads=2)
    return findings
