"""The command line: `python -m suyuan.speed --out DIR --orders N [--orders N …]`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from suyuan.speed.run import run


def main(
    out: Annotated[Path, typer.Option(help="Folder that gets speed.md and speed.json.")],
    orders: Annotated[
        list[int] | None, typer.Option(min=1_000, help="Order lines of a marketplace; repeatable.")
    ] = None,
    repeats: Annotated[int, typer.Option(min=1, help="Runs of which the median counts.")] = 3,
    memory: Annotated[str | None, typer.Option(help="Memory that a scan may use, e.g. 6GB.")] = None,
) -> None:
    """Measure scans, the same questions in other libraries, and pages; write it down."""
    sizes = tuple(orders) if orders else (1_000_000, 5_000_000)
    print(run(out, sizes=sizes, repeats=repeats, memory=memory, progress=_show))


def _show(name: str) -> None:
    print(f"progress {name}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    typer.run(main)
