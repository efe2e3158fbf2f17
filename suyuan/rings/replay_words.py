"""Words in the figure of a story: cut to the room there is, and text that stays text."""

from __future__ import annotations

from collections.abc import Sequence

from suyuan.rings.ring_graph import GraphNode

# What happened lately finds room on one line of a screen: so many Latin letters, half as many Chinese.
_LINE = 140


def short(node: GraphNode) -> str:
    """A node's name as far as it finds room: the middle, where the accounts stand, is the narrowest."""
    name, most = node.label.split("\n")[-1], 12 if node.kind in ("account", "principal") else 14
    # Of "Account A12345678" or "Owner of …" the last word tells who it is.
    name = name if len(name) <= most else name.rpartition(" ")[2]
    return plain(name if len(name) <= most else name[: most - 1] + "…")


def one_line(told: Sequence[str]) -> str:
    """The latest of what was told, as many as find room; one that is too long by itself is cut."""
    kept: list[str] = []
    room = _LINE
    for words in reversed(told):
        wide = width(words) + 3
        if kept and wide > room:
            break
        while width(words) > room:
            words = words[:-2].rstrip() + "…"  # noqa: PLW2901
        kept.insert(0, plain(words))
        room -= wide
    return " · ".join(kept)


def width(text: str) -> int:
    """How wide a text is in Latin letters; a Chinese one is as wide as two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def plain(text: object) -> str:
    """Text that Plotly takes for text: it reads a little HTML, and links in it, and fills in %{…}."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")
