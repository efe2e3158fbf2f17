"""A ring's story in time: orders, parcels, changes of hands and places on map and link chart together."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from suyuan.charts import STILL
from suyuan.messages import _, language
from suyuan.rings import ring_charts, ring_replay, ring_story
from suyuan.rings.ring_graph import FRONT, Ring, build
from suyuan.rings.ring_story import Event
from suyuan.ui.findings import load
from suyuan.ui.rings.ring_records import events
from suyuan.ui.states import nothing_here
from suyuan.ui.theme import palette
from suyuan.ui.zone import local_times, zone, zone_name
from suyuan.wording.words import word

HEIGHT, SHAPE = 400, 2.0
MOST_EVENTS = 200
# The space bar plays and stops; a promise that stopping breaks is no error. Constant: nothing of the data is in it.
_SPACE = """<script>
if (!window.suyuanSpace) {
  window.suyuanSpace = true;
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target.closest("input, textarea, button, [role=dialog], [role=radio]")) return;
    const play = document.querySelector(".st-key-ring_replay .updatemenu-button");
    if (play) { event.preventDefault(); play.dispatchEvent(new MouseEvent("click", {bubbles: true})); }
  });
  window.addEventListener("unhandledrejection", (event) => {
    if (event.reason === undefined && document.querySelector(".st-key-ring_replay")) event.preventDefault();
  });
}
</script>"""


def render(ring_id: str, ring: Ring) -> None:
    """The figure, and under it how it is to be read; nothing where no day is on record."""
    offset = datetime.now(zone()).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    span = load("rings__replay_span", ring=ring_id, minutes=minutes).iloc[0]
    if pd.isna(span["first_day"]):
        nothing_here(_("No order, parcel or change of hands with a day is on record."))
        return
    first, last = (pd.Timestamp(span[end]).date() for end in ("first_day", "last_day"))
    days = ring_story.step_days(first, last)
    steps = ring_story.spans(first, last, days)
    bound = {"ring": ring_id, "minutes": minutes, "since": first, "days": days}
    orders, parcels, supply = (
        load(f"rings__replay_{name}", **bound) for name in ("orders", "parcels", "supply")
    )
    graph = build(ring, FRONT)
    shops = ring.members[ring.members["member_type"] == "shop"]
    owners = dict(zip(shops["member_id"], shops["owner_account_id"], strict=True))
    parcels = parcels[parcels["step"].between(0, len(steps) - 1)]
    accounts = set(ring.members.loc[ring.members["member_type"] == "account", "member_id"])
    told = _events(ring_id, accounts, pd.Timestamp(first), days, len(steps))
    story = ring_story.tell(steps, graph, orders, parcels, supply, told, owners)
    ends = parcels.drop_duplicates("province_key").rename(
        columns={"destination_latitude": "latitude", "destination_longitude": "longitude"}
    )
    st.plotly_chart(
        ring_replay.figure(
            story,
            graph,
            ring_charts.positions(graph, FRONT, SHAPE),
            ring.sites,
            ends.assign(label=ends[f"province_{language()}"]),
            palette(),
            HEIGHT,
        ),
        theme=None,
        config=STILL,
        key="ring_replay",
    )
    with st.container(gap=None):
        st.html(_legend({ring_charts.category(node) for node in graph.nodes}))
        st.html(_SPACE, unsafe_allow_javascript=True)
    st.caption(
        _("Days in {zone}, {days} a step; the space bar plays.").format(zone=zone_name(), days=days)
        + " "
        + _("Grey: not on record yet, or not implicated; a shop is another owner's until it changed hands.")
        + " "
        + _("Places are search areas; parcels are scans, not presence. Sketch map.")
    )


def _legend(kinds: set[str]) -> str:
    """What the marks mean: as on the link chart."""
    colours = palette()
    marks = [
        f'<span style="color:{_colour(kind, colours)}">{sign}</span> {_(ring_charts.LEGEND[kind])}'
        for kind, sign in ring_replay.SIGNS.items()
        if kind in kinds
    ]
    return f'<div style="font-size:0.875rem">{" &nbsp; ".join(marks)}</div>'


def _colour(kind: str, colours: dict[str, str]) -> str:
    is_suspect = kind == "suspect"
    return ring_charts.colour_of("shop" if is_suspect else kind, is_suspect, colours)


def _events(ring_id: str, accounts: set[str], since: pd.Timestamp, days: int, steps: int) -> list[Event]:
    """What happened, in steps, oldest first; everyday changes of price would drown the rest.

    Only a change of hands to one of the ring's accounts is the ring's taking over.
    """
    rows = events(load("rings__events", ring=ring_id, since=None, until=None))
    rows = rows[rows["event"] != "price"].sort_values(["event_at", "shop_id", "event"]).tail(MOST_EVENTS)
    places = (local_times(rows["event_at"]).dt.normalize() - since).dt.days // days
    found = []
    for step, when, row in zip(places, local_times(rows["event_at"]), rows.to_dict("records"), strict=True):
        if not 0 <= step < steps:
            continue
        name = row["shop_name"] if isinstance(row["shop_name"], str) else row["shop_id"]
        kind = "sold" if row["event"] == "takeover" and row["detail"] not in accounts else row["event"]
        words = f"{when:%Y-%m-%d} {name}: {word('event', row['event'])} ({row['label']})"
        found.append(Event(int(step), str(row["shop_id"]), str(kind), words))
    return found
