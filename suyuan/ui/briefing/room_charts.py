"""Charts for a room: the same figure with larger letters, and as much more space as they need."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from suyuan.ui.briefing import briefing_mode

# As much as the page's own type grows (15 to 19 pixels).
LARGER = 1.27
# What Plotly takes where a figure says nothing.
_SIZE = 12
_MARGINS = ("l", "r", "t", "b")


def for_the_room(figure: go.Figure) -> go.Figure:
    """The figure as it is; in briefing mode its letters, margins and height grow alike, its marks stay."""
    if not briefing_mode.is_on():
        return figure
    told = figure.to_dict()
    layout = told.setdefault("layout", {})
    layout.setdefault("font", {}).setdefault("size", _SIZE)
    if layout.get("height"):
        layout["height"] *= LARGER
    for side in _MARGINS:
        if layout.get("margin", {}).get(side):
            layout["margin"][side] *= LARGER
    # A template's letters are Plotly's own; what is laid out is told by the figure itself.
    template = layout.pop("template", None)
    _enlarge(told)
    if template is not None:
        layout["template"] = template
    return go.Figure(told, skip_invalid=False)


def _enlarge(part: Any) -> None:
    if isinstance(part, list | tuple):
        for one in part:
            _enlarge(one)
    elif isinstance(part, dict):
        for name, value in part.items():
            if (
                name.endswith("font")
                and isinstance(value, dict)
                and isinstance(value.get("size"), int | float)
            ):
                value["size"] *= LARGER
            elif isinstance(value, dict | list | tuple):
                _enlarge(value)
