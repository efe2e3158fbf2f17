"""One folder of findings held against one folder of truth: every measure there is data for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

from suyuan.evaluate.people import PrincipalMeasures, by_true_ring, judge_principals, measure_principals
from suyuan.evaluate.rings import (
    RingMeasures,
    SupplierMeasures,
    matches,
    measure_rings,
    measure_suppliers,
    membership,
    pairs_by_ring,
)
from suyuan.evaluate.share import Share
from suyuan.evaluate.shops import ShopMeasures, baselines, by_kind, measure
from suyuan.evaluate.sites import SiteMeasures, by_true_site, measure_sites

# The columns of `ring_kinds`, each a part of the one that stands before it.
RING_KIND_COUNTS = (
    "rings", "shops", "pairs", "pairs_found", "sources", "sources_found", "dens", "dens_found",
    "named", "principals", "principals_true",
)  # fmt: skip


@dataclass(frozen=True)
class Evaluation:
    """What one scan is worth; a part that findings or truth lack is None.

    `kinds`: a row a kind of shop (`by_kind`). `ring_kinds`: a row a kind of true ring, `kind` and
    RING_KIND_COUNTS: `pairs_found` of `pairs`, `sources_found` of `sources`, `dens_found` of `dens`, `named` of
    `rings`, `principals_true` of `principals`; columns there is no data for are missing.
    """

    shops: ShopMeasures
    baselines: dict[str, float | None]
    kinds: pd.DataFrame
    rings: RingMeasures | None = None
    suppliers: SupplierMeasures | None = None
    sites: SiteMeasures | None = None
    principals: PrincipalMeasures | None = None
    ring_kinds: pd.DataFrame | None = None

    def shares(self) -> dict[str, Share]:
        """Every count of parts by name (`rings.pair_recall`), so that marketplaces can be pooled."""
        guilty = self.kinds["counterfeit"]
        hits, wronged = (int(self.kinds.loc[side, "suspects"].sum()) for side in (guilty, ~guilty))
        found = {
            "shops.precision": Share(hits, self.shops.suspects),
            "shops.recall": Share(hits, self.shops.counterfeit),
            "shops.innocents": Share(wronged, self.shops.shops - self.shops.counterfeit),
        }
        for area in ("rings", "suppliers", "sites", "principals"):
            measures = getattr(self, area)
            for field in fields(measures) if measures is not None else ():
                if isinstance(share := getattr(measures, field.name), Share):
                    found[f"{area}.{field.name}"] = share
        return found


def hold(findings: Path, truth: Path) -> Evaluation:
    """Measure findings against truth; FileNotFoundError where scores or the truth's shops are missing."""
    scores = pd.read_parquet(findings / "shop_scores.parquet")
    shops = pd.read_parquet(truth / "shops.parquet")
    found_rings, true_rings = _table(findings, "rings"), _table(truth, "rings")
    sites, true_sites = _table(findings, "sites"), _table(truth, "sites")
    members = _table(truth, "members")
    found = membership(scores, found_rings, _table(findings, "ring_members"))
    matched = None if found is None or "ring_id" not in shops else matches(found, shops)
    return Evaluation(
        shops=measure(scores, shops),
        baselines=baselines(scores, _table(findings, "listing_scores"), shops),
        kinds=by_kind(scores, shops),
        rings=measure_rings(found, shops),
        suppliers=measure_suppliers(_table(findings, "supply_edges"), true_rings),
        sites=measure_sites(sites, true_sites, matched),
        principals=measure_principals(found_rings, matched, true_rings, members),
        ring_kinds=_by_ring_kind(found, matched, shops, found_rings, true_rings, sites, true_sites, members),
    )


def _table(folder: Path, name: str) -> pd.DataFrame | None:
    file = folder / f"{name}.parquet"
    return pd.read_parquet(file) if file.exists() else None


def _by_ring_kind(
    found: pd.DataFrame | None,
    matched: pd.Series | None,
    shops: pd.DataFrame,
    found_rings: pd.DataFrame | None,
    true_rings: pd.DataFrame | None,
    sites: pd.DataFrame | None,
    true_sites: pd.DataFrame | None,
    members: pd.DataFrame | None,
) -> pd.DataFrame | None:
    if true_rings is None or "kind" not in true_rings or found is None or matched is None:
        return None
    rows = true_rings[["ring_id", "kind"]].assign(rings=1)
    rows = rows.merge(pairs_by_ring(found, shops), on="ring_id", how="left")
    if sites is not None and true_sites is not None:
        judged = by_true_site(sites, true_sites)
        for role in ("source", "den"):
            of_ring = judged[judged["role"] == role].groupby("ring_id")["found"].agg(["size", "sum"])
            rows[f"{role}s"] = rows["ring_id"].map(of_ring["size"])
            rows[f"{role}s_found"] = rows["ring_id"].map(of_ring["sum"])
    if found_rings is not None and {"principal_account_id"} <= set(found_rings) & set(true_rings):
        named = judge_principals(found_rings, matched, true_rings, members)
        rows = rows.merge(by_true_ring(named, matched, true_rings), on="ring_id", how="left")
    counts = [column for column in RING_KIND_COUNTS if column in rows]
    # Object columns come of maps that found nothing and of flags that are missing.
    rows[counts] = rows[counts].astype(float).fillna(0).astype(int)
    return rows.groupby("kind", as_index=False)[counts].sum()
