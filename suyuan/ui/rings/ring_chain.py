"""The supply chain of a ring: from where its goods come, through which shops, to which provinces."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from suyuan.messages import _, language
from suyuan.numbers import number
from suyuan.rings import ring_flows, ring_marks
from suyuan.rings.chains import rows
from suyuan.rings.ring_graph import Ring
from suyuan.ui import chips
from suyuan.ui.briefing import room_screen
from suyuan.ui.briefing.room_charts import option_for_the_room
from suyuan.ui.findings import load
from suyuan.ui.rings import ring_links, ring_picks
from suyuan.ui.states import nothing_here
from suyuan.ui.theme import palette
from suyuan.wording.ring_words import account_name, place_name

HEIGHT, MOST_SHOPS = 400, 12


def render(ring_id: str, ring: Ring) -> None:
    """The flows as a Sankey, units on the way, what was picked in full colour; a click picks."""
    provinces = load("rings__provinces", ring=ring_id, **ring_marks.UNPICKED)
    frame = flows(ring, provinces)
    if frame.empty:
        nothing_here(_("Neither purchases nor destinations are on record: the chain cannot be drawn."))
        return
    widget = chips.widget_key("ring_chain")
    st.echarts_chart(
        option_for_the_room(ring_flows.sankey(frame, palette(), _picked(ring, provinces))),
        theme=None,
        height=round(HEIGHT * room_screen.wider()),
        key=widget,
        on_select=partial(_pick, ring_flows.order(frame), provinces, widget),
        alt=_("Flow of goods: source, supplier, shops, provinces"),
    )
    st.caption(_tiers(ring, provinces) + " " + _("A click keeps a shop, a place or a province."))


def _picked(ring: Ring, provinces: pd.DataFrame) -> list[str] | None:
    """The keys of what is picked in the drawing; None where nothing is that could stand in it."""
    picks = ring_picks.picks(ring)
    own = ring_marks.bound(ring, picks)["nodes"]
    keys = [f"{kind}:{one}" for one in own for kind in ("shop", "account")]
    if picks.site:
        keys.append(f"site:{picks.site}")
    if picks.province:
        keys += _names(provinces, picks.province)
    return keys if own or picks.province else None


def _names(provinces: pd.DataFrame, key: str) -> list[str]:
    named = provinces.loc[provinces["province_key"] == key, f"province_{language()}"]
    return [f"province:{name}" for name in named.unique()]


def _pick(order: Sequence[str], provinces: pd.DataFrame, widget: str) -> None:
    """A callback: the node that was clicked is picked; several provinces in one node are none."""
    place = ring_links.clicked(st.session_state[widget])
    if place is None or place >= len(order):
        return
    key = order[place]
    if key.startswith("province:"):
        own = provinces.loc[provinces[f"province_{language()}"] == key.partition(":")[2], "province_key"]
        key = f"province:{own.iloc[0]}" if len(own) else ""
    ring_picks.pick_key(key)


def flows(ring: Ring, provinces: pd.DataFrame) -> pd.DataFrame:
    """Rows for `ring_flows.sankey`: source → supplier → shop → province, in units."""
    shops = ring.members[ring.members["member_type"] == "shop"].set_index("member_id")
    bought = ring.supply[ring.supply["implicated"].astype(bool)]
    suppliers = set(bought["supplier_shop_id"])
    found: list[dict[str, Any]] = []
    for row in rows(bought):
        # A supplier that stocks up at another: goods that could run in a circle cannot be drawn as flows.
        if row.reseller_shop_id in suppliers:
            continue
        supplier = _end(f"shop:{row.supplier_shop_id}", row.supplier_name, "shop", 1, row.supplier_suspect)
        if isinstance(row.reseller_shop_id, str):
            name = str(row.reseller_names).split(" · ")[0]
            buyer = _end(f"shop:{row.reseller_shop_id}", name, "shop", 2, row.reseller_suspect)
        else:
            buyer = _end(
                f"account:{row.reseller_account_id}",
                account_name(row.reseller_account_id, None),
                "account",
                2,
                False,
            )
        found.append(_flow(supplier, buyer, row.units))
    found += _from_sources(ring, suppliers, provinces, shops)
    found += _to_provinces(provinces, suppliers, shops)
    return _with_totals(pd.DataFrame(found))


def _with_totals(frame: pd.DataFrame) -> pd.DataFrame:
    """Provinces named with the units that went there."""
    if frame.empty:
        return frame
    ends = frame["end_kind"] == "province"
    totals = frame[ends].groupby("end")["units"].sum()
    labels = [
        f"{label}  {number(totals[end])}" if end in totals else label
        for end, label in zip(frame["end"], frame["end_label"], strict=True)
    ]
    return frame.assign(end_label=labels)


def _from_sources(
    ring: Ring, suppliers: set[str], provinces: pd.DataFrame, shops: pd.DataFrame
) -> list[dict[str, Any]]:
    """A source feeds the supplier that ships from it, in shares of parcels; other shops only where no supplier is.

    Where no source is known the goods come into sight at the dens that they are sent from.
    """
    sources = ring.sites[ring.sites["role"] == "source"].set_index("site_id")
    if sources.empty:
        sources = ring.sites.set_index("site_id")
    sold = provinces.groupby("shop_id")["units"].sum()
    bought = ring.supply[ring.supply["implicated"].astype(bool)].groupby("supplier_shop_id")["units"].sum()
    ships = ring.site_shops[ring.site_shops["site_id"].isin(sources.index)]
    if suppliers & set(ships["shop_id"]):
        ships = ships[ships["shop_id"].isin(suppliers)]
    found: list[dict[str, Any]] = []
    for row in rows(ships):
        if row.shop_id not in shops.index:
            continue
        share = row.parcels / max(ships.loc[ships["shop_id"] == row.shop_id, "parcels"].sum(), 1)
        units = share * (sold.get(row.shop_id, 0) + bought.get(row.shop_id, 0))
        name = place_name(sources.loc[row.site_id])
        depth = 1 if row.shop_id in suppliers else 2
        begin = _end(f"site:{row.site_id}", name, str(sources.at[row.site_id, "role"]), 0, False)
        end = _end(
            f"shop:{row.shop_id}",
            shops.at[row.shop_id, "shop_name"],
            "shop",
            depth,
            shops.at[row.shop_id, "suspect"],
        )
        found.append(_flow(begin, end, units))
    return [row for row in found if row["units"] >= 1]


def _to_provinces(provinces: pd.DataFrame, suppliers: set[str], shops: pd.DataFrame) -> list[dict[str, Any]]:
    if provinces.empty:
        return []
    province = provinces[f"province_{language()}"]
    first = provinces.groupby(province)["units"].sum().nlargest(ring_flows.PROVINCES_SHOWN).index
    kept = provinces[provinces["shop_id"].isin(shops.index)].assign(
        to=province.where(province.isin(first), _("other provinces"))
    )
    found: list[dict[str, Any]] = []
    for row in rows(kept.groupby(["shop_id", "to"]).agg({"units": "sum"}).reset_index()):
        shop_id, to, units = row.shop_id, row.to, row.units
        depth = 1 if shop_id in suppliers else 2
        begin = _end(
            f"shop:{shop_id}", shops.at[shop_id, "shop_name"], "shop", depth, shops.at[shop_id, "suspect"]
        )
        found.append(_flow(begin, _end(f"province:{to}", str(to), "province", 3, False), units))
    return found


def _tiers(ring: Ring, provinces: pd.DataFrame) -> str:
    bought = ring.supply[ring.supply["implicated"].astype(bool)]
    if bought.empty:
        return _(
            "No repeated purchase upstream is on record: where the goods come from is read from parcels alone."
        )
    return _("Bought upstream by the ring's own: {units} units in {orders} orders.").format(
        units=number(bought["units"].sum()), orders=number(bought["orders"].sum())
    )


def _end(key: str, label: object, kind: str, depth: int, suspect: object) -> tuple[str, str, str, int, bool]:
    named = label if isinstance(label, str) else key.partition(":")[2]
    return key, named, kind, depth, suspect is True or str(suspect) == "True"


def _flow(
    begin: tuple[str, str, str, int, bool], end: tuple[str, str, str, int, bool], units: float
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for side, (key, label, kind, depth, suspect) in (("begin", begin), ("end", end)):
        row |= {side: key, f"{side}_label": label, f"{side}_kind": kind, f"{side}_depth": depth}
        row[f"suspect_{side}"] = suspect
    words = _("{n} units").format(n=number(units))
    return {**row, "units": float(units), "label": f"{begin[1]} → {end[1]}\n{words}"}
