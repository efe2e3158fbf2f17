"""Shops that were cleared: no page's figure counts them among the suspects."""

from __future__ import annotations

from suyuan.casework import reviews
from suyuan.casework.errors import CaseworkError
from suyuan.ui import casework
from suyuan.ui.overview import queue_view


def shops() -> list[str]:
    """The suspects that stand cleared in the queue, as the page calls them; none where casework cannot be read.

    Those that returned on new evidence, or whose term is over, are suspects again.
    """
    opened = casework.store_or_none()
    try:
        if opened is None:
            return []
        with opened.read() as session:
            if not reviews.reviews(session, casework.person(), "cleared"):
                return []
    except CaseworkError:
        return []
    return sorted(queue_view.standing()[1]["shop_id"])
