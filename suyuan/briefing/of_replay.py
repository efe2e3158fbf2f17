"""A replay on the hand-out: the moment at which it stands, as map and link chart, and what was told until then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from suyuan.briefing.leaf import Leaf, quiet, rows_of
from suyuan.evidence import blocks, drawing_links, drawing_map
from suyuan.evidence.blocks import Block
from suyuan.evidence.drawing import COLOURS
from suyuan.evidence.drawing_map import Arrow, Flow, Mark
from suyuan.messages import _
from suyuan.numbers import number
from suyuan.rings import replay_told
from suyuan.rings.replay_told import Subject, Told
from suyuan.rings.ring_charts import colour_of
from suyuan.rings.ring_graph import Graph, GraphNode
from suyuan.rings.ring_marks import Marks
from suyuan.rings.ring_replay import STAYS
from suyuan.wording.ring_words import place_name

MAP = (700, 330)
MOST = 14


def part(leaf: Leaf, subject: Subject) -> Iterator[Block]:
    """The step that the link's day falls into, the first where it names none; as on screen."""
    told = replay_told.tell(subject, leaf.load, leaf.zone)
    if told is None:
        yield quiet(_("No order, parcel or change of hands with a day is on record."))
        return
    step = _step(leaf, told)
    so_far = told.story.totals[step]
    sure = _("{n} of them corroborated").format(n=number(so_far.corroborated))
    zone = _("days in {zone}").format(zone=str(leaf.zone))
    yield blocks.figures(
        [
            blocks.figure(_("The replay stands at"), _days(told, step), "", zone),
            blocks.figure(_("Orders so far"), number(so_far.orders), ""),
            blocks.figure(_("Units so far"), number(so_far.units), "", sure),
            blocks.figure(_("Parcels so far"), number(so_far.parcels), ""),
        ]
    )
    yield from _map(leaf, subject, told, step)
    graph, marks = _chart(told, step)
    yield leaf.picture(
        "replay-chart", drawing_links.draw(graph, leaf.fonts.sans, marks),
        _("Pale: not on record yet. A shop is another owner's, and no suspect, until it changed hands."),
    )  # fmt: skip
    yield from _events(leaf, told, step)


def _step(leaf: Leaf, told: Told) -> int:
    try:
        return told.story.step_of(date.fromisoformat(leaf.view.one("at")))
    except ValueError:
        return 0


def _days(told: Told, step: int) -> str:
    begin, end = told.story.steps[step]
    return begin.isoformat() if begin == end else f"{begin.isoformat()} – {end.isoformat()}"


def _map(leaf: Leaf, subject: Subject, told: Told, step: int) -> Iterator[Block]:
    story = told.story
    sites = {
        str(row["site_id"]): row
        for row in rows_of(subject.all.sites)
        if row["latitude"] is not None and row["longitude"] is not None
    }
    goals = {row["province_key"]: row for row in rows_of(told.provinces) if row["latitude"] is not None}
    so_far: dict[tuple[str, str], int] = {}
    for flows in story.flows[: step + 1]:
        for pair, parcels in flows.items():
            if pair[0] in sites and pair[1] in goals:
                so_far[pair] = so_far.get(pair, 0) + parcels
    at = {key: (row["latitude"], row["longitude"]) for key, row in (sites | goals).items()}
    marks = [
        Mark(
            *at[site], place_name(row), colour_of(row["role"], False, COLOURS), size=5.0,
            filled=step <= story.over.get(site, step),
        )
        for site, row in sites.items()
        if story.first.get(f"site:{site}", len(story.steps)) <= step
    ]  # fmt: skip
    for key in sorted({province for _site, province in so_far}):
        parcels = sum(sent for pair, sent in so_far.items() if pair[1] == key)
        name = f"{leaf.text(goals[key]['label'])} {number(parcels)}"
        marks.append(Mark(*at[key], name, COLOURS["quiet"], size=1.8))
    now, top = story.flows[step], max(so_far.values(), default=1)
    flows_ = [Flow(at[site], at[goal], sent / top, (site, goal) not in now)
              for (site, goal), sent in sorted(so_far.items())]  # fmt: skip
    lately = range(step - STAYS + 1, step + 1)
    arrows = [
        Arrow(at[move.origin], at[move.to], COLOURS["text"])
        for move in story.moves
        if move.step in lately and {move.origin, move.to} <= sites.keys()
    ]
    arrows += [
        Arrow(town.origin, town.to, COLOURS["principal"]) for town in story.towns if town.step in lately
    ]
    if not marks and not arrows:
        yield quiet(_("No parcel with a place is on record until then."))
        return
    caption = [
        _("Parcels until then by place and province, pale those of earlier steps; hollow: silent since.")
    ]
    if arrows:
        caption.append(_("Broken arrows: dispatch that moved, violet: logins, lately."))
    caption.append(_("Candidates and search areas. Sketch map."))
    drawn = drawing_map.draw(marks, flows_, MAP, leaf.fonts.sans, margin_px=40, arrows=arrows)
    yield leaf.picture("replay-map", drawn, " ".join(caption))


def _chart(told: Told, step: int) -> tuple[Graph, Marks]:
    """The chart as it stood: who was not on record yet is pale, as is what carried nothing yet."""
    story, graph = told.story, told.graph
    seen = frozenset(key for key, first in story.first.items() if first <= step)
    used = {edge for some in (*story.ships[: step + 1], *story.supplies[: step + 1]) for edge in some}
    edges = frozenset(
        no
        for no, edge in enumerate(graph.edges)
        if {edge.one, edge.other} <= seen
        and (told.marks is None or no in told.marks.edges)
        and (edge.kind not in ("ships", "supply") or (edge.one, edge.other) in used)
    )
    nodes = [_node(told, node, step) for node in graph.nodes]
    return replace(graph, nodes=nodes), Marks(frozenset(), seen, edges)


def _node(told: Told, node: GraphNode, step: int) -> GraphNode:
    taken = told.story.taken.get(node.key.removeprefix("shop:"))
    silent = told.story.over.get(node.key.removeprefix("site:"), step)
    if taken is not None and taken > step:
        return replace(node, suspect=False)
    return replace(node, label=f"{node.label}\n{_('silent since')}") if silent < step else node


def _events(leaf: Leaf, told: Told, step: int) -> Iterator[Block]:
    until = [event for event in told.story.events if event.step <= step]
    rows = [
        (event.day.isoformat() if event.day else _days(told, event.step), leaf.text(event.words, 240))
        for event in reversed(until[-MOST:])
    ]
    left = _("{n} of {of} rows").format(n=number(len(rows)), of=number(len(until)))
    columns = [(_("Day"), 1.4), (_("What happened until then, the latest first"), 6.0)]
    yield from leaf.table(columns, rows, left if len(rows) < len(until) else "")
    yield quiet(_("An event by itself suspects nobody: shops are sold, goods and people move every day."))
