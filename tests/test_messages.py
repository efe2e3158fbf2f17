"""Every message of the code has its Chinese, in the casebook's words; a language belongs to one viewer."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from suyuan import messages
from suyuan.contract import EXTRACTS

ROOT = Path(__file__).resolve().parent.parent
CHINESE = ROOT / "locales" / "zh_CN" / "LC_MESSAGES"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
# The casebook's never-column, and the words of a court or of the police that an analyst must not use.
NEVER = ("涉案店铺", "主犯", "犯罪团伙", "吊牌价", "布控")


def said_in_code() -> set[str]:
    files = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "suyuan").rglob("*.py")]
    found = set()
    for path in files:
        for _line, message, _comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
            found.add(message if isinstance(message, str) else message[0])
    return found


def translations() -> dict[str, str]:
    pairs = {}
    for path in sorted(CHINESE.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    pairs[key] = message.string if isinstance(message.string, str) else message.string[0]
    return pairs


def test_every_message_has_its_chinese() -> None:
    known = translations()
    assert sorted(message for message in said_in_code() if not known.get(message)) == []


def test_a_translation_fills_in_the_same_figures() -> None:
    def holes(text: str) -> set[str]:
        return set(re.findall(r"\{(\w*)\}", text))

    said = said_in_code()
    differing = [
        (message, text)
        for message, text in translations().items()
        if text and message in said and holes(message) - {"n"} != holes(text) - {"n"}
    ]
    assert differing == []


def test_no_english_word_is_left_in_a_translation() -> None:
    # Names that are the same in every language: formats, coordinate systems, tables, columns and variables.
    allowed = r"WGS84|GCJ-?02|BD-?09|CSV|SQL|SHA-256|Parquet|DuckDB|Suyuan|UTC|JSON|\w+\\?_\w+"
    allowed = "|".join([allowed, *EXTRACTS])
    for message, text in translations().items():
        plain = re.sub(r"\{\w*\}|`[^`]*`|:material/\w+:|" + allowed, "", text)
        assert not re.search(r"[A-Za-z]{3,}", plain), f"{message!r} → {text!r}"


@pytest.mark.parametrize("word", NEVER)
def test_words_that_the_casebook_forbids_are_never_said(word: str) -> None:
    assert [text for text in translations().values() if word in text] == []


def test_a_viewer_does_not_change_the_language_of_another() -> None:
    heard: list[str] = []

    def chinese_viewer() -> None:
        messages.set_language("zh")
        heard.append(messages._("Suspect shops"))

    messages.set_language("en")
    thread = threading.Thread(target=chinese_viewer)
    thread.start()
    thread.join()
    assert heard == ["疑似售假店铺"]
    assert messages._("Suspect shops") == "Suspect shops"


def test_an_unknown_language_means_english() -> None:
    messages.set_language("fr")
    assert messages.language() == "en"
