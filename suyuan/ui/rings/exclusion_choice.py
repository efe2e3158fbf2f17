"""What the viewer strikes in the exclusion test: tables, kinds, traces, accounts, signals, single records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from suyuan.exclusion import Case, Struck
from suyuan.exclusion.pieces import Piece
from suyuan.messages import _
from suyuan.ui.links import linked
from suyuan.ui.personal import escape, mask
from suyuan.wording import data_words, exclusion_words
from suyuan.wording.words import word

TABLES = (
    "logins",
    "accounts",
    "shipments",
    "orders",
    "complaints",
    "listings",
    "test_buys",
    "shop_transfers",
)
# So many can be searched through in the browser.
MOST_OFFERED = 2_000


def choose(case: Case, pieces: Sequence[Piece]) -> Struck:
    """What the viewer strikes. Traces stand in the link by their place alone: what they say may be personal."""
    traces = case.frame("account_traces")
    counted = traces.groupby(["kind", "trace"]).size().to_dict()
    by_code = {f"t{place}": one for place, one in enumerate(pieces) if one.kind != "signal"}
    signals = {f"{one.of}~{one.what}": one for one in pieces if one.kind == "signal"}
    columns = st.columns([1.2, 1.4, 2, 1.2])
    with columns[0]:
        tables = linked(
            st.multiselect, _("Whole tables"), list(TABLES), key="strike_tables", many=True, default=[],
            format_func=data_words.table, placeholder=_("Whole tables"),
        )  # fmt: skip
    with columns[1]:
        kinds = linked(
            st.multiselect, _("Kinds of trace"), sorted(set(traces["kind"])), key="strike_kinds", many=True,
            default=[], format_func=lambda code: word("trace_kind", code), placeholder=_("Kinds of trace"),
        )  # fmt: skip
    with columns[2]:
        chosen = linked(
            st.multiselect, _("Traces"), list(by_code), key="strike_traces", many=True, default=[],
            format_func=lambda code: _trace(by_code[code], counted, code), placeholder=_("Traces"),
        )  # fmt: skip
    with columns[3]:
        accounts = linked(
            st.multiselect, _("Accounts"), sorted(case.members), key="strike_accounts", many=True, default=[],
            placeholder=_("Accounts"),
        )  # fmt: skip
    left, right = st.columns([2.6, 3.2])
    with left:
        told = linked(
            st.multiselect, _("Signals of shops"), list(signals), key="strike_signals", many=True, default=[],
            format_func=lambda code: exclusion_words.piece(signals[code], mask),
            placeholder=_("Signals of shops"),
        )  # fmt: skip
    with right:
        records = _records(case)
    struck = Struck(
        records=records, tables=frozenset(tables), kinds=frozenset(kinds), accounts=frozenset(accounts)
    )
    for piece in [*(by_code[code] for code in chosen), *(signals[code] for code in told)]:
        struck |= piece.struck
    return struck


def _records(case: Case) -> frozenset[tuple[str, str]]:
    """Single records, by table and id as in `finding_records`: the first of very many are listed, any can be typed."""
    by_code = {f"{table}:{row}": (table, row) for table, row in case.records}
    asked = [code for code in st.query_params.get_all("strike_records") if code in by_code]
    offered = dict.fromkeys([*asked, *list(by_code)[:MOST_OFFERED]])
    chosen = linked(
        st.multiselect, _("Single records"), list(offered), key="strike_records", many=True, default=[],
        format_func=_record, placeholder=_("Single records, by table and id"),
        accept_new_options=len(by_code) > len(offered),
    )  # fmt: skip
    unknown = [code for code in chosen if code not in by_code]
    if unknown:
        st.caption(
            _("No record of this ring: {records}").format(
                records=_(", ").join(escape(code) for code in unknown)
            )
        )
    return frozenset(by_code[code] for code in chosen if code in by_code)


def _record(code: str) -> str:
    table, _colon, row = code.partition(":")
    return f"{data_words.table(table)} · {row}"


def _trace(piece: Piece, counted: Mapping[Any, int], code: str) -> str:
    users = int(counted.get((piece.kind, piece.what), 1))
    return f"{exclusion_words.piece(piece, mask)} · {exclusion_words.used_by(users)} · {code[1:]}"
