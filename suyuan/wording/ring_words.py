"""What a ring, its accounts, ties and sites are called; every code of theirs in words. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from suyuan.masking import HIDDEN
from suyuan.messages import N_, _, language
from suyuan.numbers import NONE, number, percent
from suyuan.veil import short
from suyuan.wording.words import word

# What a sign of being in charge says: singular and plural would differ in English alone, so figures stand apart.
SIGNS = {
    "money": N_("money of {n} of the other accounts ends in its payment account"),
    "phone": N_("{n} of the other accounts or their parcels carry its phone"),
    "machines": N_("shares machines with {n} of the other accounts"),
    "supplies": N_("{n} of the others stock up at its shop"),
    "buys_upstream": N_("buys the goods upstream, {n} supplier(s), without a shop to sell them in"),
    "owns_nothing": N_("owns no shop, yet controls money or phones"),
    "machines_only": N_("shares nothing but machines, as customer service does"),
    "nominal_owner": N_("registered elsewhere than its shop works: an owner in name"),
    "own_shop_only": N_("runs its own shop, as others do"),
}
SHORT_SIGNS = {
    "money": N_("money"),
    "phone": N_("phones"),
    "machines": N_("machines"),
    "supplies": N_("supplies the others"),
    "buys_upstream": N_("buys upstream"),
    "owns_nothing": N_("owns no shop"),
}


def ring_name(ring: pd.Series | Any) -> str:
    """What it sells and from where: 'Nike jerseys · Yuexiu, Guangzhou'; the ring's id where neither is known."""
    goods = " ".join(text for text in (_text(ring, "main_brand"), _text(ring, "main_category")) if text)
    town, city = _text(ring, f"town_{language()}"), _text(ring, f"city_{language()}")
    place = f"{city}{town}" if language() == "zh" else ", ".join(name for name in (town, city) if name)
    return " · ".join(text for text in (goods, place) if text) or str(ring["ring_id"])


def evidence(ring: pd.Series | Any) -> str:
    """How strong the evidence for a ring is; of one whose suspects were all cleared, that they were."""
    return _("cleared on review") if is_cleared(ring) else word("shop_strength", ring["strength"])


def is_cleared(ring: pd.Series | Any) -> bool:
    """Whether no suspect is left of a ring, since every one was cleared: `suspects`, `cleared`."""
    return bool(ring["cleared"]) and not ring["suspects"]


def account_name(account_id: object, shops: object, holder: object = None) -> str:
    """An account as people call it: the holder where shown, else the owner of its shops, else the account by its id."""
    if _is(holder) and holder != HIDDEN:
        return str(holder)
    if _is(shops):
        first, _dot, more = str(shops).partition(" · ")
        return _("Owner of {shop}").format(shop=first + (" …" if more else ""))
    return _("Account {id}").format(id=short(account_id))


def short_name(account_id: object, shops: object) -> str:
    """An account by its first shop's name alone, where room is scarce; by its id where it owns none."""
    return str(shops).partition(" · ")[0] if _is(shops) else short(account_id)


def sure(confidence: float | None) -> str:
    """How sure a membership is; never a hundred percent."""
    if confidence is None or pd.isna(confidence):
        return NONE
    return _("over 99%") if confidence > 0.99 else percent(confidence)


def innocents(expected: float | None) -> str:
    """0.0067 → 'under 0.01 innocents expected', 2.13 → '2.1 innocents expected'."""
    if expected is None or pd.isna(expected):
        return NONE
    figure = number(expected, 1 if expected >= 0.95 else 2)
    if expected < 0.005:
        return _("under 0.01 innocents expected")
    return _("{n} innocents expected").format(n=figure)


def tie(kind: object) -> str:
    """'the same device', '同一设备'."""
    return word("trace_kind", kind)


def kinds(codes: Iterable[object] | None) -> str:
    """Kinds of trace in a row: 'the same device · the same phone'."""
    if codes is None or isinstance(codes, float):
        return ""
    return " · ".join(tie(code) for code in codes)


def sign(signal: object, figure: float | None) -> str:
    """One sign of being in charge, or against it, as a sentence's part."""
    return _(SIGNS.get(str(signal), "")).format(n=number(figure)) if _is(signal) else ""


def unclear(code: object) -> str:
    """Why nobody is named."""
    return word("unclear", code)


def place_name(site: Any, *, full: bool = False) -> str:
    """Where a site is, by its division; with the province in front where `full`."""
    name = _text(site, f"place_{language()}")
    province = _text(site, f"province_{language()}") if full else ""
    if not name:
        return _("Place without a name")
    return f"{province}{name}" if language() == "zh" else ", ".join(text for text in (name, province) if text)


def _text(row: Any, name: str) -> str:
    value = row.get(name) if hasattr(row, "get") else getattr(row, name, None)
    return str(value) if _is(value) else ""


def _is(value: object) -> bool:
    return isinstance(value, str) and bool(value)
