"""The Ed25519 key that signs packages: made once, kept readable to its owner alone."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from suyuan.evidence.errors import EvidenceError

VARIABLE = "SUYUAN_KEY"
DEFAULT = Path(__file__).resolve().parents[2] / "var" / "keys" / "evidence.pem"


@dataclass(frozen=True)
class SigningKey:
    """The private key and what is told of it to others."""

    private: Ed25519PrivateKey

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data)

    @property
    def public_pem(self) -> bytes:
        return _public_pem(self.private.public_key())

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.private.public_key())


def fingerprint(public: Ed25519PublicKey) -> str:
    """SHA-256 of the public key in DER (SubjectPublicKeyInfo), hexadecimal: what openssl dgst gives too."""
    return hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def path() -> Path:
    """Where the key lies: SUYUAN_KEY, else var/keys/evidence.pem."""
    named = os.environ.get(VARIABLE, "")
    return Path(named) if named else DEFAULT


def own_key(place: Path | None = None) -> SigningKey:
    """The key at `place`, made there where none is.

    Raises EvidenceError where it cannot be read, is no Ed25519 key, or can be read by others than its owner.
    """
    place = place or path()
    try:
        if not place.exists():
            _make(place)
        if place.stat().st_mode & 0o077:
            raise EvidenceError(
                f"{place}: others can read the signing key; chmod 600, or replace it (docs/evidence.md)"
            )
        private = load_pem_private_key(place.read_bytes(), password=None)
    except OSError as error:
        raise EvidenceError(f"{place}: the signing key cannot be read or made ({error.strerror})") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise EvidenceError(f"{place}: is no unencrypted PEM private key") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise EvidenceError(f"{place}: is not an Ed25519 key")
    return SigningKey(private)


def load_public(pem: bytes) -> Ed25519PublicKey:
    """Raises EvidenceError where it is not an Ed25519 public key written the one way that packages write it."""
    try:
        public = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise EvidenceError("the public key in the package cannot be read") from error
    # PEM can be written in many ways: only one is taken, so that no byte of it can be changed unseen.
    if not isinstance(public, Ed25519PublicKey) or _public_pem(public) != pem:
        raise EvidenceError("the public key in the package is not one that packages are signed with")
    return public


def is_signed(public: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    try:
        public.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _public_pem(public: Ed25519PublicKey) -> bytes:
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _make(place: Path) -> None:
    """Whole or not at all, and by one process alone: the first of two that make it at once wins."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # mkstemp lets nobody but the owner read it.
    descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, place)
    finally:
        draft.unlink(missing_ok=True)
