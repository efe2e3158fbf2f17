"""Rings: which shops are found together, and which supplier shops are implicated.

Two clusterings are held against each other by pairs, as Rand did (Objective Criteria for the Evaluation of
Clustering Methods, 1971); precision and recall of pairs instead of his index, since nearly all pairs of a
marketplace's shops belong together in neither.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from suyuan.evaluate.share import Share, f1


@dataclass(frozen=True)
class RingMeasures:
    """`pair_precision` of the pairs found together, `pair_recall` of the pairs that are one true ring's.

    `found`: true rings of which two shops stand in one found ring. `split`: true rings whose shops stand in
    several. `joined`: found rings with two shops or more of each of two true rings. `of_none`: found rings
    without two shops of one true ring. `innocents`: innocent shops in a ring, of all the innocent.
    """

    pair_precision: Share
    pair_recall: Share
    found: Share
    split: Share
    joined: Share
    of_none: Share
    innocents: Share

    @property
    def pair_f1(self) -> float | None:
        return f1(self.pair_precision.value, self.pair_recall.value)


@dataclass(frozen=True)
class SupplierMeasures:
    """True supplier shops implicated, implicated shops that are true ones; `on_record`: with any edge at all."""

    recall: Share
    precision: Share
    on_record: Share


def membership(
    scores: pd.DataFrame, rings: pd.DataFrame | None = None, members: pd.DataFrame | None = None
) -> pd.DataFrame | None:
    """One row a shop that stands in a found ring: `shop_id`, `found_ring`. None where findings know no rings.

    `shop_scores.ring_id` goes first, then `ring_members` in any role but supplier. A supplier may stand in
    several rings: without a ring of its own it belongs to the one it supplies, and to none where they are several.
    """
    scored = scores[["shop_id", "ring_id"]].dropna() if "ring_id" in scores else scores.iloc[:0]
    if rings is None and members is None and scored.empty:
        return None
    sources = [scored]
    if members is not None:
        shops = members[members["member_type"] == "shop"].rename(columns={"member_id": "shop_id"})
        shops = shops.drop_duplicates(["shop_id", "ring_id", "role"]).sort_values(["shop_id", "ring_id"])
        supplying = shops[shops["role"] == "supplier"]
        sources += [
            shops[shops["role"] != "supplier"],
            supplying[~supplying.duplicated("shop_id", keep=False)],
        ]
    rows = pd.concat([source.reindex(columns=["shop_id", "ring_id"]) for source in sources])
    rows = rows.dropna().drop_duplicates("shop_id").rename(columns={"ring_id": "found_ring"})
    return rows.sort_values(["found_ring", "shop_id"], ignore_index=True)


def overlap(found: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """One row a found and a true ring that share shops: `found_ring`, `true_ring`, `shops`."""
    both = found.merge(truth[["shop_id", "ring_id"]].dropna(), on="shop_id")
    both = both.rename(columns={"ring_id": "true_ring"})
    return both.groupby(["found_ring", "true_ring"], as_index=False).agg(shops=("shop_id", "size"))


def matches(found: pd.DataFrame, truth: pd.DataFrame) -> pd.Series:
    """The true ring with which each found ring shares most shops (index: found ring; equals: the lesser id)."""
    shared = overlap(found, truth).sort_values(
        ["found_ring", "shops", "true_ring"], ascending=[True, False, True]
    )
    return shared.drop_duplicates("found_ring").set_index("found_ring")["true_ring"]


def pairs_by_ring(found: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """One row a true ring: `ring_id`, `shops`, `pairs` of them, `pairs_found` together."""
    rings = truth.dropna(subset=["ring_id"]).groupby("ring_id", as_index=False).agg(shops=("shop_id", "size"))
    rings["pairs"] = _pairs(rings["shops"])
    shared = overlap(found, truth)
    together = _pairs(shared["shops"]).groupby(shared["true_ring"]).sum()
    rings["pairs_found"] = rings["ring_id"].map(together).fillna(0).astype(int)
    return rings


def measure_rings(found: pd.DataFrame | None, truth: pd.DataFrame) -> RingMeasures | None:
    """The measures of `membership` against `truth/shops`; shops that the truth does not know are left out."""
    if found is None or "ring_id" not in truth:
        return None
    found = found[found["shop_id"].isin(truth["shop_id"])]
    by_ring = pairs_by_ring(found, truth)
    shared = overlap(found, truth)
    several = shared[shared["shops"] >= 2]
    sizes = found.groupby("found_ring").size()
    both = int(by_ring["pairs_found"].sum())
    innocent = truth.loc[~truth["counterfeit"].astype(bool), "shop_id"]
    true_rings = int((by_ring["shops"] >= 2).sum())
    return RingMeasures(
        pair_precision=Share(both, int(_pairs(sizes).sum())),
        pair_recall=Share(both, int(by_ring["pairs"].sum())),
        found=Share(several["true_ring"].nunique(), true_rings),
        split=Share(int((shared["true_ring"].value_counts() > 1).sum()), true_rings),
        joined=Share(int((several["found_ring"].value_counts() > 1).sum()), len(sizes)),
        of_none=Share(len(sizes) - several["found_ring"].nunique(), len(sizes)),
        innocents=Share(int(innocent.isin(found["shop_id"]).sum()), len(innocent)),
    )


def measure_suppliers(edges: pd.DataFrame | None, rings: pd.DataFrame | None) -> SupplierMeasures | None:
    """`supply_edges` that implicate someone (`ring_id` is given) against `truth/rings.supplier_shop_id`."""
    if edges is None or rings is None or "supplier_shop_id" not in rings:
        return None
    true = set(rings["supplier_shop_id"].dropna())
    implicated = set(edges.loc[edges["ring_id"].notna(), "supplier_shop_id"])
    return SupplierMeasures(
        recall=Share(len(true & implicated), len(true)),
        precision=Share(len(true & implicated), len(implicated)),
        on_record=Share(len(true & set(edges["supplier_shop_id"])), len(true)),
    )


def _pairs(sizes: pd.Series) -> pd.Series:
    return sizes * (sizes - 1) // 2
