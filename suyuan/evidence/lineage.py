"""sql/: every query that made the package's tables, with all it reads, as the files that ran."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from suyuan import linkage
from suyuan.catalogue import Catalogue
from suyuan.evidence.canonical import Written, write_rows


def write(folder: Path, catalogue: Catalogue, used: Iterable[str]) -> list[tuple[str, Written]]:
    """Copy the queries, the seeds and `lineage.csv` (query, layer, what it reads) below `folder`/sql."""
    names = _ancestors(catalogue, used)
    found: list[tuple[str, Written]] = []
    for name in sorted(names):
        source = catalogue.queries[name].path if name in catalogue.queries else catalogue.seeds[name]
        path = f"sql/{source.parent.name}/{source.name}"
        found.append((path, _copy(source, folder / path)))
    found.append(("sql/linkage.py", _copy(Path(linkage.__file__), folder / "sql/linkage.py")))
    edges = [
        (name, catalogue.queries[name].layer, parent)
        for name in sorted(names & catalogue.queries.keys())
        for parent in sorted(catalogue.queries[name].reads) or [""]
    ]
    path = "sql/lineage.csv"
    found.append((path, write_rows(folder / path, ("query", "layer", "reads"), edges)))
    return found


def rules(catalogue: Catalogue) -> dict[str, str]:
    """SHA-256 of every query and seed that a package can rest on, by name: what a replay compares its own with."""
    of_other_screens = re.compile(r"(?!evidence__|rings__|shop__)[a-z]+__")
    paths = {
        name: query.path for name, query in catalogue.queries.items() if not of_other_screens.match(name)
    } | dict(catalogue.seeds)
    paths["linkage.py"] = Path(linkage.__file__)
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sorted(paths.items())}


def _ancestors(catalogue: Catalogue, used: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = [name for name in used if name in catalogue.queries]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            if name in catalogue.queries:
                waiting += catalogue.parents(name)
    return found


def _copy(source: Path, target: Path) -> Written:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    data = target.read_bytes()
    return Written(0, len(data), hashlib.sha256(data).hexdigest(), ())
