"""From where to where, and how much? A pick on the map or in its list fills the table under it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from suyuan import map_pick, map_view, maps, ui
from suyuan.map_pick import MapPick
from suyuan.messages import _, ngettext
from suyuan.ui import map_filters, map_tables, map_words

WIDTH, HEIGHT = 584, 344
MOST_CELLS, MOST_FLOWS, MOST_RINGS, MOST_DOTS, MOST_LABELS = 3000, 40, 40, 15, 24
TABLE_ROWS = 500
EVERYTHING = 10**12
PICK, KEYS = "pick", "geography_keys"


def keep_pick(pick: MapPick | None) -> None:
    """A pick stands in the link; none leaves it."""
    if pick is None:
        st.query_params.pop(PICK, None)
    else:
        st.query_params[PICK] = map_pick.to_link(pick)


def forget_pick() -> None:
    """A pick belongs to the map it was made on; with new filters the old marks go too."""
    st.query_params.pop(PICK, None)
    st.session_state["geography_round"] = st.session_state.get("geography_round", 0) + 1


def widget_key(name: str) -> str:
    return f"geography_{name}_{st.session_state.get('geography_round', 0)}"


def pick_on_map() -> None:
    keep_pick(map_pick.read(st.session_state[widget_key("map")]["selection"], st.session_state[KEYS]))


def pick_in_list() -> None:
    rows = st.session_state[widget_key("list")]["selection"]["rows"]
    keep_pick(MapPick(*st.session_state[KEYS]["list"][rows[0]]) if rows else None)


def render_answer(figures: pd.Series, regions: pd.DataFrame, everyone: bool) -> None:
    """The page's question answered in one line: where most start, and of how many."""
    if regions.empty:
        return
    first, place = regions.iloc[0], ui.escape(map_words.names(regions, "name_").iloc[0])
    if everyone:
        said = _("**{parcels} of {total} parcels ({share}) start in {place}.**")
    else:
        said = ngettext(
            "**{parcels} of {total} parcels of {shops} suspect shop start in {place}**, "
            "{there} of all there.",
            "**{parcels} of {total} parcels of {shops} suspect shops start in {place}**, "
            "{there} of all there.",
            int(figures["suspect_shops"]),
        )
    st.markdown(
        said.format(
            parcels=ui.number(first["parcels"]),
            total=ui.number(figures["parcels" if everyone else "suspect_parcels"]),
            shops=ui.number(figures["suspect_shops"]),
            share=ui.percent(first["share_of_total"]),
            there=ui.percent(first["share_of_region"]),
            place=place,
        )
        + " "
        + _("A busy place alone is no evidence.")
    )


def render_map(parameters: dict[str, Any], regions: pd.DataFrame, figures: pd.Series) -> None:
    """Hexagons, flows and registered places over the boundaries, the legend under them."""
    colours, everyone = ui.palette(), parameters["everyone"]
    chart = st.container()
    words, switch = st.columns([2.2, 1], vertical_alignment="center")
    is_near = switch.toggle(_("Zoom to the starts"), key="near", bind="query-params", on_change=forget_pick)
    flows = ui.load("geography__flows", **parameters, most=MOST_FLOWS)
    places = ui.load("geography__registered", **parameters).head(MOST_RINGS)
    sides = [regions[["longitude", "latitude"]]]
    if not is_near:
        for side in ("origin_", "destination_"):
            sides.append(flows[[f"{side}longitude", f"{side}latitude"]].set_axis(sides[0].columns, axis=1))
    shown = pd.concat(sides)
    view = map_view.fit(shown["longitude"], shown["latitude"], WIDTH, HEIGHT)
    cells = ui.load("geography__hexagons", **parameters, size=map_view.hexagon_size(view), most=MOST_CELLS)
    cells["label"] = map_words.hexagon_labels(cells, everyone)
    flows["label"] = map_words.flow_labels(flows, everyone)
    places["label"] = map_words.registered_labels(places, everyone)
    starts = regions.dropna(subset=["longitude"]).head(MOST_DOTS).rename(columns={"parcels": "weight"})
    starts["label"] = map_words.region_labels(starts, everyone)
    ring = colours["others" if everyone else "suspect"]
    layers = [
        *maps.ground(view, parameters["level"], colours),
        maps.hexagons(cells, colours),
        maps.flows(flows, colours, faint=is_near),
        maps.rings(maps.REGISTERED, places.rename(columns={"shops": "weight"}), ring),
        maps.dots(maps.REGIONS, starts, colours),
        maps.labels(map_words.place_names(regions, flows, MOST_LABELS), view, colours),
    ]
    st.session_state[KEYS] |= {
        maps.HEXAGONS: [(cell,) for cell in cells["cell"]],
        maps.FLOWS: list(zip(flows["origin_key"], flows["destination_key"], strict=True)),
        maps.REGISTERED: [(key,) for key in places["region_key"]],
        maps.REGIONS: [(key,) for key in starts["region_key"]],
    }
    chart.pydeck_chart(
        maps.deck(layers, view, colours), height=HEIGHT, key=widget_key("map"), on_select=pick_on_map
    )
    chart.html(map_words.legend(cells, flows, places, colours, everyone))
    words.caption(map_words.drawn(flows, figures))


