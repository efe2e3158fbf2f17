"""Real marketplaces, where they stand beside the repository: scanned to the end, every shop scored, gaps named."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.real_data import real

ROOT = Path(__file__).resolve().parent.parent
ALL = {
    "price", "complaints", "description", "photos", "geography", "transfers", "purchases", "test_buys",
    "authorised", "links",
}  # fmt: skip
MARKETS = {
    # Taiwan: listings, shops, reference prices, and nothing that was ordered.
    "shopee_tw": {"price", "description"},
    # Brazil: orders and parcels, titles that are categories, no brands, no owners.
    "olist": {"complaints", "description", "geography"},
}


@pytest.fixture(scope="session")
def findings_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Each market's findings, from the command line, as anyone would get them; scanned once."""

    @cache
    def scanned(market: str) -> Path:
        extracts = real(market, "extracts")
        findings = tmp_path_factory.mktemp(market) / "findings"
        command = [sys.executable, "-m", "suyuan", "scan", "--extracts", str(extracts)]
        began = time.monotonic()
        done = subprocess.run(
            [*command, "--findings", str(findings)],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        # Under a minute on two idle cores; the others may be busy with further tests.
        assert time.monotonic() - began < 180
        return findings

    return scanned


@pytest.fixture(params=sorted(MARKETS))
def scanned(request: pytest.FixtureRequest, findings_of: Callable[[str], Path]) -> tuple[str, Path]:
    return request.param, findings_of(request.param)


def test_every_shop_is_scored_and_ranked_once(scanned: tuple[str, Path]) -> None:
    market, findings = scanned
    scores = pq.read_table(findings / "shop_scores.parquet").to_pylist()
    shops = pq.ParquetFile(real(market, "extracts") / "shops.parquet")
    assert {row["shop_id"] for row in scores} == set(shops.read(["shop_id"])["shop_id"].to_pylist())
    assert sorted(row["rank"] for row in scores) == list(range(1, len(scores) + 1))
    assert all(0 < row["score"] < 1 for row in scores)


def test_what_is_switched_off_is_named_and_counts_as_nothing(scanned: tuple[str, Path]) -> None:
    market, findings = scanned
    [off] = pq.read_table(findings / "scan.parquet")["signals_off"].to_pylist()
    assert {line.split(": ")[0] for line in off} == ALL - MARKETS[market]
    scores = pq.read_table(findings / "shop_scores.parquet")
    for signal in ALL - MARKETS[market]:
        assert set(scores[f"signal_{signal}"].to_pylist()) == {None}, signal
    for signal in MARKETS[market]:
        assert any(weight is not None for weight in scores[f"signal_{signal}"].to_pylist()), signal


def test_few_shops_are_suspected_and_each_by_two_kinds_of_evidence(scanned: tuple[str, Path]) -> None:
    """Nobody knows the truth here; but no marketplace is made of suspects, and none may rest on one kind."""
    _, findings = scanned
    scores = pq.read_table(findings / "shop_scores.parquet").to_pylist()
    suspects = [row for row in scores if row["suspect"]]
    assert len(suspects) <= 0.05 * len(scores)
    assert all(row["kinds"] >= 2 for row in suspects)


def test_every_listing_is_scored_in_its_own_currency(scanned: tuple[str, Path]) -> None:
    market, findings = scanned
    listings = pq.read_table(findings / "listing_scores.parquet", columns=["currency", "score", "listing_id"])
    assert set(listings["currency"].to_pylist()) == {{"shopee_tw": "TWD", "olist": "BRL"}[market]}
    assert listings.num_rows == len(set(listings["listing_id"].to_pylist())) > 500
