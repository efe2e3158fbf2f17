"""The link chart of one ring, as an ECharts option.

Nodes, edges and frames in, JSON out; colours by meaning come in as a mapping. Whatever stands in a tooltip
is text from the data and is escaped: ECharts takes tooltips for HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from suyuan.charts import FONT
from suyuan.messages import N_, _
from suyuan.rings.ring_graph import ALL, Graph, GraphEdge, GraphNode
from suyuan.rings.ring_layout import Positions, by_role, by_ties
from suyuan.rings.ring_marks import Marks

PERSON = "path://M8 0a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM0 18c0-5 3.5-8.5 8-8.5s8 3.5 8 8.5z"
# What a node is → its mark, its least and greatest size in pixels.
MARKS: dict[str, tuple[str, float, float]] = {
    "principal": (PERSON, 38, 38),
    "person": (PERSON, 20, 20),
    "account": ("circle", 12, 26),
    "shop": ("roundRect", 22, 36),
    "source": ("triangle", 24, 24),
    "den": ("diamond", 24, 24),
}
LEGEND = {
    "principal": N_("principal (candidate)"),
    "suspect": N_("suspect shop"),
    "shop": N_("shop, not suspect"),
    "account": N_("account"),
    "person": N_("one person"),
    "source": N_("source (place)"),
    "den": N_("den"),
}
NAMED_AT_MOST = 24
# Up to so many nodes all marks have their room; more are drawn smaller, area for area.
ROOMY = 60
# What was not picked stays in sight, as the ground on which the rest stands.
FADED, FADED_INK = 0.16, "40"


def colour_of(kind: str, suspect: bool, colours: Mapping[str, str]) -> str:
    """A node's colour by what it means; only a suspect shop is the colour of suspicion."""
    if kind == "shop":
        return colours["suspect"] if suspect else colours["others"]
    named = {"principal": "principal", "source": "source", "den": "against"}
    return colours[named.get(kind, "others")]


def link_chart(
    graph: Graph,
    view: str,
    colours: Mapping[str, str],
    shape: float,
    height: int,
    places: Positions | None = None,
    marks: Marks | None = None,
) -> dict[str, Any]:
    """The ECharts option of a ring's link chart, `height` pixels high, its nodes `shape` times as wide as high.

    `marks`: what was picked; all else is faded, and nothing moves.
    Node i of `graph.nodes` is item i of the series: a selection comes back by that number.
    """
    places = places or positions(graph, view, shape)
    named = _named(graph, view)
    kinds = list(dict.fromkeys(category(node) for node in graph.nodes))
    order = [kind for kind in LEGEND if kind in kinds]
    shrink = min(0.75, (ROOMY / len(graph.nodes)) ** 0.5) if view == ALL and graph.nodes else 1.0
    nodes = [_node(node, places[node.key], node.key in named, order, colours, shrink) for node in graph.nodes]
    option = {
        "animation": False,
        "tooltip": tooltip(colours),
        "legend": {
            "data": [
                {"name": _(LEGEND[kind]), "icon": MARKS["shop" if kind == "suspect" else kind][0]}
                for kind in order
            ],
            "bottom": 0,
            "itemWidth": 14,
            "itemHeight": 14,
            "textStyle": {"color": colours["text"], "fontSize": 13, "fontFamily": FONT},
        },
        "series": [
            {
                "type": "graph",
                "layout": "none",
                # Neither width nor right: the nodes' own shape is kept, whatever the screen's.
                "left": "center",
                "top": 16,
                "height": height - 84,
                "roam": True,
                "scaleLimit": {"min": 0.5, "max": 6},
                "selectedMode": "single",
                "select": {"itemStyle": {"borderColor": colours["text"], "borderWidth": 3}},
                "categories": [
                    {
                        "name": _(LEGEND[kind]),
                        "itemStyle": {
                            "color": colour_of(
                                "shop" if kind == "suspect" else kind, kind == "suspect", colours
                            )
                        },
                    }
                    for kind in order
                ],
                "emphasis": {"focus": "adjacency", "label": {"show": True}},
                "labelLayout": {"hideOverlap": view == ALL},
                "label": {"fontFamily": FONT, "color": colours["text"]},
                "data": [*nodes, *_labels(graph, places, colours, marks), *_corners(shape)],
                "links": [_edge(edge, colours, shrink) for edge in graph.edges],
            }
        ],
    }
    return option if marks is None else _marked(option, graph, marks, colours)


