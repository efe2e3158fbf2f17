"""A case's replay on the hand-out: whose story it is, from casework's records as a room may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from suyuan.briefing import of_replay
from suyuan.briefing.leaf import Leaf, rows_of
from suyuan.evidence.blocks import Block
from suyuan.rings.case_story import CaseBook, subject
from suyuan.wording import ring_words
from suyuan.wording.words import word


def part(leaf: Leaf, case: Mapping[str, Any]) -> Iterator[Block]:
    """The moment at which the case's replay stands."""
    members = [row for row in leaf.books("case_members") if row["case_id"] == case["case_id"]]
    watches = [row for row in leaf.books("watches") if row["status"] == "active"]
    buys, checks = leaf.books("test_buys"), leaf.books("site_checks")
    shops = {str(row["shop_id"]) for row in buys} | {str(row["subject_id"]) for row in watches}
    names = {
        row["shop_id"]: row["shop_name"] or row["shop_id"]
        for row in rows_of(leaf.load("cases__shops", shops=sorted(shops)))
    }
    places = {
        row["site_id"]: f"{ring_words.place_name(row, full=True)} · {word('site_role', row['role'])}"
        for row in rows_of(leaf.load("cases__sites", ring=None))
    }
    book = CaseBook(
        case, members, watches, buys, checks,
        shop=lambda one: leaf.name(names.get(one, one)),
        site=lambda check: str(places.get(check["site_id"], check["site_id"])),
    )  # fmt: skip
    yield from of_replay.part(leaf, subject(book, leaf.load, leaf.cleared))
