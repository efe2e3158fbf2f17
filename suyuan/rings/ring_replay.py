"""A ring's story as one figure that plays in the browser: map, link chart and orders move together, step by step.

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
from suyuan.rings import replay_layout
from suyuan.rings.chains import rows
from suyuan.rings.ring_charts import colour_of
from suyuan.rings.ring_graph import Graph, GraphNode
from suyuan.rings.ring_layout import Positions
from suyuan.rings.ring_story import Story

# How many steps an event stays on the chart: long enough to be read at three steps a second.
STAYS = 4
_SYMBOLS = {"principal": "star", "shop": "square", "source": "triangle-up", "den": "diamond"}
_SIZES = {"principal": 20, "shop": 18, "source": 17, "den": 17}
SIGNS = {"principal": "★", "suspect": "■", "shop": "■", "account": "●", "source": "▲", "den": "◆"}


def figure(
    story: Story,
    graph: Graph,
    places: Positions,
    sites: pd.DataFrame,
    provinces: pd.DataFrame,
    colours: Mapping[str, str],
    height: int,
) -> go.Figure:
    """`sites`: `site_id`, `role`, `latitude`, `longitude`; `provinces`: `province_key`, `label` and coordinates."""
    scene = _Scene(story, graph, places, sites, provinces, colours)
    made = go.Figure([*scene.still(), *scene.moving(0)])
    first = len(scene.still())
    moved = list(range(first, first + len(scene.moving(0))))
    made.frames = [
        go.Frame(name=str(step), data=scene.moving(step), traces=moved) for step in range(len(story.steps))
    ]
    reach = max((abs(x) for x, _y in places.values()), default=1.0) + 0.45
    made.update_layout(**replay_layout.layout(story.steps, scene.view.bounds, reach, colours, height))
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
    ) -> None:
        self.story, self.graph, self.places, self.colours = story, graph, places, colours
        placed = sites.dropna(subset=["latitude", "longitude"])
        self.sites = {row.site_id: row for row in rows(placed)}
        self.provinces = {row.province_key: row for row in rows(provinces.dropna(subset=["latitude"]))}
        ends = [*self.sites.values(), *self.provinces.values()]
        self.view = map_view.fit(
            pd.Series([end.longitude for end in ends], dtype=float),
            pd.Series([end.latitude for end in ends], dtype=float),
            520,
            300,
        )
        self.sent = self._sent()
        self.named = self._named()

    def still(self) -> list[go.Scatter]:
        """What stays: outlines, the chart's edges and names, the orders of each step."""
        edges = [(self.places[edge.one], self.places[edge.other]) for edge in self.graph.edges]
        nodes, at = self.graph.nodes, [self.places[node.key] for node in self.graph.nodes]
        quiet = {"size": 12, "color": self.colours["text"], "family": FONT}
        return [
            self._line(outlines(self.view), self.colours["others"], 0.7, "x", opacity=0.5),
            self._line(segments(edges), self.colours["line"], 1.2, "x2"),
            go.Scatter(
                x=[x for x, _y in at], y=[y for _x, y in at], text=[_short(node) for node in nodes],
                # The unseen marks keep the names clear of those that are seen.
                mode="markers+text", marker={"size": 24, "opacity": 0}, textposition="bottom center",
                textfont=quiet, hoverinfo="skip", xaxis="x2", yaxis="y2",
            ),
            # Bars would vanish while it plays: only lines and marks are moved without drawing all anew.
            go.Scatter(
                x=list(range(len(self.story.steps))), y=self.story.orders, mode="lines", fill="tozeroy",
                line={"shape": "hvh", "width": 0, "color": self.colours["others"]}, hoverinfo="skip",
                fillcolor=self.colours["others"], xaxis="x3", yaxis="y3",
            ),
        ]  # fmt: skip

    def moving(self, step: int) -> list[go.Scatter]:
        """What a step changes: flows, sites, provinces, edges in use, nodes, the day with its totals, what happened."""
        return [
            self._line(self._flows(range(step + 1)), self.colours["source"], 1, "x", opacity=0.25),
            self._line(self._flows([step]), self.colours["source"], 2.5, "x"),
            self._provinces(step),
            self._sites(step),
            self._line(self._edges(step), self.colours["text"], 2.5, "x2"),
            self._nodes(step),
            self._now(step),
            *self._words(step),
        ]

    def _named(self) -> set[str]:
        """The provinces whose names find room, those with most parcels first."""
        totals = self.sent[-1][1] if self.sent else {}
        first = sorted(self.provinces, key=lambda key: (-totals[key], key))
        ends = pd.DataFrame(
            {
                "key": first,
                "name": [self.provinces[key].label for key in first],
                "longitude": [self.provinces[key].longitude for key in first],
                "latitude": [self.provinces[key].latitude for key in first],
            }
        )
        free = map_view.apart(ends["name"], ends["longitude"], ends["latitude"], self.view, 12)
        return set(ends.loc[free, "key"])

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
                "symbol": [_SYMBOLS[place.role] for place in places],
                "size": [15 if is_seen else 0 for is_seen in seen],
                "color": [colour_of(place.role, False, self.colours) for place in places],
                "line": {"width": 1.5, "color": self.colours["text"]},
                "opacity": 1,
            },
            customdata=[number(counts[place.site_id]) for place in places],
            hovertemplate="%{customdata}<extra></extra>",
        )

    def _edges(self, step: int) -> Line:
        used = sorted(self.story.ships[step] | self.story.supplies[step])
        return segments([(self.places[one], self.places[other]) for one, other in used])

    def _nodes(self, step: int) -> go.Scatter:
        nodes, at = self.graph.nodes, [self.places[node.key] for node in self.graph.nodes]
        busy = {end for edge in self.story.ships[step] | self.story.supplies[step] for end in edge}
        changed = {f"shop:{event.shop_id}" for event in self._lately(step) if event.kind == "takeover"}
        return go.Scatter(
            x=[x for x, _y in at],
            y=[y for _x, y in at],
            mode="markers",
            marker={
                "symbol": [_SYMBOLS.get(node.kind, "circle") for node in nodes],
                "size": [_SIZES.get(node.kind, 12) + (5 if node.key in busy else 0) for node in nodes],
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
        return "<br>".join(_plain(line) for line in [*node.lines, *before])

    def _now(self, step: int) -> go.Scatter:
        top = max(self.story.orders, default=1)
        return self._line(([step, step], [0, max(top, 1)]), self.colours["text"], 3, "x3")

    def _words(self, step: int) -> list[go.Scatter]:
        begin, end = self.story.steps[step]
        so_far = self.story.totals[step]
        day = begin.isoformat() if begin == end else f"{begin.isoformat()} – {end.isoformat()}"
        told = _(
            "{orders} orders · {units} units, {sure} of them corroborated · {parcels} parcels so far"
        ).format(
            orders=number(so_far.orders),
            units=number(so_far.units),
            sure=number(so_far.corroborated),
            parcels=number(so_far.parcels),
        )
        lately = " · ".join(_plain(event.words) for event in self._lately(step)[-2:])
        texts = [(0.0, 0.75, f"<b>{day}</b>", 18), (0.24, 0.75, told, 15), (0.0, 0.12, lately or " ", 13)]
        return [
            go.Scatter(
                x=[x], y=[y], text=[text], mode="text", textposition="middle right", hoverinfo="skip",
                textfont={"size": size, "color": self.colours["text"]}, xaxis="x4", yaxis="y4", cliponaxis=False,
            )
            for x, y, text, size in texts
        ]  # fmt: skip

    def _lately(self, step: int) -> list[Any]:
        return [event for event in self.story.events if step - STAYS < event.step <= step]

    def _line(self, line: Line, colour: str, width: float, axis: str, *, opacity: float = 1.0) -> go.Scatter:
        return go.Scatter(
            x=line[0], y=line[1], mode="lines", line={"color": colour, "width": width}, opacity=opacity,
            hoverinfo="skip", xaxis=axis, yaxis=axis.replace("x", "y"),
        )  # fmt: skip

    @staticmethod
    def _at(place: Any) -> tuple[float, float]:
        return place.longitude, north(place.latitude)


def _short(node: GraphNode) -> str:
    """A node's name as far as it finds room: the middle, where the accounts stand, is the narrowest."""
    plain, most = _plain(node.label.split("\n")[-1]), 9 if node.kind in ("account", "principal") else 14
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _plain(text: object) -> str:
    """Text that Plotly takes for text: it reads a little HTML, and links in it, and fills in %{…}."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")
