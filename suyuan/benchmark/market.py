"""One marketplace: invented, scanned, held against its truth, removed."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd

from suyuan import scan
from suyuan.benchmark.crossing import CROSSED, cross
from suyuan.benchmark.rules import RULES, joined_shops
from suyuan.evaluate import Evaluation, hold
from suyuan.evaluate.rings import measure_rings
from suyuan.sample import generate

# A measure's row: its name, and either a part of a whole or a figure whose whole is missing.
COLUMNS = ["measure", "part", "whole"]
Row = tuple[str, float, float | None]


def measure_market(profile: str, seed: int, orders: int, folder: Path) -> pd.DataFrame:
    """One row a measure of one marketplace: `measure`, `part`, `whole` (missing where `part` is the figure).

    The name of a profile may end in CROSSED. The marketplace and its findings stand in `folder` only while they
    are needed. Seconds are by layer of queries; `seconds.rest` is what a scan does besides, reading, hashing and
    writing.
    """
    shutil.rmtree(folder, ignore_errors=True)
    extracts, findings = folder / "extracts", folder / "findings"
    try:
        rows = generate(orders, seed, folder, profile=profile.removesuffix(CROSSED))
        if profile.endswith(CROSSED):
            cross(folder, seed)
        scan.run(extracts, findings)
        found = hold(findings, folder / "truth")
        measured: list[Row] = [(f"size.{table}", float(count), None) for table, count in rows.items()]
        rings = pd.read_parquet(folder / "truth" / "rings.parquet", columns=["ring_id"])
        measured += [("size.rings", float(len(rings)), None)]
        measured += _chain(found) + _kinds(found)
        measured += _rules(extracts, findings, folder / "truth") + _seconds(findings)
        return pd.DataFrame(measured, columns=COLUMNS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _chain(found: Evaluation) -> list[Row]:
    shares = [(name, float(share.part), float(share.whole)) for name, share in found.shares().items()]
    figures = {"shops.average_precision": found.shops.average_precision}
    figures |= {f"rule.{name}.average_precision": value for name, value in found.baselines.items()}
    return [*shares, *((name, value, None) for name, value in figures.items() if value is not None)]


def _kinds(found: Evaluation) -> list[Row]:
    rows: list[Row] = []
    for kind in found.kinds.to_dict("records"):
        side = "guilty" if kind["counterfeit"] else "innocent"
        rows.append((f"{side}.{kind['kind']}", float(kind["suspects"]), float(kind["shops"])))
    if found.ring_kinds is None:
        return rows
    parts = {
        "pairs_found": "pairs", "sources_found": "sources", "dens_found": "dens", "named": "rings",
        "principals_true": "principals",
    }  # fmt: skip
    for counted in found.ring_kinds.to_dict("records"):
        rows.append((f"ring_kind.{counted['kind']}.rings", float(counted["rings"]), None))
        rows += [
            (f"ring_kind.{counted['kind']}.{part}", float(counted[part]), float(counted[whole]))
            for part, whole in parts.items()
            if part in counted
        ]
    return rows


def _rules(extracts: Path, findings: Path, truth: Path) -> list[Row]:
    """Simple rules get the scan's own suspects to begin with: they are judged on whom they tie to them."""
    scores = pd.read_parquet(findings / "shop_scores.parquet", columns=["shop_id", "suspect"])
    suspects = set(scores.loc[scores["suspect"], "shop_id"])
    shops = pd.read_parquet(truth / "shops.parquet")
    rows: list[Row] = []
    for name, any_trace in RULES.items():
        rings = measure_rings(joined_shops(extracts, suspects, any_trace), shops)
        for part in ("pair_precision", "pair_recall", "joined", "innocents") if rings else ():
            share = getattr(rings, part)
            rows.append((f"rule.{name}.{part}", float(share.part), float(share.whole)))
    return rows


def _seconds(findings: Path) -> list[Row]:
    with duckdb.connect(str(findings / scan.PAGES_DATABASE), read_only=True) as connection:
        runs = connection.table("query_runs").to_arrow_table().to_pandas()
    layers = {str(layer): float(of["seconds"].sum()) for layer, of in runs.groupby("layer")}
    times = pd.read_parquet(findings / "scan.parquet").iloc[0]
    whole = (times["finished_at"] - times["started_at"]).total_seconds()
    rows: list[Row] = [(f"seconds.{layer}", seconds, None) for layer, seconds in layers.items()]
    return [*rows, ("seconds.rest", whole - sum(layers.values()), None), ("seconds.all", whole, None)]
