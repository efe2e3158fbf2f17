"""Test buys: planned → bought → sent → verdict, and who held the goods on the way.

A verdict covers the item that was bought, nothing else of the shop: "counterfeit 3 of 4 bought" is said of items.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from suyuan.casework import audit, photos, records
from suyuan.casework.errors import N_, Unfit
from suyuan.casework.fields import amount, one_of, said
from suyuan.casework.photos import Photo
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, acts
from suyuan.casework.tables import test_buys
from suyuan.intake.hashes import file_sha256

STATUSES = ("planned", "bought", "sent", "verdict", "cancelled")
STEPS: dict[str, tuple[str, ...]] = {
    "planned": ("bought", "cancelled"),
    "bought": ("sent", "cancelled"),
    "sent": ("verdict",),
    "verdict": (),
    "cancelled": (),
}
VERDICTS = ("counterfeit", "genuine", "inconclusive")
# What the appraiser is to the brand: a brand that judges its own goods is a party, and a reader must know it.
RELATIONS = ("brand_owner", "appointed_by_brand", "independent_laboratory", "platform", "other")


@dataclass(frozen=True)
class Tally:
    """Items bought and what was said of them: counterfeit `counterfeit` of `bought`."""

    bought: int
    counterfeit: int
    genuine: int
    inconclusive: int
    pending: int


@acts("test_buy")
def plan_test_buy(
    session: Session,
    person: Person,
    shop_id: str,
    *,
    listing_id: str | None = None,
    reason: str | None = None,
    owner: str | None = None,
    buy_by: date | None = None,
    case_id: str | None = None,
) -> Record:
    """Plan to buy from the shop, best a named listing. Ids start with SY: the platform's own never do by chance."""
    values = {
        "shop_id": said("shop", shop_id),
        "listing_id": listing_id,
        "reason": reason,
        "owner": owner or person.name,
        "buy_by": buy_by,
        "case_id": case_id,
        "status": "planned",
    }
    return _put(session, person, "plan test buy", records.new_id("SY"), 0, values)


@acts("test_buy")
def mark_bought(
    session: Session,
    person: Person,
    test_buy_id: str,
    version: int,
    *,
    order_id: str,
    listing_id: str | None = None,
    bought_at: datetime | None = None,
    bought_by: str | None = None,
    price: str | None = None,
    currency: str | None = None,
    waybill_no: str | None = None,
) -> Record:
    """It was bought, in this order. `price`: a decimal number as text. Raises Unfit, Conflict, Forbidden."""
    values = {
        "order_id": said("order", order_id),
        "bought_at": bought_at or records.now(),
        "bought_by": bought_by or person.name,
        "price": amount("price", price),
        "currency": currency,
        "waybill_no": waybill_no,
        **({"listing_id": listing_id} if listing_id else {}),
    }
    return _step(session, person, test_buy_id, version, "bought", values)


@acts("test_buy")
def seal(
    session: Session,
    person: Person,
    test_buy_id: str,
    version: int,
    *,
    seal_number: str,
    photo: Path | None = None,
    photo_data: bytes | None = None,
    photo_sha256: str | None = None,
    waybill_no: str | None = None,
    retained_sample: str | None = None,
    received_at: datetime | None = None,
) -> Record:
    """The parcel came and was sealed. `photo_data`, a JPEG or PNG, is kept beside the database, before the record is.

    A `photo` that stays elsewhere is hashed where it stands and not copied, or its hash alone is given. Raises Unfit
    before it was bought, on a hash that is none and on a picture that is none, StorageError and OSError.
    """
    if _row(session, person, test_buy_id)["status"] not in ("bought", "sent"):
        raise Unfit(N_("only what was bought and not yet judged is sealed"))
    if photo_sha256 is not None and not re.fullmatch(r"[0-9a-f]{64}", photo_sha256):
        raise Unfit(N_("the photo's SHA-256 has 64 hexadecimal digits in small letters"))
    found = file_sha256(photo) if photo is not None and photo.exists() else None
    if photo is not None and found is None and photo_sha256 is None:
        raise Unfit(N_("there is no such photo, and no hash of it"))
    if found and photo_sha256 and found != photo_sha256:
        raise Unfit(N_("the photo's SHA-256 is not the one given"))
    kept = None if photo_data is None else photos.keep(session.info[photos.FOLDER], photo_data)
    given = {
        "waybill_no": waybill_no,
        "retained_sample": retained_sample,
        "photo_path": kept.name if kept else str(photo) if photo else None,
        "photo_sha256": kept.sha256 if kept else photo_sha256 or found,
    }
    values = {
        "seal_number": said("seal", seal_number),
        "received_at": received_at or records.now(),
        **{name: value for name, value in given.items() if value},
    }
    return _put(session, person, "seal", test_buy_id, version, values)


