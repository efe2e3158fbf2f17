"""Starting from one account: what ties it to others, who supplies it, whom it supplies, and the chain to any other."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Place

from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.rings.chains import Chains, Node, Step, rows
from suyuan.ui import cleared
from suyuan.ui.briefing import briefing_mode, reveal_one
from suyuan.ui.download import csv_button
from suyuan.ui.findings import Identity, identity, load, page_query, reader
from suyuan.ui.links import go, open_shop
from suyuan.ui.personal import escape, is_revealed
from suyuan.ui.rings import account_chart, ring_tables
from suyuan.ui.rings.ring_tables import EVERYTHING, Column, Table
from suyuan.ui.states import nothing_here, wrong_link
from suyuan.wording import ring_words
from suyuan.wording.words import word

FOUND = 50
_ROUND = "found_round"


def find_box() -> str:
    """The text that the viewer looks for among accounts and shops."""
    return st.text_input(
        _("Find an account or a shop"),
        key=f"find_{st.session_state.get(_ROUND, 0)}",
        placeholder=_("Find an account or shop"),
        label_visibility="collapsed",
        icon=":material/search:",
    )


def search(text: str) -> None:
    """Accounts by id or by the shops they own; a click opens one's neighbourhood."""
    words, button = st.columns([6.4, 1.2], vertical_alignment="center")
    words.caption(_("Pick an account to see what is tied to it. At most {n} are shown.").format(n=FOUND))
    with button:
        csv_button("rings__find", {"text": text, "most": EVERYTHING}, "accounts", filters={})
    table = Table(
        _("Accounts"),
        "rings__find",
        {
            "name": Column(_("Who")),
            "account_id": Column(_("Account")),
            "shops": Column(_("Shops"), "number"),
            "ring_id": Column(_("Ring")),
            "role": Column(_("Role"), "role"),
        },
        lambda frame: frame.assign(
            name=[
                ring_words.account_name(*row)
                for row in zip(frame["account_id"], frame["shop_names"], strict=True)
            ]
        ),
    )
    if load("rings__find", text=text, most=1).empty:
        nothing_here(_("No account's or shop's id or name holds this text."), _("Try a part of it."))
        return
    picked = ring_tables.show(table, {"text": text}, "found", height=500)
    if picked is not None:
        found = str(picked[0]["account_id"])
        st.session_state["found_account"] = found
        # A box cannot be emptied in the run that drew it: the next run draws another.
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        go("pages/rings.py", account=found)


def render(account: str, title: Place) -> None:
    """One account's neighbourhood; `account` may also be the id of a shop it owns."""
    out = cleared.shops()
    rows = load("rings__account", account=account, cleared=out)
    if rows.empty:
        wrong_link(_("No account or shop {id} in these findings.").format(id=escape(account)))
    row = rows.iloc[0]
    holder = row["holder_name"] if is_revealed("holder_name") else None
    title.title(escape(ring_words.account_name(row["account_id"], row["shop_names"], holder)), anchor=False)
    st.markdown(" · ".join(_told(row)))
    ring, shop, box = st.columns([1, 0.8, 1.6], vertical_alignment="center")
    _buttons(row, ring, shop)
    account_id = str(row["account_id"])
    if briefing_mode.is_on():
        reveal_one.eye("account", account_id, box)
    else:
        _chain(account_id, box)
    bound = {"account": account_id, "cleared": out}
    node = account_chart.render(row, bound)
    told = {"account": account_id, **({"node": node} if node else {})}
    account_chart.from_table(
        ring_tables.choose(_tables(), {**bound, "other": node}, key="rows_account", told=told)
    )


def _told(row: pd.Series) -> list[str]:
    told = [] if briefing_mode.is_on() else [escape(row["account_id"])]
    if isinstance(row["role"], str):
        told.append(
            _("{role}, {share} sure").format(
                role=word("role", row["role"]), share=ring_words.sure(row["confidence"])
            )
        )
    else:
        told.append(_("in no ring"))
    if row["shops"]:
        shops = ngettext("{n} shop", "{n} shops", int(row["shops"])).format(n=number(row["shops"]))
        told += [shops, _("{n} suspect").format(n=number(row["suspects"]))]
    else:
        told.append(_("owns no shop"))
    return told


def _buttons(row: pd.Series, ring: Place, shop: Place) -> None:
    own = load("rings__head", ring=row["ring_id"]) if isinstance(row["ring_id"], str) else pd.DataFrame()
    if len(own) and ring.button(
        _("Its ring: {name}").format(name=escape(ring_words.ring_name(own.iloc[0]))),
        icon=":material/hub:",
        key="open_ring",
        width="stretch",
    ):
        go("pages/rings.py", ring=str(row["ring_id"]), account="")
    if isinstance(row["shop_id"], str) and shop.button(
        _("Its shop"), icon=":material/storefront:", key="open_its_shop", width="stretch"
    ):
        open_shop(str(row["shop_id"]))