def _marked(option: dict[str, Any], graph: Graph, marks: Marks, colours: Mapping[str, str]) -> dict[str, Any]:
    """The chart with what was picked framed and named, and all but that and its ties faded."""
    series = option["series"][0]
    for no, (node, drawn) in enumerate(zip(graph.nodes, series["data"], strict=False)):
        if node.key in marks.picked:
            drawn["itemStyle"] = {"borderColor": colours["text"], "borderWidth": 3}
        if node.key not in marks.nodes:
            drawn["itemStyle"] = {"opacity": FADED}
            drawn["label"] |= {"color": colours["text"] + FADED_INK, "backgroundColor": "transparent"}
        elif len(marks.nodes) <= NAMED_AT_MOST:
            drawn["label"] |= {"show": True}
        series["data"][no] = drawn
    for no, line in enumerate(series["links"]):
        if no not in marks.edges:
            line["lineStyle"]["opacity"] = FADED / 2
    return option


def positions(graph: Graph, view: str, shape: float) -> Positions:
    """Where each node stands: by its role where few are shown, by its ties where all are."""
    if view != ALL:
        neighbours: dict[str, list[str]] = {}
        for edge in graph.edges:
            neighbours.setdefault(edge.one, []).append(edge.other)
            neighbours.setdefault(edge.other, []).append(edge.one)
        return by_role(graph.tiers, neighbours, shape)
    return by_ties(
        [node.key for node in graph.nodes],
        [
            (edge.one, edge.other, 1.0 if edge.kind in ("owns", "person") else edge.weight)
            for edge in graph.edges
        ],
        shape,
    )


def category(node: GraphNode) -> str:
    """Under which of LEGEND's names a node falls."""
    return "suspect" if node.kind == "shop" and node.suspect else node.kind


def _named(graph: Graph, view: str) -> set[str]:
    if view != ALL or len(graph.nodes) <= NAMED_AT_MOST:
        return graph.keys
    first = {"principal": 0, "source": 1, "den": 2, "shop": 3, "person": 5, "account": 6}
    ordered = sorted(graph.nodes, key=lambda node: (first[node.kind], -node.size, node.key))
    return {node.key for node in ordered[:NAMED_AT_MOST]}


def _node(
    node: GraphNode,
    place: tuple[float, float],
    named: bool,
    order: Sequence[str],
    colours: Mapping[str, str],
    shrink: float,
) -> dict[str, Any]:
    mark, least, most = MARKS[node.kind]
    return {
        "id": node.key,
        "name": plain(node.label),
        "x": round(place[0] * 100, 2),
        "y": round(place[1] * 100, 2),
        "symbol": mark,
        "symbolSize": round((least + (most - least) * min(max(node.size, 0), 1)) * shrink, 1),
        "category": order.index(category(node)),
        "label": {
            "show": named,
            "position": "bottom",
            "fontSize": 15 if node.kind == "principal" else 14,
            "fontWeight": "bold" if node.kind == "principal" else "normal",
            "color": colours["text"],
            "backgroundColor": _faded(colours["ground"]),
            "padding": [1, 3],
        },
        "tooltip": {"formatter": tip(node.lines)},
    }


