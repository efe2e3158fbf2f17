"""A ring's story in time: orders, parcels, changes of hands and moves on map and link chart together."""

from __future__ import annotations

from suyuan.messages import _
from suyuan.rings.replay_told import Subject
from suyuan.rings.ring_graph import Ring
from suyuan.ui.rings import replay_moment, replay_screen, ring_picks


def render(ring_id: str, ring: Ring) -> None:
    """The figure, and under it how it is to be read; nothing where no day is on record."""
    replay_screen.render(
        Subject([ring_id], ring, ring, picks=ring_picks.picks(ring)),
        replay_moment.RING,
        _("No order, parcel or change of hands with a day is on record."),
    )
