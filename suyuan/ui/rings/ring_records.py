"""Which tables a ring has: their columns in words, what prepares their rows."""

from __future__ import annotations

import pandas as pd

from suyuan.messages import _
from suyuan.rings.chains import rows
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
                "name": Column(_("Who"), width=190),
                "role": Column(_("Role"), "role", 130),
                "sure": Column(_("How sure"), width=80),
                "kinds": Column(_("Tied in by"), "kinds", 250),
                "tied_to": Column(_("To others"), "number", 70),
                "innocents_expected": Column(_("Strongest trace"), "innocents", 190),
                "against": Column(_("Against it first of all"), width=220),
                "could_be": Column(_("Could also be"), width=200),
                "member_type": Column(_("What"), "member_type", 70),
                "member_id": Column(_("Id"), width=100),
                "holder_name": Column(_("Holder"), width=80),
                "amount": Column(_("Sales"), "money", 110),
            },
            _members,
        ),
        "ties": Table(
            _("Ties"),
            "rings__ties",
            {
                "one": Column(_("One"), width=180),
                "other": Column(_("The other"), width=180),
                "kind": Column(_("What they share"), "trace_kind", 170),
                "innocents_expected": Column(_("Innocents"), "innocents", 190),
                "could_be": Column(_("Could also be"), "tie_reading", 210),
                "accounts": Column(_("Used by accounts"), "number", 90),
                "strangers": Column(_("Of them strangers"), "number", 90),
                "trace": Column(_("Trace"), width=150),
                "source": Column(_("Record"), "source", 100),
                "account_id_a": Column(_("Account"), width=100),
                "account_id_b": Column(_("Other account"), width=100),
            },
            _ties,
            _("No tie of these kinds."),
        ),
        "candidates": Table(
            _("In charge?"),
            "rings__candidates",
            {
                "rank": Column(_("Rank"), "number", 60),
                "name": Column(_("Candidate"), width=190),
                "says": Column(_("Speaks"), width=90),
                "sign": Column(_("Sign"), width=380),
                "reading": Column(_("Could also be"), width=260),
                "account_id": Column(_("Account"), width=110),
                "holder_name": Column(_("Holder"), width=80),
            },
            _candidates,
        ),
        "facilities": Table(
            _("Shared with strangers"),
            "rings__facilities",
            {
                "kind": Column(_("What"), "facility", 190),
                "says": Column(_("What it says"), width=330),
                "ring_accounts": Column(_("Accounts of the ring"), "number", 130),
                "strangers": Column(_("Strangers"), "number", 90),
                "trace": Column(_("Trace"), width=200),
                "facility_id": Column(_("Id"), width=120),
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
                "supplier_name": Column(_("Supplier"), width=170),
                "reseller": Column(_("Stocked up by"), width=200),
                "orders": Column(_("Orders"), "number", 80),
                "units": Column(_("Units"), "number", 90),
                "amount": Column(_("Amount"), "money", 130),
                "implicated": Column(_("The ring's own"), "flag", 110),
                "first_order_at": Column(_("First order"), "time", 140),
                "last_order_at": Column(_("Last order"), "time", 140),
                "supplier_shop_id": Column(_("Supplier's id"), width=100),
                "reseller_account_id": Column(_("Account"), width=110),
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
                "province": Column(_("Province"), width=140),
                "shop_name": Column(_("Shop"), width=190),
                "units": Column(_("Units"), "number", 100),
                "orders": Column(_("Orders"), "number", 100),
                "amount": Column(_("Amount"), "money", 140),
                "shop_id": Column(_("Shop id"), width=100),
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
                "role": Column(_("Role"), "site_role", 110),
                "where": Column(_("Place"), width=170),
                "basis": Column(_("How known"), "site_basis", 190),
                "shipments": Column(_("Parcels"), "number", 80),
                "shops": Column(_("Shops"), "number", 70),
                "logins": Column(_("Logins nearby"), "number", 100),
                "last_shipped_at": Column(_("Last parcel"), "time", 140),
                "radius_m": Column(_("Search radius, m"), "number", 110),
                "latitude": Column(_("Latitude"), "number", 90),
                "longitude": Column(_("Longitude"), "number", 90),
                "origin_address": Column(_("Address as written"), width=280),
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
                "role": Column(_("From"), "site_role", 130),
                "province": Column(_("To"), width=150),
                "parcels": Column(_("Parcels"), "number", 100),
                "units": Column(_("Units"), "number", 100),
                "site_id": Column(_("Site"), width=220),
            },
            empty=_("No parcel of this ring has a destination."),
        ),
    }


def of_times() -> dict[str, Table]:
    """What happened, weeks, rhythm."""
    return {
        "events": Table(
            _("Events"),
            "rings__events",
            {
                "event_at": Column(_("When"), "time", 140),
                "event": Column(_("What happened"), "event", 220),
                "shop_name": Column(_("Shop"), width=180),
                "label": Column(_("Details"), width=330),
                "shop_id": Column(_("Shop id"), width=100),
            },
            events,
            _("Nothing but orders is on record of this ring's shops."),
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
                "site_id": Column(_("Site's id"), width=220),
            },
        ),
    }


def events(frame: pd.DataFrame) -> pd.DataFrame:
    """What happened, with its details in words (`label`)."""
    from suyuan.messages import language
    from suyuan.numbers import number

    told = []
    for row in rows(frame):
        if row.event == "new_place":
            place = getattr(row, f"place_{language()}")
            place = place if isinstance(place, str) else _("Place without a name")
            told.append(_("{place}, {n} parcels since").format(place=place, n=number(row.figure)))
        elif row.event == "price":
            text = _("{n} listings cheaper") if row.detail == "down" else _("{n} listings dearer")
            told.append(text.format(n=number(row.figure)))
        elif row.event == "test_buy":
            told.append(word("verdict", row.detail))
        else:
            told.append(_("to account {id}").format(id=row.detail))
    return frame.assign(label=pd.Series(told, index=frame.index, dtype="object"))


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
