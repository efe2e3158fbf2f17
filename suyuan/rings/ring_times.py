"""When a ring was busy: orders a week with what happened, and the rhythm of its parcels. Frames in, figures out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from suyuan.charts import FONT


def timeline(
    weeks: pd.DataFrame,
    events: pd.DataFrame,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    height: int,
) -> go.Figure:
    """Order lines a week, those of the lower bound solid; over them what happened, a row for each kind of event.

    `weeks`: `week`, `orders`, `corroborated`; `events`: `event_at`, `event`, `label`; `names`: event → its row's name.
    """
    figure = go.Figure()
    if weeks.empty and events.empty:
        return figure
    top = float(weeks["orders"].max()) if len(weeks) else 1.0
    for column, colour in (("orders", colours["line"]), ("corroborated", colours["others"])):
        figure.add_bar(
            x=weeks["week"], y=weeks[column], marker={"color": colour, "line": {"width": 0}},
            hovertemplate="%{x|%Y-%m-%d}: %{y}<extra></extra>",
        )  # fmt: skip
    marks = {"takeover": ("principal", "diamond"), "new_place": ("source", "triangle-up"),
             "price": ("text", "line-ns-open"), "test_buy": ("suspect", "circle")}  # fmt: skip
    shown = [event for event in marks if event in set(events["event"])]
    rows = {event: top * (1.14 + 0.16 * place) for place, event in enumerate(shown)}
    for event in shown:
        kept, (colour, symbol) = events[events["event"] == event], marks[event]
        figure.add_scatter(
            x=kept["event_at"], y=[rows[event]] * len(kept), mode="markers",
            marker={"symbol": symbol, "size": 12, "color": colours[colour],
                    "line": {"width": 2 if symbol.endswith("open") else 0, "color": colours[colour]}},
            text=list(kept["label"]), hovertemplate="%{x|%Y-%m-%d}: %{text}<extra></extra>",
        )  # fmt: skip
    tick = _round(top)
    figure.update_layout(barmode="overlay", bargap=0.12)
    figure.update_yaxes(
        tickvals=[0, tick, *rows.values()], ticktext=["0", f"{tick:g}", *(names[event] for event in shown)],
        gridcolor=colours["line"], zeroline=False, range=[0, top * (1.06 + 0.16 * len(shown))], automargin=True,
        fixedrange=True,
    )  # fmt: skip
    figure.update_xaxes(showgrid=False, fixedrange=True, tickformat="%Y-%m", nticks=7, tickangle=0)
    return _dressed(figure, colours, height)


def rhythm(
    frame: pd.DataFrame, days: Sequence[str], hover: str, colours: Mapping[str, str], height: int
) -> go.Figure:
    """First scans by weekday and hour, both local. `frame`: `weekday` (1 = Monday), `hour`, `parcels`.

    `hover`: the tooltip's words with {day}, {hour} and {n}.
    """
    table = frame.groupby(["weekday", "hour"])["parcels"].sum().unstack("hour")
    table = table.reindex(index=range(1, 8), columns=range(24)).fillna(0).astype(int)
    told = [
        [hover.format(day=days[day - 1], hour=f"{hour:02d}", n=table.at[day, hour]) for hour in range(24)]
        for day in range(1, 8)
    ]
    figure = go.Figure(
        go.Heatmap(
            z=table.to_numpy(), x=list(range(24)), y=list(days), text=told, hovertemplate="%{text}<extra></extra>",
            colorscale=[[0, colours["panel"]], [1, colours["source"]]], showscale=False, xgap=2, ygap=2,
        )
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True, automargin=True)
    figure.update_xaxes(
        showgrid=False,
        fixedrange=True,
        tickvals=[0, 6, 12, 18],
        ticktext=["0:00", "6:00", "12:00", "18:00"],
    )
    return _dressed(figure, colours, height)


def _round(top: float) -> float:
    step = 10 ** max(len(str(int(max(top, 1)))) - 1, 0)
    return max(step * (top // step), 1)


def _dressed(figure: go.Figure, colours: Mapping[str, str], height: int) -> go.Figure:
    return figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 6, "b": 24},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": colours["text"]},
        showlegend=False,
        hoverlabel={"bgcolor": colours["panel"], "font": {"color": colours["text"], "family": FONT}},
        dragmode=False,
    )
