"""What a viewer typed to find something, in the ways that the records may have it written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200
SHORTEST = 2
# What a phone is written with besides its digits.
_PHONE = re.compile(r"^\+?[0-9()\-. ]+$")
# As queries/links/origin_texts.sql reduces an address: marks and spaces go, a hyphen between numbers reads as 号.
_MARKS = re.compile(r"[\s!-/:-@\[-`{-~]+")
# Signs of an address: the words that divisions and streets end in. A mere name of a shop is not looked for among them.
_PLACES = re.compile(r"[省市区县州镇乡村路街道巷弄号]|\d.*[a-z]|[a-z].*\d", re.I)
# Full-width forms stand 0xFEE0 after the signs they are wide forms of.
_WIDE = {sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)}
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# Parts of an address that are told apart from a shop's name by the kind of building or ground they end in.
_GROUNDS = re.compile(
    r"(小区|花园|大厦|广场|廣場|市场|市場|商城|工业[区园]|工業[區園]|科技园|软件园|物流园|[楼樓栋棟幢室]|单元|單元|仓库|倉庫)$"
    r"|\b(road|street|avenue|lane|rd|st|ave)\b",
    re.I,
)
# A person's name: two to four characters, or several parted by a dot; two to four words that begin
# with a capital. A shop's, none.
_PERSON = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+(·[\u3400-\u9fff]+)+|[A-ZÀ-Ý]['’\-\w]*( [A-ZÀ-Ý]['’\-\w.]*){1,3}"
)
_NOBODY = re.compile(r"[省市区县镇乡村街巷号店铺舖铺坊馆館行社屋厂廠]$|旗舰|旗艦|专营|專營")
_DASHES = re.compile(r"(?<=[0-9A-Za-z])[‐‑‒–—−](?=[0-9A-Za-z])")


@dataclass(frozen=True)
class Terms:
    """One search, cleaned: what it may be of, '' where it can be none.

    `written`: as typed, full width made half, no control signs; `text`: in lower case; `unspaced`: without spaces;
    `wide`: that in full width; `plain`: without marks as well; `phone`: its last eleven digits; `waybill`, `order`: one
    unbroken word with digits; `address`: reduced as the addresses of parcels' origins are; `person`: what may be a
    person's name, without blanks.
    """

    written: str
    text: str
    unspaced: str
    wide: str
    plain: str
    phone: str
    waybill: str
    order: str
    address: str
    person: str

    @property
    def is_enough(self) -> bool:
        """Whether it is long enough to mean anything."""
        return len(self.text) >= SHORTEST

    @property
    def subject(self) -> str:
        """The personal value that was looked for, one way of writing it."""
        return self.phone or self.waybill.upper() or self.address

    @property
    def personal(self) -> tuple[str, ...]:
        """The contract's personal columns that the search asks."""
        asked: list[str] = []
        asked += ["phone", "sender_phone"] if self.phone else []
        asked += ["waybill_no"] if self.waybill else []
        asked += ["origin_address", "destination_address"] if self.address else []
        return tuple(asked)


def terms(typed: str) -> Terms:
    """Read what was typed, however wide, spaced or hostile; what comes after 200 signs is left out."""
    normal = unicodedata.normalize("NFKC", typed[: 4 * LONGEST])
    # Control and format signs (NUL, zero-width spaces, direction marks) and half a surrogate pair are nobody's name.
    kept = "".join(
        sign for sign in normal if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") or sign.isspace()
    )
    written = _DASHES.sub("-", " ".join(kept.split())[:LONGEST].strip())
    text = written.lower()
    unspaced = text.replace(" ", "")
    plain = _MARKS.sub("", text)
    digits = re.sub(r"\D", "", written)
    word = re.sub(r"[\s\-]", "", written) if written.isascii() else ""
    has_digits = sum(sign.isdigit() for sign in word)
    return Terms(
        written=written,
        text=text,
        unspaced=unspaced,
        wide=unspaced.translate(_WIDE),
        plain=plain,
        # Shorter than seven digits is no subscriber's number; longer than any country code and number, something else.
        phone=digits[-11:] if _PHONE.match(written) and 7 <= len(digits) <= 16 else "",
        waybill=word if word.isalnum() and len(word) >= 8 and has_digits >= 6 else "",
        order=written if " " not in written and len(written) >= 4 and any(map(str.isdigit, written)) else "",
        address=_address(text) if _is_address(text) else "",
        person=unspaced
        if (_PERSON.fullmatch(written) or _PERSON.fullmatch(unspaced))
        and not _NOBODY.search(text)
        and not _is_address(text)
        else "",
    )


def _is_address(text: str) -> bool:
    is_chinese = bool(_CHINESE.search(text))
    is_place = bool(_PLACES.search(text) or _GROUNDS.search(text))
    return (
        is_place
        and (is_chinese or " " in text)
        and len(_address(text)) >= (3 if _GROUNDS.search(text) else 4)
    )


def _address(text: str) -> str:
    plain = (
        re.sub(r"[—–−〜]", "-", text)
        .replace("、", ",")
        .replace("。", ".")
        .replace("臺", "台")
        .replace("之", "-")
    )
    numbered = re.sub(r"([0-9])[\s!-/:-@\[-`{-~]+(?=[0-9])", r"\1号", plain)
    return re.sub(r"^(中国|中國)", "", _MARKS.sub("", numbered))
