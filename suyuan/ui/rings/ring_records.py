"""Which tables a ring has: their columns in words, what prepares their rows."""

from __future__ import annotations

import pandas as pd

from suyuan.messages import _
from suyuan.ui.rings.ring_tables import Column, Table, one_trace
from suyuan.wording import ring_words
from suyuan.wording.reasons import sentence
from suyuan.wording.words import word


def of_links() -> dict[str, Table]:
    """Members, ties, candidates for being in charge, shared facilities."""
    return {
        "members": Table(
            _("Members"),
            "rings__members",
            {
                "name": Column(_("Who")),
                "role": Column(_("Role"), "role"),
                "sure": Column(_("How sure")),
                # Before what ties them, long as it may be: what speaks for somebody is seen without scrolling.
                "could_be": Column(_("Could also be")),
                "against": Column(_("Against it first of all")),
                "innocents_expected": Column(_("Strongest trace"), "innocents"),
                "kinds": Column(_("Tied in by"), "kinds"),
                "tied_to": Column(_("To others"), "number"),
                "member_type": Column(_("What"), "member_type"),
                "member_id": Column(_("Id")),
                "holder_name": Column(_("Holder")),
                "amount": Column(_("Sales"), "money"),
            },
            _members,
        ),
        "ties": Table(
            _("Ties"),
            "rings__ties",
            {
                "one": Column(_("One")),
                "other": Column(_("The other")),
                "kind": Column(_("What they share"), "trace_kind"),
                "innocents_expected": Column(_("Innocents"), "innocents"),
                "could_be": Column(_("Could also be"), "tie_reading"),
                "accounts": Column(_("Used by accounts"), "number"),
                "strangers": Column(_("Of them strangers"), "number"),
                "trace": Column(_("Trace")),
                "source": Column(_("Record"), "source"),
                "account_id_a": Column(_("Account")),
                "account_id_b": Column(_("Other account")),
            },
            _ties,
            _("No tie of these kinds."),
        ),
        "candidates": Table(
            _("In charge?"),
            "rings__candidates",
            {
                "rank": Column(_("Rank"), "number"),
                "name": Column(_("Candidate")),
                "says": Column(_("Speaks")),
                "sign": Column(_("Sign")),
                "reading": Column(_("Could also be")),
                "account_id": Column(_("Account")),
                "holder_name": Column(_("Holder")),
            },
            _candidates,
        ),
        "facilities": Table(
            _("Shared with strangers"),
            "rings__facilities",
            {
                "kind": Column(_("What"), "facility"),
                "says": Column(_("What it says")),
                "ring_accounts": Column(_("Accounts of the ring"), "number"),
                "strangers": Column(_("Strangers"), "number"),
                "trace": Column(_("Trace")),
                "facility_id": Column(_("Id")),
            },
            _facilities,
            _("No shared facility touches this ring."),
        ),
    }


def of_chain() -> dict[str, Table]:
    """Purchases upstream, goods by province."""
    return {
        "supply": Table(
            _("Purchases"),
            "rings__supply",
            {
                "supplier_name": Column(_("Supplier")),
                "reseller": Column(_("Stocked up by")),
                "orders": Column(_("Orders"), "number"),
                "units": Column(_("Units"), "number"),
                "amount": Column(_("Amount"), "money"),
                "implicated": Column(_("The ring's own"), "flag"),
                "first_order_at": Column(_("First order"), "time"),
                "last_order_at": Column(_("Last order"), "time"),
                "supplier_shop_id": Column(_("Supplier's id")),
                "reseller_account_id": Column(_("Account")),
            },
            lambda frame: frame.assign(
                reseller=[
                    ring_words.account_name(account, names)
                    for account, names in zip(
                        frame["reseller_account_id"], frame["reseller_names"], strict=True
                    )
                ]
            ),
            _(
                "No repeated purchase upstream is on record: where the goods come from is read from parcels alone."
            ),
        ),
        "provinces": Table(
            _("By province"),
            "rings__provinces",
            {
                "province": Column(_("Province")),
                "shop_name": Column(_("Shop")),
                "units": Column(_("Units"), "number"),
                "orders": Column(_("Orders"), "number"),
                "amount": Column(_("Amount"), "money"),
                "shop_id": Column(_("Shop id")),
            },
            empty=_("No parcel of this ring has a destination."),
        ),
    }