def _tables() -> dict[str, Table]:
    return {
        "upstream": Table(
            _("Purchases, up and down"),
            "rings__trade",
            {
                "direction": Column(_("Direction"), "direction"),
                "other": Column(_("With whom")),
                "orders": Column(_("Orders"), "number"),
                "units": Column(_("Units"), "number"),
                "amount": Column(_("Amount"), "money"),
                "first_order_at": Column(_("First order"), "time"),
                "last_order_at": Column(_("Last order"), "time"),
                "ring_id": Column(_("Ring implicated")),
                "shop_id": Column(_("Supplier's id")),
                "account_id": Column(_("Buyer's account")),
            },
            _trade,
            _("Neither repeated purchases by this account nor at its shops are on record."),
        ),
        "ties": Table(
            _("Ties"),
            "rings__account_ties",
            {
                "name": Column(_("With whom")),
                "kind": Column(_("What they share"), "trace_kind"),
                "innocents_expected": Column(_("Innocents"), "innocents"),
                "could_be": Column(_("Could also be"), "tie_reading"),
                "accounts": Column(_("Used by accounts"), "number"),
                "ring_id": Column(_("Group")),
                "account_id": Column(_("Account")),
            },
            lambda frame: frame.assign(
                could_be=frame["kind"],
                name=[
                    ring_words.account_name(*pair)
                    for pair in zip(frame["account_id"], frame["shop_names"], strict=True)
                ],
            ),
            _("Nothing ties this account to another."),
        ),
    }


def _trade(frame: pd.DataFrame) -> pd.DataFrame:
    rows = zip(frame["direction"], frame["shop_name"], frame["account_id"], frame["shop_names"], strict=True)
    return frame.assign(
        other=[
            shop if way == "buys" else ring_words.account_name(account, names)
            for way, shop, account, names in rows
        ]
    )


def _chain(account_id: str, box: Place) -> None:
    """The shortest chain of evidence from this account to another account or shop.

    An id of the findings stands in the link; what was typed and is none does not.
    """
    if "to" not in st.session_state:
        st.session_state["to"] = st.query_params.get("to", "")
    with box:
        other = st.text_input(
            _("Chain to"),
            key="to",
            placeholder=_("Shortest chain of records to … (id of an account or shop)"),
            label_visibility="collapsed",
            icon=":material/route:",
        ).strip()
    if not other:
        st.query_params.pop("to", None)
        return
    now = identity()
    chains, names = _chains(now) if now else (Chains(*[pd.DataFrame()] * 3), {})
    end: Node = ("shop", other) if chains.knows(("shop", other)) else ("account", other)
    if not chains.knows(end):
        st.query_params.pop("to", None)
    elif st.query_params.get("to") != other:
        st.query_params["to"] = other
    steps = chains.shortest(("account", account_id), end)
    if steps is None:
        st.markdown(_("No chain of records leads to {id}.").format(id=f"**{escape(other)}**"))
        return
    st.markdown(_("{n} steps to {id}").format(n=number(len(steps)), id=f"**{escape(_named(end, names))}**"))
    st.markdown(
        "\n".join(
            "1. "
            + _("{one} → {other}: {record}").format(
                one=escape(_named(step.begin, names)),
                other="**" + escape(_named(step.end, names)) + "**",
                record=escape(_record(step)),
            )
            for step in steps
        )
    )


def _record(step: Step) -> str:
    if step.record == "owns":
        return _("owner of the shop")
    if step.record == "tie":
        innocents = ring_words.innocents(step.figures["innocents_expected"])
        return f"{ring_words.tie(step.figures['kind'])} · {innocents}"
    text = _("{orders} orders, {units} units").format(
        orders=number(step.figures["orders"]), units=number(step.figures["units"])
    )
    return text if step.figures["implicated"] else text + " · " + _("an ordinary customer as it seems")


def _named(node: Node, names: dict[Node, str]) -> str:
    if node[0] == "shop":
        return names.get(node, node[1])
    return (
        f"{ring_words.account_name(node[1], names.get(node))} ({node[1]})"
        if node in names
        else (ring_words.account_name(node[1], None))
    )


@st.cache_resource(max_entries=1, show_spinner=False)
def _chains(now: Identity) -> tuple[Chains, dict[Node, str]]:
    """All ties of one scan, laid out once for walking."""
    links, supply, owners = (
        reader().frame(page_query(f"rings__{name}"), {}) for name in ("all_links", "all_supply", "all_owners")
    )
    names: dict[Node, str] = {}
    for row in rows(owners):
        name = row.shop_name if isinstance(row.shop_name, str) else row.shop_id
        names[("shop", row.shop_id)] = name
        own = ("account", row.account_id)
        names[own] = f"{names[own]} · {name}" if own in names else name
    return Chains(links, supply, owners), names
