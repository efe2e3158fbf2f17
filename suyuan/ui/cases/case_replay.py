"""A case's story in time: its shops, accounts and sites with the rings they are in, and what casework did, as one."""

from __future__ import annotations

from collections.abc import Sequence

from suyuan.casework.records import Record
from suyuan.messages import _
from suyuan.rings.case_story import CaseBook, subject
from suyuan.ui import cleared
from suyuan.ui.cases.case_book import Book
from suyuan.ui.rings import replay_moment, replay_screen, ring_links


def render(record: Record, found: Sequence[Record], book: Book) -> None:
    """The figure; nothing where no day of the case's members is on record. `found`: the case's members."""
    own = CaseBook(record, found, book.watches, book.buys, book.checks, book.shop, book.site)
    replay_screen.render(
        subject(own, ring_links.shown, cleared.shops()),
        replay_moment.CASE,
        _(
            "Nothing of this case has a day on record: no order, parcel, change of hands, test buy or site check."
        ),
    )
