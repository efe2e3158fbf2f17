"""A ring's head and the list of rings: its name, how strong, how large, who is in charge, where it is thinnest."""

from __future__ import annotations

from typing import NoReturn

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Place

from suyuan.messages import _, ngettext
from suyuan.numbers import NONE, compact_money, money, number
from suyuan.rings import chains
from suyuan.ui import cleared
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.download import csv_button
from suyuan.ui.findings import load
from suyuan.ui.links import go
from suyuan.ui.personal import escape, is_revealed
from suyuan.ui.rings.ring_tables import EVERYTHING
from suyuan.ui.states import nothing_here
from suyuan.ui.widths import width_of_all
from suyuan.ui.zone import local_time
from suyuan.wording import ring_words
from suyuan.wording.words import word

LIST_HEIGHT = 500


def title(ring: pd.Series, place: Place) -> None:
    """The ring's name, and under it what it is made of."""
    place.title(escape(ring_words.ring_name(ring)), anchor=False)
    strength = word("shop_strength", ring["strength"])
    badge = ":red-badge[" + _("ring, evidence {strength}").format(strength=strength) + "]"
    if ring_words.is_cleared(ring):
        badge = ":green-badge[" + _("ring, cleared on review") + "]"
    told = [
        badge,
        *([] if briefing_mode.is_on() else [escape(ring["ring_id"])]),
        _("{suspects} suspect of {shops} shops").format(
            suspects=number(ring["suspects"]), shops=number(ring["shops"])
        ),
        *([_("{n} cleared").format(n=number(ring["cleared"]))] if ring["cleared"] else []),
        ngettext("{n} account", "{n} accounts", int(ring["accounts"])).format(n=number(ring["accounts"])),
    ]
    if pd.notna(ring["first_order_at"]):
        first, last = (local_time(ring[f"{end}_order_at"], date_only=True) for end in ("first", "last"))
        told.append(_("{first} to {last}").format(first=first, last=last))
    st.markdown(told[0] + " &nbsp;" + " · ".join(told[1:]))
    if ring_words.is_cleared(ring):
        st.caption(
            _(
                "Every suspect shop of this ring was cleared on review. Its ties and sites stay as the scan found "
                "them; nobody in it is under suspicion until a clearing's term is over or new evidence comes."
            )
        )


def cards(ring: pd.Series, ties: pd.DataFrame, candidates: pd.DataFrame) -> None:
    """Who is in charge, how much was sold, and the weakest tie."""
    sold = _("of {amount} gross · {n} of {all} units").format(
        amount=compact_money(ring["amount_gross"], ring["currency"]),
        n=number(ring["units_corroborated"]),
        all=number(ring["units_gross"]),
    )
    weakest = chains.weakest_tie(chains.pairs(ties))
    shown = [
        (_("In charge? A candidate, to be checked"), *_in_charge(ring, candidates), None),
        (
            _("Sold, at the least"),
            compact_money(ring["amount_corroborated"], ring["currency"]),
            sold,
            _(
                "Paid, sent, delivered, not refunded; without hired buyers, test buys and goods without evidence."
            ),
        ),
        (
            _("Hangs together at its weakest by"),
            NONE if weakest is None else ring_words.tie(weakest["kind"]),
            _("one account alone") if weakest is None else _weakest(weakest),
            _(
                "No way around this tie is stronger. How many innocent accounts would share such a trace by chance."
            ),
        ),
    ]
    for column, (label, value, basis, told) in zip(st.columns([1.25, 1, 1.35]), shown, strict=True):
        with column.container(gap="xxsmall"):
            st.metric(label, escape(value), help=told)
            st.caption(basis)


def _in_charge(ring: pd.Series, candidates: pd.DataFrame) -> tuple[str, str]:
    own = candidates[candidates["account_id"] == ring["candidate_account_id"]]
    if pd.isna(ring["principal_account_id"]) or own.empty:
        return _("nobody named"), ring_words.unclear(ring["unclear"]) or _("no candidate")
    first = own.iloc[0]
    holder = first["holder_name"] if is_revealed("holder_name") else None
    signs = own[(own["weight"] > 0) & own["signal"].isin(list(ring_words.SHORT_SIGNS))]["signal"]
    told = " · ".join(_(ring_words.SHORT_SIGNS[signal]) for signal in signs)
    return ring_words.account_name(first["account_id"], first["shop_names"], holder), told


def _weakest(tie: pd.Series) -> str:
    ends = (ring_words.short_name(tie[f"account_id_{end}"], tie[f"shops_{end}"]) for end in ("a", "b"))
    return f"**{ring_words.innocents(tie['innocents_expected'])}** · " + escape(" – ".join(ends))


def ring_list() -> None:
    """All rings, the one to open first on top; a click opens one."""
    out = cleared.shops()
    rings = load("rings__list", most=EVERYTHING, cleared=out)
    words, button = st.columns([6.4, 1.2], vertical_alignment="center")
    words.caption(
        _("Sorted by strength of evidence × sales at risk. Click a row to open the ring.")
        + " "
        + _(
            "A ring is accounts in one hand by two independent kinds of record, with a suspect shop among theirs."
        )
    )
    with button:
        csv_button("rings__list", {"most": EVERYTHING, "cleared": out}, "rings", filters={})
    if rings.empty:
        nothing_here(
            _("No ring: no suspect shop's account is tied to another by two independent kinds of record."),
            _("Ties need logins, registrations or parcels in the extracts."),
        )
        return
    text, figure = st.column_config.TextColumn, st.column_config.NumberColumn
    shown = pd.DataFrame(
        {
            "name": [ring_words.ring_name(row) for _i, row in rings.iterrows()],
            "strength": [ring_words.evidence(row) for _i, row in rings.iterrows()],
            "shops": rings["shops"],
            "accounts": rings["accounts"],
            "least": [
                money(n, c) for n, c in zip(rings["amount_corroborated"], rings["currency"], strict=True)
            ],
            "principal": [
                ring_words.account_name(named, shops) if isinstance(named, str) else _("nobody named")
                for named, shops in zip(rings["principal_account_id"], rings["candidate_shops"], strict=True)
            ],
            "sites": [
                f"{number(n)} · {number(m)}" for n, m in zip(rings["sources"], rings["dens"], strict=True)
            ],
            "ring_id": rings["ring_id"],
        }
    )
    picked = st.dataframe(
        shown,
        column_config={
            "name": text(_("Ring"), width=width_of_all(shown["name"], _("Ring"))),
            "strength": text(_("Evidence")),
            "shops": figure(_("Shops")),
            "accounts": figure(_("Accounts")),
            "least": text(_("Sold, at the least"), alignment="right"),
            "principal": text(_("In charge? (candidate)")),
            "sites": text(_("Sources · dens")),
            "ring_id": text(_("Id")),
        },
        # Before a room a ring is its label: the pseudonym of its id says nothing to anybody.
        column_order=[str(name) for name in shown if name != "ring_id" or not briefing_mode.is_on()],
        hide_index=True,
        height=min(LIST_HEIGHT, 37 + 35 * len(shown)),
        on_select="rerun",
        selection_mode="single-cell",
        key="rings_list",
    )
    cells = picked["selection"]["cells"]
    if cells:
        open_ring(str(rings["ring_id"].iloc[cells[0][0]]))


def open_ring(ring_id: str) -> NoReturn:
    """Go to one ring's page."""
    go("pages/rings.py", ring=ring_id, account="")


def line(ring: pd.Series) -> str:
    """One line about a shop's ring, for its page: name, size and link."""
    return NONE if ring.empty else ring_words.ring_name(ring)
