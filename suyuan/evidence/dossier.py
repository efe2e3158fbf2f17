"""The dossier: an analyst's report for people, in one language, set by typst from plain data."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextvars import copy_context
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from suyuan import messages
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from suyuan.evidence import dossier_account, dossier_frame, dossier_ring, dossier_shop, fonts, sealing
from suyuan.evidence.blocks import Block
from suyuan.evidence.contents import Output
from suyuan.evidence.errors import EvidenceError
from suyuan.evidence.paper import Paper
from suyuan.messages import _

_TEMPLATE = Path(__file__).with_name("dossier.typ")


def write(
    path: Path,
    language: str,
    document: Mapping[str, Any],
    outputs: Sequence[Output],
    folder: Path,
    reader: Reader,
    catalogue: Catalogue,
) -> None:
    """Set the dossier of a package in `language` ('zh' or 'en') as a PDF at `path`.

    `document`: its manifest; `outputs`: its tables; `folder`: where they stand. Raises EvidenceError where there is no
    font with Chinese, and where typst fails.
    """
    paper = Paper(
        reader, catalogue, document, {output.path: output for output in outputs}, folder, fonts.find()
    )
    data = copy_context().run(_data, paper, language)
    with tempfile.TemporaryDirectory(prefix="suyuan-dossier-") as scratch:
        room = Path(scratch)
        (room / "dossier.typ").write_bytes(_TEMPLATE.read_bytes())
        (room / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for name, svg in paper.pictures.items():
            (room / name).write_text(svg, encoding="utf-8")
        for name, photo in paper.photos.items():
            (room / name).write_bytes(photo)
        try:
            typst.compile(
                input=str(room / "dossier.typ"),
                output=str(path),
                root=str(room),
                format="pdf",
                font_paths=list(paper.fonts.folders),
                ignore_system_fonts=not paper.fonts.use_system,
                sys_inputs={"data": "data.json"},
                timestamp=datetime.fromisoformat(document["made_at"]),
            )
        except RuntimeError as error:
            raise EvidenceError(f"the dossier cannot be set: {str(error).splitlines()[0]}") from error


def _data(paper: Paper, language: str) -> dict[str, Any]:
    messages.set_language(language)
    title = _("Evidence dossier")
    return {
        "language": language,
        "title": title,
        "number": paper.document["package_number"],
        "fonts": {"serif": paper.fonts.serif, "sans": paper.fonts.sans},
        "words": {
            "package": _("Package"),
            "derived": _("Derived analysis, not the original data"),
            "page": _("Page {n} of {of}"),
            "footer": _("Demo data") if paper.document["data"] == "demo data" else "",
        },
        "blocks": list(_blocks(paper, title)),
    }


def _blocks(paper: Paper, title: str) -> Iterator[Block]:
    yield from dossier_frame.cover(paper, title)
    request = paper.document["request"]
    rings = len(paper.frame("findings/rings.csv"))
    for number in range(1, rings + 1):
        yield from dossier_ring.part(paper, number)
    for number in range(1, len(request["shops"]) + 1):
        yield from dossier_shop.part(paper, number)
    for account in request["accounts"]:
        yield from dossier_account.part(paper, account)
    yield from sealing.part(paper)
    yield from dossier_frame.closing(paper)
