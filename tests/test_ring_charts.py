"""A ring's chart: who is coloured as what, that nothing personal is in it, that hundreds stay apart."""

from __future__ import annotations

import json
from math import hypot, isfinite
from typing import Any

import pandas as pd
import pytest

from suyuan import messages
from suyuan.masking import HIDDEN, mask_frame
from suyuan.rings import ring_charts, ring_flows
from suyuan.rings.ring_graph import ALL, FRONT, MOST_NODES, Ring, build, kept_ties
from suyuan.rings.ring_layout import by_ties
from suyuan.ui.theme import PALETTES

COLOURS = PALETTES["dark"]
MEMBERS = [
    "member_type", "member_id", "role", "confidence", "shop_name", "suspect", "units", "amount", "currency",
    "owner_account_id", "holder_name", "phone", "person",
]  # fmt: skip
TIES = [
    "account_id_a", "account_id_b", "source", "kind", "trace_key", "device_id", "phone", "accounts", "strangers",
    "innocents_expected", "weight", "pair_weight", "sources",
]  # fmt: skip
SITES = ["site_id", "role", "basis", "place_zh", "place_en", "shipments"]
SUPPLY = ["supplier_shop_id", "reseller_account_id", "implicated", "orders", "units"]


@pytest.fixture(autouse=True)
def english() -> None:
    messages.set_language("en")


def members(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=MEMBERS)


def account(account_id: str, role: str = "seller", holder: str = "王小明", person: int = 1) -> tuple:
    return (
        "account",
        account_id,
        role,
        0.9,
        None,
        None,
        None,
        None,
        None,
        None,
        holder,
        "13800001111",
        person,
    )


def shop(shop_id: str, owner: str, suspect: bool = True, name: str = "Shop") -> tuple:
    return ("shop", shop_id, "seller", 0.9, name, suspect, 10, 100.0, "CNY", owner, "王小明", None, 1)


def tie(one: str, other: str, kind: str = "device", source: str = "logins", **given: Any) -> tuple:
    row = {
        "trace_key": 1, "device_id": "D1" if kind == "device" else None, "phone": "13800001111", "accounts": 2,
        "strangers": 0, "innocents_expected": 0.01, "weight": 4.0, "pair_weight": 6.0, "sources": 2,
    } | given  # fmt: skip
    return (one, other, source, kind, *(row[name] for name in TIES[4:]))


def ring(
    people: pd.DataFrame, *ties: tuple, sites: tuple = (), supply: tuple = (), candidate: str | None = None
) -> Ring:
    return Ring(
        mask_frame(people),
        mask_frame(pd.DataFrame(ties, columns=TIES)),
        pd.DataFrame(sites, columns=SITES),
        pd.DataFrame([("P1", "S1", "A1", 5)], columns=["site_id", "shop_id", "account_id", "parcels"]),
        pd.DataFrame(supply, columns=SUPPLY),
        candidate,
    )


def option(one: Ring, view: str = FRONT, **given: Any) -> dict[str, Any]:
    graph = build(one, view, **given)
    return ring_charts.link_chart(graph, view, COLOURS, 2.6, 400)


def marks(spec: dict[str, Any]) -> dict[str, str]:
    """Node id → its colour, through its category."""
    [series] = spec["series"]
    colours = [category["itemStyle"]["color"] for category in series["categories"]]
    return {node["id"]: colours[node["category"]] for node in series["data"] if "category" in node}


PAIR = members(
    account("A1"), account("A2"), account("A3", "helper"), shop("S1", "A1"), shop("S2", "A2", suspect=False)
)


def test_an_innocent_shop_is_never_coloured_suspect() -> None:
    for view in (FRONT, ALL):
        colours = marks(option(ring(PAIR, tie("A1", "A2")), view))
        assert colours["shop:S1"] == COLOURS["suspect"]
        assert colours["shop:S2"] != COLOURS["suspect"]
    assert COLOURS["suspect"] not in {
        ring_charts.colour_of(kind, False, COLOURS) for kind in ring_charts.MARKS
    }


def test_source_den_and_candidate_have_their_colours() -> None:
    one = ring(
        PAIR, tie("A1", "A3"), tie("A2", "A3"), candidate="A3",
        sites=(("P1", "source", "observed", "莆田", "Putian", 9), ("P2", "den", "inferred", "上海", "Shanghai", 3)),
    )  # fmt: skip
    colours = marks(option(one))
    assert colours["site:P1"] == COLOURS["source"]
    assert colours["site:P2"] == COLOURS["against"]
    assert colours["account:A3"] == COLOURS["principal"]


def test_nobody_is_drawn_as_in_charge_where_nobody_is_named() -> None:
    assert COLOURS["principal"] not in marks(option(ring(PAIR, tie("A1", "A2")), ALL)).values()


