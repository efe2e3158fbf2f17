"""Whose story a case's is: its shops, accounts and sites with the rings they are in, and what casework did, as one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from suyuan.messages import _
from suyuan.rings import case_ring
from suyuan.rings.replay_events import OPENED, Own
from suyuan.rings.replay_told import Subject
from suyuan.rings.ring_frames import Load, frames
from suyuan.wording import case_words

RULED_OUT = "ruled_out"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class CaseBook:
    """What casework holds, of this case and of others; `shop` and `site` say what one is called."""

    case: Row
    members: Sequence[Row]
    watches: Sequence[Row]
    buys: Sequence[Row]
    checks: Sequence[Row]
    shop: Callable[[object], str]
    site: Callable[[Any], str]


def subject(book: CaseBook, load: Load, cleared: Collection[str]) -> Subject:
    """Of whom the case's story is. `load`: a page's query as the viewer may see it; `cleared`: shops by id."""
    checks = [row for row in book.checks if row["case_id"] == book.case["case_id"]]
    out = {str(row["subject_id"]) for row in book.members if row["standing"] == RULED_OUT}
    named = {kind: _ids(book.members, kind) - out for kind in ("shop", "account", "site", "ring")}
    sites = named["site"] | {str(row["site_id"]) for row in checks}
    scope = load(
        "cases__replay_scope",
        shops=sorted(named["shop"]),
        accounts=sorted(named["account"]),
        sites=sorted(sites),
    )
    rings = (named["ring"] | _of(scope, "ring")) - out
    # Who was ruled out stays in sight, grey: that he was looked at is part of the story.
    shops = _of(scope, "shop") | _ids(book.members, "shop")
    singles = load("cases__replay_members", shops=sorted(shops), accounts=sorted(named["account"]))
    is_shop = singles["member_type"] == "shop"
    alone = set(singles.loc[is_shop & ~singles["ring_id"].isin(sorted(rings)), "member_id"])
    places = load("cases__replay_places", rings=sorted(rings), shops=sorted(alone))
    heads = [load("rings__head", ring=ring_id) for ring_id in sorted(rings)]
    known = [frames(load, dict(head.iloc[0].items())) for head in heads if len(head)]
    # A shop that was cleared in the queue is no suspect here either.
    whole = case_ring.together(known, singles, places, out | set(cleared))
    return Subject(
        rings=rings,
        all=whole,
        chart=case_ring.few(whole, {*shops, *sites, *places["site_id"]}),
        shops=alone,
        accounts=named["account"],
        own=_own(book, checks, shops | _of(whole.members, "shop"), named["account"]),
    )


def _of(frame: pd.DataFrame, kind: str) -> set[str]:
    return set(frame.loc[frame["member_type"] == kind, "member_id"])


def _ids(members: Sequence[Row], kind: str) -> set[str]:
    return {str(row["subject_id"]) for row in members if row["member_type"] == kind and row["subject_id"]}


def _own(book: CaseBook, checks: Sequence[Row], shops: set[str], accounts: set[str]) -> list[Own]:
    """What casework did for the case: opened it, watched, bought, heard, saw on the ground; never what was written."""
    found = [Own(book.case["opened_at"], "", OPENED, _("case opened"))]
    for row in book.watches:
        if row["subject_id"] in shops | accounts:
            shop = row["subject_id"] if row["subject_type"] == "shop" else ""
            about = book.shop(shop) if shop else case_words.word("member", "account")
            found.append(Own(row["started_on"], shop, "watch", f"{about}: {_('put under watch')}"))
    for row in book.buys:
        if row["case_id"] != book.case["case_id"] and row["shop_id"] not in shops:
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
