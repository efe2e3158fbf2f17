"""The benchmark on paper: tables of pooled measures within a text that stands beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Any

import pandas as pd

from suyuan import __version__
from suyuan.benchmark.rules import RULES

TEXT = Path(__file__).with_name("paper.md")
MEASURES = {
    "Shops": {
        "shops.average_precision": "average precision",
        "rule.price + complaints + description, added.average_precision": "– price + complaints + description, added",
        "rule.price alone (median ratio).average_precision": "– price alone",
        "shops.precision": "suspects that are guilty",
        "shops.recall": "guilty that are suspects",
        "shops.innocents": "innocent shops suspected",
    },
    "Rings": {
        "rings.pair_precision": "pairs: precision",
        "rings.pair_recall": "pairs: recall",
        "rings.pair_f1": "pairs: F1",
        **{f"rule.{name}.pair_f1": f"– {name}" for name in RULES},
        "rings.found": "true rings found (two shops together)",
        "rings.split": "true rings in pieces",
        "rings.joined": "found rings that join two",
        "rings.of_none": "found rings of no true one",
        "rings.innocents": "innocent shops in rings",
        **{f"rule.{name}.innocents": f"– {name}" for name in RULES},
    },
    "Supply chain": {
        "suppliers.recall": "supplier shops found",
        "suppliers.precision": "implicated suppliers that are true",
    },
    "Sites": {
        "sites.source_found": "sources found within 500 m",
        "sites.den_found": "dens found within 500 m",
        "sites.true": "named sites that are true",
        "sites.source_true": "– sources",
        "sites.den_true": "– dens",
        "sites.right_ring": "of the true, those of their own ring",
        "sites.other_role": "right place, other role",
        "sites.place_found": "found whatever the role",
    },
    "Principals": {
        "principals.named": "rings with a principal named",
        "principals.named_of_matched": "– of the rings found",
        "principals.true": "named principals that are true",
    },
}
RING_PARTS = {
    "pairs_found": "pairs", "sources_found": "sources", "dens_found": "dens", "named": "principal named",
    "principals_true": "named are true",
}  # fmt: skip
LAYERS = ("checks", "extracts", "geo", "signals", "links", "findings", "pages", "rest", "all")


def paper(pooled: pd.DataFrame, profiles: Sequence[str], seeds: int, orders: int, first_seed: int) -> str:
    """BENCHMARK.md from `pooling.pooled`; a measure without data has a dash."""
    options = "".join(f" --profile {name}" for name in profiles) if tuple(profiles) != ("casebook",) else ""
    count = f"{seeds} marketplace{'s' if seeds > 1 else ''}"
    return Template(TEXT.read_text(encoding="utf-8")).substitute(
        command=f"python -m suyuan benchmark --out DIR --seeds {seeds} --orders {orders}{options}",
        markets=count if len(profiles) == 1 else f"{count} of each of {len(profiles)} profiles",
        version=__version__,
        orders=f"{orders:,}",
        first_seed=first_seed,
        last_seed=first_seed + seeds - 1,
        profiles="\n\n".join("\n".join(_profile(pooled, name)) for name in profiles),
    )


def _profile(pooled: pd.DataFrame, profile: str) -> Iterator[str]:
    rows = pooled[pooled["profile"] == profile].set_index("measure")
    yield f"## Profile `{profile}`\n"
    sizes = [_value(rows, f"size.{what}", "{:,.0f}") for what in ("shops", "rings")]
    yield f"Marketplaces: {rows['markets'].max()}; on average {sizes[0]} shops and {sizes[1]} rings.\n"
    yield "| | pooled | lowest–highest | sd | counted |\n|---|---:|---:|---:|---:|"
    for heading, measures in MEASURES.items():
        yield f"| **{heading}** | | | | |"
        yield from (f"| {words} | {_figures(rows, name)} |" for name, words in measures.items())
    yield from _worst(rows)
    yield from _ring_kinds(rows)
    yield "\n| seconds of a scan | " + " | ".join(LAYERS) + " |\n|---|" + "---:|" * len(LAYERS)
    for words, column in (("mean", "value"), ("longest", "highest")):
        seconds = rows[column].reindex([f"seconds.{layer}" for layer in LAYERS])
        yield f"| {words} | " + " | ".join("–" if pd.isna(s) else f"{s:.1f}" for s in seconds) + " |"


def _worst(rows: pd.DataFrame) -> Iterator[str]:
    guilty = rows[rows.index.str.startswith("guilty.")].sort_values("value", kind="stable")
    innocent = rows[rows.index.str.startswith("innocent.")].sort_values("value", kind="stable")
    yield "\n| guilty kind | suspected | lowest–highest | sd | counted |\n|---|---:|---:|---:|---:|"
    yield from (f"| `{name.split('.')[1]}` | {_figures(rows, name)} |" for name in guilty.index)
    accused = innocent[innocent["part"] > 0].index[::-1]
    yield "\n| innocent kind ever suspected | suspected | lowest–highest | sd | counted |\n|---|---:|---:|---:|---:|"
    yield from (f"| `{name.split('.')[1]}` | {_figures(rows, name)} |" for name in accused)
    never = len(innocent) - len(accused)
    yield f"\nNever suspected: {never} of {len(innocent)} kinds of innocents."


def _ring_kinds(rows: pd.DataFrame) -> Iterator[str]:
    kinds = sorted({str(name).split(".")[1] for name in rows.index if str(name).startswith("ring_kind.")})
    if kinds:
        yield "\n| rings by kind | rings | " + " | ".join(RING_PARTS.values()) + " |\n|---|" + "---:|" * 6
    for kind in kinds:
        values = " | ".join(_value(rows, f"ring_kind.{kind}.{part}", "{:.0%}") for part in RING_PARTS)
        yield f"| `{kind}` | {rows['part'][f'ring_kind.{kind}.rings']:.0f} | {values} |"


def _figures(rows: pd.DataFrame, name: str) -> str:
    row: dict[Any, Any] = rows.loc[name].to_dict() if name in rows.index else {"value": None}
    if pd.isna(row["value"]):
        return "– | | | "
    figure = "{:.2%}" if name.endswith("innocents") or name.startswith("innocent.") else "{:.3f}"
    spread = "" if pd.isna(row["sd"]) else figure.format(row["sd"])
    counted = "" if pd.isna(row["whole"]) else f"{row['part']:,.0f} of {row['whole']:,.0f}"
    reach = f"{figure.format(row['lowest'])}–{figure.format(row['highest'])}"
    return f"{figure.format(row['value'])} | {reach} | {spread} | {counted}"


def _value(rows: pd.DataFrame, name: str, figure: str) -> str:
    value: Any = rows["value"].get(name)
    return "–" if value is None or pd.isna(value) else figure.format(value)
