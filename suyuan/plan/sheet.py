"""A plan's sheets as PDF: an overview, and one a province. Set by typst from plain data, without a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from suyuan.evidence import fonts
from suyuan.evidence.drawing import COLOURS
from suyuan.evidence.drawing_map import Mark, draw
from suyuan.messages import _
from suyuan.plan import sheet_parts, words
from suyuan.plan.model import Jurisdiction, Plan, Site
from suyuan.plan.printing import printed
from suyuan.plan.sheet_parts import Ink

# Wide, and low on a province's own sheet, so that a province with a few sites fits one page.
_MAP, _SMALL_MAP = (1000, 430), (1000, 290)
OVERVIEW = "overview"
Block = dict[str, Any]


def pdf(plan: Plan, which: Sequence[str], *, names: bool = False, is_demo: bool = False) -> bytes:
    """The sheets of `which`, `OVERVIEW` and codes of provinces, in the caller's language, each from a page of its own.

    `names`: whether addresses and people's names stand on them; innocents are counted and never named either way.
    Raises EvidenceError where there is no font with Chinese, RuntimeError where typst fails, KeyError on a code that
    the plan does not have.
    """
    ink = Ink(fonts.find(), names, is_demo)
    by_code = {one.code: one for one in plan.jurisdictions}
    blocks: list[Block] = []
    for code in which:
        own = None if code == OVERVIEW else by_code[code]
        blocks += [map_of(ink, plan, one) if one["type"] == "map" else one
                   for one in sheet_parts.blocks(ink, plan, own)]  # fmt: skip
        blocks.append({"type": "pagebreak"})
    title = _("Operation plan")
    head = f"{title} · {ink.text(plan.subject)} · {_('Scan')} {ink.text(plan.scan_id)}"
    return printed(title, head, blocks[:-1], ink.pictures, ink.fonts, is_demo=ink.is_demo)


def map_of(ink: Ink, plan: Plan, block: Block) -> Block:
    """The picture of a block of type `map`, drawn into the ink's pictures; a line of text where nothing has a place."""
    own: Jurisdiction | None = block["jurisdiction"]
    placed = [site for site in (own.sites if own else plan.sites) if site.latitude is not None]
    if not placed:
        return {"type": "quiet", "text": _("No site here has coordinates: there is no map.")}
    name = f"map-{own.code or 'unknown' if own else OVERVIEW}.svg"
    ink.pictures[name] = draw(
        list(_marks(placed)), [], _SMALL_MAP if own else _MAP, ink.fonts.sans, closest=9.5
    )
    caption = _(
        "Filled: targets. Hollow: verify first. Circles: search areas, never the address. Sketch map."
    )
    return {"type": "image", "file": name, "caption": caption}


def _marks(sites: Sequence[Site]) -> Iterator[Mark]:
    for site in sites:
        assert site.latitude is not None and site.longitude is not None
        yield Mark(
            site.latitude, site.longitude, f"{site.number} {words.below(site.where)}".strip(),
            COLOURS["source" if site.role == "source" else "against"],
            radius_m=site.radius_m or 500.0, size=6.0, filled=site.is_target,
        )  # fmt: skip