@acts("reveal")
def photo_of(session: Session, person: Person, test_buy_id: str) -> Photo | None:
    """The sealing photo, entered in the log as seen; None where there is none. Raises Missing, DamagedError, Forbidden.

    It may show a waybill and whoever stands on it.
    """
    row = _row(session, person, test_buy_id)
    if not row["photo_sha256"]:
        return None
    found = photos.find(session.info[photos.FOLDER], row["photo_sha256"], row["photo_path"])
    audit.append(session, person, "reveal", f"test_buys/{test_buy_id}", {"columns": ["photo"]})
    return found


@acts("package")
def sealed(
    session: Session, person: Person, shop_ids: Sequence[str], case_id: str | None = None
) -> list[Record]:
    """Test buys with a sealing photo: of these shops, and of the case; what a package takes along."""
    belongs: ColumnElement[bool] = test_buys.c.shop_id.in_(list(shop_ids))
    if case_id is not None:
        belongs = belongs | (test_buys.c.case_id == case_id)
    statement = select(test_buys).where(
        belongs, test_buys.c.photo_sha256.is_not(None), test_buys.c.status != "cancelled"
    )
    return records.find(session, person, test_buys, statement.order_by(test_buys.c.test_buy_id))


@acts("test_buy")
def mark_sent(
    session: Session,
    person: Person,
    test_buy_id: str,
    version: int,
    *,
    sent_to: str,
    sent_at: datetime | None = None,
    retained_sample: str | None = None,
) -> Record:
    """It went to the appraiser. Raises Unfit, Conflict, Forbidden."""
    values = {"sent_to": said("sent to", sent_to), "sent_at": sent_at or records.now()}
    kept = {"retained_sample": retained_sample} if retained_sample else {}
    return _step(session, person, test_buy_id, version, "sent", {**values, **kept})


@acts("test_buy")
def record_verdict(
    session: Session,
    person: Person,
    test_buy_id: str,
    version: int,
    *,
    verdict: str,
    appraiser: str,
    appraiser_relation: str,
    appraised_at: datetime | None = None,
    report_number: str | None = None,
    remark: str | None = None,
) -> Record:
    """What the appraiser found, and what he is to the brand (RELATIONS). Raises Unfit, Conflict, Forbidden."""
    values = {
        "verdict": one_of("verdict", verdict, VERDICTS),
        "appraiser": said("appraiser", appraiser),
        "appraiser_relation": one_of("relation", appraiser_relation, RELATIONS),
        "appraised_at": appraised_at or records.now(),
        "report_number": report_number,
        "remark": remark,
    }
    return _step(session, person, test_buy_id, version, "verdict", values)


@acts("test_buy")
def cancel_test_buy(
    session: Session, person: Person, test_buy_id: str, version: int, *, reason: str
) -> Record:
    """It is not bought, or what was bought cannot be used (say why); it counts nowhere from then on."""
    values = {"remark": said("reason", reason)}
    return _step(session, person, test_buy_id, version, "cancelled", values)


@acts("read")
def buy_list(
    session: Session,
    person: Person,
    *,
    shop_id: str | None = None,
    case_id: str | None = None,
    reveal: bool = False,
) -> list[Record]:
    """Every test buy, those of a shop or of a case, in order of their ids; `reveal` shows waybills and is logged."""
    statement = select(test_buys).order_by(test_buys.c.test_buy_id)
    if shop_id is not None:
        statement = statement.where(test_buys.c.shop_id == shop_id)
    if case_id is not None:
        statement = statement.where(test_buys.c.case_id == case_id)
    return records.find(session, person, test_buys, statement, reveal=reveal)


@acts("read")
def tally(
    session: Session, person: Person, *, shop_id: str | None = None, case_id: str | None = None
) -> Tally:
    """Counterfeit how many of how many bought: of a shop, of a case, of all."""
    bought = [
        row
        for row in buy_list(session, person, shop_id=shop_id, case_id=case_id)
        if row["status"] in ("bought", "sent", "verdict")
    ]
    said = [row["verdict"] for row in bought]
    return Tally(
        bought=len(bought),
        counterfeit=said.count("counterfeit"),
        genuine=said.count("genuine"),
        inconclusive=said.count("inconclusive"),
        pending=said.count(None),
    )


def _row(session: Session, person: Person, test_buy_id: str) -> Record:
    return records.get(session, person, test_buys, test_buy_id)


def _step(
    session: Session, person: Person, test_buy_id: str, version: int, status: str, values: Mapping[str, Any]
) -> Record:
    before = _row(session, person, test_buy_id)
    # A colleague who took the same step first is a conflict, not a wrong step.
    if before.version == version and status not in STEPS[before["status"]]:
        raise Unfit(N_("what is {before} cannot become {after}"), before=before["status"], after=status)
    return _put(session, person, f"test buy {status}", test_buy_id, version, {**values, "status": status})


def _put(
    session: Session, person: Person, what: str, test_buy_id: str, version: int, values: Mapping[str, Any]
) -> Record:
    told = {**values, "changed_at": records.now()}
    return records.put(session, person, "test_buy", what, test_buys, test_buy_id, version, told)
