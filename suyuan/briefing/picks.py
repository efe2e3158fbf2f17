"""What a shop's, an account's or a ring's view has picked, in a room's words: it stands over what the pick narrows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from suyuan import map_pick, weeks
from suyuan.briefing.leaf import Leaf, quiet
from suyuan.evidence.blocks import Block
from suyuan.messages import _, language
from suyuan.rings import ring_marks
from suyuan.rings.ring_graph import Ring
from suyuan.rings.ring_idle import said
from suyuan.rings.ring_marks import Picks
from suyuan.wording import pick_words
from suyuan.wording.ring_words import account_name, place_name
from suyuan.wording.words import WORDS, word


def of_shop(leaf: Leaf) -> Iterator[Block]:
    """A listing, an order, a buyer, some weeks, a place of dispatch."""
    yield from _line(leaf, [*_on_shop(leaf).values(), weeks.told(leaf.view.one("week"))])


def beside(leaf: Leaf, idle: Collection[str]) -> Iterator[Block]:
    """Of a shop's picks those that a table has nothing to narrow by (`idle`: their names in the link)."""
    told = " · ".join(words for key, words in _on_shop(leaf).items() if key in idle)
    if told:
        words = _("This table is not narrowed by: {what}").format(what=leaf.text(told, 300))
        yield quiet(words)


def _on_shop(leaf: Leaf) -> dict[str, str]:
    """A shop's picks but its weeks, by their names in the link. A buyer is told as the tables tell him: by his shop."""
    one = leaf.view.one
    said = {"listing": _("Listing: {what}"), "order": _("Order: {what}")}
    parts = {key: text.format(what=leaf.name(one(key))) for key, text in said.items() if one(key)}
    if buyer := one("buyer"):
        always = {"shop_id": leaf.view.one("shop"), "buyer": buyer, "since": None, "until": None}
        shops = [row["shop_name"] or row["shop_id"] for row in leaf.rows("shop__dealings", **always)]
        parts["buyer"] = _("Buyer: {what}").format(what=leaf.name(min(shops, default=buyer)))
    if start := one("start"):
        parts["start"] = _("From: {what}").format(what=region(leaf, start))
    return parts


def of_account(leaf: Leaf, called: str, *, is_tied: bool) -> Iterator[Block]:
    """A neighbour of one account; the table of ties has nothing of one that it only deals with."""
    words = called if is_tied else _("{pick} (not in this view)").format(pick=called)
    yield from _line(leaf, [words])


def of_ring(leaf: Leaf, ring: Ring, picks: Picks) -> Iterator[Block]:
    """An account, a shop, a person, a kind of tie, a site, a province, some weeks."""
    known, parts, view = ring_marks.names(ring), [], leaf.view.one("view") or "links"
    kind, name = known.get(picks.node, ("", ""))
    if picks.node:
        own = leaf.name(picks.node)
        parts.append((name or own) if kind == "shop" else account_name(own, name or None))
    if picks.person in known:
        parts.append(
            _("One person: {name}").format(name=account_name(leaf.name(picks.person), known[picks.person][1]))
        )
    if picks.tie in WORDS["trace_kind"]:
        parts.append(said(word("trace_kind", picks.tie), "tie", view))
    for _no, row in ring.sites[ring.sites["site_id"] == picks.site].iterrows():
        parts.append(f"{word('site_role', row['role'])}: {place_name(row, full=True)}")
    if picks.province:
        to = _("To: {what}").format(what=region(leaf, picks.province))
        parts.append(said(to, "to_province", view))
    if span := weeks.told(leaf.view.one("week")):
        parts.append(said(span, "week", view))
    yield from _line(leaf, parts)


def on_map(leaf: Leaf, picked: Mapping[str, str]) -> Iterator[Block]:
    """Where parcels start or end, a hexagon, where shops are registered; a shop."""
    places = [
        pick_words.on_map(name, region(leaf, picked[name])) for name in map_pick.PLACES if name in picked
    ]
    shop = [_("Shop {code}").format(code=leaf.name(picked["shop"]))] if "shop" in picked else []
    yield from _line(leaf, [*places, *shop])


def region(leaf: Leaf, key: str) -> str:
    """What a region, or a hexagon of the map, is called."""
    found = leaf.rows("geography__name", key=key)
    return str(found[0][f"name_{language()}"] or key) if found else key


def _line(leaf: Leaf, parts: list[str]) -> Iterator[Block]:
    told = " · ".join(part for part in parts if part)
    if told:
        yield quiet(_("Picked: {what}").format(what=leaf.text(told, 300)))
