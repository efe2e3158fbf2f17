"""Where parcels start and go on the hand-out: the map of the busiest flows, and what was picked on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from suyuan import map_pick, map_view
from suyuan.briefing import picks
from suyuan.briefing.leaf import Leaf, day, of, quiet
from suyuan.cleared import not_counted
from suyuan.evidence import blocks, drawing_map
from suyuan.evidence.blocks import Block
from suyuan.evidence.drawing import COLOURS
from suyuan.evidence.drawing_map import Flow, Mark
from suyuan.map_pick import PLACES
from suyuan.messages import _, language
from suyuan.numbers import NONE, number, percent

MOST, MOST_FLOWS, MOST_SITES = 18, 40, 40
MAP = (700, 400)
_WHOLE = 10**9
_ALWAYS = datetime(1, 1, 1), datetime(9999, 1, 1)  # noqa: DTZ001 - the tables' times carry no zone: all are UTC


def part(leaf: Leaf) -> Iterator[Block]:
    """Where the parcels start and go: a map of the busiest flows, the regions ranked.

    What was picked narrows figures, map and rows alike: then the rows are the shops or parcels behind it.
    """
    asked = _asked(leaf)
    picked = {name: asked[name] for name in (*PLACES, "shop") if asked[name]}
    yield from picks.on_map(leaf, picked)
    shops = leaf.rows("geography__shops", **asked, most=_WHOLE)
    yield _figures(leaf, asked, shops)
    flows = leaf.rows("geography__flows", **asked, most=MOST_FLOWS)
    marks = _marks(leaf, asked)
    if flows or marks:
        caption = _("The busiest flows, the wider the more. Sketch map.")
        if picked:
            caption = _("The flows of what was picked, the wider the more. Sketch map.")
        if any(mark.colour == COLOURS["others"] for mark in marks):
            caption += " " + _("Hollow grey: sites of rings that were cleared on review.")
        yield leaf.picture("flows", _map(leaf, flows, marks), caption)
    if picked and leaf.view.one("rows") == "parcels":
        yield from _parcels(leaf, asked, sum(row["parcels"] for row in shops))
    elif picked:
        yield from _shops(leaf, shops)
    else:
        yield from _regions(leaf, asked)
    yield quiet(_("A busy place alone is no evidence."))


def _figures(leaf: Leaf, asked: dict[str, Any], shops: list[dict[str, Any]]) -> Block:
    """Parcels, and suspects among their senders; one that was cleared is none, as in every figure."""
    suspects = [row for row in shops if row["suspect"]]
    [head] = leaf.rows("geography__headline", **asked)
    return blocks.figures(
        [
            blocks.figure(_("Parcels"), number(head["parcels"]), ""),
            blocks.figure(_("of suspect shops"), number(sum(row["parcels"] for row in suspects)), ""),
            blocks.figure(_("Suspect shops"), number(len(suspects)), "", not_counted(head["cleared_shops"])),
        ]
    )


def _regions(leaf: Leaf, asked: dict[str, Any]) -> Iterator[Block]:
    ends = leaf.view.one("side") == "end"
    found = leaf.rows("geography__regions", **asked, ends=ends)
    rows = [
        (leaf.text(row[f"name_{language()}"] or row["region_key"]), number(row["parcels"]), number(row["units"]),
         percent(row["share_of_total"]), percent(row["share_of_region"]))
        for row in found[:MOST]
    ]  # fmt: skip
    columns = [(_("End") if ends else _("Start"), 3.0), (_("Parcels"), -1.0), (_("Units"), -1.0),
               (_("Share of these"), -1.2), (_("Share of all there"), -1.3)]  # fmt: skip
    yield from leaf.table(columns, rows, of(len(rows), len(found)))


def _shops(leaf: Leaf, found: list[dict[str, Any]]) -> Iterator[Block]:
    rows = [
        (
            leaf.name(row["shop_name"] or row["shop_id"]),
            _("suspect") if row["suspect"] else "",
            leaf.text(row["registered_region"]), number(row["parcels"]), percent(row["share_of_shop"]),
            number(row["units"]),
            NONE if row["median_distance_km"] is None else f"{number(row['median_distance_km'])} km",
        )
        for row in found[:MOST]
    ]  # fmt: skip
    columns = [(_("Shop"), 2.2), ("", 0.9), (_("Registered in"), 1.8), (_("Parcels"), -0.9),
               (_("of the shop's"), -1.1), (_("Units"), -0.8), (_("Usual distance"), -1.1)]  # fmt: skip
    yield from leaf.table(columns, rows, of(len(rows), len(found)))


def _parcels(leaf: Leaf, bound: dict[str, Any], whole: int) -> Iterator[Block]:
    found = leaf.rows("geography__parcels", **bound, most=MOST)
    rows = [
        (leaf.name(row["shop_name"] or row["shop_id"]), day(row["shipped_at"]), leaf.text(row[f"origin_{language()}"]),
         leaf.text(row[f"destination_{language()}"]), number(row["units"]))
        for row in found
    ]  # fmt: skip
    columns = [(_("Shop"), 2.0), (_("Shipped"), 1.2), (_("From"), 2.0), (_("To"), 2.0), (_("Units"), -0.8)]
    yield from leaf.table(columns, rows, of(len(rows), whole))


def _marks(leaf: Leaf, asked: dict[str, Any]) -> list[Mark]:
    """The rings' sites where the view shows them, and where the regions stand that were picked."""
    marks = []
    if leaf.view.one("sites") == "true":
        marks = [
            Mark(row["latitude"], row["longitude"], "",
                 COLOURS["others" if row["is_cleared"] else "source" if row["role"] == "source" else "against"],
                 size=4.0, filled=not row["is_cleared"])
            for row in leaf.rows("geography__sites", most=MOST_SITES)
        ]  # fmt: skip
    for name in ("origin", "destination", "registered"):
        colour = "suspect" if name == "registered" and not asked["everyone"] else "text"
        marks += [
            Mark(row["latitude"], row["longitude"], leaf.text(row[f"name_{language()}"]), COLOURS[colour], size=7.0,
                 filled=False)
            for row in leaf.rows("geography__name", key=asked[name])
            if asked[name] and row["latitude"] is not None
        ]  # fmt: skip
    if map_view.is_cell(asked["cell"]):
        longitude, latitude = map_view.centre(asked["cell"])
        marks.append(Mark(latitude, longitude, "", COLOURS["text"], size=9.0, filled=False))
    return marks


