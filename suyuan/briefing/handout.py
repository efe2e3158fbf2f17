"""A briefing on paper: each step's title, note and what its view shows, as a room may see it; set by typst."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from typing import Any

from suyuan.briefing import of_map, of_market, of_prices, of_ring, of_shop, of_work
from suyuan.briefing.leaf import Books, Leaf, Load, PlanOf, quiet
from suyuan.briefing.view import View, parsed
from suyuan.evidence import blocks, fonts
from suyuan.evidence.blocks import Block
from suyuan.evidence.plain import plain
from suyuan.messages import _
from suyuan.numbers import number
from suyuan.plan.printing import printed

_PARTS: dict[str, Callable[[Leaf], Iterator[Block]]] = {
    "overview": of_market.suspects,
    "prices": of_prices.part,
    "geography": of_map.part,
    "shop": of_shop.part,
    "rings": of_ring.part,
    "plan": of_work.plan,
    "cases": of_work.cases,
    "data": of_work.data,
}
_LONGEST, _LINE = 2000, 90


@dataclass(frozen=True)
class Papers:
    """What stands beside the steps. `scanned`: when, in the viewer's zone, which it names, and how long ago.

    `rings`: since when rings stand, where they are still to be worked out: on every page, as every view may name one.
    """

    title: str
    scan_id: str
    scanned: str
    is_demo: bool
    rings: str = ""


@dataclass(frozen=True)
class Sources:
    """Where the rows come from, already as a room may see them.

    `is_gone`: whether a view's subject is in the findings no more; `zone`: on whose calendar a view's days are;
    `cleared`: shops that were cleared, as `load` calls them.
    """

    load: Load
    books: Books
    plan_of: PlanOf
    is_gone: Callable[[View], bool]
    zone: tzinfo
    cleared: frozenset[str] = frozenset()


def pdf(papers: Papers, steps: Sequence[Mapping[str, Any]], sources: Sources) -> bytes:
    """The hand-out in the caller's language. `steps`: records of `briefing_steps`, in their order.

    Raises EvidenceError where there is no font with Chinese, RuntimeError where typst fails.
    """
    ink = fonts.find()
    pictures: dict[str, str] = {}
    made: list[Block] = list(_cover(papers, steps, ink))
    # A query that asks who was cleared is told; the others ask nothing of it.
    load = partial(sources.load, cleared=sorted(sources.cleared))
    for place, step in enumerate(steps, start=1):
        leaf = Leaf(
            place, parsed(step["link"]), ink, load, sources.books, sources.plan_of, sources.zone,
            sources.cleared,
        )  # fmt: skip
        made += [blocks.PAGEBREAK, *_step(leaf, step, len(steps), sources)]
        pictures |= leaf.pictures
    title = plain(papers.title, ink.covered, 60)
    head = f"{title} · {_('Scan')} {plain(papers.scan_id, ink.covered)}"
    head += f" · {papers.rings}" if papers.rings else ""
    return printed(title, head, made, pictures, ink, is_demo=papers.is_demo)


def _cover(papers: Papers, steps: Sequence[Mapping[str, Any]], ink: fonts.Fonts) -> Iterator[Block]:
    yield blocks.heading(plain(papers.title, ink.covered, _LONGEST))
    yield blocks.notice(
        _(
            "Derived analysis, reckoned by a program from delivered data. Nobody in it is found guilty of anything: "
            "shops are suspect, persons and places are candidates, to be checked. Names, ids, phones and addresses "
            "are hidden."
        )
    )
    if papers.is_demo:
        yield blocks.notice(_("Demo data: every shop, person and place is invented."))
    if papers.rings:
        yield blocks.notice(papers.rings)
    yield blocks.pairs(
        [
            (_("Scan"), plain(papers.scan_id, ink.covered), ""),
            (_("Scanned"), plain(papers.scanned, ink.covered), ""),
            (_("Steps"), number(len(steps)), ""),
        ],
        width_mm=34,
    )
    if not steps:
        yield blocks.para(_("This briefing has no step yet."))
        return
    rows = [
        (str(place), plain(step["title"], ink.covered, 200), plain(parsed(step["link"]).place, ink.covered))
        for place, step in enumerate(steps, start=1)
    ]
    yield blocks.table([("#", 0), (_("Title"), 4), (_("View"), 2.4)], rows)


def _step(leaf: Leaf, step: Mapping[str, Any], count: int, sources: Sources) -> Iterator[Block]:
    place = _("{n} of {all}").format(n=number(leaf.number), all=number(count))
    yield quiet(f"{place} · {leaf.text(leaf.view.place)}")
    yield blocks.heading(leaf.text(step["title"], 200))
    if step["note"]:
        yield from (
            blocks.para(leaf.text(line, _LONGEST)) for line in step["note"].splitlines() if line.strip()
        )
    if sources.is_gone(leaf.view):
        yield blocks.notice(_("What this step showed is not in the present scan any more."))
    else:
        yield from _PARTS[leaf.view.page](leaf)
    link = leaf.text(step["link"], 400)
    # A link that fits its line stands unbroken, so that it can be copied.
    link = link.replace("\u200b", "") if len(link) < _LINE else link
    yield quiet(_("View {link}; added on scan {scan}").format(link=link, scan=leaf.text(step["scan_id"])))
