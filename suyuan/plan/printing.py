"""Blocks on sheets of paper, as PDF: one look for what is printed of the findings and is no evidence package."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import typst

from suyuan.evidence.blocks import Block
from suyuan.evidence.fonts import Fonts
from suyuan.messages import _, language

_TEMPLATE = Path(__file__).with_name("sheet.typ")


def printed(
    title: str, head: str, blocks: Sequence[Block], pictures: Mapping[str, str], ink: Fonts, *, is_demo: bool
) -> bytes:
    """The blocks set by typst, without a network, in the caller's language. `head` stands on every page, `pictures`
    are SVG by file name. Raises RuntimeError where typst fails."""
    data = {
        "language": language(),
        "title": title,
        "fonts": {"serif": ink.serif, "sans": ink.sans},
        "words": {
            "head": head,
            "derived": _("Candidates to be checked; nobody in it is found guilty of anything"),
            "page": _("Page {n} of {of}"),
            "footer": _("Demo data") if is_demo else "",
        },
        "blocks": list(blocks),
    }
    with tempfile.TemporaryDirectory(prefix="suyuan-sheet-") as scratch:
        room = Path(scratch)
        (room / "sheet.typ").write_bytes(_TEMPLATE.read_bytes())
        (room / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for name, svg in pictures.items():
            (room / name).write_text(svg, encoding="utf-8")
        made = typst.compile(
            input=str(room / "sheet.typ"),
            root=str(room),
            format="pdf",
            font_paths=list(ink.folders),
            ignore_system_fonts=not ink.use_system,
            sys_inputs={"data": "data.json"},
        )
    assert isinstance(made, bytes)
    return made
