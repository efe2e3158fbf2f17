"""Shops: who is ranked first, who is suspected, against who is guilty.

Average precision is the area under the stepwise precision-recall curve (Manning, Raghavan and Schütze,
Introduction to Information Retrieval, 2008, section 8.4): the precision at each guilty shop's place, averaged
over the guilty shops. Shops that share score and rank share a place and are counted together, so no order
among equals flatters the scan.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from suyuan.evaluate.share import Share

SIMPLY_ADDED = ("signal_price", "signal_complaints", "signal_description")


@dataclass(frozen=True)
class ShopMeasures:
    """How well shops were told apart; shares lie in 0–1 and are None where nothing stands below the line."""

    shops: int
    counterfeit: int
    suspects: int
    average_precision: float | None
    precision: float | None
    recall: float | None
    innocents_suspected: float | None
    unscored: int
    unknown: int


def average_precision(
    scores: npt.ArrayLike, guilty: npt.ArrayLike, ranks: npt.ArrayLike | None = None
) -> float | None:
    """Average precision of `scores` (higher = more suspect), equals broken by `ranks` (1 first) where given.

    None where nobody is guilty. A missing score stands behind every other.
    """
    frame = pd.DataFrame({"score": np.asarray(scores, dtype=float), "guilty": np.asarray(guilty, dtype=bool)})
    frame["rank"] = 0 if ranks is None else np.asarray(ranks, dtype=float)
    frame = frame.fillna({"score": -np.inf, "rank": np.inf})
    total = int(frame["guilty"].sum())
    if total == 0:
        return None
    places = frame.groupby(["score", "rank"])["guilty"].agg(["sum", "count"]).reset_index()
    places = places.sort_values(["score", "rank"], ascending=[False, True])
    found = places["sum"].cumsum()
    return float((places["sum"] * found / places["count"].cumsum()).sum() / total)


def judge(scores: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """One row a shop of the truth with its `score`, `rank`, `suspect`; without a score it is no suspect."""
    columns = [
        c for c in scores.columns if c in ("shop_id", "score", "rank", "suspect") or c.startswith("signal_")
    ]
    judged = truth[["shop_id", "counterfeit", "kind"]].merge(
        scores[columns], on="shop_id", how="left", validate="1:1"
    )
    judged["counterfeit"] = judged["counterfeit"].astype(bool)
    judged["suspect"] = judged["suspect"].fillna(False).astype(bool)
    return judged


def measure(scores: pd.DataFrame, truth: pd.DataFrame) -> ShopMeasures:
    """The measures of `shop_scores` against `truth/shops`."""
    judged = judge(scores, truth)
    guilty, suspect = judged["counterfeit"], judged["suspect"]
    hits = int((guilty & suspect).sum())
    return ShopMeasures(
        shops=len(judged),
        counterfeit=int(guilty.sum()),
        suspects=int(suspect.sum()),
        average_precision=average_precision(judged["score"], guilty, judged["rank"]),
        precision=_share(hits, int(suspect.sum())),
        recall=_share(hits, int(guilty.sum())),
        innocents_suspected=_share(int((~guilty & suspect).sum()), int((~guilty).sum())),
        unscored=int(judged["score"].isna().sum()),
        unknown=int((~scores["shop_id"].isin(truth["shop_id"])).sum()),
    )


def by_kind(scores: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """One row a kind of shop: `kind`, `counterfeit`, `shops`, `suspects`, `share`.

    The share suspected is recall for guilty kinds, the rate of false accusations for innocent ones.
    """
    kinds = (
        judge(scores, truth)
        .groupby(["counterfeit", "kind"], as_index=False)
        .agg(shops=("shop_id", "size"), suspects=("suspect", "sum"))
    )
    kinds["share"] = kinds["suspects"] / kinds["shops"]
    return kinds.sort_values(
        ["counterfeit", "share", "kind"], ascending=[False, False, True], ignore_index=True
    )


def baselines(
    scores: pd.DataFrame, listings: pd.DataFrame | None, truth: pd.DataFrame
) -> dict[str, float | None]:
    """Average precision of simple rules on the same marketplace, for comparison.

    The price rule orders shops by the median of their listings' price over reference, cheapest first. The sum
    adds the weights of price, complaints and description, as `shop_scores` gives them; a signal that is off
    adds nothing.
    """
    judged = judge(scores, truth)
    rules: dict[str, float | None] = {}
    if listings is not None:
        ratio = judged["shop_id"].map(listings.groupby("shop_id")["price_ratio"].median())
        rules["price alone (median ratio)"] = average_precision(-ratio.fillna(1.0), judged["counterfeit"])
    present = [column for column in SIMPLY_ADDED if column in judged]
    if present:
        added = judged[present].astype(float).fillna(0.0).sum(axis=1)
        rules["price + complaints + description, added"] = average_precision(added, judged["counterfeit"])
    return rules


def worst(kinds: pd.DataFrame, guilty: bool = True) -> tuple[str, float] | None:
    """The guilty kind least often suspected, or the innocent kind most often; None where there is none."""
    of_side = kinds[kinds["counterfeit"] == guilty].sort_values(["share", "kind"], ascending=[guilty, True])
    if of_side.empty:
        return None
    return str(of_side["kind"].iloc[0]), float(of_side["share"].iloc[0])


def _share(part: int, whole: int) -> float | None:
    return Share(part, whole).value
