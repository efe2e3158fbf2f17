"""A chart for a room grows its letters, margins and height alike; on the analyst's screen it is the same figure."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from suyuan.ui.briefing import briefing_mode
from suyuan.ui.briefing.room_charts import LARGER, for_the_room


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