def test_personal_data_is_in_neither_names_nor_tooltips() -> None:
    one = ring(PAIR, tie("A1", "A2"), tie("A1", "A3", "phone", "registration"), candidate="A3")
    for view in (FRONT, ALL):
        text = json.dumps(option(one, view), ensure_ascii=False)
        assert not any(private in text for private in ("13800001111", "王小明", '"D1"', HIDDEN))


def test_a_holder_is_named_once_the_viewer_asked() -> None:
    hidden = ring(PAIR, tie("A1", "A2"))
    shown = Ring(PAIR, hidden.ties, hidden.sites, hidden.site_shops, hidden.supply)
    assert "王小明" in json.dumps(option(shown, ALL), ensure_ascii=False)


def test_a_hostile_name_is_text_in_a_tooltip() -> None:
    hostile = '<img src="http://evil.example/x.png">{b}'
    spec = option(ring(members(account("A1"), shop("S1", "A1", name=hostile)), tie("A1", "A2")))
    tips = [node["tooltip"].get("formatter", "") for node in spec["series"][0]["data"]]
    assert any("&lt;img" in tip for tip in tips)
    assert not any("<img" in tip or "{b}" in tip for tip in tips)


def test_the_weakest_tie_is_named_on_the_chart_and_its_ends_are_shown() -> None:
    one = ring(PAIR, tie("A1", "A2"), tie("A2", "A3", "network", weight=1.0, pair_weight=1.0))
    spec = option(one)
    names = [node["name"] for node in spec["series"][0]["data"]]
    assert "weakest tie" in names
    assert "account:A3" in {node["id"] for node in spec["series"][0]["data"]}


def test_a_kind_of_record_that_is_filtered_out_ties_nobody() -> None:
    one = ring(PAIR, tie("A1", "A2"), tie("A1", "A3", "phone", "registration"))
    graph = build(one, ALL, ["registration"])
    tied = {(edge.one, edge.other) for edge in graph.edges if edge.kind in ("tie", "weakest")}
    assert tied == {("account:A1", "account:A3")}


def test_a_trace_that_more_strangers_than_members_use_can_be_hidden() -> None:
    shared = tie("A1", "A2", "network", accounts=33, strangers=31)
    own = tie("A1", "A3", accounts=3, strangers=0)
    kept = kept_ties(pd.DataFrame([shared, own], columns=TIES), [], hide_hubs=True)
    assert list(kept["account_id_b"]) == ["A3"]


def test_three_hundred_nodes_stand_apart_at_finite_places() -> None:
    people = [account(f"A{n}", person=n) for n in range(150)] + [shop(f"S{n}", f"A{n}") for n in range(150)]
    ties = [tie(f"A{n}", f"A{n // 3}") for n in range(1, 150)] + [tie("A0", f"A{n}") for n in range(4, 150)]
    spec = option(ring(members(*people), *ties), ALL)
    nodes = [node for node in spec["series"][0]["data"] if ":" in node["id"] and node["id"][0] in "as"]
    assert len(nodes) == MOST_NODES
    places = [(node["x"], node["y"]) for node in nodes]
    assert all(isfinite(x) and isfinite(y) for x, y in places)
    assert all(abs(x) <= 260.01 and abs(y) <= 100.01 for x, y in places)
    closest = min(hypot(a[0] - b[0], a[1] - b[1]) for i, a in enumerate(places) for b in places[:i])
    assert closest > 3  # of 520 × 200: two marks hardly touch
    named = [node for node in nodes if node["label"]["show"]]
    assert len(named) <= ring_charts.NAMED_AT_MOST


@pytest.mark.parametrize("nodes", [[], ["a"], ["a", "b"]])
def test_nothing_one_and_two_nodes_have_places_too(nodes: list[str]) -> None:
    found = by_ties(nodes, [("a", "b", 1.0)], 2.0)
    assert set(found) == set(nodes)
    assert all(isfinite(x) and isfinite(y) for x, y in found.values())


def test_the_chain_keeps_its_tiers_and_an_innocent_buyer_is_not_coloured_suspect() -> None:
    flow = {
        "begin": "shop:S1", "begin_label": "Up", "begin_kind": "shop", "begin_depth": 1, "suspect_begin": True,
        "end": "shop:S2", "end_label": "Down", "end_kind": "shop", "end_depth": 2, "suspect_end": False,
        "units": 7.0, "label": "Up → Down\n7 units",
    }  # fmt: skip
    spec = ring_flows.sankey(pd.DataFrame([flow]), COLOURS)
    by_name = {node["name"]: node for node in spec["series"][0]["data"]}
    assert by_name["shop:S1"]["itemStyle"]["color"] == COLOURS["suspect"]
    assert by_name["shop:S2"]["itemStyle"]["color"] != COLOURS["suspect"]
    # Without a source the supplier stands first.
    assert (by_name["shop:S1"]["depth"], by_name["shop:S2"]["depth"]) == (0, 1)
    assert [title["text"] for title in spec["title"]] == ["supplier", "shops"]
