"""A ring, or one account, on the hand-out: its key figures, and the drawing and rows of the view that was collected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from suyuan import weeks
from suyuan.briefing import of_replay, picks
from suyuan.briefing.leaf import Leaf, day, quiet, rows_of
from suyuan.cleared import not_counted, ring_head_without, ring_without
from suyuan.evidence import blocks, drawing_links, drawing_map, drawing_times
from suyuan.evidence.blocks import Block
from suyuan.evidence.drawing import COLOURS
from suyuan.evidence.drawing_map import Flow, Mark
from suyuan.messages import _, language
from suyuan.numbers import NONE, money, number
from suyuan.rings import chains, ring_marks, ring_neighbours
from suyuan.rings.replay_told import Subject
from suyuan.rings.ring_frames import frames
from suyuan.rings.ring_graph import FRONT, Ring, build
from suyuan.rings.ring_marks import UNPICKED, Picks, bound
from suyuan.wording import ring_words
from suyuan.wording.words import WORDS, word

MAP = (700, 360)
MOST, MOST_FLOWS, EVERYTHING = 10, 40, 10**9


def part(leaf: Leaf) -> Iterator[Block]:
    """A ring by its view; an account by its ties; without either the rings, the one to open first on top."""
    kind, subject = leaf.view.subject
    if kind == "account":
        yield from _account(leaf, subject)
    elif kind == "ring":
        yield from _ring(leaf, subject)
    else:
        yield from _list(leaf)


def _list(leaf: Leaf) -> Iterator[Block]:
    rings = leaf.load("rings__list", most=MOST)
    rows = [
        (
            leaf.text(ring_words.ring_name(row)), ring_words.evidence(row),
            f"{number(row['suspects'])} / {number(row['shops'])}", number(row["units_corroborated"]),
            money(row["amount_corroborated"], row["currency"]),
        )
        for row in rows_of(rings)
    ]  # fmt: skip
    columns = [(_("Ring"), 4.0), (_("Evidence"), 1.3), (_("Suspects / shops"), -1.3), (_("Units, at the least"), -1.4),
               (_("Sold, at the least"), -1.6)]  # fmt: skip
    yield from leaf.table(columns, rows)


def _ring(leaf: Leaf, ring_id: str) -> Iterator[Block]:
    [head] = leaf.rows("rings__head", ring=ring_id)
    members = leaf.load("rings__members", **{"ring": ring_id, **UNPICKED})
    head = ring_head_without(head, members, leaf.cleared)
    ring = _whole(leaf, ring_id, head)
    yield quiet(leaf.text(ring_words.ring_name(head)))
    if ring_words.is_cleared(head):
        yield blocks.para(
            _("Every suspect shop of this ring was cleared on review; it stands as the scan found it.")
        )
    units = _("{n} units")
    yield blocks.figures(
        [
            blocks.figure(_("Sold, at the least"), money(head["amount_corroborated"], head["currency"]), "",
                          units.format(n=number(head["units_corroborated"]))),
            blocks.figure(_("Sold, gross"), money(head["amount_gross"], head["currency"]), "",
                          units.format(n=number(head["units_gross"]))),
            blocks.figure(_("Suspect shops"),
                          _("{n} of {of}").format(n=number(head["suspects"]), of=number(head["shops"])), "",
                          not_counted(head["cleared"])),
            blocks.figure(_("Accounts in one hand"), number(head["accounts"]), "",
                          f"{day(head['first_order_at'])} – {day(head['last_order_at'])}"),
        ]
    )  # fmt: skip
    yield from picks.of_ring(leaf, ring, _picks(leaf, ring))
    parts = {"chain": _chain, "places": _places, "times": _times, "replay": _replay}
    yield from parts.get(leaf.view.one("view"), _links)(leaf, ring_id, head)


def _replay(leaf: Leaf, ring_id: str, head: dict[str, Any]) -> Iterator[Block]:
    ring = _whole(leaf, ring_id, head)
    yield from of_replay.part(leaf, Subject([ring_id], ring, ring, picks=_picks(leaf, ring)))


def _links(leaf: Leaf, ring_id: str, head: dict[str, Any]) -> Iterator[Block]:
    ring = _whole(leaf, ring_id, head)
    graph = build(ring, FRONT, also=(leaf.view.one("node"), leaf.view.one("site")))
    caption = _(
        "Those that matter: shops, candidate, places. Lines: the wider, the more ties them; arrows: supplies."
    )
    marks = ring_marks.marks(graph, ring, _picks(leaf, ring))
    yield leaf.picture("links", drawing_links.draw(graph, leaf.fonts.sans, marks), caption)
    together = chains.pairs(leaf.load("rings__ties", **_asked(leaf, ring_id, head), most=EVERYTHING))
    if len(together):
        together = together.sort_values(
            ["pair_weight", "account_id_a", "account_id_b"], ascending=[False, True, True]
        )
    rows = [
        (
            _account_name(leaf, row["account_id_a"], row["shops_a"]),
            _account_name(leaf, row["account_id_b"], row["shops_b"]),
            ring_words.kinds(row["kinds"]), ring_words.innocents(row["innocents_expected"]),
            word("tie_reading", row["kind"]),
        )
        for row in rows_of(together.head(MOST))
    ]  # fmt: skip
    columns = [(_("One"), 2.2), (_("Other"), 2.2), (_("Shared"), 3.4), (_("By chance"), 2.2),
               (_("Innocently shared by"), 2.4)]  # fmt: skip
    yield from leaf.table(columns, rows, _of(len(rows), len(together)))


def _whole(leaf: Leaf, ring_id: str, head: dict[str, Any]) -> Ring:
    return ring_without(frames(leaf.load, {**head, "ring_id": ring_id}), leaf.cleared)


def _asked(leaf: Leaf, ring_id: str, head: dict[str, Any]) -> dict[str, Any]:
    """The ring's id and what the view has picked, as its queries take them."""
    ring = _whole(leaf, ring_id, head)
    since, until = weeks.window(leaf.view.one("week"))
    return {"ring": ring_id, **bound(ring, _picks(leaf, ring)), "since": since, "until": until}


