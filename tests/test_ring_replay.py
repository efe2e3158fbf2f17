"""A ring's story in steps on literal rows: totals run up to the whole, and nobody is coloured before his time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from suyuan.messages import set_language
from suyuan.rings import ring_charts, ring_replay
from suyuan.rings.replay_labels import sides
from suyuan.rings.replay_words import by_step
from suyuan.rings.ring_graph import Graph, GraphEdge, GraphNode
from suyuan.rings.ring_moves import Move, moves, over
from suyuan.rings.ring_story import Event, Story, TownMove, spans, step_days, tell

SHOWS = {
    "line": "#111111", "others": "#222222", "suspect": "#333333", "text": "#444444", "principal": "#555555",
    "source": "#666666", "against": "#777777", "panel": "#888888", "control": "#999999", "quiet": "#aaaaaa",
}  # fmt: skip


def node(key: str, kind: str, *, suspect: bool = False) -> GraphNode:
    return GraphNode(key, kind, key, (key,), suspect)


@pytest.fixture
def graph() -> Graph:
    """A candidate who owns S1 and S2; S3, not suspect, is supplied by S1; S1 and S2 send from P1."""
    nodes = [
        node("account:A1", "principal"), node("shop:S1", "shop", suspect=True), node("shop:S2", "shop", suspect=True),
        node("shop:S3", "shop"), node("site:P1", "source"),
    ]  # fmt: skip
    edges = [
        GraphEdge("account:A1", "shop:S1", "owns", 0.1, ()), GraphEdge("shop:S1", "shop:S3", "supply", 1.0, ()),
        GraphEdge("site:P1", "shop:S1", "ships", 1.0, ()), GraphEdge("site:P1", "shop:S2", "ships", 1.0, ()),
    ]  # fmt: skip
    return Graph(nodes, edges, [["account:A1"], ["shop:S1", "shop:S2", "shop:S3"], ["site:P1"]])


@pytest.fixture
def story(graph: Graph) -> Story:
    """Three weeks: S1 sells from the first on; S2 from the second, taken over in the third; S3 stocks up."""
    orders = pd.DataFrame(
        [(0, "S1", 2, 5, 4), (1, "S1", 1, 1, 1), (1, "S2", 3, 3, 0), (2, "S2", 1, 2, 2), (2, "S3", 1, 1, 0)],
        columns=["step", "shop_id", "orders", "units", "corroborated"],
    )
    parcels = pd.DataFrame(
        [(1, "P1", "S1", "310000", 2), (2, "P1", "S2", "310000", 1), (2, "P1", "S2", "", 4)],
        columns=["step", "site_id", "shop_id", "province_key", "parcels"],
    )
    supply = pd.DataFrame([(1, "S1", "A3", 10)], columns=["step", "shop_id", "buyer_account_id", "units"])
    events = [Event(2, "S2", "takeover", "2026-03-16 S2")]
    steps = spans(date(2026, 3, 2), date(2026, 3, 22), 7)
    return tell(steps, graph, orders, parcels, supply, events, {"S1": "A1", "S2": "A1", "S3": "A3"})


def drawn(story: Story, graph: Graph) -> Any:
    set_language("en")
    sites = pd.DataFrame(
        [("P1", "source", 25.4, 119.0)], columns=["site_id", "role", "latitude", "longitude"]
    )
    provinces = pd.DataFrame(
        [("310000", "Shanghai", 31.2, 121.4)], columns=["province_key", "label", "latitude", "longitude"]
    )
    places = ring_charts.positions(graph, "front", 2.0)
    return ring_replay.figure(story, graph, places, sites, provinces, SHOWS, 400)


def colours_of(figure: Any, step: int, graph: Graph) -> dict[str, str]:
    [nodes] = [trace for trace in figure.frames[step].data if trace.xaxis == "x2" and trace.mode == "markers"]
    return dict(zip([one.key for one in graph.nodes], nodes.marker.color, strict=True))


def test_a_step_is_a_day_then_a_week_then_weeks_and_there_are_never_more_than_120() -> None:
    lengths = {span: step_days(date(2026, 1, 1), date.fromordinal(date(2026, 1, 1).toordinal() + span - 1))
               for span in (1, 120, 121, 840, 841, 5000)}  # fmt: skip
    assert lengths == {1: 1, 120: 1, 121: 7, 840: 7, 841: 14, 5000: 42}
    assert (
        len(spans(date(2020, 1, 1), date(2026, 11, 1), step_days(date(2020, 1, 1), date(2026, 11, 1)))) <= 120
    )


def test_totals_run_up_and_end_at_the_whole(story: Story) -> None:
    assert [(one.orders, one.units, one.corroborated, one.parcels) for one in story.totals] == [
        (2, 5, 4, 0), (6, 9, 5, 2), (8, 12, 7, 7),
    ]  # fmt: skip
    assert story.orders == [2, 4, 2]


def test_a_node_comes_to_light_with_its_first_record_and_who_has_none_with_his_shop(story: Story) -> None:
    assert story.first == {"account:A1": 0, "shop:S1": 0, "shop:S2": 1, "shop:S3": 2, "site:P1": 1}


def test_an_edge_carries_something_only_in_its_step(story: Story) -> None:
    assert story.ships == [set(), {("site:P1", "shop:S1")}, {("site:P1", "shop:S2")}]
    assert story.supplies == [set(), {("shop:S1", "shop:S3")}, set()]
    assert story.flows == [{}, {("P1", "310000"): 2}, {("P1", "310000"): 1}]


def test_a_shop_is_no_suspect_before_it_changed_hands_and_an_innocent_never_is(
    story: Story, graph: Graph
) -> None:
    figure = drawn(story, graph)
    before, taken = colours_of(figure, 1, graph), colours_of(figure, 2, graph)
    assert (before["shop:S1"], before["shop:S2"], before["shop:S3"]) == ("#333333", "#222222", "#111111")
    assert (taken["shop:S2"], taken["shop:S3"]) == ("#333333", "#222222")


def test_every_frame_tells_its_days_and_what_was_sold_so_far(story: Story, graph: Graph) -> None:
    figure = drawn(story, graph)
    told = [
        " ".join(str(text) for trace in frame.data for text in trace.text or ()) for frame in figure.frames
    ]
    assert "2026-03-02 – 2026-03-08" in told[0] and "2 orders · 5 units, 4 of them corroborated" in told[0]
    assert "8 orders · 12 units" in told[2] and "2026-03-16 S2" in told[2] and "2026-03-16 S2" not in told[1]


def test_a_hostile_name_is_text_in_the_figure(story: Story, graph: Graph) -> None:
    graph.nodes[1] = GraphNode("shop:S1", "shop", "<a href='http://evil.example'>x</a>", ("%{x} <b>",), True)
    written = drawn(story, graph).to_json()
    assert "<a href" not in written and "%{x}" not in written.replace("%{customdata}", "").replace(
        "%{text}", ""
    )


def test_a_hundred_and_twenty_steps_stay_under_a_megabyte(graph: Graph) -> None:
    steps = spans(date(2026, 1, 1), date(2026, 4, 30), 1)
    orders = pd.DataFrame({"step": range(120), "shop_id": "S1", "orders": 3, "units": 4, "corroborated": 1})
    parcels = pd.DataFrame(
        [(step, "P1", "S1", "310000", 2) for step in range(120)],
        columns=["step", "site_id", "shop_id", "province_key", "parcels"],
    )
    supply = pd.DataFrame(columns=["step", "shop_id", "buyer_account_id", "units"])
    assert len(drawn(tell(steps, graph, orders, parcels, supply, [], {}), graph).to_json()) < 1_000_000


def sent(*rows: tuple[int, str | None, str, int]) -> pd.DataFrame:
    """Parcels: step, place, shop, how many."""
    return pd.DataFrame(
        [(step, site, shop, "310000", n) for step, site, shop, n in rows],
        columns=["step", "site_id", "shop_id", "province_key", "parcels"],
    )


def test_a_shop_that_sends_from_elsewhere_moved_and_one_that_sends_from_both_did_not_leave() -> None:
    left = sent((0, "P1", "S1", 3), (1, "P1", "S1", 2), (2, "P2", "S1", 4), (3, "P2", "S1", 4))
    both = sent((0, "P1", "S2", 3), (2, "P2", "S2", 4), (3, "P1", "S2", 4))
    assert moves(left) == [Move(2, "S1", "P1", "P2", is_whole=True)]
    assert moves(both) == [Move(2, "S2", "P1", "P2", is_whole=False)]


def test_two_places_from_the_first_step_on_are_no_move_nor_is_a_parcel_from_nowhere() -> None:
    assert moves(sent((0, "P1", "S1", 3), (0, "P2", "S1", 1), (1, None, "S1", 2))) == []


def test_a_place_is_over_once_it_is_silent_for_longer_than_is_its_way() -> None:
    orders = pd.DataFrame({"step": [0, 20]})
    weekly = [(step, "P1", "S1", 1) for step in range(6)]
    monthly = [(step, "P2", "S1", 1) for step in (0, 8, 16)]
    once = [(3, "P3", "S1", 1)]
    assert over(sent(*weekly, *monthly, *once), orders) == {"P1": 5}
    assert over(sent(*weekly), pd.DataFrame({"step": [7]})) == {}


def test_a_move_is_an_arrow_on_map_and_chart_and_a_silent_place_is_hollow(graph: Graph) -> None:
    set_language("en")
    graph.nodes.append(node("site:P2", "den"))
    graph.tiers[2].append("site:P2")
    steps = spans(date(2026, 3, 2), date(2026, 4, 19), 7)
    parcels = sent((0, "P1", "S1", 2), (1, "P1", "S1", 2), (2, "P2", "S1", 2), (6, "P2", "S1", 1))
    orders = pd.DataFrame({"step": [0, 6], "shop_id": "S1", "orders": 1, "units": 1, "corroborated": 1})
    supply = pd.DataFrame(columns=["step", "shop_id", "buyer_account_id", "units"])
    told = tell(steps, graph, orders, parcels.assign(step=parcels["step"]), supply, [], {})
    sites = pd.DataFrame(
        [("P1", "source", 25.4, 119.0), ("P2", "den", 31.2, 121.4)],
        columns=["site_id", "role", "latitude", "longitude"],
    )
    provinces = pd.DataFrame(
        [("310000", "Shanghai", 31.2, 121.4)], columns=["province_key", "label", "latitude", "longitude"]
    )
    places = ring_charts.positions(graph, "front", 2.0)
    figure = ring_replay.figure(told, graph, places, sites, provinces, SHOWS, 400)
    arrows = {
        step: {one.xaxis for one in figure.frames[step].data if one.mode == "lines+markers" and len(one.x)}
        for step in (1, 2)
    }
    assert arrows == {1: set(), 2: {"x", "x2"}}
    for axis in ("x", "x2"):
        [before, after] = [
            {
                str(symbol)
                for one in figure.frames[step].data
                if (one.xaxis or "x") == axis and one.mode == "markers" and one.marker.symbol is not None
                for symbol in one.marker.symbol
            }
            for step in (1, 4)
        ]
        assert "triangle-up" in before and "triangle-up-open" in after


def test_a_story_opens_on_the_step_of_a_day_and_on_the_nearest_where_it_lies_outside(
    story: Story, graph: Graph
) -> None:
    days = (date(2026, 1, 1), date(2026, 3, 10), date(2027, 1, 1))
    assert [story.step_of(day) for day in days] == [0, 1, 2]


def test_every_event_has_its_turn_on_the_line_and_none_stays_for_ever() -> None:
    long = [Event(1, "S1", "moved", f"{name} " + "x" * 90) for name in ("first", "second", "third")]
    lines = by_step([*long, Event(4, "S1", "moved", "fourth")], 12, 4)
    assert [line.split()[0] if line else "" for line in lines] == [
        "", "first", "second", "third", "fourth", "fourth", "fourth", "fourth", "", "", "", "",
    ]  # fmt: skip
    assert by_step([Event(0, "S1", "moved", "one"), Event(0, "S1", "moved", "<b>")], 1, 4) == [
        "one · &lt;b&gt;"
    ]


def test_a_login_that_moves_is_an_arrow_on_the_map_alone(story: Story, graph: Graph) -> None:
    story.towns = [TownMove(1, (25.4, 119.0), (45.8, 126.5))]
    frames = drawn(story, graph).frames
    arrows = {
        step: [
            (one.xaxis, one.line.color)
            for one in frames[step].data
            if one.mode == "lines+markers" and len(one.x)
        ]
        for step in (0, 1)
    }
    assert arrows == {0: [], 1: [("x", SHOWS["principal"])]}
    west, east = drawn(story, graph).layout.xaxis.range
    assert west < 119.0 and east > 126.5, "the map shows both towns"


def test_names_stand_clear_of_one_another_and_the_last_gives_way() -> None:
    names = {"a": "Licheng", "b": "Hanjiang", "c": "Yuexiu"}
    apart = {"a": (-1.0, 0.5), "b": (0.0, 0.5), "c": (1.0, 0.5)}
    assert set(sides(names, apart, (150, 100), 12)) == {"a", "b", "c"}
    heap = {"a": (0.0, 0.0), "b": (0.05, 0.02), "c": (0.1, 0.0)}
    assert len(sides(names, heap, (20, 20), 12)) < 3
