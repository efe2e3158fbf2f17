"""Everything that the casework page shows, read at one moment; and what is due, the findings' news among it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from suyuan.casework import cases, due, queue, reviews, sites, test_buys, watches
from suyuan.casework.due import Due
from suyuan.casework.queue import News
from suyuan.casework.records import Record
from suyuan.casework.watches import NewActivity
from suyuan.ui import casework
from suyuan.ui.cases import case_shops
from suyuan.ui.cases.case_open import title
from suyuan.ui.zone import zone

# Most pressing first: what the casework itself knows, and between it what only the findings can tell.
KINDS = ("escalated", "watch_over", "case_over", "new_evidence", "new_activity", *due.KINDS[3:])


@dataclass(frozen=True)
class Book:
    """The casework as it stood when it was read."""

    today: date
    watches: list[Record]
    buys: list[Record]
    checks: list[Record]
    cases: list[Record]
    reviews: list[Record]
    due: list[Due]
    activity: dict[str, NewActivity]
    news: dict[str, tuple[News, ...]]
    names: case_shops.Names
    places: dict[str, str]

    def site(self, check: Record) -> str:
        """Where a site is and what it may be, as the findings know it; else its id."""
        return self.places.get(check["site_id"]) or str(check["site_id"])

    def shop(self, shop_id: object) -> str:
        return self.names.name(shop_id)

    def about(self, kind: str, record_id: str) -> str:
        """What a record is about, by the name that people know: a shop, a case, a site; its id where none is known."""
        if kind == "shop_reviews":
            return self.shop(record_id)
        for row in (*self.watches, *self.buys, *self.checks, *self.cases):
            if (row.kind, row.id) == (kind, record_id):
                named = {"cases": title, "site_checks": self.site}.get(kind)
                return named(row) if named else self.shop(row.get("subject_id") or row.get("shop_id"))
        return record_id

    def buys_of(self, *, shop_id: str | None = None, case_id: str | None = None) -> list[Record]:
        return [
            row
            for row in self.buys
            if (shop_id is None or row["shop_id"] == shop_id)
            and (case_id is None or row["case_id"] == case_id)
        ]


def read() -> Book:
    """The whole of it. The page ends here, saying why, where the database cannot be read or the viewer may not."""
    today = datetime.now(zone()).date()
    with casework.read() as session:
        person = casework.person()
        watched = watches.watch_list(session, person)
        buys = test_buys.buy_list(session, person)
        checks = sites.site_check_list(session, person)
        opened = cases.case_list(session, person)
        reviewed = reviews.reviews(session, person)
        found = due.due(session, person, today)
        counted = case_shops.activity(watched)
        busy = {new.watch.id: new for new in watches.new_activity(session, person, counted)}
        cleared = {row.id: row for row in reviewed if row["state"] == "cleared"}
        known = case_shops.known_of(cleared)
        returned = queue.queue(session, person, known.values(), today).returned
    if not casework.kept(session):
        st.stop()
    news = {place.shop_id: place.news for place in returned if place.why == "new_evidence"}
    # Who looks at a watch anyway sees what is new there: one row for both.
    looked = {one.record.id for one in found}
    told = [
        *(one for one in found if not (one.kind == "clearing_over" and one.record.id in news)),
        *(Due("new_evidence", cleared[shop], today) for shop in news),
        *(
            Due("new_activity", new.watch, _since(new, today))
            for new in busy.values()
            if new.watch.id not in looked
        ),
    ]
    told.sort(key=lambda one: (KINDS.index(one.kind), one.since, one.record.id))
    shops = [row["subject_id"] for row in watched] + [row["shop_id"] for row in (*buys, *reviewed)]
    return Book(
        today, watched, buys, checks, opened, reviewed, told, busy, news, case_shops.names(shops),
        case_shops.sites() if checks else {},
    )  # fmt: skip


def counted(buys: Sequence[Record]) -> test_buys.Tally:
    """Counterfeit how many of how many, of the rows at hand."""
    bought = [row for row in buys if row["status"] in ("bought", "sent", "verdict")]
    said = [row["verdict"] for row in bought]
    figures = (said.count(verdict) for verdict in (*test_buys.VERDICTS, None))
    return test_buys.Tally(len(bought), *figures)


def _since(new: NewActivity, today: date) -> date:
    last = new.last_order_at.date() if new.last_order_at else today
    return min(max(last, new.watch["started_on"]), today)
