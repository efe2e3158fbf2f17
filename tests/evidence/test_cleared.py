"""A dossier states both: what the scan found of a shop, and that a review cleared it, by whom, when, why."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from suyuan.casework import queue, records, reviews
from suyuan.casework.store import Store, open_store
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from suyuan.evidence import Request, logged, making
from suyuan.evidence.keys import own_key
from tests.evidence.conftest import ANALYST, Package
from tests.evidence.test_dossier import text_of

REASON = "invoices of the brand seen"


def suspects_of(package: Package) -> list[str]:
    """The suspects of the package's ring."""
    with Reader(package.findings / "pages.duckdb").cursor() as cursor:
        return [
            str(shop)
            for (shop,) in cursor.execute(
                "SELECT member_id FROM ring_members JOIN shop_cases ON shop_id = member_id AND suspect "
                "WHERE member_type = 'shop' AND ring_id = ? ORDER BY member_id",
                [package.ring],
            ).fetchall()
        ]


@pytest.fixture
def desk(package: Package, tmp_path: Path) -> Iterator[tuple[Store, str, str]]:
    """Casework in which the first suspect of the ring is cleared on all that is known of it; a second beside it."""
    first, second = suspects_of(package)[:2]
    reader, pages = Reader(package.findings / "pages.duckdb"), Catalogue.load().queries
    reasons, events = (
        reader.frame(pages[f"cases__{name}"], {"shops": [first]}).to_dict("records")
        for name in ("reasons", "events")
    )
    reader.close()
    known = queue.known([first], reasons, events)[first]
    opened = open_store(str(tmp_path / "casework.db"))
    with opened.write() as session:
        reviews.clear(session, ANALYST, first, reason=REASON, evidence=known.reasons, known=known.records)
    yield opened, first, second
    opened.close()


def cleared(package: Package, store: Store, *shops: str) -> list[str]:
    reader = Reader(package.findings / "pages.duckdb")
    try:
        told = logged.Log(store, ANALYST).cleared(reader, Catalogue.load(), Request(shops=shops))
    finally:
        reader.close()
    return [one.id for one in told]


def test_finding_and_clearing_stand_side_by_side(
    package: Package, desk: tuple[Store, str, str], tmp_path: Path
) -> None:
    store, first, second = desk
    made = making.make(
        tmp_path / "both.zip", package.findings, package.extracts,
        Request(shops=(first, second), rings=(package.ring,), worlds=0), key=own_key(package.key),
        log=logged.Log(store, ANALYST),
    )  # fmt: skip
    with zipfile.ZipFile(made.path) as opened:
        [told] = json.loads(opened.read("manifest.json"))["cleared"]
    today = records.now().date()
    assert (told["id"], told["reason"], told["by"]) == (first, REASON, ANALYST.name)
    assert told["at"].startswith(f"{today:%Y-%m-%d}T") and told["until"] > today.isoformat()
    for language, suspect, said in (("en", "suspect", "cleared on review"), ("zh", "疑似", "经复核已排除")):
        text = re.sub(r"\s+", " ", text_of(made.path, language, tmp_path))
        assert suspect in text, "the scan's finding stays"
        assert said in text and REASON in text and told["until"] in text
    rows = [line for line in text_of(made.path, "en", tmp_path).splitlines() if "cleared on review" in line]
    assert not [line for line in rows if second in line], "the other suspect is none the less one"


def test_a_clearing_whose_term_is_over_is_in_no_package(
    package: Package, desk: tuple[Store, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, first, second = desk
    assert cleared(package, store, first, second) == [first]
    assert cleared(package, store, second) == [], "nor is one of a shop that the package is not about"
    monkeypatch.setattr(records, "now", lambda now=records.now: now() + timedelta(days=800))
    assert cleared(package, store, first, second) == []
