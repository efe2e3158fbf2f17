"""What a dossier is made of: blocks of plain text and figures, which the template sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]


def heading(text: str, level: int = 1) -> Block:
    return {"type": "heading", "text": text, "level": level}


def para(text: str, ref: str = "") -> Block:
    return {"type": "para", "text": text, "ref": ref}


def notice(text: str) -> Block:
    return {"type": "notice", "text": text}


def pairs(rows: Iterable[tuple[str, str, str]], width_mm: int = 42) -> Block:
    """Rows of (label, value, reference)."""
    return {"type": "pairs", "rows": [list(row) for row in rows], "width": width_mm}


def figure(label: str, value: str, ref: str, note: str = "") -> dict[str, str]:
    return {"label": label, "value": value, "ref": ref, "note": note}


def figures(items: Sequence[dict[str, str]]) -> Block:
    return {"type": "figures", "items": list(items)}


def table(
    columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[str]], ref: str = "", size_pt: float = 8.3
) -> Block:
    """`columns`: (title, share of the width); a share of 0 takes what it needs, a negative one is set to the right."""
    told = [{"title": title, "width": abs(width), "right": width < 0} for title, width in columns]
    return {
        "type": "table",
        "columns": told,
        "rows": [list(row) for row in rows],
        "ref": ref,
        "size": size_pt,
    }


def reason(text: str, strength: str, reading: str, ref: str) -> dict[str, str]:
    return {"text": text, "strength": strength, "reading": reading, "ref": ref}


def sides(
    left_title: str,
    left: Sequence[dict[str, str]],
    right_title: str,
    right: Sequence[dict[str, str]],
    ref: str,
) -> Block:
    """Reasons on the left and on the right, each with its row in the file that `ref` names."""
    return {
        "type": "sides",
        "left_title": left_title,
        "left": list(left),
        "right_title": right_title,
        "right": list(right),
        "ref": ref,
    }


def image(file: str, caption: str, ref: str = "", share: int = 100) -> Block:
    """`share`: of the line's width, in per cent."""
    return {"type": "image", "file": file, "caption": caption, "ref": ref, "share": share}


def bullets(items: Sequence[str]) -> Block:
    return {"type": "list", "items": list(items)}


def signatures(note: str, signers: Sequence[str], date: str) -> Block:
    """What is signed for, and a blank line for each who signs; never parted by a page's end."""
    return {"type": "signatures", "note": note, "signers": list(signers), "date": date}


PAGEBREAK: Block = {"type": "pagebreak"}
