"""A case's story in time: its shops, accounts and sites with the rings they are in, and what casework did, as one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from suyuan.casework.records import Record
from suyuan.messages import _
from suyuan.rings import case_ring
from suyuan.rings.replay_events import OPENED, Own
from suyuan.rings.replay_told import Subject
from suyuan.ui import cleared
from suyuan.ui.cases.case_book import Book
from suyuan.ui.findings import load
from suyuan.ui.personal import hide_personal
from suyuan.ui.rings import replay_moment, replay_screen, ring_links
from suyuan.wording import case_words

RULED_OUT = "ruled_out"


def render(record: Record, found: Sequence[Record], book: Book) -> None:
    """The figure; nothing where no day of the case's members is on record. `found`: the case's members."""
    subject = _subject(record, found, book)
    replay_screen.render(
        subject,
        replay_moment.CASE,
        _(
            "Nothing of this case has a day on record: no order, parcel, change of hands, test buy or site check."
        ),
    )


def _subject(record: Record, found: Sequence[Record], book: Book) -> Subject:
    checks = [row for row in book.checks if row["case_id"] == record.id]
    out = {str(row["subject_id"]) for row in found if row["standing"] == RULED_OUT}
    named = {kind: _ids(found, kind) - out for kind in ("shop", "account", "site", "ring")}
    sites = named["site"] | {str(row["site_id"]) for row in checks}
    scope = load(
        "cases__replay_scope",
        shops=sorted(named["shop"]),
        accounts=sorted(named["account"]),
        sites=sorted(sites),
    )
    rings = (named["ring"] | _of(scope, "ring")) - out
    # Who was ruled out stays in sight, grey: that he was looked at is part of the story.
    shops = _of(scope, "shop") | _ids(found, "shop")
    singles = hide_personal(
        load("cases__replay_members", shops=sorted(shops), accounts=sorted(named["account"]))
    )
    is_shop = singles["member_type"] == "shop"
    alone = set(singles.loc[is_shop & ~singles["ring_id"].isin(sorted(rings)), "member_id"])
    places = load("cases__replay_places", rings=sorted(rings), shops=sorted(alone))
    heads = [load("rings__head", ring=ring_id) for ring_id in sorted(rings)]
    frames = [ring_links.frames(head.iloc[0]) for head in heads if len(head)]
    # A shop that was cleared in the queue is no suspect here either.
    whole = case_ring.together(frames, singles, places, out | set(cleared.shops()))
    return Subject(
        rings=rings,
        all=whole,
        chart=case_ring.few(whole, {*shops, *sites, *places["site_id"]}),
        shops=alone,
        accounts=named["account"],
        own=_own(record, book, checks, shops | _of(whole.members, "shop"), named["account"]),
    )


def _of(frame: pd.DataFrame, kind: str) -> set[str]:
    return set(frame.loc[frame["member_type"] == kind, "member_id"])


def _ids(found: Sequence[Record], kind: str) -> set[str]:
    return {str(row["subject_id"]) for row in found if row["member_type"] == kind and row["subject_id"]}


def _own(
    record: Record, book: Book, checks: Sequence[Record], shops: set[str], accounts: set[str]
) -> list[Own]:
    """What casework did for the case: opened it, watched, bought, heard, saw on the ground; never what was written."""
    found = [Own(record["opened_at"], "", OPENED, _("case opened"))]
    for row in book.watches:
        if row["subject_id"] in shops | accounts:
            shop = row["subject_id"] if row["subject_type"] == "shop" else ""
            about = book.shop(shop) if shop else case_words.word("member", "account")
            found.append(Own(row["started_on"], shop, "watch", f"{about}: {_('put under watch')}"))
    for row in book.buys:
        if row["case_id"] != record.id and row["shop_id"] not in shops:
            continue
        about = book.shop(row["shop_id"])
        if row["bought_at"] is not None:
            words = _("bought for a test")
            found.append(Own(row["bought_at"], row["shop_id"], "bought", f"{about}: {words}"))
        if row["verdict"] and row["appraised_at"] is not None:
            words = _("verdict on a test buy: {verdict}").format(
                verdict=case_words.word("verdict", row["verdict"])
            )
            found.append(Own(row["appraised_at"], row["shop_id"], "verdict", f"{about}: {words}"))
    for row in checks:
        if row["checked_at"] is not None and row["status"] != "candidate":
            words = f"{book.site(row)}: {case_words.word('status', row['status'])}"
            found.append(Own(row["checked_at"], "", "check", words))
    return [one for one in found if pd.notna(one.at)]