def of_places() -> dict[str, Table]:
    """Sites, flows."""
    return {
        "sites": Table(
            _("Sites"),
            "rings__sites",
            {
                "role": Column(_("Role"), "site_role"),
                "where": Column(_("Place")),
                "basis": Column(_("How known"), "site_basis"),
                "shipments": Column(_("Parcels"), "number"),
                "shops": Column(_("Shops"), "number"),
                "logins": Column(_("Logins nearby"), "number"),
                "last_shipped_at": Column(_("Last parcel"), "time"),
                "radius_m": Column(_("Search radius, m"), "number"),
                "origin_address": Column(_("Address as written")),
                "latitude": Column(_("Latitude"), "number"),
                "longitude": Column(_("Longitude"), "number"),
            },
            lambda frame: frame.assign(
                where=[ring_words.place_name(row, full=True) for _i, row in frame.iterrows()]
            ),
            _("No place was found that this ring works from: its parcels carry no origins."),
        ),
        "flows": Table(
            _("Parcels by province"),
            "rings__flows",
            {
                "role": Column(_("From"), "site_role"),
                "province": Column(_("To")),
                "parcels": Column(_("Parcels"), "number"),
                "units": Column(_("Units"), "number"),
                "site_id": Column(_("Site")),
            },
            empty=_("No parcel of this ring has a destination."),
        ),
    }


def _members(frame: pd.DataFrame) -> pd.DataFrame:
    owned = (
        frame[frame["member_type"] == "shop"]
        .groupby("owner_account_id")["shop_name"]
        .agg(lambda names: " · ".join(name for name in names if isinstance(name, str)))
    )
    return frame.assign(
        name=[
            (name if isinstance(name, str) else member)
            if kind == "shop"
            else ring_words.account_name(member, owned.get(member))
            for kind, member, name in zip(
                frame["member_type"], frame["member_id"], frame["shop_name"], strict=True
            )
        ],
        sure=[ring_words.sure(confidence) for confidence in frame["confidence"]],
        against=[
            sentence(signal, level, figure)
            for signal, level, figure in zip(
                frame["apart_signal"], frame["apart_level"], frame["apart_figure"], strict=True
            )
        ],
        could_be=[
            word("innocent_reading", role) if role == "nominal_owner" else word("tie_reading", kind)
            for role, kind in zip(frame["role"], frame["best_kind"], strict=True)
        ],
    )


def _ties(frame: pd.DataFrame) -> pd.DataFrame:
    return one_trace(frame).assign(one=_names(frame, "a"), other=_names(frame, "b"), could_be=frame["kind"])


def _names(frame: pd.DataFrame, end: str) -> list[str]:
    rows = zip(frame[f"account_id_{end}"], frame[f"shops_{end}"], strict=True)
    return [ring_words.account_name(account, shops) for account, shops in rows]


def _candidates(frame: pd.DataFrame) -> pd.DataFrame:
    rows = zip(frame["account_id"], frame["shop_names"], strict=True)
    return frame.assign(
        name=[ring_words.account_name(account, shops) for account, shops in rows],
        says=["" if pd.isna(w) else _("for it") if w > 0 else _("against it") for w in frame["weight"]],
        sign=[
            ring_words.sign(signal, figure)
            for signal, figure in zip(frame["signal"], frame["figure"], strict=True)
        ],
        # What speaks against being in charge needs no innocent reading.
        reading=[
            word("innocent_reading", code) if pd.notna(weight) and weight > 0 else ""
            for code, weight in zip(frame["innocent_reading"], frame["weight"], strict=True)
        ],
    )


def _facilities(frame: pd.DataFrame) -> pd.DataFrame:
    return one_trace(frame).assign(
        says=[_("shared with {n} strangers: no tie rests on it").format(n=n) for n in frame["strangers"]]
    )
