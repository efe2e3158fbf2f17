"""All that is known of one test buy, and who held the goods on the way."""

from __future__ import annotations

import streamlit as st

from suyuan.casework import custody, photos, test_buys
from suyuan.casework.errors import CaseworkError
from suyuan.casework.photos import Photo
from suyuan.casework.records import Record
from suyuan.messages import N_, _
from suyuan.ui import casework
from suyuan.ui.cases.case_dialog import Asked, form
from suyuan.ui.personal import escape, is_asked_for
from suyuan.ui.zone import local_time
from suyuan.wording import case_words

COLUMNS = (
    "order_id", "listing_id", "price", "currency", "bought_at", "bought_by", "waybill_no", "received_at",
    "seal_number", "photo_sha256", "retained_sample", "sent_at", "sent_to", "verdict", "appraiser",
    "appraiser_relation", "appraised_at", "report_number", "remark", "reason", "owner", "case_id",
)  # fmt: skip


@form("buy_facts", N_("The test buy and who held the goods"), "read", "")
def facts(asked: Asked) -> None:
    """Columns that say something, then the way from hand to hand; personal ones hidden unless asked for and logged."""
    buys: list[Record] = []
    steps: list[Record] = []
    reveals = is_asked_for()
    with casework.write() if reveals else casework.read() as session:
        person = casework.person()
        steps = custody.custody(session, person, asked.id, reveal=reveals)
        found = test_buys.buy_list(
            session, person, shop_id=asked.record["shop_id"] if asked.record else None, reveal=reveals
        )
        buys = [row for row in found if row.id == asked.id]
    picture = _photo(asked.id) if reveals and buys and buys[0]["photo_sha256"] else None
    for row in buys:
        told = [
            f"{case_words.word('column', column)}: **{escape(_told(column, row[column]))}**"
            for column in COLUMNS
            if row[column]
        ]
        st.markdown("  \n".join(told) or _("Nothing is known but the shop."))
        if picture is not None:
            st.image(
                picture,
                caption=_("The sealing photo, made small; its file is kept as it was taken."),
                width=420,
            )
        elif row["photo_sha256"] and not reveals:
            st.caption(
                ":material/lock: "
                + _("There is a sealing photo. It may show names: switch on *Personal data* to see it.")
            )
    for step in steps:
        intact = step["is_seal_intact"]
        seal = "" if intact is None else _("seal intact") if intact else ":red[**" + _("seal broken") + "**]"
        hands = f"**{escape(step['handed_by'])} → {escape(step['taken_by'])}**"
        parts = (
            local_time(step["at"]),
            hands,
            escape(step["seal_number"] or ""),
            seal,
            escape(step["remark"] or ""),
        )
        st.markdown(" · ".join(part for part in parts if part))


def _photo(test_buy_id: str) -> bytes | None:
    """The photo as a small picture; None, and why, where it is gone, changed or of a kind that is not drawn."""
    found: Photo | None = None
    with casework.write() as session:
        found = test_buys.photo_of(session, casework.person(), test_buy_id)
    if found is None:
        return None
    try:
        return photos.thumbnail(found.data)
    except CaseworkError as error:
        casework.tell(error)
        return None


def _told(column: str, value: object) -> str:
    return local_time(value) if column.endswith("_at") else case_words.value(column, value)
