"""The figures on paper: ratios first, since seconds are one machine's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from suyuan.speed.questions import LIBRARIES

HEAD = (Path(__file__).with_name("paper.md")).read_text(encoding="utf-8")
LAYERS = ("intake", "checks", "extracts", "geo", "signals", "links", "findings")
IMPORT = ("intake", "checks", "extracts")
Figures = dict[str, Any]
ASKS = {"shops": "the scored shops' table", "edges": "supply edges", "flows": "flows between provinces"}


def paper(figures: Figures) -> str:
    """The whole part on speed, in Markdown."""
    markets = figures["markets"]
    parts = [
        HEAD.format(**figures["machine"], repeats=figures["repeats"], memory=figures["memory"] or "no limit")
    ]
    parts += ["## The scan", *(_scan(market) for market in markets)]
    if len(markets) > 1:
        parts.append(_growth(markets))
    parts += ["## The same questions in other libraries", _questions(markets[-1])]
    if "visits" in figures:
        parts += ["## Pages", _pages(figures), _files(figures)]
    return "\n\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its first column words and the others figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def of(runs: Sequence[Figures], key: str) -> float:
    """The median of one figure over repeats."""
    return float(median(run[key] for run in runs))


def by_layer(market: Figures) -> dict[str, dict[str, float]]:
    """By layer of queries the medians of `seconds` and `cpu_seconds`, and the highest `peak_mb` at its end."""
    found: dict[str, dict[str, float]] = {}
    for layer in LAYERS:
        runs = [[step for step in run["steps"] if step[1] == layer] for run in market["scan"]]
        found[layer] = {
            "seconds": median(sum(step[3] for step in steps) for steps in runs),
            "cpu_seconds": median(sum(step[4] for step in steps) for steps in runs),
            "peak_mb": max((step[5] for steps in runs for step in steps), default=0.0),
        }
    return found


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The slope of cost over size, both in logarithms: 1 is a cost that grows as the data does."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(cost, 1e-9)) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def _scan(market: Figures) -> str:
    floor, layers = of(market["floor"], "cpu_seconds"), by_layer(market)
    every = sum(market["rows"].values())
    rows = []
    for name, of_layer in [*layers.items(), ("**import** (the first three)", _sum(layers, IMPORT))]:
        read = every if name.startswith("**") or name in IMPORT else market["orders"]
        rows.append(
            [
                name,
                f"{of_layer['cpu_seconds']:.1f}",
                f"{of_layer['cpu_seconds'] / floor:.1f}",
                f"{of_layer['seconds']:.1f}",
                f"{read / max(of_layer['seconds'], 1e-9) / 1e6:.2f}",
                f"{of_layer['peak_mb']:,.0f}",
            ]
        )
    whole = market["scan"]
    rows.append(
        ["**whole scan**", f"{of(whole, 'cpu_seconds'):.1f}", f"{of(whole, 'cpu_seconds') / floor:.1f}",
         f"{of(whole, 'seconds'):.1f}", f"{market['orders'] / of(whole, 'seconds') / 1e6:.2f}",
         f"{max(run['peak_mb'] for run in whole):,.0f}"]
    )  # fmt: skip
    told = ", ".join(
        f"{count:,} {name.replace('_', ' ')}" for name, count in market["rows"].items() if count > 999
    )
    return (
        f"### {market['orders']:,} order lines\n\n{told}. Bare scan of every column: {floor:.2f} CPU seconds, "
        f"{every / of(market['floor'], 'seconds') / 1e6:.1f} million rows a second; the finished database: "
        f"{of(whole, 'database_mb'):,.0f} MB. "
        f"The scan had {of(whole, 'cpu_seconds') / of(whole, 'seconds'):.1f} cores to itself: where that is far below "
        "the machine's, other work ran beside it, and its seconds say little.\n\n"
        + table(["layer", "CPU s", "× bare scan", "s", "million rows/s", "peak MB so far"], rows)
    )


def _sum(layers: dict[str, dict[str, float]], names: Sequence[str]) -> dict[str, float]:
    parts = [layers[name] for name in names]
    added = {key: sum(part[key] for part in parts) for key in ("seconds", "cpu_seconds")}
    return {**added, "peak_mb": max(part["peak_mb"] for part in parts)}


def _growth(markets: Sequence[Figures]) -> str:
    sizes = [market["orders"] for market in markets]
    costs = [by_layer(market) for market in markets]
    rows = [
        [layer, f"{exponent(sizes, [cost[layer]['cpu_seconds'] for cost in costs]):.2f}"] for layer in LAYERS
    ]
    rows.append(
        ["**whole scan**", f"{exponent(sizes, [of(one['scan'], 'cpu_seconds') for one in markets]):.2f}"]
    )
    between = f"{min(sizes):,} and {max(sizes):,}"
    return f"### Growth\n\nExponent of CPU seconds over order lines, between {between}.\n\n" + table(
        ["layer", "exponent"], rows
    )


def _questions(market: Figures) -> str:
    rows = []
    for name, costs in market["questions"].items():
        own = of(costs["duckdb"], "cpu_seconds")
        for library in LIBRARIES:
            cpu = of(costs[library], "cpu_seconds")
            rows.append(
                [f"{ASKS[name]}, {library}", f"{costs[library][0]['rows']:,}", f"{cpu:.2f}",
                 f"{cpu / of(costs['floor'], 'cpu_seconds'):.1f}", f"{cpu / own:.1f}",
                 f"{of(costs[library], 'seconds'):.2f}", f"{of(costs[library], 'peak_mb'):,.0f}"]
            )  # fmt: skip
    return f"{market['orders']:,} order lines; every answer is the same in all three.\n\n" + table(
        ["question", "rows", "CPU s", "× bare scan", "× DuckDB", "s", "peak MB"], rows
    )


def _pages(figures: Figures) -> str:
    visits = figures["visits"]
    head = ["page", "queries"]
    head += [f"{words}, {users} at once" for users in visits for words in ("median ms", "p95 ms")]
    rows = []
    for page, one in visits[next(iter(visits))].items():
        times = [f"{visits[users][page][key]:,.0f}" for users in visits for key in ("median", "p95")]
        rows.append([f"{page} (slowest: `{one['slowest']}`)", str(one["queries"]), *times])
    size = figures["markets"][-1]["orders"]
    return f"All queries of a page together, none remembered, over {size:,} order lines.\n\n" + table(
        head, rows
    )


def _files(figures: Figures) -> str:
    rows = [
        [f"{one['rows']:,}", f"{one['file_mb']:,.0f}", f"{one['seconds']:.1f}", f"{one['cpu_seconds']:.1f}",
         f"{one['peak_mb']:,.0f}"]
        for one in figures["csv"]
    ]  # fmt: skip
    cancelled = f"A query that is cancelled ends within {figures['cancel_ms']:.0f} ms (the longest of ten)."
    return f"{cancelled}\n\n### CSV\n\n" + table(["rows of orders", "MB", "s", "CPU s", "peak MB"], rows)
