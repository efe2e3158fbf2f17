"""Words in the figure of a story: cut to the room there is, and text that stays text."""

from __future__ import annotations

from collections.abc import Sequence

from suyuan.rings.ring_graph import GraphNode
from suyuan.rings.ring_story import Event

# What happened lately finds room on one line of a screen: so many Latin letters, half as many Chinese.
_LINE = 140


def short(node: GraphNode) -> str:
    """A node's name as far as it finds room: the middle, where the accounts stand, is the narrowest."""
    name, most = node.label.split("\n")[-1], 12 if node.kind in ("account", "principal") else 14
    # Of "Account A12345678" or "Owner of …" the last word tells who it is.
    name = name if len(name) <= most else name.rpartition(" ")[2]
    return plain(name if len(name) <= most else name[: most - 1] + "…")


def by_step(events: Sequence[Event], steps: int, stays: int) -> list[str]:
    """What the line of each step says: its own events first, then those before that found no room yet.

    What stands there stays for `stays` steps unless something comes after it; what waits longer than that is left out.
    """
    waiting: list[Event] = []
    told, since, lines = "", 0, []
    for step in range(steps):
        waiting = [
            *(event for event in events if event.step == step),
            *(event for event in waiting if step - event.step < stays),
        ]
        if waiting:
            fits = _fitting([event.told for event in waiting])
            told, since, waiting = one_line(fits), step, waiting[len(fits) :]
        elif step - since >= stays:
            told = ""
        lines.append(told)
    return lines


def one_line(told: Sequence[str]) -> str:
    """What was told on one line, as text."""
    return " · ".join(plain(words) for words in told)


def _fitting(told: Sequence[str]) -> list[str]:
    """The first of what is told, as many as find room; one that is too long by itself is cut."""
    kept: list[str] = []
    room = _LINE
    for words in told:
        wide = width(words) + 3
        if kept and wide > room:
            break
        while width(words) > room:
            words = words[:-2].rstrip() + "…"  # noqa: PLW2901
        kept.append(words)
        room -= wide
    return kept


def width(text: str) -> int:
    """How wide a text is in Latin letters; a Chinese one is as wide as two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def plain(text: object) -> str:
    """Text that Plotly takes for text: it reads a little HTML, and links in it, and fills in %{…}."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")
