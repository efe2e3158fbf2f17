"""What one step's pages of the hand-out are written with: its view, the rows behind it as a room may see them, ink."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

import pandas as pd

from suyuan.briefing.view import View
from suyuan.evidence import blocks
from suyuan.evidence.blocks import Block
from suyuan.evidence.fonts import Fonts
from suyuan.evidence.plain import plain
from suyuan.messages import _
from suyuan.numbers import NONE, number
from suyuan.plan.model import Plan
from suyuan.pseudonyms import SHORT, is_shaped

# `load("rings__head", ring=…)`: a page's query as a room may see it; `books("watches")`: casework's records likewise.
Load = Callable[..., pd.DataFrame]
Books = Callable[[str], Sequence[Mapping[str, Any]]]
# The plan of a ring or a case, by kind and token.
PlanOf = Callable[[str, str], Plan]
SMALL = 7.8


@dataclass
class Leaf:
    """One step on paper. `number`: its place in the briefing, which keeps its pictures' names apart.

    `cleared`: shops that were cleared, as `load` calls them; no figure counts them and no list names them as suspects.
    """

    number: int
    view: View
    fonts: Fonts
    load: Load
    books: Books
    plan_of: PlanOf
    zone: tzinfo
    cleared: frozenset[str] = frozenset()
    pictures: dict[str, str] = field(default_factory=dict)

    def text(self, value: Any, most: int = 120) -> str:
        """A value from data or from people, one line of harmless characters; a dash for none."""
        return plain(value, self.fonts.covered, most) or NONE

    def name(self, value: Any) -> str:
        """An id or a name: of a pseudonym its beginning, as on screen."""
        return str(value)[:SHORT] if isinstance(value, str) and is_shaped(value) else self.text(value, 60)

    def rows(self, query: str, **parameters: object) -> list[dict[str, Any]]:
        return rows_of(self.load(query, **parameters))

    def picture(self, name: str, svg: str, caption: str) -> Block:
        file = f"step-{self.number}-{name}.svg"
        self.pictures[file] = svg
        return blocks.image(file, caption)

    def table(
        self, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]], told: str = ""
    ) -> list[Block]:
        """The table, and under it how many rows it leaves out; a line that says so where it has none."""
        if not rows:
            return [quiet(_("Nothing fits this view."))]
        made = [blocks.table(columns, rows, size_pt=SMALL)]
        return [*made, quiet(told)] if told else made


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame's rows, nulls of every kind as None."""
    return [
        {str(name): None if _is_null(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def quiet(text: str) -> Block:
    return {"type": "quiet", "text": text}


def of(shown: int, whole: int) -> str:
    """Under a table: how many of its rows are shown; '' where all are."""
    return _("{n} of {of} rows").format(n=number(shown), of=number(whole)) if shown < whole else ""


def day(value: Any) -> str:
    """A day, in UTC as the data has it."""
    return NONE if value is None else f"{value:%Y-%m-%d}"


def _is_null(value: Any) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))
