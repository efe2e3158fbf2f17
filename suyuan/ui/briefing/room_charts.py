"""Charts and maps for a room: the same figure with larger letters, and as much more space as they need."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from suyuan import map_view
from suyuan.ui.briefing import briefing_mode, room_screen

# What Plotly takes where a figure says nothing.
_SIZE = 12
_MARGINS = ("l", "r", "t", "b")


def for_the_room(figure: go.Figure, *, grows: bool = True) -> go.Figure:
    """The figure as it is; in briefing mode its letters, margins and height grow alike, its marks stay.

    `grows`: False where the figure takes all the height that a projector's 720 pixels leave it; on a larger screen it
    grows with that.
    """
    if not briefing_mode.is_on():
        return figure
    told, larger = figure.to_dict(), room_screen.larger()
    layout = told.setdefault("layout", {})
    layout.setdefault("font", {}).setdefault("size", _SIZE)
    if layout.get("height"):
        layout["height"] *= larger if grows else room_screen.wider()
    for side in _MARGINS:
        if layout.get("margin", {}).get(side):
            layout["margin"][side] *= larger
    # A template's letters are Plotly's own; what is laid out is told by the figure itself.
    template = layout.pop("template", None)
    _enlarge(told, larger)
    if template is not None:
        layout["template"] = template
    return go.Figure(told, skip_invalid=False)


def option_for_the_room(option: dict[str, Any]) -> dict[str, Any]:
    """The same for a chart's ECharts option: its letters grow, and of two names that would meet one gives way."""
    if not briefing_mode.is_on():
        return option
    larger = room_screen.larger()
    grown = _with_larger_letters(option, larger)
    assert isinstance(grown, dict)
    for series in grown.get("series", []):
        series["labelLayout"] = {**series.get("labelLayout", {}), "hideOverlap": True}
        if series.get("type") == "sankey":
            # The room that is left for the names over its columns and beside the last one.
            series |= {side: round(series[side] * larger) for side in ("top", "right")}
    return grown


def _with_larger_letters(part: Any, larger: float) -> Any:
    if isinstance(part, dict):
        return {
            name: round(value * larger)
            if name == "fontSize" and isinstance(value, int | float)
            else _with_larger_letters(value, larger)
            for name, value in part.items()
        }
    return [_with_larger_letters(one, larger) for one in part] if isinstance(part, list) else part


def _enlarge(part: Any, larger: float) -> None:
    if isinstance(part, list | tuple):
        for one in part:
            _enlarge(one, larger)
    elif isinstance(part, dict):
        for name, value in part.items():
            if (
                name.endswith("font")
                and isinstance(value, dict)
                and isinstance(value.get("size"), int | float)
            ):
                value["size"] *= larger
            elif isinstance(value, dict | list | tuple):
                _enlarge(value, larger)


# Map labels too, wherever they are drawn.
map_view.ask_larger_by(room_screen.larger)
