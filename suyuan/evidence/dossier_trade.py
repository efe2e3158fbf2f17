"""The part of a dossier on a ring's trade: supply, provinces, places and maps, what happened when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from suyuan.evidence import blocks, drawing_map, drawing_times
from suyuan.evidence.blocks import Block
from suyuan.evidence.drawing import COLOURS
from suyuan.evidence.drawing_map import Flow, Mark
from suyuan.evidence.paper import Paper, at, listed
from suyuan.messages import _, language, ngettext
from suyuan.numbers import NONE, money, number
from suyuan.rings.chains import rows as chains_rows
from suyuan.wording import ring_words
from suyuan.wording.words import WORDS, word

MAP, SMALL_MAP = (700, 420), (700, 330)
MOST_FLOWS, MOST_EVENTS, MOST_SUPPLY = 40, 16, 20


def part(paper: Paper, stem: str) -> Iterator[Block]:
    yield from _supply(paper, stem)
    yield from _provinces(paper, stem)
    yield from _places(paper, stem)
    yield from _times(paper, stem)


def _supply(paper: Paper, stem: str) -> Iterator[Block]:
    path = f"{stem}supply.csv"
    rows = [row for row in paper.rows(path) if row.implicated]
    if not rows:
        return
    yield blocks.heading(_("Supply chain"), 2)
    yield blocks.para(
        _("Repeated purchases upstream. Regular customers and honest resellers buy again and again too.")
    )
    yield blocks.table(
        [("#", 0), (_("Supplier"), 2.5), (_("Reseller"), 2.5), (_("Orders"), -0.9), (_("Units"), -0.9),
         (_("Sum sold"), -1.4), (_("First and last"), 2.2)],
        [
            (
                str(row.no),
                paper.text(row.supplier_name if isinstance(row.supplier_name, str) else row.supplier_shop_id, 50),
                paper.text(ring_words.short_name(row.reseller_account_id, row.reseller_names), 50),
                number(row.orders),
                number(row.units),
                money(row.amount, row.currency),
                paper.period(row.first_order_at, row.last_order_at),
            )
            for row in rows[:MOST_SUPPLY]
        ],
        listed(path, min(len(rows), MOST_SUPPLY), len(paper.frame(path))),
    )  # fmt: skip


def _provinces(paper: Paper, stem: str) -> Iterator[Block]:
    path = f"{stem}provinces.csv"
    frame = paper.frame(path)
    if frame.empty:
        return
    keys = ["province_key", f"province_{language()}", "currency"]
    frame = frame.assign(amount=frame["amount"].map(lambda value: value))
    told = frame.groupby(keys, sort=False).agg(
        orders=("orders", "sum"), units=("units", "sum"), amount=("amount", "sum"), numbers=("no", list)
    )
    told = told.sort_values(["units", "orders"], ascending=False).reset_index()
    yield blocks.heading(_("Where the goods went"), 2)
    flows = paper.rows(f"{stem}flows.csv")
    if flows:
        yield paper.picture(
            f"{stem.replace('/', '-')}flows.svg",
            _flow_map(paper, flows[:MOST_FLOWS], stem),
            _("Parcels from the ring's places to provinces, the wider the more. Sketch map."),
            at(f"{stem}flows.csv"),
        )
    yield blocks.table(
        [(_("Province"), 2), (_("Orders"), -1), (_("Units"), -1), (_("Sum sold"), -1.5), (_("Rows summed"), 2.5)],
        [
            (paper.text(row[1]), number(row.orders), number(row.units), money(row.amount, row.currency),
             _numbers(row.numbers))
            for row in chains_rows(told)
        ],
        listed(path, len(frame), len(frame)),
    )  # fmt: skip


def _numbers(numbers: list[int]) -> str:
    told = ", ".join(str(one) for one in numbers[:6])
    return told + (" …" if len(numbers) > 6 else "")


def _flow_map(paper: Paper, flows: list[Any], stem: str) -> str:
    top = max(row.parcels for row in flows)
    marks = {
        row.site_id: Mark(row.origin_latitude, row.origin_longitude, "", COLOURS[_colour(row.role)])
        for row in flows
    }
    ends = {
        row.province_key: Mark(row.destination_latitude, row.destination_longitude,
                               paper.text(getattr(row, f"province_{language()}")), COLOURS["quiet"], size=1.8)
        for row in flows
    }  # fmt: skip
    drawn = [
        Flow((row.origin_latitude, row.origin_longitude), (row.destination_latitude, row.destination_longitude),
             row.parcels / top)
        for row in flows
    ]  # fmt: skip
    return drawing_map.draw([*marks.values(), *ends.values()], drawn, MAP, paper.fonts.sans, margin_px=40)


def _colour(role: object) -> str:
    return "source" if role == "source" else "against"


def _places(paper: Paper, stem: str) -> Iterator[Block]:
    path = f"{stem}sites.csv"
    rows = paper.rows(path)
    if not rows:
        return
    yield blocks.heading(_("Places"), 2)
    yield blocks.para(
        _("Candidates: a place is never established by records alone. It is checked on the ground.")
    )
    placed = [row for row in rows if pd.notna(row.latitude)]
    if placed:
        marks = [
            Mark(row.latitude, row.longitude, f"{row.no} {ring_words.place_name(row._asdict())}",
                 COLOURS[_colour(row.role)], float(row.radius_m or 0))
            for row in placed
        ]  # fmt: skip
        caption = _("Numbers as in the table. Circles: search areas, never the address itself. Sketch map.")
        drawn = drawing_map.draw(marks, [], SMALL_MAP, paper.fonts.sans)
        yield paper.picture(f"{stem.replace('/', '-')}sites.svg", drawn, caption, at(path))
    yield blocks.table(
        [("#", 0), (_("Role"), 1.1), (_("Place"), 1.8), (_("Address on the parcels"), 3), (_("How known"), 1.6),
         (_("Parcels"), -0.9), (_("Search radius"), -1), (_("First and last"), 1.4)],
        [
            (
                str(row.no),
                word("site_role", row.role),
                paper.text(ring_words.place_name(row._asdict(), full=True)),
                paper.text(row.origin_address),
                word("site_basis", row.basis),
                number(row.shipments),
                f"{number(row.radius_m)} m" if pd.notna(row.radius_m) else NONE,
                f"{paper.day(row.first_shipped_at)} {paper.day(row.last_shipped_at)}",
            )
            for row in rows
        ],
        listed(path, len(rows), len(rows)),
    )  # fmt: skip


def _times(paper: Paper, stem: str) -> Iterator[Block]:
    weeks, events = paper.rows(f"{stem}weeks.csv"), paper.rows(f"{stem}events.csv")
    if not weeks:
        return
    yield blocks.heading(_("Timeline"), 2)
    bars = [
        drawing_times.Bar(pd.Timestamp(row.week).to_pydatetime(), row.orders, row.corroborated)
        for row in weeks
    ]
    marks = [drawing_times.Event(row.event_at.to_pydatetime(), row.event) for row in events]
    drawn = drawing_times.draw(
        bars, marks, {code: word("event", code) for code in WORDS["event"]}, paper.fonts.sans
    )
    caption = _("Order lines a week; dark: those of the lower bound. Above: what happened to its shops.")
    yield paper.picture(f"{stem.replace('/', '-')}weeks.svg", drawn, caption, at(f"{stem}weeks.csv"))
    if events:
        yield blocks.table(
            [("#", 0), (_("Day"), 1.1), (_("Event"), 1.6), (_("Shop"), 2.6), (_("Detail"), 3)],
            [
                (str(row.no), paper.day(row.event_at), word("event", row.event),
                 paper.text(row.shop_name if isinstance(row.shop_name, str) else row.shop_id), _detail(paper, row))
                for row in events[:MOST_EVENTS]
            ],
            listed(f"{stem}events.csv", min(len(events), MOST_EVENTS), len(events)),
        )  # fmt: skip


def _detail(paper: Paper, row: Any) -> str:
    if row.event == "test_buy":
        return word("verdict", row.detail)
    if row.event == "price":
        count = int(row.figure)
        if row.detail == "up":
            return ngettext("{n} listing dearer", "{n} listings dearer", count).format(n=number(count))
        return ngettext("{n} listing cheaper", "{n} listings cheaper", count).format(n=number(count))
    if row.event == "new_place":
        return paper.text(getattr(row, f"place_{language()}"))
    return _("to account {id}").format(id=paper.text(row.detail))