def _picks(leaf: Leaf, ring: Ring) -> Picks:
    """What is picked of this ring; what another ring's page left in the link is no pick here."""
    one, known = leaf.view.one, ring_marks.names(ring)
    return Picks(
        node=one("node") if one("node") in known else "",
        person=one("person") if known.get(one("person"), ("",))[0] == "account" else "",
        site=one("site") if one("site") in set(ring.sites["site_id"]) else "",
        tie=one("tie") if one("tie") in WORDS["trace_kind"] else "",
        province=one("to_province"),
    )


def _chain(leaf: Leaf, ring_id: str, head: dict[str, Any]) -> Iterator[Block]:
    asked = _asked(leaf, ring_id, head)
    flows = leaf.rows("rings__flows", **asked)[:MOST_FLOWS]
    if flows:
        caption = _("Parcels from the ring's places to provinces, the wider the more. Sketch map.")
        yield leaf.picture("flows", _flow_map(leaf, flows), caption)
    frame = leaf.load("rings__provinces", **asked)
    if len(frame):
        keys = ["province_key", f"province_{language()}", "currency"]
        summed = frame.groupby(keys, dropna=False, sort=True).agg(
            {"orders": "sum", "units": "sum", "amount": "sum"}
        )
        told = rows_of(summed.sort_values(["units", "orders"], ascending=False, kind="stable").reset_index())
        rows = [
            (leaf.text(row[keys[1]]), number(row["orders"]), number(row["units"]),
             money(row["amount"], row["currency"]))
            for row in told[:MOST]
        ]  # fmt: skip
        columns = [(_("Province"), 3.0), (_("Orders"), -1.0), (_("Units"), -1.0), (_("Sum sold"), -1.6)]
        yield from leaf.table(columns, rows, _of(len(rows), len(told)))
    supply = [row for row in leaf.rows("rings__supply", **asked) if row["implicated"]]
    if supply:
        chain = [
            (
                leaf.name(row["supplier_name"] or row["supplier_shop_id"]),
                _account_name(leaf, row["reseller_account_id"], row["reseller_names"]),
                number(row["orders"]), number(row["units"]), money(row["amount"], row["currency"]),
                f"{day(row['first_order_at'])} – {day(row['last_order_at'])}",
            )
            for row in supply[:MOST]
        ]  # fmt: skip
        columns = [(_("Supplier"), 2.0), (_("Reseller"), 2.4), (_("Orders"), -0.9), (_("Units"), -0.9),
                   (_("Sum sold"), -1.4), (_("First and last"), 2.2)]  # fmt: skip
        yield from leaf.table(columns, chain, _of(len(chain), len(supply)))


def _places(leaf: Leaf, ring_id: str, head: dict[str, Any]) -> Iterator[Block]:
    sites = leaf.rows("rings__sites", **_asked(leaf, ring_id, head))
    yield quiet(_("Candidates: a place is never established by records alone. It is checked on the ground."))
    marks = [
        Mark(row["latitude"], row["longitude"], f"{no} {ring_words.place_name(row)}", _colour(row["role"]),
             float(row["radius_m"] or 0))
        for no, row in enumerate(sites, start=1)
        if row["latitude"] is not None
    ]  # fmt: skip
    if marks:
        caption = _("Numbers as in the table. Circles: search areas, never the address itself. Sketch map.")
        yield leaf.picture("places", drawing_map.draw(marks, [], MAP, leaf.fonts.sans), caption)
    rows = [
        (
            str(no), word("site_role", row["role"]), leaf.text(ring_words.place_name(row, full=True)),
            word("site_basis", row["basis"]), number(row["shipments"]),
            NONE if row["radius_m"] is None else f"{number(row['radius_m'])} m",
            f"{day(row['first_shipped_at'])} – {day(row['last_shipped_at'])}",
        )
        for no, row in enumerate(sites[:MOST], start=1)
    ]  # fmt: skip
    columns = [("#", 0.0), (_("Role"), 1.2), (_("Place"), 2.4), (_("How known"), 1.6), (_("Parcels"), -0.9),
               (_("Search radius"), -1.1), (_("First and last"), 2.2)]  # fmt: skip
    yield from leaf.table(columns, rows, _of(len(rows), len(sites)))


