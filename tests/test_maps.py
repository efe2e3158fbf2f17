"""Decks that ask nobody else for anything, whatever the data contains."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from suyuan import map_marks, map_view, maps
from suyuan.map_pick import from_old_link, read, ring_of_site
from suyuan.maps import BOUNDARIES
from suyuan.ui.geography import map_sites
from suyuan.ui.theme import PALETTES

COLOURS = PALETTES["dark"]
CHINA = map_view.fit([100.0, 120.0], [25.0, 40.0], 600, 400)
BRAZIL = map_view.fit([-50.0, -40.0], [-25.0, -10.0], 600, 400)
STATIC = Path(__file__).resolve().parents[1] / "static"


def flow(label: str = "Putian → Shanghai", parcels: int = 3) -> dict[str, Any]:
    return {
        "origin_longitude": 119.0,
        "origin_latitude": 25.4,
        "destination_longitude": 121.5,
        "destination_latitude": 31.2,
        "parcels": parcels,
        "label": label,
    }


def spec(*layers: Any, view: map_view.View = CHINA) -> dict[str, Any]:
    deck = maps.deck([*maps.ground(view, "district", COLOURS), *layers], view, COLOURS)
    return dict(json.loads(deck.to_json()))


def test_a_deck_has_no_style_and_names_no_other_host() -> None:
    hexagons = maps.hexagons(pd.DataFrame({"cell": ["r1:107:29"], "parcels": [3], "label": ["x"]}), COLOURS)
    found = spec(hexagons, maps.flows(pd.DataFrame([flow()]), COLOURS))
    assert found.get("mapProvider") is None
    # Streamlit puts a style of its own host's in where this is null: pydeck's placeholder must stay.
    assert found["mapStyle"] == "__MAP_STYLE__"
    assert "://" not in json.dumps(found)


@pytest.mark.parametrize("view", [CHINA, BRAZIL])
def test_every_boundary_that_is_asked_for_is_in_the_static_folder(view: map_view.View) -> None:
    asked = [layer["data"] for layer in spec(view=view)["layers"]]
    assert asked
    for path in asked:
        assert path.startswith(BOUNDARIES)
        assert (STATIC / path.removeprefix("app/static/")).is_file()


def test_china_s_divisions_are_loaded_where_china_is_in_sight_alone() -> None:
    def drawn(view: map_view.View) -> str:
        return json.dumps(spec(view=view))

    assert "china_provinces" in drawn(CHINA)
    assert "china" not in drawn(BRAZIL)


def test_the_world_has_no_second_outline_of_china() -> None:
    features = json.loads((STATIC / "boundaries" / "world.geojson").read_text(encoding="utf-8"))["features"]
    codes = {feature["properties"]["iso_a3"] for feature in features}
    assert {"BRA", "JPN", "IND"} <= codes
    assert not codes & {"CHN", "TWN", "HKG", "MAC"}


@pytest.mark.parametrize("level", ["provinces", "cities", "districts"])
def test_every_division_that_is_drawn_is_a_row_of_the_seed(level: str) -> None:
    path = STATIC / "boundaries" / f"china_{level}.geojson"
    drawn = {feature["properties"]["adcode"] for feature in json.loads(path.read_text("utf-8"))["features"]}
    seed = STATIC.parent / "queries" / "seeds" / "divisions.csv"
    known = {line.split(",")[0] for line in seed.read_text(encoding="utf-8").splitlines()[1:]}
    assert len(drawn) > 30
    assert drawn <= known


def test_a_label_from_the_data_stays_text() -> None:
    label = "<img src=x onerror=alert(1)>\n{origin_latitude}\n@@=1"
    [row] = maps.flows(pd.DataFrame([flow(label)]), COLOURS).data
    assert row["line_1"] == "‹img src=x onerror=alert(1)›"
    assert row["line_2"] == "(origin_latitude)"
    assert not row["line_3"].startswith("@@")


def test_every_row_that_can_be_picked_has_all_the_lines_of_the_tooltip() -> None:
    frame = pd.DataFrame({"longitude": [1.0], "latitude": [2.0], "weight": [3], "label": ["one line"]})
    cells = pd.DataFrame({"cell": ["r1:1:1"], "parcels": [1], "label": ["x"]})
    layers = [maps.rings("a", frame, COLOURS["others"]), maps.dots("b", frame, COLOURS)]
    for layer in [*layers, maps.hexagons(cells, COLOURS), maps.flows(pd.DataFrame([flow()]), COLOURS)]:
        assert set(re.findall(r"{(\w+)}", maps.TOOLTIP)) <= layer.data[0].keys()


def test_a_name_on_the_map_is_never_an_expression() -> None:
    frame = pd.DataFrame({"name": ["@@=alert(1)"], "longitude": [110.0], "latitude": [32.0]})
    [row] = maps.labels(frame, CHINA, COLOURS).data
    assert not row["text"].startswith("@@")


def test_others_parcels_are_grey_and_suspects_the_colour_of_sources() -> None:
    frame = pd.DataFrame({"cell": ["r1:107:29", "r1:111:33"], "parcels": [5, 0], "label": ["a", "b"]})
    colours = [row["colour"][:3] for row in maps.hexagons(frame, COLOURS).data]
    assert colours == [maps.rgb(COLOURS["source"]), maps.rgb(COLOURS["others"])]


def test_the_legend_s_widths_are_the_map_s() -> None:
    parcels = pd.Series([1, 20, 400])
    assert [maps.flow_width(one, parcels) for one in parcels] == maps.flow_widths(parcels).tolist()


def test_nothing_to_draw_is_a_map_all_the_same() -> None:
    nothing = pd.DataFrame(columns=["cell", "parcels", "label"])
    assert len(spec(maps.hexagons(nothing, COLOURS))["layers"]) > 1


KEYS = {maps.HEXAGONS: [("r1:107:29",)], maps.FLOWS: [("350300", "310000"), ("440100", "110000")]}


def test_a_click_on_a_flow_picks_its_two_ends() -> None:
    pick = read({"indices": {maps.FLOWS: [1]}, "objects": {}}, KEYS)
    assert pick == {"origin": "440100", "destination": "110000"}
    assert read({"indices": {maps.HEXAGONS: [0]}}, KEYS) == {"cell": "r1:107:29"}


def test_a_click_beside_everything_picks_nothing() -> None:
    assert read({"indices": {}, "objects": {}}, KEYS) == {}
    assert read({"indices": {maps.HEXAGONS: [7]}}, KEYS) == {}


@pytest.mark.parametrize(
    ("link", "picks"),
    [
        ("flow~350300~310000", {"origin": "350300", "destination": "310000"}),
        ("start~350300", {"origin": "350300"}),
        ("end~11", {"destination": "11"}),
        ("cell~r1:107:29", {"cell": "r1:107:29"}),
        ("registered~110000", {"registered": "110000"}),
    ],
)
def test_an_older_link_s_pick_is_understood(link: str, picks: dict[str, str]) -> None:
    assert from_old_link(link) == picks


@pytest.mark.parametrize("link", ["", "flow~350300", "start~", "drop~table", "start~1~2", "band~0~1~abc"])
def test_a_link_that_names_no_pick_picks_nothing(link: str) -> None:
    assert from_old_link(link) == {}


def test_what_is_picked_is_marked_and_the_mark_answers_no_click() -> None:
    places = map_marks.places(pd.DataFrame({"longitude": [119.0], "latitude": [25.4]}), COLOURS)
    cell = map_marks.hexagon("r2:426:118", COLOURS)
    for layer in spec(places, cell)["layers"][-2:]:
        assert layer["pickable"] is False and layer["filled"] is False
        assert layer["getLineColor"] == [*maps.rgb(COLOURS["text"]), 255]


def test_a_click_on_a_site_opens_its_ring_and_picks_nothing_else() -> None:
    keys = {maps.SITES["den"]: [("R1",), ("R2",)], maps.FLOWS: [("350300", "310000")]}
    both = {"indices": {maps.SITES["den"]: [1], maps.FLOWS: [0]}}
    assert ring_of_site(both, keys) == "R2"
    assert read(both, keys) == {}
    assert ring_of_site({"indices": {maps.FLOWS: [0]}}, keys) is None


def test_sites_are_drawn_by_role_each_in_its_own_layer() -> None:
    frame = pd.DataFrame(
        {
            "role": ["den", "source", "den"],
            "longitude": [113.2, 119.0, 113.3],
            "latitude": [23.1, 25.4, 23.2],
            "weight": [3, 9, 1],
            "label": ["a", "b", "c"],
        }
    )
    drawn = maps.sites(frame, COLOURS, {"den": "against", "source": "source"})
    assert {layer.id: len(layer.data) for layer in drawn} == {"dens": 2, "sources": 1}


def test_a_cleared_ring_s_sites_have_no_role_s_colour_say_so_and_open_their_ring_all_the_same() -> None:
    frame = pd.DataFrame(
        {
            "ring_id": ["R1", "R2", "R3"],
            "role": ["den", "den", "source"],
            "is_cleared": [False, True, True],
            "longitude": [113.2, 113.3, 119.0],
            "latitude": [23.1, 23.2, 25.4],
            "weight": [3, 1, 9],
            "label": ["a", "b", "c"],
        }
    )
    drawn = {layer.id: layer for layer in map_sites.layers(frame, COLOURS)}
    assert {name: len(layer.data) for name, layer in drawn.items()} == {"dens": 1, maps.CLEARED: 2}
    assert drawn[maps.CLEARED].get_line_color == [*maps.rgb(COLOURS["others"]), 255]
    assert drawn["dens"].get_fill_color == [*maps.rgb(COLOURS["against"]), 255]
    keys = map_sites.keys(frame)
    assert keys == {"dens": [("R1",)], maps.CLEARED: [("R2",), ("R3",)]}
    assert ring_of_site({"indices": {maps.CLEARED: [1]}}, keys) == "R3"
