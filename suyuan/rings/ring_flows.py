"""The supply chain of one ring as flows, an ECharts option: source, supplier, shops, buyers by province."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from suyuan.charts import FONT
from suyuan.messages import N_, _
from suyuan.rings.chains import rows
from suyuan.rings.ring_charts import FADED, FADED_INK, colour_of, plain, tip, tooltip

PROVINCES_SHOWN = 8
# The tier of a node → what it is called: its kind at its depth, in the order of the goods.
PLACE, SUPPLIER, SHOP, PROVINCE = range(4)
TIERS = {SUPPLIER: N_("supplier"), SHOP: N_("shops"), PROVINCE: N_("buyers by province")}
PLACES = {"source": N_("source (place)"), "den": N_("den")}


def sankey(
    frame: pd.DataFrame, colours: Mapping[str, str], picked: Collection[str] | None = None
) -> dict[str, Any]:
    """The chain as flows. `frame`: `begin`, `end` (keys), `begin_label`, `end_label`, `begin_kind`, `end_kind` (source,
    den, shop, account, province), `begin_depth`, `end_depth`, `units`, `label`; `suspect_begin`, `suspect_end`.

    `picked`: keys of nodes; flows that touch none of them are faded, None fades nothing. Node i of `order` is item i.
    """
    nodes: dict[str, dict[str, Any]] = {}
    for row in rows(frame):
        for key, label, kind, depth, suspect in (
            (row.begin, row.begin_label, row.begin_kind, row.begin_depth, row.suspect_begin),
            (row.end, row.end_label, row.end_kind, row.end_depth, row.suspect_end),
        ):
            nodes.setdefault(
                key,
                {
                    "name": key,
                    "depth": int(depth),
                    "itemStyle": {"color": colour_of(kind, bool(suspect), colours), "borderWidth": 0},
                    "label": {"formatter": plain(label)},
                    "tooltip": {"formatter": tip([label])},
                },
            )
    links = [
        {
            "source": row.begin,
            "target": row.end,
            "value": float(row.units),
            "tooltip": {"formatter": tip(str(row.label).split("\n"))},
        }
        for row in rows(frame)
    ]
    if picked is not None:
        _fade(nodes, links, picked, colours)
    # Tiers without a node take no room.
    used = sorted({node["depth"] for node in nodes.values()})
    for node in nodes.values():
        node["depth"] = used.index(node["depth"])
    kinds = {*frame["begin_kind"], *frame["end_kind"]}
    names = [_(TIERS[tier]) if tier in TIERS else _place(kinds) for tier in used]
    return {
        "animation": False,
        "tooltip": tooltip(colours),
        "title": _headings(names, colours),
        "series": [
            {
                "type": "sankey",
                "left": 8,
                "right": 150,
                "top": 34,
                "bottom": 10,
                "nodeWidth": 14,
                "nodeGap": 17,
                "draggable": False,
                "selectedMode": "single",
                "select": {"itemStyle": {"borderColor": colours["text"], "borderWidth": 2}},
                "label": {"color": colours["text"], "fontSize": 14, "fontFamily": FONT},
                "lineStyle": {"color": colours["others"], "opacity": 0.3, "curveness": 0.5},
                "emphasis": {"focus": "adjacency"},
                "data": list(nodes.values()),
                "links": links,
            }
        ],
    }


def order(frame: pd.DataFrame) -> list[str]:
    """The keys of the nodes in the order in which they are drawn: a selection comes back by number."""
    return list(dict.fromkeys(key for row in rows(frame) for key in (row.begin, row.end)))


def _fade(
    nodes: dict[str, dict[str, Any]],
    links: list[dict[str, Any]],
    picked: Collection[str],
    colours: Mapping[str, str],
) -> None:
    kept = set(picked)
    for link in links:
        if {link["source"], link["target"]} & set(picked):
            kept |= {link["source"], link["target"]}
            link["lineStyle"] = {"opacity": 0.55}
        else:
            link["lineStyle"] = {"opacity": FADED / 2}
    for key, node in nodes.items():
        if key not in kept:
            node["itemStyle"] |= {"opacity": FADED}
            node["label"] |= {"color": colours["text"] + FADED_INK}
        elif key in picked:
            node["itemStyle"] |= {"borderColor": colours["text"], "borderWidth": 2}


def _place(kinds: set[str]) -> str:
    return " · ".join(_(PLACES[kind]) for kind in PLACES if kind in kinds)


def _headings(names: list[str], colours: Mapping[str, str]) -> list[dict[str, Any]]:
    """The names of the chain's tiers over its columns."""
    style = {"color": colours["quiet"], "fontSize": 13, "fontWeight": "normal", "fontFamily": FONT}
    steps = max(len(names) - 1, 1)
    # The last column's marks stand this far from the right edge (`right`), of a chart about 1000 wide.
    return [
        {"text": name, "left": f"{0.8 + 84 * place / steps:.1f}%", "top": 0, "textStyle": style}
        for place, name in enumerate(names)
    ]
