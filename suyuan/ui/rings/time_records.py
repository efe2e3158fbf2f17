"""Which tables tell when a ring was at work: what happened, logins that move, weeks, hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import pandas as pd

from suyuan.messages import _
from suyuan.rings import login_table
from suyuan.rings.event_words import events
from suyuan.rings.ring_graph import Ring
from suyuan.ui.findings import load
from suyuan.ui.rings.ring_tables import Column, Table
from suyuan.ui.zone import zone
from suyuan.wording import ring_words


def of_times(ring_id: str, ring: Ring) -> dict[str, Table]:
    """What happened, logins that move, weeks, rhythm."""
    # Counted, shown and filed: worked out once.
    moves = cache(partial(login_table.of_ring, ring_id, ring, load, zone()))
    return {
        "events": Table(
            _("Events"),
            "rings__events",
            {
                "event_at": Column(_("When"), "time"),
                "event": Column(_("What happened"), "event"),
                "shop_name": Column(_("Shop")),
                "label": Column(_("Details")),
                "shop_id": Column(_("Shop id")),
            },
            events,
            _("Nothing but orders is on record of this ring's shops."),
        ),
        "logins": Table(
            _("Logins that move"),
            "",
            {
                "moved_on": Column(_("First day")),
                "who": Column(_("Who")),
                "move": Column(_("What happened"), "login_move"),
                "innocent_reading": Column(_("Could also be"), "login_reading"),
                "origin": Column(_("Town before")),
                "town": Column(_("New town")),
                "days": Column(_("Days there"), "number"),
                "logins": Column(_("Logins there"), "number"),
                "shared_logins": Column(_("Over shared networks"), "number"),
                "last_on": Column(_("Last day")),
                "account_id": Column(_("Account")),
                "records": Column(_("Source rows")),
            },
            _named,
            _("Nobody of this ring began to log in from another town."),
            partial(_kept, moves),
            login_table.COLUMNS,
        ),
        "weeks": Table(
            _("Weeks"),
            "rings__weeks",
            {
                "week": Column(_("Week of")),
                "orders": Column(_("Orders"), "number"),
                "corroborated": Column(_("Corroborated"), "number"),
                "units": Column(_("Units"), "number"),
            },
        ),
        "rhythm": Table(
            _("Hours (UTC)"),
            "rings__rhythm",
            {
                "role": Column(_("Site"), "site_role"),
                "weekday": Column(_("Weekday, 1 = Monday"), "number"),
                "hour": Column(_("Hour, UTC"), "number"),
                "parcels": Column(_("Parcels"), "number"),
                "site_id": Column(_("Site's id")),
            },
        ),
    }


def _kept(moves: Callable[[], pd.DataFrame], bound: Mapping[str, Any]) -> pd.DataFrame:
    """The moves that the picks keep: of whom, and in which weeks."""
    found = moves()
    if bound["nodes"]:
        found = found[found["account_id"].isin(bound["nodes"])]
    on = pd.to_datetime(found["moved_on"])
    if bound["since"] is not None:
        found = found[(on >= bound["since"]) & (on < bound["until"])]
    return found.reset_index(drop=True)


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    rows = zip(frame["account_id"], frame["shop_names"], strict=True)
    return frame.assign(who=[ring_words.account_name(account, shops or None) for account, shops in rows])
