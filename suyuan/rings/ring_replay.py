"""The story of a ring or a case as one figure that plays in the browser: map, link chart and orders move together.

Everything is sent once; a step redraws a few marks. No map tiles: outlines are the app's own boundaries as lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from suyuan import map_view
from suyuan.charts import FONT
from suyuan.messages import _
from suyuan.numbers import number
from suyuan.outlines import Line, north, outlines, segments
from suyuan.rings import replay_labels, replay_layout
from suyuan.rings.chains import rows
from suyuan.rings.replay_marks import SIZES, SYMBOLS, arrows, line, words
from suyuan.rings.replay_words import by_step, plain, short
from suyuan.rings.ring_charts import colour_of
from suyuan.rings.ring_graph import Graph, GraphNode
from suyuan.rings.ring_layout import Positions
from suyuan.rings.ring_moves import Move
from suyuan.rings.ring_story import Story

# How many steps an event stays on the chart: long enough to be read at three steps a second.
STAYS = 4


def figure(
    story: Story,
    graph: Graph,
    places: Positions,
    sites: pd.DataFrame,
    provinces: pd.DataFrame,
    colours: Mapping[str, str],
    height: int,
    at: int = 0,
) -> go.Figure:
    """`sites`: `site_id`, `role`, `latitude`, `longitude`; `provinces`: `province_key`, `label` and coordinates.

    `at`: the step that it opens on.
    """
    scene = _Scene(story, graph, places, sites, provinces, colours, height)
    made = go.Figure([*scene.still(), *scene.moving(at), scene.names()])
    first = len(scene.still())
    moved = list(range(first, first + len(scene.moving(0))))
    made.frames = [
        go.Frame(name=str(step), data=scene.moving(step), traces=moved) for step in range(len(story.steps))
    ]
    made.update_layout(
        **replay_layout.layout(
            story.steps, scene.view.bounds, replay_layout.reach(places), colours, height, at
        )
    )
    return made


class _Scene:
    def __init__(
        self,
        story: Story,
        graph: Graph,
        places: Positions,
        sites: pd.DataFrame,
        provinces: pd.DataFrame,
        colours: Mapping[str, str],
        height: int,
    ) -> None:
        self.story, self.graph, self.places, self.colours = story, graph, places, colours
        self.height = height
        placed = sites.dropna(subset=["latitude", "longitude"])
        self.sites = {row.site_id: row for row in rows(placed)}
        self.provinces = {row.province_key: row for row in rows(provinces.dropna(subset=["latitude"]))}
        ends = [*self.sites.values(), *self.provinces.values()]
        towns = [town for move in story.towns for town in (move.origin, move.to)]
        self.view = map_view.fit(
            pd.Series([*(end.longitude for end in ends), *(east for _north, east in towns)], dtype=float),
            pd.Series([*(end.latitude for end in ends), *(north for north, _east in towns)], dtype=float),
            *replay_layout.map_px(height),
            margin_px=28,
        )
        self.sent = self._sent()
        self.lines = by_step(story.events, len(story.steps), STAYS)
        self.named = replay_labels.named(
            self.provinces, self.sites.values(), self.sent[-1][1] if self.sent else {}, self.view
        )

    def still(self) -> list[go.Scatter]:
        """What stays: outlines, the chart's edges, the orders of each step."""
        edges = [(self.places[edge.one], self.places[edge.other]) for edge in self.graph.edges]
        return [
            line(outlines(self.view), self.colours["others"], 0.7, "x", opacity=0.5),
            line(segments(edges), self.colours["line"], 1.2, "x2"),
            # Bars would vanish while it plays: only lines and marks are moved without drawing all anew.
            go.Scatter(
                x=list(range(len(self.story.steps))), y=self.story.orders, mode="lines", fill="tozeroy",
                line={"shape": "hvh", "width": 0, "color": self.colours["others"]}, hoverinfo="skip",
                fillcolor=self.colours["others"], xaxis="x3", yaxis="y3",
            ),
        ]  # fmt: skip

    def names(self) -> go.Scatter:
        """The names on the chart, over all lines; those that find room."""
        names = {node.key: short(node) for node in sorted(self.graph.nodes, key=replay_labels.order)}
        sides = replay_labels.sides(
            names, self.places, replay_layout.chart_px(self.places, self.height), replay_layout.LETTER
        )
        at = [self.places[key] for key in sides]
        quiet = {"size": replay_layout.LETTER, "color": self.colours["text"], "family": FONT}
        return go.Scatter(
            x=[x for x, _y in at], y=[y for _x, y in at], text=[names[key] for key in sides],
            # The unseen marks keep the names clear of those that are seen.
            mode="markers+text", marker={"size": 26, "opacity": 0}, textposition=list(sides.values()),
            textfont=quiet, hoverinfo="skip", xaxis="x2", yaxis="y2", cliponaxis=False,
        )  # fmt: skip

    def moving(self, step: int) -> list[go.Scatter]:
        """What a step changes: flows, places, moves, edges in use, nodes, the day with its totals, what happened."""
        return [
            line(self._flows(range(step + 1)), self.colours["source"], 1, "x", opacity=0.25),
            line(self._flows([step]), self.colours["source"], 2.5, "x"),
            self._provinces(step),
            self._sites(step),
            arrows(self._moved_sites(step), self.colours["text"], "x"),
            arrows(self._moved_logins(step), self.colours["principal"], "x"),
            line(self._edges(step), self.colours["text"], 2.5, "x2"),
            arrows(self._moved_nodes(step), self.colours["text"], "x2"),
            self._nodes(step),
            self._now(step),
            *words(self.story, step, self.lines[step], self.colours["text"]),
        ]

    def _sent(self) -> list[tuple[dict[str, int], dict[str, int]]]:
        """Up to each step: parcels by site and by province."""
        found, sites, provinces = [], dict.fromkeys(self.sites, 0), dict.fromkeys(self.provinces, 0)
        for flows in self.story.flows:
            for (site, province), parcels in flows.items():
                if site in sites:
                    sites[site] += parcels
                if province in provinces:
                    provinces[province] += parcels
            found.append((dict(sites), dict(provinces)))
        return found

    def _flows(self, steps: Sequence[int]) -> Line:
        pairs = sorted({pair for step in steps for pair in self.story.flows[step]})
        return segments(
            [
                (self._at(self.sites[site]), self._at(self.provinces[province]))
                for site, province in pairs
                if site in self.sites and province in self.provinces
            ]
        )

    def _provinces(self, step: int) -> go.Scatter:
        counts, places = self.sent[step][1], list(self.provinces.values())
        top = max(max(self.sent[-1][1].values(), default=1), 1)
        return go.Scatter(
            x=[place.longitude for place in places],
            y=[north(place.latitude) for place in places],
            mode="markers+text",
            text=[
                place.label if counts[place.province_key] and place.province_key in self.named else ""
                for place in places
            ],
            textposition="middle right",
            textfont={"size": 11, "color": self.colours["quiet"]},
            marker={
                "size": [
                    4 + 16 * (counts[place.province_key] / top) ** 0.5 if counts[place.province_key] else 0
                    for place in places
                ],
                "color": self.colours["control"],
                "opacity": 0.8,
            },
            customdata=[f"{place.label}: {number(counts[place.province_key])}" for place in places],
            hovertemplate="%{customdata}<extra></extra>",
        )

    def _sites(self, step: int) -> go.Scatter:
        counts, places = self.sent[step][0], list(self.sites.values())
        seen = [
            self.story.first.get(f"site:{place.site_id}", len(self.story.steps)) <= step for place in places
        ]
        return go.Scatter(
            x=[place.longitude for place in places],
            y=[north(place.latitude) for place in places],
            mode="markers",
            marker={
                "symbol": [self._symbol(place.role, place.site_id, step) for place in places],
                "size": [15 if is_seen else 0 for is_seen in seen],
                "color": [colour_of(place.role, False, self.colours) for place in places],
                "line": {"width": 1.5, "color": self.colours["text"]},
                "opacity": 1,
            },
            customdata=[number(counts[place.site_id]) for place in places],
            hovertemplate="%{customdata}<extra></extra>",
        )

    def _symbol(self, kind: str, site_id: str, step: int) -> str:
        """A place that fell silent is hollow from then on."""
        symbol = SYMBOLS.get(kind, "circle")
        return symbol + "-open" if step > self.story.over.get(site_id, step) else symbol

    def _moves(self, step: int) -> list[Move]:
        return [move for move in self.story.moves if step - STAYS < move.step <= step]

    def _moved_sites(self, step: int) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        known = {site_id: self._at(place) for site_id, place in self.sites.items()}
        ends = sorted({(move.origin, move.to) for move in self._moves(step)})
        return [(known[one], known[other]) for one, other in ends if {one, other} <= known.keys()]

    def _moved_logins(self, step: int) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        lately = [move for move in self.story.towns if step - STAYS < move.step <= step]
        ends = sorted({(move.origin, move.to) for move in lately})
        return [tuple((east, north(up)) for up, east in pair) for pair in ends]  # type: ignore[misc]

    def _moved_nodes(self, step: int) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        known = self.places
        ends = sorted({(f"site:{move.origin}", f"site:{move.to}") for move in self._moves(step)})
        return [(known[one], known[other]) for one, other in ends if {one, other} <= known.keys()]

    def _edges(self, step: int) -> Line:
        used = sorted(self.story.ships[step] | self.story.supplies[step])
        return segments([(self.places[one], self.places[other]) for one, other in used])

    def _nodes(self, step: int) -> go.Scatter:
        nodes, at = self.graph.nodes, [self.places[node.key] for node in self.graph.nodes]
        busy = {end for edge in self.story.ships[step] | self.story.supplies[step] for end in edge}
        lately = self._lately(step)
        changed = {f"shop:{event.shop_id}" for event in lately if event.kind == "takeover"}
        busy |= {f"shop:{event.shop_id}" for event in lately}
        busy |= {f"account:{event.account_id}" for event in lately}
        return go.Scatter(
            x=[x for x, _y in at],
            y=[y for _x, y in at],
            mode="markers",
            marker={
                "symbol": [self._symbol(node.kind, node.key.removeprefix("site:"), step) for node in nodes],
                "size": [SIZES.get(node.kind, 12) + (5 if node.key in busy else 0) for node in nodes],
                "color": [self._colour(node, step) for node in nodes],
                "opacity": 1,
                "line": {
                    "width": [4 if node.key in changed else 2 if node.key in busy else 0 for node in nodes],
                    "color": [self.colours["principal" if node.key in changed else "text"] for node in nodes],
                },
            },
            text=[self._told(node, step) for node in nodes],
            hovertemplate="%{text}<extra></extra>",
            xaxis="x2",
            yaxis="y2",
        )

    def _colour(self, node: GraphNode, step: int) -> str:
        if self.story.first[node.key] > step:
            return self.colours["line"]
        taken = self.story.taken.get(node.key.removeprefix("shop:"))
        suspect = node.suspect and (taken is None or taken <= step)
        return colour_of(node.kind, suspect, self.colours)

    def _told(self, node: GraphNode, step: int) -> str:
        taken = self.story.taken.get(node.key.removeprefix("shop:"))
        before = [_("another owner's until it changed hands")] if taken is not None and taken > step else []
        return "<br>".join(plain(line) for line in [*node.lines, *before])

    def _now(self, step: int) -> go.Scatter:
        top = max(self.story.orders, default=1)
        return line(([step, step], [0, max(top, 1)]), self.colours["text"], 3, "x3")

    def _lately(self, step: int) -> list[Any]:
        return [event for event in self.story.events if step - STAYS < event.step <= step]

    @staticmethod
    def _at(place: Any) -> tuple[float, float]:
        return place.longitude, north(place.latitude)
