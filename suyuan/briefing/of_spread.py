"""The distribution of prices on the hand-out: a shape a brand, as the page draws it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from suyuan.briefing.leaf import Leaf, rows_of
from suyuan.evidence import drawing_ridges
from suyuan.evidence.blocks import Block
from suyuan.evidence.drawing_ridges import Ridge
from suyuan.messages import _
from suyuan.numbers import number
from suyuan.price_pick import LANES
from suyuan.price_ridges import is_marked
from suyuan.wording import price_words


def part(leaf: Leaf, picked: dict[str, Any]) -> Iterator[Block]:
    """How each brand's prices spread around the reference; nothing where no listing is left. `picked`: as asked."""
    spread = leaf.load("prices__brand_spread", **picked, most=LANES)
    if spread.empty:
        return
    with_picked = is_marked(spread)
    figures = ["brand_suspect_listings", "brand_listings"]
    figures = ["brand_picked_listings", *figures] if with_picked else figures
    ridges: dict[str, Ridge] = {}
    for row in rows_of(spread):
        counts = " / ".join(number(row[name]) for name in figures)
        ridge = ridges.setdefault(row["brand"], Ridge(leaf.text(row["brand"], 40), counts, {}))
        own = tuple(int(row[name]) for name in ("listings", "suspect_listings", "picked_listings"))
        ridge.by_step[int(row["step"])] = own  # type: ignore[index]
    caption = " ".join(
        (
            _("100 %: the reference. A low price alone convicts nobody."),
            price_words.beside_brands(with_picked),
        )
    )
    drawn = drawing_ridges.draw(
        list(ridges.values()), price_words.chart(True), leaf.fonts.sans, with_picked=with_picked
    )
    yield leaf.picture("spread", drawn, caption)
