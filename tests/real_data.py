"""Where real data stands, if it does: beside the repository, or where SUYUAN_REAL_DATA says. Never copied here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REAL = Path(os.environ.get("SUYUAN_REAL_DATA") or Path(__file__).resolve().parents[2] / "shared" / "real")


def real(*parts: str) -> Path:
    """A folder of the real data; skips the test where it is absent."""
    folder = REAL.joinpath(*parts)
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}")
    return folder
