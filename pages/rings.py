"""Who with whom, and how sure? One ring on one screen; or one account and all that is tied to it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from suyuan import ui
from suyuan.cleared import ring_head_without, ring_without
from suyuan.messages import _
from suyuan.rings.ring_graph import Ring
from suyuan.ui import cleared, evidence, review
from suyuan.ui.briefing import reveal_one
from suyuan.ui.cases import case_dialog
from suyuan.ui.links import go
from suyuan.ui.rings import (
    ring_account,
    ring_chain,
    ring_exclusion,
    ring_head,
    ring_links,
    ring_picks,
    ring_places,
    ring_records,
    ring_replay,
    ring_tables,
    ring_when,
    time_records,
)


def render_ring(ring: pd.Series, frames: Ring, out: list[str]) -> None:
    """The view that was chosen, its drawing large, its tables under it. `out`: shops that are no suspects."""
    ring_id = str(ring["ring_id"])
    evidence.panel("ring", ring_id)
    cards, marked = st.container(), st.container()
    names = {
        "links": _("Who with whom"),
        "chain": _("Supply chain"),
        "places": _("Places"),
        "times": _("Times"),
        "replay": _("Replay"),
    }
    tables = {
        "links": ring_records.of_links,
        "chain": ring_records.of_chain,
        "places": ring_records.of_places,
    }
    switch, middle, button = st.columns([3.8, 3.25, 1.2], vertical_alignment="center")
    with switch:
        view = ui.linked(
            st.segmented_control,
            _("View"),
            list(names),
            key="view",
            default="links",
            required=True,
            format_func=lambda code: names[code],
            label_visibility="collapsed",
        )
    view = view if view in names else "links"
    if view != "replay":  # the story takes the screen
        with cards:
            ring_head.cards(ring, frames.ties, ui.load("rings__candidates", ring=ring_id, nodes=[]))
    with marked:
        ring_picks.show(frames, view)
    bound = {"ring": ring_id, **ring_picks.parameters(frames), "cleared": out}
    own = tables[view]() if view in tables else time_records.of_times(ring_id, frames)
    told = {"ring": ring_id, **ring_picks.told(frames)}
    with button:
        ring_tables.download(own, bound, told)
    if view == "links":
        ring_links.render(frames, middle)
    elif view == "chain":
        ring_chain.render(ring_id, frames)
    elif view == "places":
        ring_places.render(ring_id, frames)
    elif view == "replay":
        ring_replay.render(ring_id, frames)
    else:
        ring_when.render(ring_id, frames)
    ring_picks.from_table(ring_tables.choose(own, bound, key=f"rows_{view}", told=told))
    ring_exclusion.render(ring_id)


ui.open_page()
ui.guard()
ring_id, account = st.query_params.get("ring", ""), st.query_params.get("account", "")
title, steps, find = st.columns([2.7, 1.1, 1.2], vertical_alignment="bottom")
with find:
    text = ring_account.find_box()
if text:
    title.title(_("Accounts and shops"), anchor=False)
    ring_account.search(text)
elif account:
    review.account_row(account, steps)
    ring_account.render(account, title)
elif ring_id:
    rings = ui.load("rings__head", ring=ring_id)
    if rings.empty:
        ui.wrong_link(_("No ring {ring} in these findings.").format(ring=ui.escape(ring_id)))
    out, whole = cleared.shops(), ring_links.frames(rings.iloc[0])
    ring = pd.Series(ring_head_without(rings.iloc[0].to_dict(), whole.members, out))
    words, plan, package = st.columns([4.1, 0.8, 1], vertical_alignment="center")
    with words:
        ring_head.title(ring, title)
    if plan.button(_("Plan"), icon=":material/event_available:", width="stretch", key="to_plan"):
        go("pages/plan.py", ring=ring_id)
    evidence.button("ring", ring_id, package)
    reveal_one.eye("account", ring["principal_account_id"], package)
    review.ring_row(ring_id, steps)
    render_ring(ring, ring_without(whole, out), out)
else:
    title.title(_("Rings: who with whom, and how sure?"), anchor=False)
    ring_head.ring_list()
case_dialog.show()
