"""Sealing photos of the subject's test buys: into the package as they were taken, and small into the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from suyuan.casework import photos
from suyuan.casework.errors import CaseworkError
from suyuan.evidence import blocks
from suyuan.evidence.blocks import Block
from suyuan.evidence.canonical import Written
from suyuan.evidence.contents import Output
from suyuan.evidence.paper import Paper
from suyuan.evidence.request import NOT_STATED
from suyuan.messages import N_, _

# What fits on two pages; the package holds all.
MOST_DRAWN = 6
STATES = {
    "kept": N_("in the package"),
    "missing": N_("not where it was laid down"),
    "differs": N_("not the one that was sealed"),
    "elsewhere": N_("kept elsewhere; its hash alone is known"),
}


@dataclass(frozen=True)
class Sealed:
    """A test buy with its photo; `data` None: `state` says why it is not in the package."""

    test_buy_id: str
    shop_id: str
    order_id: str
    seal_number: str
    received_at: str
    sha256: str
    state: str
    data: bytes | None = None

    @property
    def path(self) -> str:
        ending = next(
            (end for magic, (end, _kind) in photos.KINDS.items() if (self.data or b"").startswith(magic)), ""
        )
        return f"photos/{self.sha256}.{ending or 'bin'}"


def write(folder: Path, found: Sequence[Sealed]) -> tuple[list[dict[str, Any]], list[Output]]:
    """Write the photos below `folder`, each once. Returns the manifest's list of them, and the files."""
    outputs: dict[str, Output] = {}
    told = []
    for one in found:
        if one.data is not None and one.path not in outputs:
            (folder / one.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / one.path).write_bytes(one.data)
            outputs[one.path] = Output(one.path, Written(0, len(one.data), one.sha256, ()))
        told.append({
            "test_buy_id": one.test_buy_id, "shop_id": one.shop_id, "order_id": one.order_id,
            "seal_number": one.seal_number, "received_at": one.received_at or NOT_STATED, "sha256": one.sha256,
            "state": one.state, "file": one.path if one.data is not None else "",
        })  # fmt: skip
    return told, list(outputs.values())


def part(paper: Paper) -> Iterator[Block]:
    """The dossier's section: a line for each sealed test buy, then the photos made small. Nothing where none is."""
    found = paper.document["photos"]
    if not found:
        return
    yield blocks.heading(_("Sealing photos of test buys"))
    yield blocks.para(_("From the casework, not from the delivered files: no replay rebuilds them."))
    yield blocks.table(
        [(_("Test buy"), 1.5), (_("Shop"), 1.2), (_("Seal number"), 1.1), (_("Received and sealed (UTC)"), 1.5),
         (_("Photo"), 1.2), (_("SHA-256"), 3.2)],
        [
            (
                paper.text(one["test_buy_id"]), paper.text(one["shop_id"]), paper.text(one["seal_number"] or None, 60),
                _("not stated") if one["received_at"] == NOT_STATED else one["received_at"].replace("T", " ")[:16],
                _(_told(one)), paper.text(one["sha256"], 80),
            )
            for one in found
        ],
        "manifest.json photos",
        size_pt=6.9,
    )  # fmt: skip
    drawn: set[str] = set()
    for one in found:
        if not one["file"] or one["file"] in drawn or len(drawn) == MOST_DRAWN:
            continue
        try:
            small = photos.thumbnail((paper.folder / one["file"]).read_bytes())
        except CaseworkError:
            # A picture of a kind that is not drawn is in the package all the same.
            continue
        drawn.add(one["file"])
        name = f"seal-{len(drawn)}.jpg"
        paper.photos[name] = small
        caption = _("Test buy {id}, seal {seal}").format(
            id=paper.text(one["test_buy_id"]), seal=paper.text(one["seal_number"] or None, 60)
        )
        yield blocks.image(name, caption, one["file"], share=45)


def _told(photo: Mapping[str, Any]) -> str:
    return STATES[photo["state"]]
