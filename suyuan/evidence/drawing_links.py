"""A ring's link chart for paper: the nodes and edges of the screen's chart, every name written out."""

from __future__ import annotations

from suyuan.evidence.drawing import COLOURS, Drawing, Point, in_lines
from suyuan.messages import _
from suyuan.rings.replay_marks import LEGEND
from suyuan.rings.ring_charts import colour_of, positions
from suyuan.rings.ring_graph import FRONT, Graph, GraphEdge, GraphNode
from suyuan.rings.ring_marks import Marks

WIDTH, HEIGHT, SHAPE = 700, 460, 1.62
_LABEL, _ROOM = 10.5, 128
_TOP, _BOTTOM, _SIDE = 26, 62, 66


def draw(graph: Graph, sans: str, marks: Marks | None = None) -> str:
    """The chart as SVG; `marks`: what a pick keeps in full colour, the rest is faint."""
    drawing = Drawing(WIDTH, HEIGHT, sans)
    places = positions(graph, FRONT, SHAPE)
    at = {key: _point(place) for key, place in places.items()}
    for no, edge in enumerate(graph.edges):
        _edge(
            drawing, edge, at[edge.one], at[edge.other], is_faint=marks is not None and no not in marks.edges
        )
    for node in graph.nodes:
        _node(drawing, node, at[node.key], is_faint=marks is not None and node.key not in marks.nodes)
    for node in graph.nodes:
        x, y = at[node.key]
        lines = [line for text in node.label.split("\n")[:2] for line in in_lines(text, _ROOM, _LABEL)]
        for row, told in enumerate(lines):
            drawing.text((x, y + 22 + 12 * row), told, size=_LABEL, anchor="middle")
    _legend(drawing, graph)
    return drawing.svg()


def _point(place: tuple[float, float]) -> Point:
    x = _SIDE + (place[0] / SHAPE + 1) / 2 * (WIDTH - 2 * _SIDE)
    return x, _TOP + (place[1] + 1) / 2 * (HEIGHT - _TOP - _BOTTOM)


def _edge(drawing: Drawing, edge: GraphEdge, one: Point, other: Point, *, is_faint: bool) -> None:
    if is_faint:
        drawing.line([one, other], COLOURS["line"], 0.6, opacity=0.5)
        return
    width = 0.6 + 3.2 * edge.weight if edge.kind in ("tie", "supply") else 1.0
    colour = {"weakest": COLOURS["text"], "supply": COLOURS["source"]}.get(edge.kind, COLOURS["others"])
    dash = {"weakest": "6 3", "ships": "2 3"}.get(edge.kind, "")
    drawing.line([one, other], colour, 1.8 if edge.kind == "weakest" else width, dash=dash,
                 opacity=0.45 if edge.kind == "tie" else 0.8)  # fmt: skip
    if edge.kind == "supply":
        drawing.head(one, other, colour)
    if edge.label:
        middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2 - 4)
        drawing.text(middle, edge.label, size=9.5, anchor="middle", colour=COLOURS["quiet"])


def _node(drawing: Drawing, node: GraphNode, place: Point, *, is_faint: bool) -> None:
    size = 7 + 4 * min(max(node.size, 0), 1)
    _mark(drawing, node.kind, node.suspect, place, size, COLOURS["line"] if is_faint else "")


def _mark(drawing: Drawing, kind: str, suspect: bool, place: Point, size: float, instead: str = "") -> None:
    colour, (x, y), white = instead or colour_of(kind, suspect, COLOURS), place, COLOURS["ground"]
    if kind in ("principal", "person"):
        drawing.circle((x, y - size * 0.55), size * 0.5, colour, stroke=white)
        body = [
            (x - size * 0.8, y + size * 0.8),
            (x - size * 0.5, y),
            (x + size * 0.5, y),
            (x + size * 0.8, y + size * 0.8),
        ]
        drawing.shape([body], colour, white)
    elif kind == "shop":
        drawing.box(x - size, y - size * 0.7, 2 * size, 1.4 * size, colour)
    elif kind == "source":
        drawing.shape(
            [[(x, y - size), (x + size, y + size * 0.8), (x - size, y + size * 0.8)]], colour, white
        )
    elif kind == "den":
        drawing.shape([[(x, y - size), (x + size, y), (x, y + size), (x - size, y)]], colour, white)
    else:
        drawing.circle(place, size * 0.7, colour, stroke=white)


def _legend(drawing: Drawing, graph: Graph) -> None:
    kinds = {"suspect" if node.kind == "shop" and node.suspect else node.kind for node in graph.nodes}
    x = 24.0
    for kind in (kind for kind in LEGEND if kind in kinds):
        _mark(drawing, "shop" if kind == "suspect" else kind, kind == "suspect", (x, HEIGHT - 12), 6)
        text = _(LEGEND[kind])
        drawing.text((x + 12, HEIGHT - 8), text, size=10, halo=False)
        x += 34 + sum(10 if ord(letter) > 0x2E7F else 5.8 for letter in text)
