"""When goods begin to leave from somewhere else: moves of a shop's dispatch, places that fell silent. No drawing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

# A place is over once it is silent for more than this many times its longest silence before: what is sent now and then
# is not over between two parcels, nor is what was sent every week in the week before the delivery ends.
SILENCES = 2


@dataclass(frozen=True)
class Move:
    """From step `step` on a shop's parcels start at `to`: only there (`is_whole`), or besides where they did before."""

    step: int
    shop_id: str
    origin: str
    to: str
    is_whole: bool


def moves(parcels: pd.DataFrame) -> list[Move]:
    """Every change of a shop's place of dispatch, in the order of steps. `parcels`: rows of `rings__replay_parcels`.

    A shop's first place is no move, nor is a second one of the same step: nobody can say which was first.
    """
    found: list[Move] = []
    for shop_id, sent in parcels.dropna(subset=["site_id"]).groupby("shop_id"):
        steps = {str(site): sorted(set(own["step"])) for site, own in sent.groupby("site_id")}
        for site, own in steps.items():
            before = {other: theirs for other, theirs in steps.items() if theirs[0] < own[0]}
            if not before:
                continue
            # From where it sent last; of several the busiest until then.
            origin = max(
                before,
                key=lambda other: (
                    max(step for step in before[other] if step <= own[0]),
                    _sent(sent, other, own[0]),
                    other,
                ),
            )
            is_whole = all(theirs[-1] <= own[0] for theirs in before.values())
            found.append(Move(int(own[0]), str(shop_id), origin, site, is_whole))
    return sorted(found, key=lambda move: (move.step, move.shop_id, move.to))


def over(parcels: pd.DataFrame, orders: pd.DataFrame) -> dict[str, int]:
    """Places that fell silent before the records end: each with the step of its last parcel."""
    ends = [int(frame["step"].max()) for frame in (parcels, orders) if len(frame)]
    found = {}
    for site, own in parcels.dropna(subset=["site_id"]).groupby("site_id"):
        seen = sorted(set(own["step"]))
        longest = max((later - earlier for earlier, later in pairwise(seen)), default=0)
        # One parcel is no habit that could end.
        if longest and max(ends) - seen[-1] > SILENCES * longest:
            found[str(site)] = int(seen[-1])
    return found


def _sent(sent: pd.DataFrame, site: str, until: int) -> int:
    return int(sent[(sent["site_id"] == site) & (sent["step"] <= until)]["parcels"].sum())
