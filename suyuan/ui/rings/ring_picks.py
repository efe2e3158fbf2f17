"""Picks on a ring's page: an account, a shop, a person, a kind of tie, a site, a province, some weeks.

Each stands in the link and on top as a chip, and narrows the charts, the maps and the tables of its view.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pydeck as pdk
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Place

from suyuan import charts, maps, weeks
from suyuan.messages import _, language
from suyuan.rings import ring_idle, ring_marks
from suyuan.rings.ring_graph import Ring
from suyuan.rings.ring_marks import Picks
from suyuan.ui import chips, links
from suyuan.ui.briefing.room_charts import for_the_room
from suyuan.ui.chips import Chip
from suyuan.ui.findings import load
from suyuan.wording.ring_words import account_name, place_name
from suyuan.wording.words import WORDS, word

NODE, PERSON, TIE, SITE, TO, WEEK = "node", "person", "tie", "site", "to_province", "week"
# Views in which a pick has nothing to narrow: its chip says so.
_IDLE = {
    TIE: ("chain", "places", "times", "replay"),
    TO: ("links", "times"),
    WEEK: ("links", "chain"),
}


def picks(ring: Ring) -> Picks:
    """What the link holds of this ring: what another ring's page left there is no pick here."""
    known, sites = ring_marks.names(ring), set(ring.sites["site_id"])
    node, person, tie, site = (chips.picked(key) for key in (NODE, PERSON, TIE, SITE))
    return Picks(
        node=node if node in known else "",
        person=person if known.get(person, ("",))[0] == "account" else "",
        tie=tie if tie in WORDS["trace_kind"] else "",
        site=site if site in sites else "",
        province=chips.picked(TO),
    )


def parameters(ring: Ring) -> dict[str, Any]:
    """The picks as parameters of the ring's queries; without one they leave out nothing."""
    since, until = weeks.window(chips.picked(WEEK))
    return ring_marks.bound(ring, picks(ring)) | {"since": since, "until": until}


def shops(ring: Ring) -> list[str]:
    """What an account, a person or a shop that is picked comes to, whatever site is."""
    return ring_marks.bound(ring, replace(picks(ring), site=""))["nodes"]


def told(ring: Ring) -> dict[str, object]:
    """The picks as a file's name tells them."""
    own = picks(ring)
    named = {NODE: own.node, PERSON: own.person, TIE: own.tie, SITE: own.site, TO: own.province}
    return {key: value for key, value in (named | {WEEK: chips.picked(WEEK)}).items() if value}


def show(ring: Ring, view: str) -> None:
    """What is picked, as chips; beside an account or a shop the way to its own page."""
    own, known = picks(ring), ring_marks.names(ring)
    found = []
    kind, name = known.get(own.node, ("", ""))
    if own.node:
        found.append(
            Chip(NODE, (name or own.node) if kind == "shop" else account_name(own.node, name or None))
        )
    if own.person:
        accounts = ring_marks.same_person(ring, own.person)
        words = _("One person: {name}").format(name=account_name(own.person, known[own.person][1]))
        found.append(Chip(PERSON, words + (" …" if len(accounts) > 1 else "")))
    if own.tie:
        found.append(Chip(TIE, word("trace_kind", own.tie)))
    for _no, row in ring.sites[ring.sites["site_id"] == own.site].iterrows():
        found.append(Chip(SITE, f"{word('site_role', row['role'])}: {place_name(row, full=True)}"))
    if own.province:
        names = load("geography__name", key=own.province)
        place = names.iloc[0][f"name_{language()}"] if len(names) else own.province
        found.append(Chip(TO, _("To: {what}").format(what=place)))
    if span := weeks.told(chips.picked(WEEK)):
        found.append(Chip(WEEK, span))
    shown = chips.show([replace(chip, words=ring_idle.said(chip.words, chip.key, view)) for chip in found])
    if shown is not None and kind:
        way(shown, kind, own.node)


def pick_key(key: str) -> None:
    """A node of a chart was clicked, by its key in the drawing (`shop:S1`, `site:…`): picked, or let go of again."""
    kind, _colon, own = key.partition(":")
    where = {"account": NODE, "shop": NODE, "site": SITE, "province": TO}.get(kind)
    if where:
        chips.pick(where, own)
        chips.renew()


def pick_person(account: str) -> None:
    """All accounts of who holds this one."""
    chips.pick(PERSON, account)
    chips.renew()


