"""Files as a cluster names them: `file://` and a path, or the URL of an object store."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
# The same for a cluster: Spark writes one path with one slash here and with three there.
SCHEME_AND_SLASHES = "^[A-Za-z][A-Za-z0-9+.-]+:/*"


def is_url(path: Path | str) -> bool:
    """Whether a path names a place beyond this machine's own folders, e.g. `s3a://bucket/extracts`.

    A Path keeps one of a URL's two slashes: that is how it is known here.
    """
    return _SCHEME.match(str(path)) is not None


def address(path: Path | str) -> str:
    """How Spark is told to read or write a path: as it is written, with no character escaped."""
    if not is_url(path):
        return f"file://{Path(path).absolute()}"
    scheme, _, rest = str(path).partition(":")
    return f"{scheme}://{'/' if scheme == 'file' else ''}{rest.lstrip('/')}"


def after_scheme(told: str) -> str:
    """What two ways to write one path have in common."""
    return unquote(re.sub(SCHEME_AND_SLASHES, "", told))
