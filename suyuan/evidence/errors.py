"""What stops a package from being made or read, in one line."""

from __future__ import annotations


class EvidenceError(RuntimeError):
    """No package can be made of this, or no package can be read here: says why and what to do."""


class CancelledError(RuntimeError):
    """Whoever asked for the package takes it back."""