def _times(leaf: Leaf, ring_id: str, head: dict[str, Any]) -> Iterator[Block]:
    asked = _asked(leaf, ring_id, head)
    # The weeks that are picked stand among all; what happened is told of them alone.
    sold_in = leaf.rows("rings__weeks", **{**asked, "since": None, "until": None})
    events = leaf.rows("rings__events", **asked)
    if sold_in:
        bars = [
            drawing_times.Bar(pd.Timestamp(row["week"]).to_pydatetime(), row["orders"], row["corroborated"])
            for row in sold_in
        ]
        marks = [drawing_times.Event(row["event_at"].to_pydatetime(), row["event"]) for row in events]
        names = {code: word("event", code) for code in WORDS["event"]}
        caption = _("Order lines a week; dark: those of the lower bound. Above: what happened to its shops.")
        picked = weeks.window(leaf.view.one("week"))
        yield leaf.picture("weeks", drawing_times.draw(bars, marks, names, leaf.fonts.sans, picked), caption)
    rows = [
        (day(row["event_at"]), word("event", row["event"]), leaf.name(row["shop_name"] or row["shop_id"]),
         leaf.text(row[f"place_{language()}"]))
        for row in events[:MOST]
    ]  # fmt: skip
    columns = [(_("Day"), 1.1), (_("Event"), 2.4), (_("Shop"), 2.0), (_("Place"), 2.4)]
    yield from leaf.table(columns, rows, _of(len(rows), len(events)))


def _account(leaf: Leaf, account_id: str) -> Iterator[Block]:
    own = leaf.rows("rings__account", account=account_id)[0]
    yield quiet(_account_name(leaf, own["account_id"], own["shop_names"]))
    yield blocks.figures(
        [
            blocks.figure(_("Shops"), number(own["shops"]), ""),
            blocks.figure(_("Suspect shops"), number(own["suspects"]), ""),
            blocks.figure(
                _("Role"), word("role", own["role"]) or NONE, "", ring_words.sure(own["confidence"])
            ),
        ]
    )
    asked = {"account": account_id, "other": "", "most": EVERYTHING}
    near = leaf.load("rings__trade", **asked), leaf.load("rings__account_ties", **asked)
    node, known = leaf.view.one("node"), ring_neighbours.names(*near)
    if node not in known:
        ties = rows_of(near[1])
    else:
        tied = leaf.rows("rings__account_ties", **asked | {"other": node})
        kind, name = known[node]
        called = leaf.name(name) if kind == "shop" else _account_name(leaf, node, None)
        yield from picks.of_account(leaf, called, is_tied=bool(tied))
        # To a neighbour who is only dealt with nothing ties the account: then all that does is told.
        ties = tied or rows_of(near[1])
    rows = [
        (_account_name(leaf, row["account_id"], row["shop_names"]), ring_words.tie(row["kind"]),
         ring_words.innocents(row["innocents_expected"]), word("tie_reading", row["kind"]))
        for row in ties[: 2 * MOST]
    ]  # fmt: skip
    columns = [(_("Tied to"), 2.6), (_("Shared"), 2.6), (_("By chance"), 2.2),
               (_("Innocently shared by"), 3.0)]  # fmt: skip
    yield from leaf.table(columns, rows, _of(len(rows), len(ties)))


def _account_name(leaf: Leaf, account_id: Any, shops: Any) -> str:
    return leaf.text(ring_words.account_name(leaf.name(account_id), shops), 60)


def _flow_map(leaf: Leaf, flows: list[dict[str, Any]]) -> str:
    top = max(row["parcels"] for row in flows)
    starts = {
        row["site_id"]: Mark(row["origin_latitude"], row["origin_longitude"], "", _colour(row["role"]))
        for row in flows
    }
    ends = {
        row["province_key"]: Mark(row["destination_latitude"], row["destination_longitude"],
                                  leaf.text(row[f"province_{language()}"]), COLOURS["quiet"], size=1.8)
        for row in flows
    }  # fmt: skip
    drawn = [
        Flow((row["origin_latitude"], row["origin_longitude"]),
             (row["destination_latitude"], row["destination_longitude"]), row["parcels"] / top)
        for row in flows
    ]  # fmt: skip
    return drawing_map.draw([*starts.values(), *ends.values()], drawn, MAP, leaf.fonts.sans, margin_px=40)


def _colour(role: Any) -> str:
    return COLOURS["source" if role == "source" else "against"]


def _of(shown: int, of: int) -> str:
    return _("{n} of {of} rows").format(n=number(shown), of=number(of)) if shown < of else ""
