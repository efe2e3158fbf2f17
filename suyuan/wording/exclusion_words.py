"""The exclusion test in words: conclusions, what is struck, the smallest breaking sets. No Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import pandas as pd

from suyuan.exclusion import Breaking, Conclusion
from suyuan.exclusion.pieces import MOST, Piece
from suyuan.messages import N_, _, ngettext
from suyuan.numbers import number
from suyuan.wording import data_words
from suyuan.wording.words import word

# In the order in which they are told; what stands first carries the rest.
KINDS = {
    "ring": N_("The ring"),
    "principal": N_("In charge"),
    "suspect": N_("Suspect shops"),
    "account": N_("Accounts"),
    "shop": N_("Shops"),
    "site": N_("Sites"),
    "link": N_("Links"),
}
# Which of the contract's personal columns a trace of each kind is.
PERSONAL_TRACES = {
    "device": "device_id",
    "network": "ip_address",
    "phone": "phone",
    "document": "id_document",
    "payment": "payment_account",
    "name": "holder_name",
    "sender_phone": "sender_phone",
    "login_place": "ip_address",
}
Mask = Callable[[object, str], str]
Told = tuple[Mapping[Conclusion, Breaking], Mapping[Conclusion, Breaking]]


def conclusion(told: Conclusion) -> str:
    """One conclusion as a sentence."""
    first, _bar, second = told.about.partition("|")
    sentences = {
        "ring": _("They are one ring"),
        "principal": _("{id} is the principal (candidate)"),
        "suspect": _("Shop {id} is a suspect"),
        "account": _("Account {id} belongs to it"),
        "shop": _("Shop {id} belongs to it"),
        "link": _("{id} and {other} are linked"),
    }
    if told.kind == "site":
        where = second or _("where its people log in")
        return _("{role} at {place}").format(role=word("site_role", first), place=where)
    return sentences[told.kind].format(id=first, other=second)


def piece(struck: Piece, mask: Mask) -> str:
    """One thing to strike: a trace, a shop's signal, a record."""
    if struck.kind == "record":
        return f"{data_words.table(struck.of)} {struck.what}"
    if struck.kind == "signal":
        return _("{signal} of shop {shop}").format(signal=word("signal", struck.what), shop=struck.of)
    return f"{word('trace_kind', struck.kind)} {trace(struck.kind, struck.what, mask)}"


def trace(kind: str, value: str, mask: Mask) -> str:
    """A trace as this viewer may see it."""
    return mask(value, PERSONAL_TRACES[kind]) if kind in PERSONAL_TRACES else value


def least(breaking: Breaking | None) -> str:
    """How many must be struck: '2', 'more than 3', 'at least 2' where the search was cut short."""
    if breaking is None:
        return ""
    if breaking.pieces:
        return number(len(breaking.pieces))
    if breaking.at_least > MOST:
        return _("more than {n}").format(n=MOST)
    return _("at least {n}").format(n=breaking.at_least)


def headline(falls: Collection[Conclusion], all_of_it: Collection[Conclusion]) -> list[tuple[str, int, int]]:
    """(kind in words, how many fall, of how many) for each kind of conclusion that the ring has."""
    return [
        (
            _(name),
            sum(told.kind == kind for told in falls),
            sum(told.kind == kind for told in all_of_it),
        )
        for kind, name in KINDS.items()
        if any(told.kind == kind for told in all_of_it)
    ]


def table(
    all_of_it: Collection[Conclusion], falls: Collection[Conclusion], breaking: Told, mask: Mask
) -> pd.DataFrame:
    """Every conclusion: whether it stands, and its smallest breaking sets; what falls comes first."""
    records, traces = breaking
    order = list(KINDS)
    rows = []
    for told in sorted(all_of_it, key=lambda told: (told not in falls, order.index(told.kind), told.about)):
        rows.append(
            {
                "kind": _(KINDS[told.kind]),
                "conclusion": conclusion(told),
                "state": _("falls") if told in falls else _("stands"),
                "fewest_records": least(records.get(told)),
                "records": _pieces(records.get(told), mask),
                "fewest_traces": least(traces.get(told)),
                "traces": _pieces(traces.get(told), mask),
            }
        )
    return pd.DataFrame(rows)


def _pieces(breaking: Breaking | None, mask: Mask) -> str:
    return "" if breaking is None else " + ".join(piece(struck, mask) for struck in breaking.pieces)


def used_by(accounts: int) -> str:
    """How many accounts of the ring's neighbourhood left a trace."""
    return ngettext("{n} account", "{n} accounts", accounts).format(n=number(accounts))
