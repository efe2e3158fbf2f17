"""Hits of a search as the viewer reads them, each with the page on which it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from suyuan.messages import N_, _, language, ngettext
from suyuan.numbers import number
from suyuan.ui.personal import is_revealed
from suyuan.ui.zone import local_time
from suyuan.wording import ring_words
from suyuan.wording.words import word

KINDS = {
    "shops": N_("Shops"),
    "rings": N_("Rings"),
    "accounts": N_("Accounts"),
    "phones": N_("Accounts by phone"),
    "holders": N_("Accounts by holder's name"),
    "orders": N_("Orders"),
    "parcels": N_("Parcels by waybill"),
    "listings": N_("Listings"),
    "addresses": N_("Places of dispatch by address"),
    "deliveries": N_("Shops that deliver to the address"),
}
_SHOP, _RINGS = "pages/shop.py", "pages/rings.py"


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, what else tells it, and where a click leads. Plain text, not yet escaped."""

    title: str
    told: str
    page: str
    icon: str
    link: Mapping[str, str] = field(default_factory=dict)


def kind_name(kind: str) -> str:
    return _(KINDS[kind])


def shops(rows: pd.DataFrame) -> list[Hit]:
    found = []
    for row in _each(rows):
        strength = word("shop_strength", row["strength"])
        verdict = _("suspect, evidence {strength}").format(strength=strength)
        if row["cleared"]:
            verdict = _("cleared on review, evidence {strength}").format(strength=strength)
        told = [
            row["shop_id"],
            verdict if row["suspect"] else _("not suspect"),
            row[f"registered_{language()}"],
        ]
        found.append(Hit(_name(row), _line(told), _SHOP, ":material/storefront:", {"shop": row["shop_id"]}))
    return found


def rings(rows: pd.DataFrame) -> list[Hit]:
    found = []
    for row in _each(rows):
        sizes = ngettext("{n} shop", "{n} shops", int(row["shops"])).format(n=number(row["shops"]))
        told = _line([row["ring_id"], sizes])
        link = {"ring": row["ring_id"], "account": ""}
        found.append(Hit(ring_words.ring_name(row), told, _RINGS, ":material/hub:", link))
    return found


def accounts(rows: pd.DataFrame) -> list[Hit]:
    """Accounts by id or by phone: named by their shops, never by their holder."""
    found = []
    for row in _each(rows):
        told = [
            row["account_id"],
            _by_phone(row),
            _("ring {ring}").format(ring=row["ring_id"]) if row["ring_id"] else "",
        ]
        name = ring_words.account_name(row["account_id"], row["shop_names"])
        found.append(Hit(name, _line(told), _RINGS, ":material/person:", {"account": row["account_id"]}))
    return found


def orders(rows: pd.DataFrame) -> list[Hit]:
    found = []
    for row in _each(rows):
        day = local_time(row["ordered_at"], date_only=True)
        link = {"shop": row["shop_id"], "records": "orders", "order": row["order_id"]}
        units = ngettext("{n} unit", "{n} units", int(row["units"])).format(n=number(row["units"]))
        told = _line([_name(row), day, units])
        found.append(Hit(row["order_id"], told, _SHOP, ":material/receipt_long:", link))
    return found


def parcels(rows: pd.DataFrame) -> list[Hit]:
    """A parcel by its order: the waybill is not told again, and stands in no link."""
    found = []
    for row in _each(rows):
        way = " → ".join(text for end in ("origin", "destination") if (text := row[f"{end}_{language()}"]))
        told = _line([_name(row), local_time(row["shipped_at"], date_only=True), way])
        title = _("Parcel of order {order}").format(order=row["order_id"])
        link = (
            {"shop": row["shop_id"], "records": "parcels", "order": row["order_id"]} if row["shop_id"] else {}
        )
        found.append(Hit(title, told, _SHOP, ":material/local_shipping:", link))
    return found


def listings(rows: pd.DataFrame) -> list[Hit]:
    found = []
    for row in _each(rows):
        link = {"shop": row["shop_id"], "records": "listings", "listing": row["listing_id"]}
        title = row["title"] or row["listing_id"]
        told = _line([row["listing_id"], _name(row)])
        found.append(Hit(title, told, _SHOP, ":material/sell:", link))
    return found


def addresses(rows: pd.DataFrame) -> list[Hit]:
    """Places that parcels start from: at a ring's site the ring opens, else the shop that sends most from there."""
    found = []
    for row in _each(rows):
        shown = row["origin_address"] if is_revealed("origin_address") else ""
        place = ring_words.place_name(row)
        told = [
            "" if shown else place,
            ngettext("{n} parcel", "{n} parcels", int(row["parcels"])).format(n=number(row["parcels"])),
            ngettext("{n} shop", "{n} shops", int(row["shops"])).format(n=number(row["shops"])),
        ]
        if row["ring_id"]:
            link, page = {"ring": row["ring_id"], "account": "", "view": "places"}, _RINGS
            told.append(_("ring {ring}").format(ring=row["ring_id"]))
        else:
            link, page = {"shop": row["shop_id"], "records": "parcels"}, _SHOP
            told.append(_("most from {shop}").format(shop=_name(row)))
        title = shown or _("Place of dispatch")
        found.append(Hit(title, _line(told), page, ":material/location_on:", link))
    return found


def deliveries(rows: pd.DataFrame) -> list[Hit]:
    found = []
    for row in _each(rows):
        count = ngettext("{n} parcel", "{n} parcels", int(row["parcels"])).format(n=number(row["parcels"]))
        last = _("last on {day}").format(day=local_time(row["last_shipped_at"], date_only=True))
        link = {"shop": row["shop_id"], "records": "parcels", "order": row["order_id"]}
        told = _line([row["shop_id"], count, last])
        found.append(Hit(_name(row), told, _SHOP, ":material/local_shipping:", link))
    return found


def _each(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows as plain values: what is not known is '' or None, never a NaN."""
    for row in rows.astype("object").where(rows.notna(), None).to_dict("records"):
        yield {str(name): value for name, value in row.items()}


def _name(row: Mapping[str, Any]) -> str:
    return str(row.get("shop_name") or row.get("shop_id") or "")


def _by_phone(row: Mapping[str, Any]) -> str:
    if "is_registered" not in row:
        return ""
    told = [
        _("registered with it") if row["is_registered"] else "",
        _("sender of its parcels") if row["is_sender"] else "",
    ]
    return ", ".join(text for text in told if text)


def _line(told: list[Any]) -> str:
    return " · ".join(str(text) for text in told if text)