def _asked(leaf: Leaf) -> dict[str, Any]:
    days = [one for value in leaf.view.asked.get("days", []) for one in _days(value)]
    since, until = _ALWAYS
    # The whole span holds undated parcels too, and so does a link that names its first and last day.
    whole = not days or (days[0], days[-1]) == _span(leaf)
    if not whole:
        since, until = (_moment(leaf, one) for one in (days[0], days[-1] + timedelta(days=1)))
    level = leaf.view.one("level")
    return {
        "everyone": leaf.view.one("parcels") == "all",
        "level": level if level in ("province", "district") else "city",
        "province": leaf.view.one("from"),
        "since": since,
        "until": until,
        "whole": whole,
        **_picks(leaf),
    }


def _picks(leaf: Leaf) -> dict[str, str]:
    """What was picked, by name: '' leaves out nothing."""
    old = map_pick.from_old_link(leaf.view.one("pick"))
    return {name: leaf.view.one(name) or old.get(name, "") for name in (*PLACES, "shop")}


def _span(leaf: Leaf) -> tuple[date, ...]:
    """The first and the last day of all parcels, on the viewer's calendar."""
    [row] = leaf.rows("geography__period")
    seen = [row["first_seen_at"], row["last_seen_at"]]
    return tuple(one.replace(tzinfo=UTC).astimezone(leaf.zone).date() for one in seen if one is not None)


def _moment(leaf: Leaf, day: date) -> datetime:
    """A day's begin on the viewer's calendar, as the tables hold it: UTC without a zone."""
    return datetime.combine(day, time(), leaf.zone).astimezone(UTC).replace(tzinfo=None)


def _map(leaf: Leaf, flows: list[dict[str, Any]], others: list[Mark]) -> str:
    top = max((row["parcels"] for row in flows), default=1)
    marks: dict[str, Mark] = {}
    for end in ("destination", "origin"):
        for row in flows:
            name = leaf.text(row[f"{end}_{language()}"] or "")
            marks[row[f"{end}_key"]] = Mark(
                row[f"{end}_latitude"], row[f"{end}_longitude"], "" if name == NONE else name,
                COLOURS["source" if end == "origin" else "quiet"], size=3.0 if end == "origin" else 1.8,
            )  # fmt: skip
    drawn = [
        Flow((row["origin_latitude"], row["origin_longitude"]),
             (row["destination_latitude"], row["destination_longitude"]), row["parcels"] / top)
        for row in flows
    ]  # fmt: skip
    return drawing_map.draw([*marks.values(), *others], drawn, MAP, leaf.fonts.sans, margin_px=40)


def _days(value: str) -> list[date]:
    try:
        return [date.fromisoformat(value[:10])]
    except ValueError:
        return []
