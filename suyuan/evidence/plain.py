"""Text from the data as the dossier may print it: nothing in it is markup, nothing in it breaks a line or a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any

import pandas as pd

LONGEST = 120
# Where a line may break in a long id, address or nonsense without blanks.
_BREAK = "\u200b"
_RUN = re.compile(r"[!-~]{17,}")


def plain(value: Any, covered: Collection[int], most: int = LONGEST) -> str:
    """One line of text; '' for none. Characters that no font has, or that turn the line around, by their number."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    text = " ".join("".join(_letter(letter, covered) for letter in str(value)).split())
    if len(text) > most:
        text = text[: most - 1] + "…"
    return _RUN.sub(lambda run: _BREAK.join(re.findall(r".{1,12}", run.group())), text)


def _letter(letter: str, covered: Collection[int]) -> str:
    kind = unicodedata.category(letter)
    if letter.isspace():
        return " "
    # Signs that are not seen and yet turn a line around or join letters, and what no font can draw.
    if kind in ("Cc", "Cf", "Cs", "Co", "Cn") or ord(letter) not in covered:
        return f"〔U+{ord(letter):04X}〕"
    return letter
