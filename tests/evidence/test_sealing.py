"""Sealing photos in a package: those of its shops, as they were taken, by their hash in manifest and dossier."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from suyuan.casework import cases, test_buys
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, open_store
from suyuan.evidence import Request, logged, making
from suyuan.evidence.keys import own_key
from suyuan.evidence.verifying import WHOLE, verify
from tests.casework.test_photos import picture
from tests.evidence.conftest import ANALYST, Package
from tests.evidence.test_dossier import text_of

LEAD = Person("Lin", "lead", "lin@example.org")


def sealed(store: Store, shop: str, data: bytes | None, seal: str, case_id: str | None = None) -> str:
    with store.write() as session:
        row = test_buys.plan_test_buy(session, LEAD, shop, case_id=case_id)
        row = test_buys.mark_bought(session, LEAD, row.id, row.version, order_id="O1")
        row = test_buys.seal(session, LEAD, row.id, row.version, seal_number=seal, photo_data=data,
                             photo_sha256=None if data else "0" * 64)  # fmt: skip
    return str(row.id)


@pytest.fixture(scope="module")
def with_photos(
    package: Package, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, dict[str, str]]]:
    """A shop's package with a photo of its own, one that is gone, one of the case; and a stranger's that stays out."""
    folder = tmp_path_factory.mktemp("sealed")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SUYUAN_CASEWORK", str(folder / "casework.db"))
        patched.delenv("SUYUAN_PHOTOS", raising=False)
        store = open_store()
        with store.write() as session:
            case = cases.open_case(session, LEAD, "Jerseys")
        made = {
            "own": sealed(store, package.shop, picture(), "FX-1"),
            "gone": sealed(store, package.shop, picture(colour="green"), "FX-2"),
            "case": sealed(store, "S-elsewhere", picture("PNG", colour="blue"), "FX-3", case.id),
            "elsewhere": sealed(store, package.shop, None, "FX-5"),
            "stranger": sealed(store, "S-stranger", picture(colour="black"), "FX-4"),
        }
        (store.photos / f"{hashlib.sha256(picture(colour='green')).hexdigest()}.jpg").unlink()
        store.close()
        with logged.opened(ANALYST, case.id) as log:
            making.make(
                folder / "shop.zip", package.findings, package.extracts, Request(shops=(package.shop,)),
                key=own_key(package.key), log=log,
            )  # fmt: skip
        yield folder / "shop.zip", made


def manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as opened:
        document: dict[str, Any] = json.loads(opened.read("manifest.json"))
    return document


def test_the_photo_lies_in_the_package_as_it_was_taken_under_its_hash(
    with_photos: tuple[Path, dict[str, str]],
) -> None:
    path, made = with_photos
    told = {one["test_buy_id"]: one for one in manifest(path)["photos"]}
    own = told[made["own"]]
    assert (own["state"], own["seal_number"]) == ("kept", "FX-1")
    with zipfile.ZipFile(path) as opened:
        assert opened.read(own["file"]) == picture()
    [listed] = [one for one in manifest(path)["outputs"] if one["path"] == own["file"]]
    assert listed["sha256"] == own["sha256"] == hashlib.sha256(picture()).hexdigest()


def test_a_photo_that_is_gone_is_told_and_a_stranger_s_stays_out(
    with_photos: tuple[Path, dict[str, str]],
) -> None:
    path, made = with_photos
    told = {one["test_buy_id"]: one for one in manifest(path)["photos"]}
    assert told.keys() == {made[name] for name in ("own", "gone", "case", "elsewhere")}
    assert (told[made["elsewhere"]]["state"], told[made["elsewhere"]]["file"]) == ("elsewhere", "")
    assert (told[made["gone"]]["state"], told[made["gone"]]["file"]) == ("missing", "")
    assert told[made["case"]]["file"].endswith(".png")
    with zipfile.ZipFile(path) as opened:
        assert len([name for name in opened.namelist() if name.startswith("photos/")]) == 2


def test_the_package_is_whole_rebuilds_and_a_swapped_photo_is_found(
    package: Package, with_photos: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    path, _made = with_photos
    assert verify(path, [package.extracts]).exit_code == WHOLE
    data = path.read_bytes()
    at = data.index(picture())
    swapped = tmp_path / "swapped.zip"
    swapped.write_bytes(data[: at + 400] + bytes([data[at + 400] ^ 1]) + data[at + 401 :])
    assert verify(swapped).exit_code != WHOLE


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Sealing photos of test buys"), ("zh", "神秘抽检封存照片")]
)
def test_the_dossier_names_each_seal(
    with_photos: tuple[Path, dict[str, str]], tmp_path: Path, language: str, words: str
) -> None:
    path, made = with_photos
    text = text_of(path, language, tmp_path)
    assert words in text
    assert all(f"FX-{number}" in text for number in (1, 2, 3)) and "FX-4" not in text
    assert made["own"] in text
