"""The signing key: made once, readable to its owner alone, and nothing else taken for it."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from suyuan.evidence import EvidenceError, keys


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "keys" / "evidence.pem"
    with ThreadPoolExecutor(8) as pool:
        made = {key.fingerprint for key in pool.map(keys.own_key, [place] * 8)}
    assert len(made) == 1
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o077 == 0
    assert [path.name for path in place.parent.iterdir()] == ["evidence.pem"]


def test_the_key_lies_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUYUAN_KEY", str(tmp_path / "own.pem"))
    assert keys.own_key().fingerprint == keys.own_key(tmp_path / "own.pem").fingerprint


def test_a_key_that_others_can_read_signs_nothing(tmp_path: Path) -> None:
    keys.own_key(tmp_path / "key.pem")
    (tmp_path / "key.pem").chmod(0o640)
    with pytest.raises(EvidenceError, match="others can read"):
        keys.own_key(tmp_path / "key.pem")


def test_what_is_no_ed25519_key_signs_nothing(tmp_path: Path) -> None:
    pem = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for content, complaint in ((b"no key", "no unencrypted PEM"), (pem, "not an Ed25519 key")):
        path = tmp_path / "key.pem"
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(EvidenceError, match=complaint):
            keys.own_key(path)


def test_openssl_verifies_by_hand_what_the_key_signed(tmp_path: Path) -> None:
    key = keys.own_key(tmp_path / "key.pem")
    (tmp_path / "manifest.json").write_bytes(b"{}\n")
    (tmp_path / "sig").write_bytes(key.sign(b"{}\n"))
    (tmp_path / "public.pem").write_bytes(key.public_pem)
    command = "openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in manifest.json -sigfile sig"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = subprocess.run(
        "openssl pkey -pubin -in public.pem -outform DER | sha256sum",
        shell=True, cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.split()[0] == key.fingerprint


def test_a_public_key_written_in_another_way_is_refused(tmp_path: Path) -> None:
    pem = keys.own_key(tmp_path / "key.pem").public_pem
    assert keys.load_public(pem)
    for other in (pem + b"\n", pem.replace(b"\n", b"\r\n"), b"x" + pem, b"", pem[:40]):
        with pytest.raises(EvidenceError):
            keys.load_public(other)