def render_list(parameters: dict[str, Any], starts: pd.DataFrame) -> None:
    """The regions ranked, with units and their share of all parcels there; a row is a pick."""
    sides = {"start": _("Starts"), "end": _("Ends")}
    st.query_params.setdefault("side", "start")
    choice, button = st.columns([1, 1], vertical_alignment="center")
    with choice:
        side = ui.linked(
            st.segmented_control,
            _("Rank regions by"),
            list(sides),
            format_func=lambda code: sides[code],
            key="side",
            required=True,
            label_visibility="collapsed",
            on_change=forget_pick,
        )
    ends = side == "end"
    regions = ui.load("geography__regions", **parameters, ends=ends) if ends else starts
    with button:
        ui.csv_button("geography__regions", {**parameters, "ends": ends}, "regions", filters=told(parameters))
    st.session_state[KEYS]["list"] = [(side, (key,)) for key in regions["region_key"]]
    table = regions.assign(
        region=map_words.told_apart(regions),
        share=100 * regions["share_of_total" if parameters["everyone"] else "share_of_region"],
    )
    config = st.column_config
    st.dataframe(
        table,
        key=widget_key("list"),
        hide_index=True,
        height=HEIGHT,
        on_select=pick_in_list,
        selection_mode="single-row",
        column_order=["region", "parcels", "share", "units"],
        column_config={
            "region": config.TextColumn(_("Region"), width=92),
            "parcels": config.NumberColumn(_("Parcels"), format="localized", width=58),
            "share": config.NumberColumn(
                _("of all") if parameters["everyone"] else _("of all there"),
                format="%.0f%%",
                width=60,
                help=_("Of all parcels")
                if parameters["everyone"]
                else _("The suspects' share of all parcels that start or end there"),
            ),
            "units": config.NumberColumn(_("Units"), format="localized", width=62),
        },
    )


def render_table(parameters: dict[str, Any], pick: MapPick | None) -> None:
    """The shops or parcels behind the pick, or behind the whole map; a shop's row opens its page."""
    what = {"shops": _("Shops"), "parcels": _("Parcels")}
    st.query_params.setdefault("rows", "shops")
    choice, words, drop, button = st.columns([1.6, 3.2, 1.1, 1.4], vertical_alignment="center")
    with choice:
        rows = ui.linked(
            st.segmented_control,
            _("Rows"),
            list(what),
            format_func=lambda code: what[code],
            key="rows",
            required=True,
            label_visibility="collapsed",
        )
    if pick:
        words.markdown(_("Picked: {what}").format(what="**" + ui.escape(map_words.picked(pick)) + "**"))
        drop.button(_("Drop the pick"), on_click=forget_pick, key="drop_pick")
    else:
        words.caption(_("Pick a hexagon, a flow or a region to see what is behind it."))
    bound = {**parameters, **(pick.parameters if pick else map_pick.NOTHING)}
    query = f"geography__{rows}"
    with button:
        ui.csv_button(query, {**bound, "most": EVERYTHING}, rows, filters=told(parameters, pick))
    frame = ui.load(query, **bound, most=TABLE_ROWS)
    if frame.empty:
        ui.nothing_here(_("No parcel fits."), _("Drop the pick or widen the filters."))
        return
    columns = map_tables.columns(rows)
    chosen = st.dataframe(
        map_tables.readable(frame),
        key=widget_key(rows),
        hide_index=True,
        height=260,
        on_select="rerun",
        selection_mode="single-row",
        column_order=list(columns),
        column_config=columns,
    )
    if chosen["selection"]["rows"]:
        ui.open_shop(str(frame["shop_id"].iloc[chosen["selection"]["rows"][0]]))


def told(parameters: dict[str, Any], pick: MapPick | None = None) -> dict[str, object]:
    """The filters as the file's name tells them."""
    return {
        "parcels": "all" if parameters["everyone"] else "suspects",
        "level": parameters["level"],
        "from": parameters["province"],
        "days": None
        if parameters["undated"]
        else f"{parameters['since']:%Y%m%d}-{parameters['until']:%Y%m%d}",
        "pick": map_pick.to_link(pick).replace("~", "-"),
    }


ui.open_page()
ui.guard()
st.title(_("Where do the parcels come from, and where do they go?"))
period = ui.load("geography__period").iloc[0]
if not period["placed_parcels"]:
    map_tables.render_missing(period)
    st.stop()
parameters = map_filters.render(period, forget_pick)
figures = ui.load("geography__headline", **parameters).iloc[0]
starts = ui.load("geography__regions", **parameters, ends=False)
if starts.empty:
    ui.nothing_here(
        _("No parcel fits these filters."),
        _("Widen the days, choose another start, or count all shops' parcels."),
    )
    st.stop()
st.session_state[KEYS] = {}
render_answer(figures, starts, parameters["everyone"])
left, right = st.columns([1.72, 1])
with left:
    render_map(parameters, starts, figures)
with right:
    render_list(parameters, starts)
render_table(parameters, map_pick.from_link(st.query_params.get(PICK)))
