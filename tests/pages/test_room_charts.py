"""A chart for a room grows its letters, margins and height alike; on the analyst's screen it is the same figure."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from suyuan import map_view, maps
from suyuan.ui.briefing import briefing_mode, room_screen
from suyuan.ui.briefing.room_charts import for_the_room, option_for_the_room
from suyuan.ui.theme import PALETTES

LARGER = room_screen.LEAST / room_screen.DESK


def drawn() -> go.Figure:
    figure = go.Figure(
        go.Bar(x=[1, 2], y=["a", "b"], text=["x", "y"], textfont={"size": 10}, customdata=[["S1"], ["S2"]])
    )
    figure.update_layout(height=200, margin={"l": 40, "r": 0}, xaxis={"tickfont": {"size": 11}})
    figure.add_annotation(text="here", font={"size": 12})
    return figure


def test_the_analysts_figure_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefing_mode, "is_on", lambda: False)
    figure = drawn()
    assert for_the_room(figure) is figure


def test_a_rooms_figure_grows_and_its_data_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefing_mode, "is_on", lambda: True)
    before, after = drawn(), for_the_room(drawn())
    assert after.layout.height == pytest.approx(200 * LARGER)
    assert after.layout.margin.l == pytest.approx(40 * LARGER) and after.layout.margin.r == 0
    assert after.layout.font.size == pytest.approx(12 * LARGER)
    assert after.layout.xaxis.tickfont.size == pytest.approx(11 * LARGER)
    assert after.layout.annotations[0].font.size == pytest.approx(12 * LARGER)
    assert after.data[0].textfont.size == pytest.approx(10 * LARGER)
    assert list(after.data[0].x) == list(before.data[0].x)
    assert [list(one) for one in after.data[0].customdata] == [["S1"], ["S2"]]
    assert after.layout.template == before.layout.template


def test_a_room_s_drawing_that_fills_the_screen_grows_its_letters_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(briefing_mode, "is_on", lambda: True)
    after = for_the_room(drawn(), grows=False)
    assert after.layout.height == 200 and after.layout.font.size == pytest.approx(12 * LARGER)


def test_on_a_wider_screen_letters_and_height_grow_as_the_page_s_letters_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(briefing_mode, "is_on", lambda: True)
    monkeypatch.setattr(room_screen, "width", lambda: 1920)
    wider = 1920 * 0.0142 / 19
    after, filled = for_the_room(drawn()), for_the_room(drawn(), grows=False)
    assert after.layout.font.size == pytest.approx(12 * LARGER * wider)
    assert after.layout.height == pytest.approx(200 * LARGER * wider)
    assert filled.layout.height == pytest.approx(200 * wider)
    monkeypatch.setattr(briefing_mode, "is_on", lambda: False)
    assert room_screen.larger() == room_screen.wider() == 1.0


@pytest.mark.parametrize(
    ("told", "width"), [(None, 1280), (800, 1280), (1920, 1920), (10**9, 3840), ("x", 1280)]
)
def test_a_screen_s_width_is_believed_within_reason(
    monkeypatch: pytest.MonkeyPatch, told: object, width: int
) -> None:
    monkeypatch.setattr(room_screen.st, "session_state", {"room_screen_width": told})
    assert room_screen.width() == width


def test_a_link_chart_s_letters_grow_and_of_two_names_that_meet_one_gives_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    option = {"legend": {"textStyle": {"fontSize": 13}}, "series": [{"data": [{"label": {"fontSize": 14}}]}]}
    monkeypatch.setattr(briefing_mode, "is_on", lambda: False)
    assert option_for_the_room(option) == option
    monkeypatch.setattr(briefing_mode, "is_on", lambda: True)
    grown = option_for_the_room(option)
    assert grown["legend"]["textStyle"]["fontSize"] == 16
    [series] = grown["series"]
    assert series["data"][0]["label"]["fontSize"] == 18 and series["labelLayout"]["hideOverlap"]


def test_the_names_beside_the_last_column_of_a_supply_chain_have_room_for_larger_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(briefing_mode, "is_on", lambda: True)
    option = {"series": [{"type": "sankey", "left": 8, "right": 150, "top": 30, "label": {"fontSize": 15}}]}
    for _rerun in range(2):
        [series] = option_for_the_room(option)["series"]
        assert (series["left"], series["right"], series["top"]) == (8, 190, 38)
        assert series["label"]["fontSize"] == 19
    [bare] = option_for_the_room({"series": [{"type": "graph", "right": 150}]})["series"]
    assert bare["right"] == 150


def test_map_labels_grow_before_a_room_and_fewer_find_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    view = map_view.fit([119.0, 119.3], [25.4, 25.6], 400, 300)
    # Side by side as they are drawn on a desk, too near for larger letters.
    frame = pd.DataFrame(
        {"name": ["荔城区", "涵江区"], "longitude": [119.0, 119.2], "latitude": [25.4, 25.41]}
    )
    sizes, kept = {}, {}
    for is_on in (False, True):
        monkeypatch.setattr(briefing_mode, "is_on", lambda is_on=is_on: is_on)
        layer = maps.labels(frame, view, PALETTES["dark"])
        sizes[is_on], kept[is_on] = layer.get_size, len(layer.data)
    assert sizes == {False: 14, True: 18} and kept[False] >= kept[True]
    near = view.pixels(frame["longitude"], frame["latitude"])
    assert near[0][1] - near[0][0] > 3 * 14
