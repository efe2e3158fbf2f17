"""What stands beside the tables for people to read: the workbook, both dossiers, how to verify by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from suyuan.evidence import dossier, workbook
from suyuan.evidence.contents import Output

_README = Path(__file__).with_name("read_me.txt")
LANGUAGES = ("zh", "en")
Step = tuple[str, Callable[[], None]]


def beside(
    folder: Path,
    document: Mapping[str, Any],
    outputs: Sequence[Output],
    reader: Reader,
    catalogue: Catalogue,
) -> Iterator[Step]:
    """(path, what writes it below `folder`) of each paper. `document`: the manifest of the tables alone."""
    yield "READ_ME.txt", partial(_read_me, folder, document)
    yield "workbook.xlsx", partial(workbook.write, folder / "workbook.xlsx", folder, document)
    for language in LANGUAGES:
        name = f"dossier.{language}.pdf"
        yield (
            name,
            partial(dossier.write, folder / name, language, document, outputs, folder, reader, catalogue),
        )


def _read_me(folder: Path, document: Mapping[str, Any]) -> None:
    text = _README.read_text(encoding="utf-8")
    for name in ("package_number", "key_fingerprint", "version"):
        text = text.replace("{" + name + "}", str(document[name]))
    (folder / "READ_ME.txt").write_text(text, encoding="utf-8")
