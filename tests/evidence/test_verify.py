"""The replay: a whole package verifies and rebuilds elsewhere; any byte changed, and it says so without a traceback."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from suyuan.evidence import archive, manifest
from suyuan.evidence.keys import own_key
from suyuan.evidence.verifying import DIFFERS, UNUSABLE, WHOLE, verify
from tests.evidence.conftest import Package

ROOT = Path(__file__).resolve().parents[2]


def changed(package: Package, folder: Path, data: bytes) -> Path:
    path = folder / "changed.zip"
    path.write_bytes(data)
    return path


def test_a_package_rebuilds_byte_for_byte_from_a_copy_of_the_extracts_elsewhere(
    package: Package, tmp_path: Path
) -> None:
    extracts = tmp_path / "delivered elsewhere"
    shutil.copytree(package.extracts, extracts)
    copy = Path(shutil.copy(package.path, tmp_path / "copy.zip"))
    verdict = verify(copy, [extracts])
    assert verdict.faults == []
    assert verdict.exit_code == WHOLE
    assert any("rebuilt byte for byte" in fact for fact in verdict.facts)


def test_the_command_says_whole_in_a_fresh_process(package: Package) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "suyuan", "verify", str(package.path)],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "WHOLE")


def test_a_single_bit_changed_anywhere_is_seen(package: Package, tmp_path: Path) -> None:
    """Every byte of the headers, names, manifest, signature and directory in turn would take hours: a seeded sample."""
    data = package.path.read_bytes()
    chosen = random.Random(20141130)
    with zipfile.ZipFile(package.path) as opened:
        infos = opened.infolist()
        directory = opened.start_dir
    places = {0, 3, 14, 29, 30, len(data) - 1, len(data) - 22, directory, directory + 10, directory + 40}
    for info in chosen.sample(infos, 6):
        places |= {info.header_offset + 18, info.header_offset + 32, info.header_offset + 60}
    for info in infos[:3]:
        places |= {
            info.header_offset + 30 + len(info.filename) + chosen.randrange(info.file_size) for _ in range(4)
        }
    places |= {chosen.randrange(len(data)) for _ in range(12)}
    unseen = []
    for place in sorted(place for place in places if place < len(data)):
        spoilt = bytearray(data)
        spoilt[place] ^= 1 << chosen.randrange(8)
        if verify(changed(package, tmp_path, bytes(spoilt))).exit_code == WHOLE:
            unseen.append(place)
    assert unseen == []


def test_a_package_cut_short_anywhere_is_unusable(package: Package, tmp_path: Path) -> None:
    data = package.path.read_bytes()
    for length in (0, 1, 21, 29, 30, 1000, len(data) // 2, len(data) - 22, len(data) - 1):
        assert verify(changed(package, tmp_path, data[:length])).exit_code == UNUSABLE
    assert verify(changed(package, tmp_path, data + b"\0")).exit_code == UNUSABLE


def rewritten(package: Package, target: Path, **options: object) -> zipfile.ZipFile:
    """The same entries by another writer, open for more."""
    written = zipfile.ZipFile(target, "w")
    with zipfile.ZipFile(package.path) as opened:
        for info in opened.infolist():
            written.writestr(info, opened.read(info), **options)  # type: ignore[arg-type]
    return written


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "rows/orders.csv", "C:\\x", "rows\\x", "a\nb", "é"]
)
def test_names_that_lead_out_of_the_folder_or_stand_twice_are_unusable(
    package: Package, tmp_path: Path, name: str
) -> None:
    with pytest.warns(UserWarning) if name == "rows/orders.csv" else _nothing():
        rewritten_to = rewritten(package, tmp_path / "x.zip")
        rewritten_to.writestr(name, "x")
        rewritten_to.close()
    assert verify(tmp_path / "x.zip").exit_code == UNUSABLE


class _nothing:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def test_a_bomb_is_not_unpacked(package: Package, tmp_path: Path) -> None:
    """Nothing in a package is compressed, so nothing can unfold: a compressed entry is refused where it begins."""
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("manifest.json", b"\0" * (200 << 20))
    verdict = verify(tmp_path / "bomb.zip")
    assert verdict.exit_code == UNUSABLE


def test_what_is_no_package_is_unusable(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("not a zip at all, but longer than thirty bytes")
    assert verify(tmp_path / "text.zip").exit_code == UNUSABLE
    assert verify(tmp_path / "absent.zip").exit_code == UNUSABLE
    assert verify(tmp_path).exit_code == UNUSABLE


@pytest.mark.parametrize(
    "hostile",
    [
        {"outputs": [{"path": "a", "bytes": "1", "sha256": "x"}]},
        {"outputs": [1]},
        {"format": "other"},
        {"rules": {"sha256": []}},
        {"rules": 7},
        {"sources": [7]},
        {"sources": [{"file": "../../../../etc/passwd", "sha256": ""}]},
        {"request": []},
        {"request": {"shops": ["nobody"], "rings": [], "accounts": [], "struck": {}, "worlds": 0}},
        {"scan": None},
    ],
)
def test_a_manifest_that_somebody_else_signed_anew_is_never_whole(
    package: Package, tmp_path: Path, hostile: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has a key can sign any JSON with it: it ends in a verdict, and the key's fingerprint is another."""
    monkeypatch.setattr("suyuan.evidence.replay.scan.run", _no_scan)
    key = own_key(tmp_path / "key.pem")
    with zipfile.ZipFile(package.path) as opened:
        contents = {info.filename: opened.read(info) for info in opened.infolist()}
    document = json.loads(contents["manifest.json"]) | {"key_fingerprint": key.fingerprint} | hostile
    data = manifest.as_bytes(document)
    contents |= {
        "manifest.json": data,
        manifest.SIGNATURE: key.sign(data),
        manifest.PUBLIC_KEY: key.public_pem,
    }
    files = []
    for number, (name, content) in enumerate(contents.items()):
        (tmp_path / str(number)).write_bytes(content)
        files.append((name, tmp_path / str(number)))
    with (tmp_path / "signed.zip").open("wb") as file:
        archive.write(file, files, lambda name: None)
    verdict = verify(tmp_path / "signed.zip", [package.extracts])
    assert verdict.exit_code in (DIFFERS, UNUSABLE)
    assert "Traceback" not in "\n".join(verdict.lines)


def _no_scan(*_: object, **__: object) -> None:
    raise RuntimeError("no scan in this test")


def test_another_key_is_told_by_its_fingerprint(package: Package) -> None:
    assert verify(package.path, fingerprint="00" * 32).exit_code == DIFFERS
    own = verify(package.path).facts[0].split()[-1]
    assert verify(package.path, fingerprint=own.upper()).exit_code == WHOLE


def test_extracts_that_differ_or_lack_a_file_are_named(package: Package, tmp_path: Path) -> None:
    other = tmp_path / "extracts"
    shutil.copytree(package.extracts, other)
    (other / "logins.parquet").unlink()
    shutil.copy(other / "shops.parquet", other / "complaints.parquet")
    verdict = verify(package.path, [other])
    assert verdict.exit_code == DIFFERS
    assert any(fault.startswith("logins.parquet: is not among") for fault in verdict.faults)
    assert any(fault.startswith("complaints.parquet: is another extract") for fault in verdict.faults)
    assert verify(package.path, [tmp_path / "nowhere"]).exit_code == UNUSABLE
