"""Logins that move as a table: each with what it rests on, and the reading that accuses nobody. No drawing."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

import pandas as pd

from suyuan.masking import HIDDEN
from suyuan.rings import login_moves
from suyuan.rings.login_moves import LoginMove, minutes_of
from suyuan.rings.ring_frames import Load
from suyuan.rings.ring_graph import Ring
from suyuan.wording.ring_words import place_name

# What a file holds of a move, in this order; codes, days of the viewer's calendar.
COLUMNS = (
    "moved_on", "account_id", "shop_names", "move", "innocent_reading", "from_adcode", "from_zh", "from_en",
    "to_adcode", "to_zh", "to_en", "last_on", "days", "logins", "shared_logins", "days_before", "records",
)  # fmt: skip


def of_ring(ring_id: str, whole: Ring, load: Load, zone: tzinfo) -> pd.DataFrame:
    """The moves of a ring's accounts, the last first: `COLUMNS` and, in words, `origin` and `town`."""
    logins = load("rings__replay_logins", rings=[ring_id], shops=[], accounts=[], minutes=minutes_of(zone))
    found = [_row(move, logins, owners(whole)) for move in reversed(login_moves.moves(logins))]
    return pd.DataFrame(found, columns=[*COLUMNS, "origin", "town"])


def owners(whole: Ring) -> dict[str, str]:
    """The names of an account's shops in the ring, by account."""
    shops = whole.members[whole.members["member_type"] == "shop"].sort_values("member_id")
    named = shops.groupby("owner_account_id")["shop_name"]
    return {
        str(account): told
        for account, own in named
        if (told := " · ".join(name for name in own if isinstance(name, str)))
    }


def _row(move: LoginMove, logins: pd.DataFrame, names: dict[str, str]) -> dict[str, Any]:
    own = logins[logins["account_id"] == move.account_id]
    there, before = own[own["city_adcode"] == move.to], own[own["city_adcode"] == move.origin]
    days = pd.to_datetime(before["day"]).dt.date
    return {
        "moved_on": move.day.isoformat(),
        "account_id": move.account_id,
        "shop_names": names.get(move.account_id, ""),
        "move": "alone" if move.is_whole else "too",
        "innocent_reading": "strangers_share" if move.is_shared else "travel",
        **_place(before.iloc[0], "from"),
        **_place(there.iloc[0], "to"),
        "last_on": pd.Timestamp(there["day"].max()).date().isoformat(),
        "days": there["day"].nunique(),
        "logins": int(there["logins"].sum()),
        "shared_logins": int(there["shared_logins"].sum()),
        "days_before": int((days < move.day).sum()),
        "records": _records(pd.concat([there["records"], before["records"]])),
        "origin": place_name(before.iloc[0], full=True),
        "town": place_name(there.iloc[0], full=True),
    }


def _place(row: Any, end: str) -> dict[str, str]:
    return {
        f"{end}_adcode": str(row["city_adcode"]),
        **{f"{end}_{said}": row.get(f"place_{said}") for said in ("zh", "en")},
    }


def _records(found: pd.Series) -> str:
    """Every login of both towns by its row in the extracts; hidden where the frame hides them."""
    if any(isinstance(records, str) for records in found):
        return HIDDEN
    return " ".join(sorted({record for records in found for record in records}))
