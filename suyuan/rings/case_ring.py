"""A case as one chart knows it: its rings side by side, with the shops and accounts that are in none. Frames only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from suyuan.rings.ring_graph import FRONT_SHOPS, FRONT_SITES, Ring

# A place from which a shop sends that is in no ring: it is no candidate of anything.
START = "start"
_TABLES = ("members", "ties", "sites", "site_shops", "supply")
_KEYS = {"members": ["member_type", "member_id"], "sites": ["site_id"], "site_shops": ["site_id", "shop_id"]}


@dataclass(frozen=True)
class Rings(Ring):
    """Several rings as one, each with its own candidate."""

    candidates: frozenset[str] = frozenset()

    @property
    def leaders(self) -> frozenset[str]:
        return self.candidates


def together(
    rings: Sequence[Ring], singles: pd.DataFrame, places: pd.DataFrame, ruled_out: Collection[str]
) -> Rings:
    """One `Rings` of several and of single members: rows of `cases__replay_members`, `cases__replay_places`.

    What two rings name, a supplier, stands once, as the first says. Whoever the case ruled out is no suspect in it.
    """
    frames = {
        name: _stacked([getattr(ring, name) for ring in rings or [empty()]], _KEYS.get(name))
        for name in _TABLES
    }
    members = _stacked([frames["members"], singles], _KEYS["members"])
    # What a ring alone can say of its members is unknown of all others.
    members = members.reindex(columns=[*dict.fromkeys([*empty().members.columns, *members.columns])])
    out = members["member_id"].isin(list(ruled_out))
    known = {str(site) for site in frames["sites"].get("site_id", [])}
    starts = (
        places.assign(role=START, basis="observed", radius_m=None, origin_address=None)
        .rename(columns={"parcels": "shipments"})
        .groupby("site_id", sort=False, as_index=False)
        .agg({**dict.fromkeys(_PLACE, "first"), "shipments": "sum"})
    )
    return Rings(
        # An account has no verdict of its own.
        members=members.assign(
            suspect=[
                str(one) == "True" and not gone for one, gone in zip(members["suspect"], out, strict=True)
            ]
        ),
        ties=frames["ties"],
        sites=_stacked([frames["sites"], starts[~starts["site_id"].isin(known)]], None),
        site_shops=_stacked([frames["site_shops"], places[_SENT]], _KEYS["site_shops"]),
        supply=frames["supply"],
        candidates=frozenset().union(*(ring.leaders for ring in rings)),
    )


_PLACE = (
    "role", "basis", "adcode", "place_zh", "place_en", "province_zh", "province_en", "latitude", "longitude",
    "radius_m", "origin_address", "first_shipped_at", "last_shipped_at",
)  # fmt: skip
_SENT = ["site_id", "shop_id", "account_id", "parcels"]


def few(ring: Rings, named: Collection[str]) -> Rings:
    """Of its shops and places as many as a chart has room for: those that the case names go first."""
    return replace(
        ring,
        members=pd.concat(
            [
                ring.members[ring.members["member_type"] != "shop"],
                _first(
                    ring.members[ring.members["member_type"] == "shop"],
                    "member_id",
                    named,
                    "units",
                    FRONT_SHOPS,
                ),
            ]
        ),
        sites=_first(ring.sites, "site_id", named, "shipments", FRONT_SITES),
    )


def empty() -> Ring:
    """A ring of nobody: what stands for the rings of a case that has none."""
    names = {
        "members": "member_type member_id role confidence shop_name suspect units amount currency owner_account_id "
        "holder_name person",
        "ties": "account_id_a account_id_b kind weight pair_weight innocents_expected accounts strangers source "
        "sources trace_key",
        "sites": "site_id shipments " + " ".join(_PLACE),
        "site_shops": " ".join(_SENT),
        "supply": "supplier_shop_id supplier_name supplier_suspect reseller_account_id reseller_shop_id reseller_names "
        "reseller_suspect implicated orders units",
    }
    made = {name: pd.DataFrame({column: [] for column in columns.split()}) for name, columns in names.items()}
    return Ring(made["members"], made["ties"], made["sites"], made["site_shops"], made["supply"])


def _stacked(frames: Sequence[pd.DataFrame], keys: list[str] | None) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    stacked = pd.concat(filled, ignore_index=True) if filled else frames[0]
    return stacked.drop_duplicates(keys, ignore_index=True) if keys else stacked


def _first(frame: pd.DataFrame, column: str, named: Collection[str], by: str, most: int) -> pd.DataFrame:
    """The named rows and the largest besides, `most` in all; in the order in which they stood."""
    is_named = frame[column].isin(list(named))
    size = pd.to_numeric(frame[by]).fillna(0).rename("size")
    ordered = pd.DataFrame({"named": ~is_named, "size": -size.astype(float), "id": frame[column]})
    return frame.loc[sorted(ordered.sort_values(["named", "size", "id"]).index[:most])]
