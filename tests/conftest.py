"""One small invented marketplace a session, scanned once, for every test that wants a whole scan."""

from __future__ import annotations

from pathlib import Path

import pytest


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