def _edge(edge: GraphEdge, colours: Mapping[str, str], shrink: float) -> dict[str, Any]:
    colour = {"tie": "others", "weakest": "text", "supply": "source", "owns": "others", "person": "others"}
    line: dict[str, Any] = {
        "color": colours[colour.get(edge.kind, "others")],
        "width": round(0.6 + (0.4 + 4 * edge.weight) * shrink, 2) if edge.kind in ("tie", "supply") else 1.2,
        "opacity": {"tie": 0.45, "weakest": 1.0, "supply": 0.8}.get(edge.kind, 0.55),
        "curveness": 0.18 if edge.kind == "supply" else 0,
    }
    if edge.kind == "weakest":
        line |= {"type": "dashed", "width": 2.5}
    if edge.kind == "ships":
        line |= {"type": "dotted"}
    found: dict[str, Any] = {
        "source": edge.one,
        "target": edge.other,
        "lineStyle": line,
        "tooltip": {"formatter": tip(edge.lines)},
    }
    if edge.kind == "supply":
        found["symbol"], found["symbolSize"] = ["none", "arrow"], 9
    return found


def _corners(shape: float) -> list[dict[str, Any]]:
    """Two nodes that nobody sees: they keep the drawing's size whatever stands in it."""
    return [
        {
            "id": f"corner:{side}", "name": "", "x": side * shape * 100, "y": side * 100, "symbolSize": 0.01,
            "itemStyle": {"color": "transparent"}, "label": {"show": False}, "tooltip": {"show": False},
        }
        for side in (-1, 1)
    ]  # fmt: skip


def _free_spot(
    one: tuple[float, float], other: tuple[float, float], places: Positions
) -> tuple[float, float]:
    """The spot of an edge, its ends aside, that is farthest from all nodes' names; names stand under their nodes."""
    shares = (0.5, 0.4, 0.6, 0.3, 0.7)
    spots = [tuple(a + (b - a) * share for a, b in zip(one, other, strict=True)) for share in shares]
    # Words are wide and low: what is beside them is nearer than it looks.
    room = [min((((x - a) / 3) ** 2 + (y - b - 0.12) ** 2) for a, b in places.values()) for x, y in spots]
    return spots[room.index(max(room))]  # type: ignore[return-value]


def _labels(
    graph: Graph, places: Positions, colours: Mapping[str, str], marks: Marks | None
) -> list[dict[str, Any]]:
    """Words on an edge, upright, as a node without a mark in its middle; they come after the nodes."""
    found: list[dict[str, Any]] = []
    for no, edge in enumerate(graph.edges):
        if edge.label and (marks is None or no in marks.edges):
            x, y = _free_spot(places[edge.one], places[edge.other], places)
            found.append(
                {
                    "id": f"label:{edge.one}:{edge.other}",
                    "name": plain(edge.label),
                    "x": round(x * 100, 2),
                    "y": round(y * 100, 2),
                    "symbolSize": 1,
                    "itemStyle": {"color": "transparent"},
                    "tooltip": {"formatter": tip(edge.lines)},
                    "label": {
                        "show": True, "position": "inside", "fontSize": 13, "fontWeight": "bold",
                        "color": colours["text"], "backgroundColor": colours["panel"], "padding": [4, 7],
                        "borderColor": colours["text"], "borderWidth": 1, "borderRadius": 4,
                    },
                }
            )  # fmt: skip
    return found


def tooltip(colours: Mapping[str, str]) -> dict[str, Any]:
    """How tooltips look, in any of these charts."""
    return {
        "show": True,
        "confine": True,
        "backgroundColor": colours["panel"],
        "borderColor": colours["line"],
        "textStyle": {"color": colours["text"], "fontSize": 13, "fontFamily": FONT},
    }


def tip(lines: Iterable[str]) -> str:
    """Lines as a tooltip: escaped, the first bold; braces, which ECharts would fill in, made brackets."""
    told = [escape(plain(line)) for line in lines if line]
    return "<br>".join([f"<b>{told[0]}</b>", *told[1:]]) if told else ""


def plain(text: object) -> str:
    return str(text).translate(str.maketrans("{}", "()"))


def _faded(colour: str) -> str:
    return colour + "B0"
