"""One package of the small spoilt marketplace a session, of a ring; made once, copied by whoever changes it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from suyuan.casework.roles import Person
from suyuan.evidence import Details, Request, logged, making
from suyuan.evidence.keys import own_key
from tests import small_findings

MADE_AT = datetime(2026, 11, 23, 4, 0, 0, tzinfo=UTC)
DETAILS = Details(
    case_number="沪公(奉)立字〔2026〕17号",
    operator="王 <b>警官</b> #set text(red)",
    place='"$\\alpha$" *bold*',
    instrument_number="调证〔2026〕88号",
)


ANALYST = Person("An", "analyst", "https://id.example.org#248")


@dataclass(frozen=True)
class Package:
    """A package, what it was made from, whom it is about, and the casework that logged it."""

    path: Path
    extracts: Path
    findings: Path
    key: Path
    ring: str
    shop: str
    casework: Path


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """A command that is typed in this process takes its signals; afterwards they are the test run's again."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def ids(findings: Path, sql: str) -> str:
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        return str(connection.execute(sql).fetchall()[0][0])


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Extracts and findings of a marketplace with hostile titles and rows that break the rules."""
    return small_findings.make(tmp_path_factory.mktemp("evidence_market"), orders=6_000, seed=5)


@pytest.fixture(scope="session")
def package(market: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The evidence package of the market's strongest ring."""
    extracts, findings = market
    folder = tmp_path_factory.mktemp("package")
    ring = ids(findings, "SELECT ring_id FROM rings ORDER BY score DESC, ring_id LIMIT 1")
    shop = ids(findings, "SELECT shop_id FROM shop_scores WHERE suspect ORDER BY rank LIMIT 1")
    key = folder / "keys" / "evidence.pem"
    casework = folder / "log" / "casework.db"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SUYUAN_CASEWORK", str(casework))
        with logged.opened(ANALYST) as log:
            making.make(
                folder / "ring.zip",
                findings,
                extracts,
                Request(rings=(ring,), worlds=30),
                DETAILS,
                made_at=MADE_AT,
                key=own_key(key),
                log=log,
            )
    return Package(folder / "ring.zip", extracts, findings, key, ring, shop, casework)