def from_table(cell: tuple[pd.Series, str, str] | None) -> None:
    """A cell of a table was clicked (its row, column and table): what it names is picked, or let go of again."""
    if cell is None:
        return
    row, column, table = cell
    key, value = _meant(row, column, table)
    if key and isinstance(value, str) and value:
        chips.pick(key, value)
        chips.renew()
        st.rerun()


def sites_map(deck: pdk.Deck, sites: pd.DataFrame, height: int) -> None:
    """The map of sites: a click on one keeps what is its own."""
    widget = chips.widget_key("ring_sites")
    st.pydeck_chart(deck, height=height, key=widget, on_select=partial(_on_map, sites, widget))


def flows_map(deck: pdk.Deck, flows: pd.DataFrame, height: int) -> None:
    """The map of flows: a click on one keeps its province."""
    widget = chips.widget_key("ring_flows")
    st.pydeck_chart(deck, height=height, key=widget, on_select=partial(_on_flows, flows, widget))


def weeks_chart(figure: go.Figure) -> None:
    """The chart of weeks: a click on a bar keeps its week."""
    widget = chips.widget_key("ring_weeks")
    st.plotly_chart(
        for_the_room(figure, grows=False),
        theme=None,
        config=charts.STILL,
        key=widget,
        on_select=partial(_in_weeks, widget),
        selection_mode="points",
    )


# Of a table's columns, those that name another thing than the row's own; and what the row names itself.
_COLUMNS: dict[str, dict[str, tuple[str, str]]] = {
    "ties": {
        "one": (NODE, "account_id_a"), "account_id_a": (NODE, "account_id_a"),
        "other": (NODE, "account_id_b"), "account_id_b": (NODE, "account_id_b"),
    },
    "supply": {"supplier_name": (NODE, "supplier_shop_id"), "supplier_shop_id": (NODE, "supplier_shop_id")},
    "provinces": {"province": (TO, "province_key"), "units": (TO, "province_key"), "orders": (TO, "province_key")},
    "flows": {"province": (TO, "province_key")},
}  # fmt: skip
_ROWS = {
    "members": (NODE, "member_id"),
    "ties": (TIE, "kind"),
    "candidates": (NODE, "account_id"),
    "facilities": (TIE, "trace_kind"),
    "supply": (NODE, "reseller_account_id"),
    "provinces": (NODE, "shop_id"),
    "sites": (SITE, "site_id"),
    "flows": (SITE, "site_id"),
    "events": (NODE, "shop_id"),
    "logins": (NODE, "account_id"),
    "rhythm": (SITE, "site_id"),
}


def _meant(row: pd.Series, column: str, table: str) -> tuple[str, object]:
    moment = row.get("week" if table == "weeks" else column if column in ("event_at", "moved_on") else "")
    if moment is not None and pd.notna(moment):
        return WEEK, weeks.monday(pd.Timestamp(moment).date()).isoformat()
    key, name = _COLUMNS.get(table, {}).get(column) or _ROWS.get(table, ("", ""))
    return key, row.get(name)


def way(row: Place, kind: str, node: str) -> None:
    """The buttons to the page of what is picked."""
    icon = ":material/open_in_new:"
    if kind == "shop" and row.button(_("Open the shop"), icon=icon, key="open_picked_shop", type="tertiary"):
        links.open_shop(node)
    if row.button(_("Open the neighbourhood"), icon=icon, key="open_picked", type="tertiary"):
        links.go("pages/rings.py", account=node, node="")


def _on_map(sites: pd.DataFrame, widget: str) -> None:
    layer, row = maps.picked(st.session_state[widget]["selection"]) or ("", 0)
    for role, own in maps.SITES.items():
        of_role = sites[sites["role"] == role]
        if own == layer and row < len(of_role):
            chips.pick(SITE, str(of_role["site_id"].iloc[row]))


def _on_flows(flows: pd.DataFrame, widget: str) -> None:
    layer, row = maps.picked(st.session_state[widget]["selection"]) or ("", 0)
    if layer == maps.FLOWS and row < len(flows):
        chips.pick(TO, str(flows["province_key"].iloc[row]))
        chips.renew()


def _in_weeks(widget: str) -> None:
    chips.pick(WEEK, weeks.read(st.session_state[widget]["selection"]["points"]))
