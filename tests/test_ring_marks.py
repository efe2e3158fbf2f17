"""What a pick on a ring's page comes to: whose it is, what of the chart it marks, and that nothing else moves."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from suyuan.rings import ring_charts, ring_marks
from suyuan.rings.ring_graph import FRONT, Graph, Ring, build
from suyuan.rings.ring_marks import NOBODY, Picks
from tests.test_ring_charts import COLOURS, account, members, shop, tie
from tests.test_ring_charts import ring as ring_of

SUPPLY = ["supplier_shop_id", "supplier_name", "reseller_account_id", "reseller_names", "reseller_shop_id",
          "implicated", "orders", "units"]  # fmt: skip
PEOPLE = members(
    account("A1"), account("A2", person=2), account("A3", "helper", person=2),
    shop("S1", "A1", name="One"), shop("S2", "A2", name="Two"), shop("S3", "A2", suspect=False, name="Three"),
)  # fmt: skip
SITES = (("P1", "den", "observed", "越秀", "Yuexiu", 9), ("P2", "den", "observed", "荔湾", "Liwan", 3))
BOUGHT = ("S1", "One", "A9", "Nine", "S9", True, 3, 30)


@pytest.fixture
def ring() -> Ring:
    one = ring_of(PEOPLE, tie("A1", "A2"), tie("A2", "A3", "phone", "registration", trace_key=2), sites=SITES)
    return replace(one, supply=pd.DataFrame([BOUGHT], columns=SUPPLY))


def drawn(ring: Ring, picks: Picks) -> tuple[Graph, ring_marks.Marks]:
    graph = build(ring, FRONT, also=(picks.node, picks.site))
    found = ring_marks.marks(graph, ring, picks)
    assert found is not None
    return graph, found


def test_an_account_comes_with_its_shops_and_a_shop_with_its_owner_alone(ring: Ring) -> None:
    assert ring_marks.hand(ring, "A2") == ["A2", "S2", "S3"]
    assert ring_marks.hand(ring, "S2") == ["A2", "S2"]
    assert ring_marks.hand(ring, "A9") == ["A9", "S9"]
    assert ring_marks.hand(ring, "X") == ["X"]


def test_a_person_is_every_account_on_one_document(ring: Ring) -> None:
    assert ring_marks.person(ring, "A3") == ["A2", "A3", "S2", "S3"]
    assert ring_marks.same_person(ring, "A1") == ["A1"]


def test_without_a_pick_nothing_is_left_out_and_nothing_marked(ring: Ring) -> None:
    assert ring_marks.bound(ring, Picks()) == ring_marks.UNPICKED
    assert ring_marks.marks(build(ring, FRONT), ring, Picks()) is None


def test_picks_that_share_nobody_keep_nothing_rather_than_everything(ring: Ring) -> None:
    """P1 is sent from by S1 alone; an empty list would mean that nothing is picked."""
    assert ring_marks.bound(ring, Picks(node="S1", site="P1"))["nodes"] == ["A1", "S1"]
    assert ring_marks.bound(ring, Picks(node="A2", site="P1"))["nodes"] == [NOBODY]
    assert ring_marks.bound(ring, Picks(site="P2"))["nodes"] == [NOBODY]


def test_a_picked_shop_keeps_its_ties_and_what_it_is_not_tied_to_fades(ring: Ring) -> None:
    graph, found = drawn(ring, Picks(node="S1"))
    assert found.picked == {"shop:S1"}
    assert {"shop:S1", "shop:S2", "site:P1"} <= found.nodes and "site:P2" not in found.nodes
    whole = ring_charts.link_chart(graph, FRONT, COLOURS, 2.6, 400)["series"][0]
    marked = ring_charts.link_chart(graph, FRONT, COLOURS, 2.6, 400, marks=found)["series"][0]
    places = [
        [(node["id"], node["x"], node["y"]) for node in one["data"] if "x" in node] for one in (whole, marked)
    ]
    assert [row for row in places[0] if not row[0].startswith("label:")] == [
        row for row in places[1] if not row[0].startswith("label:")
    ]
    look = {node["id"]: node.get("itemStyle", {}) for node in marked["data"]}
    assert look["shop:S1"]["borderWidth"] == 3 and look["site:P2"]["opacity"] == ring_charts.FADED
    assert "opacity" not in look["shop:S2"]


def test_an_owner_whose_shop_stands_for_him_is_marked_by_it(ring: Ring) -> None:
    graph, found = drawn(ring, Picks(node="A1"))
    assert "account:A1" not in graph.keys or "account:A1" in found.picked
    assert found.picked & {"shop:S1", "account:A1"}


def test_a_helper_who_is_picked_is_drawn_among_those_that_matter(ring: Ring) -> None:
    graph, found = drawn(ring, Picks(node="A3"))
    assert "account:A3" in graph.keys and found.picked == {"account:A3"}


def test_a_kind_of_tie_keeps_its_ends_and_nobody_else(ring: Ring) -> None:
    graph, found = drawn(ring, Picks(tie="device"))
    assert {graph.edges[no].kinds for no in found.edges} == {("device",)}
    assert found.nodes in ({"shop:S1", "shop:S2"}, {"shop:S1", "account:A2"})


def test_whom_the_supply_chain_names_can_be_picked_too(ring: Ring) -> None:
    names = ring_marks.names(ring)
    assert names["A9"] == ("account", "Nine") and names["S9"] == ("shop", "Nine")
    assert names["A2"] == ("account", "Two · Three") and names["S3"] == ("shop", "Three")
