"""Writes docs/queries.md from the queries' own headers: `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from suyuan.catalogue import LAYERS, Catalogue, Query

HEAD = """# Queries

Every query of `queries/`, written from its own header by `make docs`; the page *Data* shows each with its SQL, its
parents and its rows. A file's name is the name of the relation it defines.
"""
ABOUT = {
    "checks": "Rows that are kept out of the extracts, and rows that repeat.",
    "extracts": "The contract's tables: sound rows, the latest of each.",
    "geo": "Where things are.",
    "signals": "One suspicion each, the facts behind it, and its innocent reason.",
    "links": "Who shares what with whom.",
    "findings": "Weights, cuts, scores, and what there is to say of each shop and listing.",
    "pages": "What the pages ask for; the only queries with parameters.",
}


def line(query: Query) -> str:
    """One row of a layer's table: name, purpose and innocent reason, grain."""
    says = query.purpose + (f" *Innocent reason:* {query.innocent_reason}" if query.innocent_reason else "")
    return (
        "| `"
        + query.name
        + "` | "
        + says.replace("|", "\\|")
        + " | "
        + query.grain.replace("|", "\\|")
        + " |"
    )


def main() -> None:
    queries = sorted(Catalogue.load().queries.values(), key=lambda query: query.name)
    parts = [HEAD]
    for layer in LAYERS:
        rows = [line(query) for query in queries if query.layer == layer]
        if rows:
            parts.append(f"\n## {layer}\n\n{ABOUT[layer]}\n\n| query | what it is | grain |\n|---|---|---|\n")
            parts.append("\n".join(rows) + "\n")
    Path(__file__).with_name("queries.md").write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
