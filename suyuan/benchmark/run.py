"""Every profile by every seed, and what comes of it on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from suyuan.benchmark.crossing import CROSSED
from suyuan.benchmark.market import measure_market
from suyuan.benchmark.paper import paper
from suyuan.benchmark.pooling import pooled
from suyuan.profiles import PROFILES

# 22 rings beside the casebook's three.
DEFAULT_ORDERS = 270_000
# Far from the small numbers that anyone tries things out on.
FIRST_SEED = 7_001
PAPER = "BENCHMARK.md"
Progress = Callable[[int, int, str], None]


def run(
    out: Path,
    *,
    profiles: Sequence[str] = ("casebook",),
    seeds: int = 10,
    orders: int = DEFAULT_ORDERS,
    first_seed: int = FIRST_SEED,
    progress: Progress = lambda done, total, name: None,
) -> Path:
    """Measure `seeds` marketplaces a profile and write `out`/BENCHMARK.md, the rows beside it as CSV.

    benchmark.csv (`profile`, `seed`, `measure`, `part`, `whole`) grows with every marketplace; the marketplaces
    themselves are removed as it goes. Raises ValueError on an unknown profile. Returns the paper's path.
    """
    unknown = [name for name in profiles if name.removesuffix(CROSSED) not in PROFILES]
    if unknown:
        raise ValueError(f"no profile {unknown[0]!r}; there are {', '.join(PROFILES)}")
    out.mkdir(parents=True, exist_ok=True)
    markets = [(name, first_seed + place) for name in profiles for place in range(seeds)]
    rows: list[pd.DataFrame] = []
    for done, (name, seed) in enumerate(markets):
        progress(done, len(markets), f"{name} {seed}")
        measured = measure_market(name, seed, orders, out / ".market")
        rows.append(measured.assign(profile=name, seed=seed))
        table = pd.concat(rows, ignore_index=True)[["profile", "seed", "measure", "part", "whole"]]
        table.to_csv(out / "benchmark.csv", index=False)
    progress(len(markets), len(markets), "done")
    file = out / PAPER
    file.write_text(paper(pooled(table), profiles, seeds, orders, first_seed), encoding="utf-8")
    return file
